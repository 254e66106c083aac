// Rankings and fuzzy evaluation through JavaScript: published numbers and hostile input.
//
// Sources. TOPSIS, VIKOR, the grey relational grade: the tests of the Julia package JMcDM. Fuzzy
// evaluation: the clothing case of the manual of SPSSAU. tests/integration/ranking*.rs has the rest.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { install, load } from "./tarball.mjs";

const { fuzzyEvaluation, label, rank } = await load(install().folder);

/**
 * @param {number[]} actual
 * @param {number[]} expected
 * @param {number} tolerance
 */
function close(actual, expected, tolerance) {
  assert.equal(actual.length, expected.length);
  actual.forEach((x, i) => assert.ok(Math.abs(x - /** @type {number} */ (expected[i])) <= tolerance, `${actual} is not ${expected}`));
}

const METHODS = ["weightedSum", "weightedProduct", "waspas", "topsis", "vikor", "gra"];
const OFFERS = {
  alternatives: ["Ann", "Bo", "Cy"],
  columns: { price: [3, 4, 5], speed: Float64Array.of(1, 9, 4) },
  directions: { price: "cost", speed: "benefit" },
};
const WEIGHTS = { price: 0.4, speed: 0.6 };
const sane = () => assert.deepEqual(rank(OFFERS, { method: "topsis", weights: WEIGHTS }).order, [1, 2, 0]);

