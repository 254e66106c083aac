// `null` and `undefined` mean missing: a fact given as either is one that was left out, in the types and when it runs.
//
// Both are held against the same call without the fact, so that no number here needs an origin. The types are those of
// the package (`tsc -p scripts/tsconfig.json` reads this file), and tests/package/consumer/esm.mts has the same calls
// for consumers who are stricter.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { fails } from "./asserts.mjs";
import { install, load } from "./tarball.mjs";

const { folder } = install();
const c = /** @type {typeof import("clientele")} */ (await load(folder));

/** @typedef {Record<string, unknown>} Facts */

const cuts = { daysSinceLast: [1, 2, 3, 4], purchases: [1, 2, 3, 4], monetary: [1, 2, 3, 4] };
const leaf = { source: "x", direction: /** @type {const} */ ("benefit"), lo: 0, hi: 1 };

/**
 * A function of facts, each of which may be missing, beside what it needs.
 * @type {[name: string, facts: string[], call: (facts: any) => unknown][]}
 */
const ONE = [
  ...c.classifiers().map(({ name, inputs }) => /** @type {[string, string[], (facts: any) => unknown]} */ ([
    `classify, ${name}`,
    [...inputs.map((input) => input.name), ...(name === "lifecycle" ? ["revenues"] : [])],
    (facts) => c.classify(name, facts),
  ])),
  ["relationMetrics", ["daysSinceFirst", "purchases", "revenue", "retention", "upgrades", "wallet", "categories", "categoriesOffered", "spend"], c.relationMetrics],
  ["relationStrength", ["trust", "commitment", "satisfaction"], c.relationStrength],
  ["stepCoverage", ["identify", "differentiate", "interact", "customise"], c.stepCoverage],
  ["rfmOf", ["daysSinceLast", "purchases", "monetary"], (facts) => c.rfmOf(facts, { cuts })],
  ["netProfit", ["revenue", "returns", "productionCost", "fixedMarketingCost", "variableMarketingCost", "serviceCost"], c.netProfit],
  ["currentValueIndex", ["grossMargin", "purchaseVolume", "serviceCost"], c.currentValueIndex],
  ["futureMargin", ["productionCost", "wallet"], (facts) => c.futureMargin({ current: 1, revenue: 2, ...facts })],
  ["evaluationSystem", ["periods", "purchases", "modelFitted", "customers", "columns"], (facts) => c.evaluationSystem({ coverage: 1, ...facts })],
  ["constantMarginValue", ["growth", "periods", "timing", "acquisitionCost"], (facts) => c.constantMarginValue({ margin: 1, retention: 0.5, discountRate: 0.1, ...facts })],
  ["campaignResponse", ["responses", "contacts"], c.campaignResponse],
  ["valueCell", ["value", "loyalty"], (facts) => c.valueCell("valueLoyalty", facts)],
  ["priceIdentity", ["profit"], (facts) => c.priceIdentity({ price: 3, cost: 2, ...facts })],
  ["complaintType", ["voice", "negativeWordOfMouth", "thirdParty", "failures", "satisfaction"], c.complaintType],
  ["complaintTypeByIntentions", ["voice", "private", "thirdParty"], c.complaintTypeByIntentions],
  ["complaintPath", ["firm", "thirdParty", "legal", "negativeWordOfMouth", "left"], c.complaintPath],
  [
    "complaintMetrics",
    ["customers", "complaints", "resolved", "firstContact", "complainers", "complainersKept", "others", "othersKept", "voiceShare"],
    (facts) => c.complaintMetrics(facts),
  ],
  ["complaintMetrics, cases", ["cause", "kind", "hoursToAnswer", "hoursToClose", "resolved", "firstContact"], (facts) => c.complaintMetrics({}, [facts])],
  ["handlingSatisfaction", ["distributive", "procedural", "interactional", "before", "after"], c.handlingSatisfaction],
  ["serviceLevels", ["tier"], (facts) => c.serviceLevels([{ name: "answer", met: 1, total: 2, target: 0.9, weight: 1, ...facts }])],
  [
    "guaranteeCost",
    ["unconditional"],
    (facts) => c.guaranteeCost({ customers: 1, terms: [{ name: "late", failureProbability: 0.1, claimProbability: 0.5, payout: 3 }], ...facts }),
  ],
  ["commitment", ["affective", "continuance"], c.commitment],
  ["deliveredValue", ["amount"], (facts) => c.deliveredValue([{ name: "a", benefits: [{ name: "x", ...facts }], costs: [{ name: "y", ...facts }] }])],
  ["driverIndex", ["score", "items"], (facts) => c.driverIndex([{ code: "a", weight: 1, ...facts }])],
  ["valueHierarchy", ["desired", "received"], (facts) => c.valueHierarchy([{ name: "a", items: [{ name: "x", weight: 1, ...facts }] }])],
  [
    "customerValueAnalysis",
    ["own", "market", "attributes"],
    ({ own, ...facts }) => c.customerValueAnalysis([{ name: "a", weight: 1, competitors: [1], own }], { own, ...facts }),
  ],
  ["qualityViews", ["score", "weight"], (facts) => c.qualityViews([{ name: "a", view: "technical", ...facts }])],
  ["serviceGaps", ["expectation", "understanding", "specification", "delivery", "promise", "perception"], c.serviceGaps],
  ["benchmark", ["own", "direction"], (facts) => c.benchmark([{ name: "a", others: [1], ...facts }])],
  ["serviceBlueprint", ["severity", "occurrence", "detection"], (facts) => c.serviceBlueprint([{ name: "a", ...facts }])],
  ["satisfactionIndex", ["evaluation"], (facts) => c.satisfactionIndex([{ name: "a", weight: 1, ...facts }])],
  ["satisfactionTree", ["parent", "weight", "rating", "rate"], (facts) => c.satisfactionTree([{ code: "a", ...facts }])],
  ["IndexTree", ["en", "zh", "weight", "minCoverage"], (facts) => new c.IndexTree({ code: "a", ...leaf, ...facts }).score({ x: 1 })],
  ["loyaltyIndex", ["repeatPurchases", "retention", "satisfaction"], c.loyaltyIndex],
  ["attitudeBehaviour", ["attitude", "behaviour"], c.attitudeBehaviour],
  ["satisfactionType", ["satisfaction", "loyalty", "speaksIll"], c.satisfactionType],
  ["relationalBenefits", ["confidence", "social", "specialTreatment"], c.relationalBenefits],
  ["bondLevel", ["financial", "social", "customisation", "structural"], c.bondLevel],
  [
    "loyaltyProgramme",
    ["incrementalMargin", "rewards", "runningCost"],
    (facts) => c.loyaltyProgramme({ spend: 1, pointsPerSpend: 1, pointValue: 1, breakage: 0, ...facts }),
  ],
  ["earlyWarning", ["gaps", "daysSinceLast", "loyalty", "depthBefore", "openComplaints"], c.earlyWarning],
  ["switchingBarrier", ["procedural", "financial", "relational", "satisfaction"], c.switchingBarrier],
  ["stayProbability", ["scale"], (facts) => c.stayProbability({ ours: 1, alternative: 1, switchingCost: 0, ...facts })],
];

