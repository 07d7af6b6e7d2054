import type { Boot } from "../../shared/boot.ts";
import type { Shelf } from "../../shared/storage.ts";
import type { Language } from "../../shared/wire.ts";

const KEY = "bellrock.language";

/** The language the person once chose here, when the page came in another one; null when it is right as it is. */
export function chosenLanguage(shelf: Shelf, boot: Boot, search: string): Language | null {
  const chosen = boot.languages.find((language) => language === shelf.get(KEY));
  const asked = new URLSearchParams(search).get("language");
  return chosen && chosen !== boot.language && chosen !== asked ? chosen : null;
}

export function chooseLanguage(shelf: Shelf, language: Language): void {
  shelf.set(KEY, language);
  reloadIn(language);
}

/** The texts come with the page, so another language is another load; drafts and unsent messages outlive it. */
export function reloadIn(language: Language): void {
  location.replace(`${location.pathname}?language=${language}`);
}
