// The small build: the bits of the full one; modes, states, points.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import vm from "node:vm";

import { install, load, root } from "./tarball.mjs";

const { folder } = install();
const { Orders, Profile, Scorer, buildProfile, calibrate, calibratePoints, importModel } = await load(folder);
const full = await load(folder);
const small = await load(folder, "entry/score.js");

const orders = Orders.fromCsv(readFileSync(join(root, "tests", "fixtures", "cdnow_orders.csv")));
const summary = orders.summarize({ asOf: "1997-09-30", timeUnit: "week" });
const FIELDS = ["frequency", "recency", "T", "monetaryValue", "revenueInYear", "purchasesInYear", "activeQuarters", "elapsedQuarters"];

/** @param {any} found */
const bits = (found) => Buffer.from(found.buffer, found.byteOffset, found.byteLength).toString("base64");

/** @param {number} row */
const customer = (row) =>
  Object.fromEntries(FIELDS.map((name) => [name, summary[name][row]]).filter(([, value]) => !Number.isNaN(value)));

/** A calibration to what became of the customers of CDNOW within 90 days. */
function calibrated90() {
  const { columns, left } = full.churnOutcomes(orders, { cutoff: "1997-07-01", days: 90, timeUnit: "day" });
  const { frequency, recency, T } = columns;
  return calibrate({ frequency, recency, T }, left, { days: 90 });
}

/** What a CRM knows of a customer. */
const KNOWN = {
  productionCost: 20, fixedMarketingCost: 2, variableMarketingCost: 3, walletInYear: 200, satisfaction: 4, recommendation: 6,
  competitorAttitude: 3, priceSensitivity: 5, incidentTolerance: 4, openComplaints: 1, complainer: "complaint.irate",
  bargainSeeker: true, categories: 3, switchingBarrier: 70, loyaltyTrend: -4,
};

test("every score has the bits of the full build", () => {
  for (const churnMode of ["horizon", "cohort", "alive"]) {
    const profile = buildProfile(orders, { asOf: "1997-09-30", churnMode, churnBaseRate: 0.3, margin: 0.4 });
    const json = JSON.parse(JSON.stringify(profile));
    const scorers = [new Scorer(profile), new small.Scorer(json), new small.Scorer(JSON.stringify(profile))];
    const columns = Object.fromEntries(FIELDS.map((name) => [name, summary[name]]));
    const [full, ...others] = scorers.map((scorer) => scorer.scoreColumns(columns));
    for (const other of others) {
      for (const [name, column] of Object.entries(full)) {
        if (column instanceof Float64Array) assert.equal(bits(other[name]), bits(column), `${churnMode} ${name}`);
      }
    }
    for (let row = 0; row < 2357; row += 97) {
      const given = { id: row, ...customer(row), ...KNOWN };
      const [one, ...same] = scorers.map((scorer) => scorer.score(given));
      for (const score of same) assert.deepEqual(score, one, churnMode);
    }
    for (const scorer of scorers) scorer.free();
  }
});

test("orders of one customer, changes and levers are those of the full build", () => {
  const profile = buildProfile(orders, { asOf: "1997-09-30", churnMode: "alive" });
  const given = {
    id: "x", orders: [{ date: "1997-02-01", amount: 20 }, { date: "1997-04-01", amount: 30 }], openComplaints: 2, satisfaction: 3,
  };
  const [full, little] = [new Scorer(profile), new small.Scorer(profile.toJSON())];
  assert.deepEqual(little.score(given), full.score(given));
  assert.deepEqual(little.whatIf(given, { lastOrderDaysAgo: 10, satisfaction: 9 }), full.whatIf(given, { lastOrderDaysAgo: 10, satisfaction: 9 }));
  assert.deepEqual(little.levers(given), full.levers(given));
  const { before, after, change } = full.whatIf(given, { openComplaints: 0 });
  assert.deepEqual(after, full.score({ ...given, openComplaints: 0 }));
  assert.equal(change.risk, after.churn.risk - before.churn.risk);
  // e^.8, the points of an open complaint.
  const odds = (/** @type {any} */ score) => score.churn.risk / (1 - score.churn.risk);
  assert.ok(Math.abs(odds(before) / odds(after) - Math.exp(0.8)) < 1e-12);
});

