// Orders from what vendors send and export. The fixtures have the shapes that the vendors document; the expected rows are
// worked out by hand.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, test } from "node:test";

import { holds } from "./adapted.mjs";
import { fails } from "./asserts.mjs";
import { install, load, root } from "./tarball.mjs";

const { folder } = install();
const a = await load(folder, "entry/adapters.js");
const { Orders, buildProfile } = await load(folder);

/** @param {string} name */
const fixture = (name) => readFileSync(join(root, "tests", "fixtures", "adapters", name), "utf8");
/** @param {string} name @returns {any} */
const json = (name) => JSON.parse(fixture(name));

/** Rows as texts, to be read beside the fixture. @param {any} adapted */
const rows = ({ orders }) => orders.customerId.map((/** @type {string} */ id, /** @type {number} */ i) => [orders.orderId[i], id, orders.date[i], orders.amount[i]].join(" "));
/** @param {any} adapted */
const reasons = ({ report }) => report.leftOut.map((/** @type {any} */ { path, orderId, reason }) => `${path} ${orderId} ${reason}`);

/**
 * A fixture, the adapter that takes it, and what comes of it.
 * @type {[file: string, adapter: (input: any, options?: any) => any, options: any, rows: string[], leftOut: string[]][]}
 */
const CASES = [
  ["shopify_orders.json", a.ordersFromShopify, {}, [
    // 23:40 in New York is the day after in UTC: the day that is written counts.
    "5001001 701 2025-01-10 59.9",
    "5001002 701 2025-02-14 34.5", "5001002 701 2025-02-20 -10",
    "5001003 702 2025-02-01 20", "5001003 702 2025-02-03 -20",
    "5001004 guest.one@example.com 2025-03-01 15",
    "5001010 703 2025-03-01 40",
    // 12.10 USD of an order of 22.00 EUR that the customer saw as 24.20 USD
    "5001011 702 2025-03-05 22", "5001011 702 2025-03-06 -11",
  ], [
    "input.orders[4] 5001005 no_customer", "input.orders[5] 5001006 cancelled", "input.orders[6] 5001007 voided",
    "input.orders[7] 5001008 unpaid", "input.orders[8] 5001009 test", "input.orders[10] 5001001 duplicate",
  ]],
  ["shopify_graphql.json", a.ordersFromShopify, {}, [
    "6001 801 2025-04-02 40", "6002 801 2025-05-02 75.5", "6002 801 2025-05-09 -5.25", "6003 guest@example.com 2025-04-02 40",
  ], ["input.data.orders.edges[3] 6004 unpaid", "input.data.orders.edges[4] 6005 cancelled"]],
  ["shopify_orders.csv", a.ordersFromShopify, {}, [
    "5001001 mira@example.com 2025-01-10 59.9", "5001002 mira@example.com 2025-02-14 24.5", "5001004 guest.one@example.com 2025-03-01 15",
  ], ["row 5 5001003 refunded", "row 7 5001005 no_customer", "row 8 5001006 cancelled", "row 9 5001008 unpaid"]],
  ["woocommerce_orders.json", a.ordersFromWooCommerce, {}, [
    "901 31 2025-06-01 48.99", "902 31 2025-06-20 24.5", "904 guest@example.org 2025-06-01 12", "911 31 2025-07-03 12",
    "913 31 2025-07-04 12", "913 31 2025-07-09 -2",
  ], [
    "input[2] 903 refunded", "input[4] 905 no_customer", "input[5] 906 unpaid", "input[6] 907 cancelled", "input[7] 908 failed",
    "input[8] 909 draft", "input[9] 910 deleted", "input[11] 912 unknown_status",
  ]],
  ["woocommerce_orders.csv", a.ordersFromWooCommerce, {}, ["901 31 2025-06-01 48.99", "902 31 2025-06-20 24.5", "904 guest@example.org 2025-06-01 12"],
    ["row 5 903 refunded", "row 7 905 no_customer", "row 8 907 cancelled"]],
  ["stripe_charges.json", a.ordersFromStripe, {}, [
    "ch_a cus_Ivo 2025-01-01 59.9",
    // 10.00 given back: 6.00 with a date, the rest beyond the page of refunds
    "ch_b cus_Ivo 2025-02-01 26", "ch_b cus_Ivo 2025-02-06 -6",
    "ch_d guest@example.net 2025-01-01 59.9", "ch_e r@example.net 2025-01-01 59.9",
    // 4500 of 9000 cents were captured, one second before the month of March
    "ch_k cus_Lea 2025-02-28 45",
  ], [
    "input.data[2] ch_c refunded", "input.data[5] ch_f no_customer", "input.data[6] ch_g failed", "input.data[7] ch_h unpaid",
    "input.data[8] ch_i test", "input.data[9] ch_j unpaid",
  ]],
  ["stripe_payment_intents.json", a.ordersFromStripe, {}, ["pi_jp cus_Ken 2025-03-03 5000", "pi_jp cus_Ken 2025-03-05 -800", "pi_x yui@example.net 2025-03-03 7000"],
    ["input.data[2] pi_c cancelled", "input.data[3] pi_r unpaid"]],
  ["stripe_payments.csv", a.ordersFromStripe, {}, [
    "ch_a cus_Ivo 2025-01-01 59.9", "ch_b cus_Ivo 2025-02-01 1030", "ch_b cus_Ivo 2025-02-06 -10", "ch_d guest@example.net 2025-01-01 59.9",
  ], ["row 4 ch_c refunded", "row 6 ch_g failed", "row 7 ch_h unpaid"]],
  ["hubspot_deals.json", a.ordersFromHubSpot, {}, [
    // 1750000000000 ms is 2025-06-15T15:06:40Z.
    "1001 51 2025-05-15 1200", "1002 51 2025-06-15 350.5", "1005 company:51 2025-05-15 99.99", "1009 53 2025-07-01 -50",
  ], ["input.results[2] 1003 lost", "input.results[3] 1004 open", "input.results[5] 1006 no_customer", "input.results[6] 1007 deleted", "input.results[7] 1008 no_amount"]],
  ["hubspot_deals.csv", a.ordersFromHubSpot, {}, ["1001 51 2025-05-15 1200", "1005 company:61 2025-06-15 99.99"], ["row 3 1003 lost", "row 4 1004 open"]],
  ["salesforce_opportunities.json", a.ordersFromSalesforce, {}, ["006A 001A 2025-03-31 25000", "006B 001A 2025-05-02 1200.55", "006E contact:003Z 2025-03-31 25000"],
    ["input.records[2] 006C lost", "input.records[3] 006D open", "input.records[5] 006F no_customer", "input.records[6] 006G no_amount"]],
  ["salesforce_opportunities.csv", a.ordersFromSalesforce, {}, ["006A 001A 2025-03-31 25000"], ["row 3 006C lost", "row 4 006H deleted"]],
  ["salesforce_report.csv", a.ordersFromSalesforce, {}, ["006A 001A 2025-03-31 25000", "006B 001A 2025-05-02 1200.55"],
    ["row 4 006D open", "row 5 Confidential Information - Do Not Distribute field_count", "row 6 Generated by: Sam Ode field_count"]],
  ["pipedrive_deals_v1.json", a.ordersFromPipedrive, {}, ["1 17 2025-02-10 800", "2 company:17 2025-04-01 120.75", "7 x@example.com 2025-02-10 800"],
    ["input.data[2] 3 lost", "input.data[3] 4 open", "input.data[4] 5 deleted", "input.data[5] 6 no_customer"]],
  ["pipedrive_deals_v2.json", a.ordersFromPipedrive, {}, ["1 17 2025-02-10 800"], ["input.data[1] 3 lost"]],
  ["pipedrive_deals.csv", a.ordersFromPipedrive, {}, ["1 uma@example.com 2025-02-10 1800.5", "2 company:17 2025-04-01 120.75"], ["row 4 3 lost"]],
];

