// What customers get and how satisfied they are, through JavaScript: one worked example of each function and
// hostile input. The numbers are worked examples of ours, computed apart by hand and in NumPy; those of the
// path models are of plspm 0.5.7 (tests/golden/path_model.json).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { install, load, root } from "./tarball.mjs";

const { folder } = install();
const api = await load(folder);
const { ClienteleError } = api;
const golden = JSON.parse(readFileSync(join(root, "tests", "golden", "path_model.json"), "utf8"));

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

describe("value", () => {
  const part = (/** @type {string} */ name, /** @type {number | null} */ amount) => ({ name, amount });
  const offer = {
    name: "ours",
    benefits: [part("product", 60), part("service", 20), part("personnel", 10), part("image", 10)],
    costs: [part("monetary", 70), part("time", 8), part("energy", 5)],
  };

  test("delivered value", () => {
    const [found] = api.deliveredValue([offer]).offers;
    close([found.deliveredValue, found.ratio], [17, 1.204819]);
    assert.deepEqual([found.verdict.code, found.verdict.en, found.verdict.zh], ["delivered.positive", "Gives more than it takes", "得大于失"]);
    const [unknown] = api.deliveredValue([{ ...offer, costs: [part("monetary", null)] }]).offers;
    assert.deepEqual([unknown.deliveredValue, unknown.reason], [null, "part_missing"]);
    fails(() => api.deliveredValue([{ ...offer, price: 3 }]), "UnknownKey", "offers[0].price");
    fails(() => api.deliveredValue([{ ...offer, costs: [part("monetary", NaN)] }]), "NotFinite", "offers[0].costs[0].amount");
    fails(() => api.deliveredValue("offers"), "InvalidValue", "offers");
    fails(() => api.deliveredValue([]), "EmptyInput", "offers");
  });

  test("drivers: the form that is given can be filled in and given back", () => {
    const form = api.valueDrivers();
    assert.deepEqual([form.length, form[0].code, form[0].zh], [5, "driver.product", "产品与服务"]);
    assert.equal(api.driverIndex(form).reason, "coverage_too_low");
    const given = [[0.35, 82], [0.2, 75], [0.1, 60], [0.15, 70], [0.2, 68]];
    const groups = given.map(([weight, score], i) => ({ code: form[i].code, weight, score }));
    close([api.driverIndex(groups).score], [73.8]);
    fails(() => api.driverIndex([{ code: "a", weight: 1, score: 101 }]), "OutOfRange", "groups[a].score");
    fails(() => api.driverIndex([7]), "InvalidValue", "groups[0]");
  });

  test("derived importance", () => {
    const rows = [[4, 3, 5, 4], [5, 4, 4, 5], [3, 3, 4, 3], [4, 5, 3, 4], [2, 2, 4, 3], [5, 4, 5, 4], [3, 4, 3, 3], [4, 4, 4, 5]];
    const criteria = ["speed", "staff", "price", "overall"];
    const found = api.derivedImportance({ criteria, rows });
    close(found.items.map((/** @type {any} */ item) => item.importance), [0.785553, 0.490499, 0.226455]);
    assert.equal(found.items[0].quadrant.zh, "重点改进");
    const turned = { criteria: [...criteria].reverse(), rows: rows.map((row) => [...row].reverse()) };
    const importances = (/** @type {any} */ { items }) => Object.fromEntries(items.map((/** @type {any} */ { item, importance }) => [item, importance]));
    assert.deepEqual(importances(api.derivedImportance(turned)), importances(found));
    assert.deepEqual(api.derivedImportance({ rows }, { overall: "4" }).items[0].importance, found.items[0].importance);
    fails(() => api.derivedImportance({ rows }), "Missing", "options.overall");
    fails(() => api.derivedImportance({ rows }, { overall: "x" }), "InvalidValue", "options.overall");
  });

  test("hierarchy", () => {
    const item = (/** @type {string} */ name, /** @type {number} */ weight, /** @type {number} */ desired, /** @type {number} */ received) => ({ name, weight, desired, received });
    const levels = [
      { name: "attributes", items: [item("a", 0.5, 9, 8), item("b", 0.3, 8, 8), item("c", 0.2, 7, 6)] },
      { name: "consequences", items: [item("d", 0.6, 9, 7), item("e", 0.4, 8, 7)], links: [[0.7, 0.1], [0.3, 0.4], [0, 0.5]] },
      { name: "goals", items: [item("f", 1, 9, 7)] },
    ];
    const found = api.valueHierarchy(levels);
    close(found.levels.map((/** @type {any} */ level) => level.gap), [-0.7, -1.6, -2]);
    close(found.levels[1].items.map((/** @type {any} */ own) => own.implied), [-0.7, -0.6]);
    assert.deepEqual(found.warnings.map((/** @type {any} */ own) => [own.code, own.subject]), [["missing_attribute", "d"]]);
    assert.equal(api.valueHierarchy(levels, { thresholds: { hierarchyUnexplainedGap: 2 } }).warnings.length, 0);
    fails(() => api.valueHierarchy(levels, { thresholds: { hierarchyUnexplainedGaps: 2 } }), "UnknownKey", "options.thresholds.hierarchyUnexplainedGaps");
  });

  const rated = (/** @type {string} */ name, /** @type {number} */ weight, /** @type {number} */ own, /** @type {number} */ other) => ({ name, weight, own, competitors: [other] });
  const quality = [rated("a", 30, 8.1, 7.2), rated("b", 25, 9, 8.2), rated("c", 20, 9.2, 8.2), rated("d", 15, 7, 7.5), rated("e", 10, 8, 8)];
  const attributes = [rated("x", 60, 7, 8), rated("y", 20, 6, 6), rated("z", 20, 8, 7)];

  test("customer value analysis", () => {
    const found = api.customerValueAnalysis(quality, { attributes }, { qualityWeight: 0.6, literal: true });
    close(
      [found.quality, found.relativePrice, found.priceCompetitiveness, found.value, found.literalValue],
      [1.07628, 1.060714, 0.953571, 1.027197, 1.070054],
    );
    assert.equal(api.customerValueAnalysis(quality, { attributes }).literalValue, null);
    fails(() => api.customerValueAnalysis([rated("a", 1, 5, 0)], {}), "OutOfRange", "quality[a].competitors");
    fails(() => api.customerValueAnalysis(quality, {}, { qualityWeight: 2 }), "OutOfRange", "options.qualityWeight");
    const brands = [["own", 1.07628048780488, 1.08], ["b", 1, 1], ["c", 0.92, 0.9], ["d", 1.05, 1.12]].map(([name, q, price]) => ({ name, quality: q, price }));
    const map = api.valueMap(brands, { qualityWeight: 0.6 });
    close(map.brands.map((/** @type {any} */ brand) => brand.advantage), [0.034421, 0, -0.02, -0.045]);
    assert.equal(api.valueMap(brands, { qualityWeight: 1 }).reason, "vertical_line");
  });
});

