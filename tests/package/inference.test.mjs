// Intervals, the choice of a model, and simulated customers through JavaScript: laws, and hostile input.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { install, load, root } from "./tarball.mjs";

const { folder } = install();
const api = await load(folder);
const { BgBb, BgCnbdK, BgNbd, ClienteleError, GammaGamma, MbgNbd, Orders, ShiftedBetaGeometric, fitModel, simulateCustomers } = api;

const orders = Orders.fromCsv(readFileSync(join(root, "tests", "fixtures", "cdnow_orders.csv")));
const summary = orders.summarize({ asOf: "1997-09-30", timeUnit: "week" });
const cdnow = BgNbd.fit(summary, { profileLikelihood: true });
const days = orders.summarize({ asOf: "1997-09-30", timeUnit: "day" });
/** Fader, Hardie & Lee (2005), table 2. */
const known = BgNbd.fromParams({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 });
/** The customer of their spreadsheet, one without a repeat purchase, and a regular one. */
const three = { frequency: [2, 0, 20], recency: [30.43, 0, 36], T: [38.86, 38.86, 38.86] };

describe("intervals", () => {
  test("of parameters, near those of the delta method where there are many customers", () => {
    const intervals = cdnow.parameterIntervals({ level: 0.95 });
    assert.deepEqual(Object.keys(intervals), ["r", "alpha", "a", "b"]);
    for (const [name, { lower, upper }] of Object.entries(intervals)) {
      const x = cdnow.params[name];
      // The quantile of the normal distribution: 1.959963984540054.
      const factor = Math.exp((1.959963984540054 * cdnow.standardErrors[name]) / x);
      assert.ok(0 < lower && lower < x && x < upper, name);
      assert.ok(Math.abs(Math.log(lower * factor / x)) < 0.15 * Math.log(factor), name);
      assert.ok(Math.abs(Math.log(upper / factor / x)) < 0.15 * Math.log(factor), name);
    }
    assert.ok(cdnow.parameterIntervals().r.upper < intervals.r.upper);
    assert.equal(known.parameterIntervals(), null);
    const basis = (/** @type {any} */ model) => new Set(Object.values(model.parameterIntervals()).map((/** @type {any} */ one) => one.basis));
    assert.deepEqual(basis(cdnow), new Set(["profileLikelihood"]));
    assert.deepEqual(basis(BgNbd.fit(summary)), new Set(["deltaMethod"]));
  });

  test("of purchases are whole, hold what is likely, and widen with the level", () => {
    const options = { horizon: 39, draws: 50, seed: 7 };
    const { lower, upper, level, seed } = cdnow.purchaseIntervals(three, options);
    assert.deepEqual([level, seed], [0.9, 7]);
    const wide = cdnow.purchaseIntervals(three, { ...options, level: 0.99 });
    for (let i = 0; i < 3; i++) {
      assert.ok(Number.isInteger(lower[i]) && Number.isInteger(upper[i]) && lower[i] <= upper[i]);
      assert.ok(wide.upper[i] - wide.lower[i] >= upper[i] - lower[i]);
    }
    // About 15 purchases are expected of the third, 0.2 of the second.
    assert.equal(lower[1], 0);
    const [, , expected] = cdnow.expectedPurchases(three, { horizon: 39 });
    assert.ok(lower[2] < expected && expected < upper[2]);
    assert.equal(known.purchaseIntervals(three, options), null);
  });

  test("of predictions hold them, in whatever way the models are drawn", () => {
    const columns = { frequency: summary.frequency.slice(0, 300), recency: summary.recency.slice(0, 300), T: summary.T.slice(0, 300) };
    const some = BgNbd.fit(columns, { prior: "weak" });
    const plain = { probabilityAlive: undefined, probabilityOfPurchase: 39, expectedPurchases: 39 };
    for (const [prediction, horizon] of Object.entries(plain)) {
      const estimate = horizon === undefined ? some.probabilityAlive(three) : some[prediction](three, { horizon });
      for (const bootstrap of [false, true]) {
        const options = { prediction, seed: 1, draws: 60, level: 0.99, bootstrap, ...(horizon && { horizon }) };
        const { lower, upper } = some.predictionIntervals(three, options);
        for (const [i, value] of estimate.entries()) assert.ok(lower[i] <= value && value <= upper[i], `${prediction} ${i}: ${lower[i]} ${value} ${upper[i]}`);
      }
    }
  });

  test("a seed is reported, and gives the same again", () => {
    const options = { horizon: 10, draws: 20, prediction: "expectedPurchases" };
    const first = cdnow.predictionIntervals(three, options);
    assert.ok(Number.isInteger(first.seed) && first.seed >= 0);
    assert.deepEqual(cdnow.predictionIntervals(three, { ...options, seed: first.seed }), first);
    const seeds = Array.from({ length: 4 }, () => cdnow.predictionIntervals(three, options).seed);
    assert.ok(new Set(seeds).size > 1);
    // P(alive) some time from now falls, and its interval with it.
    const [now, later] = [0, 39].map((horizon) => cdnow.predictionIntervals(three, { prediction: "probabilityAlive", horizon, seed: 1 }));
    assert.ok(later.upper[2] < now.lower[2]);
  });
});

