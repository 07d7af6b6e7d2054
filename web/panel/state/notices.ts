import type { Fields, Translate } from "../../shared/texts.ts";
import type { Language, Message } from "../../shared/wire.ts";
import type { PanelKey } from "../texts.ts";

const CODES = ["handed_over", "waiting", "no_agents", "assigned", "transferred", "returned", "closed", "reopened"] as const;

/** A desk event in the viewer's language. A code from a newer desk falls back to the text it came with. */
export function noticeText(message: Message, t: Translate<PanelKey>, language: Language): string {
  const code = CODES.find((known) => known === message.code);
  if (!code) return message.text;
  return t(`notice.${code}`, plainFields(message.fields, t("author.agent"), language));
}

function plainFields(fields: Record<string, unknown>, nobody: string, language: Language): Fields {
  const plain: Fields = { agent: nobody };
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === "string" || typeof value === "number") plain[name] = value;
    else if (Array.isArray(value)) plain[name] = new Intl.ListFormat(language).format(value.map(String));
    else if (value && typeof value === "object" && "name" in value) plain[name] = String(value.name);
  }
  return plain;
}
