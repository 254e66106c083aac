// Weights from data, their combination, conversion, trees and questionnaires through JavaScript:
// published numbers and hostile input.
//
// Sources. CRITIC: Diakoulaki, Mavrotas & Papayannakis (1995), table 1. MEREC: Keshavarz-Ghorabaee et al.
// (2021), section 3. Standard deviation and Gini: the documentation of scikit-criteria. The eight customers,
// the answers and the efficacy coefficients are made up and were computed apart in NumPy.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { install, load } from "./tarball.mjs";

const { folder } = install();
const api = await load(folder);
const { ClienteleError, IndexTree } = api;

/**
 * @param {ArrayLike<number | null>} actual
 * @param {number[]} expected
 * @param {number} [tolerance]
 */
function close(actual, expected, tolerance = 5e-7) {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, i) => {
    const found = /** @type {number} */ (actual[i]);
    assert.ok(Math.abs(found - value) <= tolerance, `${Array.from(actual)} is not ${expected}`);
  });
}

/**
 * @param {() => unknown} run
 * @param {string} code
 * @param {string} path
 */
function fails(run, code, path) {
  assert.throws(run, (/** @type {any} */ error) => {
    assert.ok(error instanceof ClienteleError, String(error));
    assert.deepEqual([error.code, error.path], [code, path], error.message);
    return true;
  });
}

const customers = {
  columns: {
    spend: [120, 300, 80, 210, 400, 60, 150, 260],
    orders: [4, 9, 2, 6, 12, 1, 5, 7],
    recency: [30, 12, 60, 20, 7, 90, 25, 15],
    csat: [8, 9, 6, 8, 9, 5, 7, 9],
  },
  directions: { spend: "benefit", orders: "benefit", recency: "cost", csat: "benefit" },
};
const firms = {
  rows: [[61, 1.08, 4.33], [20.7, 0.26, 4.34], [16.3, 1.98, 2.53], [9, 3.29, 1.65], [5.4, 2.77, 2.33], [4, 4.12, 1.21], [-6.1, 3.52, 2.1], [-34.6, 3.31, 0.98]],
  criteria: ["profit", "share", "productivity"],
  directions: "benefit",
};

