import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "../../shared/api.ts";
import { head, message } from "../../shared/fixtures.ts";
import { openShelf } from "../../shared/storage.ts";
import type { Head, Message, Session, Snapshot } from "../../shared/wire.ts";
import type { Desk } from "../net/desk.ts";
import type { Host } from "../net/host.ts";
import { Sessions } from "../net/session.ts";
import { Chat } from "./chat.svelte.ts";

/** A desk in memory that keeps the API's promises: idempotent by client id, revisions, one person a token. */
class MemoryDesk {
  calls: string[] = [];
  down = false;
  valid = new Set<string>();
  conversation: Head | null = null;
  messages: Message[] = [];
  private tokens = 0;

  constructor(private readonly token: () => string | null) {}

  session(kind: "visitor" | "customer"): Session {
    const token = `${kind}-${++this.tokens}`;
    this.valid.add(token);
    return { token, person: { kind, id: kind, name: null }, expires_at: 0 };
  }

  private enter(call: string, open = false): void {
    this.calls.push(call);
    if (this.down) throw new ApiError(0, "network", "not reached");
    if (!open && !this.valid.has(this.token() ?? "")) throw new ApiError(401, "people.unauthenticated", "who are you");
  }

  say(text: string, change: Partial<Message> = {}): Message {
    const known = this.messages.find((row) => change.client_id && row.client_id === change.client_id);
    const row = known ?? message(this.messages.length + 1, { text, ...change });
    if (!known) this.messages.push(row);
    if (this.conversation) this.conversation = { ...this.conversation, revision: this.messages.length };
    return row;
  }

  private whole(after = 0): Snapshot {
    const conversation = this.conversation ?? head();
    return { conversation, messages: this.messages.filter((row) => row.revision > after), revision: conversation.revision };
  }

  readonly api: Desk = {
    boot: () => Promise.reject(new Error("not here")),
    becomeVisitor: async () => (this.enter("visitor", true), this.session("visitor")),
    exchange: async (jwt) => (this.enter(`exchange ${jwt}`, true), this.session("customer")),
    me: () => Promise.reject(new Error("not here")),
    endSession: async () => void this.valid.delete(this.token() ?? ""),
    resume: async () => (this.enter("resume", true), { ...this.session("visitor"), conversation_id: "c1" }),
    conversations: async () => (this.enter("list"), this.conversation ? [this.conversation] : []),
    open: async ({ client_id, text }) => {
      this.enter("open");
      this.conversation ??= head();
      this.say(text, { client_id });
      return this.whole();
    },
    snapshot: async (_, after) => (this.enter("snapshot"), this.whole(after)),
    post: async (_, { client_id, text }) => (this.enter(`post ${text}`), this.say(text, { client_id })),
    handOver: async () => {
      this.enter("hand-over");
      this.conversation = head({ revision: this.messages.length, holder: "queue" });
      return this.conversation;
    },
    close: async () => (this.enter("close"), head({ revision: 99, state: "closed" })),
    reopen: async () => (this.enter("reopen"), head({ revision: 100 })),
    markRead: async () => this.enter("read"),
    record: async () => new Blob(),
    words: async () => [],
  };
}