describe("the choice of a model", () => {
  test("on CDNOW MBG/NBD has the lowest BIC", () => {
    // Log-likelihoods at the optimum: −9582.4256 BG/NBD, −9582.1327 MBG/NBD, −9594.9739 Pareto/NBD.
    const { model, criterion, candidates, reason } = fitModel(summary);
    assert.equal(model.kind, "mbg-nbd");
    assert.ok(model instanceof MbgNbd);
    assert.equal(criterion, "bic");
    assert.match(reason, /^mbg-nbd has the lowest BIC/);
    assert.deepEqual(candidates.map((/** @type {any} */ c) => c.model).sort(), ["bg-cnbd-k", "bg-nbd", "mbg-cnbd-k", "mbg-nbd", "pareto-nbd"]);
    const pareto = candidates.find((/** @type {any} */ c) => c.model === "pareto-nbd");
    assert.ok(Math.abs(pareto.logLikelihood + 9594.974) < 0.01);
    assert.deepEqual(model.params, MbgNbd.fit(summary).params);
    assert.deepEqual(candidates[0].params, { ...model.params });
    assert.equal(model.timeUnit, "week");
    assert.ok(model.purchaseIntervals(three, { horizon: 4, draws: 10, seed: 1 }));
  });

  test("a holdout period decides by its error", () => {
    const customers = simulateCustomers(known, { customers: 800, low: 20, high: 39, holdout: 39, seed: 5 });
    const holdout = { purchases: customers.holdoutPurchases, length: 39 };
    const { model, candidates } = fitModel(customers, { criterion: "holdout", holdout, models: ["mbg-nbd", "bg-nbd"] });
    assert.ok(candidates[0].holdoutError <= candidates[1].holdoutError);
    const expected = model.expectedPurchases(customers, { horizon: 39 });
    const error = expected.reduce((/** @type {number} */ sum, /** @type {number} */ e, /** @type {number} */ i) => sum + Math.abs(e - customers.holdoutPurchases[i]), 0) / 800;
    assert.ok(Math.abs(error - candidates[0].holdoutError) < 1e-12);
  });

  test("one that cannot be fitted takes no part, and one that is modified keeps its class", () => {
    const columns = { frequency: summary.frequency, recency: summary.recency, T: summary.T };
    assert.equal(fitModel(columns).candidates.length, 3);
    const { model } = fitModel(summary, { models: ["mbg-cnbd-k"] });
    assert.ok(model instanceof BgCnbdK);
    assert.equal(model.kind, "mbg-cnbd-k");
    assert.equal(model.regularity, "random");
  });
});

