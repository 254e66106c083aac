// Loyalty through JavaScript: worked examples, computed apart in NumPy or by hand from the formulas of the
// cited papers, and hostile input.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { close, fails } from "./asserts.mjs";
import { install, load } from "./tarball.mjs";

const { folder } = install();
const api = await load(folder);

const customer = {
  repeatPurchases: 8,
  relationshipLifetime: 30,
  retention: 0.9,
  choosingTime: 6,
  satisfaction: 8.2,
  recommendation: 9,
  competitorAttitude: 3,
  priceSensitivity: 4,
  incidentTolerance: 5,
};

describe("the loyalty index", () => {
  test("one customer, and columns", () => {
    const found = api.loyaltyIndex(customer, { randomIndex: "saaty1980" });
    close([found.score, found.behaviour, found.attitude], [75.578218, 74.645515, 76.51092]);
    close([found.provenance.settings.behaviourConsistencyRatio], [0.0038], 5e-5);
    assert.deepEqual([found.level.code, found.level.zh, found.parts[8].zh], ["loyal", "忠诚", "对质量事故的宽容程度"]);
    const columns = Object.fromEntries(Object.entries(customer).map(([name, value]) => [name, [value, null]]));
    const all = api.loyaltyIndexColumns(columns);
    close([all.score[0], all.behaviour[0], all.attitude[0]], [75.578218, 74.645515, 76.51092]);
    assert.deepEqual([all.score[1], all.coverage[1]], [NaN, 0]);
    const half = api.loyaltyIndexColumns({ repeatPurchases: [8], relationshipLifetime: [30], retention: [0.9], choosingTime: [6] });
    close([half.score[0], half.coverage[0]], [74.645515, 0.5]);
  });

  test("other judgements, ranges and levels", () => {
    const even = Array.from({ length: 4 }, () => [1, 1, 1, 1]);
    const found = api.loyaltyIndex(customer, {
      behaviourJudgements: even,
      ranges: [{ code: "retention", lo: 0, hi: 1 }],
      thresholds: { loyaltyLoyal: 90 },
    });
    close([found.behaviour], [(100 * (0.6363636363636364 + 0.8333333333333334 + 0.9 + 0.7777777777777778)) / 4]);
    assert.equal(found.level.code, "stable");
  });

  test("hostile input", () => {
    fails(() => api.loyaltyIndex(null), "InvalidValue", "given");
    fails(() => api.loyaltyIndex({ retension: 1 }), "UnknownKey", "retension");
    fails(() => api.loyaltyIndex({ retention: NaN }), "NotFinite", "retention");
    fails(() => api.loyaltyIndex({ retention: "1" }), "InvalidValue", "retention");
    fails(() => api.loyaltyIndex(customer, { behaviourWeight: 2 }), "OutOfRange", "options.behaviourWeight");
    fails(() => api.loyaltyIndex(customer, { thresholds: { loyaltyLoyal: -1 } }), "OutOfRange", "options.thresholds.loyaltyLoyal");
    fails(() => api.loyaltyIndex(customer, { thresholds: { loyaltyStable: 90 } }), "OutOfRange", "options.thresholds.loyaltyStable");
    fails(() => api.loyaltyIndex({ ...customer, satisfaction: 44, recommendation: 50 }), "OutOfRange", "satisfaction");
    fails(() => api.loyaltyIndex({ repeatPurchases: -5, retention: 1 }), "OutOfRange", "repeatPurchases");
    fails(() => api.loyaltyIndexColumns({ satisfaction: [8, 82], recommendation: [9, 9] }), "OutOfRange", "satisfaction[1]");
    fails(() => api.loyaltyIndexColumns({ retention: [1], satisfaction: [1, 2] }), "LengthMismatch", "satisfaction");
    fails(() => api.loyaltyIndexColumns({ retention: [Infinity] }), "NotFinite", "retention[0]");
    fails(() => api.loyaltyIndexColumns({ loyalty: [1] }), "UnknownKey", "columns.loyalty");
    fails(() => api.loyaltyIndexColumns(3), "InvalidValue", "columns");
  });
});

