// What WebAssembly has operations for and the form in plain JavaScript has not: whole blocks of its memory at once.

import { memory } from "../../wasm/score/nowasm_bg.js";

let bytes = new Uint8Array();

/** Returns the bytes of the memory; another buffer takes the place of the old one when it grows. */
function current() {
  const { buffer } = memory;
  if (bytes.buffer !== buffer) bytes = new Uint8Array(buffer);
  return bytes;
}

// Addresses come as signed numbers.

/**
 * Copies a block, which may overlap its copy.
 * @param {number} to
 * @param {number} from
 * @param {number} length
 */
export function copy(to, from, length) {
  const start = from >>> 0;
  current().copyWithin(to >>> 0, start, start + (length >>> 0));
}

/**
 * Fills a block with one byte.
 * @param {number} at
 * @param {number} byte
 * @param {number} length
 */
export function fill(at, byte, length) {
  const start = at >>> 0;
  current().fill(byte, start, start + (length >>> 0));
}
