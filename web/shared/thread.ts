import type { Changes, Head, Message, Snapshot } from "./wire.ts";

/** One conversation as this viewer knows it, complete up to `revision`. Messages are in the order of `seq`. */
export interface Thread {
  readonly conversation: Head;
  readonly messages: readonly Message[];
  readonly revision: number;
}

export type Step = { thread: Thread; gap: boolean };

/** A fresh snapshot, everything the viewer may see. */
export function fromSnapshot(snapshot: Snapshot): Thread {
  return { ...snapshot, messages: [...snapshot.messages].sort(bySeq) };
}

/** The answer to "what changed since my revision": rows come whole and newer rows win. */
export function withSnapshot(thread: Thread, snapshot: Snapshot): Thread {
  const { conversation, messages, revision } = snapshot;
  return merge(thread, { conversation_id: conversation.id, previous: thread.revision, revision, conversation, messages });
}

/**
 * A live frame. A frame that starts after our revision shows that something between is missing: the
 * thread stays as it is and `gap` asks the caller to fetch what changed since `thread.revision`.
 */
export function withChanges(thread: Thread, changes: Changes): Step {
  if (changes.conversation_id !== thread.conversation.id) return { thread, gap: false };
  if (changes.previous > thread.revision) return { thread, gap: true };
  if (changes.revision <= thread.revision) return { thread, gap: false };
  return { thread: merge(thread, changes), gap: false };
}

/** A row learnt beside the stream, as the answer to our own post: it never moves the revision. */
export function withMessage(thread: Thread, message: Message): Thread {
  return { ...thread, messages: mergeRows(thread.messages, [message]) };
}

/** A head learnt beside the stream, as the answer to a hand-over or closing. */
export function withHead(thread: Thread, head: Head): Thread {
  if (head.id !== thread.conversation.id || head.revision < thread.conversation.revision) return thread;
  return { ...thread, conversation: head };
}

/** The place in the queue moves without a revision: it is figured, not stored. */
export function withQueue(thread: Thread, place: number, waitSeconds: number | null): Thread {
  if (thread.conversation.holder !== "queue") return thread;
  return { ...thread, conversation: { ...thread.conversation, queue: { place, wait_seconds: waitSeconds } } };
}

export function lastSeq(thread: Thread): number {
  return thread.messages.at(-1)?.seq ?? 0;
}

function merge(thread: Thread, changes: Changes): Thread {
  const head = changes.conversation;
  const newer = head && head.revision >= thread.conversation.revision ? head : thread.conversation;
  const messages = mergeRows(thread.messages, changes.messages);
  return { conversation: newer, messages, revision: Math.max(thread.revision, changes.revision) };
}

function mergeRows(known: readonly Message[], arrived: readonly Message[]): readonly Message[] {
  if (arrived.length === 0) return known;
  const rows = new Map(known.map((row) => [row.id, row]));
  for (const row of arrived) {
    const mine = rows.get(row.id);
    if (!mine || row.revision >= mine.revision) rows.set(row.id, row);
  }
  return [...rows.values()].sort(bySeq);
}

function bySeq(left: Message, right: Message): number {
  return left.seq - right.seq;
}
