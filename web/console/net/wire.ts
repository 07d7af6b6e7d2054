/** What /api/console says beyond the shared words. Times are epoch milliseconds UTC. */
import type { AuthorKind, Changes, Head, Holder, Language, Snapshot, Typing, WireError } from "../../shared/wire.ts";

export type PresenceState = "online" | "away" | "offline";
export type ViewName = "queue" | "mine" | "others" | "closed";

export interface Presence {
  state: PresenceState;
  automatic: boolean;
}

export interface Me {
  id: string;
  login: string;
  name: string;
  role: string;
  language: Language;
  languages: Language[];
  capacity: number;
  permissions: string[];
  presence: Presence;
}

export interface Colleague {
  id: string;
  name: string;
  languages: Language[];
  presence: Presence;
  open: number;
  capacity: number;
}

export interface AgentSession {
  id: string;
  created_at: number;
  expires_at: number;
  device: string;
  current: boolean;
}

export interface PersonOf {
  kind: "visitor" | "customer";
  id?: string;
  name: string | null;
}

export interface Row {
  id: string;
  reference: string;
  person: PersonOf;
  language: Language;
  holder: Holder;
  agent: { id: string; name: string } | null;
  state: "open" | "closed";
  preview: string;
  last_author: AuthorKind | null;
  last_at: number;
  entered_at: number | null;
  waiting_since: number | null;
  unread: number;
  revision: number;
}

export interface Counts {
  queue: number;
  mine: number;
  others: number;
}

export interface InboxPage {
  rows: Row[];
  counts: Counts;
  next: string | null;
}

export interface ConsoleHead extends Head {
  person?: PersonOf;
}

export type ConsoleSnapshot = Snapshot & { conversation: ConsoleHead };

export interface Article {
  topic: string;
  language: Language;
  title: string;
  answer: string;
  steps: string[];
  warnings: string[];
  url: string;
}

/** Everything that changed for this agent since the last frame; at most one every 50 ms. */
export interface Batch {
  rows: Row[];
  gone: string[];
  counts: Counts | null;
  changes: Changes[];
  typing: Typing[];
}

export type ConsoleFrame =
  | { type: "welcome" }
  | { type: "pong" }
  | ({ type: "batch" } & Batch)
  | { type: "error"; error: WireError };