describe("every form of every vendor", () => {
  for (const [name, adapter, options, expected, leftOut] of CASES) {
    test(name, () => {
      const adapted = adapter(name.endsWith(".json") ? json(name) : fixture(name), options);
      holds(adapted);
      assert.deepEqual(rows(adapted), expected);
      assert.deepEqual(reasons(adapted), leftOut);
      // Text and bytes are read as what they hold.
      assert.deepEqual(adapter(fixture(name), options), adapted);
      assert.deepEqual(adapter(new TextEncoder().encode(`\uFEFF${fixture(name)}`), options), adapted);
      for (const entry of adapted.report.leftOut) assert.ok(entry.message.length > 10, entry.reason);
    });

    test(`${name}: on to a summary`, () => {
      const { orders, report } = adapter(fixture(name), options);
      const taken = Orders.fromColumns(orders);
      assert.equal(taken.length, orders.date.length);
      assert.equal(taken.report.refunds.rows, report.refunds.rows);
      const summary = taken.summarize({ timeUnit: "day" });
      assert.ok(summary.length > 0 && summary.frequency.every((/** @type {number} */ count) => count >= 0));
    });
  }
});

test("a shop goes on to a profile, with its refunds netted by the core", () => {
  const orders = Orders.fromColumns(a.ordersFromShopify(json("shopify_orders.json")).orders);
  const summary = orders.summarize({ asOf: "2025-04-01", timeUnit: "day" });
  assert.deepEqual(summary.ids, ["701", "702", "guest.one@example.com", "703"]);
  // Customer 702: an order that went back whole, and 22 - 11.
  assert.deepEqual([...summary.frequency], [1, 0, 0, 0]);
  assert.deepEqual([...summary.revenue], [84.4, 11, 15, 40]);
  assert.ok(buildProfile(orders, { asOf: "2025-04-01" }));
});

