import { ApiError } from "../../shared/api.ts";
import { Outbox, type Entry } from "../../shared/outbox.ts";
import type { Shelf } from "../../shared/storage.ts";
import type { Thread } from "../../shared/thread.ts";
import type { Head } from "../../shared/wire.ts";
import type { Desk } from "../net/desk.ts";
import type { Host } from "../net/host.ts";
import type { Sessions } from "../net/session.ts";
import { agreeWithHost } from "./identity.ts";
import type { Voice } from "./language.ts";
import { Stream } from "./stream.svelte.ts";

export interface ChatParts {
  desk: Desk;
  host: Host;
  sessions: Sessions;
  /** Lives as long as the tab: unsent messages, the draft, which conversation is open. */
  tab: Shelf;
  voice: Voice;
  liveUrl: string;
}

export interface Problem {
  text: string;
  retry: (() => void) | null;
}

const CURRENT = "bellrock.current";
const DRAFT = "bellrock.draft";
const START_AGAIN_MS = 5_000;
const JUST_NOW_MS = 3_000;

/** What the panel does: who we are, which conversation is open, what is sent and what went wrong. */
export class Chat {
  entries = $state.raw<readonly Entry[]>([]);
  earlier = $state.raw<readonly Head[]>([]);
  phase = $state.raw<"starting" | "ready">("starting");
  problem = $state.raw<Problem | null>(null);
  /** A person was asked for and the desk has not said yes yet. */
  calling = $state.raw(false);

  readonly stream: Stream;
  readonly outbox: Outbox;
  private renewal: Promise<boolean> | null = null;
  private renewedAt = 0;

  constructor(private readonly parts: ChatParts) {
    this.outbox = new Outbox({
      shelf: parts.tab,
      key: "bellrock.outbox",
      deliver: (entry) => this.deliver(entry),
      onChange: (entries) => (this.entries = entries),
    });
    this.entries = this.outbox.all;
    this.stream = new Stream({
      desk: parts.desk,
      liveUrl: parts.liveUrl,
      token: () => parts.sessions.token,
      onArrived: (thread) => this.arrived(thread),
      onWelcome: () => this.welcomed(),
      onRefused: () => void this.refused(),
    });
  }

  get thread(): Thread | null {
    return this.stream.thread;
  }

  /** Whether there is something to show but the welcome page. */
  get begun(): boolean {
    return this.thread !== null || this.entries.some((entry) => entry.conversation_id === null);
  }

  get closed(): boolean {
    return this.thread?.conversation.state === "closed";
  }

  get isCustomer(): boolean {
    return this.parts.sessions.kind === "customer";
  }

  get draft(): string {
    return this.parts.tab.get(DRAFT) ?? "";
  }

  async start(): Promise<void> {
    // On a shared computer the customer of yesterday may be another one: then nothing is shown before the host spoke.
    const { sessions, host } = this.parts;
    const agreedFirst = host.framed && (this.isCustomer || sessions.byCookie);
    if (agreedFirst) await this.agree();
    await this.load();
    this.outbox.flush();
    if (!agreedFirst) await this.agree();
  }

  /** Somebody may have logged in or out around us. */
  async agree(): Promise<void> {
    try {
      const verdict = await agreeWithHost(this.parts.host, this.parts.sessions, this.parts.desk);
      if (verdict === "same") return;
      if (verdict === "replaced") this.forgetScreen();
      this.stream.restart();
      if (this.phase === "ready") await this.load();
    } catch (error) {
      // A refused token is the exchange's matter: its customer goes on as a visitor, and its engineers read this.
      if (error instanceof ApiError && !error.temporary) console.warn(`the token was refused: ${error.code}`);
      else this.fail(error, () => void this.agree());
    }
  }

  /** The person changes what is in the composer. */
  write(text: string): void {
    if (text) this.parts.tab.set(DRAFT, text);
    else this.parts.tab.remove(DRAFT);
    this.stream.written(text);
  }

  send(text: string): void {
    this.stream.sent();
    this.outbox.add(text, this.thread?.conversation.id ?? null);
  }

  /** Talk to a person: with no conversation yet, the wish itself opens one. */
  async callPerson(): Promise<void> {
    this.calling = true;
    if (!this.begun) return this.send(this.parts.voice.t("person.request"));
    if (!this.thread) return;
    await this.act((id) => this.parts.desk.handOver(id));
    this.calling = false;
  }

  close = (): Promise<void> => this.act((id) => this.parts.desk.close(id));
  reopen = (): Promise<void> => this.act((id) => this.parts.desk.reopen(id));

  /** Back to the welcome page; the conversation stays where it is. */
  leave(): void {
    this.forgetThread();
    this.parts.tab.set(CURRENT, "");
    void this.loadEarlier().catch(() => undefined);
  }

