// Groups of experts, and how certain weights and rankings are, through JavaScript.
//
// Sources of the figures: tests/integration/group.rs, certainty.rs, fuzzy.rs and best_worst.rs, at each.

import assert from "node:assert/strict";
import test from "node:test";

import { install, load } from "./tarball.mjs";

const { folder } = install();
const api = await load(folder);
const { ClienteleError, PairwiseMatrix } = api;

/** @param {ArrayLike<number>} found @param {number[]} expected @param {number} tolerance */
function close(found, expected, tolerance) {
  assert.equal(found.length, expected.length);
  expected.forEach((value, i) => assert.ok(Math.abs((found[i] ?? NaN) - value) <= tolerance, `${Array.from(found)} is not ${expected}`));
}

/** @param {() => unknown} call @param {string} code @param {string} path */
function rejects(call, code, path) {
  assert.throws(call, (/** @type {any} */ error) => {
    assert.ok(error instanceof ClienteleError, String(error));
    assert.deepEqual([error.code, error.path], [code, path], error.message);
    return true;
  });
}

const criteria = ["Costs", "Fun", "Spa"];
const family = [["4", "9", "4"], ["1/4", "1/9", "1/5"], ["1/9", "1", "9"]].map((upper) => PairwiseMatrix.fromUpperTriangle(upper, { criteria }));
const options = { weights: [0.4, 0.4, 0.2], experts: ["Dad", "Mom", "Kid"] };

test("the holiday of a family has one set of weights, and little consensus", () => {
  // vacation.ahp of the R package ahp
  const group = api.aggregateJudgments(family, { ...options, method: "aipArithmetic" });
  close(group.weights, [0.330309, 0.328055, 0.341636], 5e-7);
  close([group.consensus.value], [0.163126], 5e-7);
  assert.equal(api.label(group.consensus.band).zh, "共识度很低");
  const again = api.consensus(group.experts.map((/** @type {any} */ expert) => Float64Array.from(expert.weights)));
  assert.equal(again.value, group.consensus.value);
  assert.deepEqual(PairwiseMatrix.fromRows(group.matrix, { criteria }).criteria, criteria);
  const rows = family.map((matrix) => ({ rows: matrix.rows, criteria: matrix.criteria }));
  assert.deepEqual(api.aggregateJudgments(rows, { ...options, method: "aipArithmetic" }), group);
  const { pairs } = api.disagreement(family, options);
  assert.deepEqual([pairs[0].a, pairs[0].b, pairs[0].highestExpert], ["Costs", "Spa", "Dad"]);
  const { clusters } = api.opinionClusters([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.6, 0.25, 0.15]]);
  assert.deepEqual(clusters.map((/** @type {any} */ camp) => camp.experts), [["1", "3"], ["2"]]);
});

test("people who share nothing on five criteria score 0, and one alone nothing", () => {
  const own = (/** @type {number} */ k) => [0, 1, 2, 3, 4].map((j) => (j === k ? 9 : 1) / 13);
  for (const people of [[0, 1], [0, 1, 2]]) close([api.consensus(people.map(own)).value], [0], 1e-12);
  const alone = api.consensus([own(0)]);
  assert.deepEqual([alone.value, alone.band, alone.warnings[0].code], [null, null, "one_expert"]);
});

test("Kendall's W is corrected for ties", () => {
  close([api.kendallW([[1, 2, 3, 4], [1, 3, 2, 4], [2, 1, 3, 4]]).w], [0.777778], 5e-7);
  assert.equal(api.kendallW([[1, 1], [2, 2]]).warnings[0].code, "all_tied");
});

