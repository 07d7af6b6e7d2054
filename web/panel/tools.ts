import { createContext } from "svelte";
import type { Brand } from "../shared/boot.ts";
import type { Dates } from "../shared/dates.ts";
import type { Translate } from "../shared/texts.ts";
import type { Language } from "../shared/wire.ts";
import type { Desk } from "./net/desk.ts";
import type { Host } from "./net/host.ts";
import type { Chat } from "./state/chat.svelte.ts";
import type { Lateness } from "./state/lateness.svelte.ts";
import type { PanelKey } from "./texts.ts";

/** What every view may use. Given once at the top, so that views pass each other only what is theirs. */
export interface Tools {
  t: Translate<PanelKey>;
  dates: Dates;
  language: Language;
  languages: Language[];
  brand: Brand;
  desk: Desk;
  host: Host;
  chat: Chat;
  later: Lateness;
}

export const [getTools, setTools] = createContext<Tools>();
