// The plain C interface: the numbers of the other forms, and documented answers to whatever a host writes.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { generator } from "../../scripts/lib/random.mjs";
import { Fnv, customers } from "../golden/runtimes/golden.mjs";
import { set } from "../golden/runtimes/set.mjs";
import { CModule, imports } from "./c-module.mjs";
import { install, load, root } from "./tarball.mjs";

const { folder } = install();
const { BgNbd, GammaGamma, Orders, Scorer, buildProfile } = await load(folder);
const expected = JSON.parse(readFileSync(join(root, "tests", "golden", "runtimes", "expected.json"), "utf8"));
const orders = Orders.fromCsv(readFileSync(join(root, "tests", "fixtures", "cdnow_orders.csv")));
const asOf = "1997-09-30";

const module = new CModule();
const { answer: names } = module.call("describe");

/**
 * Writes columns of customers and scores them.
 * @param {CModule} host
 * @param {number} handle
 * @param {string[]} features
 * @param {Record<string, number[] | Float64Array>} columns
 */
function score(host, handle, features, columns) {
  const fields = [...names.customerFields, ...features.map((name) => `features.${name}`)];
  const given = fields.filter((name) => columns[name] !== undefined);
  host.put(1, Float64Array.from(given.flatMap((name) => [...(columns[name] ?? [])])));
  host.put(2, Uint32Array.from(given, (name) => fields.indexOf(name)));
  return host.call("score", handle, columns["frequency"]?.length ?? 0);
}

/**
 * The orders of CDNOW by customer, as `clientele_summarize` takes them.
 * @param {boolean} backwards
 */
function history(backwards) {
  const lines = readFileSync(join(root, "tests", "fixtures", "cdnow_orders.csv"), "utf8").trim().split("\n").slice(1);
  /** @type {Map<string, [number, bigint][]>} */
  const byCustomer = new Map();
  for (const line of backwards ? lines.reverse() : lines) {
    const [id = "", date = "", , amount = ""] = line.split(",");
    const own = byCustomer.get(id) ?? [];
    byCustomer.set(id, own);
    own.push([Date.parse(date) / 86_400_000, BigInt(Math.round(Number(amount) * 1e6))]);
  }
  return byCustomer;
}

/**
 * @param {CModule} host
 * @param {[number, bigint][][]} customers
 * @param {object} options
 */
function summarize(host, customers, options) {
  const all = customers.flat();
  let end = 0;
  host.put(0, JSON.stringify(options));
  host.put(1, Uint32Array.from([0, ...customers.map((own) => (end += own.length))]));
  host.put(2, Int32Array.from(all, ([day]) => day));
  host.put(3, BigInt64Array.from(all, ([, amount]) => amount));
  return host.call("summarize");
}

test("the module imports nothing", () => {
  assert.deepEqual(imports, []);
});

test("the names are those of the package", async () => {
  const { shared } = await load(folder, "lib/labels.js");
  const { customerFields, scoreFields, scoreColumns, tiers, bands, cells, loyaltyTypes, warnings } = shared();
  assert.deepEqual(names.customerFields, customerFields);
  assert.deepEqual(names.scoreColumns, scoreFields.slice(0, scoreColumns));
  assert.deepEqual(names.codes, { tier: tiers, loyaltyType: loyaltyTypes, band: bands, cell: cells });
  assert.deepEqual(names.warnings, warnings);
});

test("the golden customers have the hash of every runtime", () => {
  const all = customers();
  const [columns, trees] = [new Fnv(), new Fnv()];
  for (const { profile, features, full } of set.profiles) {
    const { status, answer } = module.scorer(profile);
    assert.ok(status > 0, JSON.stringify(answer));
    assert.deepEqual(answer.features, features);
    const scored = score(module, status, answer.features, all);
    assert.deepEqual([scored.status, scored.answer], [0, []]);
    (full ? trees : columns).numbers(scored.numbers);
    assert.equal(module.call("free", status).status, 0);
  }
  assert.equal(`${columns}`, expected.columns);
  assert.equal(`${trees}`, expected.trees);
});

test("summaries have the bits of the package, whatever the order of the orders", () => {
  const summary = orders.summarize({ asOf, timeUnit: "week" });
  for (const backwards of [false, true]) {
    const byCustomer = history(backwards);
    const own = summary.ids.map((/** @type {string} */ id) => byCustomer.get(id) ?? []);
    const { status, numbers } = summarize(module, own, { asOf, timeUnit: "week" });
    assert.equal(status, 0);
    names.summaryColumns.forEach((/** @type {string} */ name, /** @type {number} */ at) => {
      if (!(name in summary)) return;
      const column = numbers.subarray(at * own.length, (at + 1) * own.length);
      assert.deepEqual(column, Float64Array.from(summary[name]), name);
    });
  }
});