describe("rank", () => {
  test("TOPSIS of three by four", () => {
    const rows = [[9, 7, 6, 7], [8, 7, 9, 6], [7, 8, 6, 6]];
    const found = rank({ rows, directions: "benefit" }, { method: "topsis", weights: [4, 2, 6, 8] });
    close(found.scores, [0.387687, 0.6503238, 0.0834767], 5e-8);
    assert.deepEqual(found.ranks, [2, 1, 3]);
    assert.deepEqual(found.warnings, [{ code: "weights_scaled", subject: null }]);
    assert.equal(found.contributions, null);
    assert.equal(found.distances.ideal.length, 3);
  });

  test("a method that is missing or unknown is answered with the names of all", () => {
    const names = METHODS.map((name) => `"${name}"`).join(", ");
    for (const [options, code, message] of /** @type {[any, string, string][]} */ ([
      [undefined, "Missing", `options.method: missing, expected one of ${names}`],
      [{ weights: WEIGHTS }, "Missing", `options.method: missing, expected one of ${names}`],
      [{ weights: WEIGHTS, method: "tosis" }, "InvalidValue", `options.method: must be one of ${names}, found "tosis"`],
    ])) {
      assert.throws(() => rank(OFFERS, options), { name: "ClienteleError", code, path: "options.method", message });
    }
    const typo = { price: 0.4, sped: 0.6 };
    const message = 'options.weights.sped: must be one of the criteria price, speed, found "sped"';
    assert.throws(() => rank(OFFERS, { method: "topsis", weights: typo }), { code: "InvalidValue", message });
  });

  test("VIKOR of four by eight", () => {
    const rows = [
      [100, 92, 10, 2, 80, 70, 95, 80],
      [80, 70, 8, 4, 100, 80, 80, 90],
      [90, 85, 5, 0, 75, 95, 70, 70],
      [70, 88, 20, 18, 60, 90, 95, 85],
    ];
    const weights = [0.11, 0.035, 0.379, 0.384, 0.002, 0.002, 0.01, 0.077];
    const found = rank({ rows, directions: "benefit" }, { method: "vikor", weights, v: 0.5 });
    close(found.scores, [0.7489878, 0.7332094, 1, 0], 5e-8);
    assert.equal(found.lowestIsBest, true);
    assert.deepEqual(found.compromise.set, [3]);
    // JSON holds the whole of it
    assert.deepEqual(JSON.parse(JSON.stringify(found)), found);
  });

  test("grey relational analysis, with a reference by name", () => {
    const rows = [
      [105000, 105, 10, 4, 300, 10],
      [120000, 110, 15, 4, 500, 8],
      [150000, 120, 12, 3, 550, 12],
      [115000, 105, 20, 4, 600, 9],
      [135000, 115, 15, 5, 400, 9],
    ];
    const directions = ["cost", "benefit", "cost", "benefit", "benefit", "cost"];
    const weights = [0.05, 0.2, 0.1, 0.15, 0.1, 0.4];
    const found = rank({ rows, directions }, { method: "gra", weights });
    close(found.scores, [0.525, 0.7007142857142857, 0.5464285714285715, 0.5762820512820512, 0.650952380952381], 1e-14);
    const best = { price: 3, speed: 9 };
    const given = rank(OFFERS, { method: "gra", weights: WEIGHTS, reference: best });
    assert.deepEqual(given.scores, rank(OFFERS, { method: "gra", weights: WEIGHTS }).scores);
  });

  test("every method takes weights by name, and says how the others rank", () => {
    for (const method of METHODS) {
      const found = rank(OFFERS, { method, weights: WEIGHTS });
      assert.deepEqual(found.alternatives, ["Ann", "Bo", "Cy"]);
      assert.deepEqual(found.criteria, ["price", "speed"]);
      assert.equal(found.provenance.method, method);
      assert.deepEqual(found.provenance.others.map((/** @type {any} */ o) => o.method), METHODS.filter((m) => m !== method));
      assert.match(found.provenance.inputHash, /^[0-9a-f]{16}$/);
      assert.notEqual(label(method).zh, method);
    }
  });

  test("many rows cross as columns", () => {
    const count = 200_000;
    const spend = Float64Array.from({ length: count }, (_, i) => (i * 7919) % 100_003);
    const data = { columns: { spend, recency: spend.map((x) => x % 365) }, directions: { spend: "benefit", recency: "cost" } };
    const found = rank(data, { method: "weightedSum", weights: { spend: 0.7, recency: 0.3 } });
    assert.equal(found.scores.length, count);
    assert.equal(found.scores[found.order[0]], Math.max(...found.scores.slice(0, 1), found.scores.reduce((/** @type {number} */ a, /** @type {number} */ b) => Math.max(a, b))));
    assert.deepEqual([found.contributions, found.provenance.others], [null, []]);
  });

  /** @type {[string, any, any, string, string, RegExp?][]} */
  const hostile = [
    ["no options", OFFERS, undefined, "Missing", "options.method"],
    ["another method", OFFERS, { method: "electre", weights: WEIGHTS }, "InvalidValue", "options.method", /"topsis"/],
    ["no weights", OFFERS, { method: "topsis" }, "Missing", "options.weights"],
    ["a NaN weight", OFFERS, { method: "topsis", weights: [0.5, NaN] }, "NotFinite", "options.weights[1]"],
    ["a missing weight", OFFERS, { method: "topsis", weights: [0.5, null] }, "InvalidValue", "options.weights[1]"],
    ["a negative weight", OFFERS, { method: "vikor", weights: [0.5, -1] }, "OutOfRange", "options.weights[speed]"],
    ["weights of zero", OFFERS, { method: "gra", weights: [0, 0] }, "OutOfRange", "options.weights"],
    ["too few weights", OFFERS, { method: "gra", weights: [1] }, "LengthMismatch", "options.weights"],
    ["a text of weights", OFFERS, { method: "gra", weights: "equal" }, "InvalidValue", "options.weights"],
    ["a weight for nobody", OFFERS, { method: "gra", weights: { ...WEIGHTS, sped: 1 } }, "InvalidValue", "options.weights.sped"],
    ["a criterion without", OFFERS, { method: "gra", weights: { price: 1 } }, "Missing", "options.weights.speed"],
    ["a misspelt option", OFFERS, { method: "gra", weights: WEIGHTS, rh: 0.5 }, "UnknownKey", "options.rh", /did you mean `rho`/],
    ["an option of another", OFFERS, { method: "topsis", weights: WEIGHTS, v: 0.5 }, "UnknownKey", "options.v"],
    ["an option of none", OFFERS, { method: "weightedProduct", weights: WEIGHTS, v: 0.5 }, "UnknownKey", "options.v"],
    ["v out of range", OFFERS, { method: "vikor", weights: WEIGHTS, v: 2 }, "OutOfRange", "options.v"],
    ["a flag that is none", OFFERS, { method: "vikor", weights: WEIGHTS, compare: 1 }, "InvalidValue", "options.compare"],
    ["a reference of others", OFFERS, { method: "gra", weights: WEIGHTS, reference: [1, 2, 3] }, "LengthMismatch", "options.reference"],
    ["a zero in a product", { rows: [[1, 0], [2, 3]], directions: "benefit" }, { method: "weightedProduct", weights: [1, 1] }, "OutOfRange", "data[0][2]"],
    ["no data", null, { method: "topsis", weights: WEIGHTS }, "InvalidValue", "data"],
    ["a missing value", { ...OFFERS, columns: { price: [3, null, 5], speed: [1, 2, 3] } }, { method: "topsis", weights: WEIGHTS }, "Missing", "data[1][price]"],
    ["an infinite value", { ...OFFERS, columns: { price: [3, Infinity, 5], speed: [1, 2, 3] } }, { method: "topsis", weights: WEIGHTS }, "NotFinite", "data[Bo][price]"],
    ["a number of directions", { ...OFFERS, directions: 5 }, { method: "topsis", weights: WEIGHTS }, "InvalidValue", "data.directions"],
    ["symbols for names", { rows: [[1], [2]], criteria: [Symbol("x")], directions: "benefit" }, { method: "topsis", weights: [1] }, "InvalidValue", "data.criteria"],
    ["one row", { rows: [[1]], directions: "benefit" }, { method: "topsis", weights: [1] }, "InsufficientData", "data"],
  ];
  for (const [name, data, options, code, path, message = /./] of hostile) {
    test(`${name} is an error with its path`, () => {
      assert.throws(() => rank(data, options), { name: "ClienteleError", code, path, message });
      sane();
    });
  }

  test("columns of zeros are named and change no order", () => {
    const data = { columns: { price: [3, 4], nothing: [0, 0] }, directions: "cost" };
    for (const method of ["weightedSum", "topsis", "vikor", "gra"]) {
      const found = rank(data, { method, weights: [0.5, 0.5] });
      assert.deepEqual(found.ranks, [1, 2]);
      assert.deepEqual(found.warnings[0], { code: "constant_column", subject: "nothing" });
      assert.deepEqual(found.provenance.settings.notCompared, ["weightedProduct", "waspas"]);
    }
  });
});