  async openThread(id: string): Promise<void> {
    this.problem = null;
    try {
      this.stream.adopt(await this.parts.desk.snapshot(id));
    } catch (error) {
      this.fail(error, () => void this.openThread(id));
    }
  }

  /** Continue with the code of a record. Rejects with ApiError when the code opens nothing. */
  async resume(code: string): Promise<void> {
    const session = await this.parts.desk.resume(code);
    this.parts.sessions.keep(session, null);
    this.stream.stop();
    await this.openThread(session.conversation_id);
  }

  /** Tell what went wrong, with the way to try again where that may help. */
  fail(error: unknown, retry: () => void): void {
    const told = error instanceof ApiError;
    const again = told && !error.temporary ? null : () => ((this.problem = null), retry());
    this.problem = { text: told ? error.message : this.parts.voice.t("problem.network"), retry: again };
  }

  private async load(): Promise<void> {
    try {
      if (this.parts.sessions.known) await this.loadEarlier();
      const current = this.parts.tab.get(CURRENT);
      const newest = this.earlier.find((head) => head.state === "open");
      const wanted = this.earlier.find((head) => head.id === current) ?? newest;
      if (wanted && current !== "" && !this.thread) this.stream.adopt(await this.parts.desk.snapshot(wanted.id));
      this.phase = "ready";
    } catch (error) {
      await this.loadFailed(error);
    }
  }

  private async loadFailed(error: unknown): Promise<void> {
    if (error instanceof ApiError && error.status === 401) {
      const wasNobody = this.parts.sessions.token === null;
      this.phase = "ready";
      if (wasNobody) this.parts.sessions.forget();
      else await this.renew();
      return;
    }
    this.fail(error, () => void this.load());
    setTimeout(() => this.phase === "starting" && void this.load(), START_AGAIN_MS);
  }

  private async loadEarlier(): Promise<void> {
    const heads = await this.parts.desk.conversations();
    this.earlier = [...heads].sort((left, right) => right.created_at - left.created_at);
  }

  private async deliver(entry: Entry): Promise<void> {
    const { desk, sessions, voice } = this.parts;
    const { client_id, text, conversation_id } = entry;
    try {
      if (!sessions.known) sessions.keep(await desk.becomeVisitor(voice.language), null);
      if (conversation_id === null) await this.openWith({ client_id, text });
      else this.stream.learnMessage(conversation_id, await desk.post(conversation_id, { client_id, text }));
    } catch (error) {
      const again = error instanceof ApiError && error.status === 401 && (await this.renew());
      throw again ? new ApiError(0, "renewed", error.message) : error;
    }
  }

  private async openWith(first: { client_id: string; text: string }): Promise<void> {
    const snapshot = await this.parts.desk.open({ ...first, language: this.parts.voice.language });
    this.outbox.assign(snapshot.conversation.id);
    this.stream.adopt(snapshot);
    if (this.calling) void this.callPerson();
  }

  private arrived({ conversation, messages }: Thread): void {
    this.parts.tab.set(CURRENT, conversation.id);
    this.outbox.settle(messages.flatMap((message) => message.client_id ?? []));
    this.parts.host.tell({ type: "active", active: conversation.state === "open" });
  }

  private welcomed(): void {
    this.outbox.flush();
    if (this.problem?.retry && this.phase === "ready") this.problem = null;
  }

  /** The socket was hung up on us: because of who we are, or because of the conversation we named. */
  private async refused(): Promise<void> {
    try {
      await this.loadEarlier();
      this.leave();
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) await this.renew();
      else setTimeout(() => this.stream.restart(), START_AGAIN_MS);
    }
  }

  private async act(request: (id: string) => Promise<Head>): Promise<void> {
    const id = this.thread?.conversation.id;
    if (!id) return;
    this.problem = null;
    try {
      this.stream.learnHead(await request(id));
    } catch (error) {
      this.fail(error, () => void this.act(request));
    }
  }

  /** Our session is over. A customer gets another from the host; a visitor needs the code of the record. */
  private renew(): Promise<boolean> {
    // Several requests fail together when a session ends; the late ones must not throw the new one away.
    if (Date.now() - this.renewedAt < JUST_NOW_MS) return Promise.resolve(true);
    this.renewal ??= this.renewOnce().finally(() => (this.renewal = null));
    return this.renewal;
  }

  private async renewOnce(): Promise<boolean> {
    this.parts.sessions.forget();
    await this.agree();
    if (this.parts.sessions.known) {
      this.renewedAt = Date.now();
      return true;
    }
    this.stream.stop();
    this.problem = { text: this.parts.voice.t("problem.session"), retry: null };
    return false;
  }

  private forgetThread(): void {
    this.stream.leave();
    this.calling = false;
    this.problem = null;
  }

  /** Another person sits here now. */
  private forgetScreen(): void {
    this.forgetThread();
    this.outbox.clear();
    this.earlier = [];
    this.parts.tab.remove(CURRENT);
    this.parts.tab.remove(DRAFT);
  }
}
