import type { Translate } from "../../shared/texts.ts";
import type { Language } from "../../shared/wire.ts";
import type { PanelKey } from "../texts.ts";

const NAMED = ["seed_phrase", "private_key", "card_number", "one_time_code", "password"] as const;
/** The desk tells kinds apart that are one word to the person who reads. */
const SAME: Record<string, string> = { wif: "private_key", xprv: "private_key", bank_card: "card_number" };
/** What the desk puts in the place of a secret: a sign and the kind, in brackets. */
const MASK = /\[\u25a0 ([a-z_]+)\]/g;

/** Kinds of secrets as a phrase in the page's language: "a seed phrase and a password". */
export function kindNames(kinds: readonly string[], t: Translate<PanelKey>, language: Language): string {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(new Set(kinds.map((kind) => nameOf(kind, t))));
}

/** A text with the desk's masks said in words. */
export function withMasksNamed(text: string, t: Translate<PanelKey>): string {
  return text.replace(MASK, (_, kind: string) => t("message.mask", { kind: nameOf(kind, t) }));
}

function nameOf(kind: string, t: Translate<PanelKey>): string {
  const named = NAMED.find((known) => known === (SAME[kind] ?? kind));
  return t(named ? `secret.kind.${named}` : "secret.kind.other");
}
