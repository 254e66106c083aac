// Churn through JavaScript: worked examples, computed apart in NumPy or by hand from the formulas of the cited
// papers, and hostile input.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { close, fails } from "./asserts.mjs";
import { install, load } from "./tarball.mjs";

const { folder } = install();
const api = await load(folder);

const loyalty = [78, 77, 79, 76, 74, 70, 66, 61];

test("reasons", () => {
  const counts = { coreFailure: 44, encounterFailure: 34, responseToFailure: 17, pricing: 30, inconvenience: 21, competition: 10, ethics: 7, involuntary: 6 };
  const found = api.churnReasons(counts);
  close([...found.groups.map((/** @type {any} */ group) => group.count), found.controllable], [95, 61, 13, 0.964497]);
  assert.equal(found.reasons[0].zh, "核心服务失误");
  const coded = api.churnReasons([["pricing", "ethics"], "pricing", null]);
  assert.deepEqual([coded.reasons[0].code, coded.reasons[0].ofCustomers, coded.total], ["churn_reason.pricing", 1, 3]);
  assert.equal(api.churnReasons({}).reason, "no_reasons");
  fails(() => api.churnReasons({ price: 1 }), "UnknownKey", "price");
  fails(() => api.churnReasons({ pricing: -1 }), "OutOfRange", "pricing");
  fails(() => api.churnReasons([["prices"]]), "InvalidValue", "reasons[0][0]");
});

test("defection and activity", () => {
  close([api.retentionEffect({ from: 0.8, to: 0.85, discountRate: 0.1 }).change, api.defectionRate(100, 5).lifetime], [0.275, 20]);
  assert.equal(api.retentionEffect({ from: 0.9, to: 0.95, discountRate: 0.1 }).warnings[0].code, "value_per_customer");
  fails(() => api.retentionEffect({ from: 0.9, to: 0.95 }), "Missing", "discountRate");
  fails(() => api.defectionRate(1, 2), "OutOfRange", "lost");
  close([api.simpleActivity({ purchases: 4, firstToLast: 8, firstToNow: 12 }).probability], [0.197531]);
  const found = api.simpleActivityColumns({ purchases: [2, 1], firstToLast: [8, 0], firstToNow: [12, 12] });
  close([found.probability[0], found.unknown], [0.444444, 1]);
  fails(() => api.simpleActivityColumns({ purchases: [2], firstToLast: [13], firstToNow: [12] }), "OutOfRange", "firstToNow[0]");
});

describe("early warning", () => {
  test("silence", () => {
    const found = api.recencyRatio({ gaps: [28, 31, 30, 27, 34, 30], daysSinceLast: 62 });
    close([found.meanGap, found.gapDeviation, found.ratio, found.z, found.probability], [30, 2.44949, 2.066667, 13.063945, 0.126607]);
    assert.deepEqual([found.level.zh, found.measure], ["预警", "z"]);
    assert.equal(api.recencyRatio({ gaps: [30], daysSinceLast: 62 }, { thresholds: { recencyAlarm: 2 } }).level.code, "early_warning.alarm");
    fails(() => api.recencyRatio({ gaps: [1, null], daysSinceLast: 2 }), "NotFinite", "gaps[1]");
    fails(() => api.recencyRatio({ gaps: [1] }), "InvalidValue", "daysSinceLast");
    fails(() => api.recencyRatio({ gaps: [30], daysSinceLast: 1 }, { thresholds: { recencyWarn: 9 } }), "OutOfRange", "options.thresholds.recencyAlarm");
  });

  test("the ratio alone decides the level, whatever z and the probability say", () => {
    // 62 days by a mean of 30 each time: regular, irregular, without a deviation, a single gap.
    const all = [[28, 32], [5, 55], [30, 30], [30]].map((gaps) => api.recencyRatio({ gaps, daysSinceLast: 62 }));
    for (const { level, ratio } of all) assert.deepEqual([level.code, ratio], ["early_warning.warn", 62 / 30]);
    assert.deepEqual(all.map(({ measure }) => measure), ["z", "probability", "probability", "probability"]);
    assert.deepEqual(all.map(({ regular }) => regular), [true, false, true, null]);
    assert.deepEqual(all.map(({ z }) => z === null), [false, false, true, true]);
  });

  test("charts and signals", () => {
    close(api.ewmaChart(loyalty).values, [78, 77.7, 78.09, 77.463, 76.4241, 74.49687, 71.947809, 68.663466]);
    const sum = api.cusumChart(loyalty);
    close([...sum.values, sum.limit, sum.alarm], [0, 0, 0, 0, 1.838231, 7.676462, 17.514692, 32.352923, 9.617692, 7]);
    const { slope, recentChange } = api.seriesTrend(loyalty);
    close([slope, recentChange], [-2.416667, -0.144965]);
    const found = api.earlyWarning({ loyalty, gaps: [30, 30], daysSinceLast: 10 }, { thresholds: { recentFall: 0.2 } });
    assert.deepEqual(found.signals.filter((/** @type {any} */ signal) => signal.active).map((/** @type {any} */ signal) => signal.code), ["signal.cusum", "signal.ewma"]);
    assert.equal(found.level.code, "early_warning.alarm");
    fails(() => api.ewmaChart(loyalty, { lambda: 0 }), "OutOfRange", "options.lambda");
    fails(() => api.cusumChart([1, "2"]), "InvalidValue", "series[1]");
    fails(() => api.earlyWarning({ loyalty: [101] }), "OutOfRange", "loyalty[0]");
  });
});

test("switching", () => {
  const found = api.switchingBarrier({ procedural: [5, 4, 6, 3], financial: [5, 2], relational: [3, 2] });
  close([found.index.mean, found.index.score], [3.5, 41.666667]);
  const held = api.switchingBarrier({ procedural: [7], financial: [7], relational: [7], satisfaction: 20 });
  assert.deepEqual([held.held, held.warnings[0].code], [true, "barrier_holds"]);
  const { stay, withoutBarrier } = api.stayProbability({ ours: 6, alternative: 6.8, switchingCost: 1.5 });
  close([stay, withoutBarrier], [0.668188, 0.310026]);
  assert.deepEqual(api.switchingCosts({ priceA: 100, priceB: 80, customersA: 60, customersB: 40 }), { costA: 68, costB: 20 });
  assert.equal(api.purchaseInertia(0, 0).reason, "no_purchases");
  fails(() => api.switchingBarrier({ financial: [8] }), "OutOfRange", "financial[0]");
  fails(() => api.stayProbability({ ours: 6, alternative: 6.8, switchingCost: 1.5, scale: 0 }), "OutOfRange", "scale");
  fails(() => api.switchingCosts({ priceA: 1, priceB: 1, customersA: 0, customersB: 1 }), "OutOfRange", "customersA");
});
