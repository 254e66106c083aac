// The models in discrete time through JavaScript: published numbers and hostile input.
//
// Sources. BG/BB: Fader, Hardie & Shang (2010), Marketing Science 29(6), tables 2 and 6, with Hardie's
// spreadsheet. Shifted beta-geometric: Fader & Hardie (2007), Journal of Interactive Marketing 21(1), and
// (2010), Marketing Science 29(1), table 3. Digits beyond theirs by 40-digit mpmath.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { install, load, root } from "./tarball.mjs";

const { folder } = install();
const api = await load(folder);
const { BgBb, ClienteleError, GammaGamma, ShiftedBetaGeometric } = api;

/**
 * @param {number} actual
 * @param {number} expected
 * @param {number} relative
 */
function close(actual, expected, relative) {
  assert.ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${actual} is not ${expected} to ${relative}`);
}

/** Fader, Hardie & Shang (2010), table 1: repeat gifts, the year of the last, years, and how many of 11,104 people. */
const [, ...lines] = readFileSync(join(root, "tests", "fixtures", "donations.csv"), "utf8").trim().split("\n");
const rows = lines.map((line) => line.split(",").map(Number));
const column = (/** @type {number} */ i) => rows.map((row) => /** @type {number} */ (row[i]));
const donors = { frequency: column(0), recency: column(1), T: column(2), weights: column(3) };

describe("BG/BB", () => {
  const model = BgBb.fromParams({ alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783, timeUnit: "year" });
  const three = { frequency: [0, 2, 6], recency: [0, 4, 6], T: [6, 6, 6] };

  test("predictions at given parameters", () => {
    const next = model.probabilityAlive(three, { after: 1 });
    [0.10801658416867, 0.5895141164337, 0.93040254237288].forEach((p, i) => close(next[i], p, 1e-12));
    // Note 010 of Hardie prints 3.1798 gifts in ten years.
    const vignette = BgBb.fromParams({ alpha: 1.203528, beta: 0.749726, gamma: 0.6567808, delta: 2.783796 });
    close(vignette.expectedPurchasesNew(10), 3.1798059107254, 1e-12);
  });

  test("the fit to the donors", () => {
    const fitted = BgBb.fit(donors);
    const best = { alpha: 1.2035223, beta: 0.7497164, gamma: 0.6567183, delta: 2.7834428 };
    const errors = { alpha: 0.06939, beta: 0.02945, gamma: 0.05101, delta: 0.32082 };
    for (const [name, value] of Object.entries(best)) close(fitted.params[name], value, 1e-5);
    for (const [name, value] of Object.entries(errors)) close(fitted.standardErrors[name], value, 3e-4);
    assert.ok(Math.abs(fitted.logLikelihood + 33225.581274) <= 1e-5);
    // The spreadsheet prints 12,884.2 gifts in five years.
    const expected = fitted.expectedPurchases(donors, { horizon: 5 });
    const total = donors.weights.reduce((sum, weight, i) => sum + weight * expected[i], 0);
    assert.ok(Math.abs(total - 12884.157) <= 2e-3, `${total}`);
  });

  test("laws", () => {
    const horizon = 5;
    const counts = [0, 1, 2, 3, 4, 5, 6].map((n) => model.purchaseProbabilities(three, { n, horizon }));
    for (const [i, expected] of model.expectedPurchases(three, { horizon }).entries()) {
      close(counts.reduce((sum, p) => sum + p[i], 0), 1, 1e-12);
      close(counts.reduce((sum, p, n) => sum + n * p[i], 0), expected, 1e-12);
    }
    assert.deepEqual([...counts[6]], [0, 0, 0]);
    // One who gave in the sixth of six years is alive, and gives in the next or a later one, or never.
    const { quantiles, never } = model.nextPurchase(three, { quantiles: [0.5] });
    assert.equal(quantiles[0][2], 1);
    assert.ok(Number.isNaN(quantiles[0][0]) && never[0] > 0.5);
    const spend = GammaGamma.fromParams({ p: 6.25, q: 3.74, v: 15.44 });
    const customers = { ...three, monetaryValue: [0, 22.35, 40] };
    const value = model.lifetimeValue(customers, spend, { periods: 5, period: 1 });
    const purchases = model.expectedPurchases(three, { horizon });
    spend.expectedSpend(customers).forEach((/** @type {number} */ amount, /** @type {number} */ i) => close(value[i], amount * purchases[i], 1e-9));
  });
});

/** Fader & Hardie (2007), table 1, of a thousand customers: those who stay after 0 to 7 renewals. */
const REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241];

describe("shifted beta-geometric", () => {
  test("the fit to single customers", () => {
    // Of those who leave at a chance, and those who stay to the end.
    const end = REGULAR.length - 1;
    const frequency = REGULAR.map((_, i) => i);
    const T = frequency.map((x) => Math.min(x + 1, end));
    const weights = REGULAR.map((n, i) => n - (REGULAR[i + 1] ?? 0));
    const fitted = ShiftedBetaGeometric.fit({ frequency, recency: frequency, T, weights });
    close(fitted.params.alpha, 0.7040773, 1e-5);
    close(fitted.params.beta, 1.1820431, 1e-5);
    assert.ok(Math.abs(fitted.logLikelihood + 1680.265188) <= 1e-5);
  });

  test("who is under contract is known, and how long they will be", () => {
    const model = ShiftedBetaGeometric.fromParams({ alpha: 1, beta: 1 });
    const customers = { frequency: [0, 2, 2], recency: [0, 2, 2], T: [0, 2, 3] };
    assert.deepEqual([...model.probabilityAlive(customers)], [1, 1, 0]);
    // S(t) = 1/(1 + t) for α = β = 1: of those with two renewals 3/4, then 3/5 renew once more.
    const after = model.probabilityAlive(customers, { after: 2 });
    [1 / 3, 3 / 5].forEach((p, i) => close(after[i], p, 1e-14));
    assert.equal(after[2], 0);
    close(model.expectedPurchases(customers, { horizon: 2 })[1], 3 / 4 + 3 / 5, 1e-14);
  });
});

const bgBb = BgBb.fromParams({ alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 });
const contracts = ShiftedBetaGeometric.fromParams({ alpha: 0.704, beta: 1.182 });
const DONOR = { frequency: [2], recency: [4], T: [6] };
/** @type {[string, () => unknown, { code: string, path: string }][]} */
const REFUSED = [
  ["half an opportunity ahead", () => bgBb.expectedPurchases(DONOR, { horizon: 1.5 }), { code: "OutOfRange", path: "options.horizon" }],
  ["half an opportunity for counts", () => bgBb.purchaseProbabilities(DONOR, { n: 1, horizon: 0.5 }), { code: "OutOfRange", path: "options.horizon" }],
  ["half an opportunity until now", () => bgBb.probabilityAlive(DONOR, { after: 0.5 }), { code: "OutOfRange", path: "options.after" }],
  ["half an opportunity of a new customer", () => bgBb.expectedPurchasesNew(2.5), { code: "OutOfRange", path: "t" }],
  ["a residual over half an opportunity", () => bgBb.residualPurchases(DONOR, { discountRate: 0.1, horizon: 2.5 }), { code: "OutOfRange", path: "options.horizon" }],
  ["half an opportunity observed", () => bgBb.probabilityAlive({ ...DONOR, T: [6.5] }), { code: "OutOfRange", path: "T[0]" }],
  ["more purchases than opportunities", () => bgBb.probabilityAlive({ frequency: [5], recency: [4], T: [6] }), { code: "OutOfRange", path: "frequency[0]" }],
  ["a fit to half opportunities", () => BgBb.fit({ ...DONOR, T: [6.5] }), { code: "OutOfRange", path: "T[0]" }],
  ["a renewal after one that was not made", () => contracts.probabilityAlive({ frequency: [1], recency: [2], T: [3] }), { code: "OutOfRange", path: "recency[0]" }],
  ["a parameter of another model", () => ShiftedBetaGeometric.fromParams({ alpha: 1, beta: 1, gamma: 1 }), { code: "UnknownKey", path: "params.gamma" }],
  ["a parameter of 0", () => ShiftedBetaGeometric.fromParams({ alpha: 0, beta: 1 }), { code: "OutOfRange", path: "params.alpha" }],
  ["regularity of contracts", () => ShiftedBetaGeometric.fit(DONOR, { modified: true }), { code: "UnknownKey", path: "options.modified" }],
];

describe("refused, with code and place", () => {
  for (const [name, call, { code, path }] of REFUSED) {
    test(name, () => {
      assert.throws(call, (error) => {
        assert.ok(error instanceof ClienteleError, `${error}`);
        const found = /** @type {any} */ (error);
        assert.deepEqual([found.code, found.path], [code, path], found.message);
        return true;
      });
    });
  }
});
