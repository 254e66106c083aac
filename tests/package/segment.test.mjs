// Classes of customers, concentration and RFM through JavaScript: worked examples, CDNOW and hostile input.
//
// Sources. Worked examples: computed by hand or apart in NumPy; the four-stage trends by numpy.polyfit. RFM of
// CDNOW's sample: scripts/references/segment.py.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { install, load, root } from "./tarball.mjs";

const { folder } = install();
const api = await load(folder);
const { ClienteleError, classTotals, classifiers, classify, classifyColumns, concentration, rfm } = api;

const PROFITS = [5200, 3100, 1500, 900, 700, 500, 400, 300, 250, 150, 120, 100, 80, 60, 40, 20, -10, -50, -120, -300];

/**
 * @param {number | null} found
 * @param {number} expected
 * @param {number} [tolerance]
 */
function close(found, expected, tolerance = 5e-7) {
  assert.ok(found !== null && Math.abs(found - expected) <= tolerance, `${found} is not ${expected}`);
}

/**
 * @param {() => unknown} act
 * @param {string} code
 * @param {string} path
 */
function fails(act, code, path) {
  assert.throws(act, (error) => {
    assert.ok(error instanceof ClienteleError);
    const { code: found, path: place } = /** @type {any} */ (error);
    assert.deepEqual([found, place], [code, path]);
    return true;
  });
}

