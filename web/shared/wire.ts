/** What the desk's API says, word for word. Times are epoch milliseconds UTC, ids are UUIDv7 strings. */

export type Language = "en" | "zh-CN" | "zh-TW";
export type Holder = "assistant" | "queue" | "agent" | "nobody";
export type AuthorKind = "customer" | "assistant" | "agent" | "desk";

export interface Author {
  kind: AuthorKind;
  id: string | null;
  name: string | null;
}

export interface Queue {
  place: number;
  wait_seconds: number | null;
}

export interface Head {
  id: string;
  reference: string;
  language: Language;
  holder: Holder;
  agent: { id: string; name: string } | null;
  state: "open" | "closed";
  created_at: number;
  closed_at: number | null;
  revision: number;
  /** The last seq each side has read, and the last that reached the customer's device. */
  read: { customer: number; agents: number; delivered: number };
  queue: Queue | null;
}

export interface Citation {
  topic: string;
  title: string;
  url: string;
}

export interface Choice {
  topic: string;
  title: string;
}

export interface Message {
  id: string;
  seq: number;
  revision: number;
  kind: "message" | "note" | "notice";
  author: Author;
  text: string;
  code: string | null;
  fields: Record<string, unknown>;
  citations: Citation[];
  choices: Choice[];
  masked: string[];
  client_id: string | null;
  created_at: number;
}

export interface Snapshot {
  conversation: Head;
  messages: Message[];
  revision: number;
}

/** What changed in one conversation between two revisions of the same viewer. */
export interface Changes {
  conversation_id: string;
  previous: number;
  revision: number;
  conversation: Head | null;
  messages: Message[];
}

export interface Typing {
  conversation_id: string;
  author: { kind: AuthorKind; name: string | null };
  active: boolean;
}

export interface WireError {
  code: string;
  message: string;
  fields?: Record<string, unknown>;
}

export interface Person {
  kind: "visitor" | "customer";
  id: string;
  name: string | null;
}

export interface Session {
  token: string;
  person: Person;
  expires_at: number;
}

/** Frames of /api/widget/live, desk to panel. */
export type WidgetFrame =
  | { type: "welcome" }
  | ({ type: "changes" } & Changes)
  | ({ type: "typing" } & Typing)
  | { type: "queue"; conversation_id: string; place: number; wait_seconds: number | null }
  | { type: "error"; error: WireError };