describe("quality", () => {
  const answers = [[1, 5], [1, 5], [1, 4], [1, 3], [1, 5], [2, 5], [3, 5], [1, 5], [3, 3], [2, 3], [1, 2], [1, 5], [2, 5], [5, 1], [1, 1], [1, 4], [1, 5], [3, 5], [2, 4], [1, 3]];
  const functional = answers.map(([f]) => f);
  const dysfunctional = answers.map(([, d]) => d);

  test("Kano", () => {
    const [found] = api.kano({ app: { functional, dysfunctional } }).attributes;
    assert.deepEqual(found.counts, { mustBe: 4, oneDimensional: 6, attractive: 5, indifferent: 3, reverse: 1, questionable: 1 });
    close([found.better, found.worse, found.categoryStrength, found.totalStrength], [0.611111, -0.555556, 0.05, 0.75]);
    close([found.functional, found.dysfunctional, found.functionalClean, found.dysfunctionalClean], [2.7, 2.05, 2.888889, 2.5]);
    assert.deepEqual([found.category.code, found.category.zh, found.mixed], ["kano.one_dimensional", "期望质量（一维）", true]);
    assert.equal(api.kano({ app: { functional, dysfunctional } }, { thresholds: { kanoCategoryStrength: 0.01 } }).attributes[0].mixed, false);
    assert.equal(api.kano({ app: { functional: [1, null], dysfunctional: [5, 5] } }).attributes[0].missing, 1);
    assert.equal(api.kano({ app: { functional: [], dysfunctional: [] } }).attributes[0].reason, "no_answers");
    assert.deepEqual(api.kanoCategory(2, 5), { code: "kano.must_be", en: "Must-be", zh: "当然质量（基本）" });
    const fuzzy = api.fuzzyKano([{ functional: [0.3, 0.7, 0, 0, 0], dysfunctional: [0, 0, 0, 0.2, 0.8] }]);
    close(fuzzy.categories.map((/** @type {any} */ own) => own.membership), [0.56, 0.24, 0.06, 0.14, 0, 0]);
    assert.equal(fuzzy.category.code, "kano.must_be");
    fails(() => api.kano({ app: { functional: [1], dysfunctional: [6] } }), "OutOfRange", "data.app.dysfunctional[0]");
    fails(() => api.kano({ app: { functional: [1], dysfunctional: [] } }), "LengthMismatch", "data.app.dysfunctional");
    fails(() => api.kano({ app: { functional: [1] } }), "InvalidValue", "data.app.dysfunctional");
    fails(() => api.kano(null), "InvalidValue", "data");
    fails(() => api.kano({}), "EmptyInput", "data");
    fails(() => api.kanoCategory(9, 1), "OutOfRange", "functional");
    fails(() => api.fuzzyKano([], { alpha: 0.5 }), "UnknownKey", "options.alpha");
  });

  const E = [6, 6, 5, 6, 7, 7, 7, 6, 7, 7, 6, 6, 6, 7, 7, 6, 6, 6, 5, 5, 6, 6];
  const P = [6, 5, 6, 6, 6, 6, 5, 6, 7, 5, 6, 5, 6, 6, 7, 6, 6, 5, 5, 4, 5, 6];

  test("SERVQUAL and SERVPERF", () => {
    const options = { weights: [11, 32, 23, 19, 15] };
    const found = api.servqual({ perceptions: [P], expectations: [E] }, options);
    close(found.dimensions.map((/** @type {any} */ own) => own.score), [0, -0.8, -0.75, -0.25, -0.6]);
    close([found.unweighted, found.weighted, found.percent], [-0.48, -0.566, 45.283333]);
    assert.deepEqual([found.dimensions[4].zh, found.verdict.zh], ["移情性", "低于期望"]);
    close([api.servperf([P], options).weighted], [5.755]);
    assert.equal(api.servqual({ perceptions: [], expectations: [] }).reason, "no_answers");
    fails(() => api.servqual({ perceptions: [P], expectations: [] }), "LengthMismatch", "expectations");
    assert.throws(() => api.servqual({ perceptions: [P, P], expectations: [E] }), /answers of 2 respondents.*found 1/);
    fails(() => api.servqual({ perceptions: [P, [1]], expectations: [E, E] }), "LengthMismatch", "perceptions[1]");
    fails(() => api.servperf([P.map((p) => p + 1)]), "OutOfRange", "perceptions[0][9]");
    fails(() => api.servperf([P], { edition: "1985" }), "InvalidValue", "options.edition");
  });

  test("gaps, benchmarks, blueprints, views", () => {
    const scores = { expectation: 6.4, understanding: 6, specification: 5.6, delivery: 5.2, promise: 6.1, perception: 5 };
    const found = api.serviceGaps(scores);
    close(found.gaps.map((/** @type {any} */ own) => own.gap), [-0.4, -0.4, -0.4, -0.9, -1.4]);
    close([found.explained], [-1.4]);
    assert.equal(found.largest.code, "gap.communication");
    fails(() => api.serviceGaps({ ...scores, promises: 1 }), "UnknownKey", "scores.promises");
    const [item] = api.benchmark([{ name: "minutes", own: 6, others: [4, null, 9], direction: "cost" }]).items;
    assert.deepEqual([item.best, item.gap, item.ratio, item.behind], [4, 2, 1.5, true]);
    assert.equal(api.serviceBlueprint([{ name: "ship", severity: 7, occurrence: 5, detection: 2 }]).steps[0].risk, 70);
    fails(() => api.serviceBlueprint([{ name: "ship", severity: 11 }]), "OutOfRange", "steps[ship].severity");
    const { views } = api.qualityViews([{ name: "repaired", view: "technical", score: 6 }, { name: "friendly", view: "functional", score: 4 }]);
    assert.deepEqual(views.map((/** @type {any} */ own) => [own.zh, own.score]), [["技术性质量", 6], ["功能性质量", 4]]);
  });
});