describe("classify", () => {
  test("a class with its words and its evidence, a mark, and a reason where there is none", () => {
    const lost = classify("relationship", { purchases: 5, daysSinceLast: 200, meanGap: 30, terminated: false });
    assert.deepEqual([lost.class.code, lost.class.en, lost.class.zh], ["relation.lost", "Lost", "流失客户"]);
    assert.deepEqual(lost.class.evidence.at(-1), { name: "churnWindow", value: 180, threshold: true });
    assert.equal(lost.reason, null);
    assert.equal(classify("loyalty", { purchases: 1, daysSinceFirst: 300 }).mark.code, "one_timer");
    const open = classify("relationship", { purchases: null });
    assert.deepEqual([open.class, open.reason.code, open.reason.subject], [null, "input_missing", "purchases"]);
  });

  test("every classifier takes its inputs by name, one by one and in columns", () => {
    for (const { name, inputs, classes, thresholds } of classifiers()) {
      const customer = Object.fromEntries(inputs.map((/** @type {any} */ input) => [input.name, Math.max(input.least, Math.min(1, input.most))]));
      const one = classify(name, customer).class;
      const columns = Object.fromEntries(Object.entries(customer).map(([key, value]) => [key, [value, NaN]]));
      const many = classifyColumns(name, columns);
      assert.equal(many.classes[many.codes[0]].code, one.code, name);
      assert.deepEqual(many.classes.map((/** @type {any} */ { code }) => code), classes.map((/** @type {any} */ { code }) => code));
      for (const threshold of thresholds) assert.ok(api.thresholds().some((/** @type {any} */ known) => known.name === threshold && known.source !== ""), threshold);
    }
  });

  test("thresholds of the caller's own", () => {
    const customer = { purchases: 3, daysSinceLast: 100 };
    assert.equal(classify("relationship", customer).class.code, "relation.current");
    assert.equal(classify("relationship", customer, { thresholds: { churnWindowDays: 90 } }).class.code, "relation.lost");
  });

  test("stages by revenues of periods", () => {
    const stage = (/** @type {number} */ purchases, /** @type {(number | null)[]} */ revenues) =>
      classify("lifecycle", { purchases, recencyRatio: 0.5, revenues }).class;
    assert.equal(stage(2, [0, 0, 0, 0, 100, 120]).zh, "考察期");
    const built = stage(12, [100, 150, 210, 260, 330, 400]);
    assert.equal(built.zh, "形成期");
    close(built.evidence.find((/** @type {any} */ item) => item.name === "trend").value, 0.247094);
    assert.equal(stage(12, [400, 390, 410, 405, 395, 402]).zh, "稳定期");
    assert.equal(stage(12, [400, 380, 300, 220, 120, 60]).zh, "退化期");
    const found = classifyColumns("lifecycle", { purchases: [12, 12], recencyRatio: [0.5, 0.5], revenues: [[100, 400], [150, 300], [210, 60]] });
    assert.deepEqual([...found.codes], [1, 3]);
  });

  test("ranks from values, equals by identifier, and what the tiers bring", () => {
    const tiers = classifyColumns("pyramid", { value: PROFITS });
    assert.deepEqual(tiers.classes.map((/** @type {any} */ { customers }) => customers), [1, 3, 12, 4]);
    const totals = classTotals(tiers, { profit: PROFITS });
    close(totals.reduce((/** @type {number} */ sum, /** @type {any} */ tier) => sum + tier.measures.profit.share, 0), 1, 1e-12);
    const equal = { value: [7, 7, 7, 7, 7], ids: ["e", "d", "c", "b", "a"] };
    assert.deepEqual([...classifyColumns("importance", equal).codes], [2, 2, 2, 2, 0]);
    assert.deepEqual([...classifyColumns("importance", equal, { ties: "shared" }).codes], [0, 0, 0, 0, 0]);
  });

  test("flags may be booleans, and there is no customer too many", () => {
    const found = classifyColumns("endUse", { resells: [true, null, false] });
    assert.deepEqual([[...found.codes], found.unknown, found.reasons[0].subject], [[1, -1, 0], 1, "resells"]);
    assert.equal(classifyColumns("endUse", { resells: [] }).classes[0].share, null);
    assert.equal(classifyColumns("endUse", {}).codes.length, 0);
  });

  test("errors name the input, the row, the threshold", () => {
    fails(() => classify("horoscope", {}), "InvalidValue", "kind");
    fails(() => classify("relationship", { purchase: 1 }), "UnknownKey", "customer.purchase");
    fails(() => classify("relationship", { purchases: -1 }), "OutOfRange", "customer.purchases");
    fails(() => classify("relationship", { purchases: NaN }), "NotFinite", "customer.purchases");
    fails(() => classify("relationship", { purchases: "5" }), "InvalidValue", "customer.purchases");
    fails(() => classify("relationship", null, { threshold: {} }), "UnknownKey", "options.threshold");
    fails(() => classify("relationship", {}, { thresholds: { churnWindowDays: 0 } }), "OutOfRange", "options.thresholds.churnWindowDays");
    fails(() => classify("pyramid", {}, { thresholds: { platinumShare: 0.5 } }), "OutOfRange", "options.thresholds.goldShare");
    fails(() => classifyColumns("valueType", { dealShare: [0.2, 1.2] }), "OutOfRange", "columns.dealShare[1]");
    fails(() => classifyColumns("valueType", { dealShare: [0.2], innovation: [1, 1] }), "LengthMismatch", "columns.innovation");
    fails(() => classifyColumns("valueType", { dealShare: [Infinity] }), "NotFinite", "columns.dealShare[0]");
    fails(() => classifyColumns("lifecycle", { revenues: [1, 2, 3] }), "InvalidValue", "columns.revenues[0]");
    fails(() => classifyColumns("relationship", null), "InvalidValue", "columns");
    fails(() => classTotals({}, {}), "InvalidValue", "found");
    const found = classifyColumns("endUse", { resells: [true, false, true] });
    fails(() => classTotals(found, { a: [1] }), "LengthMismatch", "columns.a");
    assert.throws(() => classTotals(found, { a: [1] }), /expected 3 values, found 1/);
    fails(() => classTotals(found, { codes: [1, 2, 3] }), "InvalidValue", "columns.codes");
    fails(() => classify("lifecycle", { purchases: 5, recencyRatio: 1, trend: -0.5, revenues: [1, 2, 3] }), "InvalidValue", "customer.trend");
    fails(() => classify("endUse", { resells: "yes" }), "InvalidValue", "customer.resells");
    assert.throws(() => classify("endUse", { resells: "yes" }), /true or false/);
    assert.throws(() => classifyColumns("endUse", { resells: [true, "yes"] }), /columns\.resells\[1\].*true or false/);
  });
});

