import type { Translate } from "../../shared/texts.ts";
import type { Language } from "../../shared/wire.ts";
import type { PanelKey } from "../texts.ts";

const NAMED = ["seed_phrase", "private_key", "card_number", "one_time_code", "password"] as const;

/** Kinds of secrets as a phrase in the page's language: "a seed phrase and a password". */
export function kindNames(kinds: readonly string[], t: Translate<PanelKey>, language: Language): string {
  const names = kinds.map((kind) => {
    const named = NAMED.find((known) => known === kind);
    return t(named ? `secret.kind.${named}` : "secret.kind.other");
  });
  return new Intl.ListFormat(language, { type: "conjunction" }).format(new Set(names));
}
