import { PairwiseMatrix, cells, criteriaOf } from "./ahp.js";
import { invalid } from "./errors.js";
import { call } from "./methods.js";
import { clean } from "./options.js";

/** @typedef {{criteria: string[], rows: (number | null)[][], missing: {a: string, b: string}[], groups: string[][]}} Shape */

/** Pairwise comparisons of which some are still to come. */
export class IncompleteMatrix {
  /** @type {Shape} */
  #shape;

  /** @param {Shape} shape */
  constructor(shape) {
    if (!Array.isArray(shape?.rows)) throw invalid("matrix", shape, "made by `fromRows`, `fromUpperTriangle` or `fromPairs`");
    this.#shape = shape;
  }

  /**
   * @param {unknown} rows
   * @param {unknown} [options]
   */
  static fromRows(rows, options) {
    if (!Array.isArray(rows)) throw invalid("matrix", rows, "an array of rows");
    const matrix = Array.from(rows, (row, i) => cells(row, `matrix[${i}]`));
    return new IncompleteMatrix(call("incomplete", { matrix, criteria: criteriaOf(options) }));
  }

  /**
   * @param {unknown} judgements
   * @param {unknown} [options]
   */
  static fromUpperTriangle(judgements, options) {
    const upperTriangle = cells(judgements, "upperTriangle");
    return new IncompleteMatrix(call("incomplete", { upperTriangle, criteria: criteriaOf(options) }));
  }

  /**
   * @param {unknown} judgements
   * @param {unknown} [options]
   */
  static fromPairs(judgements, options) {
    if (!Array.isArray(judgements)) throw invalid("pairs", judgements, "an array of {a, b, value}");
    const pairs = Array.from(judgements, (pair, i) => clean(pair, `pairs[${i}]`));
    return new IncompleteMatrix(call("incomplete", { pairs, criteria: criteriaOf(options) }));
  }

  get criteria() {
    return [...this.#shape.criteria];
  }

  get rows() {
    return this.#shape.rows.map((row) => [...row]);
  }

  get missing() {
    return this.#shape.missing.map((pair) => ({ ...pair }));
  }

  get groups() {
    return this.#shape.groups.map((group) => [...group]);
  }

  /** @param {string} [method] */
  completion(method = "lambdaOptimal") {
    return call("completion", { ...this.#plain(), method });
  }

  /** @param {string} [method] */
  priorities(method) {
    const { weights, lambdaMax, method: used, iterations, converged } = this.completion(method);
    return { weights, lambdaMax, method: used, iterations, converged };
  }

  /** @param {string} [method] */
  completed(method) {
    return PairwiseMatrix.fromRows(this.completion(method).rows, { criteria: this.criteria });
  }

  /** @param {unknown} [options] */
  consistency(options) {
    return call("incompleteConsistency", { ...this.#plain(), options });
  }

  /** @param {unknown} [options] */
  nextQuestion(options) {
    return call("nextQuestion", { ...this.#plain(), options });
  }

  #plain() {
    return { matrix: this.#shape.rows, criteria: this.#shape.criteria };
  }
}