test("headers of other exporters", () => {
  const woo = "Order Number,Order Status,Order Date,Email (Billing),Order Total Amount,Order Refund Amount\n7,Processing,2025-01-05 10:00,B@x.org,20.50,0\n8,On hold,2025-01-05 10:00,b@x.org,5,0\n";
  assert.deepEqual(rows(a.ordersFromWooCommerce(woo, { currency: "EUR" })), ["7 b@x.org 2025-01-05 20.5"]);
  const suite = "order_id,order_number,order_date,paid_date,status,order_total,order_currency,customer_id,customer_email\n7,7,1/13/2025 6:29:00,,completed,20.50,USD,0,b@x.org\n";
  assert.deepEqual(rows(a.ordersFromWooCommerce(suite)), ["7 b@x.org 2025-01-13 20.5"]);
  const analytics = "Date,Order #,Status,Customer,Customer type,Product(s),Items sold,Coupon(s),Net sales\n2025-01-05,7,completed,Bo,new,1× Tea,1,,20.50\n";
  fails(() => a.ordersFromWooCommerce(analytics), "MissingColumn", "input");
  const list = "ID\tTitle\tValue\tCurrency\tStatus\tWon time\tPerson ID\n1\tDeal\t800\tEUR\tWon\t2025-02-10 22:30:00\t17\n";
  assert.deepEqual(rows(a.ordersFromPipedrive(list)), ["1 17 2025-02-10 800"]);
});

describe("pages", () => {
  const page = json("shopify_orders.json");
  const whole = rows(a.ordersFromShopify(page));

  test("a page, a list of pages, a list of orders, a list of lists, one order", () => {
    const { orders } = page;
    const halves = [{ orders: orders.slice(0, 6) }, { orders: orders.slice(6) }];
    for (const input of [halves, orders, [orders.slice(0, 6), orders.slice(6)], [{ orders: [] }, ...halves]]) {
      assert.deepEqual(rows(a.ordersFromShopify(input)), whole);
    }
    assert.deepEqual(rows(a.ordersFromShopify(orders[0])), whole.slice(0, 1));
    assert.deepEqual(rows(a.ordersFromShopify({ order: orders[0] })), whole.slice(0, 1));
    assert.equal(a.ordersFromShopify(halves).report.leftOut[4].path, "input[1].orders[2]");
  });

  test("nodes of GraphQL are as good as edges", () => {
    const { edges } = json("shopify_graphql.json").data.orders;
    const nodes = edges.map((/** @type {any} */ { node }) => node);
    for (const input of [{ data: { orders: { nodes } } }, { orders: { nodes } }, { nodes }, { edges }, { data: { order: nodes[0] } }]) {
      assert.equal(rows(a.ordersFromShopify(input))[0], "6001 801 2025-04-02 40");
    }
  });

  test("pages that overlap count an order once", () => {
    const { report } = a.ordersFromStripe([json("stripe_charges.json"), json("stripe_charges.json")]);
    assert.deepEqual([report.read, report.taken, report.reasons.duplicate], [22, 5, 5]);
    const intent = { id: "pi_1", object: "payment_intent", status: "succeeded", amount_received: 100, currency: "usd", created: 1e9, customer: "cus_1", latest_charge: "ch_1" };
    const charge = { id: "ch_1", object: "charge", status: "succeeded", amount: 100, currency: "usd", created: 1e9, customer: "cus_1" };
    for (const both of [[intent, charge], [charge, intent]]) assert.deepEqual(a.ordersFromStripe(both).report.reasons, { duplicate: 1 });
  });

  test("an empty page has nothing", () => {
    for (const [adapter, input] of [[a.ordersFromPipedrive, { success: true, data: null }], [a.ordersFromWooCommerce, []], [a.ordersFromHubSpot, { results: [] }]]) {
      assert.deepEqual([adapter(input).report.read, adapter(input).orders.currency], [0, null]);
    }
    assert.equal(a.ordersFromPipedrive({ success: true, data: json("pipedrive_deals_v1.json").data[0] }).report.taken, 1);
  });
});