test("a customer without purchases has reasons instead of numbers", () => {
  const scorer = new small.Scorer(buildProfile(orders, { asOf: "1997-09-30" }).toJSON());
  const { value, churn, loyalty, labels, action, warnings, modifiers } = scorer.score({ id: 1, openComplaints: 1 });
  assert.deepEqual([value.score, churn.risk, churn.band, loyalty.score, labels.cell, action], [null, null, null, null, null, null]);
  assert.deepEqual(churn.evidence, []);
  assert.ok(warnings.some((/** @type {any} */ { code }) => code === "no_purchases"));
  assert.deepEqual(modifiers.map((/** @type {any} */ { code }) => code), ["modifier.open_complaint"]);
});

test("a public profile has neither costs nor judgements nor provenance, and the same scores", () => {
  const profile = buildProfile(orders, { asOf: "1997-09-30", margin: 0.4 });
  const shown = profile.forPublic();
  const text = JSON.stringify(shown);
  for (const key of ["margin", "judgements", "provenance", "covariance", "standardErrors", "consistencyRatio", "logLikelihood"]) {
    assert.ok(!text.includes(`"${key}"`), key);
  }
  assert.ok(!text.includes("0.4,"), "the margin does not stand under another name");
  const [own, theirs] = [new Scorer(profile), new small.Scorer(JSON.parse(text))].map((scorer) => scorer.score(customer(7)));
  assert.ok(Math.abs(theirs.value.score - own.value.score) < 1e-9);
  assert.deepEqual([theirs.churn.risk, theirs.value.tier, theirs.labels.cell], [own.churn.risk, own.value.tier, own.labels.cell]);
  assert.ok(Math.abs(theirs.value.current * 0.4 - own.value.current) < 1e-9);
  assert.deepEqual(Profile.parse(text).forPublic(), shown);
});

test("a profile of the first version is read", () => {
  const now = JSON.parse(JSON.stringify(buildProfile(orders, { asOf: "1997-09-30" })));
  const { behaviour, minCoverage } = now.loyalty;
  const { future: _, uplift: __, margin: ___, ...value } = now.value;
  const { baseRate: _1, evidence: _2, calibration: _3, model: _4, ...churn } = now.churn;
  const first = { ...now, version: 1, value: { ...value, margin: 1, marginGiven: false }, loyalty: { ...behaviour, minCoverage }, churn };
  assert.deepEqual(JSON.parse(JSON.stringify(Profile.parse(first))), now);
  assert.deepEqual(new small.Scorer(first).score(customer(3)), new Scorer(Profile.parse(now)).score(customer(3)));
});

test("states are kept up to date and scored as the orders would be", () => {
  const profile = buildProfile(orders, { asOf: "1997-09-30", live: { halfLifeDays: 7 } });
  const made = [{ date: "1997-02-01", amount: 20 }, { date: "1997-04-01", amount: 30.5 }, { date: "1997-04-20", amount: 7 }];
  for (const scorer of [new Scorer(profile), new small.Scorer(profile.toJSON())]) {
    let state = /** @type {string | null} */ (null);
    for (const [i, order] of made.entries()) {
      /** @type {any} */
      const update = scorer.update(state, { type: "order", ...order, id: `o${i}` });
      state = update.state;
      assert.deepEqual(update.score, { ...scorer.score({ orders: made.slice(0, i + 1) }, { asOf: order.date }), id: null });
    }
    const again = scorer.update(state, { type: "order", ...made[2], id: "o2" });
    assert.deepEqual([again.changed, again.state], [false, state]);
    assert.throws(() => scorer.update(state, { type: "order", date: "1997-01-01", amount: 1 }), { code: "OutOfOrder" });
    assert.deepEqual(scorer.scoreState(state, "1997-09-01"), scorer.score({ orders: made }, { asOf: "1997-09-01" }));
  }
});

