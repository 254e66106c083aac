// What this library makes of the first 39 weeks of CDNOW, and what came in the next 39. The study and its
// test share it; the library is handed over, so that the test takes the package as it would be published.

import { auc, brier, deciles, logLoss, mae, rmse, spearman, sum } from "./measures.mjs";

/** @typedef {typeof import("../../pkg/index.js")} Library */
/** @typedef {import("../../pkg/index.js").AnyPurchaseModel} Model */
/** @typedef {import("../../pkg/index.js").Orders} Orders */
/** @typedef {import("../../pkg/index.js").CustomerSummary} Summary */
/** @typedef {import("./measures.mjs").Numbers} Numbers */

/**
 * Where the orders are cut: the days of Fader, Hardie & Lee (2005), both included.
 */
export const PERIODS = { calibrationEnd: "1997-09-30", holdoutEnd: "1998-06-30", days: 273, weeks: 39 };

/** What the calibration of the risk learns from: the features of a day, and the outcomes up to `calibrationEnd`. */
const LEARNED = { cutoff: "1997-06-30", days: 92 };

/** The names of the models, as people know them. @type {Record<string, string>} */
export const NAMES = { "bg-nbd": "BG/NBD", "mbg-nbd": "MBG/NBD", "pareto-nbd": "Pareto/NBD", "bg-cnbd-k": "BG/CNBD-k", "mbg-cnbd-k": "MBG/CNBD-k" };

/**
 * What a method predicts for each customer of the second period; `null` where it does not predict that.
 * @typedef {object} Prediction
 * @property {string} name
 * @property {string | null} model kind of the purchase model
 * @property {Numbers | null} churn P(no purchase)
 * @property {Numbers | null} purchases expected purchases
 * @property {Numbers | null} value expected purchases times expected spend per purchase
 */

/**
 * What came.
 * @typedef {object} Outcome
 * @property {readonly string[]} ids
 * @property {Numbers} left 1 for who bought nothing
 * @property {Numbers} purchases
 * @property {Numbers} revenue
 */

/**
 * Fits and predicts.
 * @param {Library} library
 * @param {Uint8Array} csv the orders
 */
export function study(library, csv) {
  const orders = library.Orders.fromCsv(csv);
  const summary = orders.summarize({ asOf: PERIODS.calibrationEnd, timeUnit: "week" });
  /** @type {Outcome} */
  const outcome = library.churnOutcomes(orders, { cutoff: PERIODS.calibrationEnd, days: PERIODS.days, timeUnit: "week" });
  const spend = library.GammaGamma.fit(summary).expectedSpend(summary);

  const none = library.BgNbd.fit(summary, { prior: "none" });
  const standard = library.BgNbd.fit(summary);
  const choice = library.fitModel(summary);
  const pareto = library.ParetoNbd.fit(summary);
  const calibrated = calibratedScores(library, orders, summary, standard);

  /** @type {Prediction[]} */
  const predictions = [
    predictionOf("BG/NBD, `prior: \"none\"`", none, summary, spend),
    predictionOf("BG/NBD, the default", standard, summary, spend),
    predictionOf(`\`fitModel\`, which chose ${NAMES[choice.model.kind]}`, choice.model, summary, spend),
    predictionOf("Pareto/NBD", pareto, summary, spend),
    { name: "`Scorer`, mode `horizon`", model: "bg-nbd", churn: horizonScores(library, orders, summary), purchases: null, value: null },
    { name: "`Scorer`, mode `calibrated`", model: "bg-nbd", churn: calibrated.best.risk, purchases: null, value: null },
  ];
  return { predictions, outcome, summary, choice, calibrated, reports: reports(library, orders) };
}

/**
 * @param {string} name
 * @param {Model} model
 * @param {Summary} summary
 * @param {Float64Array} spend expected spend per purchase
 * @returns {Prediction}
 */
function predictionOf(name, model, summary, spend) {
  const horizon = PERIODS.weeks;
  const purchases = model.expectedPurchases(summary, { horizon });
  return {
    name,
    model: model.kind,
    churn: model.probabilityOfPurchase(summary, { horizon }).map((p) => 1 - p),
    purchases,
    value: purchases.map((expected, i) => expected * /** @type {number} */ (spend[i])),
  };
}

/**
 * The risk as a scorer gives it, from a profile made of the first period.
 * @param {Library} library
 * @param {Orders} orders
 * @param {Summary} summary
 */
function horizonScores(library, orders, summary) {
  const profile = library.buildProfile(orders, { asOf: PERIODS.calibrationEnd, churnHorizonDays: PERIODS.days });
  return new library.Scorer(profile).scoreColumns(summary).risk;
}

/**
 * The calibrated risk. No outcome of 39 weeks is known at the end of the first 39 weeks, so what is learned is how
 * to correct the log-odds of a purchase model, from the last 92 days of the first period and a model that knows the
 * days before; that is applied to the log-odds of the model of the whole period for the 39 weeks to come. Which other
 * features take part is decided by cross-validation on the same earlier outcomes.
 * @param {Library} library
 * @param {Orders} orders
 * @param {Summary} summary
 * @param {Model} model fitted to the first period
 */
