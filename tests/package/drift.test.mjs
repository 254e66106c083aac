// Two profiles are compared where they mean the same, and nowhere else: each line says what keeps it from being compared.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { clientele, install, load, root } from "./tarball.mjs";

const { folder } = install();
const { Orders, Profile, buildProfile, drift } = /** @type {typeof import("clientele")} */ (await load(folder));
const orders = Orders.fromCsv(readFileSync(join(root, "tests", "fixtures", "cdnow_orders.csv")));

/** @typedef {import("clientele").Profile} P */
/** @type {Map<string, P>} */
const built = new Map();

/**
 * A profile of the base on a day.
 * @param {string} asOf
 * @param {object} [options]
 */
function on(asOf, options = {}) {
  const key = JSON.stringify([asOf, options]);
  const profile = built.get(key) ?? buildProfile(orders, { asOf, margin: 0.4, currency: "USD", ...options });
  built.set(key, profile);
  return profile;
}

const older = (/** @type {object} */ options = {}) => on("1997-09-30", options);
const later = (/** @type {object} */ options = {}) => on("1997-12-31", options);

/**
 * A profile with other data.
 * @param {P} profile
 * @param {(data: any) => void} change
 */
function changed(profile, change) {
  const data = JSON.parse(JSON.stringify(profile));
  change(data);
  return Profile.parse(data);
}

/**
 * The paths that keep each line from being compared, by its name.
 * @param {import("clientele").DriftReport} report
 */
const kept = ({ populations, parameters }) =>
  Object.fromEntries(
    [...populations.map((p) => /** @type {const} */ ([p.score, p])), ...parameters.map((p) => /** @type {const} */ ([p.name, p]))]
      .filter(([, { incomparable }]) => incomparable.length > 0)
      .map(([name, { incomparable }]) => [name, incomparable.map(({ path }) => path)]),
  );

const plain = drift(older(), later());
const judgements = [[1, 5, 3, 3], [1 / 5, 1, 1, 1], [1 / 3, 1, 1, 1], [1 / 3, 1, 1, 1]];
const evidence = older({ churnMode: "alive" }).churn;
const cohort = (/** @type {number} */ churnBaseRate) => ({ churnMode: "cohort", churnBaseRate });
const errors = ["purchase.standardErrors"];
const parametersOf = (/** @type {string[]} */ ...names) => Object.fromEntries(names.map((name) => [name, errors]));

/**
 * Name, both profiles, and the lines that are not compared with the paths of what differs.
 * @type {[string, P, P, Record<string, string[]>][]}
 */
const table = [
  ["the same settings", older(), later(), {}],
  ["another margin", older(), later({ margin: 0.5 }), { lifetime: ["value.margin"] }],
  ["a margin and none", older(), later({ margin: null }), { lifetime: ["value.margin"] }],
  ["all of revenue and no margin, which is the same", older({ margin: 1 }), later({ margin: null }), {}],
  ["a public profile", older(), later().forPublic(), { lifetime: ["value.margin"], ...parametersOf("r", "alpha", "a", "b") }],
  ["two public profiles", older().forPublic(), later({ margin: 0.5 }).forPublic(), parametersOf("r", "alpha", "a", "b")],
  ["another churn mode", older(), later({ churnMode: "alive" }), { risk: ["churn.mode"] }],
  ["another horizon of the risk", older(), later({ churnHorizonDays: 90 }), { risk: ["churn.horizonDays"] }],
  ["another horizon of a risk that has none", older({ churnMode: "alive" }), later({ churnMode: "alive", churnHorizonDays: 90 }), {}],
  ["another currency", older(), later({ currency: "EUR" }), { lifetime: ["currency"] }],
  ["a currency and none", older(), later({ currency: null }), { lifetime: ["currency"] }],
  ["another unit of time", older(), later({ timeUnit: "day" }), { alpha: ["timeUnit"] }],
  ["another unit of time of a model with two rates", older({ model: "pareto-nbd" }), later({ model: "pareto-nbd", timeUnit: "month" }), { alpha: ["timeUnit"], beta: ["timeUnit"] }],
  ["other months of value", older(), later({ valueMonths: 24 }), { lifetime: ["value.months"] }],
  ["another discount", older(), later({ discountRate: 0.2 }), { lifetime: ["value.discountRate"] }],
  ["value from accounts", older(), later({ future: "account" }), { valueScore: ["value.future"] }],
  ["another part of the wallet", older({ future: "account" }), later({ future: "account", uplift: 0.5 }), { valueScore: ["value.uplift"] }],
  ["a part of the wallet that counts for nothing", older(), later({ uplift: 0.5 }), {}],
  ["other judgements of loyalty", older(), later({ loyaltyJudgements: judgements }), { loyaltyScore: ["loyalty.behaviour.weights"] }],
  ["other ranges of loyalty", older(), changed(later(), ({ loyalty }) => (loyalty.behaviour.indicators[0].hi *= 2)), { loyaltyScore: ["loyalty.behaviour.indicators"] }],
  ["weights with fifteen digits", older(), changed(later().forPublic(), ({ loyalty, value, purchase }) => {
    loyalty.behaviour.weights = loyalty.behaviour.weights.map((/** @type {number} */ w) => Number(w.toPrecision(12)));
    value.margin = 0.4;
    purchase.standardErrors = later().purchase.standardErrors;
  }), {}],
  ["other points of evidence", older({ churnMode: "alive" }), changed(later({ churnMode: "alive" }), ({ churn }) => (churn.evidence = { ...evidence.evidence, openComplaint: 1.5 })), { risk: ["churn.evidence"] }],
  ["a score that nobody has", older(), changed(later(), ({ population }) => (population.risk = [])), { risk: ["population.risk"] }],
  ["parameters that were given", changed(older(), ({ purchase }) => (purchase.standardErrors = null)), later(), parametersOf("r", "alpha", "a", "b")],
  ["a regularity that is chosen", older({ model: "bg-cnbd-k" }), later({ model: "bg-cnbd-k" }), { k: ["purchase.standardErrors.k"] }],
  ["another regularity", older({ model: "bg-cnbd-k" }), changed(later({ model: "bg-cnbd-k" }), ({ purchase }) => (purchase.params.k = 2)), {
    k: ["purchase.standardErrors.k"], r: ["purchase.params.k"], alpha: ["purchase.params.k"], a: ["purchase.params.k"], b: ["purchase.params.k"],
  }],
];

