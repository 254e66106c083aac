// AHP beyond one matrix and its weights, through JavaScript and the command line.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { clientele, install, load } from "./tarball.mjs";

const { folder } = install();
const { Hierarchy, PairwiseMatrix } = await load(folder);

/**
 * @param {number[]} actual
 * @param {number[]} expected
 * @param {number} [tolerance]
 */
function close(actual, expected, tolerance = 5e-7) {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, i) => assert.ok(Math.abs(value - /** @type {number} */ (expected[i])) <= tolerance, `${actual} is not ${expected}`));
}

/** Wikipedia, "Analytic hierarchy process - car example": global .215 .150 .106 .167 .144 .219. */
const CAR = {
  name: "Car",
  criteria: [
    {
      name: "Cost",
      criteria: [
        { name: "Price", upperTriangle: [9, 9, 1, "1/2", 5, 1, "1/9", "1/9", "1/7", "1/9", "1/9", "1/7", "1/2", 5, 6] },
        { name: "Fuel", upperTriangle: ["1/1.13", 1.41, 1.15, 1.24, 1.19, 1.59, 1.3, 1.4, 1.35, "1/1.23", "1/1.14", "1/1.18", 1.08, 1.04, "1/1.04"] },
        { name: "Maintenance", upperTriangle: [1.5, 4, 4, 4, 5, 4, 4, 4, 5, 1, 1.2, 1, 1, 3, 2] },
        { name: "Resale", upperTriangle: [3, 4, "1/2", 2, 2, 2, "1/5", 1, 1, "1/6", "1/2", "1/2", 4, 4, 1] },
      ],
      upperTriangle: [2, 5, 3, 2, 2, "1/2"],
    },
    { name: "Safety", upperTriangle: [1, 5, 7, 9, "1/3", 5, 7, 9, "1/3", 2, 9, "1/8", 2, "1/8", "1/9"] },
    { name: "Style", upperTriangle: [1, 7, 5, 9, 6, 7, 5, 9, 6, "1/6", 3, "1/3", 7, 5, "1/5"] },
    {
      name: "Capacity",
      criteria: [
        { name: "Cargo", upperTriangle: [1, "1/2", "1/2", "1/2", "1/3", "1/2", "1/2", "1/2", "1/3", 1, 1, "1/2", 1, "1/2", "1/2"] },
        { name: "Passenger", upperTriangle: [1, "1/2", 1, 3, "1/2", "1/2", 1, 3, "1/2", 2, 6, 1, 3, "1/2", "1/6"] },
      ],
      upperTriangle: ["1/5"],
    },
  ],
  upperTriangle: [3, 7, 3, 9, 1, "1/7"],
  alternatives: ["Sedan", "Hybrid", "Pilot", "CR-V", "Element", "Odyssey"],
};
const CARS = [0.214724, 0.149739, 0.10605, 0.166535, 0.143819, 0.219133];

