// Points by rules through JavaScript: worked examples by hand, and hostile input.

import assert from "node:assert/strict";
import { test } from "node:test";

import { install, load } from "./tarball.mjs";

const { folder } = install();
const api = await load(folder);
const { ClienteleError } = api;

/**
 * @param {() => unknown} run
 * @param {string} code
 * @param {string} path
 */
function fails(run, code, path) {
  assert.throws(run, (/** @type {any} */ error) => {
    assert.ok(error instanceof ClienteleError, String(error));
    assert.deepEqual([error.code, error.path], [code, path], error.message);
    return true;
  });
}

/** @param {object[]} list */
const set = (...list) => ({ code: "s", groups: [{ code: "g", rules: list.map((rule, i) => ({ code: `r${i}`, ...rule })) }] });
const visits = set({ points: 8, event: "visit", decay: { kind: "halfLife", days: 10 }, cap: 10 });

test("fields of every kind", () => {
  const rules = set(
    { points: 1, field: "plan", equals: "PRO", ignoreCase: true },
    { points: 2, field: "tags", contains: "vip" },
    { points: 4, field: "since", range: { min: "2024-01-01", max: "2024-12-31" } },
    { points: 8, field: "opted", equals: true },
    { points: 16, field: "phone", empty: true },
    { points: 32, field: "age", range: { min: 18, excludeMin: true } },
  );
  const facts = { plan: "pro", tags: ["vip"], since: new Date(Date.UTC(2024, 4, 1)), opted: true, phone: undefined, age: 18 };
  const found = api.scorePoints(rules, facts);
  assert.equal(found.total, 31);
  assert.deepEqual(found.groups[0].rules.map((/** @type {any} */ rule) => rule.holds), [true, true, true, true, true, false]);
  fails(() => api.scorePoints(rules, { ...facts, age: "18" }), "InvalidValue", "facts.age");
  fails(() => api.scorePoints(rules, { ...facts, age: NaN }), "NotFinite", "facts.age");
});

test("events fade, limits show as parts, and the future is left out", () => {
  // 8 today, 8/2 ten days ago: 12, cut to 10. Half a day: 8·2^(−0.05) = 7.727463…
  const events = [
    { type: "visit", date: "2024-03-31" },
    { type: "visit", date: "2024-03-21T00:00Z" },
    { type: "visit", date: "2024-04-01", count: 9 },
  ];
  const found = api.scorePoints(visits, {}, { events, asOf: "2024-03-31" });
  assert.deepEqual([found.total, found.eventsAfterAsOf], [10, 1]);
  assert.deepEqual(found.parts.map((/** @type {any} */ part) => [part.kind, part.points]), [["rule", 12], ["ruleLimit", -2]]);
  const half = api.scorePoints(visits, {}, { events: [{ type: "visit", date: "2024-03-31T08:00+08:00" }], asOf: new Date("2024-03-31T12:00Z") });
  assert.equal(half.total, Math.round(8e6 * 0.5 ** 0.05) / 1e6);
  fails(() => api.scorePoints(visits, {}, { events }), "Missing", "asOf");
  fails(() => api.scorePoints(visits, {}, { events: [{ type: "visit", date: "2024-03-31T25:00" }], asOf: 0 }), "InvalidValue", "events[0].date");
  fails(() => api.scorePoints(visits, {}, { events: [{ type: "visit", date: 1, count: -1 }], asOf: 0 }), "OutOfRange", "events[0].count");
  fails(() => api.scorePoints(visits, {}, { event: [] }), "UnknownKey", "options.event");
});

test("several sets, and what was crossed since", () => {
  const banded = { ...visits, code: "t", bands: [{ code: "low" }, { code: "high", label: "High", from: 5 }] };
  const now = { events: [{ type: "visit", date: 0 }], asOf: 0 };
  const [before] = api.scorePoints([banded], {});
  assert.deepEqual([before.total, before.band], [0, { band: "low", label: null }]);
  for (const previous of [before, [before], { t: 0 }]) {
    const scores = api.scorePoints([visits, banded], {}, { ...now, previous });
    assert.deepEqual(scores[1].crossings, [{ direction: "up", threshold: 5, band: "high" }]);
    assert.deepEqual(scores[0].crossings, []);
  }
  fails(() => api.scorePoints(visits, {}, { previous: { t: 0 } }), "InvalidValue", "previous[0].set");
  fails(() => api.scorePoints([visits, visits], {}), "InvalidValue", "ruleSets[1].code");
});