describe("what differs keeps from being compared what depends on it, and nothing else", () => {
  for (const [name, before, after, expected] of table) {
    test(name, () => {
      for (const [one, other] of /** @type {[P, P][]} */ ([[before, after], [after, before]])) {
        const report = drift(one, other);
        assert.deepEqual(kept(report), expected);
        assert.ok(report.sameModel);
        assert.deepEqual(report.incomparable, []);
        for (const line of report.populations) {
          const known = line.incomparable.length === 0;
          assert.deepEqual([line.stabilityIndex, line.largestGap, line.level].map((x) => x !== null), [known, known, known], line.score);
        }
        for (const line of report.parameters) {
          const known = line.incomparable.length === 0;
          assert.deepEqual([line.standardErrors, line.level].map((x) => x !== null), [known, known], line.name);
          assert.deepEqual([line.before, line.after], [one, other].map(({ purchase }) => /** @type {any} */ (purchase.params)[line.name]));
        }
        for (const { path, before: a, after: b, reason } of [...report.populations, ...report.parameters].flatMap(({ incomparable }) => incomparable)) {
          assert.notDeepEqual([a, reason], [b, ""], path);
          assert.match(reason, /\w/);
        }
      }
    });
  }

  test("the lines that are compared have the numbers that they have beside equal settings", () => {
    const { populations, parameters } = drift(older(), later({ currency: "EUR", timeUnit: "week", churnHorizonDays: 90 }));
    for (const [i, line] of populations.entries()) {
      if (line.incomparable.length === 0) assert.deepEqual(line, plain.populations[i]);
    }
    assert.deepEqual(parameters, plain.parameters);
    assert.ok(plain.populations.every(({ stabilityIndex }) => (stabilityIndex ?? 0) > 0));
  });
});

describe("the level of a report", () => {
  test("is the worst of what was compared", () => {
    assert.equal(plain.level, "changed");
    assert.equal(drift(older(), older().forPublic()).level, "stable");
    // Of a year's margins before they are compared with revenue: the index that is left out was the worst.
    const limits = { shifted: 0.2, changed: 2.45, standardErrors: 9 };
    assert.equal(drift(older(), later(), limits).level, "changed");
    assert.deepEqual(drift(older(), later(), limits).populations.map(({ level }) => level), ["shifted", "shifted", "changed", "changed"]);
    assert.equal(drift(older(), later({ churnMode: "alive", loyaltyJudgements: judgements }), limits).level, "shifted");
  });

  const others = later({ model: "mbg-nbd", margin: 0.5, churnMode: "alive", future: "account", loyaltyJudgements: judgements });
  test("is null where nothing was", () => {
    const { level, populations, parameters, incomparable } = drift(older(), others);
    assert.equal(level, null);
    assert.ok(populations.every(({ incomparable }) => incomparable.length > 0));
    assert.deepEqual([parameters, incomparable.map(({ path }) => path)], [[], ["purchase.model"]]);
  });

  test("tells of a model that the data chose on both days, not of one that was named", () => {
    const named = drift(older(), changed(older({ model: "mbg-nbd" }), (data) => (data.population = older().population)));
    assert.equal(named.level, "stable");
    const auto = older({ model: "auto" });
    assert.equal(auto.purchase.model, "mbg-nbd");
    const before = changed(older(), (data) => (data.purchase.selection = auto.purchase.selection));
    const chosen = drift(before, changed(auto, (data) => (data.population = older().population)));
    assert.deepEqual([chosen.level, chosen.sameModel], ["shifted", false]);
    assert.match(chosen.incomparable[0]?.reason ?? "", /the data chose/);
  });
});