class SilentSocket {
  static made: SilentSocket[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  constructor() {
    SilentSocket.made.push(this);
  }
  send(): void {}
  close(): void {}
  says(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

function panel(token: () => Promise<string | null | undefined> = () => Promise.resolve(undefined), framed = false) {
  const shelf = openShelf(() => {
    throw new Error("forbidden");
  });
  const sessions = new Sessions(shelf);
  const desk = new MemoryDesk(() => sessions.token);
  const host: Host = { framed, askToken: token, tell: () => undefined };
  const voice = { language: "en" as const, t: (key: string) => key };
  const make = () => new Chat({ desk: desk.api, host, sessions, tab: shelf, voice, liveUrl: "ws://desk" });
  return { desk, sessions, chat: make(), again: make };
}

const texts = (chat: Chat) => chat.thread?.messages.map(({ text }) => text);
const settled = () => vi.advanceTimersByTimeAsync(100);

beforeEach(() => {
  SilentSocket.made = [];
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", SilentSocket);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the panel's chat", () => {
  it("asks nothing of the desk until the first message, which makes the visitor and opens the conversation", async () => {
    const { desk, chat } = panel();
    await chat.start();
    expect([desk.calls, chat.begun]).toEqual([[], false]);
    chat.send("hello");
    expect(chat.begun).toBe(true);
    await settled();
    expect(desk.calls).toEqual(["visitor", "open"]);
    expect([texts(chat), chat.entries]).toEqual([["hello"], []]);
  });

  it("keeps what is written while the desk is away, and says all of it once, in order, later", async () => {
    const { desk, chat } = panel();
    await chat.start();
    desk.down = true;
    for (const text of ["a", "b", "c"]) chat.send(text);
    await vi.advanceTimersByTimeAsync(20_000);
    desk.down = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect([texts(chat), chat.entries]).toEqual([["a", "b", "c"], []]);
  });

  it("is the same conversation after a reload", async () => {
    const { desk, chat, again } = panel();
    await chat.start();
    chat.send("hello");
    await settled();
    desk.say("hi", { author: { kind: "assistant", id: null, name: null } });
    const reloaded = again();
    await reloaded.start();
    expect(texts(reloaded)).toEqual(["hello", "hi"]);
  });

  it("takes live frames, and fetches what lies in a gap", async () => {
    const { desk, chat } = panel();
    await chat.start();
    chat.send("hello");
    await settled();
    const frame = { type: "changes", conversation_id: "c1", conversation: null };
    SilentSocket.made[0]?.says({ ...frame, previous: 1, revision: 2, messages: [desk.say("two")] });
    expect(texts(chat)).toEqual(["hello", "two"]);
    desk.say("three");
    SilentSocket.made[0]?.says({ ...frame, previous: 3, revision: 4, messages: [desk.say("four")] });
    await settled();
    expect(texts(chat)).toEqual(["hello", "two", "three", "four"]);
  });

  it("opens a conversation with the wish for a person when there is none, and hands it over", async () => {
    const { desk, chat } = panel();
    await chat.start();
    await chat.callPerson();
    await settled();
    expect(desk.calls).toEqual(["visitor", "open", "hand-over", "snapshot"]);
    expect([texts(chat), chat.thread?.conversation.holder, chat.calling]).toEqual([["person.request"], "queue", false]);
  });

  it("shows a refusal without a way to repeat it, and a failure with one", async () => {
    const { desk, chat } = panel();
    await chat.start();
    chat.send("hello");
    await settled();
    desk.down = true;
    await chat.close();
    expect(chat.problem).toMatchObject({ text: "not reached", retry: expect.any(Function) });
    desk.down = false;
    chat.problem?.retry?.();
    await settled();
    expect([chat.problem, chat.closed]).toEqual([null, true]);
  });

  it("tells a visitor whose session ended about the code, and opens the thread with it", async () => {
    const { desk, chat } = panel();
    await chat.start();
    chat.send("hello");
    await settled();
    desk.valid.clear();
    chat.send("more");
    await settled();
    expect(chat.problem?.text).toBe("problem.session");
    await chat.resume("CODE");
    expect([texts(chat), chat.problem]).toEqual([["hello"], null]);
  });

  it("gets a customer a new session from the exchange in the middle of a message", async () => {
    const { desk, chat, sessions } = panel(() => Promise.resolve("a.eyJzdWIiOiJ1MSJ9.c"));
    await chat.start();
    expect(sessions.kind).toBe("customer");
    chat.send("hello");
    await settled();
    desk.valid.clear();
    chat.send("more");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(texts(chat)).toEqual(["hello", "more"]);
  });

  it("shows nothing of the last customer once another person, or nobody, is logged in", async () => {
    let token: string | null = "a.eyJzdWIiOiJ1MSJ9.c";
    const { chat, sessions } = panel(() => Promise.resolve(token), true);
    await chat.start();
    chat.send("hello");
    await settled();
    token = null;
    await chat.agree();
    expect([chat.thread, chat.earlier, chat.entries, sessions.token]).toEqual([null, [], [], null]);
  });
});