test("fits of distinct rows have the bits of the fits of all customers", () => {
  const summary = orders.summarize({ asOf, timeUnit: "week" });
  const whole = buildProfile(orders, { asOf });
  /** @type {Map<string, number>} */
  const distinct = new Map();
  summary.frequency.forEach((/** @type {number} */ x, /** @type {number} */ i) => {
    const key = [x, summary.recency[i], summary.T[i]].join(" ");
    distinct.set(key, (distinct.get(key) ?? 0) + 1);
  });
  const rows = [...distinct].reverse().map(([key, count]) => [...key.split(" ").map(Number), count]);
  module.put(0, JSON.stringify({ model: "bg-nbd" }));
  [1, 2, 3, 4].forEach((slot, at) => module.put(slot, Float64Array.from(rows, (row) => row[at] ?? 0)));
  const { status, answer } = module.call("fit_purchases");
  assert.equal(status, 0);
  assert.deepEqual(answer.params, whole.purchase.params);
  assert.equal(answer.logLikelihood, whole.purchase.logLikelihood);
  assert.deepEqual(answer.standardErrors, whole.purchase.standardErrors);
  assert.deepEqual(answer.params, BgNbd.fit(summary).params);

  module.put(0, JSON.stringify({ mean: whole.spend.mean }));
  module.put(1, summary.frequency);
  module.put(2, summary.monetaryValue);
  const spend = module.call("fit_spend");
  assert.deepEqual(spend.answer, whole.spend);
  assert.deepEqual(spend.answer.params, GammaGamma.fit(summary).params);
});

test("a profile of the columns of a summary is that of the orders", () => {
  const summary = orders.summarize({ asOf, timeUnit: "week" });
  const whole = JSON.parse(JSON.stringify(buildProfile(orders, { asOf, margin: 0.4, name: "CDNOW" })));
  const rows = summary.ids.length;
  const columns = names.summaryColumns.flatMap((/** @type {string} */ name) => [...summary[name]].map((value) => (typeof value === "string" ? Date.parse(value) / 86_400_000 : value)));
  assert.equal(columns.length, 12 * rows);
  const { orders: used, ordersAfterAsOf, firstOrder, lastOrder } = whole.provenance;
  const facts = { orders: used + ordersAfterAsOf, ordersAfterAsOf, firstOrder, lastOrder };
  for (const given of [{}, { purchase: whole.purchase, spend: whole.spend }]) {
    module.put(0, JSON.stringify({ options: { asOf, margin: 0.4, name: "CDNOW" }, facts, ...given }));
    module.put(1, Float64Array.from(columns));
    const { status, answer } = module.call("build_profile");
    assert.equal(status, 0, JSON.stringify(answer));
    assert.deepEqual(answer, whole);
  }
  // The models of all, the ranges of some.
  const some = names.summaryColumns.flatMap((/** @type {string} */ _, /** @type {number} */ at) => columns.slice(at * rows, at * rows + 500));
  module.put(0, JSON.stringify({ options: { asOf }, purchase: whole.purchase, spend: whole.spend, facts: { ...facts, customers: rows, repeatCustomers: 7 } }));
  module.put(1, Float64Array.from(some));
  const { answer } = module.call("build_profile");
  assert.deepEqual(answer.purchase.params, whole.purchase.params);
  assert.deepEqual([answer.provenance.customers, answer.provenance.repeatCustomers, answer.population.customers], [rows, 7, 500]);
});

test("columns of a summary whose days and lengths contradict each other are refused", () => {
  const day = Date.parse("2024-01-01") / 86_400_000;
  // frequency, recency, T, monetaryValue, revenueInYear, purchasesInYear, activeQuarters, elapsedQuarters, revenue, lnGaps,
  // firstDay, lastDay: two purchases, 30 days apart, and 60 days of waiting, in days.
  const right = [1, 30, 90, 20, 40, 2, 0, 0, 40, Math.log(30), day, day + 30];
  assert.equal(names.summaryColumns.length, right.length);
  /** @param {Record<string, number>} other @param {string} [timeUnit] @param {[string, string]} [currencies] of the options and of the facts */
  const built = (other, timeUnit = "day", [currency, found] = ["USD", "$"]) => {
    module.put(0, JSON.stringify({ options: { asOf: "2024-03-31", timeUnit, currency }, facts: { currency: found } }));
    module.put(1, Float64Array.from(right, (number, at) => other[names.summaryColumns[at]] ?? number));
    const { status, answer } = module.call("build_profile");
    return status === 0 ? "built" : `${answer.code} ${answer.path}`;
  };
  assert.equal(built({}), "built");
  // Seven divided otherwise.
  assert.equal(built({ recency: 30 * (1 / 7), T: 90 * (1 / 7) }, "week"), "built");
  assert.equal(built({}, "week"), "OutOfRange recency[0]");
  assert.equal(built({ T: 91 }), "OutOfRange T[0]");
  assert.equal(built({ T: NaN }), "NotFinite T[0]");
  assert.equal(built({ recency: 29 }), "OutOfRange recency[0]");
  assert.equal(built({ firstDay: day + 31 }), "OutOfRange firstDay[0]");
  assert.equal(built({ lastDay: day + 91, recency: 91 }), "OutOfRange lastDay[0]");
  assert.equal(built({ monetaryValue: NaN }), "NotFinite monetaryValue[0]");
  assert.equal(built({ activeQuarters: Infinity }), "NotFinite activeQuarters[0]");
  for (const name of ["frequency", "monetaryValue", "revenueInYear", "purchasesInYear", "revenue"]) assert.equal(built({ [name]: -1 }), `OutOfRange ${name}[0]`);
  assert.equal(built({}, "day", ["USD", "EUR"]), "InvalidValue options.currency");
});

