// What is given by hand, and what is wrong with it: a slip of the pen is an error, and the error says what there is.

import { ClienteleError } from "clientele/score";

/**
 * @param {string} path
 * @param {string} expected
 */
export const invalid = (path, expected) => new ClienteleError("InvalidValue", `${path}: must be ${expected}`, { path });

/**
 * Returns the error about a key that there is not.
 * @param {string} path
 * @param {readonly string[]} known
 */
export const unknownKey = (path, known) => new ClienteleError("UnknownKey", `${path}: there is no such key; known: ${known.join(", ")}`, { path });

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
  if (other !== undefined) throw unknownKey(`${path}.${other}`, known);
  return value;
}
