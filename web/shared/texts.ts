import type { Language } from "./wire.ts";

export type Fields = Record<string, string | number>;
export type Translate<Key extends string> = (key: Key, fields?: Fields) => string;

/**
 * The texts of one page in one language, as a function. `Key` is the set of keys of the English file:
 * a key that no file has does not compile. A placeholder without a field stays visible as `{name}`.
 */
export function createTexts<Key extends string>(language: Language, texts: Record<string, string>): Translate<Key> {
  const numbers = new Intl.NumberFormat(language);
  return (key, fields = {}) =>
    (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = fields[name];
      if (value === undefined) return whole;
      return typeof value === "number" ? numbers.format(value) : value;
    });
}

/** The language of a text a person wrote, for its `lang` attribute: Han text keeps the page's Chinese, if it has one. */
export function languageOf(text: string, page: Language): Language {
  if (!/\p{Script=Han}/u.test(text)) return /[a-z]{3}/i.test(text) ? "en" : page;
  return page === "en" ? "zh-CN" : page;
}
