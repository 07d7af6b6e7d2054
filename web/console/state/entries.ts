/** The conversation as it is drawn: days, runs of one author, and the last message that was read. */
import { sameDay } from "../../shared/dates.ts";
import type { Message } from "../../shared/wire.ts";

export interface LogEntry {
  message: Message;
  /** The first of its day: a date is written above. */
  newDay: boolean;
  /** Goes on what the one above began: same author, soon after. */
  goesOn: boolean;
}

const RUN_MS = 4 * 60_000;

export function entriesOf(messages: readonly Message[]): LogEntry[] {
  return messages.map((message, at) => {
    const above = messages[at - 1];
    const newDay = !above || !sameDay(above.created_at, message.created_at);
    return { message, newDay, goesOn: !newDay && goesOn(above, message) };
  });
}

/** The last message of staff or assistant that the customer has seen, to carry the read mark. */
export function lastReadOf(messages: readonly Message[], readByCustomer: number): string | null {
  const seen = messages.filter((message) => isAnswer(message) && message.seq <= readByCustomer);
  return seen.at(-1)?.id ?? null;
}

/** The words to look for answers to: what the customer wrote last. */
export function lastQuestion(messages: readonly Message[]): string {
  const asked = messages.filter((message) => message.kind === "message" && message.author.kind === "customer");
  return asked.at(-1)?.text ?? "";
}

export function maskedKinds(messages: readonly Message[]): string[] {
  return [...new Set(messages.flatMap((message) => message.masked))];
}

function isAnswer(message: Message): boolean {
  return message.kind === "message" && message.author.kind !== "customer";
}

function goesOn(above: Message, message: Message): boolean {
  const same = above.kind === message.kind && above.author.kind === message.author.kind && above.author.id === message.author.id;
  return same && message.kind !== "notice" && message.created_at - above.created_at < RUN_MS;
}
