import type { Api } from "../../shared/api.ts";
import { bootIn, type Boot } from "../../shared/boot.ts";
import type { Head, Language, Message, Person, Session, Snapshot } from "../../shared/wire.ts";

/** The desk's API for customers, one method a route. All may reject with ApiError. */
export interface Desk {
  /** The texts and the brand in another language, out of the panel's own page in that language. */
  boot(language: Language): Promise<Boot>;
  becomeVisitor(language: Language): Promise<Session>;
  exchange(jwt: string): Promise<Session>;
  me(): Promise<Person>;
  endSession(): Promise<void>;
  resume(code: string): Promise<Session & { conversation_id: string }>;
  conversations(): Promise<Head[]>;
  open(first: { client_id: string; language: Language; text: string }): Promise<Snapshot>;
  snapshot(id: string, after?: number): Promise<Snapshot>;
  post(id: string, message: { client_id: string; text: string }): Promise<Message>;
  handOver(id: string): Promise<Head>;
  close(id: string): Promise<Head>;
  reopen(id: string): Promise<Head>;
  markRead(id: string, seq: number): Promise<void>;
  record(id: string, format: "text" | "json"): Promise<Blob>;
  words(list: string): Promise<readonly string[]>;
}

export function createDesk(api: Api): Desk {
  const lists = new Map<string, Promise<readonly string[]>>();
  const change = async (id: string, what: string) =>
    (await api.send<{ conversation: Head }>("POST", `/conversations/${id}/${what}`)).conversation;
  return {
    boot: async (language) => bootIn(await (await fetch(`/chat?language=${language}`)).text()),
    becomeVisitor: (language) => api.send("POST", "/people/visitors", { language }),
    exchange: (token) => api.send("POST", "/people/sessions", { token }),
    me: async () => (await api.get<{ person: Person }>("/people/me")).person,
    endSession: () => api.send("DELETE", "/people/sessions/current"),
    resume: (code) => api.send("POST", "/people/resumptions", { code }),
    conversations: async () => (await api.get<{ conversations: Head[] }>("/conversations")).conversations,
    open: (first) => api.send("POST", "/conversations", first),
    snapshot: (id, after) => api.get(`/conversations/${id}${after === undefined ? "" : `?after=${after}`}`),
    post: async (id, message) =>
      (await api.send<{ message: Message }>("POST", `/conversations/${id}/messages`, message)).message,
    handOver: (id) => change(id, "hand-over"),
    close: (id) => change(id, "closure"),
    reopen: (id) => change(id, "reopening"),
    markRead: (id, seq) => api.send("PUT", `/conversations/${id}/read`, { seq }),
    record: (id, format) => api.file(`/conversations/${id}/record?format=${format}`),
    words(list) {
      const known = lists.get(list) ?? api.get<{ words: string[] }>(`/safety/words/${list}`).then(({ words }) => words);
      lists.set(list, known);
      known.catch(() => lists.delete(list));
      return known;
    },
  };
}
