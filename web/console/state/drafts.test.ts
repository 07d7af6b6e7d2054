import { expect, it } from "vitest";
import { openShelf, type Shelf } from "../../shared/storage.ts";
import { Drafts } from "./drafts.ts";

function shelf(): Shelf {
  return openShelf(() => {
    throw new Error("no storage here: the shelf remembers by itself");
  });
}

it("keeps one draft for each conversation and audience, over a reload", () => {
  const tab = shelf();
  const drafts = new Drafts(tab, "mei");
  drafts.set("a", "reply", "dear customer");
  drafts.set("a", "note", "for colleagues");
  drafts.set("b", "reply", "another");
  const again = new Drafts(tab, "mei");
  expect(again.get("a", "reply")).toBe("dear customer");
  expect(again.get("a", "note")).toBe("for colleagues");
  expect(again.get("b", "note")).toBe("");
});

it("shows no agent the drafts of another, and leaves nothing after a log-out", () => {
  const tab = shelf();
  const drafts = new Drafts(tab, "mei");
  drafts.set("a", "reply", "dear customer");
  expect(new Drafts(tab, "tom").get("a", "reply")).toBe("");
  drafts.clear();
  expect(new Drafts(tab, "mei").get("a", "reply")).toBe("");
});
