import type { Finding, SecretKind } from "./inspect.ts";

/**
 * Each place where `shape` stands by itself, no word of letters or digits touching it. Written without
 * look-behind: in an older web view one such pattern would keep the whole panel from starting.
 */
export function standalone(text: string, kind: SecretKind, shape: RegExp, before = "[^0-9A-Za-z]"): Finding[] {
  const pattern = new RegExp(`(^|${before})(${shape.source})(?![0-9A-Za-z])`, "g");
  return [...text.matchAll(pattern)].map((match) => {
    const start = match.index + (match[1]?.length ?? 0);
    return { kind, start, end: start + (match[2]?.length ?? 0) };
  });
}

/**
 * Which of two meanings stands nearest to a span: many secrets have the shape of something harmless (a key looks
 * like a transaction id), and only the words beside them tell. "after" counts for less: people name, then paste.
 */
export function nearestWord(text: string, span: { start: number; end: number }, words: RegExp[], reach: number): number {
  const before = text.slice(Math.max(0, span.start - reach), span.start).toLowerCase();
  const after = text.slice(span.end, span.end + reach).toLowerCase();
  let best = -1;
  let nearest = Infinity;
  words.forEach((word, at) => {
    const distance = Math.min(distanceBefore(before, word), distanceAfter(after, word));
    if (distance < nearest) [best, nearest] = [at, distance];
  });
  return best;
}

function distanceBefore(text: string, word: RegExp): number {
  const last = [...text.matchAll(word)].at(-1);
  return last ? text.length - last.index - last[0].length : Infinity;
}

function distanceAfter(text: string, word: RegExp): number {
  const first = [...text.matchAll(word)][0];
  return first ? first.index * 2 + 1 : Infinity;
}