describe("simulated customers", () => {
  /** The models with the parameters of their papers. */
  const MODELS = [
    known,
    MbgNbd.fromParams({ r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }),
    api.ParetoNbd.fromParams({ r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 }),
    BgCnbdK.fromParams({ k: 3, r: 0.525, alpha: 2, a: 0.891, b: 1.614, modified: true }),
    BgBb.fromParams({ alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 }),
    ShiftedBetaGeometric.fromParams({ alpha: 0.704, beta: 1.182 }),
  ];

  for (const model of MODELS) {
    test(`of ${model.kind} are what the model says of them`, () => {
      const customers = simulateCustomers(model, { customers: 4000, low: 8, high: 20, holdout: 12, seed: 3 });
      assert.deepEqual(simulateCustomers(model, { customers: 4000, low: 8, high: 20, holdout: 12, seed: 3 }), customers);
      const { frequency, recency, T, alive, aliveAfter, holdoutPurchases, seed } = customers;
      assert.equal(seed, 3);
      const sum = (/** @type {Float64Array | Uint8Array} */ column) => Array.from(column).reduce((a, b) => a + b, 0);
      for (let i = 0; i < 4000; i++) {
        assert.ok(recency[i] <= T[i] && T[i] >= 8 && T[i] <= 20 && (frequency[i] > 0 || recency[i] === 0));
        assert.ok(aliveAfter[i] <= alive[i] && (alive[i] || holdoutPurchases[i] === 0));
      }
      // Of 4,000 the share alive is known to four standard errors of at most 0.8 %.
      assert.ok(Math.abs(sum(alive) - sum(model.probabilityAlive(customers))) / 4000 < 0.032);
      const expected = model.expectedPurchases(customers, { horizon: 12 });
      // A customer's purchases vary by less than 30 around the expected ones in variance.
      assert.ok(Math.abs(sum(holdoutPurchases) - sum(expected)) / 4000 < 4 * Math.sqrt(30 / 4000));
    });
  }

  test("with their spend, they can be fitted and valued", () => {
    const spend = GammaGamma.fromParams({ p: 6.25, q: 3.74, v: 15.44 });
    const customers = simulateCustomers(known, { customers: 3000, low: 27, high: 39, spend, seed: 11 });
    const { a } = BgNbd.fit(customers).parameterIntervals({ level: 0.9999 });
    assert.ok(a.lower < 0.793 && 0.793 < a.upper);
    const found = GammaGamma.fit(customers);
    assert.ok(Math.abs(found.expectedSpendNew - spend.expectedSpendNew) < 4);
    assert.ok(!("monetaryValue" in simulateCustomers(known, { customers: 1, low: 1, high: 1 })));
    assert.equal(simulateCustomers(known, { customers: 0, low: 1, high: 1 }).T.length, 0);
  });
});

describe("contracts", () => {
  /** Fader & Hardie (2007), table 1: of a thousand regular customers. */
  const REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241];

  test("the fit to a cohort, and what it says of retention", () => {
    const fitted = ShiftedBetaGeometric.fitCohorts([REGULAR], { timeUnit: "year" });
    assert.ok(Math.abs(fitted.params.alpha - 0.7040773) < 1e-6 && Math.abs(fitted.params.beta - 1.1820431) < 1e-6);
    assert.ok(Math.abs(fitted.logLikelihood + 1680.265188) < 1e-5);
    assert.deepEqual([fitted.kind, fitted.timeUnit], ["shifted-beta-geometric", "year"]);
    // The projection to period 12: 17.00 %.
    assert.ok(Math.abs(fitted.survival(12) - 0.17) < 1e-4);
    for (const t of [1, 5, 100]) {
      assert.ok(Math.abs(fitted.survival(t) / fitted.survival(t - 1) - fitted.retentionRate(t)) < 1e-13);
      assert.ok(Math.abs(fitted.survival(t - 1) - fitted.survival(t) - fitted.churnProbability(t)) < 1e-14);
    }
    assert.ok(fitted.parameterIntervals().alpha.lower > 0.5);
    const two = ShiftedBetaGeometric.fitCohorts([Float64Array.from(REGULAR), [500, 320]]);
    assert.notEqual(two.params.alpha, fitted.params.alpha);
  });

  test("residual lifetimes", () => {
    // Fader & Hardie (2010), table 3: 3.31 … 3.84, here with more digits.
    const model = ShiftedBetaGeometric.fromParams({ alpha: 3.8, beta: 15.2 });
    const expected = [3.3098184, 3.4510003, 3.5865437, 3.7168115, 3.842134];
    for (const [renewals, value] of expected.entries()) {
      assert.ok(Math.abs(model.expectedRenewals({ renewals, discountRate: 0.1 }) - value) < 1e-7);
    }
    assert.equal(model.expectedRenewals({ discountRate: 0.1 }), model.expectedRenewals({ renewals: 0, discountRate: 0.1 }));
    // By eq. 10 the elasticity is 1 + DERL/(1 + d).
    assert.ok(Math.abs(model.retentionElasticity({ discountRate: 0.1 }) - 1 - 3.3098184 / 1.1) < 1e-7);
    // Without a discount the sum has no bound for α ≤ 1.
    assert.equal(ShiftedBetaGeometric.fromParams({ alpha: 0.7, beta: 1 }).expectedRenewals({ discountRate: 0 }), null);
  });
});

