// Value to the firm through JavaScript: published and worked numbers, and hostile input.
//
// Sources. Constant margins: Gupta & Lehmann (2003), eq. 3. Cells of value by loyalty: Reinartz & Kumar
// (2002). Accounts, cash flows and indices are worked examples; tests/integration/value_*.rs has the rest.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { close, fails } from "./asserts.mjs";
import { install, load } from "./tarball.mjs";

const api = await load(install().folder);

const account = { revenue: 12000, productionCost: 6200, fixedMarketingCost: 800, variableMarketingCost: 1500 };

describe("current value", () => {
  test("net profit of one customer, with words", () => {
    const found = api.netProfit(account);
    assert.equal(found.value, 3500);
    close(found.share, 0.2916666667);
    assert.equal(found.parts[1].zh, "分摊的生产成本");
    const unknown = api.netProfit({ ...account, productionCost: null });
    assert.deepEqual([unknown.value, unknown.reason.subject, unknown.reason.zh], [null, "productionCost", "收入或成本未知，无法计算净利润"]);
    assert.deepEqual(JSON.parse(JSON.stringify(found)), found);
  });

  test("net profits in columns", () => {
    const columns = { revenue: [300, 100], productionCost: [120, 60], variableMarketingCost: Float64Array.of(10, NaN), orders: [1, 3] };
    const found = api.netProfits(columns, { fixedMarketing: 80 });
    assert.deepEqual([...found.netProfit], [110, NaN]);
    assert.deepEqual([...found.fixedMarketingCost], [60, 20]);
    assert.equal(found.coverage, 0.5);
    assert.deepEqual([...api.netProfits(columns, { fixedMarketing: 80, key: "orders" }).fixedMarketingCost], [20, 60]);
  });

  test("by indicators", () => {
    assert.equal(api.profitProxy({ unitMargin: 35, quantity: 48, serviceCost: 320 }), 1360);
    close(api.currentValueIndex({ grossMargin: 60, purchaseVolume: 50, serviceCost: 80 }).score, 61);
    const money = api.currentValueIndex({ serviceCost: 100 }, { limits: { serviceCost: { lo: 400, hi: 0 } }, minCoverage: 0.2 });
    assert.deepEqual([money.score, money.coverage], [75, 0.2]);
  });
});

describe("potential value", () => {
  test("direct", () => {
    const customer = { margin: 100, retention: 0.8, discountRate: 0.1 };
    close(api.constantMarginValue(customer).value, 266.666666667);
    close(api.constantMarginValue({ ...customer, timing: "now" }).value, 366.666666667);
    close(api.constantMarginValue({ ...customer, periods: 5 }).value, 212.4097339);
    close(api.constantMarginValue({ ...customer, growth: 0.03 }).value, 289.8550724638);
    const flows = [1200, 1100, 900, 600, 300];
    close(api.cashFlowValue(flows).value, 3272.267791);
    close(api.cashFlowValue(flows, { retention: [0.9, 0.85, 0.85, 0.8, 0.8] }).value, 2407.663877);
    close(api.cashFlowValue([110], { retention: 0.5 }).value, 50);
    assert.equal(api.cashFlowValue([-1]).warnings[0].en, "Unprofitable to retain");
    close(api.futureMargin({ current: 400, revenue: 1500, productionCost: 900, wallet: 20000 }).margin, 1880);
  });

  test("by indicators, and in five aspects", () => {
    const potential = { loyalty: 75.6, trust: 70, creditGrade: 80, purchaseGrowth: 60, walletHeadroom: 40 };
    close(api.potentialValueIndex(potential).score, 67.46);
    const aspects = { cumulativeSales: 80, lifetimePotential: 65, demandContribution: 70, creditGrade: 90, profitContribution: 75 };
    const found = api.valueAspects(aspects);
    close(found.score, 75);
    assert.equal(found.parts[0].zh, "累计销售额");
    close(api.valueAspects(aspects, { weights: { cumulativeSales: 1, lifetimePotential: 0, demandContribution: 0, creditGrade: 0, profitContribution: 0 } }).score, 80);
    assert.equal(api.creditPoints("AA"), 90);
    assert.equal(api.onTimePoints(9, 10), 90);
    assert.equal(api.onTimePoints(0, 0), null);
    assert.equal(api.demandContribution(2, 3), 5);
  });

  test("an index of a base", () => {
    const found = api.valueIndexColumns("current", { grossMargin: [35, 20], purchaseVolume: [48, 12], serviceCost: [320, 900] }, { observed: true });
    assert.deepEqual([...found.score], [100, 0]);
    assert.deepEqual(found.limits.serviceCost, { lo: 900, hi: 320 });
    const partial = api.valueIndexColumns("current", { grossMargin: [50, null], serviceCost: [50, 50] });
    assert.deepEqual([...partial.score], [50, NaN]);
  });
});

