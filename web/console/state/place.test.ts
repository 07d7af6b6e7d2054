import { expect, it } from "vitest";
import { inLanguage, readPlace, writePlace } from "./place.ts";

it("reads what it wrote", () => {
  const place = { view: "mine", conversation: "0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b" } as const;
  expect(writePlace(place)).toBe("/console?view=mine&conversation=0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b");
  expect(readPlace(new URL(writePlace(place), "http://desk").search)).toEqual(place);
});

it("falls back on the queue, and never takes a strange id into a request", () => {
  expect(readPlace("")).toEqual({ view: "queue", conversation: null });
  expect(readPlace("?view=everything&conversation=../../people")).toEqual({ view: "queue", conversation: null });
});

it("keeps the place when the language changes", () => {
  expect(inLanguage({ view: "closed", conversation: null }, "zh-TW")).toBe("/console?view=closed&language=zh-TW");
});
