// Values of records as vendors send them. What is read is the record's own: a key such as `__proto__`
// leads nowhere, and a prototype adds nothing.

const { hasOwnProperty: hasOwn } = Object.prototype;

/** Why a record is left out; thrown where it is found, and listed in the report. */
export class LeftOut {
  /**
   * @param {string} reason stable code
   * @param {string} message
   */
  constructor(reason, message) {
    this.reason = reason;
    this.message = message;
  }
}

/**
 * Returns the value at the end of a path of keys, or undefined.
 * @param {unknown} record
 * @param {...string} path
 * @returns {any}
 */
export function own(record, ...path) {
  let value = /** @type {any} */ (record);
  for (const key of path) {
    if (typeof value !== "object" || value === null || !hasOwn.call(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** @param {unknown} value */
export const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {unknown} value whether there is anything, where vendors send null or an empty text for nothing */
export const isGiven = (value) => value !== undefined && value !== null && value !== "";

/**
 * Returns the first value that is given.
 * @param {...unknown} values
 */
export const firstOf = (...values) => values.find(isGiven);

/**
 * Returns a list, an empty one where there is none.
 * @param {unknown} value
 * @returns {unknown[]}
 */
export const listOf = (value) => (Array.isArray(value) ? value : []);

/**
 * Returns an identifier as a text, or null. Zero stands for nobody where vendors count from one.
 * @param {unknown} value
 * @returns {string | null}
 */
export function identifier(value) {
  if (typeof value === "number") return Number.isSafeInteger(value) && value !== 0 ? String(value) : null;
  if (typeof value === "bigint") return value === 0n ? null : String(value);
  if (typeof value !== "string") return null;
  const text = value.trim();
  return text === "" || text === "0" ? null : text;
}

/**
 * Returns an e-mail address in lower case, or null: what has no form of one names nobody.
 * @param {unknown} value
 * @returns {string | null}
 */
export function emailOf(value) {
  if (typeof value !== "string") return null;
  const text = value.trim().toLowerCase();
  const at = text.indexOf("@");
  return at > 0 && at < text.length - 1 && text.length <= 320 && !/\s/.test(text) ? text : null;
}

/**
 * Returns a code such as a status, in lower case without blanks, hyphens and underscores; an empty text where there is none.
 * @param {unknown} value
 */
export const codeOf = (value) => (typeof value === "string" ? value.toLowerCase().replace(/[\s_-]+/g, "") : "");

/**
 * Returns a truth value in any of its spellings, or null.
 * @param {unknown} value
 * @returns {boolean | null}
 */
export function flag(value) {
  if (typeof value === "boolean") return value;
  if (value === 1 || value === 0) return value === 1;
  const code = codeOf(value);
  if (["true", "1", "yes", "y"].includes(code)) return true;
  return ["false", "0", "no", "n"].includes(code) ? false : null;
}

/**
 * Returns a currency as three capitals, null where there is none.
 * @param {unknown} value
 * @returns {string | null}
 */
export function currencyOf(value) {
  if (!isGiven(value)) return null;
  const code = typeof value === "string" ? value.trim().toUpperCase() : "";
  if (!/^[A-Z]{3}$/.test(code)) throw new LeftOut("bad_currency", "the currency is no code of three letters such as EUR");
  return code;
}

/**
 * Returns the list under the first of some paths that leads to one, as a page; null where there is none.
 * @param {unknown} value
 * @param {string[]} paths such as "data.orders.nodes"
 */
export function pageAt(value, paths) {
  for (const path of paths) {
    const items = own(value, ...path.split("."));
    if (Array.isArray(items)) return { items, path };
  }
  return null;
}