describe("of one customer", () => {
  for (const [name, facts, call] of ONE) {
    test(name, () => {
      for (const fact of facts) {
        for (const missing of [null, undefined]) assert.deepEqual(call({ [fact]: missing }), call({}), `${fact}: ${missing}`);
      }
    });
  }

  test("a misspelt name is an error, whatever it holds", () => {
    fails(() => c.commitment(/** @type {any} */ ({ affectiv: null })), "UnknownKey", "affectiv");
    fails(() => c.earlyWarning(/** @type {any} */ ({ gap: null })), "UnknownKey", "gap");
  });

  test("what is needed is no gap", () => {
    const margin = { retention: 0.5, discountRate: 0.1 };
    fails(() => c.constantMarginValue(/** @type {any} */ ({ ...margin, margin: null })), "InvalidValue", "margin");
    fails(() => c.futureMargin(/** @type {any} */ ({ current: null, revenue: 2 })), "InvalidValue", "current");
  });
});

/**
 * Functions of a column of numbers with gaps.
 * @type {[name: string, call: (gaps: readonly (number | null | undefined)[] | Float64Array) => unknown][]}
 */
const COLUMNS = [
  ["classifyColumns", (gaps) => c.classifyColumns("relationship", { purchases: gaps, daysSinceLast: gaps })],
  ["concentration", (gaps) => c.concentration(gaps)],
  ["relationMetricsColumns", (gaps) => c.relationMetricsColumns({ purchases: gaps, spend: [gaps] })],
  ["rfm", (gaps) => c.rfm({ daysSinceLast: gaps, purchases: gaps, monetary: gaps })],
  ["netProfits", (gaps) => c.netProfits({ revenue: gaps, productionCost: gaps })],
  ["valueIndexColumns", (gaps) => c.valueIndexColumns("current", { grossMargin: gaps }, { observed: true })],
  ["valueMatrix", (gaps) => c.valueMatrix("valueLoyalty", { value: gaps, loyalty: gaps })],
  ["complaintTypes", (gaps) => c.complaintTypes({ voice: gaps })],
  ["metWithin", (gaps) => c.metWithin(gaps, 2)],
  ["reliability", (gaps) => c.reliability({ columns: { a: gaps, b: gaps } })],
  ["servperf", (gaps) => c.servperf([gaps], { dimensions: [{ code: "a", items: gaps.length }] })],
  ["kano", (gaps) => c.kano({ a: { functional: gaps, dysfunctional: gaps } })],
  ["disconfirmation", (gaps) => c.disconfirmation({ performance: gaps, expectation: gaps })],
  ["likert", (gaps) => c.likert(gaps)],
  ["recommendationScore", (gaps) => c.recommendationScore(gaps)],
  ["repurchaseRate", (gaps) => c.repurchaseRate(gaps)],
  ["ewmaChart", (gaps) => c.ewmaChart(gaps)],
  ["seriesTrend", (gaps) => c.seriesTrend(gaps)],
  ["loyaltyIndexColumns", (gaps) => c.loyaltyIndexColumns({ repeatPurchases: gaps })],
  ["satisfactionTypes", (gaps) => c.satisfactionTypes({ satisfaction: gaps, loyalty: gaps })],
  ["earlyWarningColumns", (gaps) => c.earlyWarningColumns({ daysSinceLast: gaps, meanGap: gaps, loyalty: [gaps] })],
  ["IndexTree", (gaps) => new c.IndexTree({ code: "a", ...leaf }).scoreColumns({ x: gaps })],
];