describe("one matrix", () => {
  const drinks = PairwiseMatrix.fromUpperTriangle([9, 5, 2, 1, 1, "1/2", "1/3", "1/9", "1/9", "1/9", "1/9", "1/3", "1/4", "1/3", "1/9", "1/2", 1, "1/3", 2, "1/2", "1/3"]);

  test("weights say how far those of other methods lie", () => {
    // AHPy issue 8: two libraries, .7785 and .7273
    const { provenance, warnings } = PairwiseMatrix.fromUpperTriangle([9, 9, 9]).priorities();
    const column = provenance.others.find((/** @type {any} */ o) => o.method === "columnMean");
    close([column.largestDifference], [0.05116526], 1e-8);
    assert.equal(column.sameOrder, true);
    assert.match(provenance.inputHash, /^[0-9a-f]{16}$/);
    assert.deepEqual(warnings, []);
    close(PairwiseMatrix.fromUpperTriangle([9, 9, 9]).priorities("rowMean").weights.slice(0, 1), [57 / 91], 1e-12);
  });

  test("the report has everything side by side", () => {
    // US drink consumption: Saaty (2008); CR .0223 .0218 .0219 by three tables
    const report = drinks.report();
    const cr = (/** @type {string} */ name) => report.tables.find((/** @type {any} */ t) => t.randomIndex === name).cr;
    close([cr("saaty1980"), cr("saaty2008"), cr("alonsoLamata2006"), cr("alonsoLamataFit")], [0.022302, 0.021806, 0.021941, 0.021974]);
    assert.equal(report.tables.length, 8);
    close([report.indices.gci, report.indices.koczkodaj], [0.080363, 2 / 3]);
    assert.equal(report.weightErrors.length, 7);
    assert.deepEqual(report.weightErrors, drinks.weightErrors().errors);
    assert.equal(report.ordinal.circularTriads, 0);
    assert.deepEqual(report.efficiency, drinks.efficiency(report.priorities.weights));
    assert.deepEqual(report.orderPreservation, drinks.orderPreservation(new Float64Array(report.priorities.weights)));
  });

  test("an eigenvector that can be bettered is", () => {
    // Bozóki & Fülöp (2018), section 1
    const matrix = PairwiseMatrix.fromUpperTriangle([1, 4, 9, 7, 5, 4]);
    const { efficient, better } = matrix.efficiency(matrix.priorities().weights);
    assert.equal(efficient, false);
    close([better[0] / better[1]], [1], 1e-12);
  });

  test("least squares say when the answer is not determined", () => {
    const cycle = PairwiseMatrix.fromUpperTriangle([9, "1/9", 9]);
    assert.ok(cycle.leastSquares().minima > 1);
    assert.deepEqual(cycle.priorities("leastSquares").warnings, [{ code: "several_minima", subject: null }]);
    assert.equal(drinks.leastSquares().strictMinimum, true);
  });

  test("rankings, scales, sentences and the reading by column", () => {
    const names = { criteria: ["Price", "Service"] };
    // pymcdm, ranking [1, 2, 4, 3]
    close(PairwiseMatrix.fromRanking([1, 2, 4, 3]).priorities().weights, [0.48144852, 0.21998235, 0.13073309, 0.16783605], 1e-8);
    const matrix = PairwiseMatrix.fromUpperTriangle(["1/9"], names);
    assert.deepEqual(matrix.onScale("squareRoot").rows, [[1, 1 / 3], [3, 1]]);
    assert.deepEqual(matrix.onScale("squareRoot").criteria, names.criteria);
    const [sentence] = matrix.sentences();
    assert.equal(sentence.en, "Service is 9 times as important as Price");
    assert.equal(sentence.zh, "“Service”的重要程度是“Price”的 9 倍");
    assert.equal(matrix.transposed().sentences()[0].en, "Price is 9 times as important as Service");
  });

  test("more than fifteen criteria", () => {
    const twenty = PairwiseMatrix.fromRows(Array.from({ length: 20 }, () => Array(20).fill(1)));
    assert.equal(twenty.consistency().randomIndexOrigin, "linearFit");
    assert.equal(twenty.consistency({ randomIndex: "doneganDodd1991" }).ri, 1.5371);
  });
});

