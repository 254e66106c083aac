// The data of the benchmarks: customers and orders drawn from the models, the same at every run.

import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { draws } from "../lib/random.mjs";

/** BG/NBD of the CDNOW data in weeks (Fader, Hardie & Lee 2005, table 2). */
export const PURCHASE = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

/** Pareto/NBD of the CDNOW data in weeks (Fader, Hardie & Lee 2005, table 2). */
export const PARETO = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };

/** Gamma-Gamma of the CDNOW data (Fader & Hardie 2013, note 025, p. 5). */
export const SPEND = { p: 6.25, q: 3.74, v: 15.44 };

/**
 * Columns of customers.
 * @typedef {{ frequency: Float64Array, recency: Float64Array, T: Float64Array, monetaryValue: Float64Array }} Columns
 */

/** The folder of the files that both sides read. */
export function folder() {
  const path = join(tmpdir(), "clientele-bench");
  mkdirSync(path, { recursive: true });
  return path;
}

/**
 * Draws customers from the models: as CDNOW, first bought in a quarter and seen for 27 to 39 weeks.
 *
 * Times are whole days, as those of orders are, so that customers repeat; `distinct` makes them
 * continuous, so that none does.
 * @param {number} rows
 * @param {boolean} distinct
 * @returns {Columns}
 */
export function customers(rows, distinct) {
  const { uniform, exponential, gamma, beta } = draws(20_250_714);
  /** @type {(time: number) => number} */
  const seen = distinct ? (time) => time : (time) => Math.ceil(time * 7) / 7;
  const columns = {
    frequency: new Float64Array(rows),
    recency: new Float64Array(rows),
    T: new Float64Array(rows),
    monetaryValue: new Float64Array(rows),
  };
  for (let i = 0; i < rows; i++) {
    const T = seen(27 + 12 * uniform());
    const rate = gamma(PURCHASE.r, PURCHASE.alpha);
    const drop = beta(PURCHASE.a, PURCHASE.b);
    let frequency = 0;
    let recency = 0;
    for (let time = exponential(rate); time < T; time += exponential(rate)) {
      const day = seen(time);
      if (day > recency) frequency++;
      recency = day;
      if (uniform() < drop) break;
    }
    columns.frequency[i] = frequency;
    columns.recency[i] = Math.min(recency, T);
    columns.T[i] = T;
    if (frequency > 0) columns.monetaryValue[i] = gamma(SPEND.p * frequency, frequency * gamma(SPEND.q, SPEND.v));
  }
  return columns;
}

/**
 * Writes columns one after the other as 64-bit floats, little-endian, for `numpy.fromfile`.
 * @param {string} name
 * @param {Columns} columns
 */
export function writeColumns(name, columns) {
  const path = join(folder(), `${name}.f64`);
  writeFileSync(path, "");
  const file = openSync(path, "w");
  for (const key of /** @type {const} */ (["frequency", "recency", "T", "monetaryValue"])) {
    const { buffer, byteOffset, byteLength } = columns[key];
    writeSync(file, new Uint8Array(buffer, byteOffset, byteLength));
  }
  closeSync(file);
  return path;
}

/**
 * Makes the order file of a shop of two years, sorted by day: about 40 bytes a row.
 * @param {number} rows
 * @returns {Buffer}
 */
export function ordersCsv(rows) {
  const { uniform, exponential, gamma, beta } = draws(20_250_715);
  const start = Date.UTC(2023, 0, 2) / 864e5;
  const days = 730;
  /** @type {number[]} */
  const at = [];
  /** @type {number[]} */
  const who = [];
  for (let customer = 0; at.length < rows; customer++) {
    const rate = gamma(0.85, 55);
    const drop = beta(0.75, 5.5);
    for (let day = days * uniform(); day < days && at.length < rows; day += exponential(rate)) {
      at.push(Math.floor(day));
      who.push(customer);
      if (uniform() < drop) break;
    }
  }
  const order = Uint32Array.from(at.keys()).sort((a, b) => Number(at[a]) - Number(at[b]) || a - b);
  const iso = Array.from({ length: days }, (_, day) => new Date((start + day) * 864e5).toISOString().slice(0, 10));
  const pieces = [Buffer.from("order_id,order_date,customer_id,amount\n")];
  let text = "";
  order.forEach((row, i) => {
    const amount = Math.max(1, gamma(6.25, 0.15)).toFixed(2);
    text += `${10_000_001 + i},${iso[Number(at[row])]},C-${String(who[row]).padStart(9, "0")},${amount}\n`;
    if (text.length > 1 << 20) {
      pieces.push(Buffer.from(text));
      text = "";
    }
  });
  pieces.push(Buffer.from(text));
  return Buffer.concat(pieces);
}

/** A comparison matrix of 15 criteria: weights 1 to 15 with judgements rounded to Saaty's scale. */
export function judgements() {
  const n = 15;
  /** @type {(number | string)[][]} */
  const rows = Array.from({ length: n }, () => new Array(n).fill(1));
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const value = Math.min(9, Math.max(1, Math.round((j + 1) / (i + 1))));
      /** @type {(number | string)[]} */ (rows[j])[i] = value;
      /** @type {(number | string)[]} */ (rows[i])[j] = `1/${value}`;
    }
  }
  return rows;
}

/**
 * Judgements of `n` criteria that contradict each other all over, so that no repair of one or two
 * changes exists and every one is tried.
 * @param {number} n
 */
export function contradictions(n) {
  /** @type {number[]} */
  const upper = [];
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const value = ((7 * i + 3 * j) % 9) + 1;
      upper.push((i + j) % 3 === 0 ? 1 / value : value);
    }
  }
  return upper;
}