/** @param {Record<string, unknown>} [changes] */
const charge = (changes) => ({ id: "ch_1", status: "succeeded", amount: 1000, currency: "usd", created: 1_735_689_600, customer: "cus_1", ...changes });
/** @param {Record<string, unknown>} [changes] */
const order = (changes) => ({ id: 1, status: "completed", total: "10.00", currency: "EUR", date_created: "2025-01-01T10:00:00", customer_id: 5, ...changes });
/** @param {Record<string, unknown>} [changes] */
const shopify = (changes) => ({ id: 1, financial_status: "paid", total_price: "10.00", currency: "EUR", created_at: "2025-01-01T10:00:00Z", customer: { id: 5 }, ...changes });
/** @param {any} adapted @returns {string | undefined} */
const reason = ({ report }) => report.leftOut[0]?.reason;

describe("amounts", () => {
  test("minor units follow the currency", () => {
    // docs.stripe.com/currencies: JPY without, KWD with three decimals; ISK and UGX are sent with two.
    for (const [currency, expected] of [["usd", 12.34], ["JPY", 1234], ["kwd", 1.234], ["isk", 12.34], ["ugx", 12.34], ["bhd", 1.234], ["krw", 1234]]) {
      assert.equal(a.ordersFromStripe(charge({ amount: 1234, currency })).orders.amount[0], expected, String(currency));
    }
  });

  test("decimals are exact: nothing is summed in floating point", () => {
    const refunds = ["0.10", "0.20", "0.70"].map((total) => ({ total: `-${total}` }));
    assert.equal(a.ordersFromWooCommerce(order({ total: "1.10", refunds })).orders.amount[0], 0.1);
    for (const [total, expected] of [["59.90", 59.9], [59.9, 59.9], ["1e3", 1000], ["0.0000005", 0.000001], ["-0.0000005", -0.000001], [1e-9, 0], ["8999999999999.99", 8_999_999_999_999.99], [".5", 0.5], ["0", 0]]) {
      assert.equal(a.ordersFromWooCommerce(order({ total })).orders.amount[0], expected, String(total));
    }
  });

  test("what is no amount leaves the order out", () => {
    for (const total of ["", null, undefined]) assert.equal(reason(a.ordersFromWooCommerce(order({ total }))), "no_amount");
    for (const total of ["ten", "1,5", "0x10", NaN, Infinity, true, {}, [], "9e12000", "1e15", 1e300, "--1"]) {
      assert.equal(reason(a.ordersFromWooCommerce(order({ total }))), "bad_amount", String(total));
    }
    for (const amount of [10.5, "10.5", NaN, {}, 1e21]) assert.equal(reason(a.ordersFromStripe(charge({ amount }))), "bad_amount");
    assert.equal(reason(a.ordersFromStripe(charge({ currency: null }))), "bad_currency");
  });

  test("commas of files", () => {
    /** @param {string} amount @param {string} [other] */
    const stripe = (amount, other = "1.00") =>
      a.ordersFromStripe(`id,Created (UTC),Amount,Currency,Status,Customer ID\nch_1,2025-01-01,"${amount}",eur,Paid,c\nch_2,2025-01-01,"${other}",eur,Paid,c\n`).orders.amount[0];
    for (const [amount, expected] of [["1,234", 1234], ["1,234.50", 1234.5], ["59,90", 59.9], ["1.234,50", 1234.5], ["1.234", 1.234], ["€ 59.90", 59.9], ["59.90 EUR", 59.9], ["(5.00)", -5], ["1.234.567", 1_234_567], ["1 234,50", 1234.5], ["1’234.50", 1234.5]]) {
      assert.equal(stripe(String(amount)), expected, String(amount));
    }
    // Another cell shows that the comma is the decimal point.
    assert.equal(stripe("1,234", "7,50"), 1.234);
    assert.equal(stripe("1.234", "7,50"), 1234);
  });
});

