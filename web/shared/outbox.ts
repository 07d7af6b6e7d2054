import { ApiError } from "./api.ts";
import { newClientId } from "./ids.ts";
import type { Shelf } from "./storage.ts";

/** A message that the desk has not acknowledged. `conversation_id` is null while its conversation is not open yet. */
export interface Entry {
  client_id: string;
  conversation_id: string | null;
  text: string;
  created_at: number;
  state: "waiting" | "sending" | "failed";
  error: string | null;
}

export interface OutboxOptions {
  shelf: Shelf;
  key: string;
  /** Deliver one entry; ApiError.temporary decides between trying again and showing the refusal. */
  deliver: (entry: Entry) => Promise<void>;
  onChange: (entries: readonly Entry[]) => void;
  now?: () => number;
  random?: () => number;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/**
 * Messages in the order they were written, one in flight at a time. They outlive a reload (the shelf) and are
 * sent again under the same client id until the desk acknowledges them, so none is lost and none is doubled.
 */
export class Outbox {
  private entries: Entry[];
  private flying = false;
  private attempts = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: OutboxOptions) {
    this.entries = readEntries(options.shelf.get(options.key));
  }

  get all(): readonly Entry[] {
    return this.entries;
  }

  add(text: string, conversationId: string | null): Entry {
    const now = (this.options.now ?? Date.now)();
    const entry: Entry = {
      client_id: newClientId(),
      conversation_id: conversationId,
      text,
      created_at: now,
      state: "waiting",
      error: null,
    };
    this.keep([...this.entries, entry]);
    this.flush();
    return entry;
  }

  retry(clientId: string): void {
    this.mark(clientId, { state: "waiting", error: null });
    this.flush();
  }

  discard(clientId: string): void {
    this.settle([clientId]);
  }

  /** These messages were seen in the thread: the desk has them, whatever became of our request. */
  settle(clientIds: Iterable<string>): void {
    const known = new Set(clientIds);
    if (this.entries.some((entry) => known.has(entry.client_id)))
      this.keep(this.entries.filter((entry) => !known.has(entry.client_id)));
  }

  /** The conversation that waiting first messages were meant for is open now. */
  assign(conversationId: string): void {
    this.keep(this.entries.map((entry) => ({ ...entry, conversation_id: entry.conversation_id ?? conversationId })));
  }

  /** Try now, as after a start or when the network returned. */
  flush(): void {
    clearTimeout(this.timer);
    if (!this.flying) void this.fly();
  }

  /** Forget everything, as when the person changes. */
  clear(): void {
    clearTimeout(this.timer);
    this.keep([]);
  }

  private async fly(): Promise<void> {
    this.flying = true;
    let next = this.next();
    while (next) {
      this.mark(next.client_id, { state: "sending" });
      if (!(await this.deliver(next))) break;
      next = this.next();
    }
    this.flying = false;
  }

  /** Whether to go on with the next entry. */
  private async deliver(entry: Entry): Promise<boolean> {
    try {
      await this.options.deliver(entry);
      this.attempts = 0;
      this.settle([entry.client_id]);
      return true;
    } catch (error) {
      const temporary = !(error instanceof ApiError) || error.temporary;
      this.mark(entry.client_id, temporary ? { state: "waiting" } : { state: "failed", error: error.message });
      if (temporary) this.later();
      return !temporary;
    }
  }

  private later(): void {
    const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.attempts);
    this.attempts += 1;
    this.timer = setTimeout(() => this.flush(), longest * (0.5 + (this.options.random ?? Math.random)() / 2));
  }

  private next(): Entry | undefined {
    return this.entries.find((entry) => entry.state === "waiting");
  }

  private mark(clientId: string, change: Partial<Entry>): void {
    this.keep(this.entries.map((entry) => (entry.client_id === clientId ? { ...entry, ...change } : entry)));
  }

  private keep(entries: Entry[]): void {
    this.entries = entries;
    if (entries.length > 0) this.options.shelf.set(this.options.key, JSON.stringify(entries));
    else this.options.shelf.remove(this.options.key);
    this.options.onChange(entries);
  }
}

function readEntries(stored: string | null): Entry[] {
  if (!stored) return [];
  try {
    const entries = JSON.parse(stored) as Entry[];
    return entries.map((entry) => (entry.state === "sending" ? { ...entry, state: "waiting" } : entry));
  } catch {
    return [];
  }
}
