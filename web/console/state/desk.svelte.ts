import { ApiError, createApi } from "../../shared/api.ts";
import type { Boot } from "../../shared/boot.ts";
import { createDates, type Dates } from "../../shared/dates.ts";
import type { LineState } from "../../shared/socket.ts";
import { openShelf } from "../../shared/storage.ts";
import { createTexts } from "../../shared/texts.ts";
import type { Language } from "../../shared/wire.ts";
import { createCalls, type Calls } from "../net/calls.ts";
import { guardApi } from "../net/guarded.ts";
import { Live } from "../net/live.ts";
import type { Batch, Me, PersonOf, Presence, Row, ViewName } from "../net/wire.ts";
import { beforeDrawing, gatherBatches } from "./batches.ts";
import { Clock } from "./clock.svelte.ts";
import { Compose } from "./compose.svelte.ts";
import { Inbox } from "./inbox.svelte.ts";
import { Knowledge } from "./knowledge.svelte.ts";
import { piecesOf, type Piece } from "./masks.ts";
import { Panes } from "./panes.svelte.ts";
import { inLanguage, readPlace, writePlace, type Place } from "./place.ts";
import { Session } from "./session.svelte.ts";
import { keyFor, type TextKey, type Words } from "./texts.ts";
import { Threads } from "./threads.svelte.ts";
import { Toasts } from "./toasts.svelte.ts";
import { createWaits, type Waits } from "./waits.ts";

const TURNED = "bellrock.console.turned";

/** The whole console: its parts, and how what comes in reaches them. */
export class Desk {
  readonly t: Words;
  readonly dates: Dates;
  readonly waits: Waits;
  readonly calls: Calls;
  readonly session: Session;
  readonly inbox: Inbox;
  readonly threads: Threads;
  readonly knowledge: Knowledge;
  readonly toasts = new Toasts();
  readonly clock = new Clock();
  readonly panes: Panes;
  compose = $state.raw<Compose | null>(null);
  line = $state<LineState>("open");

  /** The open conversation's row, kept when it leaves the list. */
  private opened = $state.raw<Row | null>(null);

  private readonly live: Live;
  private readonly tab = openShelf(() => sessionStorage);

  constructor(readonly boot: Boot) {
    this.t = createTexts<TextKey>(boot.language, boot.texts);
    this.dates = createDates(boot.language);
    this.waits = createWaits(boot.language);
    const unreachable = this.t("desk.unreachable");
    const api = createApi({ prefix: "/api/console", language: boot.language, unreachable });
    this.calls = createCalls(guardApi(api, () => this.expire()));
    this.session = new Session(this.calls);
    this.inbox = new Inbox(this.calls);
    this.knowledge = new Knowledge(this.calls);
    this.panes = new Panes(openShelf(() => localStorage));
    this.threads = new Threads(
      this.calls,
      (followed) => this.live.follow(followed),
      (thread) => this.compose?.settle(thread),
    );
    this.live = new Live(
      {
        onBatch: gatherBatches(beforeDrawing, (batch) => this.apply(batch)),
        onState: (state) => this.lineIs(state),
        onWelcome: () => this.welcome(),
      },
      () => this.threads.followed,
    );
  }

  get language(): Language {
    return this.boot.language;
  }

  get place(): Place {
    return { view: this.inbox.view, conversation: this.threads.id };
  }

  /** Who the open conversation is with: the head says it, else the row by which it was opened. */
  get person(): PersonOf | null {
    return this.threads.head?.person ?? this.row?.person ?? null;
  }

  get title(): string {
    const { product } = this.boot.brand;
    const waiting = this.inbox.counts?.queue ?? 0;
    const name = this.personName ?? this.t(`view.${this.inbox.view}`);
    return `${waiting > 0 ? `(${waiting}) ` : ""}${name} · ${product}`;
  }

  get personName(): string | null {
    const reference = this.threads.head?.reference ?? this.row?.reference ?? null;
    return this.person && reference ? this.nameOf(this.person, reference) : reference;
  }

  /** Somebody without a name is told from others by the beginning of the reference. */
  nameOf(person: PersonOf, reference: string): string {
    if (person.name) return person.name;
    const kind = this.t(person.kind === "visitor" ? "list.visitor" : "list.customer");
    return `${kind} ${reference.split("-")[0]}`;
  }

  /** The kinds of secrets that were masked, as words. */
  kindsOf(kinds: readonly string[]): string {
    const { texts, language } = this.boot;
    const words = kinds.map((kind) => this.t(keyFor(texts, `masked.${kind}`, "masked.secret")));
    return new Intl.ListFormat(language, { type: "conjunction" }).format([...new Set(words)]);
  }

