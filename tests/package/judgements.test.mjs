// Judgements that are missing, that could be asked next and that could change, through JavaScript and the
// command line.
//
// Sources. The matrix with a hole: Bozóki, Fülöp & Rónyai (2010), digits by numpy. The house: Saaty (2003),
// EJOR 145, 85-91; w3/w7 without a37 by numpy.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, test } from "node:test";

import { install, load } from "./tarball.mjs";

const { folder } = install();
const { ClienteleError, IncompleteMatrix, PairwiseMatrix } = await load(folder);

/**
 * @param {ArrayLike<number>} actual
 * @param {number[]} expected
 * @param {number} tolerance
 */
function near(actual, expected, tolerance) {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, i) => assert.ok(Math.abs(Number(actual[i]) - value) <= tolerance, `${actual} is not ${expected}`));
}

/**
 * Checks that something throws an error with a code and a path.
 * @param {() => unknown} work
 * @param {string} code
 * @param {string} path
 */
const rejects = (work, code, path) =>
  assert.throws(work, (/** @type {any} */ error) => error instanceof ClienteleError && error.code === code && error.path === path);

const HOUSE = [5, 3, 7, 6, 6, "1/3", "1/4", "1/3", 5, 3, 3, "1/5", "1/7", 6, 3, 4, 6, "1/5", "1/3", "1/4", "1/7", "1/8", "1/2", "1/5", "1/6", "1/5", "1/6", "1/2"];

describe("incomplete judgements", () => {
  const holes = IncompleteMatrix.fromUpperTriangle([1, 5, 2, 3, 4, null], { criteria: ["a", "b", "c", "d"] });

  test("three methods complete them", () => {
    assert.deepEqual(holes.missing, [{ a: "c", b: "d" }]);
    assert.equal(holes.rows[2][3], null);
    const optimal = holes.completion();
    near(optimal.weights, [0.373787, 0.391993, 0.098484, 0.135736], 5e-7);
    near([optimal.filled[0].value], [Math.sqrt(8 / 15)], 1e-9);
    assert.ok(optimal.gap >= 0 && optimal.gap < 1e-9);
    assert.equal(optimal.provenance.method, "lambdaOptimal");
    near(holes.priorities("harker").weights, [0.373579, 0.392123, 0.098177, 0.136122], 5e-7);
    near(holes.priorities("logarithmicLeastSquares").weights, [0.374183, 0.391633, 0.098841, 0.135343], 5e-7);
    const completed = holes.completed();
    near(completed.priorities().weights, [...optimal.weights], 1e-12);
    completed.free();
  });

  test("their consistency has its own random index", () => {
    const found = holes.consistency({ randomIndex: "saaty1980" });
    assert.deepEqual([found.riSource, found.missing, found.consistent], ["simulation", 1, true]);
    assert.ok(found.ri < 0.6 && found.riStandardError <= 0.003);
  });

  test("rows, triangles and pairs say the same", () => {
    const rows = IncompleteMatrix.fromRows([[1, 2, undefined], ["", 1, 4], [null, "1/4", 1]]);
    const pairs = IncompleteMatrix.fromPairs([{ a: "1", b: "2", value: 2 }, { a: "3", b: "2", value: 0.25 }], { criteria: ["1", "2", "3"] });
    const triangle = IncompleteMatrix.fromUpperTriangle([2, , 4]);
    assert.deepEqual(rows.rows, pairs.rows);
    assert.deepEqual(rows.rows, triangle.rows);
  });

  test("what to ask next is named, and a link before all", () => {
    const { questions, orderCertain, first } = holes.nextQuestion();
    assert.deepEqual([questions.length, orderCertain, first], [1, false, "b"]);
    near([questions[0].variance, questions[0].gain], [1, 0.25], 1e-12);
    const apart = IncompleteMatrix.fromPairs([{ a: "a", b: "b", value: 3 }, { a: "c", b: "d", value: 2 }]);
    assert.deepEqual(apart.groups, [["a", "b"], ["c", "d"]]);
    assert.ok(apart.nextQuestion({ largest: 5 }).questions.every((/** @type {any} */ question) => question.links));
    rejects(() => apart.completion(), "Disconnected", "matrix");
    rejects(() => apart.consistency(), "Disconnected", "matrix");
  });

  test("hostile input is rejected with its place", () => {
    rejects(() => IncompleteMatrix.fromRows(5), "InvalidValue", "matrix");
    rejects(() => IncompleteMatrix.fromRows([[1, {}], [1, 1]]), "InvalidValue", "matrix[0][1]");
    rejects(() => IncompleteMatrix.fromRows([[1, 3], [3, 1]]), "NotReciprocal", "matrix[1][2]");
    rejects(() => IncompleteMatrix.fromPairs([null, 5]), "InvalidValue", "pairs[1]");
    rejects(() => new IncompleteMatrix(5), "InvalidValue", "matrix");
    rejects(() => holes.completion("guess"), "InvalidValue", "method");
    rejects(() => holes.consistency({ threshold: 0 }), "OutOfRange", "options.threshold");
    rejects(() => holes.consistency({ treshold: 0.1 }), "UnknownKey", "options.treshold");
    rejects(() => holes.nextQuestion({ largest: 0 }), "OutOfRange", "options.largest");
    rejects(() => PairwiseMatrix.fromRows(holes.rows), "MissingJudgement", "matrix[3][4]");
  });
});

