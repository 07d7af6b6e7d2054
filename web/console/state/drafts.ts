/** What is written and not sent, for each conversation and audience; kept in the tab, apart for each agent. */
import type { Shelf } from "../../shared/storage.ts";

export type Mode = "reply" | "note";

const PREFIX = "bellrock.console.drafts";

export class Drafts {
  private texts: Record<string, string>;

  constructor(
    private readonly shelf: Shelf,
    private readonly agent: string,
  ) {
    this.texts = read(shelf.get(this.key));
  }

  get(conversation: string, mode: Mode): string {
    return this.texts[`${conversation}.${mode}`] ?? "";
  }

  set(conversation: string, mode: Mode, text: string): void {
    const { [`${conversation}.${mode}`]: _, ...others } = this.texts;
    this.texts = text ? { ...others, [`${conversation}.${mode}`]: text } : others;
    if (Object.keys(this.texts).length > 0) this.shelf.set(this.key, JSON.stringify(this.texts));
    else this.shelf.remove(this.key);
  }

  clear(): void {
    this.texts = {};
    this.shelf.remove(this.key);
  }

  private get key(): string {
    return `${PREFIX}.${this.agent}`;
  }
}

function read(stored: string | null): Record<string, string> {
  try {
    return stored ? (JSON.parse(stored) as Record<string, string>) : {};
  } catch {
    return {};
  }
}
