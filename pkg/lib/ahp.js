import { PairwiseMatrix as Handle } from "./wasm.js";
import { invalid } from "./errors.js";
import { gone } from "./handles.js";
import { call } from "./methods.js";
import { clean, numbers, only } from "./options.js";

/**
 * Returns the criteria of the options as an array, or undefined.
 * @param {unknown} options
 */
export function criteriaOf(options) {
  const known = clean(options);
  only(known, ["criteria"]);
  const { criteria } = known;
  if (criteria === undefined || criteria === null) return undefined;
  if (!Array.isArray(criteria)) throw invalid("options.criteria", criteria, "an array of names");
  for (const [i, name] of criteria.entries()) {
    if (typeof name !== "string") throw invalid(`options.criteria[${i}]`, name, "a name");
  }
  return criteria;
}

/**
 * Returns an array without holes and undefined: both mean a missing judgement.
 * @param {unknown} list
 * @param {string} path
 * @returns {unknown[]}
 */
export function cells(list, path) {
  if (!Array.isArray(list) && !ArrayBuffer.isView(list)) throw invalid(path, list, "an array of judgements");
  return Array.from(/** @type {ArrayLike<unknown>} */ (list), (cell, i) => {
    if (cell === undefined || cell === null) return null;
    if (typeof cell !== "number" && typeof cell !== "string") throw invalid(`${path}[${i}]`, cell, "a judgement such as 3 or \"1/3\"");
    return cell;
  });
}

/** A checked matrix of pairwise comparisons. */
export class PairwiseMatrix {
  #handle;

  /** @param {Handle} handle */
  constructor(handle) {
    if (!(handle instanceof Handle)) throw invalid("matrix", handle, "made by `fromRows`, `fromUpperTriangle` or `fromPairs`");
    this.#handle = handle;
  }

  /**
   * @param {unknown} rows
   * @param {unknown} [options]
   */
  static fromRows(rows, options) {
    if (!Array.isArray(rows)) throw invalid("matrix", rows, "an array of rows");
    const matrix = Array.from(rows, (row, i) => cells(row, `matrix[${i}]`));
    return new PairwiseMatrix(Handle.fromRows(matrix, criteriaOf(options)));
  }

  /**
   * @param {unknown} judgements
   * @param {unknown} [options]
   */
  static fromUpperTriangle(judgements, options) {
    return new PairwiseMatrix(Handle.fromUpperTriangle(cells(judgements, "upperTriangle"), criteriaOf(options)));
  }

  /**
   * @param {unknown} pairs
   * @param {unknown} [options]
   */
  static fromPairs(pairs, options) {
    if (!Array.isArray(pairs)) throw invalid("pairs", pairs, "an array of {a, b, value}");
    return new PairwiseMatrix(Handle.fromPairs(Array.from(pairs, (pair, i) => clean(pair, `pairs[${i}]`)), criteriaOf(options)));
  }

  /**
   * @param {unknown} ranking
   * @param {unknown} [options]
   */
  static fromRanking(ranking, options) {
    const criteria = criteriaOf(options);
    const list = [...numbers(ranking, "ranking")];
    return PairwiseMatrix.fromRows(call("fromRanking", { ranking: list, criteria }), { criteria });
  }

  get criteria() {
    return this.#handle.criteria();
  }

  /** @returns {number[][]} */
  get rows() {
    return this.#handle.rows();
  }

  /** @param {string} [method] */
  priorities(method = "eigenvector") {
    if (typeof method !== "string") throw invalid("method", method, "the name of a method");
    return this.#handle.priorities(method);
  }

  /** @param {unknown} [options] */
  consistency(options) {
    return this.#handle.consistency(clean(options));
  }

  /** @param {unknown} [options] */
  repair(options) {
    return call("repair", { ...this.#plain(), options });
  }

  /** @param {unknown} [options] */
  gradient(options) {
    const known = clean(options);
    only(known, ["randomIndex"]);
    return call("gradient", { ...this.#plain(), ...known });
  }

  /** @param {string} [method] */
  leftOut(method = "harker") {
    return call("leftOut", { ...this.#plain(), method });
  }

  /** @param {unknown} [options] */
  report(options) {
    return call("consistencyReport", { ...this.#plain(), options });
  }

  leastSquares() {
    return call("leastSquares", this.#plain());
  }

  /** @param {string} [method] */
  weightErrors(method = "eigenvector") {
    return call("weightErrors", { ...this.#plain(), method });
  }

  /** @param {unknown} weights */
  efficiency(weights) {
    return call("efficiency", { ...this.#plain(), weights: [...numbers(weights, "weights")] });
  }

  /** @param {unknown} weights */
  orderPreservation(weights) {
    return call("orderPreservation", { ...this.#plain(), weights: [...numbers(weights, "weights")] });
  }

  /** @param {string} scale */
  onScale(scale) {
    const { criteria } = this;
    return PairwiseMatrix.fromRows(call("onScale", { ...this.#plain(), scale }), { criteria });
  }

  transposed() {
    const { rows, criteria } = this;
    return PairwiseMatrix.fromRows(rows.map((_, j) => rows.map((row) => row[j])), { criteria });
  }

  sentences() {
    return call("sentences", this.#plain());
  }

  #plain() {
    return { matrix: this.rows, criteria: this.criteria };
  }

  free() {
    this.#handle.free();
    this.#handle = gone("matrix");
  }

  [Symbol.dispose]() {
    this.free();
  }
}