describe("refunds", () => {
  test("a refund that has a day is a row of its own, unless it is to be netted", () => {
    const netted = a.ordersFromShopify(json("shopify_orders.json"), { refunds: "netted" });
    holds(netted);
    assert.deepEqual(rows(netted).filter((/** @type {string} */ row) => row.startsWith("5001002")), ["5001002 701 2025-02-14 24.5"]);
    assert.deepEqual([netted.report.refunds, netted.report.reasons.refunded], [{ rows: 0, netted: 2, unknown: 0, amount: 21 }, 1]);
  });

  test("a refund is not dated before its order", () => {
    const refunds = [{ amount: "1", date_created: "2024-12-31T10:00:00" }];
    assert.deepEqual(a.ordersFromWooCommerce(order({ refunds })).orders.date, ["2025-01-01", "2025-01-01"]);
  });

  test("an order asked for without its refunds: its current total tells, or it is left out", () => {
    const partly = shopify({ financial_status: "partially_refunded" });
    assert.deepEqual(a.ordersFromShopify({ ...partly, current_total_price: "7.50" }).orders.amount, [7.5]);
    assert.equal(reason(a.ordersFromShopify(partly)), "refund_unknown");
    assert.equal(reason(a.ordersFromShopify({ ...partly, financial_status: "refunded" })), "refunded");
    assert.equal(reason(a.ordersFromShopify({ ...partly, current_total_price: "0" })), "refunded");
  });

  test("an intent without its charge is counted as one of which nothing is known", () => {
    assert.equal(a.ordersFromStripe(json("stripe_payment_intents.json")).report.refunds.unknown, 1);
  });

  test("a negative order is a refund", () => {
    assert.deepEqual(a.ordersFromWooCommerce(order({ total: "-4.5" })).report.refunds, { rows: 1, netted: 0, unknown: 0, amount: 4.5 });
  });
});

describe("currencies", () => {
  const two = [charge(), charge({ id: "ch_2", currency: "eur", amount: 1001 }), charge({ id: "ch_3", currency: "gbp", status: "failed" })];

  test("several are an error that names them and the first that differs", () => {
    fails(() => a.ordersFromStripe(two), "MixedCurrencies", "input[1]");
    assert.throws(() => a.ordersFromStripe(two), /input\[1\]: orders in USD, EUR; .*rates/);
    fails(() => a.ordersFromStripe(two[0], { currency: "EUR" }), "MixedCurrencies", "input");
    const csv = "id,Created (UTC),Amount,Currency,Status,Customer ID\na,2025-01-01,1,eur,Paid,c\nb,2025-01-01,1,usd,Paid,c\n";
    assert.throws(() => a.ordersFromStripe(csv), { code: "MixedCurrencies", path: "row 3", row: 3 });
  });

  test("rates convert them, exactly and rounded half away from zero", () => {
    const adapted = a.ordersFromStripe(two, { currency: "USD", rates: { EUR: 1.08 } });
    // 10.01 EUR × 1.08
    assert.deepEqual([adapted.orders.currency, adapted.orders.amount, adapted.report.currencies], ["USD", [10, 10.8108], { USD: 1, EUR: 1 }]);
    assert.deepEqual(a.ordersFromStripe(charge({ amount: 1, currency: "eur" }), { currency: "USD", rates: { EUR: 0.00005 } }).orders.amount, [0.000001]);
    fails(() => a.ordersFromStripe(two, { currency: "USD", rates: { GBP: 1.2 } }), "Missing", "options.rates.EUR");
  });

  test("orders that name none are in the currency of the options, and never in a guessed one", () => {
    const deals = json("salesforce_opportunities.json").records;
    delete deals[0].CurrencyIsoCode;
    fails(() => a.ordersFromSalesforce(deals), "MixedCurrencies", "input[1]");
    assert.equal(a.ordersFromSalesforce(deals, { currency: "USD" }).orders.currency, "USD");
    assert.equal(a.ordersFromSalesforce(deals[0]).orders.currency, null);
  });

  test("a code that is none leaves the order out", () => {
    for (const currency of ["__proto__", "EURO", 978, {}]) assert.equal(reason(a.ordersFromWooCommerce(order({ currency }))), "bad_currency");
  });
});

