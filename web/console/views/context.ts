import { createContext } from "svelte";
import type { Actions } from "../state/actions.svelte.ts";
import type { Deeds, FocusName } from "../state/commands.ts";
import type { Desk } from "../state/desk.svelte.ts";

/** What every view may reach: the desk's state, the commands, and where the focus goes. */
export interface Workplace {
  desk: Desk;
  actions: Actions;
  deeds: Deeds;
  focus: (name: FocusName) => void;
  /** Put the answer at this place of the results into the composer. */
  insert: (at: number, withSteps?: boolean) => void;
}

export const [useDesk, provideDesk] = createContext<Desk>();
export const [useWorkplace, provideWorkplace] = createContext<Workplace>();