function calibratedScores(library, orders, summary, model) {
  const before = orders.summarize({ asOf: LEARNED.cutoff, timeUnit: "week" });
  const known = library.churnOutcomes(orders, { ...LEARNED, timeUnit: "week" });
  const modelLogOdds = logOdds(library.BgNbd.fit(before), before, LEARNED.days / 7);
  const { frequency, recency, T, revenueInYear } = summary;
  const customers = { frequency, recency, T, revenueInYear, features: { modelLogOdds: logOdds(model, summary, PERIODS.weeks) } };
  const candidates = [[], ["frequency"], ["daysSinceLast"], ["revenueInYear"], ["frequency", "daysSinceLast", "revenueInYear"]].map((names) => {
    const columns = { modelLogOdds, ...Object.fromEntries(names.map((name) => [name, columnOf(known.columns, name)])) };
    const calibration = library.calibrate(columns, known.left);
    const profile = library.buildProfile(orders, {
      asOf: PERIODS.calibrationEnd,
      churnMode: "calibrated",
      churnHorizonDays: PERIODS.days,
      calibration,
    });
    const { brier = NaN, logLoss = NaN } = calibration.crossValidated ?? {};
    return { features: Object.keys(columns), brier, logLoss, risk: new library.Scorer(profile).scoreColumns(customers).risk };
  });
  const best = candidates.reduce((one, other) => (other.brier < one.brier ? other : one));
  return { best, candidates };
}

/**
 * @param {Readonly<Record<string, Float64Array>>} columns
 * @param {string} name
 */
function columnOf(columns, name) {
  const column = columns[name];
  if (column === undefined) throw new Error(`no feature ${name}`);
  return column;
}

/**
 * The log-odds of no purchase.
 * @param {Model} model
 * @param {Summary} summary
 * @param {number} horizon
 */
const logOdds = (model, summary, horizon) =>
  model.probabilityOfPurchase(summary, { horizon }).map((p) => Math.log((1 - p) / p));

/**
 * The reports of the library, for frequencies and tracking.
 * @param {Library} library
 * @param {Orders} orders
 */
function reports(library, orders) {
  const { calibrationEnd, holdoutEnd } = PERIODS;
  const [bgNbd, mbgNbd] = /** @type {const} */ (["bg-nbd", "mbg-nbd"]).map((model) =>
    library.holdoutReport(orders, { calibrationEnd, holdoutEnd, model }),
  );
  return /** @type {Record<"bgNbd" | "mbgNbd", import("../../pkg/index.js").ModelReport>} */ ({ bgNbd, mbgNbd });
}

/**
 * The measures of the three tables, by the heads of their columns. `better` compares: is `one` better than `other`?
 * @typedef {object} Measure
 * @property {string} head
 * @property {(prediction: Numbers, outcome: Outcome) => number} of
 * @property {number} digits
 * @property {(one: number, other: number) => boolean} better
 */

/** @param {number} one @param {number} other */
const higher = (one, other) => one > other;
/** @param {number} one @param {number} other */
const lower = (one, other) => one < other;
/** @param {number} truth @returns {Measure["better"]} */
const nearer = (truth) => (one, other) => Math.abs(one - truth) < Math.abs(other - truth);

/** The totals of the second period: what a pandas count of the same days says (tests/golden/holdout.json). */
export const ACTUAL = { customers: 2357, purchases: 1882, buyers: 684, revenue: 70976.39 };

/** @type {{ name: "churn" | "purchases" | "value", measures: Measure[] }[]} */
export const TABLES = [
  {
    name: "churn",
    measures: [
      { head: "AUC", of: (p, { left }) => auc(left, p), digits: 4, better: higher },
      { head: "Brier", of: (p, { left }) => brier(left, p), digits: 4, better: lower },
      { head: "log-loss", of: (p, { left }) => logLoss(left, p), digits: 4, better: lower },
      { head: "buyers expected", of: (p) => p.length - sum(p), digits: 1, better: nearer(ACTUAL.buyers) },
    ],
  },
  {
    name: "purchases",
    measures: [
      { head: "Spearman", of: (p, { purchases }) => spearman(purchases, p), digits: 4, better: higher },
      { head: "MAE", of: (p, { purchases }) => mae(purchases, p), digits: 4, better: lower },
      { head: "RMSE", of: (p, { purchases }) => rmse(purchases, p), digits: 4, better: lower },
      { head: "purchases expected", of: (p) => sum(p), digits: 1, better: nearer(ACTUAL.purchases) },
    ],
  },
  {
    name: "value",
    measures: [
      { head: "Spearman", of: (p, { revenue }) => spearman(revenue, p), digits: 4, better: higher },
      { head: "MAE", of: (p, { revenue }) => mae(revenue, p), digits: 2, better: lower },
      { head: "revenue expected", of: (p) => sum(p), digits: 0, better: nearer(ACTUAL.revenue) },
    ],
  },
];

/**
 * Tenths of customers, by expected purchases and by the risk.
 * @param {ReturnType<typeof study>} found
 */
export function tenths({ predictions, outcome }) {
  const [, standard, chosen, , , calibrated] = predictions;
  /** @param {Prediction | undefined} prediction @param {"purchases" | "churn"} what */
  const of = (prediction, what) => deciles(/** @type {Numbers} */ (prediction?.[what]), what === "churn" ? outcome.left : outcome.purchases);
  return {
    purchases: { standard: of(standard, "purchases"), chosen: of(chosen, "purchases") },
    churn: { standard: of(standard, "churn"), calibrated: of(calibrated, "churn") },
  };
}
