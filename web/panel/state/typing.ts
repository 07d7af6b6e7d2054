const REPEAT_MS = 3_000;
const IDLE_MS = 5_000;

/** Tells the desk that the person writes: at once, then every three seconds, and that it stopped after five idle. */
export class TypingSignal {
  private toldAt = 0;
  private idle: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tell: (active: boolean) => void) {}

  written(text: string): void {
    clearTimeout(this.idle);
    if (text.trim() === "") return this.stopped();
    if (Date.now() - this.toldAt >= REPEAT_MS) {
      this.toldAt = Date.now();
      this.tell(true);
    }
    this.idle = setTimeout(() => this.stopped(), IDLE_MS);
  }

  stopped(): void {
    clearTimeout(this.idle);
    if (this.toldAt > 0) this.tell(false);
    this.toldAt = 0;
  }
}
