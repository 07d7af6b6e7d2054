import { sameDay } from "../../shared/dates.ts";
import type { Entry } from "../../shared/outbox.ts";
import type { Thread } from "../../shared/thread.ts";
import type { Message } from "../../shared/wire.ts";

/** One line of the log as it is drawn. `first` opens a group of the same author; only then the author is shown. */
export type Row =
  | { kind: "day"; key: string; at: number }
  | { kind: "notice"; key: string; message: Message }
  | MessageRow
  | { kind: "pending"; key: string; entry: Entry; first: boolean };

export interface MessageRow {
  kind: "message";
  key: string;
  message: Message;
  own: boolean;
  first: boolean;
  status: "sent" | "seen" | null;
}

const GROUP_MS = 5 * 60_000;

/** The log of a thread and of what this device has not got acknowledged, in the order they are read. */
export function timeline(thread: Thread | null, entries: readonly Entry[]): Row[] {
  const rows: Row[] = [];
  const messages = thread?.messages ?? [];
  const known = new Set(messages.map((message) => message.client_id));
  let previous: { author: string; at: number } | null = null;
  for (const message of messages) {
    // The masked message itself says it better, and at its own place.
    if (message.code === "masked") continue;
    if (!previous || !sameDay(previous.at, message.created_at)) rows.push(dayBefore(message));
    const author: string = message.kind === "notice" ? "" : `${message.author.kind}:${message.author.id ?? message.author.name ?? ""}`;
    rows.push(rowOf(message, startsGroup(previous, author, message.created_at)));
    previous = { author, at: message.created_at };
  }
  markLastOwn(rows, thread);
  let first = !previous || !previous.author.startsWith("customer");
  for (const entry of entries) {
    if (known.has(entry.client_id) || (entry.conversation_id && entry.conversation_id !== thread?.conversation.id)) continue;
    rows.push({ kind: "pending", key: entry.client_id, entry, first });
    first = false;
  }
  return rows;
}

/** The choices stay open only under the last word said: after an answer they are history. */
export function openChoices(thread: Thread | null, waiting: number): Message | null {
  const last = thread?.messages.findLast((message) => message.kind === "message");
  if (!last || waiting > 0 || last.choices.length === 0) return null;
  return thread?.conversation.holder === "assistant" && thread.conversation.state === "open" ? last : null;
}

function rowOf(message: Message, first: boolean): Row {
  // The client id is the key, so that the row of an optimistic message becomes the row of the stored one.
  const key = message.client_id ?? message.id;
  if (message.kind === "notice") return { kind: "notice", key, message };
  return { kind: "message", key, message, own: message.author.kind === "customer", first, status: null };
}

function dayBefore(message: Message): Row {
  return { kind: "day", key: `day-${message.id}`, at: message.created_at };
}

function startsGroup(previous: { author: string; at: number } | null, author: string, at: number): boolean {
  return !previous || previous.author !== author || at - previous.at > GROUP_MS || !sameDay(previous.at, at);
}

function markLastOwn(rows: Row[], thread: Thread | null): void {
  const last = rows.findLast((row) => row.kind === "message" && row.own);
  if (!thread || last?.kind !== "message") return;
  last.status = thread.conversation.read.agents >= last.message.seq ? "seen" : "sent";
}
