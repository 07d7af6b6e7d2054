import { expect, it } from "vitest";
import { findLanguage } from "./language.ts";

it.each([
  [["zh-TW"], "zh-TW"],
  [["zh-Hant-HK"], "zh-TW"],
  [["zh"], "zh-CN"],
  [["zh-Hans-SG", "en"], "zh-CN"],
  [[undefined, "", "fr-FR", "en-GB", "zh-CN"], "en"],
  [["de", "zh-MO"], "zh-TW"],
  [[], "en"],
])("%j is served in %s", (wishes, language) => {
  expect(findLanguage(wishes)).toBe(language);
});