test("rows that cannot be scored are named, the others have their scores", () => {
  const { profile } = set.profiles[0];
  const { status: handle } = module.scorer(profile);
  const columns = { frequency: [2, 2, 1.5, 3], recency: [30, 60, 10, Infinity], T: [40, 40, 40, 40], monetaryValue: [20, 20, 20, 20], satisfaction: [NaN, 9, 9, 9] };
  const { status, answer, numbers } = score(module, handle, [], columns);
  assert.equal(status, 3);
  assert.deepEqual(
    answer.map((/** @type {any} */ { row, code, path }) => [row, code, path]),
    [
      [1, "OutOfRange", "recency"],
      [2, "OutOfRange", "frequency"],
      [3, "NotFinite", "recency"],
    ],
  );
  const alone = new Scorer(profile).score({ frequency: 2, recency: 30, T: 40, monetaryValue: 20 });
  assert.equal(numbers[names.scoreColumns.indexOf("risk") * 4], alone.churn.risk);
  for (const row of [1, 2, 3]) assert.ok(names.scoreColumns.every((/** @type {string} */ _, /** @type {number} */ at) => Number.isNaN(numbers[at * 4 + row])));
});

test("customers without a purchase are named", () => {
  const day = Date.parse("2024-03-01") / 86_400_000;
  const own = /** @type {[number, bigint][][]} */ ([[[day, 5_000_000n]], [], [[day + 400, 5_000_000n]], [[day, 1n], [day, -1n]], [[3_000_000, 1n]]]);
  const { status, answer } = summarize(module, own, { asOf: "2024-12-31", timeUnit: "day" });
  assert.equal(status, 4);
  assert.deepEqual(
    answer.map((/** @type {any} */ { row, code }) => [row, code]),
    [
      [1, "InsufficientData"],
      [2, "InsufficientData"],
      [3, "InsufficientData"],
      [4, "OutOfRange"],
    ],
  );
});

test("what is refused has a code and the path of the culprit", () => {
  /** @param {{status: number, answer: any}} result */
  const refusal = ({ status, answer }) => [status, answer.code, answer.path];
  assert.deepEqual(refusal(module.scorer("{")), [-1, "InvalidValue", ""]);
  assert.match(module.scorer("{").answer.message, /^must be JSON/);
  module.put(0, Uint8Array.of(0xff, 0xfe));
  assert.deepEqual(refusal(module.call("scorer")), [-1, "InvalidValue", ""]);
  assert.deepEqual(refusal(module.scorer({ format: "clientele-profile" }))[0], -1);
  assert.deepEqual(refusal(module.scorer({ ...set.profiles[0].profile, wat: 1 })).slice(0, 2), [-1, "UnknownKey"]);
  assert.deepEqual(refusal(module.call("score", 99, 1)), [-1, "InvalidValue", "handle"]);
  assert.deepEqual(refusal(module.call("free", 0)), [-1, "InvalidValue", "handle"]);
  const { status: handle } = module.scorer(set.profiles[0].profile);
  /** @param {number} rows @param {...(Uint8Array | Float64Array | Uint32Array)} slots */
  const scored = (rows, ...slots) => {
    slots.forEach((input, i) => module.put(i + 1, input));
    return refusal(module.call("score", handle, rows));
  };
  assert.deepEqual(scored(2, new Float64Array(3), Uint32Array.of(0, 1)), [-1, "LengthMismatch", "columns"]);
  assert.deepEqual(scored(1, new Uint8Array(9), Uint32Array.of(0)), [-1, "InvalidValue", "columns"]);
  assert.deepEqual(scored(1, new Float64Array(2), Uint32Array.of(0, 999)), [-1, "OutOfRange", "present[1]"]);
  assert.deepEqual(scored(1, new Float64Array(3), Uint32Array.of(0, 1, 0)), [-1, "OutOfRange", "present[2]"]);
  assert.deepEqual(scored(1, new Float64Array(2), Uint32Array.of(0, 1), Uint32Array.of(77)), [-1, "OutOfRange", "only"]);
  const own = /** @type {[number, bigint][][]} */ ([[[1, 1n]]]);
  assert.deepEqual(refusal(summarize(module, own, { timeUnit: "day" })), [-1, "Missing", "asOf"]);
  assert.deepEqual(refusal(summarize(module, own, { asOf: "2024-02-30" })), [-1, "InvalidValue", "asOf"]);
  for (const [starts, ...expected] of /** @type {const} */ ([[[0, 2], "OutOfRange", "starts[1]"], [[1, 0], "OutOfRange", "starts[1]"], [[0, 0], "InvalidValue", "starts"], [[], "InvalidValue", "starts"]])) {
    module.put(0, '{"asOf": "2024-01-01"}');
    module.put(1, Uint32Array.from(starts));
    module.put(2, Int32Array.of(1));
    module.put(3, BigInt64Array.of(1n));
    assert.deepEqual(refusal(module.call("summarize")), [-1, ...expected]);
  }
  for (const [mean, code] of /** @type {const} */ ([[-1, "OutOfRange"], [null, "Missing"]])) {
    module.put(0, JSON.stringify({ mean }));
    assert.deepEqual(refusal(module.call("fit_spend")), [-1, code, "mean"]);
  }
  assert.deepEqual(refusal(module.call("build_profile")), [-1, "Missing", "options.asOf"]);
});

