import type { Finding } from "./inspect.ts";
import { checksumHolds } from "./checksum.ts";

/** Fetches one BIP-39 list by name, its 2,048 words in order. Rejects when the desk is not reached. */
export type LoadList = (name: string) => Promise<readonly string[]>;

interface Word {
  text: string;
  start: number;
  end: number;
}

interface Script {
  shape: RegExp;
  lists: string[];
}

/** The shapes of list words. English is asked alone first: the other Latin lists only when it does not fit. */
const SCRIPTS: Script[] = [
  { shape: /^[\p{Script=Latin}\p{M}]{3,9}$/u, lists: ["english"] },
  { shape: /^[\p{Script=Latin}\p{M}]{3,9}$/u, lists: ["spanish", "french", "italian", "portuguese", "czech", "turkish"] },
  { shape: /^\p{Script=Han}$/u, lists: ["chinese_simplified", "chinese_traditional"] },
  { shape: /^[\p{Script=Hiragana}\p{M}ー]{3,9}$/u, lists: ["japanese"] },
  { shape: /^\p{Script=Hangul}{2,4}$/u, lists: ["korean"] },
  { shape: /^[\p{Script=Cyrillic}\p{M}]{4,9}$/u, lists: ["russian"] },
];

const ASK_FROM = 8;
const SHORTEST = 12;
const SIZES = [12, 15, 18, 21, 24];
/** The commonest letters of written Chinese. Three of them among twelve drawn by lot: once in three thousand. */
const PROSE = new Set("的了我是不么麼个個到没沒能怎吗嗎你您请請这這什");

export async function findPhrases(text: string, loadList: LoadList): Promise<Finding[]> {
  for (const script of SCRIPTS) {
    const runs = runsOf(text, script.shape);
    if (runs.length === 0) continue;
    const found = await findInLists(runs, script.lists, loadList);
    if (found.length > 0) return found;
  }
  return findUnspacedHan(text, loadList);
}

async function findInLists(runs: Word[][], names: string[], loadList: LoadList): Promise<Finding[]> {
  const lists = await loadAll(names, loadList);
  // Without a list nobody can tell: a long run of nothing but list-shaped words is reason enough to ask.
  if (lists.length === 0) return runs.filter((run) => SIZES.includes(run.length)).map((run) => spanOf(run));
  const sets = lists.map((list) => new Set(list.map(plain)));
  return runs.flatMap((run) => sets.map((known) => longestPhrase(run, known)).find((span) => span !== null) ?? []);
}

/** The widest stretch in which each window of twelve words has at most one stranger (a slip of the pen). */
function longestPhrase(run: Word[], known: Set<string>): Finding | null {
  const hits = run.map((word) => known.has(plain(word.text)));
  const inside = new Set<number>();
  for (let at = 0; at + SHORTEST <= run.length; at += 1) {
    const misses = hits.slice(at, at + SHORTEST).filter((hit) => !hit).length;
    if (misses <= 1) for (let word = at; word < at + SHORTEST; word += 1) inside.add(word);
  }
  const places = [...inside].filter((at) => hits[at]);
  if (places.length === 0) return null;
  return spanOf(run.slice(Math.min(...places), Math.max(...places) + 1));
}

/** Chinese phrases are often written without spaces, as ordinary text is: only a true checksum tells them apart. */
async function findUnspacedHan(text: string, loadList: LoadList): Promise<Finding[]> {
  const stretches = [...text.matchAll(/[\p{Script=Han}\s]{12,}/gu)].map((match) => trimmed(match[0], match.index));
  const fitting = stretches.filter(({ text: words }) => SIZES.includes(letters(words).length) && !isProse(words));
  if (fitting.length === 0) return [];
  const lists = await loadAll(["chinese_simplified", "chinese_traditional"], loadList);
  const findings: Finding[] = [];
  for (const stretch of fitting) {
    const proofs = await Promise.all(lists.map((list) => checksumHolds(letters(stretch.text), list)));
    if (proofs.includes(true)) findings.push({ kind: "seed_phrase", start: stretch.start, end: stretch.end });
  }
  return findings;
}

function isProse(text: string): boolean {
  return letters(text).filter((letter) => PROSE.has(letter)).length >= 3;
}

/** Runs of eight or more words of one shape, with nothing but spaces, numbering and punctuation between them. */
function runsOf(text: string, shape: RegExp): Word[][] {
  const runs: Word[][] = [];
  let run: Word[] = [];
  for (const match of text.matchAll(/[\p{L}\p{M}ー]+/gu)) {
    const word = { text: match[0].normalize("NFC"), start: match.index, end: match.index + match[0].length };
    if (shape.test(word.text)) {
      run.push(word);
      continue;
    }
    runs.push(run);
    run = [];
  }
  return [...runs, run].filter((words) => words.length >= ASK_FROM);
}

async function loadAll(names: string[], loadList: LoadList): Promise<(readonly string[])[]> {
  const answers = await Promise.allSettled(names.map((name) => loadList(name)));
  return answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
}

function spanOf(words: Word[]): Finding {
  return { kind: "seed_phrase", start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0 };
}

function letters(text: string): string[] {
  return [...text.replace(/\s/g, "")];
}

function trimmed(text: string, offset: number): Word {
  const start = offset + text.length - text.trimStart().length;
  return { text: text.trim(), start, end: start + text.trim().length };
}

/** People leave accents out; lists carry them. */
function plain(word: string): string {
  return word.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/ı/g, "i");
}
