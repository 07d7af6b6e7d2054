/**
 * Whether words are a BIP-39 phrase of this list: the bits after the entropy are the head of its SHA-256.
 * False where the browser gives no digest (pages without TLS).
 */
export async function checksumHolds(words: readonly string[], list: readonly string[]): Promise<boolean> {
  const places = words.map((word) => list.indexOf(word));
  if (places.includes(-1) || !globalThis.crypto?.subtle) return false;
  const bits = places.map((place) => place.toString(2).padStart(11, "0")).join("");
  const checkBits = bits.length / 33;
  const entropy = bytesOf(bits.slice(0, bits.length - checkBits));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", entropy));
  const head = (digest[0] ?? 0).toString(2).padStart(8, "0");
  return head.slice(0, checkBits) === bits.slice(-checkBits);
}

function bytesOf(bits: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(bits.length / 8);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(bits.slice(at * 8, at * 8 + 8), 2);
  return bytes;
}
