import { PairwiseMatrix } from "./ahp.js";
import { ClienteleError, invalid } from "./errors.js";
import { judged, present } from "./groups.js";
import { call, matrixOf } from "./methods.js";
import { clean, only } from "./options.js";
import { byCriterion } from "./ranking.js";
import { randomSeed } from "./wasm.js";

/**
 * Returns values of which more is better; there is no other direction here.
 * @param {any} data
 */
const performance = (data) => matrixOf({ ...data, directions: data?.directions ?? "benefit" });

/**
 * Returns weights in the order of the criteria; they may be given by name.
 * @param {unknown} weights
 * @param {Record<string, unknown>} shape
 */
const inOrder = (weights, shape) => present(byCriterion(weights, /** @type {string[]} */ (shape["criteria"]), "weights"), "weights");

/**
 * Returns the exact changes of single weights at which two alternatives change places.
 * @param {unknown} data
 * @param {unknown} weights
 * @param {unknown} [options]
 */
export function criticalWeights(data, weights, options) {
  const [shape, values] = performance(data);
  return call("criticalWeights", { shape, weights: inOrder(weights, shape), options }, values);
}

/**
 * Returns the scores of all alternatives as one weight runs from 0 to 1.
 * @param {unknown} data
 * @param {unknown} weights
 * @param {unknown} criterion
 * @param {unknown} [options]
 */
export function weightSensitivity(data, weights, criterion, options) {
  const [shape, values] = performance(data);
  if (criterion === undefined || criterion === null) {
    const names = /** @type {string[]} */ (shape["criteria"]).join(", ");
    throw new ClienteleError("Missing", `criterion: missing, expected one of the criteria ${names}`, { path: "criterion" });
  }
  return call("weightSensitivity", { shape, weights: inOrder(weights, shape), criterion, options }, values);
}

/**
 * Returns how often each alternative keeps its rank when the weights are shaken.
 * @param {unknown} data
 * @param {unknown} weights numbers, or the matrix of judgements they follow from
 * @param {unknown} [options]
 */
export function rankStability(data, weights, options) {
  const [shape, values] = performance(data);
  const { seed, ...rest } = clean(options);
  const source = isJudged(weights) ? { matrix: judged(weights, "matrix") } : { weights: inOrder(weights, shape) };
  return call("rankStability", { shape, ...source, options: { ...rest, seed: seed ?? randomSeed() } }, values);
}

/** @param {any} weights */
const isJudged = (weights) => weights instanceof PairwiseMatrix || Array.isArray(weights?.rows);

/**
 * Returns weights from fuzzy judgements, or from crisp ones made fuzzy.
 * @param {any} judgements a PairwiseMatrix, or rows of cells `[lower, middle, upper]`
 * @param {any} [options]
 */
export function fuzzyAhp(judgements, options) {
  const { criteria, ...rest } = clean(options);
  if (judgements instanceof PairwiseMatrix) {
    only({ ...rest, ...(criteria !== undefined && { criteria }) }, ["method", "spread"]);
    return call("fuzzyAhp", { crisp: judged(judgements, "matrix"), options: rest });
  }
  if (!Array.isArray(judgements)) throw invalid("matrix", judgements, "a PairwiseMatrix or an array of rows");
  only(rest, ["criteria", "method", "averaging"]);
  return call("fuzzyAhp", { matrix: judgements, criteria, options: rest });
}

/**
 * Returns weights by the best-worst method.
 * @param {any} judgements
 * @param {unknown} [options]
 */
export function bestWorst(judgements, options) {
  const given = clean(judgements, "");
  nameAll(given);
  for (const key of ["bestToOthers", "othersToWorst"]) {
    const own = given[key];
    if (Array.isArray(own) || typeof own !== "object" || own === null) continue;
    // By name: the criteria are those of the first list, and the other must have the same.
    given["criteria"] ??= Object.keys(own);
    given[key] = byName(/** @type {Record<string, unknown>} */ (own), given["criteria"], key);
  }
  const list = given["bestToOthers"];
  if (Array.isArray(list)) given["criteria"] ??= list.map((_, j) => String(j + 1));
  return call("bestWorst", { judgements: given, options });
}

/**
 * Writes what goes without saying of judgements by name: that the best is as good as itself, and the worst
 * as bad.
 * @param {Record<string, unknown>} given
 */
function nameAll(given) {
  for (const [key, end] of [["bestToOthers", "best"], ["othersToWorst", "worst"]]) {
    const [own, name] = [given[/** @type {string} */ (key)], given[/** @type {string} */ (end)]];
    if (typeof own !== "object" || own === null || Array.isArray(own) || typeof name !== "string") continue;
    if (!(name in own)) given[/** @type {string} */ (key)] = { [name]: 1, ...own };
  }
}

/**
 * @param {Record<string, unknown>} values
 * @param {unknown} criteria
 * @param {string} path
 */
function byName(values, criteria, path) {
  if (!Array.isArray(criteria)) throw invalid("criteria", criteria, "an array of names");
  for (const name of Object.keys(values)) {
    if (!criteria.includes(name)) throw invalid(`${path}.${name}`, name, `one of the criteria ${criteria.join(", ")}`);
  }
  return criteria.map((name) => {
    if (values[name] !== undefined && values[name] !== null) return values[name];
    throw new ClienteleError("Missing", `${path}.${name}: missing, expected a judgement`, { path: `${path}.${name}` });
  });
}