test("point rules of the profile count in every build", () => {
  const points = [{
    code: "lead",
    groups: [{ code: "fit", rules: [{ code: "paid", points: 20, field: "plan", equals: "pro" }, { code: "visits", points: 2, event: "visit", cap: 6 }] }],
    bands: [{ code: "cold" }, { code: "hot", from: 22 }],
  }];
  const profile = buildProfile(orders, { asOf: "1997-09-30", points });
  const events = [1, 2, 3, 4].map((day) => ({ type: "visit", date: `1997-09-0${day}` }));
  const found = [new Scorer(profile), new small.Scorer(profile.toJSON())].map((scorer) =>
    scorer.points({ plan: "pro" }, { events, asOf: "1997-09-30" }),
  );
  // 20, and four visits of 2 points with a cap of 6.
  assert.deepEqual(found.map(([lead]) => [lead.total, lead.band.band]), Array(2).fill([26, "hot"]));
  assert.throws(() => buildProfile(orders, { points: [{ ...points[0], groups: [] , bands: [{ code: "x" }, { code: "x", from: 1 }] }] }));
});

test("a calibration and a model trained elsewhere move the risk, with evidence that multiplies", () => {
  const rows = 40;
  const silence = Array.from({ length: rows }, (_, i) => (i % 10) / 2);
  const visits = Array.from({ length: rows }, (_, i) => (i * 7) % 5);
  const left = silence.map((s, i) => ((s + (visits[i] ?? 0) * -0.3 + (i % 3) > 2.2 ? 1 : 0)));
  const calibration = calibrate({ recencyRatio: silence, visits }, left);
  const profile = buildProfile(orders, { asOf: "1997-09-30", churnMode: "calibrated", calibration });
  const given = { ...customer(7), recencyRatio: 2, features: { visits: 3 } };
  const [full, little] = [new Scorer(profile), new small.Scorer(JSON.parse(JSON.stringify(profile)))].map((scorer) => scorer.score(given));
  assert.deepEqual(little, full);
  const { risk, baseOdds, evidence, calibrated } = full.churn;
  assert.equal(calibrated, true);
  assert.deepEqual(evidence.map((/** @type {any} */ e) => e.code), ["recencyRatio", "visits"]);
  const odds = evidence.reduce((/** @type {number} */ all, /** @type {any} */ e) => all * e.odds, baseOdds);
  assert.ok(Math.abs(risk / (1 - risk) / odds - 1) < 1e-12);
  assert.ok(!full.warnings.some((/** @type {any} */ w) => w.code === "uncalibrated"));
  // log-odds −1 + .5·2 − .25·4 = −1.
  const churnModel = importModel({ featureNames: ["recencyRatio", "visits"], coef: [[0.5, -0.25]], intercept: [-1] });
  const imported = buildProfile(orders, { asOf: "1997-09-30", churnMode: "imported", churnModel });
  for (const scorer of [new Scorer(imported), new small.Scorer(JSON.parse(JSON.stringify(imported)))]) {
    const score = scorer.score({ ...customer(7), recencyRatio: 2, features: { visits: 4 } });
    assert.ok(Math.abs(score.churn.risk - 1 / (1 + Math.E)) < 1e-12);
    assert.equal(score.churn.calibrated, false);
    const lacking = scorer.score({ ...customer(7), recencyRatio: 2 });
    assert.equal(lacking.churn.risk, null);
    assert.ok(lacking.warnings.some((/** @type {any} */ w) => w.code === "features_missing"));
    const columns = scorer.scoreColumns({ frequency: [1], recency: [1], T: [3], recencyRatio: [2], features: { visits: [4] } });
    assert.ok(Math.abs((columns.risk[0] ?? 0) - 1 / (1 + Math.E)) < 1e-12);
  }
});

test("the small build answers what it cannot do with a code", () => {
  const profile = JSON.parse(JSON.stringify(buildProfile(orders, { asOf: "1997-09-30" })));
  profile.churn = { ...profile.churn, mode: "imported", model: { version: 1, source: "xgboost", features: ["x"], base: 0, scale: 1, linear: null, trees: [{}] } };
  assert.throws(() => new small.Scorer(profile), { name: "ClienteleError", code: "NeedsFullBuild", path: "profile.churn.model.trees" });
  assert.throws(() => new small.Scorer({}), { code: "Missing", path: "profile.format" });
  assert.throws(() => small.Profile.parse("{"), { code: "InvalidValue", path: "profile" });
});

