import { readTable as read } from "./wasm.js";
import { asBytes } from "./bytes.js";
import { checkText } from "./magic.js";

/**
 * Reads any small CSV file as texts.
 * @param {string | Uint8Array | ArrayBuffer} csv
 * @returns {{headers: string[], rows: string[][]}}
 */
export function readTable(csv) {
  const bytes = typeof csv === "string" ? new TextEncoder().encode(csv) : asBytes(csv, "csv");
  checkText(bytes);
  return read(bytes);
}