describe("hierarchies", () => {
  test("of nested nodes", () => {
    const car = new Hierarchy(CAR);
    const { priorities, ranks, provenance } = car.evaluate();
    close(priorities, CARS);
    assert.deepEqual(ranks, [2, 4, 6, 3, 5, 1]);
    assert.equal(provenance.settings.synthesis, "distributive");
    assert.deepEqual(car.weights().leaves, ["Price", "Fuel", "Maintenance", "Resale", "Safety", "Style", "Cargo", "Passenger"]);
    const found = car.consistency({ randomIndex: "doneganDodd1991" });
    const style = found.nodes.find((/** @type {any} */ n) => n.name === "Style").consistency;
    close([style.cr], [0.1072], 5e-5);
    assert.equal(found.largestAt, "hierarchy[Style]");
  });

  test("of a list of nodes, which is what they are written as", () => {
    const written = JSON.parse(JSON.stringify(new Hierarchy(CAR)));
    assert.equal(written.nodes.length, 10);
    close(new Hierarchy(written).evaluate().priorities, CARS);
    assert.deepEqual(JSON.parse(JSON.stringify(new Hierarchy(written))), written);
  });

  test("with a leaf below two criteria, and of great depth", () => {
    const shared = { name: "e", weights: [1, 2, 3] };
    // AHPy's four-level example: .1922 .3844 .4233
    const tree = new Hierarchy({
      criteria: [{ name: "b", criteria: [{ name: "d", criteria: ["c", "e"], upperTriangle: [2] }, shared], upperTriangle: [4] }, "c"],
      nodes: [{ name: "c", weights: [2, 4, 4] }],
      upperTriangle: [1],
      alternatives: ["x", "y", "z"],
    });
    close(tree.evaluate().priorities, [0.192222, 0.384444, 0.423333]);
    assert.equal(tree.weights().goal, "goal");
    /** @type {any} */
    let deep = { name: "n32" };
    for (let i = 31; i >= 0; i--) deep = { name: `n${i}`, criteria: [deep] };
    assert.deepEqual(new Hierarchy(deep).weights().weights, [1]);
  });

  test("with measured data and ratings", () => {
    const hierarchy = new Hierarchy({
      criteria: [
        { name: "Price", values: [10, 20], direction: "cost" },
        { name: "Quality", ratings: ["good", "fair"], intensities: { criteria: ["excellent", "good", "fair"], upperTriangle: [2, 4, 2] } },
      ],
      upperTriangle: [1],
      alternatives: ["A", "B"],
    });
    close(hierarchy.evaluate({ synthesis: "ideal" }).scores, [0.75, 0.375], 1e-12);
    close(hierarchy.evaluate().priorities, [2 / 3, 1 / 3], 1e-12);
  });

  /** @type {any} */
  const cycle = { name: "a" };
  cycle.criteria = [cycle, "b"];
  cycle.upperTriangle = [1];
  let count = 0;
  const endless = () => ({
    name: `n${count++}`,
    get criteria() {
      return [endless()];
    },
  });
  /** @param {any} more */
  const goal = (more) => ({ name: "Goal", criteria: ["Cost", { name: "Risk", ...more }], upperTriangle: [1], alternatives: ["North", "South"] });
  /** @type {[string, unknown, string, string][]} */
  const refused = [
    ["nothing", undefined, "InvalidValue", "hierarchy"],
    ["a list", [], "InvalidValue", "hierarchy"],
    ["a goal alone", { name: "x" }, "EmptyInput", "hierarchy.criteria"],
    ["a node below itself", cycle, "InvalidValue", "hierarchy[a]"],
    ["nodes without end", endless(), "OutOfRange", ""],
    ["criteria that are no list", { criteria: "ab" }, "InvalidValue", "hierarchy.criteria"],
    ["a number for a criterion", { criteria: ["a", 5], upperTriangle: [1] }, "InvalidValue", "hierarchy.criteria[1]"],
    ["a node without a name", { criteria: ["a", {}], upperTriangle: [1] }, "InvalidValue", "hierarchy.criteria[1]"],
    ["a misspelt key", goal({ upperTriange: [1] }), "UnknownKey", "hierarchy[Risk].upperTriange"],
    ["a value that is no number", goal({ values: [1, NaN], direction: "cost" }), "NotFinite", "hierarchy[Risk].values[1]"],
    ["a cost of nothing", goal({ values: [1, 0], direction: "cost" }), "OutOfRange", "hierarchy[Risk].values[South]"],
    ["a zero two levels down", goal({ upperTriangle: [0] }), "NotPositive", "hierarchy[Risk].matrix[North][South]"],
    ["a missing judgement", goal({ matrix: [[1, null], [null, 1]] }), "MissingJudgement", "hierarchy[Risk].matrix[North][South]"],
    ["judgements too deep", goal({ matrix: [[[[[[[[[[[1]]]]]]]]]]] }), "InvalidValue", ""],
    ["a function", goal({ values: () => 1 }), "InvalidValue", "hierarchy[Risk].values"],
    ["a node that stands nowhere", { ...goal({}), nodes: [{ name: "Colour" }] }, "InvalidValue", "hierarchy[Colour]"],
    ["a name twice", { criteria: [{ name: "a" }, { name: "b", criteria: [{ name: "a", weights: [1] }] }], upperTriangle: [1] }, "InvalidValue", "hierarchy[a].name"],
  ];
  for (const [name, root, code, path] of refused) {
    test(`${name}: ${code}`, () => {
      assert.throws(
        () => new Hierarchy(/** @type {any} */ (root)),
        (/** @type {any} */ error) => {
          assert.equal(error.name, "ClienteleError");
          assert.equal(error.code, code, error.message);
          if (path !== "") assert.equal(error.path, path, error.message);
          return true;
        },
      );
    });
  }

  test("a leaf that knows nothing of the alternatives cannot be evaluated", () => {
    assert.throws(() => new Hierarchy(goal({ upperTriangle: [2] })).evaluate(), { code: "Missing", path: "hierarchy[Cost]" });
    assert.throws(() => new Hierarchy(CAR).weights(/** @type {any} */ ({ methd: "x" })), { code: "UnknownKey" });
    assert.throws(() => new Hierarchy(CAR).evaluate(/** @type {any} */ ({ synthesis: "best" })), { code: "InvalidValue", path: "options.synthesis" });
    assert.throws(() => new Hierarchy(CAR).consistency({ threshold: 0 }), { code: "OutOfRange", path: "options.threshold" });
  });
});

