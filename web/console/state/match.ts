/** Finding by a few letters, for the palette and for colleagues. */

/** Those whose words hold every word of the query, the ones that begin with it first; all for an empty query. */
export function matching<Item>(items: readonly Item[], query: string, words: (item: Item) => string): Item[] {
  const parts = fold(query).split(/\s+/).filter(Boolean);
  const folded = items.map((item) => ({ item, text: fold(words(item)) }));
  const found = folded.filter(({ text }) => parts.every((part) => text.includes(part)));
  const begins = (text: string) => (parts.length > 0 && text.startsWith(parts[0] as string) ? 0 : 1);
  return found.sort((left, right) => begins(left.text) - begins(right.text)).map(({ item }) => item);
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().trim();
}
