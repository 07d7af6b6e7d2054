import { expect, it } from "vitest";
import type { Head } from "../../shared/wire.ts";
import { barrier, may } from "./may.ts";

const head = (change: Partial<Head>) => ({ state: "open", holder: "queue", agent: null, ...change }) as Head;
const mine = head({ holder: "agent", agent: { id: "me", name: "Mei" } });
const theirs = head({ holder: "agent", agent: { id: "tom", name: "Tom" } });

const me = { id: "me", permissions: [] };
const lead = { id: "lead", permissions: ["inbox.transfer_any"] };

it("lets the holder reply, hand on and close, and nobody else", () => {
  expect(may(mine, me)).toEqual({ claim: false, reply: true, transfer: true, giveBack: true, close: true, reopen: false });
  expect(Object.values(may(theirs, me)).some(Boolean)).toBe(false);
});

it("lets a lead pass on what a colleague holds, and no more", () => {
  expect(may(theirs, lead)).toMatchObject({ transfer: true, reply: false, giveBack: false, close: false });
  expect(may(head({}), lead).transfer).toBe(false);
});

it("lets anybody claim what waits, leaves the assistant to its talk, and lets them reopen what is closed", () => {
  expect(may(head({}), me).claim).toBe(true);
  expect(may(head({ holder: "assistant" }), me).claim).toBe(false);
  expect(may(head({ state: "closed", holder: "nobody" }), me)).toMatchObject({ reopen: true, claim: false, reply: false });
  expect(Object.values(may(null, me)).some(Boolean)).toBe(false);
});

it("says what stands between the agent and the customer", () => {
  expect(barrier(mine, "me")).toBeNull();
  expect(barrier(theirs, "me")).toBe("agent");
  expect(barrier(head({}), "me")).toBe("queue");
  expect(barrier(head({ holder: "assistant" }), "me")).toBe("assistant");
  expect(barrier(head({ state: "closed" }), "me")).toBe("closed");
});