describe("days", () => {
  test("the day that is written counts, and in a zone that of the zone for what is in UTC", () => {
    const late = { ...json("shopify_graphql.json").data.orders.edges[0].node };
    assert.deepEqual(a.ordersFromShopify(late).orders.date, ["2025-04-02"]);
    assert.deepEqual(a.ordersFromShopify(late, { timeZone: "America/New_York" }).orders.date, ["2025-04-01"]);
    const written = shopify({ created_at: "2025-04-02T23:30:00-05:00" });
    assert.deepEqual(a.ordersFromShopify(written, { timeZone: "Asia/Tokyo" }).orders.date, ["2025-04-02"]);
    assert.deepEqual(a.ordersFromStripe(charge(), { timeZone: "America/New_York" }).orders.date, ["2024-12-31"]);
    assert.deepEqual(a.ordersFromPipedrive(json("pipedrive_deals_v1.json"), { timeZone: "Europe/Berlin" }).orders.date[0], "2025-02-10");
    assert.deepEqual(a.ordersFromPipedrive(json("pipedrive_deals_v1.json"), { timeZone: "Asia/Tokyo" }).orders.date[0], "2025-02-11");
    fails(() => a.ordersFromStripe(charge(), { timeZone: "Mars/Olympus" }), "InvalidValue", "options.timeZone");
  });

  test("dates with slashes are asked for where the file does not tell", () => {
    /** @param {...string} dates */
    const csv = (...dates) => `Opportunity ID,Account ID,Stage,Amount,Close Date\n${dates.map((date, i) => `o${i},a,Closed Won,1,${date}`).join("\n")}\n`;
    /** @param {string} text @param {any} [options] */
    const of = (text, options) => a.ordersFromSalesforce(text, options).orders.date;
    fails(() => of(csv("3/4/2025")), "AmbiguousDate", "row 2");
    assert.deepEqual(of(csv("3/4/2025"), { dateOrder: "dmy" }), ["2025-04-03"]);
    assert.deepEqual(of(csv("3/4/2025", "3/31/2025")), ["2025-03-04", "2025-03-31"]);
    assert.throws(() => of(csv("31/3/2025", "3/31/2025")), { code: "MixedDateOrder", row: 3, column: "Close Date" });
    assert.deepEqual(of(csv("31.03.2025", "2025/3/4")), ["2025-03-31", "2025-03-04"]);
    assert.equal(reason(a.ordersFromSalesforce(csv("31.02.2025"))), "bad_date");
  });

  test("what is no date leaves the order out", () => {
    for (const date_created of ["soon", 20250101, "2025-13-01", {}, true]) assert.equal(reason(a.ordersFromWooCommerce(order({ date_created }))), "bad_date");
    assert.equal(reason(a.ordersFromWooCommerce(order({ date_created: null }))), "no_date");
    for (const created of ["soon", NaN, 1e300, -1e15, {}]) assert.equal(reason(a.ordersFromStripe(charge({ created }))), "bad_date", String(created));
  });
});

describe("customers", () => {
  test("by identifier, then by e-mail address, or the other way round", () => {
    const both = order({ billing: { email: "Ada@Example.org" } });
    assert.deepEqual(a.ordersFromWooCommerce(both).orders.customerId, ["5"]);
    assert.deepEqual(a.ordersFromWooCommerce(both, { customer: "email" }).orders.customerId, ["ada@example.org"]);
    assert.deepEqual(a.ordersFromWooCommerce(order(), { customer: "email" }).orders.customerId, ["5"]);
    for (const email of ["nobody", "@", "a b@c", "", null, 7]) assert.equal(reason(a.ordersFromWooCommerce(order({ customer_id: 0, billing: { email } }))), "no_customer");
  });

  test("of deals by contact or by company", () => {
    assert.deepEqual(a.ordersFromSalesforce(json("salesforce_opportunities.json"), { customer: "contact" }).orders.customerId, ["company:001A", "company:001A", "003Z"]);
    assert.deepEqual(a.ordersFromPipedrive(json("pipedrive_deals_v1.json"), { customer: "company" }).orders.customerId, ["17", "17", "x@example.com"]);
    assert.deepEqual(a.ordersFromHubSpot(json("hubspot_deals.json"), { customer: "company" }).orders.customerId, ["contact:51", "contact:51", "51", "contact:53"]);
  });
});

