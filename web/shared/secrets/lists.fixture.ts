import { createHash, randomBytes } from "node:crypto";

const VOWELS = "aeiou";
const CONSONANTS = "bcdfghjklmnprstvz";

/** 2,048 made-up words of six letters: the shape of a BIP-39 list without being one. */
export const latinList: string[] = Array.from({ length: 2048 }, (_, at) =>
  [3, 2, 1].map((power) => syllable(Math.floor(at / 85 ** (power - 1)) % 85)).join(""),
);

/** 2,048 Han characters. */
export const hanList: string[] = Array.from({ length: 2048 }, (_, at) => String.fromCodePoint(0x4e00 + at));

/** A phrase with a true checksum over fresh entropy. */
export function generatePhrase(list: readonly string[], words: number): string[] {
  const entropy = randomBytes((words * 11 * 32) / 33 / 8);
  const bits = binary(entropy) + binary(createHash("sha256").update(entropy).digest()).slice(0, words / 3);
  return Array.from({ length: words }, (_, at) => list[Number.parseInt(bits.slice(at * 11, at * 11 + 11), 2)] ?? "");
}

export const loadFixture = (name: string): Promise<readonly string[]> => {
  if (name === "english") return Promise.resolve(latinList);
  return Promise.resolve(name === "chinese_simplified" ? hanList : []);
};

function syllable(index: number): string {
  return (CONSONANTS[index % 17] ?? "") + (VOWELS[Math.floor(index / 17)] ?? "");
}

function binary(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
}
