// The golden customers, scored: the same hashes in every runtime, in native Rust (tests/integration/golden_set.rs)
// and through the C interface. No import but the set, so that it runs wherever JavaScript does.

import { set } from "./set.mjs";

/** Every so many customers is also scored alone, with its explanation. */
const ALONE = 40;

/**
 * FNV-1a, 64 bits wide, in two halves: BigInt takes ten times as long, and some hosts have none.
 */
export class Fnv {
  #high = 0xcbf29ce4;
  #low = 0x84222325;
  #number = new Float64Array(1);
  #bytes = new Uint8Array(this.#number.buffer);

  /** @param {number} byte */
  byte(byte) {
    const low = (this.#low ^ byte) >>> 0;
    // The prime is 2^40 + 0x1b3.
    const product = low * 0x1b3;
    this.#high = (Math.imul(this.#high, 0x1b3) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
    this.#low = product >>> 0;
  }

  /**
   * Adds the little-endian bits of numbers; every NaN counts as one.
   * @param {ArrayLike<number>} numbers
   */
  numbers(numbers) {
    for (let i = 0; i < numbers.length; i++) {
      const number = /** @type {number} */ (numbers[i]);
      this.#number[0] = Number.isNaN(number) ? NaN : number;
      for (let j = 0; j < 8; j++) this.byte(/** @type {number} */ (this.#bytes[j]));
    }
  }

  /**
   * Adds the code units of a text.
   * @param {string} text
   */
  text(text) {
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      this.byte(unit & 255);
      this.byte(unit >> 8);
    }
  }

  toString() {
    const digits = [this.#high, this.#low].map((half) => half.toString(16).padStart(8, "0"));
    return digits.join("");
  }
}

/**
 * Returns the golden customers as columns, NaN where a number is missing: customers of every kind, also of those
 * that no shop has. The draws are those of Park & Miller (1988), Random number generators: good ones are hard to
 * find, Communications of the ACM 31(10), with the multiplier of their later note: whole numbers, the same in
 * every language.
 * @returns {Record<string, Float64Array>}
 */
export function customers() {
  const { customers: count, scales, purchases, missing, fields } = set;
  let state = 1;
  const next = () => (state = (state * 48271) % 2147483647) / 2147483647;
  /** @param {number} below */
  const whole = (below) => Math.floor(below * next());
  const names = ["frequency", "recency", "T", "activeQuarters", "elapsedQuarters", ...fields.map((/** @type {[string, ...number[]]} */ [name]) => name)];
  const columns = Object.fromEntries(names.map((name) => [name, new Float64Array(count)]));
  /** @param {string} name */
  const column = (name) => /** @type {Float64Array} */ (columns[name]);
  for (let i = 0; i < count; i++) {
    const age = /** @type {number} */ (scales[whole(scales.length)]) * next();
    const most = /** @type {number} */ (purchases[whole(purchases.length)]);
    const bought = whole(most) + 1;
    const share = next();
    const elapsed = whole(13);
    column("T")[i] = age;
    column("frequency")[i] = most === 0 ? 0 : bought;
    column("recency")[i] = most === 0 ? 0 : share < 0.1 ? age : share * age;
    column("elapsedQuarters")[i] = elapsed;
    column("activeQuarters")[i] = whole(elapsed + 1);
    for (const [name, low, high, steps] of fields) {
      const known = next() >= missing;
      const value = low + whole((high - low) * steps + 1) / steps;
      column(name)[i] = known ? value : NaN;
    }
  }
  return columns;
}

/**
 * Returns the columns that a profile reads.
 * @param {Record<string, Float64Array>} columns
 * @param {string[]} features those of the profile
 */
function known(columns, features) {
  const own = Object.entries(columns).filter(([name]) => !name.startsWith("features."));
  return { ...Object.fromEntries(own), features: Object.fromEntries(features.map((name) => [name, columns[`features.${name}`]])) };
}

/**
 * Returns one customer of columns.
 * @param {any} columns
 * @param {number} row
 */
function customer({ features, ...columns }, row) {
  /** @param {Record<string, Float64Array>} of */
  const numbers = (of) =>
    Object.fromEntries(
      Object.entries(of)
        .map(([name, column]) => /** @type {const} */ ([name, /** @type {number} */ (column[row])]))
        .filter(([, number]) => !Number.isNaN(number)),
    );
  return { id: `customer ${row}`, ...numbers(columns), features: numbers(features) };
}

/**
 * Scores the golden customers under every profile of the set.
 * @param {{ Scorer: any }} api the exports of `clientele` or `clientele/score`
 * @param {{ full?: boolean }} [options] `full`: also under models of trees, which `clientele` alone reads
 * @returns {Record<string, string>} `columns`: a hash of all columns of scores; `objects`: one of explained
 *   scores, as JSON; `trees`: one of the columns under models of trees
 */
export function golden({ Scorer }, { full = false } = {}) {
  const all = customers();
  const [columns, objects, trees] = [new Fnv(), new Fnv(), new Fnv()];
  for (const { profile, features, full: only } of set.profiles) {
    if (only && !full) continue;
    const scorer = new Scorer(profile);
    const given = known(all, features);
    const scores = scorer.scoreColumns(given, { only: set.columns });
    for (const name of set.columns) (only ? trees : columns).numbers(scores[name]);
    if (!only) {
      for (let row = 0; row < set.customers; row += ALONE) objects.text(JSON.stringify(scorer.score(customer(given, row))));
    }
    scorer.free();
  }
  return { columns: `${columns}`, objects: `${objects}`, ...(full ? { trees: `${trees}` } : {}) };
}
