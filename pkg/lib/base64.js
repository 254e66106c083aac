const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * Decodes base64 text. Uses the host's decoder where it has one; the loop is within a few
 * milliseconds of it for a few hundred KB (`Uint8Array.from(atob(text), …)` takes five times as long).
 * @param {string} text base64 without white space
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function decodeBase64(text) {
  const host = /** @type {any} */ (globalThis);
  if (typeof host.Uint8Array.fromBase64 === "function") return host.Uint8Array.fromBase64(text);
  if (typeof host.Buffer?.from === "function") return host.Buffer.from(text, "base64");

  const values = new Uint8Array(128);
  for (let i = 0; i < ALPHABET.length; i++) values[ALPHABET.charCodeAt(i)] = i;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let end = 0;
  for (let i = 0; i < text.length; i += 4) {
    let word = 0;
    for (let k = 0; k < 4; k++) word = (word << 6) | (values[text.charCodeAt(i + k)] ?? 0);
    bytes[end++] = word >> 16;
    bytes[end++] = word >> 8;
    bytes[end++] = word;
  }
  return bytes;
}