describe("classes", () => {
  test("attitude by behaviour", () => {
    const of = (/** @type {number} */ attitude, /** @type {number} */ behaviour) => api.attitudeBehaviour({ attitude, behaviour }).class.code;
    const codes = [of(76, 75), of(80, 30), of(40, 75), of(40, 30), of(60, 60)];
    assert.deepEqual(codes, ["loyal", "latent", "spurious", "none", "loyal"].map((code) => `attitude_behaviour.${code}`));
    assert.equal(api.attitudeBehaviour({ attitude: 3 }).reason.subject, "behaviour");
    const found = api.attitudeBehaviourColumns({ attitude: [10, 20, 30, NaN], behaviour: [5, 3, 1, 2] }, { cuts: "median" });
    assert.ok(found.codes instanceof Int8Array);
    assert.deepEqual([Array.from(found.codes), found.unknown], [[2, 0, 1, -1], 1]);
    fails(() => api.attitudeBehaviour({ attitude: 200, behaviour: 1 }), "OutOfRange", "attitude");
    fails(() => api.attitudeBehaviourColumns({ attitude: [1] }), "InvalidValue", "behaviour");
    fails(() => api.attitudeBehaviourColumns({ attitude: [], behaviour: [] }, { cuts: "mean" }), "InvalidValue", "options.cuts");
  });

  test("satisfaction by loyalty", () => {
    const found = api.satisfactionTypes({ satisfaction: [92, 80, 85, 35, 30, 10, 40], loyalty: [95, 75, 40, 80, 30, 10, 30], speaksIll: [false, false, false, false, null, false, true] });
    assert.deepEqual(Array.from(found.codes), [0, 1, 2, 3, 4, 5, 5]);
    assert.deepEqual(found.classes.map((/** @type {any} */ type) => type.customers), [1, 1, 1, 1, 1, 2]);
    assert.equal(api.satisfactionType({ satisfaction: 60, loyalty: 40 }, { thresholds: { satisfactionCut: 50 } }).class.code, "jones_sasser.mercenary");
    close([api.loyaltyOnCurve(75, 3), api.loyaltyOnCurve(75, 1 / 3)], [42.1875, 90.856], 5e-5);
    close([api.loyaltyCurve({ satisfaction: [75, 50], loyalty: [42.1875, 12.5] }).k], [3], 1e-12);
    fails(() => api.satisfactionTypes({ satisfaction: [1], loyalty: [1], speaksIll: [3] }), "InvalidValue", "speaksIll[0]");
  });
});

describe("numbers", () => {
  test("the recommendation score", () => {
    const answers = [10, 9, 9, 8, 7, 7, 10, 6, 3, 9, 10, 8, 5, 9, 2, 10, 7, 9, 8, 6, null];
    // The worked example takes 1.96 for the quantile, whose digits are 1.959964.
    const found = api.recommendationScore(answers, { z: 1.96 });
    close([found.score, found.standardError, found.lower, found.upper], [20, 18.16590212458495, -15.605168164186502, 55.6051681641865], 1e-11);
    assert.deepEqual([found.missing, found.classes[0].zh, found.warnings[0].code], [1, "推荐者", "few_recommendations"]);
    fails(() => api.recommendationScore([5, 10.5]), "OutOfRange", "answers[1]");
    fails(() => api.recommendationScore([5], { level: 1 }), "OutOfRange", "options.level");
    fails(() => api.recommendationScore("ten"), "InvalidValue", "answers");
  });

  test("retention, repurchase, wallet", () => {
    close([api.retentionRate({ start: 1000, end: 980, gained: 150 }).rate, api.retentionOver(0.83, 1 / 12).rate], [0.83, 0.984592]);
    close([api.repurchaseRate([...Array(312).fill(2), ...Array(208).fill(1)]).rate, api.shareOfWallet(1, 4).rate], [0.6, 0.25]);
    assert.equal(api.retentionRate({ start: 0, end: 0, gained: 0 }).reason, "none_at_start");
    fails(() => api.retentionRate({ start: 10, end: 5 }), "Missing", "gained");
    fails(() => api.retentionRate({ start: -1, end: 5, gained: 5 }), "OutOfRange", "start");
    fails(() => api.shareOfWallet(2, 1), "OutOfRange", "own");
  });

  test("survival", () => {
    const columns = { durations: [3, 5, 6, 6, 8, 10, 12, 12, 12, 12], left: [1, 0, 1, 1, 0, 1, 0, 0, 0, 0] };
    const found = api.survivalCurve(columns, { times: [3, 6, 10, 13] });
    close(found.at.slice(0, 3).map((/** @type {any} */ at) => at.survival), [0.9, 0.675, 0.54], 1e-12);
    assert.deepEqual([found.at[3].survival, found.at[3].reason, found.median], [null, "beyond_observation", null]);
    fails(() => api.survivalCurve({ ...columns, left: [1] }), "LengthMismatch", "left");
    fails(() => api.survivalCurve({ durations: [-1], left: [true] }), "OutOfRange", "durations[0]");
  });

  test("the chain, benefits, bonds, a programme", () => {
    const rows = [[1, 2, 5], [2, 4, 7], [3, 6, 6]];
    const found = api.serviceProfitChain({ rows, criteria: ["staff", "service", "profit"] });
    close(found.links.map((/** @type {any} */ link) => link.correlation), [1, 0.5], 1e-12);
    assert.deepEqual([found.weakest.to, found.warnings[0].code], ["profit", "correlation_no_cause"]);
    fails(() => api.serviceProfitChain({ rows }, { links: [{ from: "1", to: "4" }] }), "InvalidValue", "options.links[0].to");
    close([api.relationalBenefits({ confidence: [6, 7], social: [4], specialTreatment: [2, 3] }).mean], [13 / 3]);
    fails(() => api.relationalBenefits({ social: [9] }), "OutOfRange", "social[0]");
    assert.deepEqual([api.bondLevel({ structural: true }).class.zh, api.bondLevel({}).level], ["结构化纽带", null]);
    const facts = { spend: 2000, pointsPerSpend: 1, pointValue: 0.01, breakage: 0.2, incrementalMargin: 60, runningCost: 4 };
    close([api.loyaltyProgramme(facts).liability, api.loyaltyProgramme(facts).returnOnInvestment], [16, 2]);
    fails(() => api.loyaltyProgramme({ ...facts, breakage: 2 }), "OutOfRange", "breakage");
  });
});
