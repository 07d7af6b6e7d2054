import { describe, expect, it } from "vitest";
import { head, message, snapshot } from "./fixtures.ts";
import { fromSnapshot, lastSeq, withChanges, withHead, withMessage, withQueue, withSnapshot } from "./thread.ts";
import type { Changes, Message } from "./wire.ts";

const changes = (previous: number, revision: number, messages: Message[], holder?: "agent"): Changes => ({
  conversation_id: "c1",
  previous,
  revision,
  conversation: holder ? head({ revision, holder }) : null,
  messages,
});

describe("a thread", () => {
  it("takes the frame that follows and says nothing is missing", () => {
    const { thread, gap } = withChanges(fromSnapshot(snapshot(2, [message(1)])), changes(2, 3, [message(2)], "agent"));
    expect(gap).toBe(false);
    expect(thread.messages.map(({ seq }) => seq)).toEqual([1, 2]);
    expect([thread.revision, thread.conversation.holder, lastSeq(thread)]).toEqual([3, "agent", 2]);
  });

  it("stays as it is before a gap and fills it from what changed since", () => {
    const before = fromSnapshot(snapshot(2, [message(1)]));
    const step = withChanges(before, changes(4, 5, [message(3)]));
    expect(step).toEqual({ thread: before, gap: true });
    const filled = withSnapshot(before, snapshot(5, [message(3), message(2)]));
    expect(filled.messages.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(filled.revision).toBe(5);
  });

  it("ignores old frames and other conversations", () => {
    const thread = fromSnapshot(snapshot(5, [message(1)]));
    expect(withChanges(thread, changes(1, 4, [message(9)])).thread).toBe(thread);
    expect(withChanges(thread, { ...changes(5, 6, [message(9)]), conversation_id: "c2" }).thread).toBe(thread);
  });

  it("takes an overlapping frame, the newer row winning", () => {
    const masked = message(1, { text: "***", revision: 6 });
    const thread = fromSnapshot(snapshot(5, [message(1), message(2)]));
    const step = withChanges(thread, changes(3, 6, [masked, message(2, { text: "older", revision: 1 })]));
    expect(step.thread.messages.map(({ text }) => text)).toEqual(["***", "text 2"]);
  });

  it("keeps its revision when it learns its own post, so a change in between is still fetched", () => {
    const thread = withMessage(fromSnapshot(snapshot(2, [message(1)])), message(3, { revision: 4 }));
    expect(thread.revision).toBe(2);
    expect(withChanges(thread, changes(2, 4, [message(2), message(3, { revision: 4 })])).thread.messages).toHaveLength(3);
  });

  it("is the same as a fresh snapshot after any order of frames with resumes", () => {
    const log = Array.from({ length: 12 }, (_, at) => message((at % 7) + 1, { revision: at + 1, text: `v${at + 1}` }));
    const rows = (after: number) => [...new Map(log.filter((row) => row.revision > after).map((row) => [row.id, row])).values()];
    const whole = fromSnapshot(snapshot(12, rows(0)));
    for (let seed = 1; seed <= 60; seed += 1) {
      let thread = fromSnapshot(snapshot(1, log.slice(0, 1)));
      let random = seed;
      for (let at = 0; at < 20; at += 1) {
        random = (random * 48271) % 2147483647;
        const revision = (random % 12) + 1;
        const step = withChanges(thread, changes(revision - 1, revision, log.slice(revision - 1, revision)));
        thread = step.gap ? withSnapshot(thread, snapshot(12, rows(thread.revision))) : step.thread;
      }
      thread = withSnapshot(thread, snapshot(12, rows(thread.revision)));
      expect(thread).toEqual(whole);
    }
  });

  it("moves its place in the queue only while the queue holds it", () => {
    const queued = fromSnapshot(snapshot(2, [], { holder: "queue", queue: { place: 3, wait_seconds: null } }));
    expect(withQueue(queued, 2, 90).conversation.queue).toEqual({ place: 2, wait_seconds: 90 });
    const held = withHead(queued, head({ revision: 3, holder: "agent" }));
    expect(withQueue(held, 1, 30)).toBe(held);
    expect(withHead(held, head({ revision: 2 }))).toBe(held);
  });
});
