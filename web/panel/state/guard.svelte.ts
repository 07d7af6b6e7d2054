import type { Finding } from "../../shared/secrets/inspect.ts";
import type { LoadList } from "../../shared/secrets/phrase.ts";
import type { Lateness } from "./lateness.svelte.ts";

const PATIENCE_MS = 4_000;

export interface Stopped {
  text: string;
  findings: Finding[];
  /** The text without its secrets, `mark` in their places. */
  cleaned: (mark: string) => string;
}

/** Stands between the composer and the line: a text with a secret in it waits here until the person decides. */
export class Guard {
  stopped = $state.raw<Stopped | null>(null);
  looking = $state.raw(false);

  constructor(
    private readonly later: Lateness,
    private readonly loadList: LoadList,
  ) {}

  /** Whether the text may go; if not, `stopped` says what was found. Rejects when the eyes could not be fetched. */
  async admits(text: string): Promise<boolean> {
    this.looking = true;
    try {
      const { inspect, without } = await this.later.load();
      const findings = await inspect(text, (list) => soon(this.loadList(list)));
      this.stopped = findings.length > 0 ? { text, findings, cleaned: (mark) => without(text, findings, mark) } : null;
      return this.stopped === null;
    } finally {
      this.looking = false;
    }
  }

  /** The person has decided: hand out what was stopped. */
  release(): Stopped | null {
    const { stopped } = this;
    this.stopped = null;
    return stopped;
  }
}

function soon<T>(promise: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error("too late")), PATIENCE_MS));
  return Promise.race([promise, late]);
}
