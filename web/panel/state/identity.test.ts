import { describe, expect, it } from "vitest";
import { ApiError } from "../../shared/api.ts";
import { openShelf } from "../../shared/storage.ts";
import type { Person, Session } from "../../shared/wire.ts";
import type { Desk } from "../net/desk.ts";
import { Sessions } from "../net/session.ts";
import { agreeWithHost } from "./identity.ts";

const jwt = (sub: string) => `a.${btoa(JSON.stringify({ sub }))}.c`;
const session = (token: string, kind: Person["kind"]): Session => ({
  token,
  person: { kind, id: token, name: null },
  expires_at: 0,
});

function place(cookie: Person["kind"] | null = null) {
  const shelf = openShelf(() => {
    throw new Error("forbidden");
  });
  const sessions = new Sessions(shelf);
  sessions.byCookie = cookie !== null;
  const calls: string[] = [];
  const desk = {
    me: async () => {
      calls.push("me");
      if (!cookie) throw new ApiError(401, "people.unauthenticated", "");
      return { kind: cookie, id: "x", name: null };
    },
    endSession: async () => void calls.push(`end ${sessions.token ?? "cookie"}`),
    exchange: async (token: string) => (calls.push(`exchange as ${sessions.token ?? "nobody"}`), session(token, "customer")),
  } as Partial<Desk> as Desk;
  const agree = (token: string | null | undefined) =>
    agreeWithHost({ framed: true, askToken: async () => token, tell: () => undefined }, sessions, desk);
  return { sessions, calls, agree };
}

describe("our session and the exchange's", () => {
  it("leaves things as they are when the host speaks of no log-ins", async () => {
    const { calls, agree } = place("customer");
    expect([await agree(undefined), calls]).toEqual(["same", []]);
  });

  it("joins a visitor's threads to the customer who logs in, and exchanges only once", async () => {
    const { sessions, calls, agree } = place();
    sessions.keep(session("v", "visitor"), null);
    expect(await agree(jwt("u1"))).toBe("joined");
    expect(await agree(jwt("u1"))).toBe("same");
    expect([calls, sessions.kind]).toEqual([["exchange as v"], "customer"]);
  });

  it("ends the session of a customer who logged out, and leaves a visitor alone", async () => {
    const { sessions, calls, agree } = place();
    sessions.keep(session("v", "visitor"), null);
    expect(await agree(null)).toBe("same");
    sessions.keep(session("c", "customer"), "u1");
    expect(await agree(null)).toBe("replaced");
    expect([calls, sessions.known]).toEqual([["end c"], false]);
  });

  it("never joins one customer's threads to another's", async () => {
    const { sessions, calls, agree } = place();
    sessions.keep(session("c", "customer"), "u1");
    expect(await agree(jwt("u2"))).toBe("replaced");
    expect([calls, sessions.subject]).toEqual([["end c", "exchange as nobody"], "u2"]);
  });

  it("does not let the cookie of a customer outlive the log-out", async () => {
    const { sessions, calls, agree } = place("customer");
    expect(await agree(null)).toBe("replaced");
    expect([calls, sessions.known]).toEqual([["me", "end cookie"], false]);
  });
});
