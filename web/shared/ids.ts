/** A fresh id for a message this device sends. `crypto.randomUUID` is missing on plain-http pages, so not used. */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
