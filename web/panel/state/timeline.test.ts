import { describe, expect, it } from "vitest";
import { message, snapshot } from "../../shared/fixtures.ts";
import type { Entry } from "../../shared/outbox.ts";
import { fromSnapshot } from "../../shared/thread.ts";
import type { Author, Head, Message } from "../../shared/wire.ts";
import { openChoices, timeline, type Row } from "./timeline.ts";

const assistant: Author = { kind: "assistant", id: null, name: null };
const mei: Author = { kind: "agent", id: "a1", name: "Mei" };
const noon = new Date(2026, 10, 20, 12).getTime();
const at = (minutes: number) => ({ created_at: noon + minutes * 60_000 });
const thread = (messages: Message[], change: Partial<Head> = {}) => fromSnapshot(snapshot(9, messages, change));
const firsts = (rows: Row[]) => rows.flatMap((row) => ("first" in row ? [row.first] : []));
const entry = (change: Partial<Entry> = {}): Entry => ({
  client_id: "e1",
  conversation_id: "c1",
  text: "later",
  created_at: noon,
  state: "waiting",
  error: null,
  ...change,
});

describe("the timeline", () => {
  it("groups what one author says in five minutes, and parts the days", () => {
    const rows = timeline(
      thread([
        message(1, at(0)),
        message(2, at(1)),
        message(3, { ...at(2), author: assistant }),
        message(4, { ...at(3), author: mei }),
        message(5, { ...at(9), author: mei }),
        message(6, { ...at(24 * 60), author: mei }),
      ]),
      [],
    );
    expect(rows.map((row) => row.kind)).toEqual(["day", "message", "message", "message", "message", "message", "day", "message"]);
    expect(firsts(rows)).toEqual([true, false, true, true, true, true]);
  });

  it("keeps the key of a message from unsent to stored, and never shows it twice", () => {
    const unsent = timeline(thread([]), [entry()]).map((row) => row.key);
    const both = timeline(thread([message(1, { client_id: "e1" })]), [entry()]);
    expect(unsent).toEqual(["e1"]);
    expect(both.map((row) => [row.kind, row.key])).toEqual([
      ["day", "day-m1"],
      ["message", "e1"],
    ]);
  });

  it("shows what waits for a conversation to open, not what another conversation waits for", () => {
    const waiting = [entry({ conversation_id: null }), entry({ client_id: "e2", conversation_id: "c2" })];
    expect(timeline(null, waiting).map((row) => row.key)).toEqual(["e1"]);
  });

  it("leaves out the notice of a mask, which the masked message says itself", () => {
    const masked = [message(1, { masked: ["seed_phrase"] }), message(2, { kind: "notice", code: "masked" })];
    expect(timeline(thread(masked), []).map((row) => row.kind)).toEqual(["day", "message"]);
  });

  it("tells of the last own message alone whether staff has seen it", () => {
    const read = (agents: number) => ({ read: { customer: 0, agents, delivered: 0 } });
    const statuses = (agents: number) =>
      timeline(thread([message(1), message(2), message(3, { author: mei })], read(agents)), []).flatMap((row) =>
        row.kind === "message" ? [row.status] : [],
      );
    expect(statuses(1)).toEqual([null, "sent", null]);
    expect(statuses(2)).toEqual([null, "seen", null]);
  });
});

describe("choices", () => {
  const asked = message(2, { author: assistant, choices: [{ topic: "deposit.not-credited", title: "Not credited" }] });

  it("are open under the assistant's last word only", () => {
    expect(openChoices(thread([message(1), asked]), 0)?.id).toBe("m2");
    expect(openChoices(thread([message(1), asked, message(3)]), 0)).toBeNull();
    expect(openChoices(thread([message(1), asked]), 1)).toBeNull();
    expect(openChoices(thread([message(1), asked], { holder: "queue" }), 0)).toBeNull();
    expect(openChoices(thread([message(1), asked], { state: "closed" }), 0)).toBeNull();
  });
});
