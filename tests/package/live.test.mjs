// Live states through JavaScript: the same numbers as a summary of all orders, and hostile input.

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

/** @param {any[]} events */
const stateOf = (events) => events.reduce((state, event) => api.updateState(state, event).state, null);

test("a state says what a summary says", () => {
  const rows = [["2023-01-10", 120], ["2023-01-10", 9.99], ["2023-05-01", 0], ["2024-02-29", 35.5], ["2024-03-02", -30.25], ["2024-03-02", 12]];
  const state = stateOf(rows.map(([date, amount]) => ({ type: "order", date, amount })));
  const orders = api.Orders.fromColumns({
    customerId: rows.map(() => "a"),
    date: rows.map(([date]) => date),
    amount: rows.map(([, amount]) => amount),
  });
  for (const asOf of ["2024-03-02", "2024-12-31", "2026-01-01"]) {
    const summary = orders.summarize({ asOf, timeUnit: "week" });
    const found = api.stateFields(state, asOf, { timeUnit: "week" });
    for (const name of ["frequency", "recency", "T", "monetaryValue"]) assert.equal(found[name], summary[name][0], name);
  }
});

test("order, repetition and periods", () => {
  const first = api.updateState(null, { type: "order", date: "2024-03-01", amount: 5, id: 7 });
  assert.deepEqual(api.updateState(first.state, { type: "order", date: "2024-03-01", amount: 5, id: "7" }), {
    state: first.state,
    changed: false,
    reason: "duplicate_event",
  });
  fails(() => api.updateState(first.state, { type: "visit", date: "2024-02-29" }), "OutOfOrder", "event.date");
  // An empty identifier would be the same for all.
  fails(() => api.updateState(null, { type: "visit", date: "2024-03-01", id: "" }), "InvalidValue", "event.id");
  const later = stateOf([{ type: "order", date: "2024-03-09", amount: 7 }]);
  const merged = api.mergeStates(first.state, later);
  assert.deepEqual([api.stateFields(merged, "2024-03-09").frequency, api.stateFields(merged, "2024-03-09").recency], [1, 8]);
  fails(() => api.mergeStates(merged, later), "OutOfOrder", "later");
  fails(() => api.stateFields(merged, "2024-03-08"), "OutOfOrder", "asOf");
  assert.equal(api.mergeStates(null, later), later);
});

test("engagement and customers without a purchase", () => {
  const settings = { halfLifeDays: 1, visit: 4 };
  const noon = api.updateState(null, { type: "visit", date: new Date("2024-03-01T12:00Z") }, settings).state;
  const found = api.stateFields(noon, "2024-03-03");
  // 36 hours: 4·2^(−1.5) = √2.
  assert.ok(Math.abs(found.engagement - Math.SQRT2) < 1e-15);
  assert.deepEqual([found.frequency, found.reason, found.visits, found.lastEvent], [null, "no_purchase", 1, "2024-03-01"]);
  fails(() => api.updateState(noon, { type: "visit", date: "2024-03-04" }), "OutOfRange", "options.halfLifeDays");
  fails(() => api.updateState(null, { type: "visit", date: 1 }, { halflife: 1 }), "UnknownKey", "options.halflife");
  assert.equal(api.stateFields(null, "2024-03-03").engagement, null);
});

test("hostile events and states", () => {
  fails(() => api.updateState(null, { type: "order", date: "2024-03-01" }), "Missing", "event.amount");
  fails(() => api.updateState(null, { type: "order", date: "2024-03-01", amount: NaN }), "NotFinite", "event.amount");
  fails(() => api.updateState(null, { type: "gift", date: "2024-03-01" }), "InvalidValue", "event.type");
  fails(() => api.updateState(null, { type: "visit", date: "2024-13-01" }), "InvalidValue", "event.date");
  fails(() => api.updateState(null, { type: "visit", date: "2024-03-01 noon" }), "InvalidValue", "event.date");
  fails(() => api.updateState(null, { type: "visit", date: 1, at: 2 }), "UnknownKey", "event.at");
  const state = stateOf([{ type: "order", date: "2024-03-01", amount: 5 }]);
  for (const bad of ["", "AQ", `${state}A`, state.slice(0, -4), "x".repeat(1e6)]) {
    fails(() => api.stateFields(bad, "2024-03-01"), "InvalidValue", "state");
  }
  fails(() => api.stateFields(`B${state.slice(1)}`, "2024-03-01"), "UnsupportedVersion", "state");
  fails(() => api.mergeStates(state, 5), "InvalidValue", "later");
});