test("files merge without a server, whatever the order of their criteria", () => {
  const ann = api.judgementFile({ expert: "Ann", goal: "Loyalty", matrix: PairwiseMatrix.fromUpperTriangle(["2", "6", "3"], { criteria }) });
  assert.deepEqual(ann.judgements[1], { a: "Costs", b: "Spa", value: 6 });
  const turned = { rows: [[1, "1/3", "1/6"], [3, 1, "1/2"], [6, 2, 1]], criteria: ["Spa", "Fun", "Costs"] };
  const bob = JSON.stringify(api.judgementFile({ expert: "Bob", goal: "Loyalty", matrix: turned }));
  const merged = api.mergeJudgementFiles([ann, bob]);
  close(merged.group.weights, [0.6, 0.3, 0.1], 1e-12);
  assert.deepEqual(merged.hashes, [ann.hash, JSON.parse(bob).hash]);
  rejects(() => api.mergeJudgementFiles([ann, bob.replace('"value":3', '"value":4')]), "InvalidValue", "files[Bob].hash");
  rejects(() => api.mergeJudgementFiles([ann, bob.slice(1)]), "InvalidValue", "files[1]");
  rejects(() => api.mergeJudgementFiles([ann, { ...ann, expert: "Bob", extra: 1 }]), "UnknownKey", "files[1].extra");
  const contradicted = { ...ann, expert: "Bob", judgements: [...ann.judgements, { a: "Spa", b: "Costs", value: 6 }] };
  rejects(() => api.mergeJudgementFiles([ann, contradicted]), "NotReciprocal", "files[Bob].judgements[Spa][Costs]");
  rejects(() => api.mergeJudgementFiles([{ ...ann, version: 2, novelty: {} }]), "UnsupportedVersion", "files[0].version");
});

// The data of Triantaphyllou & Sánchez (1997).
const performance = {
  rows: [
    [0.3088, 0.2897, 0.3867, 0.1922],
    [0.2163, 0.3458, 0.1755, 0.6288],
    [0.4509, 0.2473, 0.1194, 0.0575],
    [0.024, 0.1172, 0.3184, 0.1215],
  ],
  criteria: ["C1", "C2", "C3", "C4"],
  alternatives: ["A1", "A2", "A3", "A4"],
};
const weights = [0.3277, 0.3058, 0.2876, 0.079];

test("critical weights, gradients and shaken ranks agree with each other", () => {
  const found = api.criticalWeights(performance, weights);
  assert.deepEqual([found.criticalAny, found.criticalTop], ["C1", "C3"]);
  const change = found.changes.find((/** @type {any} */ c) => c.criterion === "C3" && c.first === "A1" && c.second === "A2");
  close([change.relative], [0.64876], 5e-6);
  const named = Object.fromEntries(performance.criteria.map((name, j) => [name, weights[j] ?? NaN]));
  assert.deepEqual(api.criticalWeights(performance, named), found);
  const gradient = api.weightSensitivity(performance, weights, "C3", { points: 3 });
  close([gradient.stableFrom], [change.newWeight], 1e-12);
  assert.equal(gradient.lines[0].scores.length, 3);
  const shaken = api.rankStability(performance, weights, { draws: 400, seed: 5 });
  assert.deepEqual(shaken, api.rankStability(performance, Float64Array.from(weights), { draws: 400, seed: 5 }));
  assert.equal(shaken.alternatives[0].counts.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b), 400);
  assert.equal(typeof api.rankStability(performance, weights, { draws: 1 }).seed, "number");
  const matrix = PairwiseMatrix.fromUpperTriangle([1, 1, 4, 1, 4, 4], { criteria: performance.criteria });
  const judged = api.rankStability(performance, matrix, { perturbation: "judgements", draws: 50, seed: 1 });
  assert.equal(judged.provenance.settings.perturbation, "judgements");
});

test("errors of weights grow with contradictions", () => {
  const errors = (/** @type {string[]} */ upper) => PairwiseMatrix.fromUpperTriangle(upper).weightErrors().errors;
  close(errors(["2", "6", "3"]), [0, 0, 0], 1e-14);
  assert.ok(errors(["2", "1/3", "2"]).every((/** @type {number} */ error) => error > 0.05));
});

test("fuzzy judgements have weights, and extent analysis its warning", () => {
  // Wang, Luo & Hua (2008)
  const crisp = PairwiseMatrix.fromUpperTriangle([2, 6, 3]);
  const by = (/** @type {string} */ method) => api.fuzzyAhp(crisp, { method, spread: 0.5 });
  close(by("buckley").weights, [0.5965, 0.3033, 0.1002], 5e-5);
  assert.deepEqual([...by("extent").weights], [1, 0, 0]);
  assert.deepEqual(by("extent").warnings[0], { code: "extent_analysis_unsound", subject: null });
  const rows = [
    [null, ["3/2", 2, "5/2"], [["11/2", 6, "13/2"]]],
    [null, null, [2.5, 3, 3.5]],
    [null, null, 1],
  ];
  close(api.fuzzyAhp(rows, { method: "constrained" }).weights, [...by("constrained").weights], 1e-12);
});

