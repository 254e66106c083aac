import { ClienteleError } from "./errors.js";
import { edits } from "./known.js";

/** How many verdicts are kept: customers come from outside, and so do their keys. */
const KEPT = 1000;

/**
 * The shortest key that one wrong letter is looked for in, and two: between short words two letters part many that are
 * meant (`offers` and `orders`, `complaints` and `complainer`), but for two that have changed places.
 */
const [SHORTEST, LONG] = [5, 12];

/** @param {string} key */
const bare = (key) => key.replace(/[_-]/g, "").toLowerCase();

/**
 * Returns the field that a key is likely to be meant for, null where it is a field itself or something else.
 * @param {string} key
 * @param {readonly string[]} fields
 */
function nearest(key, fields) {
  // A key much longer than every field is none of them, and is not compared.
  if (key.length > 40 || fields.includes(key)) return null;
  const letters = bare(key);
  const spelt = fields.find((field) => bare(field) === letters);
  if (spelt !== undefined || key.length < SHORTEST) return spelt ?? null;
  const slips = fields.map((field) => {
    const meant = bare(field);
    const distance = meant.length < SHORTEST ? Infinity : edits(letters, meant);
    return distance === 2 && letters.length < LONG && sorted(letters) !== sorted(meant) ? Infinity : distance;
  });
  const least = Math.min(...slips);
  return least <= 2 ? /** @type {string} */ (fields[slips.indexOf(least)]) : null;
}

/** @param {string} text */
const sorted = (text) => [...text].sort().join("");

/**
 * Returns a function that finds the field that each key is likely to be meant for, once for each.
 * @param {() => readonly string[]} fields
 */
function verdictsOn(fields) {
  /** @type {Map<string, string | null>} */
  const verdicts = new Map();
  /** @param {string} key */
  return (key) => {
    let near = verdicts.get(key);
    if (near === undefined) {
      if (verdicts.size >= KEPT) verdicts.clear();
      verdicts.set(key, (near = nearest(key, fields())));
    }
    return near;
  };
}

/**
 * Rejects an object in which a key is misspelt: what it holds would be missing without a word. Keys that resemble no
 * field are left alone, since records of customers hold much that no score asks for.
 * @param {Record<string, unknown>} given
 * @param {(key: string) => string | null} verdict
 * @param {string} prefix of the path
 * @param {readonly string[]} ignored fields that do not count here
 */
function check(given, verdict, prefix, ignored) {
  for (const key in given) {
    const near = verdict(key);
    if (near === null || !isThere(given[key]) || isThere(given[near]) || ignored.includes(near)) continue;
    const path = `${prefix}${key}`;
    throw new ClienteleError("UnknownKey", `${path}: there is no such key, did you mean \`${near}\`?`, { path });
  }
}

/**
 * Returns what checks the keys of customers and of columns of them.
 * @param {() => {customerFields: string[], summaryFields: number}} names
 */
export function spellingOf(names) {
  const ofCustomer = verdictsOn(() => [...names().customerFields, "orders", "features"]);
  const ofColumns = verdictsOn(() => [...names().customerFields, "features", "ids"]);
  return {
    /** @param {Record<string, unknown>} customer */
    checkCustomer(customer) {
      const { customerFields, summaryFields } = names();
      // What follows from the orders is not to be given beside them, however it is spelt.
      check(customer, ofCustomer, "customer.", isThere(customer["orders"]) ? customerFields.slice(0, summaryFields) : []);
    },
    /** @param {Record<string, unknown>} columns */
    checkColumns(columns) {
      check(columns, ofColumns, "", []);
    },
  };
}

/**
 * Returns what checks the keys of an object that may hold more than what is read of it.
 * @param {readonly string[]} fields
 * @returns {(given: Record<string, unknown>) => void}
 */
export function spellingOfKeys(fields) {
  const verdict = verdictsOn(() => fields);
  return (given) => check(given, verdict, "", []);
}

/** @param {unknown} value */
const isThere = (value) => value !== undefined && value !== null;