test("one file serves a page without modules", () => {
  const code = readFileSync(join(folder, "node_modules", "clientele", "wasm", "score", "global.js"), "utf8");
  const context = vm.createContext({ TextEncoder, TextDecoder, WebAssembly: /** @type {any} */ (globalThis)["WebAssembly"], atob });
  vm.runInContext(code, context);
  context["json"] = JSON.stringify(buildProfile(orders, { asOf: "1997-09-30" }));
  const risk = vm.runInContext("new clientele.Scorer(clientele.Profile.parse(json)).score({ frequency: 2, recency: 30.43, T: 38.86 }).churn.risk", context);
  assert.ok(risk > 0 && risk < 1);
});

test("columns that are asked for are those of all, and no others", () => {
  const profile = buildProfile(orders, { asOf: "1997-09-30", margin: 0.4 });
  const columns = Object.fromEntries(FIELDS.map((name) => [name, summary[name]]));
  /** @type {[any, any][]} */
  const cases = [
    [new Scorer(profile), columns],
    [new Scorer(profile), summary],
    [new small.Scorer(JSON.stringify(profile)), columns],
  ];
  for (const [scorer, customers] of cases) {
    const all = scorer.scoreColumns(customers);
    const names = Object.keys(all).filter((name) => name !== "ids");
    // Alone, in another order, without the outlook, with what is put together from two.
    for (const only of [...names.map((name) => [name]), ["risk", "valueScore", "loyaltyScore"], ["action", "tier"], []]) {
      const some = scorer.scoreColumns(customers, { only });
      assert.deepEqual(Object.keys(some), ["ids", ...only]);
      for (const name of only) assert.equal(bits(some[name]), bits(all[name]), name);
    }
    assert.deepEqual(scorer.scoreColumns(customers, { only: null }), all);
    for (const [options, code, path] of [
      [{ only: ["risk", "rsk"] }, "InvalidValue", "options.only[1]"],
      [{ only: "risk" }, "InvalidValue", "options.only"],
      [{ onyl: ["risk"] }, "UnknownKey", "options.onyl"],
    ]) {
      assert.throws(() => scorer.scoreColumns(customers, options), { code, path });
    }
  }
});

test("a visitor's first order has the probability that points were calibrated to", async () => {
  // By hand: of visitors with a basket 6 of 10 bought, of the others 3 of 10. The rule gives 20 points for a basket.
  const totals = Array.from({ length: 20 }, (_, i) => (i < 10 ? 0 : 20));
  const { link } = calibratePoints(totals, totals.map((total, i) => i % 10 < (total === 0 ? 3 : 6)), { folds: 0 });
  const rules = [{ code: "basket", field: "baskets", range: { min: 1 }, points: 20 }];
  const points = [{ code: "first_order", groups: [{ code: "all", rules }], link }];
  const profile = buildProfile(orders, { asOf: "1997-09-30" });
  const scorer = new small.Scorer(JSON.stringify({ ...JSON.parse(JSON.stringify(profile)), points }));
  const { createVisitor } = await load(folder, "entry/visitor.js");
  const visitor = createVisitor({
    ...{ scorer, consent: () => true, clock: () => Date.UTC(2026, 10, 2) },
    firstOrderProbability: (/** @type {Record<string, unknown>} */ features) => scorer.points(features)[0].probability,
  });
  visitor.visit();
  assert.ok(Math.abs(visitor.score().firstOrder - 0.3) < 1e-12);
  visitor.basket({ amount: 40 });
  assert.ok(Math.abs(visitor.score().firstOrder - 0.6) < 1e-12);
});

test("a public profile keeps back what a calibration was like and the judgements of point rules", () => {
  const calibration = calibrated90();
  const weights = { judgements: [[1, 3], [1 / 3, 1]] };
  const groups = ["fit", "use"].map((code) => ({ code, rules: [{ code, field: code, range: { min: 1 }, points: 8 }] }));
  const profile = buildProfile(orders, { asOf: "1997-09-30", timeUnit: "day", churnMode: "calibrated", calibration });
  const whole = Profile.parse({ ...profile.toJSON(), points: [{ code: "lead", groups, weights }] });
  const shown = whole.forPublic();
  const text = JSON.stringify(shown);
  for (const key of ["judgements", "quality", "crossValidated", "standardError", "interceptError"]) assert.ok(!text.includes(`"${key}"`), key);
  for (const scorer of [new Scorer(shown), new small.Scorer(text)]) {
    const [theirs, own] = [scorer, new Scorer(whole)].map((of) => [of.score(customer(7)).churn.risk, of.points({ fit: 2, use: 3 })[0].total]);
    assert.deepEqual(theirs, own);
  }
  // Three quarters and one quarter of 8 points each.
  assert.deepEqual(shown.points[0].weights.values.map((/** @type {number} */ weight) => weight.toFixed(12)), ["0.750000000000", "0.250000000000"]);
});