describe("fuzzyEvaluation", () => {
  const grades = ["excellent", "good", "fair", "poor"];
  const factors = [
    { name: "pattern", weight: 0.1, memberships: [0.2, 0.5, 0.3, 0] },
    { name: "style", weight: 0.1, memberships: [0.1, 0.3, 0.5, 0.1] },
    { name: "durability", weight: 0.15, memberships: [0, 0.1, 0.6, 0.3] },
    { name: "price", weight: 0.3, memberships: [0, 0.4, 0.5, 0.1] },
    { name: "comfort", weight: 0.35, memberships: [0.5, 0.3, 0.2, 0] },
  ];

  test("the clothing case by all four operators", () => {
    const expected = {
      weightedAverage: [0.205, 0.32, 0.39, 0.085],
      minMax: [0.35, 0.3, 0.3, 0.15],
      productMax: [0.175, 0.12, 0.15, 0.045],
      minSum: [0.55, 0.9, 0.85, 0.35],
    };
    for (const [operator, composed] of Object.entries(expected)) {
      close(fuzzyEvaluation({ grades, factors }, { operator }).composed, composed, 1e-15);
    }
    const found = fuzzyEvaluation({ grades, factors }, { gradeValues: [100, 80, 60, 40] });
    assert.deepEqual([found.grade, found.verdict], ["fair", "maximum_weak"]);
    close([found.score, found.effectiveness], [72.9, 0.56 / 1.92], 1e-12);
    assert.match(label(found.verdict).zh, /低效/);
    assert.deepEqual(JSON.parse(JSON.stringify(found)), found);
  });

  test("levels, votes and measured values", () => {
    const tree = [
      { name: "service", weight: 3, factors: [{ name: "speed", weight: 1, votes: [6, 2, 2] }, { name: "care", weight: 1, memberships: [0.2, 0.8, 0] }] },
      { name: "price", weight: 1, value: 25, standards: [10, 20, 30] },
    ];
    const found = fuzzyEvaluation({ grades: grades.slice(0, 3), factors: tree });
    close(found.memberships, [0.3, 0.5, 0.2], 1e-15);
    assert.equal(found.factors[0].factors[0].name, "speed");
    assert.deepEqual(found.warnings, [{ code: "weights_scaled", subject: null }, { code: "weights_scaled", subject: "service" }]);
  });

  /** @type {any} */
  const circle = { name: "a", weight: 1 };
  circle.factors = [circle];
  const one = (/** @type {any} */ factor) => ({ grades: ["a", "b"], factors: [{ name: "x", weight: 1, ...factor }] });
  /** @type {[string, any, any, string, string][]} */
  const hostile = [
    ["nothing", undefined, undefined, "InvalidValue", "system"],
    ["no grades", { factors }, undefined, "InvalidValue", "grades"],
    ["a misspelt key", { grade: grades, factors }, undefined, "UnknownKey", "system.grade"],
    ["no factors", { grades, factors: [] }, undefined, "EmptyInput", "factors"],
    ["a factor that is none", { grades, factors: [5] }, undefined, "InvalidValue", "factors[0]"],
    ["no evidence", one({}), undefined, "InvalidValue", "factors[0]"],
    ["two kinds of evidence", one({ votes: [1, 2], memberships: [0.5, 0.5] }), undefined, "InvalidValue", "factors[0]"],
    ["an unknown key", one({ vote: [1, 2] }), undefined, "UnknownKey", "factors[0].vote"],
    ["NaN", one({ votes: [1, NaN] }), undefined, "NotFinite", "factors[0].votes[1]"],
    ["a row that sums to .8", one({ memberships: [0.5, 0.3] }), undefined, "OutOfRange", "factors[x].memberships"],
    ["a negative vote", one({ votes: [1, -1] }), undefined, "OutOfRange", "factors[x].votes[1]"],
    ["too many votes", one({ votes: [1, 2, 3] }), undefined, "LengthMismatch", "factors[x].votes"],
    ["a circle", { grades, factors: [circle] }, undefined, "InvalidValue", `factors[0]${".factors[0]".repeat(4)}`],
    ["an unknown operator", one({ votes: [1, 2] }), { operator: "max" }, "InvalidValue", "options.operator"],
    ["values of other grades", one({ votes: [1, 2] }), { gradeValues: [1] }, "LengthMismatch", "options.gradeValues"],
  ];
  for (const [name, system, options, code, path] of hostile) {
    test(`${name} is an error with its path`, () => {
      assert.throws(() => fuzzyEvaluation(system, options), { name: "ClienteleError", code, path });
      sane();
    });
  }

  test("rows are scaled when asked", () => {
    const found = fuzzyEvaluation(one({ memberships: [0.5, 0.3] }), { scaleRows: true });
    close(found.memberships, [0.625, 0.375], 1e-15);
    assert.deepEqual(found.warnings, [{ code: "memberships_scaled", subject: "x" }]);
  });
});
