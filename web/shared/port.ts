import type { Language } from "./wire.ts";

/** What the loader (on the exchange's page) and the panel (in the frame) say to each other, over one private port. */
export type ToPanel =
  | { type: "settings"; identified: boolean; theme: Theme }
  | { type: "shown" }
  | { type: "hidden" }
  /** The exchange's log-in state may have changed: ask for the token again. */
  | { type: "identity" }
  | { type: "token"; token: string | null };

export type ToHost =
  | { type: "close" }
  | { type: "token" }
  | { type: "unread"; count: number }
  /** Whether an open conversation waits here, so that the next page may load the panel before it is asked for. */
  | { type: "active"; active: boolean };

export type Theme = "light" | "dark" | "auto";

/** What the exchange's page may say in `window.bellrockSettings`. */
export interface HostSettings {
  language?: Language;
  theme?: Theme;
  /** A fresh token signed by the exchange for the person logged in, null for nobody. */
  token?: () => Promise<string | null> | string | null;
}

/** The first message of the loader, the only one outside the port. */
export const GREETING = "bellrock:port";
