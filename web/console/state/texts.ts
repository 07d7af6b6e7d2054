/** The console's words: its keys are those of the English file, so a missing one does not compile. */
import type english from "../../../brands/default/texts/en/console.json";
import type { Translate } from "../../shared/texts.ts";

export type TextKey = keyof typeof english;
export type Words = Translate<TextKey>;

/** A key made of a code the desk sent; codes this console does not know yet fall back. */
export function keyFor(texts: Record<string, string>, key: string, fallback: TextKey): TextKey {
  return key in texts ? (key as TextKey) : fallback;
}
