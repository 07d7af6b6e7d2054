import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const KB = 1_000;
const assets = fileURLToPath(new URL("../src/bellrock/assets/", import.meta.url));
const texts = fileURLToPath(new URL("../brands/default/texts/", import.meta.url));

interface Entry {
  file: string;
  css?: string[];
  imports?: string[];
  dynamicImports?: string[];
}

const manifest = JSON.parse(readFileSync(`${assets}manifest.json`, "utf8")) as Record<string, Entry>;

function weight(path: string): number {
  return gzipSync(readFileSync(path), { level: 9 }).length;
}

/** Everything that a page's script and styles bring before anything is asked for later. */
function firstLoad(key: string): Set<string> {
  const entry = manifest[key];
  if (!entry) throw new Error(`${key} is not in the manifest: build the pages first`);
  const imported = (entry.imports ?? []).flatMap((each) => [...firstLoad(each)]);
  return new Set([entry.file, ...(entry.css ?? []), ...imported]);
}

function total(files: Iterable<string>): number {
  return [...files].reduce((sum, file) => sum + weight(assets + file), 0);
}

describe("what a customer loads", () => {
  it("is at most 2 KB for the button", () => {
    expect(weight(`${assets}loader.js`)).toBeLessThanOrEqual(2 * KB);
  });

  it.each(["en", "zh-CN", "zh-TW"])("is at most 35 KB for the panel in %s", (language) => {
    expect(total(firstLoad("panel/main.ts")) + weight(`${texts}${language}/panel.json`)).toBeLessThanOrEqual(35 * KB);
  });

  it("is at most 15 KB for each later part", () => {
    const first = firstLoad("panel/main.ts");
    for (const key of manifest["panel/main.ts"]?.dynamicImports ?? [])
      expect(total([...firstLoad(key)].filter((file) => !first.has(file)))).toBeLessThanOrEqual(15 * KB);
  });
});

it("is at most 120 KB for an agent's console in any language", () => {
  const heaviest = Math.max(...["en", "zh-CN", "zh-TW"].map((language) => weight(`${texts}${language}/console.json`)));
  expect(total(firstLoad("console/main.ts")) + heaviest).toBeLessThanOrEqual(120 * KB);
});

it("lies beside each file already compressed", () => {
  for (const file of [...firstLoad("panel/main.ts"), ...firstLoad("console/main.ts"), "loader.js"])
    for (const ending of [".gz", ".br"]) expect(existsSync(assets + file + ending), file + ending).toBe(true);
});
