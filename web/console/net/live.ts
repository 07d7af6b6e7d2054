/** The console's live line: one socket, at most one followed conversation. */
import { LiveSocket, type LineState } from "../../shared/socket.ts";
import type { Batch, ConsoleFrame } from "./wire.ts";

export interface LiveEvents {
  onBatch: (batch: Batch) => void;
  onState: (state: LineState) => void;
  /** The line is open, for the first time or again: lists may have missed something before it. */
  onWelcome: () => void;
}

export interface Followed {
  id: string;
  revision: number;
}

export class Live {
  private readonly socket: LiveSocket<ConsoleFrame>;

  /** `followed` tells the open conversation and how far it is known, asked at each new connection. */
  constructor(
    private readonly events: LiveEvents,
    private readonly followed: () => Followed | null,
  ) {
    this.socket = new LiveSocket<ConsoleFrame>({
      url: address(),
      hello: () => ({ type: "hello" }),
      onFrame: (frame) => this.receive(frame),
      onState: events.onState,
    });
  }

  start(): void {
    this.socket.start();
  }

  stop(): void {
    this.socket.stop();
  }

  follow(followed: Followed | null): void {
    if (followed) this.socket.send({ type: "follow", conversation_id: followed.id, revision: followed.revision });
    else this.socket.send({ type: "unfollow" });
  }

  typing(id: string, active: boolean): void {
    this.socket.send({ type: "typing", conversation_id: id, active });
  }

  private receive(frame: ConsoleFrame): void {
    if (frame.type === "batch") this.events.onBatch(frame);
    if (frame.type !== "welcome") return;
    const followed = this.followed();
    if (followed) this.follow(followed);
    this.events.onWelcome();
  }
}

function address(): string {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  return `${scheme}://${location.host}/api/console/live`;
}
