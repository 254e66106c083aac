// Models with covariates through JavaScript: what the formulas say, customers whose truth is known, and
// hostile input.
//
// Source of the formulas: Fader & Hardie (2007), Incorporating time-invariant covariates into the
// Pareto/NBD and BG/NBD models, note 019.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { install, load, root } from "./tarball.mjs";

const { folder } = install();
const api = await load(folder);
const { BgNbd, ClienteleError, CovariateModel, MbgNbd, Orders, ParetoNbd } = api;

/**
 * @param {number} actual
 * @param {number} expected
 * @param {number} relative
 */
function close(actual, expected, relative) {
  assert.ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${actual} is not ${expected} to ${relative}`);
}

const orders = Orders.fromCsv(readFileSync(join(root, "tests", "fixtures", "cdnow_orders.csv")));
const cdnow = orders.summarize({ asOf: "1997-09-30", timeUnit: "week" });

/** CDNOW twice: as it is, and with every time halved, told apart by a covariate. */
const half = (/** @type {Float64Array} */ column) => [...column, ...column.map((time) => time / 2)];
const twice = { frequency: [...cdnow.frequency, ...cdnow.frequency], recency: half(cdnow.recency), T: half(cdnow.T) };
const halved = Float64Array.from(twice.T, (_, i) => (i < cdnow.length ? 0 : 1));
const covariates = { columns: { halved }, purchase: ["halved"], dropout: ["halved"] };

/** Fader, Hardie & Lee (2005), table 2; BTYDplus for MBG/NBD. */
const PARAMS = {
  "bg-nbd": { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
  "mbg-nbd": { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 },
  "pareto-nbd": { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 },
};
const CLASSES = { "bg-nbd": BgNbd, "mbg-nbd": MbgNbd, "pareto-nbd": ParetoNbd };
const kinds = /** @type {(keyof typeof PARAMS)[]} */ (Object.keys(PARAMS));

describe("a fit", () => {
  // Halving all times halves α, and β of Pareto/NBD: γ = ln 2; a and b stay as they are.
  for (const model of kinds) {
    test(`of ${model} finds what tells two groups apart`, () => {
      const fitted = CovariateModel.fit(twice, covariates, { model, prior: "none" });
      const plain = CLASSES[model].fit(cdnow, { prior: "none" });
      for (const [name, value] of Object.entries(plain.params)) close(fitted.params[name], /** @type {number} */ (value), 1e-4);
      const [alpha, ...leaving] = fitted.effects;
      assert.deepEqual([alpha.parameter, alpha.covariate], ["alpha", "halved"]);
      close(alpha.coefficient, Math.LN2, 1e-4);
      for (const effect of leaving) {
        const truth = effect.parameter === "beta" ? Math.LN2 : 0;
        assert.ok(Math.abs(effect.coefficient - truth) < 1e-4 && effect.standardError > 0, JSON.stringify(effect));
      }
      // Each repeat purchase of the halved customers is a density twice as high.
      const purchases = cdnow.frequency.reduce((/** @type {number} */ sum, /** @type {number} */ x) => sum + x, 0);
      close(fitted.logLikelihood, 2 * plain.logLikelihood + purchases * Math.LN2, 1e-9);
      assert.equal(fitted.kind, model);
      assert.equal(fitted.timeUnit, null);
      assert.equal(fitted.convergence.verdict, "converged");
      // The parameters, then the coefficients.
      assert.deepEqual(Object.keys(fitted.standardErrors), Object.keys(fitted.params));
      const size = 4 + fitted.effects.length;
      assert.equal(fitted.covariance.length, size);
      close(Math.sqrt(fitted.covariance[4][4]), alpha.standardError, 1e-12);
      close(fitted.aic, 2 * size - 2 * fitted.logLikelihood, 1e-12);
    });
  }

  test("of a summary knows its unit of time, and may act on one side alone", () => {
    const visits = Float64Array.from(cdnow.ids, (_, i) => i % 3);
    const fitted = CovariateModel.fit(cdnow, { columns: { visits }, dropout: ["visits"] }, { model: "mbg-nbd" });
    assert.equal(fitted.timeUnit, "week");
    assert.deepEqual(fitted.effects.map((/** @type {any} */ { parameter }) => parameter), ["a", "b"]);
  });
});

describe("predictions", () => {
  const customers = { frequency: [2, 0, 7], recency: [30.43, 0, 33], T: [38.86, 12, 38] };
  const columns = { voucher: [0, 1, 1], visits: [1.5, -2, 30] };
  for (const model of kinds) {
    const leaving = model === "pareto-nbd" ? "beta" : "a";
    const effects = [
      { parameter: "alpha", covariate: "voucher", coefficient: 0.4 },
      { parameter: leaving, covariate: "visits", coefficient: -0.05 },
    ];
    const made = CovariateModel.fromParams({ model, params: PARAMS[model], effects, timeUnit: "week" });

    test(`of ${model} are those of each customer's own model`, () => {
      const predicted = [
        made.probabilityAlive(customers, { columns }),
        made.probabilityAlive(customers, { columns }, { after: 4 }),
        made.probabilityOfPurchase(customers, { columns }, { horizon: 39 }),
        made.expectedPurchases(customers, { columns }, { horizon: 39 }),
      ];
      for (let i = 0; i < 3; i++) {
        const own = made.modelOf({ visits: columns.visits[i], voucher: columns.voucher[i] });
        assert.ok(own instanceof CLASSES[model]);
        assert.equal(own.timeUnit, "week");
        const one = { frequency: [customers.frequency[i]], recency: [customers.recency[i]], T: [customers.T[i]] };
        const twins = [
          own.probabilityAlive(one),
          own.probabilityAlive(one, { after: 4 }),
          own.probabilityOfPurchase(one, { horizon: 39 }),
          own.expectedPurchases(one, { horizon: 39 }),
        ];
        assert.deepEqual(predicted.map((column) => column[i]), twins.map((column) => column[0]));
      }
    });

    test(`of ${model} have the parameters of the formulas`, () => {
      const { params } = made.modelOf({ voucher: 2, visits: 10 });
      // Note 019: α·e^(−γz), a·e^(γz), β·e^(−γz).
      const sign = leaving === "beta" ? -1 : 1;
      const expected = { ...PARAMS[model] };
      expected.alpha *= Math.exp(-0.8);
      /** @type {any} */ (expected)[leaving] *= Math.exp(sign * -0.5);
      for (const [name, value] of Object.entries(expected)) close(params[name], value, 1e-14);
    });
  }

  for (const model of kinds) {
    const effects = [{ parameter: "alpha", covariate: "voucher", coefficient: 0.4 }];
    const made = CovariateModel.fromParams({ model, params: PARAMS[model], effects });

    test(`of ${model} say when the next purchase comes, and what is to come, as each customer's own model does`, () => {
      const { quantiles, never } = made.nextPurchase(customers, { columns }, { quantiles: [0.1, 0.999] });
      const horizons = [{ discountRate: 0.002 }, { discountRate: 0.002, horizon: 52 }];
      const residual = horizons.map((options) => made.residualPurchases(customers, { columns }, options));
      for (let i = 0; i < 3; i++) {
        const own = made.modelOf({ voucher: columns.voucher[i] });
        const one = { frequency: [customers.frequency[i]], recency: [customers.recency[i]], T: [customers.T[i]] };
        // The second is out of reach of some.
        const next = own.nextPurchase(one, { quantiles: [0.1, 0.999] });
        /** @param {Float64Array[]} columns @param {number} row */
        const at = (columns, row) => columns.map((column) => column[row]);
        assert.deepEqual([at(quantiles, i), never[i]], [at(next.quantiles, 0), next.never[0]]);
        assert.deepEqual(residual.map((column) => column[i]), horizons.map((options) => own.residualPurchases(one, options)[0]));
      }
      // Known parameters are not uncertain.
      assert.equal(made.parameterIntervals(), null);
      assert.equal(made.purchaseIntervals(customers, { columns }, { horizon: 10 }), null);
    });
  }

  test("have intervals", () => {
    const fitted = CovariateModel.fit(twice, covariates, { model: "bg-nbd", prior: "none" });
    const { params, effects } = fitted.parameterIntervals();
    assert.deepEqual(Object.keys(params), ["r", "alpha", "a", "b"]);
    const [alpha] = fitted.effects;
    const [interval] = effects;
    assert.equal(effects.length, 3);
    // γ ± z·σ, with the normal quantile of 95 %.
    close(interval.upper, alpha.coefficient + 1.6448536269514722 * alpha.standardError, 1e-12);
    close(interval.lower, alpha.coefficient - 1.6448536269514722 * alpha.standardError, 1e-12);
    assert.equal(interval.basis, "deltaMethod");
    const narrow = fitted.parameterIntervals({ level: 0.5 }).effects[0];
    assert.ok(narrow.upper < interval.upper && narrow.lower > interval.lower);

    const rows = { ...customers };
    const voucher = { columns: { halved: columns.voucher } };
    const options = { horizon: 39, seed: 5, draws: 50 };
    const { lower, upper, seed, level } = fitted.predictionIntervals(rows, voucher, { ...options, prediction: "expectedPurchases" });
    assert.deepEqual([seed, level], [5, 0.9]);
    const expected = fitted.expectedPurchases(rows, voucher, { horizon: 39 });
    for (let i = 0; i < 3; i++) assert.ok(lower[i] < expected[i] && expected[i] < upper[i]);
    const purchases = fitted.purchaseIntervals(rows, voucher, options);
    assert.ok([...purchases.lower, ...purchases.upper].every(Number.isInteger));
    assert.deepEqual(fitted.purchaseIntervals(rows, voucher, options), purchases);
    const now = fitted.predictionIntervals(rows, voucher, { prediction: "probabilityAlive", seed: 5 });
    assert.ok(now.upper.every((/** @type {number} */ end) => end <= 1));
  });

  test("what a fit found makes the same model again", () => {
    const fitted = CovariateModel.fit(twice, covariates, { model: "bg-nbd" });
    const { kind: model, params, effects } = fitted;
    const again = CovariateModel.fromParams(JSON.parse(JSON.stringify({ model, params, effects })));
    assert.deepEqual(again.effects, effects);
    assert.equal(again.standardErrors, null);
    assert.equal(again.logLikelihood, null);
    const options = { horizon: 39 };
    // The covariates of a fit are taken as they are.
    assert.deepEqual(again.expectedPurchases(twice, covariates, options), fitted.expectedPurchases(twice, covariates, options));
    again.free();
    again.free();
    assert.throws(() => again.modelOf({ halved: 1 }), /freed/);
  });
});

