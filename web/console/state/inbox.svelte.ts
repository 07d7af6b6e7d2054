import type { Calls } from "../net/calls.ts";
import type { Batch, Counts, Row, ViewName } from "../net/wire.ts";
import { emptyList, neighbour, settle, unsettled, withBatch, withPage, type RowList } from "./rows.ts";

type Phase = "loading" | "ready" | "failed";

/** The lists of the four views, kept live; one of them is on the screen. */
export class Inbox {
  view = $state<ViewName>("queue");
  list = $state.raw<RowList>(emptyList("queue", ""));
  counts = $state.raw<Counts | null>(null);
  phase = $state<Phase>("loading");
  /** The row the keyboard stands on. */
  cursor = $state<string | null>(null);
  news = $derived(unsettled(this.list));

  private me = "";
  private held = false;
  private fetching = false;
  private kept = new Map<ViewName, RowList>();
  private next = new Map<ViewName, string | null>();

  constructor(private readonly calls: Calls) {}

  start(me: string): void {
    if (me !== this.me) {
      this.kept.clear();
      this.counts = null;
    }
    this.me = me;
    this.show(this.view);
  }

  show(view: ViewName): void {
    this.keep();
    this.view = view;
    this.held = false;
    const known = this.kept.get(view);
    this.list = settle(known ?? emptyList(view, this.me));
    this.phase = known ? "ready" : "loading";
    void this.refresh();
  }

  /** The head of the list anew: after a start, a change of view, a lost line. */
  async refresh(): Promise<void> {
    const { view, me } = this;
    if (!me) return;
    try {
      const page = await this.calls.inbox(view, null);
      this.counts = page.counts;
      this.next.set(view, page.next);
      this.put(view, (list, held) => withPage(list, { rows: page.rows, complete: !page.next, first: true }, held));
      if (view === this.view) this.phase = "ready";
    } catch {
      if (view === this.view && this.phase === "loading") this.phase = "failed";
    }
  }

  retry(): void {
    this.phase = "loading";
    void this.refresh();
  }

  /** The next page, when its rows are about to be seen. */
  async more(): Promise<void> {
    const { view } = this;
    const before = this.next.get(view);
    if (!before || this.fetching || this.phase !== "ready") return;
    this.fetching = true;
    try {
      const page = await this.calls.inbox(view, before);
      this.next.set(view, page.next);
      this.put(view, (list, held) => withPage(list, { rows: page.rows, complete: !page.next, first: false }, held));
    } catch {
      // The rows in hand stay; scrolling asks again.
    } finally {
      this.fetching = false;
    }
  }

  apply(batch: Pick<Batch, "rows" | "gone" | "counts">): void {
    if (batch.counts) this.counts = batch.counts;
    this.keep();
    for (const view of this.kept.keys()) this.put(view, (list, held) => withBatch(list, batch, held));
  }

  /** Whether a pointer or the focus rests in the list: then no row may move under it. */
  hold(held: boolean): void {
    if (this.held === held) return;
    this.held = held;
    if (!held) this.update();
  }

  update(): void {
    if (this.news.fresh > 0 || this.news.moved) this.list = settle(this.list);
  }

  rowOf(id: string): Row | null {
    const lists = [this.list, ...this.kept.values()];
    for (const list of lists) {
      const row = list.shown.find((one) => one.id === id) ?? list.arrived.get(id);
      if (row) return row;
    }
    return null;
  }

  step(step: 1 | -1, from: string | null): Row | null {
    return neighbour(this.list, from, step);
  }

  private keep(): void {
    if (this.phase === "ready") this.kept.set(this.view, this.list);
  }

  private put(view: ViewName, change: (list: RowList, held: boolean) => RowList): void {
    if (view === this.view) this.list = change(this.list, this.held);
    const known = view === this.view ? this.list : this.kept.get(view);
    if (known) this.kept.set(view, view === this.view ? known : change(known, false));
  }
}
