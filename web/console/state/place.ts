/** Where the agent is, as the address says it: a reload or a shared link leads to the same place. */
import type { ViewName } from "../net/wire.ts";

export interface Place {
  view: ViewName;
  conversation: string | null;
}

export const VIEWS: readonly ViewName[] = ["queue", "mine", "others", "closed"];

export function readPlace(search: string): Place {
  const query = new URLSearchParams(search);
  const view = VIEWS.find((name) => name === query.get("view")) ?? "queue";
  const id = query.get("conversation");
  return { view, conversation: id && /^[\w-]{1,64}$/.test(id) ? id : null };
}

export function writePlace({ view, conversation }: Place): string {
  const query = new URLSearchParams({ view });
  if (conversation) query.set("conversation", conversation);
  return `/console?${query}`;
}

/** The same place in another language; the page is drawn anew by the desk. */
export function inLanguage(place: Place, language: string): string {
  return `${writePlace(place)}&language=${language}`;
}