describe("the command line", () => {
  const file = join(folder, "hierarchy.json");
  /** @param {string[]} args */
  const run = (...args) => clientele(folder, ["ahp", ...args]);

  test("reads a hierarchy and prints what it prints of a matrix", () => {
    writeFileSync(file, JSON.stringify(CAR));
    const { status, stdout, stderr } = run(file, "--json");
    assert.equal(status, 0, stderr);
    const found = JSON.parse(stdout);
    close(found.evaluation.priorities, CARS);
    assert.equal(found.criteria.length, found.weights.length);
    // the goal's own judgements: λ 4.199235
    close([found.lambdaMax, found.ci, found.ri, found.cr], [4.199235, 0.066412, 0.89, 0.07462]);
    assert.equal(found.randomIndex, "saaty2008");
    assert.equal(found.consistent, false);
    const ideal = JSON.parse(run(file, "--json", "--synthesis", "ideal", "--random-index", "donegan-dodd-1991", "--method", "geometric-mean").stdout);
    assert.equal(ideal.evaluation.provenance.settings.synthesis, "ideal");
    assert.equal(ideal.method, "geometricMean");
    assert.equal(ideal.ri, 0.8286);
  });

  test("draws the hierarchy", () => {
    const { stdout } = run(file);
    assert.match(stdout, /^ {2}Car +local +global\n {4}Cost +0\.510075 +0\.510075\n {6}Price +0\.488054 +0\.248944\n/);
    assert.match(stdout, /\[Style\] \(alternatives\) .* look again at "CR-V" against "Odyssey"/);
    assert.match(stdout, /Odyssey +1 +0\.219133/);
  });

  test("a hierarchy that cannot be names the node", () => {
    writeFileSync(file, JSON.stringify({ ...CAR, criteria: CAR.criteria.slice(0, 3) }));
    const { status, stderr } = run(file);
    assert.equal(status, 1);
    assert.match(stderr, /hierarchy\.upperTriangle: expected 3 values, found 6/);
  });

  test("reports one matrix by every measure, in words", () => {
    writeFileSync(file, JSON.stringify({ criteria: ["Price", "Service", "Speed"], upperTriangle: [3, "1/5", 3] }));
    const { stdout } = run(file, "--report", "--sentences");
    for (const part of ["saaty1980 +1\\.584515", "circular triads 1 of 1, zeta 0", "Price > Service > Speed > Price", "Price is 3 times as important as Service"]) {
      assert.match(stdout, new RegExp(part));
    }
    const found = JSON.parse(run(file, "--json", "--report", "--scale", "square-root", "--method", "row-mean", "--strict").stdout);
    assert.equal(found.report.consistency.threshold, 0.05);
    assert.equal(found.method, "rowMean");
    assert.equal(run(file, "--scale", "guess").status, 2);
    assert.equal(run(file, "--synthesis", "guess").status, 2);
  });
});
