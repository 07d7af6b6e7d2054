import { expect, it } from "vitest";
import { createDates, sameDay } from "./dates.ts";
import { createTexts, languageOf } from "./texts.ts";

it("fills placeholders, numbers in the page's way, and leaves unknown ones visible", () => {
  const t = createTexts<"greet" | "absent">("en", { greet: "Hi {name}, {count} new, {other}" });
  expect(t("greet", { name: "Mei", count: 1234 })).toBe("Hi Mei, 1,234 new, {other}");
  expect(t("absent")).toBe("absent");
});

it("guesses the language of what a person wrote", () => {
  expect(languageOf("充值 BTC", "zh-TW")).toBe("zh-TW");
  expect(languageOf("充值", "en")).toBe("zh-CN");
  expect(languageOf("my deposit", "zh-CN")).toBe("en");
  expect(languageOf("123", "zh-CN")).toBe("zh-CN");
});

it("tells days as people do", () => {
  const now = new Date(2026, 10, 20, 12).getTime();
  const dates = createDates("en");
  expect(dates.day(now, now)).toBe("Today");
  expect(dates.day(now - 86_400_000, now)).toBe("Yesterday");
  expect(dates.day(now - 5 * 86_400_000, now)).toContain("November 15");
  expect(createDates("zh-TW").day(now, now)).toBe("今天");
  expect(dates.time(new Date(2026, 10, 20, 0, 5).getTime())).toBe("00:05");
  expect(sameDay(now, now + 11 * 3_600_000)).toBe(true);
  expect(sameDay(now, now + 13 * 3_600_000)).toBe(false);
});
