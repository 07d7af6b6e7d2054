/** What the desk leaves in the place of a secret, a sign and its kind in brackets, is read as a mark. */

export interface Piece {
  text: string;
  /** The kind of the secret that stood here; null for the words around it. */
  kind: string | null;
}

const MASK = /\[[\u25a0\u26e8] ([a-z_]+)\]/g;

export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const mask of text.matchAll(MASK)) {
    if (mask.index > end) pieces.push({ text: text.slice(end, mask.index), kind: null });
    pieces.push({ text: mask[0], kind: mask[1] ?? null });
    end = mask.index + mask[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), kind: null });
  return pieces;
}
