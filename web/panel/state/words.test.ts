import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { message } from "../../shared/fixtures.ts";
import { createTexts } from "../../shared/texts.ts";
import type { Language } from "../../shared/wire.ts";
import type { PanelKey } from "../texts.ts";
import { noticeText } from "./notices.ts";
import { kindNames, withMasksNamed } from "./secret-names.ts";
import { TypingSignal } from "./typing.ts";
import { waitText } from "./wait.ts";

function speak(language: Language) {
  const file = new URL(`../../../brands/default/texts/${language}/panel.json`, import.meta.url);
  return createTexts<PanelKey>(language, JSON.parse(readFileSync(file, "utf8")) as Record<string, string>);
}

describe("a wait", () => {
  it.each([
    [20, "less than a minute"],
    [61, "about 2 min"],
    [89 * 60, "about 89 min"],
    [100 * 60, "about 2 h"],
  ])("of %i seconds is told as: %s", (seconds, told) => {
    const { key, fields } = waitText(seconds);
    expect(speak("en")(key, fields)).toBe(told);
  });
});

describe("a notice", () => {
  const notice = (code: string, fields: Record<string, unknown>) => message(1, { kind: "notice", code, fields, text: "as sent" });

  it("is told in the viewer's language with its fields, however they come", () => {
    expect(noticeText(notice("assigned", { agent: "Mei" }), speak("en"), "en")).toBe("Mei has joined the conversation.");
    expect(noticeText(notice("assigned", { agent: { id: "a", name: "林美" } }), speak("zh-CN"), "zh-CN")).toBe("林美 已加入对话。");
    expect(noticeText(notice("assigned", {}), speak("en"), "en")).toBe("Support has joined the conversation.");
  });

  it("of a code from a newer desk falls back to its text", () => {
    expect(noticeText(notice("sung", {}), speak("en"), "en")).toBe("as sent");
  });
});

it("names kinds of secrets as a phrase, each once", () => {
  const kinds = ["seed_phrase", "password", "seed_phrase", "new_kind"];
  expect(kindNames(kinds, speak("en"), "en")).toBe("a seed phrase, a password, and a secret");
  expect(kindNames(kinds.slice(0, 2), speak("zh-TW"), "zh-TW")).toBe("助記詞和密碼");
});

it("says the desk's masks in words", () => {
  expect(withMasksNamed("mine is [■ seed_phrase], card [■ bank_card] [x]", speak("en"))).toBe(
    "mine is [hidden: a seed phrase], card [hidden: a card number] [x]",
  );
  expect(withMasksNamed("[■ xprv]", speak("zh-CN"))).toBe("[已隐藏：私钥]");
});

describe("the typing signal", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("speaks at once, then every three seconds, and stops when idle, empty or sent", () => {
    const told: boolean[] = [];
    const signal = new TypingSignal((active) => told.push(active));
    for (let at = 0; at < 8; at += 1) {
      signal.written("hello");
      vi.advanceTimersByTime(500);
    }
    expect(told).toEqual([true, true]);
    vi.advanceTimersByTime(5_000);
    expect(told.at(-1)).toBe(false);
    signal.written("again");
    signal.written(" ");
    signal.stopped();
    expect(told.slice(3)).toEqual([true, false]);
  });
});