describe("what may have moved a score beside the base is said where it is compared", () => {
  /** @type {[string, P, P, Record<string, string[]>][]} */
  const cautions = [
    ["nothing", older(), later(), {}],
    ["another purchase model", older(), later({ model: "mbg-nbd" }), { valueScore: ["purchase.model"], lifetime: ["purchase.model"], risk: ["purchase.model"] }],
    ["another purchase model, of which the risk knows nothing", older(cohort(0.2)), later({ model: "mbg-nbd", ...cohort(0.2) }), { valueScore: ["purchase.model"], lifetime: ["purchase.model"] }],
    ["another churn rate of the base", older(cohort(0.2)), later(cohort(0.3)), { risk: ["churn.baseRate"] }],
    ["a churn rate that the risk does not use", older({ churnBaseRate: 0.2 }), later({ churnBaseRate: 0.3 }), {}],
    ["another model of spend", older(), changed(later(), ({ spend }) => Object.assign(spend, { model: "mean", params: null, standardErrors: null, covariance: null })), { lifetime: ["spend.model"] }],
    ["another model, where money is not compared", older(), later({ model: "mbg-nbd", margin: 0.5 }), { valueScore: ["purchase.model"], risk: ["purchase.model"] }],
  ];
  for (const [name, before, after, expected] of cautions) {
    test(name, () => {
      const { populations } = drift(before, after);
      const found = populations.filter(({ cautions }) => cautions.length > 0).map(({ score, cautions }) => [score, cautions.map(({ path }) => path)]);
      assert.deepEqual(Object.fromEntries(found), expected);
    });
  }
});

describe("clientele drift", () => {
  /** @param {P} before @param {P} after @param {string[]} options */
  const run = (before, after, ...options) => {
    writeFileSync(join(folder, "before.json"), JSON.stringify(before));
    writeFileSync(join(folder, "after.json"), JSON.stringify(after));
    const { status, stdout, stderr } = clientele(folder, ["drift", "before.json", "after.json", ...options]);
    assert.deepEqual([status, stderr], [0, ""]);
    return stdout;
  };

  test("prints the report as JSON", () => {
    const report = drift(older(), later().forPublic());
    assert.deepEqual(JSON.parse(run(older(), later().forPublic(), "--json")), JSON.parse(JSON.stringify(report)));
  });

  test("says of each line what keeps it from being compared, and each reason once", () => {
    const text = run(older(), later({ currency: "EUR", timeUnit: "day", churnHorizonDays: 90, margin: 0.5 }));
    assert.match(text, /^Changed by the 5 of 8 lines that could be compared\n/);
    assert.match(text, /^ {2}lifetime +[\d.]+ +[\d.]+ +- {2}not compared \(1\) \(2\)$/m);
    assert.match(text, /^ {2}risk +[\d.]+ +[\d.]+ +- {2}not compared \(3\)$/m);
    assert.match(text, /^ {2}alpha +[\d.]+ +[\d.]+ +- {2}not compared \(4\)$/m);
    assert.match(text, /^ {2}r +[\d.]+ +[\d.]+ +-?[\d.]+ {2}Stable$/m);
    assert.match(text, /^ {2}\(1\) currency was USD and is EUR: money is in another currency/m);
    assert.match(text, /^ {2}\(2\) value\.margin was 0\.4 and is 0\.5: money is counted at another margin/m);
    assert.match(text, /^ {2}\(3\) churn\.horizonDays was 180 and is 90: /m);
    assert.match(text, /^ {2}\(4\) timeUnit was week and is day: /m);
    const shared = run(older(), later().forPublic());
    assert.equal(shared.match(/not compared \(2\)$/gm)?.length, 4);
    assert.equal(shared.match(/purchase\.standardErrors was given and is none/g)?.length, 1);
  });

  test("says what keeps all parameters from being compared, and whether anything could be", () => {
    const text = run(older(), later({ model: "mbg-nbd", margin: 0.5, churnMode: "alive", future: "account", loyaltyJudgements: judgements }));
    assert.match(text, /^Nothing could be compared\n/);
    assert.match(text, /^ {2}not compared \(\d\)$/m);
    assert.match(text, /purchase\.model was bg-nbd and is mbg-nbd: the parameters of another model are others/);
    assert.match(text, /loyalty\.behaviour\.weights differs: /);
    assert.match(run(older(), later()), /^Changed\n/);
  });
});