describe("systems and matrices", () => {
  test("the system for the data", () => {
    assert.equal(api.evaluationSystem({ coverage: 0.95, modelFitted: true }).system, 1);
    assert.equal(api.evaluationSystem({ coverage: 0.95 }).system, 2);
    assert.equal(api.evaluationSystem({ coverage: 0.3, modelFitted: true }).system, 3);
    const marketing = { fixedMarketingCost: [0, 0], variableMarketingCost: [0, 0] };
    const found = api.evaluationSystem({ columns: { revenue: [1, 2], productionCost: [1, NaN], ...marketing }, customers: 201 });
    assert.equal(found.system, 4);
    assert.equal(found.class.evidence[0].value, 0.5);
    assert.equal(found.warnings[0].code, "many_to_rate");
    // Revenue alone is no profit: `netProfits` knows none of them either.
    const revenue = api.evaluationSystem({ columns: { revenue: [1, 2] } });
    assert.deepEqual([revenue.system, revenue.class.evidence[0].value], [4, 0]);
    assert.equal(api.evaluationSystem({ coverage: 0.3 }, { thresholds: { valueKnownShare: 0.2 } }).system, 2);
  });

  test("cells", () => {
    const cell = (/** @type {number} */ value, /** @type {number | null} */ loyalty) => api.valueCell("valueLoyalty", { value, loyalty });
    assert.deepEqual([80, 20].flatMap((v) => [75, 30].map((l) => cell(v, l).class.zh)), ["真朋友", "蝴蝶", "藤壶", "陌生人"]);
    assert.deepEqual([cell(80, null).class, cell(80, null).reason.subject], [null, "loyalty"]);
    const found = api.valueMatrix("currentFuture", { current: [3500, 400, 2800, 2800, -50], future: [10364, 5013, 7585, 1321, -91] }, { cuts: { current: 1500, future: 4000 } });
    assert.deepEqual(Array.from(found.cells, (place) => found.classes[place].code), ["vip", "improve", "vip", "maintain", "abandon"]);
    const medians = api.valueMatrix("currentFuture", { current: [1, 2, 9], future: [5, null, 7] });
    assert.deepEqual([medians.cuts, medians.cutsFrom, medians.unknown], [{ current: 2, future: 6 }, "medians", 1]);
    assert.equal(api.campaignResponse({ responses: 3, contacts: 10 }).rate, 0.2);
    assert.equal(api.valueCell("valueResponse", { value: 80, response: 0.2 }).class.en, "Invest");
  });

  test("prices", () => {
    const found = api.priceIdentity({ price: 100000, profit: 30000 });
    assert.deepEqual([found.cost, found.reading.code], [70000, "pricing.target_cost"]);
    const trail = api.trueDiscount(1000, [1.5, 0.8, 0.85]);
    close(trail.effective, 1020);
    assert.equal(trail.warnings[0].zh, "越折越贵");
  });
});

test("hostile input is named", () => {
  fails(() => api.netProfit(undefined), "InvalidValue", "account");
  fails(() => api.netProfit({ ...account, revenue: NaN }), "NotFinite", "revenue");
  fails(() => api.netProfit({ ...account, revenue: "1" }), "InvalidValue", "revenue");
  fails(() => api.netProfit({ ...account, productionCosts: 1 }), "UnknownKey", "productionCosts");
  fails(() => api.netProfits({ revenue: [1], productionCost: [1, 2] }), "LengthMismatch", "columns.productionCost");
  fails(() => api.netProfits({ revenue: [1], productionCost: [-1] }), "OutOfRange", "columns.productionCost[0]");
  fails(() => api.netProfits({}), "EmptyInput", "columns");
  fails(() => api.netProfits({ revenue: [1] }, { key: "weight" }), "InvalidValue", "options.key");
  fails(() => api.constantMarginValue({ margin: 1, retention: 1, discountRate: 0 }), "OutOfRange", "discountRate");
  fails(() => api.constantMarginValue({ margin: 1, retention: 0.5 }), "Missing", "discountRate");
  fails(() => api.cashFlowValue([1, null]), "InvalidValue", "flows[1]");
  fails(() => api.futureMargin({ current: 1, revenue: 1 }, { uplift: 2 }), "OutOfRange", "options.uplift");
  fails(() => api.currentValueIndex({ margin: 1 }), "UnknownKey", "values.margin");
  fails(() => api.currentValueIndex({ grossMargin: 1 }, { weights: { grossMargin: -1 } }), "OutOfRange", "options.weights.grossMargin");
  fails(() => api.valueIndexColumns("future", {}), "InvalidValue", "kind");
  fails(() => api.evaluationSystem({}), "Missing", "coverage");
  fails(() => api.evaluationSystem({ columns: { foo: [1, 2] } }), "UnknownKey", "columns.foo");
  fails(() => api.evaluationSystem({ coverage: 1 }, { thresholds: { valueKnownShare: 2 } }), "OutOfRange", "options.thresholds.valueKnownShare");
  fails(() => api.currentValueIndex({ grossMargin: 60 }, { weights: { grossMargin: -1 } }), "OutOfRange", "options.weights.grossMargin");
  fails(() => api.cashFlowValue([100, 90], { timing: "now", retention: [0.9, 0.8] }), "LengthMismatch", "options.retention");
  assert.throws(() => api.cashFlowValue([100, 90], { timing: "now", retention: [0.9, 0.8] }), /expected 1 values, found 2: the first flow comes now/);
  fails(() => api.valueCell("currentFuture", { current: 1, future: 1 }), "Missing", "options.cuts");
  fails(() => api.valueCell("currentFuture", { current: 1, future: 1 }, { cuts: { current: 1 } }), "Missing", "options.cuts.future");
  fails(() => api.valueCell("valueLoyalty", { value: 101, loyalty: 1 }), "OutOfRange", "value");
  fails(() => api.campaignResponse({ responses: 2, contacts: 1 }), "OutOfRange", "responses");
  fails(() => api.priceIdentity({ price: 1 }), "Missing", "cost");
  fails(() => api.trueDiscount(1, [0.5, -1]), "OutOfRange", "factors[1]");
  fails(() => api.creditPoints("Z"), "InvalidValue", "grade");
});
