// The judgements of pairs: the matrix above its diagonal, by the names of the criteria.

/** The steps of Saaty's scale, from the left one nine times as important to the right one: a slider has a place for each. */
export const STEPS = 8;

/** @param {number} n */
export const pairsOf = (n) => {
  /** @type {[number, number][]} */
  const pairs = [];
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) pairs.push([i, j]);
  return pairs;
};

/** Judgements of the pairs of criteria; equal importance until judged. */
export class Judgements {
  /** @type {Map<string, number>} */ #values = new Map();
  /** @type {readonly string[]} */ criteria;

  /** @param {readonly string[]} criteria */
  constructor(criteria) {
    this.criteria = criteria;
  }

  /** @param {number} i @param {number} j */
  #key(i, j) {
    return JSON.stringify([this.criteria[i], this.criteria[j]]);
  }

  /** How many times criterion i is as important as j. @param {number} i @param {number} j @returns {number} */
  get(i, j) {
    if (i === j) return 1;
    if (i > j) return 1 / this.get(j, i);
    return this.#values.get(this.#key(i, j)) ?? 1;
  }

  /** @param {number} i @param {number} j @param {number} value */
  set(i, j, value) {
    if (i > j) this.#values.set(this.#key(j, i), 1 / value);
    else this.#values.set(this.#key(i, j), value);
  }

  /**
   * Returns these judgements for other criteria: pairs that are there still keep theirs.
   * @param {readonly string[]} criteria
   */
  under(criteria) {
    const next = new Judgements(criteria);
    const places = criteria.map((name) => this.criteria.indexOf(name));
    for (const [i, j] of pairsOf(criteria.length)) {
      const [a = -1, b = -1] = [places[i], places[j]];
      if (a >= 0 && b >= 0) next.set(i, j, this.get(a, b));
    }
    return next;
  }

  /** The judgements above the diagonal, row after row. */
  get upperTriangle() {
    return pairsOf(this.criteria.length).map(([i, j]) => this.get(i, j));
  }
}

/**
 * Returns the place on the slider that is nearest to a judgement: −8 is nine times for the left one.
 * @param {number} value
 */
export function stepOf(value) {
  const step = value >= 1 ? -(value - 1) : 1 / value - 1;
  return Math.max(-STEPS, Math.min(STEPS, Math.round(step))) + 0;
}

/** @param {number} step */
export const valueOf = (step) => (step <= 0 ? 1 - step : 1 / (1 + step));

/**
 * Returns a judgement as people write it: 3, 1/3, 2.5.
 * @param {number} value
 * @param {(value: number, digits?: number) => string} [significant] how numbers off the scale are written
 */
export function written(value, significant = (number) => String(Number(number.toPrecision(3)))) {
  const inverse = 1 / value;
  if (value < 1 && Math.abs(inverse - Math.round(inverse)) < 1e-9) return `1/${Math.round(inverse)}`;
  return Math.abs(value - Math.round(value)) < 1e-9 ? String(Math.round(value)) : significant(value, 3);
}