describe("concentration", () => {
  test("ten customers: shares, ABC, Gini, the sentence", () => {
    const { shares, codes, sentences, warnings } = concentration(PROFITS.slice(0, 10));
    close(shares.topShare, 0.638462);
    assert.equal(shares.targetCustomers, 4);
    close(shares.gini, 0.562308);
    close(shares.giniUnbiased, 0.624786);
    close(shares.herfindahl, 0.241331);
    assert.deepEqual([...codes], [0, 0, 0, 0, 1, 1, 1, 1, 2, 2]);
    assert.deepEqual([...concentration(PROFITS.slice(0, 10), { strict: true }).codes], [0, 0, 0, 1, 1, 1, 1, 2, 2, 2]);
    assert.equal(sentences[0].zh, "前20%的客户贡献63.8%");
    assert.deepEqual(warnings, []);
  });

  test("losses make a whale, and without a total there is a reason", () => {
    close(concentration(PROFITS).shares.peakShare, 1.037094);
    const none = concentration([5, -7]);
    assert.deepEqual([none.shares, none.reason.code, none.sentences], [null, "total_not_positive", []]);
    assert.equal(concentration([]).reason.code, "no_customers");
    fails(() => concentration(null), "InvalidValue", "values");
    fails(() => concentration([1, Infinity]), "NotFinite", "values[1]");
    fails(() => concentration([1], { top: 0 }), "OutOfRange", "options.top");
    fails(() => concentration([1], { tops: 0.1 }), "UnknownKey", "options.tops");
  });
});

describe("relationships", () => {
  test("length, depth, breadth and strength, of one and of columns", () => {
    const facts = { daysSinceFirst: 263, purchases: 7, revenue: 835, categories: 4, categoriesOffered: 10 };
    const one = api.relationMetrics({ ...facts, spend: [0.5, 0.3, 0.2] });
    close(one.length, 8.640657);
    close(one.depth, 0.810124);
    close(one.effectiveBreadth, 2.800094);
    assert.equal(one.breadth, 0.4);
    assert.equal(one.shareOfWallet, null);
    const many = api.relationMetricsColumns({ daysSinceFirst: [263, 0], purchases: [7, 1], spend: [[0.5, 1], [0.3, 0], [0.2, 0]] });
    close(many.depth[0], 0.810124);
    assert.ok(Number.isNaN(many.depth[1]));
    close(many.effectiveBreadth[1], 1, 1e-12);
    close(api.relationStrength({ trust: 80, commitment: 70, satisfaction: 90 }).score, 80, 1e-12);
    assert.deepEqual(api.relationStrength({ commitment: 70 }), { score: null, coverage: 0.3 });
    assert.ok(Number.isNaN(api.relationStrengthColumns({ commitment: [70] }).score[0]));
    fails(() => api.relationStrength({ trust: 101 }), "OutOfRange", "customer.trust");
    fails(() => api.relationStrength({ trust: 80 }, { trust: -1 }), "OutOfRange", "options.trust");
    fails(() => api.relationMetrics({ revenue: 50, wallet: 20 }), "OutOfRange", "customer.revenue");
    assert.deepEqual([...api.relationMetricsColumns({ revenue: [50, 5], wallet: [20, 20] }).shareOfWallet], [NaN, 0.25]);
    fails(() => api.relationMetrics({ spend: [1, -1] }), "OutOfRange", "customer.spend[1]");
    fails(() => api.relationMetrics({}, { thresholds: { fullDepth: -1 } }), "OutOfRange", "options.thresholds.fullDepth");
    fails(() => api.relationMetrics({ categories: 5, categoriesOffered: 4 }), "OutOfRange", "customer.categories");
  });

  test("the four steps from shares and from customers", () => {
    assert.equal(api.stepCoverage({ identify: 0.95, differentiate: 0.9, interact: 0.4, customise: 0.1 }).bottleneck.code, "step.interact");
    const open = api.stepCoverage({ identify: 0.95 });
    assert.deepEqual([open.bottleneck, open.reason.code], [null, "step_unknown"]);
    const { steps } = api.stepCoverage({ identified: [true, false], highValue: [true, false], daysSinceContact: [10, 5] });
    assert.deepEqual(steps.map((/** @type {any} */ step) => step.coverage), [0.5, null, 1, null]);
    fails(() => api.stepCoverage({ identify: 2 }), "OutOfRange", "ratios.identify");
    fails(() => api.stepCoverage(null), "InvalidValue", "base");
  });
});

