import { describe, expect, it } from "vitest";
import { piecesOf } from "./masks.ts";
import { matching } from "./match.ts";
import { createWaits } from "./waits.ts";

describe("waiting time", () => {
  it("is told in the largest unit that says enough, in the agent's language", () => {
    expect(createWaits("en").seconds(59)).toBeNull();
    expect(createWaits("en").seconds(200)).toBe("3 min");
    expect(createWaits("zh-CN").seconds(200)).toBe("3分钟");
    expect(createWaits("zh-TW").seconds(7_300)).toBe("2 小時");
    expect(createWaits("en").seconds(200_000)).toBe("2 days");
  });

  it("does not become negative when the clocks differ", () => {
    expect(createWaits("en").since(10_000, 4_000)).toBeNull();
  });
});

describe("finding by a few letters", () => {
  const find = (query: string) => matching(["Transfer to a colleague", "Go to the queue", "转接给同事"], query, (one) => one);

  it("needs every word, in any order and case", () => {
    expect(find("QUEUE go")).toEqual(["Go to the queue"]);
    expect(find("同事")).toEqual(["转接给同事"]);
    expect(find("nothing")).toEqual([]);
  });

  it("puts what begins with the word first, and shows all for no word", () => {
    expect(matching(["set to", "to mine"], "to", (one) => one)).toEqual(["to mine", "set to"]);
    expect(find("  ")).toHaveLength(3);
  });
});

it("reads the desk's marks, and nothing a person may have typed", () => {
  expect(piecesOf("see [\u25a0 seed_phrase] ok")).toEqual([
    { text: "see ", kind: null },
    { text: "[\u25a0 seed_phrase]", kind: "seed_phrase" },
    { text: " ok", kind: null },
  ]);
  expect(piecesOf("[seed_phrase] [x wif]")).toEqual([{ text: "[seed_phrase] [x wif]", kind: null }]);
  expect(piecesOf("")).toEqual([]);
});