test("a calibrated risk is called by the days it was fitted to", () => {
  const calibration = calibrated90();
  const options = { asOf: "1997-09-30", timeUnit: "day", churnMode: "calibrated", calibration };
  assert.equal(buildProfile(orders, options).churn.horizonDays, 90);
  const { calibration: _, ...plain } = options;
  assert.equal(buildProfile(orders, { ...plain, churnMode: "horizon" }).churn.horizonDays, 180);
  assert.throws(() => buildProfile(orders, { ...options, churnHorizonDays: 180 }), { code: "InvalidValue", path: "options.churnHorizonDays" });
  const data = buildProfile(orders, options).toJSON();
  const wrong = { ...data, churn: { ...data.churn, horizonDays: 30 } };
  assert.throws(() => Profile.parse(wrong), { code: "InvalidValue", path: "churn.horizonDays" });
  assert.throws(() => small.Profile.parse(wrong), { code: "InvalidValue", path: "churn.horizonDays" });
});

test("a calibration has the unit of time of its profile", () => {
  const known = full.churnOutcomes(orders, { cutoff: "1997-07-01", days: 90 });
  assert.equal(known.timeUnit, "week");
  const { recency, T } = known.columns;
  const calibration = calibrate({ recency, T }, known.left, { days: known.days, timeUnit: known.timeUnit });
  assert.equal(calibration.timeUnit, "week");
  const options = { asOf: "1997-09-30", churnMode: "calibrated", calibration };
  const data = buildProfile(orders, { ...options, timeUnit: "week" }).toJSON();
  assert.throws(() => buildProfile(orders, { ...options, timeUnit: "day" }), { code: "InvalidValue", path: "options.calibration.timeUnit" });
  const wrong = { ...data, churn: { ...data.churn, calibration: { ...calibration, timeUnit: "month" } } };
  for (const build of [full, small]) assert.throws(() => build.Profile.parse(wrong), { code: "InvalidValue", path: "churn.calibration.timeUnit" });
});

test("no value is not high where half of the base has none", () => {
  // Of the customers of CDNOW 63 % bought nothing in the last year: the median is 0.
  const { cuts, cutsSource } = buildProfile(orders, { asOf: "1998-06-30" }).value;
  const late = orders.summarize({ asOf: "1998-06-30", timeUnit: "week" }).revenueInYear;
  const positive = late.filter((/** @type {number} */ value) => value > 0);
  assert.ok(positive.length * 2 < late.length);
  assert.deepEqual([cuts.current, cutsSource], [Math.min(...positive), "median"]);
});

test("both builds take the same forms, and keep what they have checked", () => {
  const profile = buildProfile(orders, { asOf: "1997-09-30" });
  const data = JSON.parse(JSON.stringify(profile));
  const parsed = small.Profile.parse(data);
  data.churn.bands.high = 0.99;
  assert.deepEqual(JSON.parse(JSON.stringify(parsed)), JSON.parse(JSON.stringify(profile)));
  assert.ok(Object.isFrozen(parsed) && Object.isFrozen(parsed.churn.bands));
  const rule = { code: "late", field: "signed", equals: "2024-05-05", points: 3 };
  const sets = { code: "lead", groups: [{ code: "all", rules: [rule] }] };
  for (const { scorePoints } of [full, small]) assert.equal(scorePoints(sets, { signed: new Date("2024-05-05T08:00:00Z") }).total, 3);
  for (const scorer of [new Scorer(profile), new small.Scorer(profile)]) {
    const columns = { frequency: [1, 2], recency: [3, 4], T: [5, 6] };
    assert.throws(() => scorer.scoreColumns({ ...columns, ids: ["a"] }), { code: "LengthMismatch", path: "ids" });
    assert.throws(() => scorer.scoreColumns({ ...columns, ids: "ab" }), { code: "InvalidValue", path: "ids" });
    assert.throws(() => scorer.score([{ date: "1997-01-01", amount: 5 }]), { code: "InvalidValue", path: "customer" });
  }
});