describe("regularity that is given", () => {
  const [frequency, recency, T] = [[4, 3, 5, 0], [40, 30, 50, 0], [45, 60, 52, 30]];
  const customers = { frequency, recency, T, lnGaps: frequency.map((x) => x * Math.log(10)) };

  test("k is kept, also where customers are drawn", () => {
    const fitted = BgCnbdK.fit(customers, { k: 3 });
    assert.equal(fitted.params.k, 3);
    assert.equal(fitted.regularity, "regular");
    assert.equal(BgCnbdK.fromParams({ k: 1, r: 1, alpha: 1, a: 1, b: 1 }).regularity, "random");
    assert.equal(api.label(fitted.regularity).code, "regular");
    const drawn = fitted.purchaseIntervals(customers, { horizon: 30, bootstrap: true, draws: 10, seed: 2 });
    assert.equal(drawn.lower.length, 4);
  });
});

const sbg = ShiftedBetaGeometric.fromParams({ alpha: 0.7, beta: 1.2 });
const bgBb = BgBb.fromParams({ alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 });
const gone = BgNbd.fit(three);
gone.free();
const many = { customers: 10, low: 1, high: 2, seed: 1 };
const holdout = { purchases: [1, 2, 3], length: 4 };
/** @type {[string, () => unknown, { code: string, path: string, message?: RegExp }][]} */
const REFUSED = [
  ["a level of 1", () => cdnow.parameterIntervals({ level: 1 }), { code: "OutOfRange", path: "options.level" }],
  ["a level above 1", () => cdnow.purchaseIntervals(three, { horizon: 1, level: 95 }), { code: "OutOfRange", path: "options.level" }],
  ["a level of 0", () => cdnow.purchaseIntervals(three, { horizon: 1, level: 0 }), { code: "OutOfRange", path: "options.level" }],
  ["a level that is NaN", () => cdnow.parameterIntervals({ level: NaN }), { code: "NotFinite", path: "options.level" }],
  ["a misspelt option of intervals", () => cdnow.parameterIntervals({ levels: 0.9 }), { code: "UnknownKey", path: "options.levels" }],
  ["no horizon of intervals", () => cdnow.purchaseIntervals(three), { code: "InvalidValue", path: "options.horizon" }],
  ["no draws", () => cdnow.purchaseIntervals(three, { horizon: 1, draws: 0 }), { code: "OutOfRange", path: "options.draws" }],
  ["a horizon with more purchases than can be counted", () => BgNbd.fit({ frequency: [900, 500, 700], recency: [4, 3, 5], T: [4, 3, 5] }).purchaseIntervals(three, { horizon: 1e12, seed: 1 }), { code: "OutOfRange", path: "options.horizon", message: /lower the horizon or the draws/ }],
  ["a shape beyond all reason", () => BgNbd.fromParams({ r: 1e13, alpha: 1, a: 1, b: 1 }), { code: "OutOfRange", path: "params.r" }],
  ["a model that lacks its gaps, beside another", () => fitModel(three, { models: ["bg-cnbd-k", "bg-nbd"] }), { code: "Missing", path: "lnGaps" }],
  ["half a draw", () => cdnow.purchaseIntervals(three, { horizon: 1, draws: 0.5 }), { code: "InvalidValue", path: "options.draws" }],
  ["a seed that is too large", () => cdnow.purchaseIntervals(three, { horizon: 1, seed: 2 ** 32 }), { code: "InvalidValue", path: "options.seed" }],
  ["a seed that is a text", () => cdnow.purchaseIntervals(three, { horizon: 1, seed: "1" }), { code: "InvalidValue", path: "options.seed" }],
  ["no prediction", () => cdnow.predictionIntervals(three, { horizon: 1 }), { code: "InvalidValue", path: "options.prediction" }],
  ["a prediction that is none", () => cdnow.predictionIntervals(three, { horizon: 1, prediction: "weather" }), { code: "InvalidValue", path: "options.prediction" }],
  ["no horizon of expected purchases", () => cdnow.predictionIntervals(three, { prediction: "expectedPurchases" }), { code: "InvalidValue", path: "options.horizon" }],
  ["columns of different lengths", () => cdnow.purchaseIntervals({ ...three, T: [39] }, { horizon: 1 }), { code: "LengthMismatch", path: "T" }],
  ["a bootstrap that is a number", () => cdnow.purchaseIntervals(three, { horizon: 1, bootstrap: 5 }), { code: "InvalidValue", path: "options.bootstrap" }],
  ["a bootstrap of known parameters", () => known.purchaseIntervals(three, { horizon: 1, bootstrap: true }), { code: "InvalidValue", path: "options.bootstrap" }],
  ["a bootstrap of weights", () => BgNbd.fit({ ...three, weights: [5, 5, 5] }).purchaseIntervals(three, { horizon: 1, bootstrap: true }), { code: "InvalidValue", path: "weights" }],
  ["intervals of a model that is gone", () => gone.purchaseIntervals(three, { horizon: 1, bootstrap: true }), { code: "InvalidValue", path: "model" }],
  ["a model of no kind", () => fitModel(summary, { models: ["bg-nbt"] }), { code: "InvalidValue", path: "options.models[0]" }],
  ["no model", () => fitModel(summary, { models: [] }), { code: "InsufficientData", path: "options.models" }],
  ["opportunities and times", () => fitModel(summary, { models: ["bg-nbd", "bg-bb"] }), { code: "InvalidValue", path: "options.models[1]" }],
  ["a criterion that is none", () => fitModel(summary, { criterion: "r2" }), { code: "InvalidValue", path: "options.criterion" }],
  ["no holdout period", () => fitModel(summary, { criterion: "holdout" }), { code: "Missing", path: "options.holdout" }],
  ["a holdout of others", () => fitModel(summary, { criterion: "holdout", holdout }), { code: "LengthMismatch", path: "options.holdout.purchases" }],
  ["a holdout with a purchase below 0", () => fitModel(three, { holdout: { ...holdout, purchases: [1, -1, 0] } }), { code: "OutOfRange", path: "options.holdout.purchases[1]" }],
  ["a holdout that is a number", () => fitModel(three, { holdout: 4 }), { code: "InvalidValue", path: "options.holdout" }],
  ["a holdout without a length", () => fitModel(three, { holdout: { purchases: [1, 2, 3] } }), { code: "InvalidValue", path: "options.holdout.length" }],
  ["a misspelt option of a choice", () => fitModel(summary, { model: ["bg-nbd"] }), { code: "UnknownKey", path: "options.model" }],
  ["a holdout of no length", () => fitModel(three, { holdout: { purchases: [1, 2, 3], length: 0 } }), { code: "InvalidValue", path: "options.holdout.length" }],
  ["intervals of nothing named", () => cdnow.predictionIntervals(three, {}), { code: "InvalidValue", path: "options.prediction" }],
  ["a level of 1", () => cdnow.parameterIntervals({ level: 1 }), { code: "OutOfRange", path: "options.level", message: /above 0 and below 1/ }],
  ["a summary in another unit", () => cdnow.expectedPurchases(days, { horizon: 26 }), { code: "InvalidValue", path: "summary.timeUnit", message: /"week", the unit of the model, found "day"/ }],
  ["intervals in another unit", () => cdnow.purchaseIntervals(days, { horizon: 26 }), { code: "InvalidValue", path: "summary.timeUnit" }],
  ["values in another unit", () => cdnow.lifetimeValue(days, GammaGamma.fit(days)), { code: "InvalidValue", path: "summary.timeUnit" }],
  ["weights by a slip of the pen", () => BgNbd.fit({ ...three, weight: [1, 2, 3] }), { code: "UnknownKey", path: "weight", message: /did you mean "weights"/ }],
  ["an option of a regular model, misspelt", () => BgCnbdK.fit({ ...three, lnGaps: [1, 0, 20] }, { modifed: true }), { code: "UnknownKey", path: "options.modifed", message: /did you mean `modified`/ }],
  ["an option of contracts, misspelt", () => ShiftedBetaGeometric.fitCohorts([[10, 8]], { timeunit: "week" }), { code: "UnknownKey", path: "options.timeunit", message: /did you mean `timeUnit`/ }],
  ["options that are a list", () => fitModel(summary, []), { code: "InvalidValue", path: "options" }],
  ["a model to simulate that is none", () => simulateCustomers({ r: 1 }, many), { code: "InvalidValue", path: "model" }],
  ["a spend model to simulate", () => simulateCustomers(GammaGamma.fromParams({ p: 6, q: 4, v: 15 }), many), { code: "InvalidValue", path: "model" }],
  ["a model that is gone", () => simulateCustomers(gone, many), { code: "InvalidValue", path: "model" }],
  ["spend that is none", () => simulateCustomers(known, { ...many, spend: 3 }), { code: "InvalidValue", path: "options.spend" }],
  ["no number of customers", () => simulateCustomers(known, { low: 1, high: 2 }), { code: "InvalidValue", path: "options.customers" }],
  ["half a customer", () => simulateCustomers(known, { ...many, customers: 0.5 }), { code: "InvalidValue", path: "options.customers" }],
  ["more customers than there is memory", () => simulateCustomers(known, { ...many, customers: 4e9 }), { code: "OutOfRange", path: "options.customers" }],
  ["no ages", () => simulateCustomers(known, { customers: 3 }), { code: "Missing", path: "options.low" }],
  ["a longest age below the shortest", () => simulateCustomers(known, { ...many, low: 3 }), { code: "OutOfRange", path: "options.high" }],
  ["half opportunities", () => simulateCustomers(bgBb, { ...many, low: 0.5 }), { code: "OutOfRange", path: "options.low" }],
  ["a holdout in the past", () => simulateCustomers(known, { ...many, holdout: -1 }), { code: "OutOfRange", path: "options.holdout" }],
  ["a misspelt option of a simulation", () => simulateCustomers(known, { ...many, lowest: 1 }), { code: "UnknownKey", path: "options.lowest" }],
  ["purchases without end", () => simulateCustomers(BgNbd.fromParams({ r: 1e6, alpha: 1e-6, a: 1e-9, b: 1e6 }), { ...many, low: 100, high: 100 }), { code: "InvalidValue", path: "params" }],
  ["cohorts that are a number", () => ShiftedBetaGeometric.fitCohorts(3), { code: "InvalidValue", path: "cohorts" }],
  ["no cohorts", () => ShiftedBetaGeometric.fitCohorts([]), { code: "InsufficientData", path: "cohorts[0]" }],
  ["a cohort that grows", () => ShiftedBetaGeometric.fitCohorts([[10, 5], [10, 11]]), { code: "OutOfRange", path: "cohorts[1][1]" }],
  ["a cohort with a gap", () => ShiftedBetaGeometric.fitCohorts([[10, null]]), { code: "InvalidValue", path: "cohorts[0][1]" }],
  ["an unknown unit of cohorts", () => ShiftedBetaGeometric.fitCohorts([[10, 5]], { timeUnit: "era" }), { code: "InvalidValue", path: "options.timeUnit" }],
  ["half a period", () => sbg.survival(0.5), { code: "InvalidValue", path: "periods" }],
  ["period 0", () => sbg.retentionRate(0), { code: "OutOfRange", path: "period" }],
  ["churn in period 0", () => sbg.churnProbability(0), { code: "OutOfRange", path: "period" }],
  ["no discount rate of contracts", () => sbg.expectedRenewals({}), { code: "InvalidValue", path: "options.discountRate" }],
  ["too many renewals", () => sbg.expectedRenewals({ renewals: 2e6, discountRate: 0.1 }), { code: "OutOfRange", path: "options.renewals" }],
  ["a k of 0", () => BgCnbdK.fit(summary, { k: 0 }), { code: "OutOfRange", path: "options.k" }],
  ["half a k", () => BgCnbdK.fit(summary, { k: 1.5 }), { code: "InvalidValue", path: "options.k" }],
  ["a k of a model without one", () => BgNbd.fit(summary, { k: 2 }), { code: "UnknownKey", path: "options.k" }],
  ["regularity without gaps", () => BgCnbdK.fit(three), { code: "Missing", path: "lnGaps" }],
  ["regularity of k without gaps", () => BgCnbdK.fit(three, { k: 2 }), { code: "Missing", path: "lnGaps" }],
];

describe("refused, with code and place", () => {
  for (const [name, call, { code, path, message = /./ }] of REFUSED) {
    test(name, () => {
      assert.throws(call, (error) => {
        assert.ok(error instanceof ClienteleError, `${error}`);
        const found = /** @type {any} */ (error);
        assert.deepEqual([found.code, found.path], [code, path], found.message);
        assert.match(found.message, message);
        return true;
      });
    });
  }
});
