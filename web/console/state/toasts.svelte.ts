export interface Toast {
  id: number;
  tone: "plain" | "bad";
  text: string;
  action?: { label: string; run: () => void };
}

const STAY_MS = 6_000;
const STAY_WITH_ACTION_MS = 12_000;

/** Short words about what has just happened; a pointer or the focus on them keeps them. */
export class Toasts {
  shown = $state.raw<readonly Toast[]>([]);

  private last = 0;
  private timers = new Map<number, ReturnType<typeof setTimeout>>();

  say(text: string, action?: Toast["action"]): void {
    this.add({ id: 0, tone: "plain", text, ...(action ? { action } : {}) });
  }

  warn(text: string): void {
    this.add({ id: 0, tone: "bad", text });
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id);
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
  }

  pause(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
  }

  resume(): void {
    for (const toast of this.shown) this.time(toast);
  }

  private add(toast: Toast): void {
    this.last += 1;
    const fresh = { ...toast, id: this.last };
    const staying = this.shown.filter((one) => one.action || one.tone !== toast.tone);
    this.shown = [...staying.slice(-2), fresh];
    this.time(fresh);
  }

  private time(toast: Toast): void {
    clearTimeout(this.timers.get(toast.id));
    const stay = toast.action ? STAY_WITH_ACTION_MS : STAY_MS;
    this.timers.set(toast.id, setTimeout(() => this.dismiss(toast.id), stay));
  }
}
