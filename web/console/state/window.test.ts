import { describe, expect, it } from "vitest";
import { indexesOf, nearEnd, scrollTo, windowOf } from "./window.ts";

const view = (scrollTop: number, count = 2_000) => ({ scrollTop, height: 700, rowHeight: 70, count });

describe("the window over a long list", () => {
  it("draws what is seen and a few rows around it, however long the list", () => {
    expect(windowOf(view(0))).toEqual({ from: 0, to: 16 });
    expect(windowOf(view(70_000))).toEqual({ from: 994, to: 1_016 });
    expect(windowOf(view(139_300))).toEqual({ from: 1_984, to: 2_000 });
  });

  it("holds for short, empty and overscrolled lists", () => {
    expect(windowOf(view(0, 3))).toEqual({ from: 0, to: 3 });
    expect(windowOf(view(0, 0))).toEqual({ from: 0, to: 0 });
    expect(windowOf(view(-40))).toEqual({ from: 0, to: 16 });
    expect(indexesOf(view(9_000, 3), -1)).toEqual([]);
  });

  it("keeps the focused row in the page when it is scrolled away, once", () => {
    expect(indexesOf(view(70_000), 3)[0]).toBe(3);
    expect(indexesOf(view(0), 1_500).at(-1)).toBe(1_500);
    expect(indexesOf(view(0), 5).filter((index) => index === 5)).toHaveLength(1);
    expect(indexesOf(view(0), -1)).toHaveLength(16);
  });
});

describe("scrolling to a row", () => {
  it("moves as little as needed", () => {
    expect(scrollTo(view(700), 12)).toBe(700);
    expect(scrollTo(view(700), 4)).toBe(280);
    expect(scrollTo(view(700), 25)).toBe(26 * 70 - 700);
  });
});

it("asks for the next page when the end is near", () => {
  expect(nearEnd(view(0, 50))).toBe(false);
  expect(nearEnd(view(2_500, 50))).toBe(true);
});