describe("statuses", () => {
  test("tests and unpaid orders are taken on request", () => {
    const { report } = a.ordersFromShopify(json("shopify_orders.json"), { include: ["test", "unpaid"] });
    assert.deepEqual([report.taken, report.reasons.test, report.reasons.unpaid], [8, undefined, undefined]);
    assert.deepEqual(a.ordersFromStripe(json("stripe_charges.json"), { include: ["test", "unpaid"] }).report.reasons, { refunded: 1, no_customer: 1, failed: 1 });
    assert.equal(a.ordersFromWooCommerce(json("woocommerce_orders.json"), { include: ["unpaid"] }).report.reasons.unpaid, undefined);
  });

  test("drafts and other objects are no orders", () => {
    assert.equal(reason(a.ordersFromShopify(shopify({ id: "gid://shopify/DraftOrder/5" }))), "draft");
    assert.equal(reason(a.ordersFromSalesforce({ attributes: { type: "Account" }, Id: "001A" })), "not_a_record");
  });

  test("stages of the caller's own", () => {
    const deals = json("hubspot_deals.json");
    assert.deepEqual(a.ordersFromHubSpot(deals, { wonStages: ["88123"] }).orders.orderId, ["1002"]);
    const bare = { id: "1", properties: { amount: "5", closedate: "2025-01-01", dealstage: "closedwon" }, associations: { contacts: { results: [{ id: "7" }] } } };
    assert.equal(a.ordersFromHubSpot(bare).report.taken, 1);
    assert.equal(reason(a.ordersFromHubSpot({ ...bare, properties: { ...bare.properties, dealstage: "88123" } })), "open");
    assert.equal(reason(a.ordersFromHubSpot({ ...bare, properties: { amount: "5" } })), "unknown_status");
  });
});

describe("what cannot be read is an error with its place", () => {
  test("options", () => {
    for (const [options, code, path] of [
      [{ curency: "EUR" }, "UnknownKey", "options.curency"], [{ wonStages: ["a"] }, "UnknownKey", "options.wonStages"], [{ currency: "euro" }, "InvalidValue", "options.currency"],
      [{ rates: { USD: 1 } }, "Missing", "options.currency"], [{ currency: "USD", rates: { USD: 2 } }, "InvalidValue", "options.rates.USD"],
      [{ currency: "USD", rates: { EUR: 0 } }, "OutOfRange", "options.rates.EUR"], [{ currency: "USD", rates: { EUR: NaN } }, "NotFinite", "options.rates.EUR"],
      [{ currency: "USD", rates: { euro: 1 } }, "InvalidValue", "options.rates.euro"], [{ currency: "USD", rates: [1] }, "InvalidValue", "options.rates"],
      [{ refunds: "no" }, "InvalidValue", "options.refunds"], [{ include: "test" }, "InvalidValue", "options.include"], [{ include: ["lost"] }, "InvalidValue", "options.include[0]"],
      [{ dateOrder: "ymd" }, "InvalidValue", "options.dateOrder"], [{ customer: "company" }, "InvalidValue", "options.customer"], [7, "InvalidValue", "options"],
      [{ get currency() { throw new Error("boo"); } }, "InvalidValue", "options"],
    ]) fails(() => a.ordersFromStripe([], options), String(code), String(path));
    assert.equal(a.ordersFromStripe([], { currency: null, rates: null, include: null, customer: undefined }).report.read, 0);
  });

  test("input", () => {
    for (const input of [undefined, null, 7, true, Symbol("x"), () => 0, 5n]) fails(() => a.ordersFromShopify(input), "InvalidValue", "input");
    fails(() => a.ordersFromShopify('{"orders": ['), "InvalidValue", "input");
    fails(() => a.ordersFromShopify(new Uint8Array([0xff, 0xfe, 0x41])), "InvalidEncoding", "input");
    fails(() => a.ordersFromShopify(""), "EmptyInput", "input");
    fails(() => a.ordersFromShopify("a,b\n1,2\n"), "MissingColumn", "input");
    fails(() => a.ordersFromShopify('Name,Email,Created at,Total\n#1,"a@b.c,2025-01-01,1\n'), "UnterminatedQuote", "row 2");
    fails(() => a.ordersFromShopify(new Array(4e9)), "OutOfRange", "input");
    fails(() => a.ordersFromShopify({ get orders() { throw new Error("boo"); } }), "InvalidValue", "input");
    fails(() => a.ordersFromShopify(new Proxy([], { get() { throw new Error("boo"); } })), "InvalidValue", "input");
    const gone = Proxy.revocable({}, {});
    gone.revoke();
    fails(() => a.ordersFromShopify(gone.proxy), "InvalidValue", "input");
    // In a list it may be a page, which is not to be lost; in a page it is one record.
    fails(() => a.ordersFromShopify([gone.proxy]), "InvalidValue", "input[0]");
    const { report } = a.ordersFromShopify({ orders: [gone.proxy, { get id() { throw new Error("boo"); } }, 5, null, shopify()] });
    assert.deepEqual([report.reasons, report.taken], [{ unreadable: 2, not_a_record: 2 }, 1]);
  });
});

