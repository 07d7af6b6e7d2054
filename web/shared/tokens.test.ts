import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast, inkOn } from "./contrast.ts";

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [name, [light, dark]]),
);
const colour = (name: string, scheme: number): string => tokens.get(name)?.[scheme] ?? "#none";

const TEXTS = ["ink", "muted", "accent", "good", "warn", "bad"];
const SURFACES = ["paper", "soft"];
const PAIRS = [
  ...TEXTS.flatMap((text) => SURFACES.map((surface) => [text, surface, 4.5] as const)),
  ...SURFACES.map((surface) => ["edge", surface, 3] as const),
  ["on-accent", "accent", 4.5] as const,
  ["accent", "accent-soft", 4.5] as const,
  ...["accent-soft", "warn-soft", "bad-soft"].map((surface) => ["ink", surface, 7] as const),
  ["bad", "bad-soft", 4.5] as const,
  ["warn", "warn-soft", 4.5] as const,
];

describe.each(["light", "dark"])("in the %s scheme", (name) => {
  const scheme = name === "dark" ? 1 : 0;

  it.each(PAIRS)("%s on %s reads at %d:1", (text, surface, least) => {
    expect(contrast(colour(text, scheme), colour(surface, scheme))).toBeGreaterThanOrEqual(least);
  });
});

it("gives the light colours twice alike: for web views without light-dark() and for the others", () => {
  for (const [name, [light]] of tokens) expect(css).toContain(`--${name}: ${light};`);
});

it("picks the ink that reads better on a brand's accent", () => {
  expect(inkOn("#0b5fd7")).toBe("#ffffff");
  expect(inkOn("#7db2ff")).toBe("#08203f");
});
