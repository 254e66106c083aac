// The purchase models through JavaScript: published numbers, laws that tie the predictions to each
// other, parameters of other libraries, and hostile input.
//
// Sources. MBG/NBD: Batislam, Denizel & Filiztekin (2007); figures of BTYDplus and of PyMC-Marketing's
// test_modified_beta_geo; tight ones by 40-digit mpmath, and by lifetimes 0.11.3 at gtol 1e-7 for the fit.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { install, load, root } from "./tarball.mjs";

const { folder } = install();
const api = await load(folder);
const { BgNbd, ClienteleError, GammaGamma, Orders, Profile, Scorer, buildProfile } = api;

/**
 * @param {number} actual
 * @param {number} expected
 * @param {number} relative
 */
function close(actual, expected, relative) {
  assert.ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${actual} is not ${expected} to ${relative}`);
}

const orders = Orders.fromCsv(readFileSync(join(root, "tests", "fixtures", "cdnow_orders.csv")));
const summary = orders.summarize({ asOf: "1997-09-30", timeUnit: "week" });
/** The customer of Fader & Hardie's spreadsheet. */
const CUSTOMER = { frequency: [2], recency: [30.43], T: [38.86] };
const NEW = { frequency: [0], recency: [0], T: [0] };

/**
 * The models in continuous time, each with parameters, a customer, a horizon, and the options that
 * tell models of one class apart. BG/NBD and Pareto/NBD: Fader, Hardie & Lee (2005), table 2; MBG/NBD:
 * BTYDplus; the two with regular gaps: the same with k = 2.
 * @type {Record<string, { kind: string, params: Record<string, number>, customer: any, horizon: number, name?: string, more?: object }>}
 */
const MODELS = {
  BgNbd: { kind: "bg-nbd", params: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }, customer: CUSTOMER, horizon: 39 },
  MbgNbd: { kind: "mbg-nbd", params: { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }, customer: CUSTOMER, horizon: 39 },
  BgCnbdK: { kind: "bg-cnbd-k", params: { k: 2, r: 0.243, alpha: 2.207, a: 0.793, b: 2.426 }, customer: CUSTOMER, horizon: 39 },
  MbgCnbdK: { kind: "mbg-cnbd-k", params: { k: 2, r: 0.525, alpha: 3.0915, a: 0.891, b: 1.614 }, customer: CUSTOMER, horizon: 39, name: "BgCnbdK", more: { modified: true } },
  ParetoNbd: { kind: "pareto-nbd", params: { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 }, customer: CUSTOMER, horizon: 39 },
};

/** Those in discrete time: the donors of Fader, Hardie & Shang (2010), table 2; the regular customers of Fader & Hardie (2007). */
const DISCRETE = {
  BgBb: { kind: "bg-bb", params: { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 }, customer: { frequency: [2], recency: [4], T: [6] } },
  ShiftedBetaGeometric: { kind: "shifted-beta-geometric", params: { alpha: 0.704, beta: 1.182 }, customer: { frequency: [3], recency: [3], T: [3] } },
};

describe("MBG/NBD", () => {
  const model = api.MbgNbd.fromParams(MODELS["MbgNbd"]?.params);

  test("predictions at given parameters", () => {
    close(model.expectedPurchases(CUSTOMER, { horizon: 39 })[0], 1.2629606232674, 1e-12);
    close(model.probabilityAlive(CUSTOMER)[0], 0.70620226511849, 1e-12);
    close(model.probabilityAlive({ frequency: [0], recency: [0], T: [38.86] })[0], 0.38973508091876, 1e-12);
    close(model.expectedPurchasesNew(1), 0.053084795263702, 1e-12);
    close(model.expectedPurchasesNew(3), 0.15086328860664, 1e-12);
    close(model.expectedPurchasesNew(6), 0.28136022398302, 1e-12);
  });

  test("the fit to CDNOW", () => {
    const fitted = api.MbgNbd.fit(summary);
    const published = { r: 0.5248381, alpha: 6.182992, a: 0.8913561, b: 1.6139989 };
    const errors = { r: 0.08326, alpha: 0.6956, a: 0.15478, b: 0.53747 };
    for (const [name, value] of Object.entries(published)) close(fitted.params[name], value, 1e-3);
    for (const [name, value] of Object.entries(errors)) close(fitted.standardErrors[name], value, 2e-3);
    assert.ok(Math.abs(fitted.logLikelihood + 9582.132685) <= 0.01, fitted.logLikelihood);
    assert.equal(fitted.convergence.verdict, "converged");
    assert.equal(fitted.timeUnit, "week");
  });
});

describe("Pareto/NBD", () => {
  test("predictions at given parameters", () => {
    // The fit of CLVTools, and its DERT at a continuous rate of .0027 a week (40-digit mpmath).
    const model = api.ParetoNbd.fromParams({ r: 0.55315, alpha: 10.57633, s: 0.60625, beta: 11.6715 });
    const customers = { frequency: [2, 10], recency: [30.43, 30], T: [38.86, 39] };
    const residual = model.residualPurchases(customers, { discountRate: Math.expm1(0.0027) });
    close(residual[0], 6.48198450729, 1e-11);
    close(residual[1], 21.3457112719, 1e-11);
    close(model.expectedPurchasesNew(52), 1.4733892692, 1e-10);
    // Customer 1516 of the vignette of BTYD.
    const regular = { frequency: [26], recency: [216 / 7], T: [31] };
    close(model.expectedPurchases(regular, { horizon: 52 })[0], 25.4561109, 1e-8);
    close(model.probabilityAlive(regular)[0], 0.9978735, 1e-7);
    // PyMC-Marketing, test_pareto_nbd: .05100453400, .14612427222, .27505063743.
    const pymc = api.ParetoNbd.fromParams({ r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 });
    close(pymc.expectedPurchasesNew(1), 0.051004534002317, 1e-12);
    close(pymc.expectedPurchasesNew(3), 0.14612427222155, 1e-12);
    close(pymc.expectedPurchasesNew(6), 0.27505063742926, 1e-12);
    // BTYD, pnbd.PAlive: .2941633 at 39 weeks without a repeat purchase.
    close(pymc.probabilityAlive({ frequency: [0], recency: [0], T: [39] })[0], 0.29414223925, 1e-10);
  });

  test("the fit to CDNOW", () => {
    const fitted = api.ParetoNbd.fit(summary);
    // CLVTools, whose times are not rounded: .55315, 10.57633, .60625, 11.67150; −9594.976.
    const published = { r: 0.55315, alpha: 10.57633, s: 0.60625, beta: 11.6715 };
    const errors = { r: 0.0476264, alpha: 0.8427222, s: 0.1872594, beta: 6.2105448 };
    for (const [name, value] of Object.entries(published)) close(fitted.params[name], value, 1e-3);
    for (const [name, value] of Object.entries(errors)) close(fitted.standardErrors[name], value, 2e-3);
    assert.ok(Math.abs(fitted.logLikelihood + 9594.976) <= 0.005, fitted.logLikelihood);
  });
});

describe("BG/CNBD-k and MBG/CNBD-k", () => {
  const { BgCnbdK } = api;

  test("one event a purchase is the model without regularity", () => {
    for (const [modified, plain] of /** @type {[boolean, any][]} */ ([[false, BgNbd], [true, api.MbgNbd]])) {
      const { params = {} } = MODELS[modified ? "MbgNbd" : "BgNbd"] ?? {};
      const model = BgCnbdK.fromParams({ k: 1, ...params, modified });
      assert.equal(model.kind, modified ? "mbg-cnbd-k" : "bg-cnbd-k");
      const other = plain.fromParams(params);
      assert.deepEqual(model.probabilityAlive(CUSTOMER), other.probabilityAlive(CUSTOMER));
      assert.deepEqual(model.expectedPurchases(CUSTOMER, { horizon: 39 }), other.expectedPurchases(CUSTOMER, { horizon: 39 }));
    }
  });

  test("the fit to CDNOW, whose customers buy at random", () => {
    // k = 1 is the best there, and the fit that of BG/NBD: Fader, Hardie & Lee (2005), −9582.4.
    const fitted = BgCnbdK.fit(summary);
    assert.equal(fitted.params.k, 1);
    assert.deepEqual(Object.keys(fitted.standardErrors), ["r", "alpha", "a", "b"]);
    assert.ok(Math.abs(fitted.logLikelihood + 9582.4) <= 0.1, fitted.logLikelihood);
    close(fitted.params.r, 0.2426, 1e-3);
  });

  test("regular customers are found to be regular", () => {
    const [frequency, recency, T] = [[4, 3, 5, 0], [40, 30, 50, 0], [45, 60, 52, 30]];
    const lnGaps = frequency.map((x) => x * Math.log(10));
    assert.equal(BgCnbdK.fit({ frequency, recency, T, lnGaps }, { modified: true }).params.k, 12);
  });
});

for (const [title, { kind, params, customer, horizon, name = title, more = {} }] of Object.entries(MODELS)) {
  describe(`${title}: what holds for every model`, () => {
    const model = api[name].fromParams({ ...params, ...more, timeUnit: "week" });
    const one = (/** @type {ArrayLike<number>} */ column) => /** @type {number} */ (column[0]);

    test("it is what it was made as", () => {
      assert.deepEqual([model.kind, model.timeUnit], [kind, "week"]);
      assert.deepEqual(model.params, params);
      assert.ok(Object.isFrozen(model.params));
      for (const key of ["standardErrors", "covariance", "logLikelihood", "aic", "bic", "convergence"]) assert.equal(model[key], null);
      assert.equal(api.label(kind).code, kind);
    });

    test("the probabilities of all counts are those of their sums", () => {
      const counts = Array.from({ length: 200 }, (_, n) => one(model.purchaseProbabilities(customer, { n, horizon })));
      close(counts.reduce((sum, p) => sum + p, 0), 1, 1e-9);
      close(counts.reduce((sum, p, n) => sum + n * p, 0), one(model.expectedPurchases(customer, { horizon })), 1e-6);
      close(1 - /** @type {number} */ (counts[0]), one(model.probabilityOfPurchase(customer, { horizon })), 1e-12);
    });

    test("a new customer is one of whom only the first purchase is known", () => {
      assert.equal(one(model.expectedPurchases(NEW, { horizon })), model.expectedPurchasesNew(horizon));
      for (const n of [0, 1, 5]) {
        assert.equal(one(model.purchaseProbabilities(NEW, { n, horizon })), model.purchaseProbabilities(n, horizon));
      }
    });

    test("activity fades with time, from what it is now", () => {
      const now = one(model.probabilityAlive(customer));
      close(one(model.probabilityAlive(customer, { after: 0 })), now, 1e-12);
      let before = now;
      for (const after of [1, horizon, 10 * horizon]) {
        const then = one(model.probabilityAlive(customer, { after }));
        assert.ok(then < before && then > 0, `${after}: ${then}`);
        before = then;
      }
    });

    test("the history of P(alive) ends at P(alive)", () => {
      const purchases = customer.frequency[0] === 2 ? [customer.recency[0] / 2, customer.recency[0]] : [1, 2];
      const [early, late] = model.aliveHistory(purchases, [purchases[0], customer.T[0]]);
      assert.ok(early >= late);
      const same = { frequency: [2], recency: [purchases[1]], T: customer.T };
      assert.equal(late, one(model.probabilityAlive(same)));
    });

    test("the quantiles of the next purchase are those of its probability", () => {
      const { quantiles, never } = model.nextPurchase(customer, { quantiles: [0.1, 0.3, 1] });
      for (const [i, q] of [0.1, 0.3].entries()) {
        close(one(model.probabilityOfPurchase(customer, { horizon: quantiles[i][0] })), q, 1e-9);
      }
      assert.ok(Number.isNaN(quantiles[2][0]));
      assert.ok(never[0] > 0 && never[0] < 1);
    });

    test("residual purchases without a discount are the expected ones, and a discount takes from them", () => {
      const plain = one(model.residualPurchases(customer, { discountRate: 0, horizon }));
      close(plain, one(model.expectedPurchases(customer, { horizon })), 1e-9);
      const less = one(model.residualPurchases(customer, { discountRate: 0.01, horizon }));
      const all = one(model.residualPurchases(customer, { discountRate: 0.01 }));
      assert.ok(less < plain && less < all, `${less} ${plain} ${all}`);
      // By parts: d E[Y(t)] at e^(−δt), here as a sum over short steps, second order in their length.
      const steps = 400;
      const dt = horizon / steps;
      let sum = 0;
      let last = 0;
      for (let k = 1; k <= steps; k++) {
        const next = one(model.expectedPurchases(customer, { horizon: Math.min(k * dt, horizon) }));
        sum += (next - last) * 1.01 ** (-(k - 0.5) * dt);
        last = next;
      }
      close(less, sum, 1e-6);
    });

    test("a summary and its columns give the same, empty columns nothing", () => {
      const columns = { frequency: summary.frequency, recency: summary.recency, T: summary.T };
      assert.deepEqual(model.probabilityAlive(columns), model.probabilityAlive(summary));
      const none = { frequency: [], recency: [], T: [] };
      for (const found of [model.probabilityAlive(none), model.expectedPurchases(none, { horizon }), model.residualPurchases(none, { discountRate: 0 })]) {
        assert.equal(found.length, 0);
      }
    });

    test("lifetime value is spend times purchases where nothing is discounted", () => {
      const spend = GammaGamma.fromParams({ p: 6.25, q: 3.74, v: 15.44 });
      const customers = { ...customer, monetaryValue: [22.35] };
      const value = model.lifetimeValue(customers, spend, { periods: 3, period: horizon / 3, margin: 0.5 });
      const expected = 0.5 * one(spend.expectedSpend(customers)) * one(model.expectedPurchases(customer, { horizon }));
      close(one(value), expected, 1e-9);
      // A month of a model in weeks is known.
      assert.ok(one(model.lifetimeValue(customers, spend)) > 0);
    });

    test("a profile has it, stored and read", () => {
      const profile = buildProfile(orders, { asOf: "1997-09-30", model: kind });
      assert.equal(profile.purchase.model, kind);
      assert.deepEqual(profile.purchase.params, { ...api[name].fit(summary, more).params });
      const stored = Profile.parse(JSON.stringify(profile));
      const [made, read] = [profile, stored].map((p) => new Scorer(p).explain(summary, 0));
      assert.deepEqual(read, made);
      const one = new Scorer(stored).score({ frequency: 0, recency: 0, T: 30 });
      // BG/NBD and BG/CNBD-k alone hold a one-time buyer for active.
      const codes = one.warnings.map((/** @type {any} */ w) => w.code);
      assert.equal(codes.includes("one_time_buyer"), kind.startsWith("bg-"));
      assert.equal(one.churn.probabilityAlive === 1, kind.startsWith("bg-"));
      const odds = one.churn.evidence.reduce((/** @type {number} */ product, /** @type {any} */ e) => product * e.odds, one.churn.baseOdds);
      close(odds, one.churn.risk / (1 - one.churn.risk), 1e-9);

      const data = () => JSON.parse(JSON.stringify(profile));
      const [first = ""] = Object.keys(params);
      const spoilt = [
        [(/** @type {any} */ p) => delete p.purchase.params[first], "Missing", `purchase.params.${first}`],
        [(/** @type {any} */ p) => (p.purchase.params.gama = 1), "UnknownKey", "purchase.params.gama"],
        [(/** @type {any} */ p) => (p.purchase.params[first] = -1), "OutOfRange", `purchase.params.${first}`],
        [(/** @type {any} */ p) => (p.purchase.model = "bg-bb"), "InvalidValue", "purchase.model"],
      ];
      for (const [spoil, code, path] of /** @type {[(p: any) => void, string, string][]} */ (spoilt)) {
        const broken = data();
        spoil(broken);
        assert.throws(() => Profile.parse(broken), { name: "ClienteleError", code, path });
      }
    });
  });
}

describe("parameters of other libraries", () => {
  for (const [name, { params }] of Object.entries({ ...MODELS, ...DISCRETE })) {
    if (name === "MbgCnbdK") continue;
    const Model = api[name];
    const rows = Object.fromEntries(Object.entries(params).map(([key, mean]) => [key, { mean, sd: 0.1, hdi_3: 0, r_hat: 1 }]));
    if (Model.fromLifetimes) {
      test(`${name} from lifetimes`, () => {
        for (const given of [params, { params_: params }]) {
          const model = Model.fromLifetimes(given, { timeUnit: "day" });
          assert.deepEqual([model.params, model.timeUnit], [params, "day"]);
        }
      });
    }
    if (Model.fromPymcMarketing) {
      test(`${name} from pymc-marketing`, () => {
        // BG/NBD and MBG/NBD draw leaving from these, BG/BB buying too (pymc_marketing/clv/models).
        const hyper = { phi_dropout: { mean: 0.3 }, kappa_dropout: { mean: 3 }, phi_purchase: { mean: 0.6 }, kappa_purchase: { mean: 2 } };
        for (const given of [params, rows, { ...rows, ...hyper }]) {
          const model = Model.fromPymcMarketing(given, { timeUnit: "month" });
          assert.deepEqual([model.params, model.timeUnit], [params, "month"]);
        }
      });
    }
  }

  test("contracts of one cohort", () => {
    const cohort = { "alpha[2024-02-01]": { mean: 0.704 }, "beta[2024-02-01]": { mean: 1.182 }, "phi[2024-02-01]": { mean: 0.37 }, "kappa[2024-02-01]": { mean: 1.9 } };
    const model = api.ShiftedBetaGeometric.fromPymcMarketing(cohort, { timeUnit: "month" });
    assert.deepEqual(model.params, { alpha: 0.704, beta: 1.182 });
  });

  test("Gamma-Gamma from both", () => {
    const params = { p: 6.25, q: 3.74, v: 15.44 };
    assert.deepEqual(GammaGamma.fromLifetimes({ params_: params }).params, params);
    assert.deepEqual(GammaGamma.fromPymcMarketing({ p: { mean: 6.25 }, q: { mean: 3.74 }, v: 15.44 }).params, params);
  });
});

const model = BgNbd.fromParams(MODELS["BgNbd"]?.params);
const PARAMS = MODELS["BgNbd"]?.params;
/** @type {[string, () => unknown, { code: string, path: string, message?: RegExp }][]} */
const REFUSED = [
  ["a misspelt parameter", () => BgNbd.fromParams({ r: 1, alpha: 1, a: 1, c: 1 }), { code: "UnknownKey", path: "params.c", message: /known: r, alpha, a, b$/ }],
  ["a parameter of another model", () => BgNbd.fromParams({ r: 1, alpha: 1, s: 1, beta: 1 }), { code: "UnknownKey", path: "params.s" }],
  ["a parameter that is NaN", () => api.MbgNbd.fromParams({ ...PARAMS, a: NaN }), { code: "NotFinite", path: "params.a" }],
  ["a parameter of 0", () => api.MbgNbd.fromParams({ ...PARAMS, a: 0 }), { code: "OutOfRange", path: "params.a" }],
  ["no parameters", () => api.MbgNbd.fromParams(), { code: "Missing", path: "params.r" }],
  ["a list of parameters", () => api.MbgNbd.fromParams([1, 2, 3, 4]), { code: "InvalidValue", path: "params" }],
  ["a method without its class", () => { const { fromParams } = BgNbd; return fromParams(PARAMS); }, { code: "InvalidValue", path: "this" }],
  ["a misspelt option of a fit", () => BgNbd.fit(summary, { priors: "weak" }), { code: "UnknownKey", path: "options.priors" }],
  ["an option of another model's fit", () => BgNbd.fit(summary, { modified: true }), { code: "UnknownKey", path: "options.modified" }],
  ["a misspelt option of P(alive)", () => model.probabilityAlive(CUSTOMER, { afer: 1 }), { code: "UnknownKey", path: "options.afer" }],
  ["a time before now", () => model.probabilityAlive(CUSTOMER, { after: -1 }), { code: "OutOfRange", path: "options.after" }],
  ["a time that is NaN", () => model.probabilityAlive(CUSTOMER, { after: NaN }), { code: "NotFinite", path: "options.after" }],
  ["an infinite horizon", () => model.probabilityOfPurchase(CUSTOMER, { horizon: Infinity }), { code: "NotFinite", path: "options.horizon" }],
  ["half a purchase to come", () => model.purchaseProbabilities(CUSTOMER, { n: 0.5, horizon: 1 }), { code: "InvalidValue", path: "options.n" }],
  ["no number of purchases", () => model.purchaseProbabilities(CUSTOMER, { horizon: 1 }), { code: "InvalidValue", path: "options.n" }],
  ["no horizon of counts", () => model.purchaseProbabilities(CUSTOMER, { n: 1 }), { code: "InvalidValue", path: "options.horizon" }],
  ["columns that are nothing", () => model.purchaseProbabilities(null, { n: 1, horizon: 1 }), { code: "InvalidValue", path: "n" }],
  ["no discount rate", () => model.residualPurchases(CUSTOMER), { code: "InvalidValue", path: "options.discountRate" }],
  ["a discount rate below 0", () => model.residualPurchases(CUSTOMER, { discountRate: -0.1 }), { code: "OutOfRange", path: "options.discountRate" }],
  ["a horizon in the past", () => model.residualPurchases(CUSTOMER, { discountRate: 0, horizon: -1 }), { code: "OutOfRange", path: "options.horizon" }],
  ["purchases that do not ascend", () => model.aliveHistory([2, 1], [3]), { code: "OutOfRange", path: "purchases[1]" }],
  ["a purchase that is missing", () => model.aliveHistory([2, null], [3]), { code: "NotFinite", path: "purchases[1]" }],
  ["a time of a history in the past", () => model.aliveHistory([2], [1, -3]), { code: "OutOfRange", path: "times[1]" }],
  ["times that are none", () => model.aliveHistory([2], 3), { code: "InvalidValue", path: "times" }],
  ["a unit that was not stated", () => BgNbd.fromLifetimes(PARAMS), { code: "Missing", path: "options.timeUnit", message: /day, week, month, year/ }],
  ["an unknown unit", () => BgNbd.fromLifetimes(PARAMS, { timeUnit: "fortnight" }), { code: "InvalidValue", path: "options.timeUnit", message: /day, week, month, year/ }],
  ["a misspelt unit", () => BgNbd.fromPymcMarketing(PARAMS, { timeunit: "day" }), { code: "UnknownKey", path: "options.timeunit" }],
  ["a fitter of lifetimes that is no BG/NBD", () => BgNbd.fromLifetimes({ params_: { r: 1, alpha: 1, s: 1, beta: 1 } }, { timeUnit: "day" }), { code: "UnknownKey", path: "params.s" }],
  ["a fitter with more than its parameters", () => BgNbd.fromLifetimes({ params_: PARAMS, data: [] }, { timeUnit: "day" }), { code: "UnknownKey", path: "params.data" }],
  ["a row without a mean", () => BgNbd.fromPymcMarketing({ ...PARAMS, r: { median: 1 } }, { timeUnit: "day" }), { code: "InvalidValue", path: "summary.r" }],
  ["a summary of several cohorts", () => api.ShiftedBetaGeometric.fromPymcMarketing({ "alpha[2024]": 1, "beta[2024]": 2, "alpha[2025]": 1, "beta[2025]": 2 }, { timeUnit: "year" }), { code: "InvalidValue", path: "summary", message: /one cohort, found 2024, 2025/ }],
  ["a row of a cohort without a mean", () => api.ShiftedBetaGeometric.fromPymcMarketing({ "alpha[2024]": 1, "beta[2024]": {} }, { timeUnit: "year" }), { code: "InvalidValue", path: "summary.beta[2024]" }],
  ["a summary with covariates", () => BgNbd.fromPymcMarketing({ ...PARAMS, "purchase_coefficient_alpha[age]": { mean: 1 } }, { timeUnit: "day" }), { code: "UnknownKey", path: "summary.purchase_coefficient_alpha[age]", message: /covariates/ }],
  ["a profile in opportunities", () => buildProfile(orders, { model: "bg-bb" }), { code: "InvalidValue", path: "options.model", message: /"bg-nbd", "mbg-nbd"/ }],
  ["a profile of no model", () => buildProfile(orders, { model: 3 }), { code: "InvalidValue", path: "options.model" }],
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
      // Fader & Hardie's spreadsheet: 1.226.
      close(model.expectedPurchases(CUSTOMER, { horizon: 39 })[0], 1.2260281747671, 1e-12);
    });
  }
});
