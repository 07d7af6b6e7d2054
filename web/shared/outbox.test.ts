import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "./api.ts";
import { Outbox, type Entry } from "./outbox.ts";
import { openShelf, type Shelf } from "./storage.ts";

const down = new ApiError(0, "network", "not reached");
const refused = new ApiError(422, "conversations.too_long", "too long");

function memoryShelf(): Shelf {
  return openShelf(() => {
    throw new Error("no storage");
  });
}

function open(shelf: Shelf, deliver: (entry: Entry) => Promise<void>) {
  const seen: Entry[][] = [];
  const outbox = new Outbox({ shelf, key: "out", deliver, onChange: (entries) => seen.push([...entries]), random: () => 1 });
  return { outbox, seen };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the outbox", () => {
  it("sends in order, one at a time, and empties", async () => {
    const sent: string[] = [];
    const { outbox } = open(memoryShelf(), async (entry) => void sent.push(entry.text));
    for (const text of ["a", "b", "c"]) outbox.add(text, "c1");
    await vi.runAllTimersAsync();
    expect([sent, outbox.all]).toEqual([["a", "b", "c"], []]);
  });

  it("tries again under the same id until the desk answers, later ones waiting their turn", async () => {
    const calls: string[] = [];
    const deliver = async (entry: Entry) => {
      calls.push(`${entry.text} ${entry.client_id}`);
      if (calls.length < 4) throw down;
    };
    const { outbox } = open(memoryShelf(), deliver);
    const first = outbox.add("a", null);
    outbox.add("b", null);
    await vi.runAllTimersAsync();
    expect(calls.slice(0, 4)).toEqual(Array(4).fill(`a ${first.client_id}`));
    expect(calls[4]).toMatch(/^b /);
    expect(outbox.all).toEqual([]);
  });

  it("shows a refusal, goes on with the next, and sends the refused one again on demand", async () => {
    let strict = true;
    const { outbox } = open(memoryShelf(), async (entry) => {
      if (strict && entry.text === "a") throw refused;
    });
    outbox.add("a", "c1");
    outbox.add("b", "c1");
    await vi.runAllTimersAsync();
    expect(outbox.all.map(({ text, state, error }) => [text, state, error])).toEqual([["a", "failed", "too long"]]);
    strict = false;
    outbox.retry(outbox.all[0]?.client_id ?? "");
    await vi.runAllTimersAsync();
    expect(outbox.all).toEqual([]);
  });

  it("outlives a reload in the middle of sending, with the same id", async () => {
    const shelf = memoryShelf();
    const first = open(shelf, () => new Promise(() => undefined)).outbox.add("a", "c1");
    const ids: string[] = [];
    const { outbox } = open(shelf, async (entry) => void ids.push(entry.client_id));
    outbox.flush();
    await vi.runAllTimersAsync();
    expect([ids, outbox.all, shelf.get("out")]).toEqual([[first.client_id], [], null]);
  });

  it("lets go of what the thread already shows, though no answer came", async () => {
    const calls: string[] = [];
    const { outbox } = open(memoryShelf(), async (entry) => {
      calls.push(entry.text);
      throw down;
    });
    const entry = outbox.add("a", "c1");
    await vi.advanceTimersByTimeAsync(1);
    outbox.settle([entry.client_id]);
    await vi.runAllTimersAsync();
    expect([calls, outbox.all]).toEqual([["a"], []]);
  });

  it("gives first messages their conversation when it opens", async () => {
    const places: (string | null)[] = [];
    const { outbox } = open(memoryShelf(), async (entry) => {
      places.push(entry.conversation_id);
      await Promise.resolve();
      outbox.assign("c7");
    });
    outbox.add("a", null);
    outbox.add("b", null);
    await vi.runAllTimersAsync();
    expect(places).toEqual([null, "c7"]);
  });
});