describe("satisfaction", () => {
  test("disconfirmation", () => {
    const found = api.disconfirmation({ performance: [8, 6, 6, 7, 7], expectation: [7, 6, 8, 5, 7] });
    assert.deepEqual(Array.from(found.differences), [1, 0, -2, 2, 0]);
    assert.ok(found.differences instanceof Float64Array);
    close([found.mean], [0.2]);
    assert.equal(found.verdict.zh, "超出期望：很满意");
    assert.equal(api.disconfirmation({ performance: [null], expectation: [3] }).missing, 1);
    fails(() => api.disconfirmation({ performance: [1] }), "InvalidValue", "expectation");
    fails(() => api.disconfirmation({ performance: [1], expectation: [1, 2] }), "LengthMismatch", "expectation");
    fails(() => api.disconfirmation({ performance: [], expected: [] }), "UnknownKey", "data.expected");
  });

  test("weighted indices", () => {
    const evaluations = [4.2, 3.6, 3.9, 4.5, 2.8];
    const items = [0.3, 0.25, 0.2, 0.15, 0.1].map((weight, i) => ({ name: `i${i}`, weight, evaluation: evaluations[i] }));
    const found = api.satisfactionIndex(items);
    close([found.csd, found.percent, found.percentOfHighest], [3.895, 72.375, 77.9]);
    assert.equal(found.level.zh, "一般");
    assert.equal(api.satisfactionIndex(items, { thresholds: { satisfactionGood: 70 } }).level.code, "satisfaction.satisfied");
    fails(() => api.satisfactionIndex(items, { thresholds: { satisfactionGood: 99 } }), "OutOfRange", "options.thresholds.satisfactionGood");
    fails(() => api.satisfactionIndex(items, { highest: 4 }), "OutOfRange", "items[i0].evaluation");
    const counted = api.likert([5, 4, null, 4, 1]);
    assert.deepEqual([counted.counts, counted.mean, counted.topBox], [[1, 0, 0, 2, 1], 3.5, 0.25]);
    fails(() => api.likert([2.5]), "OutOfRange", "answers[0]");
  });

  test("four levels", () => {
    const below = (/** @type {string} */ parent, /** @type {[string, number, number][]} */ list) => list.map(([code, weight, rating]) => ({ code, parent, weight, rating }));
    const nodes = [
      { code: "all" },
      { code: "expectation", parent: "all", weight: 0.1 },
      ...below("expectation", [["e1", 1, 4], ["e2", 1, 3.8], ["e3", 1, 3.9]]),
      { code: "quality", parent: "all", weight: 0.25 },
      ...below("quality", [["q1", 0.5, 4.2], ["q2", 0.3, 4], ["q3", 0.2, 3.5]]),
      ...below("all", [["value", 0.2, 3.7], ["satisfaction", 0.3, 59 / 15], ["loyalty", 0.1, 3.8]]),
      { code: "complaint", parent: "all", weight: 0.05, rate: 0.08 },
    ];
    const found = api.satisfactionTree(nodes);
    close([found.csd, found.percent], [3.924, 73.1]);
    fails(() => api.satisfactionTree([{ code: "all", parent: "all" }]), "InvalidValue", "tree[0].parent");
  });

  test("an index of three questions", () => {
    const rows = [[8, 7, 7], [9, 8, 8], [7, 6, 5], [10, 9, 9], [6, 5, 6], [8, 8, 7], [9, 9, 8], [5, 4, 4], [7, 7, 6], [8, 7, 8]];
    const data = { rows, criteria: ["overall", "expected", "ideal"] };
    close([api.acsiStyleIndex(data).index], [68.518519]);
    close([api.acsiStyleIndex(data, { weights: [0.3885, 0.319, 0.2925] }).index], [69.038333]);
    close([api.acsiStyleIndex(data, { weights: { ideal: 0.2925, expected: 0.319, overall: 0.3885 } }).index], [69.038333]);
    fails(() => api.acsiStyleIndex(data, { weights: [1, 0, 1] }), "OutOfRange", "options.weights[1]");
    fails(() => api.acsiStyleIndex(data, { weights: { price: 1 } }), "InvalidValue", "options.weights.price");
  });

  const [first] = golden.models;
  const small = { rows: golden.sets.small.rows, criteria: golden.sets.small.columns };
  const model = {
    latents: first.latents.map((/** @type {string} */ name) => ({ name, indicators: first.blocks[name] })),
    paths: first.paths.map((/** @type {any} */ { from, to }) => ({ from, to })),
  };

  test("path models", () => {
    const found = api.pathModel(small, model, { scheme: "centroid", lowest: 1, highest: 10, scores: true });
    close(found.paths.map((/** @type {any} */ path) => path.coefficient), first.paths.map((/** @type {any} */ path) => path.coefficient), 1e-8);
    close(found.indicators.map((/** @type {any} */ own) => own.weight), first.indicators.map((/** @type {any} */ own) => own.weight), 1e-8);
    const indices = Object.fromEntries(found.latents.map((/** @type {any} */ own) => [own.latent, own.index]));
    const { expectation, quality, value, satisfaction, loyalty } = indices;
    close([expectation, quality, value, satisfaction, loyalty], [59.749031, 55.606752, 55.507659, 58.325689, 55.896834]);
    assert.deepEqual(found.warnings.map((/** @type {any} */ own) => own.code), ["path_model_weak"]);
    assert.equal(found.scores.length, 5);
    const bootstrap = { replicates: 50, seed: 3 };
    const once = api.pathModel(small, model, { bootstrap });
    assert.deepEqual(api.pathModel(small, model, { bootstrap }).intervals, once.intervals);
    const cyclic = { ...model, paths: [...model.paths, { from: "loyalty", to: "value" }] };
    fails(() => api.pathModel(small, cyclic), "InvalidValue", "model.paths");
    fails(() => api.pathModel(small, { ...model, latents: [] }), "EmptyInput", "model.latents");
    fails(() => api.pathModel({ rows: [], criteria: small.criteria }, model), "InsufficientData", "data");
    fails(() => api.pathModel(small, model, { bootstrap: { replicates: 1 } }), "OutOfRange", "options.bootstrap.replicates");
    fails(() => api.pathModel(small, model, { scheme: "paths" }), "InvalidValue", "options.scheme");
  });

  test("satisfaction models", () => {
    const large = { rows: golden.sets.large.rows, criteria: golden.sets.large.columns };
    for (const expected of golden.models) {
      if (expected.graph === "small" || expected.formative.length > 0) continue;
      const blocks = { ...expected.blocks };
      if (blocks.complaint) blocks.complaint = { indicators: blocks.complaint, lowest: 0, highest: 1 };
      const found = api.satisfactionModel(expected.graph, large, blocks, { scheme: expected.scheme });
      for (const { from, to, coefficient } of expected.paths) {
        const own = found.report.paths.find((/** @type {any} */ path) => path.from === from && path.to === to);
        close([own.coefficient], [coefficient], 1e-8);
      }
      assert.ok(found.index > 0 && found.index < 100 && found.level.zh);
    }
    fails(() => api.satisfactionModel("ccsi", large, {}), "Missing", "blocks.image");
    fails(() => api.satisfactionModel("ecsi", large, {}), "InvalidValue", "kind");
    fails(() => api.satisfactionModel("ccsi", large, { trust: ["a"] }), "InvalidValue", "blocks.trust");
    fails(() => api.satisfactionModel("ccsi", large, null), "InvalidValue", "blocks");
  });
});
