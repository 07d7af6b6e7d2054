import { ApiError } from "../../shared/api.ts";
import { Outbox, type Entry } from "../../shared/outbox.ts";
import type { Shelf } from "../../shared/storage.ts";
import type { Thread } from "../../shared/thread.ts";
import type { Message } from "../../shared/wire.ts";
import type { Calls } from "../net/calls.ts";
import { Drafts, type Mode } from "./drafts.ts";

export interface Pending extends Entry {
  mode: Mode;
}

const TYPING_EVERY_MS = 3_000;

export interface ComposeOutside {
  calls: Calls;
  shelf: Shelf;
  learn: (conversation: string, message: Message) => void;
  typing: (conversation: string, active: boolean) => void;
}

/** What the agent writes: one draft for each conversation and audience, and what is on its way. */
export class Compose {
  mode = $state<Mode>("reply");
  text = $state("");
  pending = $state.raw<readonly Pending[]>([]);

  private conversation: string | null = null;
  private toldTyping = 0;
  private readonly drafts: Drafts;
  private readonly boxes: Record<Mode, Outbox>;

  constructor(
    private readonly outside: ComposeOutside,
    agent: string,
  ) {
    this.drafts = new Drafts(outside.shelf, agent);
    this.boxes = { reply: this.box("reply", agent), note: this.box("note", agent) };
    this.gather();
    this.flush();
  }

  show(conversation: string | null): void {
    if (conversation === this.conversation) return;
    this.stopTyping();
    this.conversation = conversation;
    const noteOnly = !!conversation && !this.draft("reply") && !!this.draft("note");
    this.mode = noteOnly ? "note" : "reply";
    this.text = this.draft(this.mode);
  }

  choose(mode: Mode): void {
    if (mode === "note") this.stopTyping();
    this.mode = mode;
    this.text = this.draft(mode);
  }

  write(text: string): void {
    this.text = text;
    if (!this.conversation) return;
    this.drafts.set(this.conversation, this.mode, text);
    if (this.mode === "reply") this.tellTyping(text !== "");
  }

  /** Put a ready answer where the agent is writing, on a line of its own; the agent sends it. */
  insert(answer: string): void {
    this.write(this.text.trim() ? `${this.text.trimEnd()}\n\n${answer}` : answer);
  }

  send(): void {
    const text = this.text.trim();
    if (!text || !this.conversation) return;
    this.boxes[this.mode].add(text, this.conversation);
    this.stopTyping();
    this.write("");
  }

  retry(pending: Pending): void {
    this.boxes[pending.mode].retry(pending.client_id);
  }

  discard(pending: Pending): void {
    this.boxes[pending.mode].discard(pending.client_id);
  }

  /** Messages the desk shows are no longer on their way. */
  settle(thread: Thread): void {
    const known = thread.messages.map((message) => message.client_id).filter((id) => id !== null);
    for (const box of Object.values(this.boxes)) box.settle(known);
  }

  flush(): void {
    for (const box of Object.values(this.boxes)) box.flush();
  }

  /** Leave nothing behind, as at a log-out. */
  clear(): void {
    this.drafts.clear();
    for (const box of Object.values(this.boxes)) box.clear();
    this.text = "";
  }

  private draft(mode: Mode): string {
    return this.conversation ? this.drafts.get(this.conversation, mode) : "";
  }

  private box(mode: Mode, agent: string): Outbox {
    return new Outbox({
      shelf: this.outside.shelf,
      key: `bellrock.console.outbox.${mode}.${agent}`,
      deliver: (entry) => this.deliver(mode, entry),
      onChange: () => this.gather(),
    });
  }

  private async deliver(mode: Mode, entry: Entry): Promise<void> {
    const { calls, learn } = this.outside;
    const id = entry.conversation_id ?? "";
    const post = mode === "reply" ? calls.reply : calls.note;
    try {
      learn(id, await post(id, entry.client_id, entry.text));
    } catch (error) {
      // An ended session refuses nothing for good: the message waits for the next log-in.
      if (error instanceof ApiError && error.status === 401) throw new ApiError(0, error.code, error.message);
      throw error;
    }
  }

  private gather(): void {
    if (!this.boxes) return;
    const of = (mode: Mode) => this.boxes[mode].all.map((entry) => ({ ...entry, mode }));
    this.pending = [...of("reply"), ...of("note")].sort((left, right) => left.created_at - right.created_at);
  }

  private tellTyping(active: boolean): void {
    const now = Date.now();
    if (!this.conversation || (active && now - this.toldTyping < TYPING_EVERY_MS)) return;
    if (!active && this.toldTyping === 0) return;
    this.toldTyping = active ? now : 0;
    this.outside.typing(this.conversation, active);
  }

  private stopTyping(): void {
    this.tellTyping(false);
  }
}