describe("weights from data", () => {
  test("published examples", () => {
    close(api.criticWeights(firms).weights, [0.20222554, 0.48090173, 0.31687273], 1e-8);
    close(api.criticWeights(firms, { correlation: "spearman" }).weights, [0.21454645, 0.4898563, 0.29559726], 1e-8);
    const buildings = {
      rows: [[450, 8000, 54, 145], [10, 9100, 2, 160], [100, 8200, 31, 153], [220, 9300, 1, 162], [5, 8400, 23, 158]],
      directions: ["benefit", "benefit", "cost", "cost"],
    };
    close(api.merecWeights(buildings).weights, [0.5752, 0.0141, 0.4016, 0.0091], 5e-5);
    const two = { rows: [[1, 2], [4, 16]], directions: "benefit" };
    close(api.standardDeviationWeights(two, { scaling: "raw" }).weights, [0.176471, 0.823529]);
    const three = { rows: [[5, 6, 7], [5.5, 6.1, 8], [4, 5, 9]], directions: "benefit" };
    close(api.giniWeights(three).weights, [0.411965, 0.256173, 0.331861]);
  });

  test("the eight customers", () => {
    close(api.criticWeights(customers).weights, [0.251885, 0.200334, 0.282691, 0.26509]);
    const found = api.pcaWeights(customers, { share: 0.95 });
    close(found.weights, [0.22951, 0.237309, 0.267109, 0.266071]);
    close(found.provenance.settings.eigenvalues, [3.672273, 0.269367, 0.053745, 0.004615]);
    assert.equal(found.provenance.settings.components, 2);
    for (const name of ["variationWeights", "independenceWeights"]) {
      const { weights, criteria } = api[name](customers);
      assert.deepEqual(criteria, Object.keys(customers.columns));
      close([weights.reduce((/** @type {number} */ sum, /** @type {number} */ w) => sum + w, 0)], [1], 1e-12);
    }
  });

  test("hostile input", () => {
    fails(() => api.merecWeights({ rows: [[1, 0], [2, 3]], directions: "benefit" }), "OutOfRange", "data[0][2]");
    fails(() => api.merecWeights({ rows: [[1, 2], [2, 3]] }), "Missing", "data.directions");
    fails(() => api.criticWeights(firms, { correlation: "kendall" }), "InvalidValue", "options.correlation");
    fails(() => api.criticWeights(firms, { correlations: "pearson" }), "UnknownKey", "options.correlations");
    fails(() => api.pcaWeights(firms, { share: 2 }), "OutOfRange", "options.share");
    fails(() => api.giniWeights({ rows: [[1, null]], directions: "cost" }), "Missing", "data[0][2]");
    fails(() => api.variationWeights(null), "InvalidValue", "data");
    fails(() => api.pcaWeights(firms, { retain: "eigenvalue", share: 0.9 }), "InvalidValue", "options.share");
    for (const name of /** @type {const} */ (["merecWeights", "variationWeights", "independenceWeights"])) {
      fails(() => /** @type {any} */ (api)[name](firms, { scaling: "share" }), "UnknownKey", "options.scaling");
    }
  });

  test("nothing of the data is ignored", () => {
    const columns = { a: [1, 2, 4], b: [3, 1, 2] };
    fails(() => api.entropyWeights({ columns, directions: "benefit", alternative: ["x", "y", "z"] }), "UnknownKey", "data.alternative");
    fails(() => api.entropyWeights({ columns, directions: "benefit", rows: [[1, 2]] }), "InvalidValue", "data.rows");
    fails(() => api.entropyWeights({ columns, directions: "benefit", criteria: ["b", "a"] }), "InvalidValue", "data.criteria");
    fails(() => api.reliability({ columns, items: ["a", "b"] }), "UnknownKey", "data.items");
    const table = { instrument: "servqual", respondents: ["1", "2", "3"], criteria: ["a", "b"], columns, rows: [[1, 3], [2, 1], [4, 2]] };
    assert.deepEqual(api.reliability(table), api.reliability({ columns }));
  });
});

describe("combinations", () => {
  const experts = [0.4, 0.3, 0.2, 0.1];

  test("experts and data", () => {
    const entropy = api.entropyWeights(customers);
    const combine = (/** @type {object} */ options) => api.combineWeights([experts, entropy], options);
    close(combine({}).weights, [0.375546, 0.294263, 0.181016, 0.149175]);
    close(combine({ method: "multiplicative" }).weights, [0.502932, 0.309981, 0.116054, 0.071033]);
    const game = combine({ method: "gameTheory" });
    close(game.coefficients, [1.543653, -0.584079]);
    close(game.shares, [1, 0]);
    assert.equal(game.provenance.settings.solution, "nonNegativeLeastSquares");
    assert.deepEqual(game.criteria, Object.keys(customers.columns));
    close(combine({ method: "deviationMaximisation", data: customers }).shares, [0.5, 0.5], 0.1);
  });

  test("hostile input", () => {
    const entropy = api.entropyWeights(customers);
    const critic = { criteria: ["orders", "spend", "recency", "csat"], weights: experts };
    fails(() => api.combineWeights([entropy, critic]), "InvalidValue", "weights[1].criteria[0]");
    fails(() => api.combineWeights([experts]), "InsufficientData", "weights");
    fails(() => api.combineWeights([experts, 3]), "InvalidValue", "weights[1]");
    fails(() => api.combineWeights([experts, [1, 2]]), "LengthMismatch", "weights[1]");
    fails(() => api.combineWeights([experts, entropy], { negative: "absolute" }), "InvalidValue", "options.negative");
    fails(() => api.combineWeights([experts, {}]), "Missing", "weights[1].weights");
    fails(() => api.combineWeights([experts, entropy], { method: "deviationMaximisation" }), "Missing", "data");
  });

  test("advice", () => {
    assert.deepEqual(api.weightingAdvice({ rows: 19, criteria: 4, numeric: true }), {
      advised: "subjective",
      possible: ["subjective"],
      reason: "few_rows",
    });
    fails(() => api.weightingAdvice({ rows: 19, criteria: 4 }), "Missing", "numeric");
  });
});