/**
 * Functions of columns that may be left out.
 * @type {[name: string, column: string, call: (columns: any) => unknown][]}
 */
const LEFT_OUT = [
  ["classifyColumns", "daysSinceLast", (more) => c.classifyColumns("relationship", { purchases: [1, 2], ...more })],
  ["classifyColumns, ids", "ids", (more) => c.classifyColumns("pyramid", { value: [1, 2], ...more })],
  ["stepCoverage", "customised", (more) => c.stepCoverage({ identified: [true, false], ...more })],
  ["netProfits", "serviceCost", (more) => c.netProfits({ revenue: [1, 2], ...more })],
  ["valueIndexColumns", "serviceCost", (more) => c.valueIndexColumns("current", { grossMargin: [1, 2], ...more }, { observed: true })],
  ["complaintTypes", "failures", (more) => c.complaintTypes({ voice: [1, 2], ...more })],
  ["loyaltyIndexColumns", "satisfaction", (more) => c.loyaltyIndexColumns({ repeatPurchases: [1, 2], ...more })],
  ["satisfactionTypes", "speaksIll", (more) => c.satisfactionTypes({ satisfaction: [1, 2], loyalty: [1, 2], ...more })],
  ["earlyWarningColumns", "meanGap", (more) => c.earlyWarningColumns({ daysSinceLast: [1, 2], ...more })],
];

describe("of many customers", () => {
  for (const [name, call] of COLUMNS) {
    test(name, () => {
      const expected = call(Float64Array.of(1, NaN, 2, NaN));
      assert.deepEqual(call([1, null, 2, null]), expected);
      assert.deepEqual(call([1, undefined, 2, undefined]), expected);
    });
  }

  for (const [name, column, call] of LEFT_OUT) {
    test(`${name}: a whole column`, () => {
      for (const missing of [null, undefined]) assert.deepEqual(call({ [column]: missing }), call({}), `${missing}`);
    });
  }
});