test("the best-worst method takes lists and names", () => {
  // Rezaei (2015, 2016)
  const found = api.bestWorst({ criteria: ["load", "access", "cost"], best: "cost", worst: "load", bestToOthers: [8, 2, 1], othersToWorst: [1, 5, 8] });
  close(found.weights, [1 / 14, 9 / 28, 17 / 28], 1e-12);
  const named = { best: "cost", worst: "load", bestToOthers: { load: 8, access: 2, cost: 1 }, othersToWorst: { cost: 8, access: 5, load: 1 } };
  assert.deepEqual(api.bestWorst(named), found);
  // That the best is as good as itself goes without saying.
  const { cost: _, ...fromBest } = named.bestToOthers;
  const { load: __, ...toWorst } = named.othersToWorst;
  const short = api.bestWorst({ best: "cost", worst: "load", bestToOthers: fromBest, othersToWorst: toWorst });
  assert.equal(short.weights[short.criteria.indexOf("cost")], found.weights[found.criteria.indexOf("cost")]);
  close(api.bestWorst(named, { model: "nonlinear" }).weights, [0.071429, 0.33869, 0.589882], 5e-7);
  assert.equal(found.consistency.threshold, 0.1309);
});

test("hostile input is an error with its place", () => {
  rejects(() => api.aggregateJudgments(null), "InvalidValue", "matrices");
  rejects(() => api.aggregateJudgments([]), "EmptyInput", "matrices");
  rejects(() => api.aggregateJudgments([5]), "InvalidValue", "matrices[0]");
  rejects(() => api.aggregateJudgments([{ rows: [[1, 2], [2, 1]] }]), "NotReciprocal", "matrices[0].matrix[1][2]");
  rejects(() => api.aggregateJudgments(family, { weight: [1] }), "UnknownKey", "options.weight");
  rejects(() => api.consensus([[1, null]]), "Missing", "weights[0][1]");
  rejects(() => api.consensus([[1, 2], [1]]), "LengthMismatch", "weights[1]");
  rejects(() => api.consensus([[50, 90], [0.5, 0.5]]), "OutOfRange", "weights[0]");
  rejects(() => api.kendallW("abc"), "InvalidValue", "ratings");
  rejects(() => api.judgementFile({ goal: "x", matrix: family[0] }), "InvalidValue", "expert");
  rejects(() => api.judgementFile({ expert: "A", golf: "x", matrix: family[0] }), "UnknownKey", "judgements.golf");
  rejects(() => api.mergeJudgementFiles({}), "InvalidValue", "files");
  rejects(() => api.criticalWeights(performance, [1, 2, 3]), "LengthMismatch", "weights");
  rejects(() => api.criticalWeights(performance, [1, 2, undefined, 3]), "Missing", "weights[2]");
  rejects(() => api.criticalWeights({ ...performance, directions: "cost" }, weights), "InvalidValue", "directions[C1]");
  rejects(() => api.weightSensitivity(performance, weights, "C9"), "InvalidValue", "criterion");
  rejects(() => /** @type {any} */ (api).weightSensitivity(performance, weights), "Missing", "criterion");
  rejects(() => api.rankStability(performance, { C1: 1, C0: 2 }), "InvalidValue", "weights.C0");
  rejects(() => api.rankStability(performance, weights, { priorities: "rowMean" }), "InvalidValue", "options.priorities");
  rejects(() => api.rankStability(performance, weights, { perturbation: "judgements", seed: 1 }), "Missing", "matrix");
  rejects(() => api.rankStability(performance, weights, { draws: 0 }), "OutOfRange", "options.draws");
  rejects(() => api.fuzzyAhp([[1, [1, 2]], [null, 1]]), "InvalidValue", "matrix[0][1]");
  rejects(() => api.fuzzyAhp([[1, [3, 2, 1]], [null, 1]]), "OutOfRange", "matrix[1][2]");
  rejects(() => api.fuzzyAhp([[1]], { spread: 1 }), "UnknownKey", "options.spread");
  rejects(() => api.bestWorst({ best: "1", worst: "2", bestToOthers: [1, 12], othersToWorst: [12, 1] }), "OutOfRange", "bestToOthers[2]");
  rejects(() => api.bestWorst({ best: "1", worst: "2", othersToWorst: [3, 1] }), "Missing", "criteria");
  const ends = { best: "a", worst: "c" };
  rejects(() => api.bestWorst({ ...ends, bestToOthers: { a: 1, b: 2, c: 8 }, othersToWorst: { a: 8, c: 1 } }), "Missing", "othersToWorst.b");
});
