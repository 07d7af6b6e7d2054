import type { Head, Message, Snapshot } from "./wire.ts";

/** Rows for tests, each field plausible; say only what the test is about. */
export function head(change: Partial<Head> = {}): Head {
  return {
    id: "c1",
    reference: "BR-2K7F",
    language: "en",
    holder: "assistant",
    agent: null,
    state: "open",
    created_at: 1_000,
    closed_at: null,
    revision: 1,
    read: { customer: 0, agents: 0, delivered: 0 },
    queue: null,
    ...change,
  };
}

export function message(seq: number, change: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    seq,
    revision: seq,
    kind: "message",
    author: { kind: "customer", id: null, name: null },
    text: `text ${seq}`,
    code: null,
    fields: {},
    citations: [],
    choices: [],
    masked: [],
    client_id: null,
    created_at: 1_000 * seq,
    ...change,
  };
}

export function snapshot(revision: number, messages: Message[], change: Partial<Head> = {}): Snapshot {
  return { conversation: head({ revision, ...change }), messages, revision };
}
