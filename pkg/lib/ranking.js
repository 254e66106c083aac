import { ClienteleError, invalid } from "./errors.js";
import { naming } from "./known.js";
import { call, matrixOf } from "./methods.js";
import { clean, only } from "./options.js";

/** The options of every ranking; the others are those of its method. */
const TAKEN = ["method", "weights", "contributions", "compare"];

/**
 * Ranks alternatives by several criteria.
 * @param {unknown} data
 * @param {unknown} options
 */
export function rank(data, options) {
  const [shape, values] = matrixOf(data);
  const { method, weights, contributions = null, compare = null, ...rest } = clean(options);
  const names = /** @type {string[]} */ (shape["criteria"]);
  if (method === "weightedProduct") naming(TAKEN, () => only(rest, []));
  if (rest["reference"]) rest["reference"] = byCriterion(rest["reference"], names, "options.reference");
  const input = { shape, method, weights: method == null ? [] : byCriterion(weights, names, "options.weights"), contributions, compare, options: rest };
  return lists(naming(TAKEN, () => call("rank", input, values)));
}

/**
 * Evaluates a tree of factors by grades.
 * @param {unknown} system
 * @param {unknown} [options]
 */
export function fuzzyEvaluation(system, options) {
  if (typeof system !== "object" || system === null) throw invalid("system", system, "an object with `grades` and `factors`");
  only(/** @type {Record<string, unknown>} */ (system), ["grades", "factors"], "system");
  const { grades, factors } = /** @type {Record<string, unknown>} */ (system);
  return call("fuzzyEvaluation", { grades, factors, options });
}

/**
 * Returns numbers in the order of the criteria; they may be given by name.
 * @param {any} given
 * @param {string[]} names
 * @param {string} path
 */
export function byCriterion(given, names, path) {
  if (given === undefined || given === null) throw missing(path, "a number for each criterion");
  if (typeof given !== "object" || Array.isArray(given) || ArrayBuffer.isView(given)) return given;
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) throw invalid(`${path}.${name}`, name, `one of the criteria ${names.join(", ")}`);
  }
  return names.map((name) => {
    if (given[name] === undefined || given[name] === null) throw missing(`${path}.${name}`, "a number");
    return given[name];
  });
}

/**
 * Returns a result with its columns as plain arrays, which JSON can hold.
 * @param {any} value
 * @returns {any}
 */
function lists(value) {
  if (value instanceof Float64Array) return Array.from(value);
  if (Array.isArray(value)) return value.map(lists);
  if (typeof value !== "object" || value === null) return value;
  for (const key of Object.keys(value)) value[key] = lists(value[key]);
  return value;
}

/**
 * @param {string} path
 * @param {string} expected
 */
const missing = (path, expected) => new ClienteleError("Missing", `${path}: missing, expected ${expected}`, { path });