const ONE = { frequency: [2], recency: [30.43], T: [38.86] };
const VOUCHER = { columns: { voucher: [1] }, purchase: ["voucher"] };
const known = CovariateModel.fromParams({
  model: "bg-nbd",
  params: PARAMS["bg-nbd"],
  effects: [{ parameter: "alpha", covariate: "voucher", coefficient: 1 }],
});
/** @param {any} given */
const fit = (given, options = { model: "bg-nbd" }) => CovariateModel.fit(ONE, given, options);
/** @param {any} given */
const expect = (given, options = { horizon: 39 }) => known.expectedPurchases(ONE, given, options);
/** @param {object} given */
const make = (given) => CovariateModel.fromParams({ model: "bg-nbd", params: PARAMS["bg-nbd"], effects: [], ...given });
const effect = { parameter: "alpha", covariate: "voucher", coefficient: 1 };
const detached = Float64Array.of(1);
structuredClone(detached, { transfer: [detached.buffer] });
const thrower = Object.defineProperty({}, "voucher", { enumerable: true, get: () => assert.fail("a getter") });

/** @type {[string, () => unknown, { code?: string, path?: string, message?: RegExp }][]} */
const REFUSED = [
  ["a number that is none", () => fit({ columns: { voucher: [NaN] } }), { code: "NotFinite", path: "covariates.columns.voucher[0]" }],
  ["a hole", () => expect({ columns: { voucher: [null] } }), { code: "NotFinite", path: "covariates.columns.voucher[0]" }],
  ["a text among numbers", () => fit({ columns: { voucher: ["1"] } }), { code: "InvalidValue", path: "covariates.columns.voucher[0]" }],
  ["a column of another length", () => fit({ columns: { voucher: [1, 0] } }), { code: "LengthMismatch", path: "covariates.columns.voucher" }],
  ["a column of another length ahead", () => expect({ columns: { voucher: [] } }), { code: "LengthMismatch", path: "covariates.columns.voucher" }],
  ["a column that is none", () => fit({ columns: { voucher: 1 } }), { code: "InvalidValue", path: "covariates.columns.voucher" }],
  ["a column whose memory is gone", () => expect({ columns: { voucher: detached } }), { path: "covariates.columns.voucher" }],
  ["a getter that throws", () => expect({ columns: thrower }), { message: /a getter/ }],
  ["a name with a prototype", () => expect({ columns: { __proto__: { voucher: [1] } } }), { code: "Missing", path: "covariates.columns.voucher" }],
  ["a covariate that lacks", () => expect({ columns: { visits: [1] } }), { code: "Missing", path: "covariates.columns.voucher" }],
  ["a value beyond all models", () => expect({ columns: { voucher: [1e4] } }), { code: "OutOfRange", path: "covariates.columns.voucher[0]" }],
  ["no columns", () => fit({ purchase: ["voucher"] }), { code: "InvalidValue", path: "covariates.columns" }],
  ["columns in an array", () => fit({ columns: [[1]] }), { code: "InvalidValue", path: "covariates.columns" }],
  ["no covariates", () => fit(undefined), { code: "InvalidValue", path: "covariates" }],
  ["no covariates ahead", () => expect(null), { code: "InvalidValue", path: "covariates" }],
  ["a misspelt key", () => fit({ column: { voucher: [1] } }), { code: "UnknownKey", path: "covariates.column" }],
  ["a name that is no column", () => fit({ ...VOUCHER, purchase: ["vouchr"] }), { code: "InvalidValue", path: "covariates.purchase[0]" }],
  ["a name that is there twice", () => fit({ ...VOUCHER, dropout: ["voucher", "voucher"] }), { code: "InvalidValue", path: "covariates.dropout[1]" }],
  ["a covariate that is constant", () => fit({ ...VOUCHER, purchase: ["voucher"] }), { code: "InvalidValue", path: "covariates.purchase[0]", message: /voucher is constant/ }],
  ["covariates that act on nothing", () => fit({ ...VOUCHER, purchase: [], dropout: [] }), { code: "Missing", path: "covariates.purchase" }],
  ["a name that is a number", () => fit({ ...VOUCHER, purchase: [0] }), { code: "InvalidValue", path: "covariates.purchase[0]" }],
  ["names in a text", () => fit({ ...VOUCHER, purchase: "voucher" }), { code: "InvalidValue", path: "covariates.purchase" }],
  ["no model", () => fit(VOUCHER, /** @type {any} */ ({})), { code: "Missing", path: "options.model" }],
  ["a model without covariates", () => fit(VOUCHER, { model: "bg-bb" }), { code: "InvalidValue", path: "options.model" }],
  ["a model that is none", () => fit(VOUCHER, { model: "bg" }), { code: "InvalidValue", path: "options.model" }],
  ["an unknown option", () => fit(VOUCHER, /** @type {any} */ ({ model: "bg-nbd", k: 2 })), { code: "UnknownKey", path: "options.k" }],
  ["no horizon", () => expect(VOUCHER, /** @type {any} */ ({})), { code: "InvalidValue", path: "options.horizon" }],
  ["a negative horizon", () => expect(VOUCHER, { horizon: -1 }), { code: "OutOfRange", path: "options.horizon" }],
  ["the past", () => known.probabilityAlive(ONE, VOUCHER, { after: -1 }), { code: "OutOfRange", path: "options.after" }],
  ["a quantile above 1", () => known.nextPurchase(ONE, VOUCHER, { quantiles: [0.5, 1.5] }), { code: "OutOfRange", path: "options.quantiles[1]" }],
  ["a residual without a rate", () => known.residualPurchases(ONE, VOUCHER, /** @type {any} */ ({})), { code: "InvalidValue", path: "options.discountRate" }],
  ["a level above 1", () => known.parameterIntervals({ level: 2 }), { code: "OutOfRange", path: "options.level" }],
  ["intervals without a horizon", () => known.purchaseIntervals(ONE, VOUCHER, {}), { code: "InvalidValue", path: "options.horizon" }],
  ["a bootstrap with covariates", () => known.purchaseIntervals(ONE, VOUCHER, { horizon: 1, bootstrap: true }), { code: "UnknownKey", path: "options.bootstrap" }],
  ["a customer that is none", () => known.expectedPurchases({ ...ONE, T: [3] }, VOUCHER, { horizon: 1 }), { code: "OutOfRange", path: "recency[0]" }],
  ["a model of nobody", () => known.modelOf({}), { code: "Missing", path: "covariates.voucher" }],
  ["a model of a text", () => known.modelOf({ voucher: "1" }), { code: "InvalidValue", path: "covariates.voucher" }],
  ["a model of infinity", () => known.modelOf({ voucher: Infinity }), { code: "NotFinite", path: "covariates.voucher" }],
  ["a model beyond the floats", () => known.modelOf({ voucher: -1e4 }), { code: "OutOfRange", path: "covariates.voucher" }],
  ["parameters of another model", () => make({ params: PARAMS["pareto-nbd"] }), { code: "UnknownKey", path: "params.s" }],
  ["a parameter of 0", () => make({ params: { ...PARAMS["bg-nbd"], b: 0 } }), { code: "OutOfRange", path: "params.b" }],
  ["no model of parameters", () => make({ model: undefined }), { code: "Missing", path: "model" }],
  ["a misspelt key of parameters", () => make({ effect: [] }), { code: "UnknownKey", path: "effect" }],
  ["an effect on r", () => make({ effects: [{ ...effect, parameter: "r" }] }), { code: "InvalidValue", path: "effects[0].parameter" }],
  ["an effect without a coefficient", () => make({ effects: [{ parameter: "alpha", covariate: "voucher" }] }), { code: "Missing", path: "effects[0].coefficient" }],
  ["an effect that is there twice", () => make({ effects: [effect, effect] }), { code: "InvalidValue", path: "effects[1].covariate" }],
  ["a unit of time that is none", () => make({ timeUnit: "fortnight" }), { code: "InvalidValue", path: "timeUnit" }],
];

describe("refused, with code and place", () => {
  for (const [name, call, { code, path, message }] of REFUSED) {
    test(name, () => {
      assert.throws(call, (error) => {
        const found = /** @type {any} */ (error);
        if (message) assert.match(found.message, message);
        else assert.ok(error instanceof ClienteleError, `${error}`);
        if (path) assert.equal(found.path, path, found.message);
        if (code) assert.equal(found.code, code, found.message);
        return true;
      });
      // The module still answers: α·e^(−1) of the one with a voucher.
      close(known.modelOf({ voucher: 1 }).params.alpha, 4.414 / Math.E, 1e-14);
    });
  }
});