describe("rfm", () => {
  const rows = readFileSync(join(root, "tests", "fixtures", "cdnow_summary.csv"), "utf8").trim().split("\n").slice(1).map((line) => line.split(",").map(Number));
  const columns = {
    daysSinceLast: rows.map(([, , recency = 0, age = 0]) => age - recency),
    purchases: rows.map(([, repeats = 0]) => repeats + 1),
    monetary: rows.map(([, repeats = 0, , , mean = 0]) => repeats * mean),
  };
  const golden = JSON.parse(readFileSync(join(root, "tests", "golden", "segment.json"), "utf8")).rfm;

  test("CDNOW as NumPy has it", () => {
    const found = rfm(columns);
    for (const segment of found.segments) assert.equal(segment.customers, golden.segments[segment.code].customers, segment.code);
    for (const [i, scores] of golden.first.entries()) assert.deepEqual([found.r[i], found.f[i], found.m[i]], scores);
    assert.deepEqual(found.warnings.map((/** @type {any} */ { code, subject }) => [code, subject]), [["cuts_coincide", "purchases"], ["cuts_coincide", "monetary"]]);
    const one = api.rfmOf({ daysSinceLast: columns.daysSinceLast[0], purchases: columns.purchases[0], monetary: columns.monetary[0] }, { cuts: found.cuts });
    assert.deepEqual([one.r, one.f, one.m], golden.first[0]);
    assert.equal(one.class.code, found.segments[found.codes[0]].code);
  });

  test("maps are checked, standard and own", () => {
    assert.equal(api.checkRfmMap().valid, true);
    assert.equal(api.rfmSegments().length, 10);
    const own = [{ code: "loyal", r: [3, 5], f: [4, 5] }, { code: "champions", r: [5, 5], f: [5, 5] }];
    const { gaps, overlaps } = api.checkRfmMap(own, [5, 5, 1]);
    assert.deepEqual([gaps.length, overlaps], [19, [{ cell: "5-5-1", segments: ["loyal", "champions"] }]]);
    fails(() => rfm(columns, { segments: own }), "InvalidValue", "options.segments[1-1-1]");
    fails(() => rfm(columns, { segments: [{ code: "all", r: [1] }] }), "InvalidValue", "options.segments[0].r");
    fails(() => rfm({ purchases: [1] }), "Missing", "columns.daysSinceLast");
    fails(() => rfm({ ...columns, revenue: columns.monetary }), "UnknownKey", "columns.revenue");
    fails(() => rfm(columns, { scores: 1 }), "OutOfRange", "options.scores");
    fails(() => api.rfmOf({ purchases: 1 }, {}), "Missing", "options.cuts");
    fails(() => api.rfmOf({ purchases: -1 }, { cuts: golden.cuts && { daysSinceLast: [1], purchases: [1], monetary: [1] } }), "OutOfRange", "customer.purchases");
  });

  test("from orders to segments", () => {
    const orders = api.Orders.fromCsv("customer_id,date,amount\na,2024-01-01,10\na,2024-01-31,20\na,2024-03-01,30\nb,2024-02-01,5\n");
    const activity = api.customerActivity(orders.summarize({ asOf: "2024-03-31" }));
    assert.deepEqual([...activity.purchases], [3, 1]);
    assert.deepEqual([...activity.meanGap], [30, NaN]);
    assert.deepEqual([...activity.daysSinceLast], [30, 59]);
    const { daysSinceLast, purchases, monetary } = activity;
    assert.equal(rfm({ daysSinceLast, purchases, monetary }).customers, 2);
    fails(() => api.customerActivity({}), "InvalidValue", "summary");
  });
});