describe("what a vendor or a caller hands over in the place of orders is an error that says so", () => {
  /** @type {[string, (input: any) => any, any[]][]} */
  const vendors = [
    ["Shopify", a.ordersFromShopify, [
      { errors: "[API] Invalid API key" }, { errors: { orders: ["Invalid API key"] } },
      { errors: [{ message: "Invalid API key", extensions: { code: "THROTTLED" } }], data: null },
    ]],
    ["WooCommerce", a.ordersFromWooCommerce, [{ code: "woocommerce_rest_cannot_view", message: "Invalid API key", data: { status: 401 } }]],
    ["Stripe", a.ordersFromStripe, [{ error: { type: "invalid_request_error", message: "Invalid API key" } }]],
    ["HubSpot", a.ordersFromHubSpot, [{ status: "error", message: "Invalid API key", correlationId: "1", category: "INVALID_AUTHENTICATION" }]],
    ["Salesforce", a.ordersFromSalesforce, [[{ message: "Invalid API key", errorCode: "INVALID_SESSION_ID" }]]],
    ["Pipedrive", a.ordersFromPipedrive, [{ success: false, error: "Invalid API key", errorCode: 401, error_info: "see the manual" }, { success: false, data: null, error: "Invalid API key" }]],
  ];
  for (const [name, adapter, bodies] of vendors) {
    test(name, () => {
      for (const body of bodies) {
        const path = Array.isArray(body) ? "input[0]" : "input";
        for (const input of [body, JSON.stringify(body)]) {
          assert.throws(() => adapter(input), (/** @type {any} */ error) => error.code === "InvalidValue" && error.path === path && /is an error of the vendor, not orders: ".*Invalid API key"/.test(error.message));
        }
        fails(() => adapter([[], body]), "InvalidValue", Array.isArray(body) ? "input[1][0]" : "input[1]");
      }
      for (const [input, found] of /** @type {[any, RegExp][]} */ ([
        [Promise.resolve([]), /^input: must be parsed JSON.*found a promise; await it$/], [new Date(0), /found an object of the kind Date/], [new Map([[1, 2]]), /the kind Map/],
        [new Response("[]"), /the kind Response/], [new Error("x"), /the kind Error/], [[[], Promise.resolve([])], /^input\[1\]: .*found a promise/],
      ])) {
        assert.throws(() => adapter(input), (/** @type {any} */ error) => error.code === "InvalidValue" && found.test(error.message));
      }
      // Records all the same: what a class makes, what bites, what has nothing.
      for (const input of [new (class { id = 5; })(), [{ get id() { throw new Error("boo"); } }], {}, Object.create(null), { id: 5, Id: 5, error: "x", errors: ["x"] }]) {
        assert.equal(adapter(input).report.read, 1);
      }
    });
  }

  test("a long message is cut", () => {
    assert.throws(() => a.ordersFromStripe({ error: { message: "x".repeat(9000) } }), (/** @type {any} */ { message }) => message.length < 400);
    assert.throws(() => a.ordersFromStripe({ error: { param: { deep: { deeper: "x" } } } }), /no message/);
  });
});

test("ESM and CommonJS export the same names", () => {
  const required = createRequire(join(folder, "x.js"))("clientele/adapters");
  assert.deepEqual(Object.keys(required).sort(), Object.keys(a).sort());
  assert.deepEqual(required.ordersFromStripe(charge()).orders.amount, [10]);
});

test("the definitions name what there is, and every reason", () => {
  const text = readFileSync(join(folder, "node_modules", "clientele", "adapters.d.ts"), "utf8");
  const declared = [...text.matchAll(/^export function (\w+)/gm)].map((match) => match[1]);
  assert.deepEqual(["ClienteleError", ...declared].sort(), Object.keys(a).sort());
  const union = [...(text.match(/export type LeftOutReason =([^;]+);/)?.[1] ?? "").matchAll(/"(\w+)"/g)].map((match) => match[1]);
  const bundle = readFileSync(join(folder, "node_modules", "clientele", "entry", "adapters.cjs"), "utf8");
  const thrown = [...bundle.matchAll(/new LeftOut\("(\w+)"/g)].map((match) => match[1]);
  const listed = [...(bundle.match(/MESSAGES = \{([\s\S]*?)\n {4}?\};|MESSAGES = \{([\s\S]*?)\n\};/)?.[0] ?? "").matchAll(/^\s+(\w+): /gm)].map((match) => match[1]);
  assert.deepEqual([...new Set([...thrown, ...listed, "duplicate"])].sort(), union);
});
