import { checkAttached } from "./bytes.js";
import { toDay, toIso } from "./dates.js";
import { ClienteleError, invalid } from "./errors.js";

/** How deep arrays and objects may stand in each other: twice what a profile needs. */
const DEEPEST = 10;

/** How many values may cross at once; bulk data goes as columns. */
const MOST = 100_000;

/**
 * Returns a plain copy of an options object without its undefined keys: `{asOf: undefined}` means
 * what `{}` means. Getters are called here, once, and never while the module is at work.
 * @param {unknown} options
 * @param {string} [path]
 * @param {number} [most] how many values there may be
 * @returns {Record<string, unknown>}
 */
export function clean(options, path = "options", most = MOST) {
  if (options === undefined || options === null) return {};
  if (kind(options) !== "[object Object]") throw invalid(path || "profile", options, "a plain object");
  return /** @type {Record<string, unknown>} */ (plain(options, path, most));
}

/**
 * Returns a copy without those lists that are null: the module knows lists that are left out, and none that is null.
 * A name that is not among them stays, so that a misspelt one is still an error.
 * @param {Record<string, unknown>} given
 * @param {readonly string[]} lists
 */
export const withoutNull = (given, lists) =>
  Object.fromEntries(Object.entries(given).filter(([name, value]) => value !== null || !lists.includes(name)));

/**
 * Takes a key out of options whose value is no plain data: a column, a model.
 * @param {unknown} options
 * @param {string} key
 * @returns {[any, unknown]} its value, and the other options
 */
export function apart(options, key) {
  if (kind(options) !== "[object Object]") return [undefined, options];
  const { [key]: value, ...rest } = /** @type {Record<string, unknown>} */ (options);
  return [value, rest];
}

/** @param {unknown} value */
const kind = (value) => Object.prototype.toString.call(value);

/**
 * Returns a copy of a value that holds nothing but objects, arrays, texts, numbers, booleans and null.
 * A `Date` becomes the text of its UTC day. Whatever else there is, a cycle included, is an error with
 * its path, before anything has crossed: the stack of the module is small.
 * @param {unknown} value
 * @param {string} path
 * @param {number} most
 */
function plain(value, path, most) {
  return copy(value, path, DEEPEST, { left: most, most });
}

/**
 * @param {unknown} value
 * @param {string} path
 * @param {number} levels how many more may follow
 * @param {{left: number, most: number}} values how many more may follow, and how many there may be
 * @returns {unknown}
 */
function copy(value, path, levels, values) {
  if (--values.left < 0) throw new ClienteleError("OutOfRange", `${path}: more than ${values.most} values`, { path });
  if (value === undefined || value === null) return null;
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new ClienteleError("NotFinite", `${path}: the number is not finite`, { path });
  }
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value !== "object") throw invalid(path, value, "plain data");
  if (levels === 0) throw invalid(path, value, `plain data: nested more than ${DEEPEST} levels deep, or a cycle`);

  if (Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value)) {
    const list = /** @type {ArrayLike<unknown>} */ (value);
    if (list.length > values.left) throw new ClienteleError("OutOfRange", `${path}: more than ${values.most} values`, { path });
    return Array.from(list, (item, i) => copy(item, `${path}[${i}]`, levels - 1, values));
  }
  const tag = kind(value);
  if (tag === "[object Date]") return toIso(toDay(value, path));
  // A `Map` or a `Set` would look like an object without entries.
  if (tag !== "[object Object]") throw invalid(path, value, "a plain object");
  /** @type {Record<string, unknown>} without a prototype, so that `__proto__` is a key like any other */
  const result = Object.create(null);
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined) result[key] = copy(item, path === "" ? key : `${path}.${key}`, levels - 1, values);
  }
  return result;
}

/**
 * @param {unknown} value
 * @returns {value is object}
 */
const isObject = (value) => typeof value === "object" && value !== null;

/**
 * Rejects options with a key that is not known.
 * @param {Record<string, unknown>} options
 * @param {string[]} known
 * @param {string} [path]
 */
export function only(options, known, path = "options") {
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    const place = path === "" ? key : `${path}.${key}`;
    const there = known.length === 0 ? "none is used here" : `known: ${known.join(", ")}`;
    throw new ClienteleError("UnknownKey", `${place}: there is no such key; ${there}`, { path: place });
  }
}

/**
 * Returns a number as it is, unless it is none or out of range.
 * @param {unknown} value
 * @param {string} path
 * @param {{least?: number, most?: number, what?: string}} [range]
 * @returns {number}
 */
export function number(value, path, { least = -Infinity, most = Infinity, what = "a number" } = {}) {
  if (typeof value !== "number") throw invalid(path, value, what);
  if (!Number.isFinite(value)) throw new ClienteleError("NotFinite", `${path}: the number is not finite`, { path });
  if (value < least || value > most) {
    const expected = most === Infinity ? `a number from ${least}` : `a number from ${least} to ${most}`;
    throw new ClienteleError("OutOfRange", `${path}: ${value} is out of range, expected ${expected}`, { path });
  }
  return value;
}

/**
 * Returns numbers as a `Float64Array`; `null` and `undefined` become NaN, which means missing.
 * @param {unknown} values
 * @param {string} path
 * @returns {Float64Array}
 */
export function numbers(values, path) {
  if (ArrayBuffer.isView(values)) checkAttached(values, path);
  if (values instanceof Float64Array) return values;
  // An object with a `length`, a few bytes of JSON, would let one fill the memory with gaps.
  if (!Array.isArray(values) && !(ArrayBuffer.isView(values) && "length" in values)) throw invalid(path, values, "an array of numbers");
  const list = /** @type {ArrayLike<unknown>} */ (values);
  const result = allocate(list.length, path);
  for (let i = 0; i < result.length; i++) {
    const value = list[i];
    if (value === null || value === undefined) result[i] = NaN;
    else if (typeof value === "number") result[i] = value;
    else throw invalid(`${path}[${i}]`, value, "a number");
  }
  return result;
}

/**
 * @param {number} length
 * @param {string} path
 */
function allocate(length, path) {
  try {
    return new Float64Array(length);
  } catch {
    throw new ClienteleError("OutOfRange", `${path}: there is no memory for ${length} numbers`, { path });
  }
}