test("a call takes 1,048,576 rows, each of which may be refused", () => {
  const most = 1_048_576;
  const host = new CModule();
  const { status: handle } = host.scorer(set.profiles[0].profile);
  /** @param {number} rows @param {number[]} [slots] */
  const scored = (rows, slots = [1, 2]) => {
    if (slots.includes(1)) host.put(1, new Float64Array(3 * rows).fill(0.5));
    if (slots.includes(2)) host.put(2, Uint32Array.of(0, 1, 2));
    return host.call("score", handle, rows);
  };
  const { status, answer } = scored(most);
  assert.equal(status, most);
  assert.deepEqual([answer.length, answer[most - 1].row, answer[most - 1].path], [most, most - 1, "frequency"]);
  for (const { status, answer } of [scored(most + 1), scored(2 ** 32 - 1, [])]) {
    assert.deepEqual([status, answer.code, answer.path], [-1, "OutOfRange", "rows"]);
  }
  host.put(0, '{"asOf": "2024-01-01"}');
  host.put(1, new Uint32Array(most + 2));
  const { status: refused, answer: why } = host.call("summarize");
  assert.deepEqual([refused, why.code, why.path], [-1, "OutOfRange", "starts"]);
  // A host's -1 is called by its name.
  assert.match(host.call("free", -1).answer.message, /-1\b/);
});

test("no bytes in the slots make it trap", () => {
  const random = generator(7);
  const whole = (/** @type {number} */ below) => Math.floor(random() * below);
  const texts = [JSON.stringify(set.profiles[0].profile), '{"asOf": "2024-01-01"}', '{"model": "auto"}', '{"mean": 3}', '{"options": {"asOf": "2024-01-01"}}', "", "[[[["];
  const calls = ["scorer", "score", "free", "summarize", "fit_purchases", "fit_spend", "build_profile", "describe"];
  const host = new CModule();
  host.scorer(set.profiles[0].profile);
  const extremes = [0, -0, 1, -1, 0.5, 3, 40, 1e-300, 1e15, 1e300, NaN, Infinity, -Infinity];
  for (let i = 0; i < 20_000; i++) {
    for (let slot = whole(3); slot < 6; slot += 1 + whole(3)) {
      const length = whole(9);
      if (slot === 0) {
        const text = [...(texts[whole(texts.length)] ?? "")];
        if (random() < 0.5) text.splice(whole(text.length + 1), whole(4), ["9", "{", '"', "null", "-", "1e308"][whole(6)] ?? "");
        host.put(0, text.join(""));
      } else if (random() < 0.4) host.put(slot, Float64Array.from({ length: length * (1 + whole(12)) }, () => extremes[whole(extremes.length)] ?? 0));
      else if (random() < 0.5) host.put(slot, Uint32Array.from({ length }, () => whole(random() < 0.8 ? 12 : 2 ** 32)));
      else host.put(slot, Uint8Array.from({ length: length * 3 }, () => whole(256)));
    }
    const name = calls[whole(calls.length)] ?? "";
    const { status, answer } = name === "score" ? host.call(name, whole(3), whole(random() < 0.9 ? 6 : 2 ** 32)) : name === "free" ? host.call(name, 2 + whole(9)) : host.call(name);
    if (status === -1) assert.ok(typeof answer.code === "string" && answer.message.length > 0, name);
  }
});
