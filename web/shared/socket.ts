/** open: talking to the desk; waiting: will try again by itself; offline: waits for the network to return. */
export type LineState = "open" | "waiting" | "offline";

export interface SocketOptions<Frame> {
  url: string;
  /** The first frame of each connection; it says who we are and what we already know. */
  hello: () => object;
  onFrame: (frame: Frame) => void;
  onState: (state: LineState) => void;
  /** The desk ended the session (close code 4401): trying again by itself would not help. */
  onRefused?: () => void;
  /** Test seams: the socket's maker, chance, and the source of online/offline events. */
  connect?: (url: string) => WebSocket;
  random?: () => number;
  network?: EventTarget & { onLine?: boolean };
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
const STEADY_MS = 5_000;
const PING_MS = 25_000;
const PONG_MS = 10_000;
const REFUSED = 4401;

/** One socket that comes back: jittered back-off from 0.5 to 30 s, at once when the network returns. */
export class LiveSocket<Frame extends { type: string }> {
  private socket: WebSocket | null = null;
  private attempts = 0;
  private openedAt = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private heart: ReturnType<typeof setTimeout> | undefined;
  private pongs = false;
  private wanted = false;
  private state: LineState = "waiting";

  constructor(private readonly options: SocketOptions<Frame>) {}

  start(): void {
    if (this.wanted) return;
    this.wanted = true;
    const network = this.network();
    network?.addEventListener("online", this.hasNetwork);
    network?.addEventListener("offline", this.lostNetwork);
    this.open();
  }

  stop(): void {
    this.wanted = false;
    const network = this.network();
    network?.removeEventListener("online", this.hasNetwork);
    network?.removeEventListener("offline", this.lostNetwork);
    clearTimeout(this.retry);
    this.drop();
    this.tell("waiting");
  }

  /** Say hello anew, as after a change of person. */
  restart(): void {
    if (!this.wanted) return;
    this.attempts = 0;
    this.drop();
    this.open();
  }

  /** Send a frame when the line is open; say whether it left. What must not be lost goes over HTTP instead. */
  send(frame: object): boolean {
    if (this.state !== "open" || this.socket?.readyState !== 1) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  private open(): void {
    clearTimeout(this.retry);
    if (!this.wanted) return;
    if (typeof navigator !== "undefined" && navigator.onLine === false) return this.tell("offline");
    const connect = this.options.connect ?? ((url) => new WebSocket(url));
    const socket = connect(this.options.url);
    this.socket = socket;
    this.pongs = false;
    socket.onopen = () => socket.send(JSON.stringify(this.options.hello()));
    socket.onmessage = (event) => this.socket === socket && this.receive(String(event.data));
    socket.onclose = (event) => {
      if (this.socket !== socket) return;
      if (event?.code === REFUSED) this.refused();
      else this.closed();
    };
  }

  private receive(data: string): void {
    const frame = JSON.parse(data) as Frame | { type: "pong" };
    this.beat();
    if (frame.type === "pong") {
      this.pongs = true;
      return;
    }
    if (frame.type === "welcome") {
      this.openedAt = Date.now();
      this.tell("open");
    }
    this.options.onFrame(frame as Frame);
  }

  private refused(): void {
    this.stop();
    this.options.onRefused?.();
  }

  private closed(): void {
    if (this.state === "open" && Date.now() - this.openedAt >= STEADY_MS) this.attempts = 0;
    this.drop();
    const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.attempts);
    const random = this.options.random ?? Math.random;
    this.attempts += 1;
    this.retry = setTimeout(() => this.open(), Math.max(FIRST_DELAY_MS, longest * (0.5 + random() / 2)));
    this.tell("waiting");
  }

  /** A line that went dead without a word (sleep, a moved phone) is found by an unanswered ping. */
  private beat(): void {
    clearTimeout(this.heart);
    this.heart = setTimeout(() => {
      if (!this.send({ type: "ping" })) return;
      this.heart = setTimeout(() => (this.pongs ? this.closed() : this.beat()), PONG_MS);
    }, PING_MS);
  }

  private drop(): void {
    clearTimeout(this.heart);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  private readonly hasNetwork = (): void => {
    this.attempts = 0;
    if (!this.socket) this.open();
  };

  private readonly lostNetwork = (): void => {
    clearTimeout(this.retry);
    this.drop();
    this.tell("offline");
  };

  private tell(state: LineState): void {
    if (this.state === state && state !== "waiting") return;
    this.state = state;
    this.options.onState(state);
  }

  private network(): EventTarget | undefined {
    return this.options.network ?? (typeof window === "undefined" ? undefined : window);
  }
}
