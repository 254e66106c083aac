// What is given by hand, and what is wrong with it: a slip of the pen is an error, and the error says what was meant.

import { ClienteleError } from "clientele/score";

import { edits } from "../lib/known.js";

/** The longest key that is compared with others, and the most edits between two that are alike: as in the library. */
const [LONGEST, NEAREST] = [80, 3];

/**
 * Returns what to say of a key that there is not: the one that was meant, or all that there are.
 * @param {string} key
 * @param {readonly string[]} known
 */
export function instead(key, known) {
  const letters = key.toLowerCase();
  const distances = known.map((other) => (key.length > LONGEST ? Infinity : edits(letters, other.toLowerCase())));
  const least = Math.min(...distances);
  const near = known[distances.indexOf(least)] ?? "";
  return least <= NEAREST && 2 * least < Math.max(key.length, near.length) ? `, did you mean \`${near}\`?` : `; known: ${known.join(", ")}`;
}

/**
 * @param {string} path
 * @param {string} expected
 */
export const invalid = (path, expected) => new ClienteleError("InvalidValue", `${path}: must be ${expected}`, { path });

/**
 * Returns the error about a key that there is not.
 * @param {string} path
 * @param {string} key the last step of the path
 * @param {readonly string[]} known
 */
export const unknownKey = (path, key, known) => new ClienteleError("UnknownKey", `${path}: there is no such key${instead(key, known)}`, { path });

/**
 * Returns a value as an object with no other keys than those that are known.
 * @param {unknown} value
 * @param {string} path
 * @param {readonly string[]} known
 * @returns {Record<string, any>}
 */
export function objectWith(value, path, known) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalid(path, `an object with ${known.join(", ")}`);
  const other = Object.keys(value).find((key) => !known.includes(key));
  if (other !== undefined) throw unknownKey(`${path}.${other}`, other, known);
  return value;
}
