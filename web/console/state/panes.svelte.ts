import { MediaQuery } from "svelte/reactivity";
import type { Shelf } from "../../shared/storage.ts";

export type DialogName = "palette" | "transfer" | "sessions" | "keys" | "context";

const KEY = "bellrock.console.panes";

interface Kept {
  list: boolean;
  context: boolean;
  singles: boolean;
}

/** How the agent has arranged the desk: panes, the open dialog, single-key shortcuts. Kept on the device. */
export class Panes {
  singles = $state(true);
  dialog = $state<DialogName | null>(null);

  private list = $state(true);
  private context = $state(true);
  private readonly wide = new MediaQuery("min-width: 68.75em", true);
  private readonly narrow = new MediaQuery("max-width: 47.4375em", false);

  constructor(private readonly shelf: Shelf) {
    const kept = read(shelf.get(KEY));
    this.list = kept.list ?? true;
    this.context = kept.context ?? true;
    this.singles = kept.singles ?? true;
  }

  /** One pane at a time: the list, or the conversation with a way back. */
  get single(): boolean {
    return this.narrow.current;
  }

  get listShown(): boolean {
    return this.list;
  }

  /** Beside the conversation; where there is no room it opens over it, as a dialog. */
  get contextShown(): boolean {
    return this.context && this.wide.current;
  }

  toggleList(): void {
    this.list = !this.list;
    this.keep();
  }

  toggleContext(): void {
    if (!this.wide.current) {
      this.dialog = this.dialog === "context" ? null : "context";
      return;
    }
    this.context = !this.context;
    this.keep();
  }

  toggleSingles(): void {
    this.singles = !this.singles;
    this.keep();
  }

  private keep(): void {
    const { list, context, singles } = this;
    this.shelf.set(KEY, JSON.stringify({ list, context, singles } satisfies Kept));
  }
}

function read(stored: string | null): Partial<Kept> {
  try {
    return stored ? (JSON.parse(stored) as Partial<Kept>) : {};
  } catch {
    return {};
  }
}
