// JSON of strangers.

import { Refusal } from "./refusal.js";

// "[" and "{" differ in one bit, and so do "]" and "}".
const CASE = 0x20;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Half of a pair that stands alone: it is lost where text becomes bytes, so that two names would be one. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** What no name has: it would be written into logs and keys. */
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f]/;

/** The longest name of a customer or of an event. */
export const LONGEST_NAME = 256;

/**
 * Reads JSON that is nested to a limit. How deep it is nested is counted before it is read: some engines read by
 * recursion, and a megabyte of brackets would become a million objects.
 * @param {string} text
 * @param {number} nesting
 * @returns {unknown}
 */
export function parse(text, nesting) {
  if (deeper(text, nesting)) {
    throw new Refusal("NestedTooDeep", `objects and lists may stand in each other ${nesting} deep: send flatter data`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal("InvalidJson", "send one JSON value");
  }
}

/**
 * Returns whether brackets outside of texts stand deeper in each other than a limit.
 * @param {string} text
 * @param {number} limit
 */
function deeper(text, limit) {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code === BACKSLASH) i++;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    else if ((code | CASE) === OPEN) {
      if (++depth > limit) return true;
    } else if ((code | CASE) === CLOSE) depth--;
  }
  return false;
}

/**
 * Returns a name as text: of a customer, or of an event.
 * @param {unknown} value
 * @param {string} path
 * @returns {string}
 */
export function nameOf(value, path) {
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== "string" || text.length === 0 || text.length > LONGEST_NAME) {
    throw new Refusal("InvalidRequest", `${path}: give a text of 1 to ${LONGEST_NAME} letters, or a whole number`, { path });
  }
  if (LONE_SURROGATE.test(text) || CONTROL.test(text)) {
    throw new Refusal("InvalidRequest", `${path}: leave out control characters and halves of surrogate pairs`, { path });
  }
  return text;
}

/**
 * Returns a value as an object.
 * @param {unknown} value
 * @param {string} path
 * @param {string} expected
 * @returns {Record<string, unknown>}
 */
export function objectOf(value, path, expected) {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return /** @type {Record<string, unknown>} */ (value);
  throw new Refusal("InvalidRequest", `${path}: give ${expected}`, { path });
}

/**
 * Returns what a body lists, as such or under a name, null where it is one thing.
 * @param {unknown} given
 * @param {string} name
 * @param {string} [advice] where what stands beside the list belongs
 * @returns {unknown[] | null}
 */
export function listOf(given, name, advice = "") {
  if (Array.isArray(given)) return given;
  if (typeof given !== "object" || given === null || !Object.hasOwn(given, name)) return null;
  const { [name]: list, ...rest } = /** @type {Record<string, unknown>} */ (given);
  if (!Array.isArray(list)) throw new Refusal("InvalidRequest", `${name}: give a list of ${name}`, { path: name });
  if (Object.keys(rest).length > 0) throw new Refusal("InvalidRequest", `beside \`${name}\` nothing is read${advice}`);
  return list;
}