test("slips are found, with their words", () => {
  const rules = set({ points: 1, field: "a", oneOf: [] }, { points: 1, field: "b", range: { min: 2, max: 1 } });
  const found = api.checkRules(rules);
  assert.deepEqual(found.map((/** @type {any} */ f) => [f.severity, f.path, f.en]), [
    ["error", "ruleSets[0].groups[0].rules[0]", "The list of values is empty"],
    ["error", "ruleSets[0].groups[0].rules[1]", "The lower bound is above the upper bound"],
  ]);
  fails(() => api.scorePoints(rules, {}), "InvalidValue", "ruleSets[0].groups[0].rules[0]");
  assert.deepEqual(api.checkRules([visits]), []);
  fails(() => api.checkRules(set({ point: 1 })), "UnknownKey", "ruleSets[0].groups[0].rules[0].point");
  fails(() => api.checkRules(set({ points: Infinity, event: "a" })), "NotFinite", "ruleSets[0].groups[0].rules[0].points");
  for (const bad of [null, 1, "rules", [[]]]) assert.throws(() => api.checkRules(bad), ClienteleError);
});

test("scorecards", () => {
  const { factor, offset } = api.scorecardScaling({ points: 600, odds: 50, pointsToDouble: 20 });
  assert.deepEqual([factor.toFixed(4), offset.toFixed(3)], ["28.8539", "487.123"]);
  fails(() => api.scorecardScaling({ points: 600, odds: -1, pointsToDouble: 20 }), "OutOfRange", "odds");
});

test("totals become a probability by what became of those who had them", () => {
  // 3 of 10 at 0 points and 6 of 10 at 20: the logistic regression on two values is the two odds themselves.
  const totals = Array.from({ length: 20 }, (_, i) => (i < 10 ? 0 : 20));
  const outcomes = totals.map((total, i) => i % 10 < (total === 0 ? 3 : 6));
  const { link, calibration } = api.calibratePoints(totals, outcomes, { folds: 0, days: 30 });
  assert.ok(Math.abs(link.intercept - Math.log(3 / 7)) < 1e-12, String(link.intercept));
  assert.ok(Math.abs(link.slope - (Math.log(6 / 4) - Math.log(3 / 7)) / 20) < 1e-13, String(link.slope));
  assert.deepEqual([calibration.days, calibration.ridge, calibration.crossValidated], [30, 0, null]);
  const groups = [{ code: "all", rules: [{ code: "visits", field: "visits", range: { min: 1 }, points: 20 }] }];
  const { probability } = api.scorePoints({ code: "lead", groups, link }, { visits: 3 });
  assert.ok(Math.abs(probability - 0.6) < 1e-12, String(probability));
});

test("points that tell outcomes apart without fail are held and said so", () => {
  const totals = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const { link, calibration } = api.calibratePoints(totals, totals.map((total) => total > 5));
  assert.ok(link.slope > 0 && Number.isFinite(link.slope));
  assert.deepEqual(calibration.warnings, ["few_events", "separated"]);
  for (const code of calibration.warnings) assert.ok(api.label(code).zh.length > 0, code);
  const outcomes = totals.map((total) => total % 2);
  fails(() => api.calibratePoints(totals.slice(2), outcomes), "LengthMismatch", "outcomes");
  fails(() => api.calibratePoints(totals.map(() => 7), outcomes), "InvalidValue", "totals");
  fails(() => api.calibratePoints(["x", ...totals.slice(1)], outcomes), "InvalidValue", "totals[0]");
  fails(() => api.calibratePoints(null, outcomes), "InvalidValue", "totals");
  fails(() => api.calibratePoints(totals, outcomes, { method: "logisticIsotonic" }), "InvalidValue", "options.method");
  fails(() => api.calibratePoints(totals, totals.map(() => 1)), "InsufficientData", "outcomes");
});
