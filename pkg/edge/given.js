// What is given by hand, and what is wrong with it: a slip of the pen is an error, and the error says what was meant.

import { ClienteleError } from "clientele/score";

/**
 * Returns what to say of a key that there is not: the one that was meant, where only its case or a letter differs, or all that there are.
 * @param {string} key
 * @param {readonly string[]} known
 */
export function instead(key, known) {
  const meant = known.find((other) => isNear(lettersOf(key), lettersOf(other)));
  return meant === undefined ? `; known: ${known.join(", ")}` : `, did you mean \`${meant}\`?`;
}

/** @param {string} key */
const lettersOf = (key) => [...key.toLowerCase().replace(/[^a-z]/g, "")];

/**
 * Whether two words differ in one letter at most: another one, one too many or one too few.
 * @param {string[]} one
 * @param {string[]} other
 */
function isNear(one, other) {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  const apart = short.findIndex((letter, at) => letter !== long[at]);
  if (apart === -1) return long.length - short.length <= 1 && short.length > 2;
  return short.length > 2 && long.slice(apart + 1).join("") === short.slice(long.length === short.length ? apart + 1 : apart).join("");
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
