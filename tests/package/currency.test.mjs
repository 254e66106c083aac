// Money of one currency is never taken for that of another: nothing is converted, so what the orders name and what a
// profile counts in must be the same.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { clientele, install, load } from "./tarball.mjs";

const { folder } = install();
const { Orders, Scorer, buildProfile } = await load(folder);

/** @param {string} currency */
const csv = (currency) =>
  `customer,date,amount,currency\n${[["mia", "2025-01-10", 12], ["leo", "2025-02-08", 9], ["mia", "2025-03-01", 15]]
    .map((row) => [...row, currency].join(","))
    .join("\n")}\n`;
/** Orders whose amounts show the currency. @param {string} sign */
const signed = (sign) => csv("").replace(/,currency$/m, "").replace(/,(\d+),$/gm, `,${sign}$1`);
const dollars = Orders.fromCsv(csv("usd"));
const silent = Orders.fromCsv(csv(""));

/** @param {() => unknown} act */
function thrown(act) {
  try {
    act();
  } catch (error) {
    const { name, code, path, message } = /** @type {any} */ (error);
    assert.equal(name, "ClienteleError");
    return { code, path, message };
  }
  return assert.fail("nothing was thrown");
}

describe("orders as columns", () => {
  /** @param {unknown} currency */
  const columns = (currency) => Orders.fromColumns({ customerId: ["mia", "leo", "mia"], date: ["2025-01-10", "2025-02-08", "2025-03-01"], amount: [12, 9, 15], currency });

  test("say what they are in, as those of a file do", () => {
    assert.equal(columns("usd").report.currency, "USD");
    assert.equal(columns("usd").summarize().currency, "USD");
    assert.equal(buildProfile(columns("USD")).currency, "USD");
    assert.equal(buildProfile(columns(null), { currency: "EUR" }).currency, "EUR");
    assert.equal(columns(undefined).report.currency ?? null, null);
    assert.equal(thrown(() => buildProfile(columns("USD"), { currency: "GBP" })).path, "options.currency");
    const pounds = new Scorer(buildProfile(silent, { currency: "GBP" }));
    assert.equal(thrown(() => pounds.scoreColumns(columns("USD").summarize({ timeUnit: "week" }))).code, "MixedCurrencies");
  });

  test("have one currency, spelt right", () => {
    for (const currency of ["", " ", 5, ["EUR", "USD", "EUR"]]) assert.equal(thrown(() => columns(currency)).path, "currency", String(currency));
    const misspelt = { customerId: ["mia"], date: ["2025-01-10"], amount: [12], curency: "EUR" };
    assert.deepEqual(thrown(() => Orders.fromColumns(misspelt)).code, "UnknownKey");
    // What comes of an adapter holds more.
    assert.equal(Orders.fromColumns({ ...misspelt, curency: undefined, orderId: ["1"] }).length, 1);
  });
});

describe("a profile", () => {
  test("takes the currency of the orders, or what it is told of orders that name none", () => {
    assert.equal(buildProfile(dollars).currency, "USD");
    assert.equal(buildProfile(dollars, { currency: "USD" }).currency, "USD");
    assert.equal(buildProfile(silent, { currency: "EUR" }).currency, "EUR");
    assert.equal(buildProfile(silent).currency, null);
    // A word of the house is no currency that could contradict.
    assert.equal(buildProfile(dollars, { currency: "credits" }).currency, "credits");
  });

  test("is not fitted in another currency than that of the orders", () => {
    const { code, path, message } = thrown(() => buildProfile(dollars, { currency: "EUR" }));
    assert.deepEqual([code, path], ["InvalidValue", "options.currency"]);
    assert.match(message, /USD, not in EUR; convert them to EUR first, or leave the currency out/);
    assert.equal(thrown(() => buildProfile(dollars, { currency: "£" })).code, "InvalidValue");
  });

  test("scores no orders of another currency", () => {
    const summary = dollars.summarize();
    assert.equal(summary.currency, "USD");
    const scorer = new Scorer(buildProfile(silent, { currency: "GBP" }));
    for (const act of [() => scorer.explain(summary, 0), () => scorer.scoreColumns(summary), () => scorer.scoreColumns(summary, { only: ["risk"] })]) {
      const { code, path, message } = thrown(act);
      assert.deepEqual([code, path], ["MixedCurrencies", "summary.currency"]);
      assert.match(message, /orders are in USD, the profile "[^"]+" is in GBP; convert the orders to GBP first, or score them with a profile in USD/);
    }
  });

  test("scores orders of its currency, orders that name none, and any where it names none", () => {
    for (const [profile, orders] of /** @type {const} */ ([
      [buildProfile(dollars), dollars],
      [buildProfile(silent, { currency: "usd" }), dollars],
      [buildProfile(silent, { currency: "$" }), dollars],
      [buildProfile(silent, { currency: "US$" }), dollars],
      [buildProfile(dollars), silent],
      [buildProfile(silent), dollars],
      [buildProfile(silent, { currency: "RMB" }), Orders.fromCsv(csv("CNY"))],
      [buildProfile(silent, { currency: "¥" }), Orders.fromCsv(csv("JPY"))],
      [buildProfile(silent, { currency: "€" }), Orders.fromCsv(signed("€"))],
    ])) {
      const summary = orders.summarize({ timeUnit: profile.timeUnit });
      assert.equal(new Scorer(profile).scoreColumns(summary).risk.length, 2);
      assert.equal(new Scorer(profile).explain(summary, 1).id, "leo");
    }
  });

  test("is held against signs beside the amounts too", () => {
    const scorer = new Scorer(buildProfile(dollars));
    assert.equal(thrown(() => scorer.scoreColumns(Orders.fromCsv(signed("€")).summarize())).code, "MixedCurrencies");
  });

  test("columns name no currency", () => {
    const orders = Orders.fromColumns({ customerId: ["a"], date: ["2025-01-01"], amount: [1] });
    assert.equal(orders.summarize().currency, null);
  });
});

describe("the command line", () => {
  writeFileSync(join(folder, "usd.csv"), csv("USD"));
  writeFileSync(join(folder, "none.csv"), csv(""));
  clientele(folder, ["fit", "none.csv", "--currency", "GBP", "--name", "shop", "--out", "gbp.json"]);

  test("score refuses orders of another currency and writes nothing", () => {
    for (const out of [[], ["--out", "scores.csv"]]) {
      const { status, stdout, stderr } = clientele(folder, ["score", "usd.csv", "--profile", "gbp.json", ...out]);
      assert.deepEqual([status, stdout], [1, ""]);
      assert.match(stderr, /^clientele: currency: the orders are in USD, the profile "shop" is in GBP; convert .*\[MixedCurrencies\]$/m);
    }
    assert.equal(clientele(folder, ["score", "none.csv", "--profile", "gbp.json"]).status, 0);
  });

  test("fit refuses --currency of another currency", () => {
    const { status, stdout, stderr } = clientele(folder, ["fit", "usd.csv", "--currency", "EUR", "--json"]);
    assert.deepEqual([status, stdout], [1, ""]);
    assert.match(stderr, /^clientele: --currency: the orders are in USD, not in EUR; .*\[InvalidValue\]$/m);
  });
});
