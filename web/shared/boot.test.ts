import { expect, it } from "vitest";
import { bootIn } from "./boot.ts";

it("finds the boot data in a page's source", () => {
  const data = JSON.stringify({ language: "en", texts: { a: "1 < 2 </script>" } }).replaceAll("<", "\\u003c");
  const source = `<html><body><div id="app"></div><script type="application/json" id="boot">${data}</script><script src="x">`;
  expect(() => bootIn("<html>")).toThrow("no boot data");
  expect(bootIn(source)).toEqual({ language: "en", texts: { a: "1 < 2 </script>" } });
});
