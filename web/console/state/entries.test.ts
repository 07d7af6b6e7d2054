import { expect, it } from "vitest";
import type { Message } from "../../shared/wire.ts";
import { entriesOf, lastQuestion, lastReadOf, maskedKinds } from "./entries.ts";

const NOON = new Date(2026, 10, 25, 12).getTime();

function message(seq: number, kind: "customer" | "agent" | "desk", change: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    seq,
    revision: seq,
    kind: kind === "desk" ? "notice" : "message",
    author: { kind, id: kind, name: null },
    text: `text ${seq}`,
    code: null,
    fields: {},
    citations: [],
    choices: [],
    masked: [],
    client_id: null,
    created_at: NOON + seq * 1_000,
    ...change,
  };
}

it("writes the day above the first message of each day", () => {
  const rows = [message(1, "customer"), message(2, "agent"), message(3, "agent", { created_at: NOON + 86_400_000 })];
  expect(entriesOf(rows).map(({ newDay }) => newDay)).toEqual([true, false, true]);
});

it("joins a run of one author, but no notice, no note with a message, and not after a pause", () => {
  const rows = [
    message(1, "agent"),
    message(2, "agent"),
    message(3, "agent", { kind: "note" }),
    message(4, "desk"),
    message(5, "desk"),
    message(6, "customer"),
    message(7, "customer", { created_at: NOON + 3_600_000 }),
  ];
  expect(entriesOf(rows).map(({ goesOn }) => goesOn)).toEqual([false, true, false, false, false, false, false]);
});

it("marks the last answer the customer has seen, never the customer's own words or a note", () => {
  const rows = [message(1, "agent"), message(2, "customer"), message(3, "agent", { kind: "note" }), message(4, "agent")];
  expect(lastReadOf(rows, 3)).toBe("m1");
  expect(lastReadOf(rows, 4)).toBe("m4");
  expect(lastReadOf(rows, 0)).toBeNull();
});

it("takes the customer's last words as the question", () => {
  expect(lastQuestion([message(1, "customer"), message(2, "customer"), message(3, "agent")])).toBe("text 2");
  expect(lastQuestion([])).toBe("");
});

it("names each masked kind once", () => {
  const rows = [message(1, "customer", { masked: ["seed_phrase"] }), message(2, "customer", { masked: ["seed_phrase", "card_number"] })];
  expect(maskedKinds(rows)).toEqual(["seed_phrase", "card_number"]);
});