  /** A text with the marks of masked secrets said in words. */
  plain(text: string): string {
    const words = ({ text, kind }: Piece) => (kind ? this.t("masked.mark", { kind: this.kindsOf([kind]) }) : text);
    return piecesOf(text).map(words).join("");
  }

  async start(): Promise<void> {
    await this.session.ask();
    if (this.session.state === "in") this.enter();
  }

  async logIn(login: string, password: string): Promise<void> {
    await this.session.logIn(login, password);
    this.enter();
  }

  async logOut(): Promise<void> {
    await this.session.logOut();
    this.compose?.clear();
    this.leave();
  }

  async setPresence(change: Partial<Presence>): Promise<void> {
    await this.session.setPresence(change).catch((error: unknown) => this.tell(error));
  }

  /** Say in plain words what did not work. */
  tell(error: unknown): void {
    if (error instanceof ApiError) this.toasts.warn(error.message);
    else throw error;
  }

  /** Show the page in another language; the agent keeps it from then on. */
  async speak(language: Language): Promise<void> {
    if (this.session.me) await this.calls.speak(language).catch(() => undefined);
    location.assign(inLanguage(this.place, language));
  }

  show(view: ViewName): void {
    if (view !== this.inbox.view) this.inbox.show(view);
    this.address();
  }

  async open(id: string | null): Promise<void> {
    if (id) this.inbox.cursor = id;
    this.opened = id ? this.inbox.rowOf(id) : null;
    this.compose?.show(id);
    const opening = this.threads.open(id);
    if (this.panes.dialog === "context") this.panes.dialog = null;
    this.address();
    await opening;
  }

  /** The address changed by the browser's own back and forward. */
  follow(search: string): void {
    const place = readPlace(search);
    if (place.view !== this.inbox.view) this.inbox.show(place.view);
    void this.open(place.conversation);
  }

  private get row(): Row | null {
    const { id } = this.threads;
    if (!id) return null;
    return this.opened?.id === id ? this.opened : this.inbox.rowOf(id);
  }

  private enter(): void {
    const { me } = this.session;
    if (!me || this.turnTo(me)) return;
    const place = readPlace(location.search);
    this.compose = new Compose(
      {
        calls: this.calls,
        shelf: this.tab,
        learn: (id, message) => this.threads.learnMessage(id, message),
        typing: (id, active) => this.live.typing(id, active),
      },
      me.id,
    );
    this.inbox.view = place.view;
    this.inbox.start(me.id);
    void this.open(place.conversation);
    this.live.start();
  }

  /**
   * Whether the page is being drawn anew in the agent's own language. A language chosen on this page, and so
   * named in the address, becomes the agent's own instead. A turn is tried once, so that it cannot go round.
   */
  private turnTo(me: Me): boolean {
    if (me.language === this.language) return false;
    if (new URLSearchParams(location.search).get("language") === this.language) {
      void this.calls.speak(this.language).catch(() => undefined);
      return false;
    }
    if (this.tab.get(TURNED) === me.language || !this.boot.languages.includes(me.language)) return false;
    this.tab.set(TURNED, me.language);
    location.replace(inLanguage(readPlace(location.search), me.language));
    return true;
  }

  private expire(): void {
    this.session.expire();
    if (this.session.state === "expired") this.leave();
  }

  private leave(): void {
    this.live.stop();
    this.line = "open";
    this.threads.forget();
    this.inbox.start("");
    this.compose = null;
    this.panes.dialog = null;
  }

  private apply(batch: Batch): void {
    this.opened = batch.rows.find(({ id }) => id === this.threads.id) ?? this.opened;
    this.inbox.apply(batch);
    this.threads.apply(batch.changes);
    this.threads.applyTyping(batch.typing);
  }

  /** Being connected may have brought back the presence of before: the desk is asked. */
  private welcome(): void {
    void this.session.refresh();
    void this.inbox.refresh();
    this.compose?.flush();
  }

  /** A line that broke may be a session that ended: the desk is asked. */
  private lineIs(state: LineState): void {
    if (this.session.state !== "in") return;
    if (state === "waiting" && this.line === "open") void this.calls.me().catch(() => undefined);
    this.line = state;
  }

  private address(): void {
    const address = writePlace(this.place);
    if (address === location.pathname + location.search) return;
    const here = writePlace(readPlace(location.search));
    if (here === address) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
  }
}
