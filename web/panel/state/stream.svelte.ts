import { ApiError } from "../../shared/api.ts";
import { LiveSocket, type LineState } from "../../shared/socket.ts";
import { fromSnapshot, lastSeq, withChanges, withHead, withMessage, withQueue, withSnapshot } from "../../shared/thread.ts";
import type { Thread } from "../../shared/thread.ts";
import type { Head, Message, Snapshot, Typing, WidgetFrame } from "../../shared/wire.ts";
import type { Desk } from "../net/desk.ts";
import { TypingSignal } from "./typing.ts";

export interface StreamParts {
  desk: Desk;
  liveUrl: string;
  token: () => string | null;
  /** New rows may be in the thread. */
  onArrived: (thread: Thread) => void;
  onWelcome: () => void;
  /** The desk no longer knows our session. */
  onRefused: () => void;
}

const TYPING_SHOWN_MS = 7_000;

/** The open conversation and the line that keeps it true: frames, resume by revision, typing, read marks. */
export class Stream {
  thread = $state.raw<Thread | null>(null);
  line = $state.raw<LineState>("waiting");
  typing = $state.raw<Typing["author"] | null>(null);

  private readonly live: LiveSocket<WidgetFrame>;
  private readonly typingSignal: TypingSignal;
  private typingEnds: ReturnType<typeof setTimeout> | undefined;
  private readTold = 0;
  /** The conversation that the desk was last told we look at. */
  private followed: string | null = null;
  private running = false;

  constructor(private readonly parts: StreamParts) {
    this.live = new LiveSocket({
      url: parts.liveUrl,
      hello: () => {
        const place = this.place();
        this.followed = place.conversation_id;
        return { type: "hello", token: parts.token(), ...place };
      },
      onFrame: (frame) => this.hear(frame),
      onState: (state) => this.lineChanged(state),
      onRefused: parts.onRefused,
    });
    this.typingSignal = new TypingSignal((active) => {
      if (this.thread) this.live.send({ type: "typing", conversation_id: this.thread.conversation.id, active });
    });
  }

  adopt(snapshot: Snapshot): void {
    this.thread = fromSnapshot(snapshot);
    this.typing = null;
    this.readTold = 0;
    this.start();
    this.follow();
    this.arrived();
  }

  /** Look at no conversation. The line stays, so that the next one opens at once. */
  leave(): void {
    this.thread = null;
    this.typing = null;
  }

  stop(): void {
    this.running = false;
    this.live.stop();
  }

  /** Say hello with the token in force now. */
  restart(): void {
    this.stop();
    if (this.thread) this.start();
  }

  learnMessage(conversationId: string, message: Message): void {
    if (this.thread?.conversation.id === conversationId) this.thread = withMessage(this.thread, message);
  }

  learnHead(head: Head): void {
    if (this.thread) this.thread = withHead(this.thread, head);
    if (this.line !== "open") void this.refresh();
  }

  written(text: string): void {
    this.typingSignal.written(text);
  }

  sent(): void {
    this.typingSignal.stopped();
  }

  get unread(): number {
    const read = Math.max(this.readTold, this.thread?.conversation.read.customer ?? 0);
    const fresh = (row: Message) => row.seq > read && row.kind === "message" && row.author.kind !== "customer";
    return this.thread?.messages.filter(fresh).length ?? 0;
  }

  /** The newest message was on the screen. */
  seen(): void {
    if (!this.thread) return;
    const { conversation } = this.thread;
    const seq = lastSeq(this.thread);
    if (seq <= Math.max(this.readTold, conversation.read.customer)) return;
    this.readTold = seq;
    this.parts.desk.markRead(conversation.id, seq).catch(() => (this.readTold = 0));
  }

  /** Fetch what changed since our revision. A failure is no matter: the next welcome asks again. */
  async refresh(): Promise<void> {
    const asked = this.thread;
    if (!asked) return;
    try {
      const snapshot = await this.parts.desk.snapshot(asked.conversation.id, asked.revision);
      if (this.thread?.conversation.id !== asked.conversation.id) return;
      this.thread = withSnapshot(this.thread, snapshot);
      this.arrived();
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) this.parts.onRefused();
    }
  }

  private start(): void {
    this.running = true;
    this.live.start();
  }

  private hear(frame: WidgetFrame): void {
    if (frame.type === "welcome") {
      // The hello may be older than the conversation: said when the socket opened, before the desk answered.
      this.follow();
      return this.parts.onWelcome();
    }
    if (frame.type === "error" || frame.conversation_id !== this.thread?.conversation.id) return;
    if (frame.type === "queue") this.thread = withQueue(this.thread, frame.place, frame.wait_seconds);
    else if (frame.type === "typing") this.showTyping(frame);
    else if (frame.type === "changes") {
      const { thread, gap } = withChanges(this.thread, frame);
      if (gap) return void this.refresh();
      if (frame.messages.some(({ author }) => author.kind === this.typing?.kind)) this.typing = null;
      this.thread = thread;
      this.arrived();
    }
  }

  private lineChanged(state: LineState): void {
    this.line = state;
    if (state !== "open") this.typing = null;
    // Where sockets are blocked the messages still come, at the pace of the attempts.
    if (state === "waiting" && this.running) void this.refresh();
  }

  private arrived(): void {
    if (!this.thread) return;
    this.live.send({ type: "received", conversation_id: this.thread.conversation.id, seq: lastSeq(this.thread) });
    this.parts.onArrived(this.thread);
  }

  private showTyping(frame: Typing): void {
    clearTimeout(this.typingEnds);
    this.typing = frame.active ? frame.author : null;
    if (frame.active) this.typingEnds = setTimeout(() => (this.typing = null), TYPING_SHOWN_MS);
  }

  private follow(): void {
    const place = this.place();
    if (place.conversation_id === null || place.conversation_id === this.followed) return;
    if (this.live.send({ type: "follow", ...place })) this.followed = place.conversation_id;
  }

  private place(): { conversation_id: string | null; revision: number } {
    return { conversation_id: this.thread?.conversation.id ?? null, revision: this.thread?.revision ?? 0 };
  }
}
