// Profiles with everything that a profile can hold: every model, every mode of risk, margins, judgements,
// evidence, a calibration, imported models, point rules, live states; and each of them for the public.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "./tarball.mjs";

/** @typedef {Record<string, any>} Json a document as JSON holds it */

/** @param {string[]} path */
const read = (...path) => readFileSync(join(root, ...path), "utf8");

/** Rules with every test of a field, every kind of event, limits, weights of both kinds, bands and a link. */
const POINTS = [
  {
    code: "lead",
    label: "Lead score",
    base: 5,
    floor: -10,
    cap: 80,
    groups: [
      {
        code: "fit",
        label: "Fit",
        cap: 40,
        floor: -20,
        rules: [
          { code: "plan", label: "Plan", points: 20, field: "plan", equals: "pro", ignoreCase: true },
          { code: "seats", points: 3, field: "seats", equals: 10 },
          { code: "consent", points: 1, field: "consent", equals: true },
          { code: "country", points: 4, field: "country", oneOf: ["CN", 86, false] },
          { code: "tags", points: 2, field: "tags", contains: "vip" },
          { code: "size", points: 5, field: "employees", range: { min: 50, max: 500, excludeMin: true, excludeMax: false } },
          { code: "small", points: 1, field: "employees", range: { max: 10 } },
          { code: "since", points: 6, field: "since", range: { min: "2024-01-01" } },
          { code: "before", points: -6, field: "since", range: { max: "2023-12-31" } },
          { code: "no_phone", points: -2, field: "phone", empty: true },
        ],
      },
      {
        code: "engagement",
        rules: [
          { code: "visits", points: 2, event: "visit", decay: { kind: "halfLife", days: 14 }, withinDays: 90, cap: 20 },
          { code: "returns", points: -1, event: "return", decay: { kind: "linear", days: 30 }, floor: -5 },
          { code: "demos", points: 15, event: "demo" },
        ],
      },
    ],
    weights: { values: [1, 0.5] },
    bands: [{ code: "cold", label: "Cold" }, { code: "warm", from: 20 }, { code: "hot", from: 40 }],
    link: { intercept: -5, slope: 0.1 },
  },
  {
    code: "loyal",
    groups: ["a", "b", "c"].map((code) => ({ code, rules: [{ code: `${code}1`, points: 1, event: code }] })),
    weights: { judgements: [[1, 2, 4], [0.5, 1, 2], [0.25, 0.5, 1]], threshold: 0.2 },
  },
];

/** @param {number} n */
const equal = (n) => Array.from({ length: n }, () => Array.from({ length: n }, () => 1));

/**
 * Calibrations of forty customers: with a curve, cross-validated, and with missing values as a feature.
 * @param {any} api
 */
function calibrations({ calibrate }) {
  const silence = Array.from({ length: 40 }, (_, i) => (i % 10) / 2);
  const visits = Array.from({ length: 40 }, (_, i) => (i % 9 === 0 ? null : (i * 7) % 5));
  const left = silence.map((s, i) => (s + (visits[i] ?? 2) * -0.3 + (i % 3) > 2.2 ? 1 : 0));
  const columns = { recencyRatio: silence, visits };
  return [
    calibrate(columns, left, { method: "logisticIsotonic", missing: "indicator", folds: 3, seed: 1, days: 90, timeUnit: "week" }),
    calibrate({ recencyRatio: silence }, left, { folds: 0 }),
  ];
}

/**
 * Returns profiles by name, as JSON holds them.
 * @param {any} api the package
 * @returns {Map<string, Json>}
 */
export function everyProfile(api) {
  const { Orders, buildProfile, importModel } = api;
  const sample = Orders.fromCsv(read("www", "data", "sample-shop.csv"));
  const cdnow = Orders.fromCsv(read("tests", "fixtures", "cdnow_orders.csv"));
  const few = Orders.fromColumns({ customerId: ["a", "b"], date: ["2024-01-01", "2024-01-02"], amount: [1, 2] });
  const [curve, line] = calibrations(api);
  /** @param {string} name */
  const imported = (name) => importModel(read("tests", "fixtures", "imported", `${name}.json`));

  /** @type {Map<string, any>} */
  const built = new Map();
  for (const [shop, orders, asOf] of [["sample", sample, undefined], ["CDNOW", cdnow, "1997-09-30"]]) {
    /** @param {string} name @param {object} options */
    const add = (name, options) => built.set(`${shop}, ${name}`, buildProfile(orders, { asOf, ...options }));
    add("defaults", {});
    for (const model of ["bg-nbd", "mbg-nbd", "pareto-nbd", "bg-cnbd-k", "mbg-cnbd-k", "auto"]) add(model, { model, prior: "weak" });
    add("everything", {
      name: "everything", currency: "GBP", timeUnit: "month", margin: 0.4, discountRate: 0, valueMonths: 36, baselineRetention: 0.8,
      churnHorizonDays: 90, churnMode: "cohort", churnBaseRate: 0.3, evidence: { recency: 1, irate: 0.4 }, future: "account", uplift: 0.1,
      cuts: { current: 100, future: 200 }, bands: { medium: 0.2, high: 0.5 }, tiers: { platinum: 5, gold: 30 },
      loyaltyJudgements: equal(4), attitudeJudgements: equal(5), calibration: curve, churnModel: imported("sklearn"), points: POINTS,
      live: { halfLifeDays: 7, basket: 8 },
    });
    add("alive", { churnMode: "alive", timeUnit: "day" });
    add("calibrated with a curve", { churnMode: "calibrated", calibration: curve });
    add("calibrated", { churnMode: "calibrated", calibration: line, timeUnit: "year" });
    for (const name of ["sklearn", "sklearn_plain", "xgboost", "lightgbm", "lightgbm_categories"]) {
      add(name, { churnMode: "imported", churnModel: imported(name) });
    }
  }
  built.set("two customers", buildProfile(few));

  const profiles = new Map();
  for (const [name, profile] of built) {
    profiles.set(name, JSON.parse(JSON.stringify(profile)));
    profiles.set(`${name}, for the public`, JSON.parse(JSON.stringify(profile.forPublic())));
  }
  return profiles;
}
