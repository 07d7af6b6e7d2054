import { describe, expect, it } from "vitest";
import type { Row } from "../net/wire.ts";
import { belongs, emptyList, neighbour, settle, unsettled, withBatch, withPage, type RowList } from "./rows.ts";

const ME = "agent-me";

function row(id: string, change: Partial<Row> = {}): Row {
  return {
    id,
    reference: `BR-${id}`,
    person: { kind: "visitor", name: null },
    language: "en",
    holder: "queue",
    agent: null,
    state: "open",
    preview: "",
    last_author: "customer",
    last_at: 0,
    entered_at: 0,
    waiting_since: null,
    unread: 0,
    revision: 1,
    ...change,
  };
}

const queued = (id: string, entered_at: number, revision = 1) => row(id, { entered_at, revision });
const taken = (id: string, agent: string) => row(id, { holder: "agent", agent: { id: agent, name: agent }, revision: 2 });
const ids = (list: RowList) => list.shown.map(({ id }) => id);

function queueOf(...rows: Row[]): RowList {
  return withPage(emptyList("queue", ME), { rows, complete: true, first: true }, false);
}

describe("which view a conversation belongs to", () => {
  it("follows holder, agent and state", () => {
    expect(belongs(row("a"), "queue", ME)).toBe(true);
    expect(belongs(taken("a", ME), "mine", ME)).toBe(true);
    expect(belongs(taken("a", "other"), "others", ME)).toBe(true);
    expect(belongs(row("a", { holder: "assistant" }), "queue", ME)).toBe(false);
    expect(belongs(row("a", { state: "closed", holder: "nobody" }), "closed", ME)).toBe(true);
    expect(belongs(row("a", { state: "closed", holder: "agent" }), "mine", ME)).toBe(false);
  });
});

describe("order", () => {
  it("serves the queue first come, first served", () => {
    expect(ids(queueOf(queued("late", 9), queued("early", 1), queued("middle", 5)))).toEqual(["early", "middle", "late"]);
  });

  it("puts the customer who waits longest first in one's own list, the quiet ones after by last activity", () => {
    const mine = (id: string, waiting_since: number | null, last_at: number) => ({
      ...taken(id, ME),
      waiting_since,
      last_at,
    });
    const rows = [mine("quiet-old", null, 1), mine("waits-short", 8, 8), mine("quiet-new", null, 9), mine("waits-long", 2, 2)];
    const list = withPage(emptyList("mine", ME), { rows, complete: true, first: true }, false);
    expect(ids(list)).toEqual(["waits-long", "waits-short", "quiet-new", "quiet-old"]);
  });
});

describe("a live batch, while nobody is in the list", () => {
  it("puts new rows in their place, replaces whole rows and takes out what left", () => {
    const list = queueOf(queued("a", 1), queued("b", 5));
    const next = withBatch(list, { rows: [queued("c", 3), taken("a", ME)], gone: [] }, false);
    expect(ids(next)).toEqual(["c", "b"]);
    expect(ids(withBatch(next, { rows: [], gone: ["c"] }, false))).toEqual(["b"]);
  });

  it("never lets an older form of a row win", () => {
    const list = queueOf(queued("a", 1, 7));
    const next = withBatch(list, { rows: [{ ...queued("a", 1, 3), preview: "old" }], gone: [] }, false);
    expect(next.shown[0]?.preview).toBe("");
  });

  it("keeps rows past the last page away until they are asked for", () => {
    const list = withPage(emptyList("queue", ME), { rows: [queued("a", 1), queued("b", 5)], complete: false, first: true }, false);
    expect(ids(withBatch(list, { rows: [queued("z", 9), queued("m", 3)], gone: [] }, false))).toEqual(["a", "m", "b"]);
  });
});

describe("a live batch, while a pointer or the focus is in the list", () => {
  const list = queueOf(queued("a", 1), queued("c", 5));

  it("moves nothing: what is new waits, what left stays dimmed", () => {
    const held = withBatch(list, { rows: [queued("b", 3), taken("a", "other")], gone: [] }, true);
    expect(ids(held)).toEqual(["a", "c"]);
    expect(held.left.has("a")).toBe(true);
    expect(unsettled(held)).toEqual({ fresh: 1, moved: true });
    expect(ids(settle(held))).toEqual(["b", "c"]);
    expect(unsettled(settle(held))).toEqual({ fresh: 0, moved: false });
  });

  it("lets rows in at the foot, where they push nobody", () => {
    const held = withBatch(list, { rows: [queued("z", 9)], gone: [] }, true);
    expect(ids(held)).toEqual(["a", "c", "z"]);
    expect(unsettled(held)).toEqual({ fresh: 0, moved: false });
  });

  it("shows new words of a row at once, in its place", () => {
    const held = withBatch(list, { rows: [{ ...queued("c", 5, 2), preview: "hello" }], gone: [] }, true);
    expect(held.shown[1]?.preview).toBe("hello");
  });

  it("forgets an arrival that left again, and takes back a row that returned", () => {
    const arrived = withBatch(list, { rows: [queued("b", 3)], gone: [] }, true);
    expect(withBatch(arrived, { rows: [taken("b", "other")], gone: [] }, true).arrived.size).toBe(0);
    const left = withBatch(list, { rows: [taken("a", "other")], gone: [] }, true);
    expect(withBatch(left, { rows: [queued("a", 1, 3)], gone: [] }, true).left.size).toBe(0);
  });
});

describe("pages", () => {
  it("take the first page as the whole truth about the head, and later ones as more", () => {
    const list = queueOf(queued("a", 1), queued("b", 2));
    const fresh = withPage(list, { rows: [queued("b", 2), queued("c", 3)], complete: false, first: true }, false);
    expect(ids(fresh)).toEqual(["b", "c"]);
    const more = withPage(fresh, { rows: [queued("d", 4)], complete: true, first: false }, false);
    expect(ids(more)).toEqual(["b", "c", "d"]);
    expect(more.complete).toBe(true);
  });

  it("equal a fresh list after any batches: list + batches = the desk's list", () => {
    let seed = 42;
    const random = (below: number) => (seed = (seed * 16807) % 2147483647) % below;
    const world = new Map<string, Row>();
    let list = queueOf();
    for (let turn = 1; turn < 400; turn += 1) {
      const id = `c${random(25)}`;
      const next = random(3) === 0 ? { ...taken(id, "other"), revision: turn } : queued(id, random(50), turn);
      world.set(id, next);
      list = withBatch(list, { rows: [next], gone: [] }, random(2) === 0);
    }
    expect(ids(settle(list))).toEqual(ids(queueOf(...[...world.values()].filter((one) => belongs(one, "queue", ME)))));
  });
});

describe("the neighbour of a row", () => {
  const list = withBatch(queueOf(queued("a", 1), queued("b", 2), queued("c", 3)), { rows: [taken("b", ME)], gone: [] }, true);

  it("skips rows that left and stops at the ends", () => {
    expect(neighbour(list, "a", 1)?.id).toBe("c");
    expect(neighbour(list, "c", -1)?.id).toBe("a");
    expect(neighbour(list, "c", 1)).toBeNull();
  });

  it("begins at the nearest end from nowhere", () => {
    expect(neighbour(list, null, 1)?.id).toBe("a");
    expect(neighbour(list, null, -1)?.id).toBe("c");
  });
});