describe("conversion", () => {
  const data = { columns: { orders: [7.5], complaints: [12], rate: [0.85] }, directions: { orders: "benefit", complaints: "cost", rate: "benefit" } };
  const standards = {
    rate: { unallowable: 0.6, satisfactory: 0.95 },
    orders: { unallowable: 5, satisfactory: 10 },
    complaints: { unallowable: 30, satisfactory: 5 },
  };

  test("efficacy coefficients by the names of the criteria", () => {
    const weights = { orders: 0.5, complaints: 0.3, rate: 0.2 };
    const found = api.normalize(data, { method: "efficacy", standards, total: "arithmetic", weights });
    close(found.values[0], [80, 88.8, 88.571429]);
    close(found.totals, [84.354286]);
    assert.deepEqual(found.provenance.settings.clip, false);
    close(api.normalize({ columns: { x: [125] }, directions: "cost" }, { method: "index", standards: [{ base: 100 }] }).values[0], [80]);
  });

  test("hostile input", () => {
    fails(() => api.normalize(data, { method: "efficacy", standards: { order: {} } }), "InvalidValue", "options.standards.order");
    fails(() => api.normalize(data, { method: "efficacy", standards: { orders: standards.orders } }), "Missing", "options.standards[complaints].unallowable");
    fails(() => api.normalize(data, { method: "efficacy", standards: 3 }), "InvalidValue", "options.standards");
    fails(() => api.normalize(data, { method: "rank" }), "InvalidValue", "options.method");
    fails(() => api.normalize(data, { method: "zscore", clip: true }), "InvalidValue", "options.clip");
    fails(() => api.normalize(data, { method: "minmax", c: 100 }), "InvalidValue", "options.c");
    fails(() => api.normalize(data, { method: "zscore", d: 0 }), "InvalidValue", "options.d");
    fails(() => api.normalize(data, { method: "sum", reference: "mean" }), "InvalidValue", "options.reference");
  });
});

const tree = {
  code: "loyalty",
  children: [
    {
      code: "behaviour",
      weight: 0.6,
      children: [
        { code: "orders", source: "orders", weight: 0.5, direction: "benefit", lo: 0, hi: 10 },
        { code: "silence", source: "days", weight: 0.5, direction: "cost", lo: 100, hi: 0 },
      ],
    },
    { code: "satisfaction", source: "csat", weight: 0.4, direction: { target: 5 }, lo: 1, hi: 9 },
  ],
};

