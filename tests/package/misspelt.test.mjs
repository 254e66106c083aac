// A misspelt field of a customer is named, in both builds: what it holds would be missing without a word. What else a
// record holds is left alone.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { install, load, root } from "./tarball.mjs";

const { folder } = install();
const full = await load(folder);
const small = await load(folder, "entry/score.js");
const orders = full.Orders.fromCsv(readFileSync(join(root, "tests", "fixtures", "cdnow_orders.csv")));
const profile = full.buildProfile(orders, { asOf: "1997-09-30", margin: 0.4 });
const json = JSON.parse(JSON.stringify(profile));
const NUMBERS = { frequency: 2, recency: 10, T: 30 };

/** Key and the field that is meant. */
const SLIPS = Object.entries({
  satisfactoin: "satisfaction", satisfacton: "satisfaction", monetaryvalue: "monetaryValue", monetary_value: "monetaryValue",
  "monetary-value": "monetaryValue", MonetaryValue: "monetaryValue", monetaryVlaue: "monetaryValue", order: "orders", ordres: "orders",
  open_complaints: "openComplaints", recommandation: "recommendation", categoris: "categories", feature: "features",
});

/** What a record of a customer holds beside. */
const BESIDE = {
  id: "a", Id: 7, email: "x", offers: 3, owners: 1, others: 2, complaints: 2, complaint: "x", currency: "EUR", category: "b", revenue: 9, tenure: 3,
  customer_id: 4, created: "2024-01-01", orderCount: 5, segment: null, t: 3, "": 1, __proto_: 1, toString: 1,
};

for (const [name, scorer] of /** @type {[string, any][]} */ ([["the full build", new full.Scorer(profile)], ["the small build", new small.Scorer(json)]])) {
  describe(name, () => {
    for (const [key, field] of SLIPS) {
      test(`${key} is asked about as ${field}`, () => {
        const refused = { code: "UnknownKey", path: `customer.${key}`, message: `customer.${key}: there is no such key, did you mean \`${field}\`?` };
        // The verdict is kept: the second answer is that of the first.
        for (let i = 0; i < 2; i++) assert.throws(() => scorer.score({ ...NUMBERS, [key]: 3 }), refused);
        assert.throws(() => scorer.levers({ ...NUMBERS, [key]: 3 }), refused);
        assert.ok(scorer.score({ ...NUMBERS, [key]: undefined }) && scorer.score({ ...NUMBERS, [key]: null }), "nothing is lost with nothing");
      });
    }

    test("a field that is given besides is the one that counts", () => {
      const { value } = scorer.score({ ...NUMBERS, monetaryValue: 30, monetary_value: 99 });
      assert.equal(value.lifetime, scorer.score({ ...NUMBERS, monetaryValue: 30 }).value.lifetime);
    });

    test("beside orders, what follows from them may be spelt in any way", () => {
      const bought = [{ date: "1997-09-01", amount: 5 }];
      assert.ok(scorer.score({ orders: bought, monetary_value: 5, Recency: 1, t: 3 }));
      assert.throws(() => scorer.score({ orders: bought, satisfactoin: 5 }), { path: "customer.satisfactoin" });
    });

    test("other keys are left alone, and there may be any number of them", () => {
      const plain = scorer.score({ ...NUMBERS, id: "a" });
      assert.deepEqual(scorer.score({ ...NUMBERS, ...BESIDE }), plain);
      for (let i = 0; i < 5000; i++) scorer.score({ ...NUMBERS, [`key${i}`]: 1 });
      assert.deepEqual(scorer.score({ ...NUMBERS, id: "a", ["satisfaction".repeat(1e5)]: 1 }), plain);
      assert.throws(() => scorer.score({ ...NUMBERS, satisfactoin: 1 }), { path: "customer.satisfactoin" });
    });

    test("columns are held to it too", () => {
      const columns = { frequency: [2], recency: [10], T: [30] };
      assert.throws(() => scorer.scoreColumns({ ...columns, monetary_value: [3] }), { code: "UnknownKey", path: "monetary_value" });
      assert.ok(scorer.scoreColumns({ ...columns, email: ["x"], order: [3] }));
    });

    test("what is known beside a state is held to it, and a change", () => {
      const { state } = scorer.update(null, { date: "1997-09-01", type: "order", amount: 3 });
      assert.throws(() => scorer.scoreState(state, "1997-09-30", { satisfactoin: 3 }), { path: "customer.satisfactoin" });
      assert.throws(() => scorer.whatIf({ ...NUMBERS, satisfactoin: 3 }, { satisfaction: 4 }), { path: "customer.satisfactoin" });
    });
  });
}
