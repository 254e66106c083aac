import { ClienteleError } from "../errors.js";

/** What a random identifier begins with, so that it is told from that of a reference. */
const RANDOM = "x";

/**
 * Tells whether an identifier stands for no reference.
 * @param {string} id
 */
export const isRandom = (id) => id.startsWith(RANDOM);

/**
 * Returns a maker of random texts of 60 bits.
 * @param {any} scope where `crypto` stands
 * @returns {() => string}
 */
export function randomIds(scope) {
  const source = scope?.crypto ?? globalThis.crypto;
  if (typeof source?.getRandomValues !== "function") {
    throw new ClienteleError("UnsupportedRuntime", "a visitor needs crypto.getRandomValues, which this host lacks");
  }
  const pool = new Uint32Array(256);
  let next = pool.length;
  return () => {
    if (next === pool.length) {
      source.getRandomValues(pool);
      next = 0;
    }
    return RANDOM + hex(pool[next++] ?? 0).slice(1) + hex(pool[next++] ?? 0);
  };
}

/** @param {number} bits 32 of them */
const hex = (bits) => bits.toString(16).padStart(8, "0");

/** FNV-1a with 64 bits (Fowler, Noll & Vo 1991). */
const [BASIS, PRIME, MASK] = [0xcbf29ce484222325n, 0x100000001b3n, 0xffffffffffffffffn];

/**
 * Returns the identifier of an order that the caller can name again: a thank-you page that is loaded
 * twice. The reference itself is not kept.
 * @param {string} reference
 */
export function referenceId(reference) {
  let hash = BASIS;
  for (let i = 0; i < reference.length; i++) {
    const unit = reference.charCodeAt(i);
    hash = ((hash ^ BigInt(unit & 0xff)) * PRIME) & MASK;
    hash = ((hash ^ BigInt(unit >> 8)) * PRIME) & MASK;
  }
  return hash.toString(16).padStart(16, "0");
}

/**
 * Returns the identifier of the visit of a day: the same in all tabs, so that a day counts once.
 * @param {number} day
 */
export const visitId = (day) => `day${day}`;
