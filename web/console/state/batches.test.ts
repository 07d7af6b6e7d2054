import { describe, expect, it } from "vitest";
import type { Batch, Row } from "../net/wire.ts";
import { gatherBatches, joinBatches } from "./batches.ts";

const nothing: Batch = { rows: [], gone: [], counts: null, changes: [], typing: [] };
const row = (id: string, revision: number) => ({ id, revision }) as Row;
const change = (previous: number, revision: number) => ({
  conversation_id: "a",
  previous,
  revision,
  conversation: null,
  messages: [],
});

describe("two batches as one", () => {
  it("keep the newest form of each row and the last counts", () => {
    const first = { ...nothing, rows: [row("a", 3), row("b", 1)], counts: { queue: 1, mine: 0, others: 0 } };
    const second = { ...nothing, rows: [row("a", 2), row("b", 4)] };
    const whole = joinBatches(first, second);
    expect(whole.rows).toEqual([row("a", 3), row("b", 4)]);
    expect(whole.counts?.queue).toBe(1);
  });

  it("keep every change of a thread in order, so that no gap appears", () => {
    const whole = joinBatches({ ...nothing, changes: [change(1, 2)] }, { ...nothing, changes: [change(2, 3)] });
    expect(whole.changes.map(({ previous }) => previous)).toEqual([1, 2]);
  });

  it("let the later word win between a row and its going", () => {
    expect(joinBatches({ ...nothing, rows: [row("a", 1)] }, { ...nothing, gone: ["a"] })).toMatchObject({ rows: [], gone: ["a"] });
    expect(joinBatches({ ...nothing, gone: ["a"] }, { ...nothing, rows: [row("a", 2)] })).toMatchObject({ gone: [] });
  });
});

it("hands on once what came before the next drawing", () => {
  const due: (() => void)[] = [];
  const applied: Batch[] = [];
  const gather = gatherBatches((run) => due.push(run), (batch) => applied.push(batch));
  gather({ ...nothing, rows: [row("a", 1)] });
  gather({ ...nothing, rows: [row("a", 2)] });
  expect(due).toHaveLength(1);
  due.pop()?.();
  expect(applied).toEqual([{ ...nothing, rows: [row("a", 2)] }]);
  gather({ ...nothing, gone: ["a"] });
  expect(due).toHaveLength(1);
});