describe("index trees", () => {
  test("one customer and columns agree", () => {
    const index = new IndexTree(tree);
    close(index.leaves.map((/** @type {any} */ leaf) => leaf.weight), [0.3, 0.3, 0.4], 1e-15);
    const score = index.score({ orders: 5, days: 25, csat: 4 });
    close([score.score], [67.5], 1e-12);
    close(score.parts.map((/** @type {any} */ part) => part.points), [15, 22.5, 30], 1e-12);
    const found = index.scoreColumns({ orders: [5, null, 5], days: [25, 25, null], csat: [4, null, 4] }, { points: true });
    close(found.score.subarray(0, 1), [67.5], 1e-12);
    assert.ok(Number.isNaN(found.score[1]));
    close(found.coverage, [1, 0.3, 0.7], 1e-12);
    close([found.points.orders[0], found.points.silence[0], found.points.satisfaction[0]], [15, 22.5, 30], 1e-12);
    assert.equal(index.score({ days: 25 }).reason, "coverage_too_low");
    assert.equal(index.scoreColumns({ orders: [5], days: [25], csat: [4] }).points, null);
  });

  test("a hundred thousand customers", () => {
    const index = new IndexTree(tree);
    const n = 100_000;
    const column = Float64Array.from({ length: n }, (_, i) => i % 10);
    const { score } = index.scoreColumns({ orders: column, days: column, csat: column });
    assert.equal(score.length, n);
    close([score[4]], [index.score({ orders: 4, days: 4, csat: 4 }).score], 0);
  });

  test("checks", () => {
    const data = { columns: { orders: [1, 2, 3, null], days: [9, 8, 7, 1], csat: [5, 1, 5, 2] } };
    const report = api.checkIndexSystem(tree, data);
    assert.equal(report.sound, false);
    assert.deepEqual(report.correlated.map((/** @type {any} */ pair) => [pair.one, pair.other]), [["orders", "silence"]]);
    const failed = report.checks.filter((/** @type {any} */ check) => check.passed === false);
    assert.deepEqual(failed.map((/** @type {any} */ check) => check.principle), ["naming", "independence"]);
    assert.equal(api.checkIndexSystem(tree).checks[3].passed, null);
  });

  test("hostile input", () => {
    /** @type {any} */
    const cycle = { code: "a" };
    cycle.children = [cycle];
    assert.throws(() => new IndexTree(cycle), { code: "OutOfRange" });
    fails(() => new IndexTree(3), "InvalidValue", "tree");
    fails(() => new IndexTree([]), "EmptyInput", "tree");
    fails(() => new IndexTree({ code: "a", children: [3] }), "InvalidValue", "tree.children[0]");
    fails(() => new IndexTree({ code: "a", children: {} }), "InvalidValue", "tree.children");
    fails(() => new IndexTree({ code: "a", wight: 1 }), "UnknownKey", "tree[0].wight");
    fails(() => new IndexTree({ code: "a" }), "InvalidValue", "tree[a].source");
    const index = new IndexTree(tree);
    fails(() => index.score({ orders: 5, day: 3 }), "UnknownKey", "values.day");
    fails(() => index.score({ orders: Infinity }), "NotFinite", "values.orders");
    fails(() => index.score({ orders: "5" }), "InvalidValue", "values.orders");
    fails(() => index.scoreColumns({ orders: [5], days: [1], csat: [1] }, { points: 1 }), "InvalidValue", "options.points");
    fails(() => index.scoreColumns({ orders: [5], days: [1] }), "InvalidValue", "columns.csat");
    fails(() => index.scoreColumns({ orders: [5], days: [1, 2], csat: [1] }), "LengthMismatch", "columns.days");
    fails(() => index.scoreColumns({ orders: [Infinity], days: [1], csat: [1] }), "NotFinite", "columns[orders][0]");
    assert.equal(index.scoreColumns({ orders: [], days: [], csat: [] }, { points: true }).score.length, 0);
    index.free();
    index.free();
    fails(() => index.score({ orders: 5 }), "InvalidValue", "tree");
  });
});

describe("questionnaires", () => {
  test("the worked example, with a gap", () => {
    const rows = [[5, 4, 5], [4, 4, 4], [2, 3, 2], [5, 5, 4], [3, 3, 3], [1, 2, 2], [4, null, 1]];
    const found = api.reliability({ rows, criteria: ["friendly", "quick", "fair"] });
    close([found.alpha], [0.945882]);
    assert.deepEqual([found.complete, found.incomplete, found.verdict], [6, 1, "reliable"]);
    close(found.items.map((/** @type {any} */ item) => item.alphaIfDeleted), [0.875912, 0.949153, 0.91866]);
    assert.equal(api.reliability({ columns: { only: [1, 2, 3] } }).reason, "one_item");
  });

  test("hostile input", () => {
    fails(() => api.reliability({ rows: [[1, Infinity]] }), "NotFinite", "data[0][2]");
    fails(() => api.reliability({ rows: [[1, 2], [1]] }), "LengthMismatch", "data.rows[1]");
    fails(() => api.reliability("no"), "InvalidValue", "data");
  });
});
