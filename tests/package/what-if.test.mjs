// Customers as they might be: changes over numbers and over orders, in both builds.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { install, load, root } from "./tarball.mjs";

const { folder } = install();
const { Orders, Scorer, buildProfile, calibrate, churnOutcomes } = await load(folder);
const small = await load(folder, "entry/score.js");

const base = Orders.fromCsv(readFileSync(join(root, "tests", "fixtures", "cdnow_orders.csv")));
const profile = buildProfile(base, { asOf: "1998-06-30", timeUnit: "week" });
const scorers = [new Scorer(profile), new small.Scorer(profile.toJSON())];

/** Three purchases, of which only the first two lie more than a year back; the last is 61 days ago. */
const ORDERS = [
  { date: "1997-02-01", amount: 20 },
  { date: "1997-04-01", amount: 30 },
  { date: "1998-04-30", amount: 50 },
];

test("a last order that moves takes along what follows from it", () => {
  for (const scorer of scorers) {
    const earlier = ORDERS.with(2, { date: "1997-06-10", amount: 50 });
    const { before, after } = scorer.whatIf({ orders: earlier }, { lastOrderDaysAgo: 61 });
    assert.deepEqual(before, scorer.score({ orders: earlier }));
    assert.deepEqual(after, scorer.score({ orders: ORDERS }));
    // A year before the day of the score lies between the two: only then has the customer a current value.
    assert.equal(before.value.current, 0);
    assert.equal(after.value.current, 50);
  }
});

test("what was given back since goes along with the order", () => {
  const [scorer] = scorers;
  const returned = [...ORDERS, { date: "1998-05-10", amount: -10 }];
  const { after } = scorer.whatIf({ orders: returned }, { lastOrderDaysAgo: 90 });
  const moved = [...ORDERS.slice(0, 2), { date: "1998-04-01", amount: 50 }, { date: "1998-04-01", amount: -10 }];
  assert.deepEqual(after, scorer.score({ orders: moved }));
});

test("a change of a number stands over what follows from the orders", () => {
  const [scorer] = scorers;
  const { before, after } = scorer.whatIf({ orders: ORDERS }, { revenueInYear: 500 });
  assert.equal(before.value.current, 50);
  assert.equal(after.value.current, 500);
});

test("features of the profile's model are changed one by one", () => {
  const { columns, left } = churnOutcomes(base, { cutoff: "1997-09-30", days: 180 });
  const nps = left.map((/** @type {number} */ gone, /** @type {number} */ i) => 5 - 2 * gone + (i % 3));
  const calibration = calibrate({ recency: columns.recency, nps, seats: nps.map((/** @type {number} */ n, /** @type {number} */ i) => n + (i % 2)) }, left, { days: 180 });
  const scorer = new Scorer(buildProfile(base, { asOf: "1998-06-30", timeUnit: "week", churnMode: "calibrated", calibration }));
  const customer = { frequency: 2, recency: 30, T: 60, monetaryValue: 20, features: { nps: 3, seats: 4 } };
  const { after } = scorer.whatIf(customer, { features: { nps: 7 } });
  assert.deepEqual(after, scorer.score({ ...customer, features: { nps: 7, seats: 4 } }));
  assert.throws(() => scorer.whatIf(customer, { features: { rating: 7 } }), { code: "UnknownKey", path: "changes.features.rating" });
  const codes = (/** @type {any} */ score) => score.warnings.map((/** @type {any} */ { code }) => code);
  assert.ok(!codes(after).includes("features_unknown"));
  assert.ok(codes(scorer.score({ ...customer, features: { seats: 4 } })).includes("features_unknown"));
});

test("what contradicts itself is refused by its name", () => {
  for (const scorer of scorers) {
    const customer = { orders: ORDERS };
    for (const [changes, code, path] of /** @type {[object, string, string][]} */ ([
      [{ lastOrderDaysAgo: 10, recency: 3 }, "InvalidValue", "changes.recency"],
      [{ lastOrderDaysAgo: 10, recencyRatio: 3 }, "InvalidValue", "changes.recencyRatio"],
      // The order before the last one was 455 days ago.
      [{ lastOrderDaysAgo: 455 }, "OutOfRange", "changes.lastOrderDaysAgo"],
      [{ lastOrderDaysAgo: 2.5 }, "InvalidValue", "changes.lastOrderDaysAgo"],
      [{ satisfaction: 11 }, "OutOfRange", "changes.satisfaction"],
      [{ frequency: "3" }, "InvalidValue", "changes.frequency"],
    ])) {
      assert.throws(() => scorer.whatIf(customer, changes), (error) => {
        const { code: found, path: place, message } = /** @type {any} */ (error);
        assert.deepEqual([found, place], [code, path]);
        return message.startsWith(path);
      });
    }
    assert.doesNotThrow(() => scorer.whatIf(customer, { lastOrderDaysAgo: 454 }));
    assert.throws(() => scorer.score({ ...customer, monetaryValue: 9 }), { code: "InvalidValue", path: "customer.monetaryValue" });
  }
});
