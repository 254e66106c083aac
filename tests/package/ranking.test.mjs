// Rankings and fuzzy evaluation through JavaScript: published numbers and hostile input.
//
// Sources. TOPSIS and VIKOR: the tests of the Julia package JMcDM; fuzzy evaluation: the clothing case of
// SPSSAU's handbook, composed by hand.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { install, load } from "./tarball.mjs";

const { folder } = install();
const { fuzzyEvaluation, rank, ClienteleError } = await load(folder);

/**
 * @param {ArrayLike<number>} actual
 * @param {number[]} expected
 * @param {number} tolerance
 */
function close(actual, expected, tolerance) {
  assert.equal(actual.length, expected.length);
  for (const [i, value] of expected.entries()) {
    const found = /** @type {number} */ (actual[i]);
    assert.ok(Math.abs(found - value) <= tolerance, `[${i}] ${found} is not ${value}`);
  }
}

/**
 * @param {() => unknown} act
 * @param {string} code
 * @param {string} path
 */
function fails(act, code, path) {
  assert.throws(act, (error) => {
    assert.ok(error instanceof ClienteleError);
    const { code: found, path: place } = /** @type {any} */ (error);
    assert.deepEqual([found, place], [code, path]);
    return true;
  });
}

const OFFERS = {
  criteria: ["a", "b", "c", "d"],
  directions: "benefit",
  rows: [
    [9, 7, 6, 7],
    [8, 7, 9, 6],
    [7, 8, 6, 6],
  ],
};

describe("rank", () => {
  test("TOPSIS as JMcDM has it, by rows and by columns", () => {
    const found = rank(OFFERS, { method: "topsis", weights: [4, 2, 6, 8] });
    close(found.scores, [0.387687, 0.6503238, 0.0834767], 5e-8);
    assert.deepEqual([found.ranks, found.order], [[2, 1, 3], [1, 0, 2]]);
    assert.deepEqual(found.warnings.map((/** @type {any} */ warning) => warning.code), ["weights_scaled"]);
    const columns = { a: [9, 8, 7], b: [7, 7, 8], c: [6, 9, 6], d: [7, 6, 6] };
    const named = rank({ columns, directions: { a: "benefit", b: "benefit", c: "benefit", d: "benefit" } }, { method: "topsis", weights: { a: 4, b: 2, c: 6, d: 8 } });
    assert.deepEqual(named.scores, found.scores);
    assert.equal(named.provenance.inputHash, found.provenance.inputHash);
  });

  test("VIKOR as JMcDM has it, with its compromise", () => {
    const rows = [
      [100, 92, 10, 2, 80, 70, 95, 80],
      [80, 70, 8, 4, 100, 80, 80, 90],
      [90, 85, 5, 0, 75, 95, 70, 70],
      [70, 88, 20, 18, 60, 90, 95, 85],
    ];
    const weights = [0.11, 0.035, 0.379, 0.384, 0.002, 0.002, 0.01, 0.077];
    const found = rank({ rows, directions: "benefit", alternatives: ["A", "B", "C", "D"] }, { method: "vikor", weights });
    close(found.scores, [0.7489878, 0.7332094, 1, 0], 5e-8);
    assert.equal(found.lowestIsBest, true);
    assert.equal(found.alternatives[found.order[0]], "D");
    assert.ok(found.compromise.set.includes(3));
  });

  test("every method says how the others differ, and JSON holds the result", () => {
    for (const method of ["weightedSum", "weightedProduct", "waspas", "topsis", "vikor", "gra"]) {
      const found = rank(OFFERS, /** @type {any} */ ({ method, weights: [0.25, 0.25, 0.25, 0.25] }));
      assert.equal(found.provenance.method, method);
      assert.equal(found.provenance.others.length, 5);
      assert.deepEqual(JSON.parse(JSON.stringify(found)), found);
    }
  });

  test("a hundred thousand rows go through in one call", () => {
    const spend = Float64Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 100_003);
    const orders = Float64Array.from({ length: 100_000 }, (_, i) => (i * 104_729) % 1009);
    const found = rank({ columns: { spend, orders }, directions: "benefit" }, { method: "weightedSum", weights: { spend: 0.7, orders: 0.3 } });
    assert.equal(found.scores.length, 100_000);
    assert.equal(found.contributions, null);
  });

  test("errors name the cell, the option and the criterion", () => {
    const weights = [1, 1, 1, 1];
    const zero = { ...OFFERS, rows: [[9, 0, 6, 7], [8, 7, 9, 6]] };
    fails(() => rank(zero, { method: "weightedProduct", weights }), "OutOfRange", "data[0][b]");
    fails(() => rank({ ...OFFERS, rows: [[9, NaN, 6, 7]] }, { method: "topsis", weights }), "Missing", "data[0][b]");
    fails(() => rank({ ...OFFERS, directions: undefined }, { method: "topsis", weights }), "Missing", "data.directions");
    fails(() => rank(OFFERS, { method: "topsis", weights: [1, 1, 1] }), "LengthMismatch", "options.weights");
    fails(() => rank(OFFERS, { method: "topsis", weights: [1, -1, 1, 1] }), "OutOfRange", "options.weights[b]");
    fails(() => rank(OFFERS, { method: "topsis", weights: { a: 1, b: 1, c: 1 } }), "Missing", "options.weights.d");
    fails(() => rank(OFFERS, { method: "topsi", weights }), "InvalidValue", "options.method");
    fails(() => rank(OFFERS, { method: "vikor", weights, v: 2 }), "OutOfRange", "options.v");
    fails(() => rank(OFFERS, { method: "vikor", weights, vv: 0.5 }), "UnknownKey", "options.vv");
    fails(() => rank(null, { method: "topsis", weights }), "InvalidValue", "data");
  });
});

describe("fuzzyEvaluation", () => {
  const grades = ["very good", "good", "fair", "poor"];
  const rows = [
    [0.2, 0.5, 0.3, 0],
    [0.1, 0.3, 0.5, 0.1],
    [0, 0.1, 0.6, 0.3],
    [0, 0.4, 0.5, 0.1],
    [0.5, 0.3, 0.2, 0],
  ];
  const weights = [0.1, 0.1, 0.15, 0.3, 0.35];
  const factors = rows.map((memberships, i) => ({ name: `u${i + 1}`, weight: weights[i], memberships }));

  test("the clothing case, by all four operators", () => {
    const expected = {
      weightedAverage: [0.205, 0.32, 0.39, 0.085],
      minMax: [0.35, 0.3, 0.3, 0.15],
      productMax: [0.175, 0.12, 0.15, 0.045],
      minSum: [0.55, 0.9, 0.85, 0.35],
    };
    for (const [operator, composed] of Object.entries(expected)) {
      close(fuzzyEvaluation({ grades, factors }, { operator }).composed, composed, 1e-12);
    }
    const found = fuzzyEvaluation({ grades, factors }, { gradeValues: [100, 80, 60, 40] });
    assert.equal(found.grade, "fair");
    close([found.score], [0.205 * 100 + 0.32 * 80 + 0.39 * 60 + 0.085 * 40], 1e-12);
  });

  test("errors name the factor", () => {
    const bad = [...factors.slice(0, 4), { name: "u5", weight: 0.35, memberships: [0.5, 0.3, 0.1, 0] }];
    assert.throws(() => fuzzyEvaluation({ grades, factors: bad }), /u5/);
    assert.throws(() => fuzzyEvaluation({ grades, factor: factors }), { code: "UnknownKey" });
    assert.throws(() => fuzzyEvaluation(null), { code: "InvalidValue" });
  });
});