describe("repairs", () => {
  const house = PairwiseMatrix.fromUpperTriangle(HOUSE);

  test("the house is repaired where Saaty repairs it", () => {
    const report = house.repair();
    assert.deepEqual([report.reached, report.needed, report.repairs.length], [true, 1, 5]);
    for (const { changes, cr } of report.repairs) {
      assert.deepEqual([changes[0].a, changes[0].b, changes[0].from], ["3", "7", 6]);
      assert.ok(cr < 0.1);
    }
    near([report.worst.others], [0.458671812627], 1e-11);
    assert.deepEqual(house.leftOut()[0], report.worst);
  });

  test("options count, and are checked", () => {
    const strict = house.repair({ maxChanges: 1, threshold: 0.01 });
    assert.deepEqual([strict.reached, strict.needed, strict.repairs.length], [false, null, 1]);
    assert.deepEqual(strict.warnings, []);
    assert.equal(house.repair({ top: 2, scale: [1, 2, 3] }).repairs.length, 2);
    rejects(() => house.repair({ maxChanges: 4 }), "OutOfRange", "options.maxChanges");
    rejects(() => house.repair({ scale: [2, "x"] }), "InvalidValue", "options.scale[1]");
    rejects(() => house.repair({ scale: [0] }), "OutOfRange", "options.scale[0]");
    rejects(() => house.repair({ changes: 1 }), "UnknownKey", "options.changes");
    rejects(() => house.leftOut("guess"), "InvalidValue", "method");
  });

  test("the gradient says which way", () => {
    const gradient = house.gradient({ randomIndex: "saaty1980" });
    assert.equal(gradient.length, 28);
    const steepest = gradient.reduce((/** @type {any} */ most, /** @type {any} */ pair) => (Math.abs(pair.cr) > Math.abs(most.cr) ? pair : most));
    assert.deepEqual([steepest.a, steepest.b, steepest.cr > 0], ["3", "7", true]);
    near([steepest.cr], [steepest.lambdaMax / 7 / 1.41], 1e-12);
    rejects(() => house.gradient({ table: 1 }), "UnknownKey", "options.table");
    rejects(() => house.gradient({ randomIndex: "saaty" }), "InvalidValue", "randomIndex");
  });
});

describe("clientele ahp", () => {
  /**
   * @param {object} input
   * @param {string[]} args
   */
  const ahp = (input, ...args) =>
    execFileSync(process.execPath, [join(folder, "node_modules", "clientele", "bin", "clientele.js"), "ahp", "-", ...args], {
      input: JSON.stringify(input),
      encoding: "utf8",
    });

  test("prints the repairs", () => {
    const found = JSON.parse(ahp({ upperTriangle: HOUSE }, "--json"));
    assert.equal(found.repairReached, true);
    assert.equal(found.repair[0].changes[0].a, "3");
    assert.match(ahp({ upperTriangle: HOUSE }), /"3" against "7" from 6 to 1 +\(CR 0\.\d{4}/);
    assert.match(ahp({ upperTriangle: [9, "1/9", 9] }, "--max-changes", "1"), /smallest changes|best found/);
    assert.deepEqual(JSON.parse(ahp({ upperTriangle: [2, 4, 2] }, "--json")).repair, []);
  });

  test("takes missing judgements", () => {
    const input = { criteria: ["a", "b", "c"], matrix: [[1, 2, null], [null, 1, 2], [null, null, 1]] };
    const found = JSON.parse(ahp(input, "--json", "--method", "harker"));
    near(found.weights, [4 / 7, 2 / 7, 1 / 7], 1e-12);
    assert.deepEqual([found.repair, found.missing[0].a, found.nextQuestion.b], [[], "a", "c"]);
    assert.match(ahp(input), /"a" against "c": the others say about 4\nask next: "a" against "c"/);
  });
});
