import { findCards } from "./cards.ts";
import { findCodes, findPasswords } from "./codes.ts";
import { findKeys } from "./keys.ts";
import { findPhrases, type LoadList } from "./phrase.ts";

export type SecretKind = "seed_phrase" | "private_key" | "card_number" | "one_time_code" | "password";

/** Where in a text a secret seems to stand: from `start` up to, not including, `end`. */
export interface Finding {
  kind: SecretKind;
  start: number;
  end: number;
}

/**
 * Look for secrets before a text leaves the device. Careful on purpose: a false alarm costs a tap, because
 * the person may send all the same, and the desk masks what it can prove. Nothing is sent to look: the
 * word lists come as public files, and only when the text has the shape of a phrase.
 */
export async function inspect(raw: string, loadList: LoadList): Promise<Finding[]> {
  const text = halfWidth(raw);
  const phrases = await findPhrases(text, loadList);
  return apart([...phrases, ...findKeys(text), ...findCards(text), ...findCodes(text), ...findPasswords(text)]);
}

/** The text without what was found; `mark` stands in its places. */
export function without(text: string, findings: readonly Finding[], mark: string): string {
  const last = [...findings].sort((left, right) => right.start - left.start);
  return last.reduce((rest, { start, end }) => rest.slice(0, start) + mark + rest.slice(end), text);
}

/** Full-width letters, digits and signs as their plain twins, each in its old place. */
function halfWidth(text: string): string {
  const twin = (sign: string) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0);
  return text.replace(/[\uff01-\uff5e]/g, twin).replace(/\u3000/g, " ");
}

/** In reading order, none overlapping another: the earlier and longer wins. */
function apart(findings: Finding[]): Finding[] {
  const ordered = findings.sort((left, right) => left.start - right.start || right.end - left.end);
  return ordered.filter((finding, at) => at === 0 || ordered.slice(0, at).every((other) => other.end <= finding.start));
}
