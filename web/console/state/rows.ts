/** The list of one view as it stands on the screen: a pure reducer over pages and live batches. */
import type { Batch, Row, ViewName } from "../net/wire.ts";

export interface RowList {
  readonly view: ViewName;
  readonly me: string;
  /** In the order on the screen. */
  readonly shown: readonly Row[];
  /** Belong to the view but would push other rows aside: they wait until the list may move. */
  readonly arrived: ReadonlyMap<string, Row>;
  /** Left the view while the list was held: still on the screen, dimmed. */
  readonly left: ReadonlySet<string>;
  /** Whether the desk has no further page: only then does a row after the last one belong on the screen. */
  readonly complete: boolean;
}

type Change = Pick<Batch, "rows" | "gone">;

export function emptyList(view: ViewName, me: string): RowList {
  return { view, me, shown: [], arrived: new Map(), left: new Set(), complete: false };
}

export function belongs(row: Row, view: ViewName, me: string): boolean {
  if (row.state === "closed") return view === "closed";
  if (row.holder === "queue") return view === "queue";
  if (row.holder !== "agent") return false;
  return view === (row.agent?.id === me ? "mine" : "others");
}

export interface Page {
  rows: readonly Row[];
  complete: boolean;
  /** The first page is the whole truth about the list's head: what it does not hold has left. */
  first: boolean;
}

export function withPage(list: RowList, page: Page, held: boolean): RowList {
  const present = new Set(page.rows.map((row) => row.id));
  const gone = page.first ? list.shown.map((row) => row.id).filter((id) => !present.has(id)) : [];
  const open = { ...list, complete: true };
  return { ...withBatch(open, { rows: [...page.rows], gone }, held), complete: page.complete };
}

/**
 * What a batch does to the list. While `held` (a pointer or the focus rests in it) rows change in place only:
 * nothing is put in above others, taken out or moved; `settle` does that later.
 */
export function withBatch(list: RowList, change: Change, held: boolean): RowList {
  const rows = new Map(change.rows.map((row) => [row.id, row]));
  const gone = new Set(change.gone);
  if (rows.size === 0 && gone.size === 0) return list;
  const next = takeIn(list, rows, gone);
  return held ? appendAtFoot(next) : settle(next);
}

/** Put everything in its place: what left goes, what arrived comes in, and the order is right again. */
export function settle(list: RowList): RowList {
  const staying = list.shown.filter((row) => !list.left.has(row.id));
  const shown = [...staying, ...list.arrived.values()].sort(order(list.view));
  return { ...list, shown, arrived: new Map(), left: new Set() };
}

/** What the bar above a held list tells: how many are new, and whether anything else would move. */
export function unsettled(list: RowList): { fresh: number; moved: boolean } {
  const compare = order(list.view);
  const sorted = list.shown.every((row, at) => at === 0 || compare(list.shown[at - 1] as Row, row) <= 0);
  return { fresh: list.arrived.size, moved: list.left.size > 0 || !sorted };
}

/** The neighbour of a row on the screen, skipping rows that left; from nowhere, the first or the last. */
export function neighbour(list: RowList, id: string | null, step: 1 | -1): Row | null {
  const at = id === null ? -1 : list.shown.findIndex((row) => row.id === id);
  let next = at === -1 ? (step === 1 ? 0 : list.shown.length - 1) : at + step;
  while (list.left.has(list.shown[next]?.id ?? "")) next += step;
  return list.shown[next] ?? null;
}

function takeIn(list: RowList, rows: ReadonlyMap<string, Row>, gone: ReadonlySet<string>): RowList {
  const left = new Set(list.left);
  const arrived = new Map(list.arrived);
  const unseen = new Map(rows);
  const shown = list.shown.map((known) => {
    const row = newer(known, rows.get(known.id));
    unseen.delete(known.id);
    if (gone.has(row.id) || !belongs(row, list.view, list.me)) left.add(row.id);
    else left.delete(row.id);
    return row;
  });
  for (const id of gone) arrived.delete(id);
  for (const row of unseen.values()) {
    if (!belongs(row, list.view, list.me) || gone.has(row.id)) arrived.delete(row.id);
    else if (list.complete || !isPastEnd(list, row)) arrived.set(row.id, newer(arrived.get(row.id) ?? row, row));
  }
  return { ...list, shown, arrived, left };
}

/** Rows that come after all others move nobody, so they need not wait. */
function appendAtFoot(list: RowList): RowList {
  const compare = order(list.view);
  const last = list.shown.at(-1);
  const foot = [...list.arrived.values()].filter((row) => !last || compare(last, row) < 0).sort(compare);
  if (foot.length === 0) return list;
  const arrived = new Map(list.arrived);
  for (const row of foot) arrived.delete(row.id);
  return { ...list, shown: [...list.shown, ...foot], arrived };
}

function isPastEnd(list: RowList, row: Row): boolean {
  const last = list.shown.at(-1);
  return last !== undefined && order(list.view)(last, row) < 0;
}

function newer(known: Row, row: Row | undefined): Row {
  return row && row.revision >= known.revision ? row : known;
}

type Compare = (left: Row, right: Row) => number;

/** The queue is fair (first come, first served); in one's own list the customer who waits longest comes first. */
function order(view: ViewName): Compare {
  if (view === "queue") return (left, right) => entered(left) - entered(right) || byId(left, right);
  if (view === "mine") return (left, right) => waits(left) - waits(right) || byLast(left, right);
  return byLast;
}

function byLast(left: Row, right: Row): number {
  return right.last_at - left.last_at || byId(right, left);
}

function byId(left: Row, right: Row): number {
  return left.id < right.id ? -1 : left.id > right.id ? 1 : 0;
}

function entered(row: Row): number {
  return row.entered_at ?? row.last_at;
}

function waits(row: Row): number {
  return row.waiting_since ?? Number.MAX_SAFE_INTEGER;
}
