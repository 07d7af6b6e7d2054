/** Every request of the console, one function each. */
import type { Api } from "../../shared/api.ts";
import type { Language, Message } from "../../shared/wire.ts";
import type {
  AgentSession,
  Article,
  Colleague,
  ConsoleHead,
  ConsoleSnapshot,
  InboxPage,
  Me,
  Presence,
  ViewName,
} from "./wire.ts";

export type Calls = ReturnType<typeof createCalls>;

export function createCalls(api: Api) {
  const conversation = (id: string, rest = "") => `/conversations/${encodeURIComponent(id)}${rest}`;
  const act = async (id: string, verb: string, body?: unknown) =>
    (await api.send<{ conversation: ConsoleHead }>("POST", conversation(id, `/${verb}`), body)).conversation;
  const write = async (id: string, kind: "messages" | "notes", client_id: string, text: string) =>
    (await api.send<{ message: Message }>("POST", conversation(id, `/${kind}`), { client_id, text })).message;

  return {
    logIn: async (login: string, password: string) =>
      (await api.send<{ agent: Me }>("POST", "/people/sessions", { login, password })).agent,
    me: async () => (await api.get<{ agent: Me }>("/people/me")).agent,
    speak: (language: Language) => api.send<unknown>("PATCH", "/people/me", { language }),
    sessions: async () => (await api.get<{ sessions: AgentSession[] }>("/people/sessions")).sessions,
    endSession: (id: string) => api.send<void>("DELETE", `/people/sessions/${encodeURIComponent(id)}`),
    agents: async () => (await api.get<{ agents: Colleague[] }>("/people/agents")).agents,
    presence: async (presence: Presence) =>
      (await api.send<{ presence: Presence }>("PUT", "/inbox/presence", presence)).presence,

    inbox: (view: ViewName, before: string | null) =>
      api.get<InboxPage>(`/inbox?${new URLSearchParams(before ? { view, before } : { view })}`),
    open: (id: string) => api.get<ConsoleSnapshot>(conversation(id)),
    since: (id: string, revision: number) => api.get<ConsoleSnapshot>(conversation(id, `?after=${revision}`)),
    reply: (id: string, clientId: string, text: string) => write(id, "messages", clientId, text),
    note: (id: string, clientId: string, text: string) => write(id, "notes", clientId, text),
    read: (id: string, seq: number) => api.send<void>("PUT", conversation(id, "/read"), { seq }),
    claim: (id: string) => act(id, "claim"),
    giveBack: (id: string) => act(id, "return"),
    close: (id: string) => act(id, "closure"),
    reopen: (id: string) => act(id, "reopening"),
    transfer: (id: string, agent_id: string, note: string | null) => act(id, "transfer", { agent_id, note }),

    knowledge: async (q: string, language: Language) =>
      (await api.get<{ articles: Article[] }>(`/knowledge?${new URLSearchParams({ q, language })}`)).articles,
  };
}

/** Where the browser fetches the record as a file; the session cookie goes along. */
export function recordAddress(id: string, format: "text" | "json"): string {
  return `/api/console/conversations/${encodeURIComponent(id)}/record?format=${format}`;
}
