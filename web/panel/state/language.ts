import type { Boot } from "../../shared/boot.ts";
import type { Shelf } from "../../shared/storage.ts";
import type { Translate } from "../../shared/texts.ts";
import type { Language } from "../../shared/wire.ts";
import type { PanelKey } from "../texts.ts";

/** The language the panel speaks now. One object for all, because it may change while everything else goes on. */
export interface Voice {
  language: Language;
  t: Translate<PanelKey>;
}

const KEY = "bellrock.language";

/** The language the person once chose here, when the page came in another one; null when it is right as it is. */
export function chosenLanguage(shelf: Shelf, { language, languages }: Boot): Language | null {
  const chosen = languages.find((known) => known === shelf.get(KEY));
  return chosen && chosen !== language ? chosen : null;
}

export function rememberLanguage(shelf: Shelf, language: Language): void {
  shelf.set(KEY, language);
}
