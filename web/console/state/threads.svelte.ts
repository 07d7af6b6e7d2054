import { ApiError } from "../../shared/api.ts";
import { fromSnapshot, lastSeq, withChanges, withHead, withMessage, withSnapshot, type Thread } from "../../shared/thread.ts";
import type { Changes, Message, Typing } from "../../shared/wire.ts";
import type { Calls } from "../net/calls.ts";
import type { Followed } from "../net/live.ts";
import type { ConsoleHead } from "../net/wire.ts";

const KEPT = 30;
const TYPING_MS = 7_000;

/** The open conversation, and the last ones that were open, so that going back needs no round trip. */
export class Threads {
  id = $state<string | null>(null);
  thread = $state.raw<Thread | null>(null);
  problem = $state.raw<ApiError | null>(null);
  /** Whether the customer is typing. */
  typing = $state(false);
  head = $derived((this.thread?.conversation ?? null) as ConsoleHead | null);

  private kept = new Map<string, Thread>();
  private asked = 0;
  private readUpTo = 0;
  private stillness: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly calls: Calls,
    private readonly follow: (followed: Followed | null) => void,
    private readonly onMessages: (thread: Thread) => void,
  ) {}

  get followed(): Followed | null {
    return this.id && this.thread ? { id: this.id, revision: this.thread.revision } : null;
  }

  async open(id: string | null): Promise<void> {
    if (id === this.id && !this.problem) return;
    this.id = id;
    this.thread = id ? (this.kept.get(id) ?? null) : null;
    this.problem = null;
    this.readUpTo = 0;
    this.still();
    if (id && !this.thread) return this.fetch(id);
    this.follow(this.followed);
    if (this.thread) await this.catchUp(this.thread);
  }

  async reload(): Promise<void> {
    if (!this.id) return;
    this.problem = null;
    await this.fetch(this.id);
  }

  /** What changed since our revision, asked for: something we did rested on an old state. */
  async refresh(): Promise<void> {
    if (this.thread) await this.catchUp(this.thread);
  }

  apply(changes: readonly Changes[]): void {
    for (const change of changes) {
      const known = this.kept.get(change.conversation_id);
      if (!known) continue;
      const step = withChanges(known, change);
      if (step.gap) void this.catchUp(known);
      else if (step.thread !== known) this.put(step.thread);
    }
  }

  applyTyping(frames: readonly Typing[]): void {
    for (const frame of frames) {
      if (frame.conversation_id !== this.id || frame.author.kind !== "customer") continue;
      this.still();
      if (!frame.active) continue;
      this.typing = true;
      this.stillness = setTimeout(() => this.still(), TYPING_MS);
    }
  }

  /** A message known from the answer to our own post, before its live frame. */
  learnMessage(id: string, message: Message): void {
    const known = this.kept.get(id);
    if (known) this.put(withMessage(known, message));
  }

  learnHead(head: ConsoleHead): void {
    const known = this.kept.get(head.id);
    if (known) this.put(withHead(known, head));
  }

  /** Tell the desk what was seen; only the holder's look counts as the desk's. */
  read(): void {
    const { thread, id } = this;
    if (!thread || !id) return;
    const seq = lastSeq(thread);
    if (seq <= Math.max(this.readUpTo, thread.conversation.read.agents)) return;
    this.readUpTo = seq;
    this.calls.read(id, seq).catch(() => (this.readUpTo = 0));
  }

  forget(): void {
    this.kept.clear();
    this.thread = null;
    this.id = null;
    this.still();
  }

  private async fetch(id: string): Promise<void> {
    const turn = (this.asked += 1);
    try {
      const thread = fromSnapshot(await this.calls.open(id));
      if (turn !== this.asked || id !== this.id) return;
      this.put(thread);
      this.follow(this.followed);
    } catch (error) {
      if (turn === this.asked && id === this.id && error instanceof ApiError) this.problem = error;
    }
  }

  private async catchUp(known: Thread): Promise<void> {
    const { id } = known.conversation;
    const snapshot = await this.calls.since(id, known.revision).catch(() => null);
    const current = this.kept.get(id);
    if (snapshot && current) this.put(withSnapshot(current, snapshot));
  }

  private put(thread: Thread): void {
    const { id } = thread.conversation;
    this.kept.delete(id);
    this.kept.set(id, thread);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value as string);
    if (thread.messages.at(-1)?.author.kind === "customer" && id === this.id) this.still();
    if (id === this.id) this.thread = thread;
    this.onMessages(thread);
  }

  private still(): void {
    clearTimeout(this.stillness);
    this.typing = false;
  }
}
