// Hostile input through JavaScript: each row is an error with its code and place, or a documented
// result; nothing traps, nothing is NaN or infinite where a number is promised, and after every row
// the module still answers a sane call. tests/integration/hostile_*.rs has the rows for Rust.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { install, load, root } from "./tarball.mjs";

const { folder } = install();
const api = await load(folder);
const { BgNbd, ClienteleError, GammaGamma, IncompleteMatrix, Orders, PairwiseMatrix, Profile, Scorer, buildProfile } = api;

const orders = Orders.fromCsv(readFileSync(join(root, "tests", "fixtures", "cdnow_orders.csv")));
const profile = buildProfile(orders, { asOf: "1997-09-30" });
/** A copy that may be changed. */
const data = () => JSON.parse(JSON.stringify(profile));
const scorer = new Scorer(profile);
const summary = orders.summarize({ asOf: "1997-09-30", timeUnit: "week" });
const model = BgNbd.fromParams({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 });
const spend = GammaGamma.fromParams({ p: 6.25, q: 3.74, v: 15.44 });
const ONE = { frequency: [2], recency: [30.43], T: [38.86] };
const CUSTOMER = { frequency: 2, recency: 30.43, T: 38.86, monetaryValue: 22.35 };
const RISK = scorer.score(CUSTOMER).churn.risk;

const HEADER = "customer_id,date,amount\n";
const LONG = "x".repeat(10 << 20);
/** @param {string} text */
const bytes = (text) => new TextEncoder().encode(text);
/** @param {string} text */
const utf16 = (text) => new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"));
const GBK = Uint8Array.of(0xbf, 0xcd, 0xbb, 0xa7, ...bytes(",date,amount\na,2024-01-01,1\n"));
const LATIN1 = Uint8Array.of(...bytes(`${HEADER}M`), 0xfc, ...bytes("ller,2024-01-01,1\n"));

/** Arrays in arrays, or objects in objects, a hundred thousand deep. */
const DEEP = Array.from({ length: 100_000 }).reduce((inner) => [inner], /** @type {any} */ ([]));
const DEEP_OBJECT = Array.from({ length: 100_000 }).reduce((inner) => ({ inner }), /** @type {any} */ ({}));
/** @type {any} */
const CIRCLE = {};
CIRCLE.again = CIRCLE;
/** @type {any[]} */
const RING = [];
RING.push(RING);

/** @param {any} array */
function detached(array) {
  structuredClone(array, { transfer: [array.buffer] });
  return array;
}
/** @param {number[]} numbers */
function onShared(numbers) {
  const array = new Float64Array(new SharedArrayBuffer(8 * numbers.length));
  array.set(numbers);
  return array;
}
/** @param {() => any} make @param {(handle: any) => unknown} use */
function afterFree(make, use) {
  const handle = make();
  handle.free();
  handle.free();
  handle[Symbol.dispose]();
  return use(handle);
}
/** @param {(copy: any) => void} spoil */
function spoilt(spoil) {
  const copy = data();
  spoil(copy);
  return Profile.parse(copy);
}
const few = () => Orders.fromColumns({ customerId: ["a", "b"], date: ["2024-01-01", "2024-01-02"], amount: [1, 2] });
const matrix = () => PairwiseMatrix.fromRows([[1, 2], ["1/2", 1]]);
/** @param {string} rows @param {object} [options] */
const csv = (rows, options) => Orders.fromCsv(HEADER + rows, options);
/** @param {string} [name] */
const reader = (name = HEADER) => {
  const made = Orders.reader();
  made.push(bytes(name));
  return made;
};

/** @typedef {{ code: string, path?: string, row?: number, column?: string }} Place */

/** What cannot be: name, call, and the code and place of the error. @type {[string, () => unknown, Place][]} */
const REFUSED = [
  // Files
  ["a kind of event that there is not", () => api.readRecords("events", "customer_id,date,kind\na,2025-01-01,gossip\n"), { code: "BadCell", row: 2, column: "kind" }],
  ["an empty file", () => Orders.fromCsv(""), { code: "EmptyInput", path: "csv" }],
  ["empty bytes", () => Orders.fromCsv(new Uint8Array()), { code: "EmptyInput", path: "csv" }],
  ["a header only", () => csv(""), { code: "EmptyInput", path: "csv" }],
  ["a field of 10 MB", () => csv(`${LONG},2024-01-01,1\n`), { code: "FieldTooLong", row: 2, column: "customer_id" }],
  ["10 MB without a line end", () => Orders.fromCsv(LONG), { code: "FieldTooLong", row: 1, column: "1" }],
  ["an open quotation mark", () => csv('a,2024-01-01,1\n"b,2024-01-01,1\n'), { code: "UnterminatedQuote", row: 3 }],
  ["UTF-16", () => Orders.fromCsv(utf16(`${HEADER}a,2024-01-01,1\n`)), { code: "InvalidEncoding", row: 1 }],
  ["GBK without the option", () => Orders.fromCsv(GBK), { code: "InvalidEncoding", row: 1 }],
  ["Latin-1 without the option", () => Orders.fromCsv(LATIN1), { code: "InvalidEncoding", row: 2 }],
  ["UTF-8 that is said to be UTF-16", () => Orders.fromCsv(bytes(`${HEADER}a,2024-01-01,1`), { encoding: "utf-16le" }), { code: "MissingColumn", column: "customerId" }],
  ["bytes that no GBK file has", () => Orders.fromCsv(Uint8Array.of(0x81, 0xff), { encoding: "gb18030" }), { code: "InvalidValue", path: "options.encoding" }],
  ["an unknown encoding", () => Orders.fromCsv(GBK, { encoding: "klingon" }), { code: "InvalidValue", path: "options.encoding" }],
  ["a doubled header", () => Orders.fromCsv("customer_id,date,amount,amount\na,2024-01-01,1,2\n"), { code: "DuplicateColumn", column: "amount" }],
  ["no column of dates", () => Orders.fromCsv("customer_id,amount\na,1\n"), { code: "MissingColumn", column: "date" }],
  ["too few fields", () => csv("a,2024-01-01\n"), { code: "WrongFieldCount", row: 2 }],
  ["no customer in a row", () => csv(",2024-01-01,1\n"), { code: "MissingCell", row: 2, column: "customer_id" }],
  ["dates of both orders", () => csv("a,13/4/2024,1\na,4/13/2024,1\n"), { code: "MixedDateOrder", row: 3, column: "date" }],
  ["dates of either order", () => csv("a,3/4/2024,1\n"), { code: "AmbiguousDate", row: 2, column: "date" }],
  ["no day of the calendar", () => csv("a,2023-02-29,1\n"), { code: "BadDate", row: 2, column: "date" }],
  ["a date beyond reason", () => csv("a,9999-12-31,1\n"), { code: "BadDate", row: 2, column: "date" }],
  ["NaN in a cell", () => csv("a,2024-01-01,NaN\n"), { code: "BadAmount", row: 2, column: "amount" }],
  ["infinity in a cell", () => csv("a,2024-01-01,Infinity\n"), { code: "BadAmount", row: 2, column: "amount" }],
  ["two currencies", () => csv("a,2024-01-01,€1\na,2024-01-01,$1\n"), { code: "MixedCurrencies", row: 3, column: "amount" }],
  ["no file at all", () => Orders.fromCsv(), { code: "InvalidValue", path: "csv" }],
  ["a number for a file", () => Orders.fromCsv(5), { code: "InvalidValue", path: "csv" }],
  ["a file object that was not read", () => Orders.fromCsv(new Blob([HEADER])), { code: "InvalidValue", path: "csv" }],
  ["bytes that were transferred", () => Orders.fromCsv(detached(bytes(HEADER))), { code: "InvalidValue", path: "csv" }],
  ["a misspelt option", () => csv("", { colums: {} }), { code: "UnknownKey", path: "options.colums" }],
  ["a misspelt option within", () => csv("", { columns: { customer: "a" } }), { code: "UnknownKey", path: "options.columns.customer" }],
  ["text for options", () => csv("", /** @type {any} */ ("gbk")), { code: "InvalidValue", path: "options" }],
  ["options without an end", () => csv("", CIRCLE), { code: "InvalidValue", path: `options${".again".repeat(10)}` }],
  ["text pushed to a reader", () => reader().push("a,2024-01-01,1"), { code: "InvalidValue", path: "bytes" }],
  ["a reader used after its end", () => {
    const made = reader(`${HEADER}a,2024-01-01,1`);
    made.finish();
    return made.push(bytes("b"));
  }, { code: "InvalidValue", path: "reader" }],
  ["a table of bytes that are no text", () => api.readTable(Uint8Array.of(0xff, 0xfe)), { code: "InvalidEncoding", row: 1 }],
  ["an inspection of nothing", () => Orders.inspect(""), { code: "EmptyInput", path: "csv" }],

  // Columns of orders
  ["no columns", () => Orders.fromColumns(), { code: "InvalidValue", path: "customerId" }],
  ["a hole among the customers", () => Orders.fromColumns({ customerId: ["a", , "b"], date: [1, 2, 3], amount: [1, 2, 3] }), { code: "InvalidValue", path: "customerId[1]" }],
  ["a symbol for a customer", () => Orders.fromColumns({ customerId: [Symbol("a")], date: [1], amount: [1] }), { code: "InvalidValue", path: "customerId[0]" }],
  ["columns of different lengths", () => Orders.fromColumns({ customerId: ["a"], date: [1, 2], amount: [1] }), { code: "LengthMismatch", path: "date" }],
  ["an amount that is NaN", () => Orders.fromColumns({ customerId: ["a"], date: [1], amount: [NaN] }), { code: "NotFinite", path: "amount[0]" }],
  ["an amount beyond all money", () => Orders.fromColumns({ customerId: ["a"], date: [1], amount: [1e300] }), { code: "OutOfRange", path: "amount[0]" }],
  ["an amount as BigInt", () => Orders.fromColumns({ customerId: ["a"], date: [1], amount: [1n] }), { code: "InvalidValue", path: "amount[0]" }],
  ["an invalid Date", () => Orders.fromColumns({ customerId: ["a"], date: [new Date(NaN)], amount: [1] }), { code: "InvalidValue", path: "date[0]" }],
  ["a day after the year 9999", () => Orders.fromColumns({ customerId: ["a"], date: [1e9], amount: [1] }), { code: "InvalidValue", path: "date[0]" }],
  ["a date with something behind it", () => Orders.fromColumns({ customerId: ["a"], date: ["2024-01-011"], amount: [1] }), { code: "InvalidValue", path: "date[0]" }],
  ["no orders", () => Orders.fromColumns({ customerId: [], date: [], amount: [] }), { code: "EmptyInput", path: "customerId" }],
  ["a day before the first order", () => orders.summarize({ asOf: "1990-01-01" }), { code: "InsufficientData", path: "orders" }],
  ["an unknown unit", () => orders.summarize({ timeUnit: "eon" }), { code: "InvalidValue", path: "options.timeUnit" }],
  ["a map of options", () => orders.summarize(new Map()), { code: "InvalidValue", path: "options" }],
  ["options with a key `__proto__`", () => orders.summarize(JSON.parse('{"__proto__": {"timeUnit": "week"}}')), { code: "UnknownKey", path: "options.__proto__" }],
  ["orders of one's own making", () => new Orders({}), { code: "InvalidValue", path: "orders" }],
  ["a profile of no orders", () => buildProfile({}), { code: "InvalidValue", path: "orders" }],
  ["a margin above 1", () => buildProfile(orders, { margin: 2 }), { code: "OutOfRange", path: "options.margin" }],
  ["a horizon in the past", () => buildProfile(orders, { churnHorizonDays: -1 }), { code: "OutOfRange", path: "options.churnHorizonDays" }],
  ["too few judgements", () => buildProfile(orders, { loyaltyJudgements: [[1, 2], [0.5, 1]] }), { code: "LengthMismatch", path: "options.loyaltyJudgements" }],
  ["judgements 100,000 deep", () => buildProfile(orders, { loyaltyJudgements: DEEP }), { code: "InvalidValue", path: `options.loyaltyJudgements${"[0]".repeat(9)}` }],
  ["everything refunded", () => buildProfile(csv("a,2024-01-01,5\na,2024-01-02,-5\n")), { code: "InsufficientData", path: "orders" }],

  // Models
  ["no customers to fit", () => BgNbd.fit({ frequency: [], recency: [], T: [] }), { code: "InsufficientData", path: "frequency" }],
  ["no columns to fit", () => BgNbd.fit(), { code: "InvalidValue", path: "customers" }],
  ["an unknown prior", () => BgNbd.fit(ONE, { prior: "strong" }), { code: "InvalidValue", path: "options.prior" }],
  ["a negative weight", () => BgNbd.fit({ ...ONE, weights: [-1] }), { code: "OutOfRange", path: "weights[0]" }],
  ["no spend to fit", () => GammaGamma.fit({ frequency: [0], monetaryValue: [0] }), { code: "InsufficientData", path: "monetaryValue" }],
  ["NaN in a column", () => model.probabilityAlive({ ...ONE, recency: [NaN] }), { code: "NotFinite", path: "recency[0]" }],
  ["infinity in a column", () => model.probabilityAlive({ ...ONE, T: [Infinity] }), { code: "NotFinite", path: "T[0]" }],
  ["a negative recency", () => model.probabilityAlive({ ...ONE, recency: [-1] }), { code: "OutOfRange", path: "recency[0]" }],
  ["a recency above T", () => model.probabilityAlive({ ...ONE, recency: [39] }), { code: "OutOfRange", path: "recency[0]" }],
  ["half a purchase", () => model.probabilityAlive({ ...ONE, frequency: [1.5] }), { code: "OutOfRange", path: "frequency[0]" }],
  ["a column that was transferred", () => model.probabilityAlive({ ...ONE, T: detached(Float64Array.of(38.86)) }), { code: "InvalidValue", path: "T" }],
  ["a short column", () => model.probabilityAlive({ ...ONE, T: [] }), { code: "LengthMismatch", path: "T" }],
  ["texts in a column", () => model.probabilityAlive({ ...ONE, T: ["38.86"] }), { code: "InvalidValue", path: "T[0]" }],
  ["a horizon that is NaN", () => model.expectedPurchases(ONE, { horizon: NaN }), { code: "NotFinite", path: "options.horizon" }],
  ["a negative horizon", () => model.expectedPurchases(ONE, { horizon: -1 }), { code: "OutOfRange", path: "options.horizon" }],
  ["no horizon", () => model.expectedPurchases(ONE), { code: "InvalidValue", path: "options.horizon" }],
  ["a probability above 1", () => model.nextPurchase(ONE, { quantiles: [0.5, 2] }), { code: "OutOfRange", path: "options.quantiles[1]" }],
  ["a time as BigInt", () => model.expectedPurchasesNew(1n), { code: "InvalidValue", path: "t" }],
  ["fewer than no purchases", () => model.purchaseProbabilities(-1, 1), { code: "InvalidValue", path: "n" }],
  ["a spend model of one's own making", () => model.lifetimeValue({ ...ONE, monetaryValue: [1] }, {}, { period: 4 }), { code: "InvalidValue", path: "spend" }],
  ["a discount rate below 0", () => model.lifetimeValue({ ...ONE, monetaryValue: [1] }, spend, { period: 4, discountRate: -1 }), { code: "OutOfRange", path: "options.discountRate" }],
  ["a month of unknown length", () => model.lifetimeValue({ ...ONE, monetaryValue: [1] }, spend), { code: "InvalidValue", path: "options.period" }],
  ["a negative parameter", () => BgNbd.fromParams({ r: -1, alpha: 1, a: 1, b: 1 }), { code: "OutOfRange", path: "params.r" }],
  ["a missing parameter", () => BgNbd.fromParams({ r: 1, alpha: 1, a: 1 }), { code: "Missing", path: "params.b" }],
  ["a text for a parameter", () => BgNbd.fromParams({ r: "1", alpha: 1, a: 1, b: 1 }), { code: "InvalidValue", path: "params.r" }],
  ["a function for a parameter", () => BgNbd.fromParams({ r: () => 1, alpha: 1, a: 1, b: 1 }), { code: "InvalidValue", path: "params.r" }],
  ["a BigInt for a parameter", () => BgNbd.fromParams({ r: 1n, alpha: 1, a: 1, b: 1 }), { code: "InvalidValue", path: "params.r" }],
  ["a Date for a parameter", () => BgNbd.fromParams({ r: new Date(), alpha: 1, a: 1, b: 1 }), { code: "InvalidValue", path: "params.r" }],
  ["a unit that every object has", () => BgNbd.fromParams({ r: 1, alpha: 1, a: 1, b: 1, timeUnit: "constructor" }), { code: "InvalidValue", path: "params.timeUnit" }],
  ["a model of one's own making", () => new BgNbd({}), { code: "InvalidValue", path: "model" }],

  // Judgements
  ["a matrix that is none", () => PairwiseMatrix.fromRows(5), { code: "InvalidValue", path: "matrix" }],
  ["no judgements", () => PairwiseMatrix.fromRows([]), { code: "EmptyInput", path: "matrix" }],
  ["judgements that contradict", () => PairwiseMatrix.fromRows([[1, 2], [0.4, 1]]), { code: "NotReciprocal", path: "matrix[1][2]" }],
  ["a judgement of zero", () => PairwiseMatrix.fromRows([[1, 0], [1, 1]]), { code: "NotPositive", path: "matrix[1][2]" }],
  ["a missing judgement", () => PairwiseMatrix.fromRows([[1, null], [null, 1]]), { code: "MissingJudgement", path: "matrix[1][2]" }],
  ["judgements that link nothing", () => IncompleteMatrix.fromUpperTriangle([3, null, null]).completion(), { code: "Disconnected", path: "matrix" }],
  ["fifty-one criteria", () => PairwiseMatrix.fromRows(Array.from({ length: 51 }, () => Array(51).fill(1))), { code: "OutOfRange", path: "matrix" }],
  ["a short row", () => PairwiseMatrix.fromRows([[1, 2], [1]]), { code: "NotSquare", path: "matrix[2]" }],
  ["a hole for a row", () => PairwiseMatrix.fromRows([, [1, 2]]), { code: "InvalidValue", path: "matrix[0]" }],
  ["a hole among the names", () => PairwiseMatrix.fromRows([[1, 2], [0.5, 1]], { criteria: ["a", ,] }), { code: "InvalidValue", path: "options.criteria[1]" }],
  ["a matrix 100,000 deep", () => PairwiseMatrix.fromRows(DEEP), { code: "InvalidValue", path: "matrix[0][0]" }],
  ["pairs that are none", () => PairwiseMatrix.fromPairs([5]), { code: "InvalidValue", path: "pairs[0]" }],
  ["a division by zero", () => PairwiseMatrix.fromPairs([{ a: "x", b: "y", value: "1/0" }]), { code: "NotPositive", path: "matrix[x][y]" }],
  ["a method 100,000 deep", () => matrix().priorities(DEEP), { code: "InvalidValue", path: "method" }],
  ["a symbol for a method", () => matrix().priorities(Symbol("eigenvector")), { code: "InvalidValue", path: "method" }],
  ["an unknown method", () => matrix().priorities("guess"), { code: "InvalidValue", path: "method" }],
  ["a negative threshold", () => matrix().consistency({ threshold: -1 }), { code: "OutOfRange", path: "options.threshold" }],

  // Profiles
  ["text that is no JSON", () => Profile.parse("{"), { code: "InvalidValue", path: "profile" }],
  ["a list for a profile", () => Profile.parse([]), { code: "InvalidValue", path: "profile" }],
  ["a promise for a profile", () => Profile.parse(Promise.resolve(data())), { code: "InvalidValue", path: "profile" }],
  ["an empty profile", () => Profile.parse({}), { code: "Missing", path: "format" }],
  ["no profile", () => new Scorer(), { code: "InvalidValue", path: "profile" }],
  ["bytes for a profile", () => Profile.parse(new Uint8Array(4)), { code: "InvalidValue", path: "profile" }],
  ["null for a profile", () => Profile.parse(null), { code: "InvalidValue", path: "profile" }],
  ["a map for a profile", () => Profile.parse(new Map()), { code: "InvalidValue", path: "profile" }],
  ["a profile of version 2 that says 1", () => spoilt((p) => (p.version = 1)), { code: "InvalidValue", path: "version" }],
  ["a profile by prototype alone", () => new Scorer(Object.create(Profile.prototype)), { code: "Missing", path: "profile.format" }],
  ["a field too few", () => spoilt((p) => delete p.churn), { code: "Missing", path: "churn" }],
  ["a field too few within", () => spoilt((p) => delete p.churn.horizonDays), { code: "Missing", path: "churn.horizonDays" }],
  ["a field too many", () => spoilt((p) => (p.extra = 1)), { code: "UnknownKey", path: "extra" }],
  ["a misspelt field", () => spoilt((p) => (p.value.marginn = 1)), { code: "UnknownKey", path: "value.marginn" }],
  ["a key `__proto__`", () => Profile.parse(JSON.stringify(profile).replace("{", '{"__proto__": {"version": 9},')), { code: "UnknownKey", path: "__proto__" }],
  ["a key `constructor`", () => spoilt((p) => (p.constructor = 1)), { code: "UnknownKey", path: "constructor" }],
  ["a newer version", () => spoilt((p) => (p.version = 3)), { code: "UnsupportedVersion", path: "version" }],
  ["half a version", () => spoilt((p) => (p.version = 1.5)), { code: "InvalidValue", path: "version" }],
  ["infinity in a setting", () => spoilt((p) => (p.value.margin = Infinity)), { code: "NotFinite", path: "value.margin" }],
  ["infinity in a figure", () => spoilt((p) => (p.purchase.logLikelihood = -Infinity)), { code: "NotFinite", path: "purchase.logLikelihood" }],
  ["NaN in a table", () => spoilt((p) => (p.population.risk[3] = NaN)), { code: "NotFinite", path: "population.risk[3]" }],
  ["null in a table", () => spoilt((p) => (p.population.risk[3] = null)), { code: "InvalidValue", path: "population.risk[3]" }],
  ["a text for a number", () => spoilt((p) => (p.churn.horizonDays = "180")), { code: "InvalidValue", path: "churn.horizonDays" }],
  ["an unknown model", () => spoilt((p) => (p.purchase.model = "crystal-ball")), { code: "InvalidValue", path: "purchase.model" }],
  ["no day of the calendar in a profile", () => spoilt((p) => (p.asOf = "1997-02-30")), { code: "InvalidValue", path: "asOf" }],
  ["a changed weight", () => spoilt((p) => (p.loyalty.behaviour.weights[0] += 0.1)), { code: "OutOfRange", path: "loyalty.behaviour.weights[0]" }],
  ["a profile in circles", () => Profile.parse(CIRCLE), { code: "InvalidValue", path: `again${".again".repeat(9)}` }],
  ["a name in circles", () => spoilt((p) => (p.name = RING)), { code: "InvalidValue", path: `name${"[0]".repeat(9)}` }],
  ["a profile 100,000 deep", () => Profile.parse(DEEP_OBJECT), { code: "InvalidValue", path: `inner${".inner".repeat(9)}` }],

  // Customers
  ["no customer", () => scorer.score(), { code: "InvalidValue", path: "customer" }],
  ["a text for a customer", () => scorer.score("a"), { code: "InvalidValue", path: "customer" }],
  ["half a history", () => scorer.score({ frequency: 1 }), { code: "Missing", path: "customer.recency" }],
  ["an answer beyond its scale", () => scorer.score({ satisfaction: 11 }), { code: "OutOfRange", path: "customer.satisfaction" }],
  ["an unknown kind of complainer", () => scorer.score({ complainer: "loud" }), { code: "InvalidValue", path: "customer.complainer" }],
  ["a change of what there is not", () => scorer.whatIf(CUSTOMER, { mood: 1 }), { code: "UnknownKey", path: "changes.mood" }],
  ["a last order in the future", () => scorer.whatIf(CUSTOMER, { lastOrderDaysAgo: -1 }), { code: "OutOfRange", path: "changes.lastOrderDaysAgo" }],
  ["a change beyond its scale", () => scorer.whatIf(CUSTOMER, { satisfaction: 11 }), { code: "OutOfRange", path: "changes.satisfaction" }],
  ["two silences", () => scorer.whatIf(CUSTOMER, { lastOrderDaysAgo: 3, recency: 1 }), { code: "InvalidValue", path: "changes.recency" }],
  ["a number that follows from the orders", () => scorer.score({ orders: [{ date: "1997-01-01", amount: 1 }], frequency: 1 }), { code: "InvalidValue", path: "customer.frequency" }],
  ["features of no model", () => scorer.scoreColumns({ frequency: [1], recency: [1], T: [2], features: { x: [1] } }), { code: "UnknownKey", path: "features.x" }],
  ["NaN for a number", () => scorer.score({ ...CUSTOMER, T: NaN }), { code: "NotFinite", path: "customer.T" }],
  ["infinity for a number", () => scorer.score({ ...CUSTOMER, monetaryValue: Infinity }), { code: "NotFinite", path: "customer.monetaryValue" }],
  ["a spend beyond all money", () => scorer.score({ ...CUSTOMER, monetaryValue: 1e300 }), { code: "OutOfRange", path: "customer.monetaryValue" }],
  ["a text for a number of a customer", () => scorer.score({ ...CUSTOMER, frequency: "2" }), { code: "InvalidValue", path: "customer.frequency" }],
  ["a BigInt for a number", () => scorer.score({ ...CUSTOMER, frequency: 2n }), { code: "InvalidValue", path: "customer.frequency" }],
  ["a customer last seen in the future", () => scorer.score({ ...CUSTOMER, recency: 40 }), { code: "OutOfRange", path: "customer.recency" }],
  ["more than 2^53 purchases", () => scorer.score({ ...CUSTOMER, frequency: 1e17 }), { code: "OutOfRange", path: "customer.frequency" }],
  ["no orders of a customer", () => scorer.score({ orders: [] }), { code: "InsufficientData", path: "customer.orders" }],
  ["an order after the day of the profile", () => scorer.score({ orders: [{ date: "1997-01-01", amount: 1 }, { date: "2030-01-01", amount: 1 }] }), { code: "OutOfRange", path: "customer.orders[1].date" }],
  ["orders after the day of the score only", () => scorer.score({ orders: [{ date: "2030-01-01", amount: 1 }] }, { asOf: "1998-01-01" }), { code: "InsufficientData", path: "customer.orders" }],
  ["a hole among the orders", () => scorer.score({ orders: [, { date: "1997-01-01", amount: 1 }] }), { code: "InvalidValue", path: "customer.orders[0]" }],
  ["an order without an amount", () => scorer.score({ orders: [{ date: "1997-01-01" }] }), { code: "InvalidValue", path: "customer.orders[0].amount" }],
  ["an order of NaN", () => scorer.score({ orders: [{ date: "1997-01-01", amount: NaN }] }), { code: "NotFinite", path: "customer.orders[0].amount" }],
  ["an order on no day", () => scorer.score({ orders: [{ date: "1997-13-01", amount: 1 }] }), { code: "InvalidValue", path: "customer.orders[0].date" }],
  ["a day of scores after the year 9999", () => scorer.score(CUSTOMER, { asOf: 1e9 }), { code: "InvalidValue", path: "options.asOf" }],
  ["a misspelt option of scoring", () => scorer.score(CUSTOMER, { asof: "1997-09-30" }), { code: "UnknownKey", path: "options.asof" }],
  ["a row beyond the summary", () => scorer.explain(summary, summary.length), { code: "OutOfRange", path: "index" }],
  ["a row that wraps around 32 bits", () => scorer.explain(summary, 2 ** 32), { code: "OutOfRange", path: "index" }],
  ["half a row", () => scorer.explain(summary, 0.5), { code: "InvalidValue", path: "index" }],
  ["a summary in another unit", () => scorer.scoreColumns(orders.summarize({ timeUnit: "day" })), { code: "InvalidValue", path: "summary.timeUnit" }],
  ["no columns of customers", () => scorer.scoreColumns(), { code: "InvalidValue", path: "customers" }],
  ["columns of customers of different lengths", () => scorer.scoreColumns({ ...ONE, T: [1, 2] }), { code: "LengthMismatch", path: "T" }],
  ["a bad row among columns", () => scorer.scoreColumns({ frequency: [0, 1], recency: [0, 3], T: [1, 2] }), { code: "OutOfRange", path: "recency[1]" }],
  ["a column that lies about its length", () => scorer.scoreColumns({ frequency: { length: -1 } }), { code: "InvalidValue", path: "frequency" }],
  ["an object that claims a length", () => scorer.scoreColumns({ frequency: { length: 2 ** 32 - 1 } }), { code: "InvalidValue", path: "frequency" }],
  ["a column of BigInt64", () => scorer.scoreColumns({ frequency: new BigInt64Array(1) }), { code: "InvalidValue", path: "frequency[0]" }],

  // Handles whose memory was given back
  ["a scorer after free", () => afterFree(() => new Scorer(profile), (s) => s.score(CUSTOMER)), { code: "InvalidValue", path: "scorer" }],
  ["a scorer freed after use", () => afterFree(() => {
    const made = new Scorer(profile);
    made.score(CUSTOMER);
    return made;
  }, (s) => s.score(CUSTOMER)), { code: "InvalidValue", path: "scorer" }],
  ["orders after free", () => afterFree(few, (o) => o.length), { code: "InvalidValue", path: "orders" }],
  ["a profile of orders after free", () => afterFree(few, (o) => buildProfile(o)), { code: "InvalidValue", path: "orders" }],
  ["a summary after free", () => afterFree(() => few().summarize(), (s) => model.probabilityAlive(s)), { code: "InvalidValue", path: "summary" }],
  ["a model after free", () => afterFree(() => BgNbd.fromParams({ ...model.params }), (m) => m.probabilityAlive(ONE)), { code: "InvalidValue", path: "model" }],
  ["a spend model after free", () => afterFree(() => GammaGamma.fromParams({ ...spend.params }), (g) => model.lifetimeValue({ ...ONE, monetaryValue: [1] }, g, { period: 4 })), { code: "InvalidValue", path: "model" }],
  ["a matrix after free", () => afterFree(matrix, (m) => m.rows), { code: "InvalidValue", path: "matrix" }],
  ["a reader after free", () => afterFree(reader, (r) => r.finish()), { code: "InvalidValue", path: "reader" }],
];

/** @param {unknown} score every number in it must be finite */
function finite(score) {
  JSON.stringify(score, (_, value) => {
    assert.ok(typeof value !== "number" || Number.isFinite(value), `${value}`);
    return value;
  });
}

/** The profile of a base in which hardly anything can be known, and the score of its first customer. @param {string} rows */
function thin(rows) {
  const base = csv(rows);
  const made = buildProfile(base);
  const stored = Profile.parse(JSON.stringify(made));
  const score = new Scorer(stored).explain(base.summarize({ timeUnit: made.timeUnit }), 0);
  finite(score);
  return { made, warnings: score.warnings.map((/** @type {any} */ w) => w.code), score };
}

/** What is odd but can be: name, and what must hold. @type {[string, () => void][]} */
const ACCEPTED = [
  ["one customer", () => {
    const { made, warnings } = thin("a,2024-01-01,5\na,2024-02-01,5\n");
    assert.equal(made.purchase.convergence.verdict, "weakPrior");
    assert.ok(warnings.includes("weak_prior"));
  }],
  ["one-time buyers only", () => {
    const { made, warnings } = thin("a,2024-01-01,5\nb,2024-02-01,7\n");
    assert.deepEqual([made.spend.model, made.spend.mean], ["mean", 6]);
    assert.ok(warnings.includes("one_time_buyer") && warnings.includes("spend_model_fallback"));
  }],
  ["amounts of zero", () => assert.equal(thin("a,2024-01-01,0\na,2024-02-01,0\n").score.value.tier, "lead")],
  ["one day of data", () => assert.ok(thin("a,2024-01-01,5\nb,2024-01-01,5\n").score.churn.risk > 0)],
  ["dates in the future count when asked for, and are reported when not", () => {
    const future = csv("a,2024-01-01,5\na,2060-01-01,5\n");
    assert.equal(future.lastDate, "2060-01-01");
    assert.equal(future.summarize({ asOf: "2024-06-01" }).ordersAfterAsOf, 1);
  }],
  ["GBK with the option", () => assert.equal(Orders.fromCsv(GBK, { encoding: "GBK", columns: { customerId: "客户" } }).length, 1)],
  ["Latin-1 with the option", () => assert.deepEqual(Orders.fromCsv(LATIN1, { encoding: "latin1" }).summarize().ids, ["Müller"])],
  ["UTF-16 with the option, in pieces of one byte", () => {
    const made = Orders.reader({ encoding: "utf-16le" });
    for (const byte of utf16(`${HEADER}客户,2024-01-01,1\n`)) made.push(Uint8Array.of(byte));
    assert.deepEqual(made.finish().summarize().ids, ["客户"]);
  }],
  ["bad rows collected, none lost", () => {
    const { report } = csv("a,2024-01-01,1\nb,?,1\nc,2024-01-01,NaN\n", { onBadRow: "collect" });
    assert.deepEqual(report.badRows.map((/** @type {any} */ bad) => [bad.row, bad.column, bad.code]), [[3, "date", "BadDate"], [4, "amount", "BadAmount"]]);
    assert.deepEqual([report.rows, report.accepted], [3, 1]);
  }],
  ["a lone surrogate in a text", () => assert.deepEqual(csv("\ud800,2024-01-01,1\n").summarize().ids, ["\ufffd"])],
  ["names that every object has", () => {
    const names = ["__proto__", "constructor", "hasOwnProperty"];
    assert.deepEqual(csv(names.map((name) => `${name},2024-01-01,1\n`).join("")).summarize().ids, names);
    assert.deepEqual(PairwiseMatrix.fromPairs([{ a: "__proto__", b: "constructor", value: 2 }]).criteria, names.slice(0, 2));
    assert.equal(api.label("__proto__").en, "__proto__");
  }],
  ["bytes on shared memory", () => {
    const text = bytes(`${HEADER}a,2024-01-01,1\n`);
    const shared = new Uint8Array(new SharedArrayBuffer(text.length));
    shared.set(text);
    assert.equal(Orders.fromCsv(shared).length, 1);
    assert.equal(Orders.fromCsv(shared.buffer).length, 1);
  }],
  ["columns on shared memory, in 32 bits, as lists, with nulls", () => {
    const full = { frequency: [2, 0], recency: [30, 0], T: [38, 5], monetaryValue: [22, 0] };
    const risks = [
      full,
      Object.fromEntries(Object.entries(full).map(([name, column]) => [name, onShared(column)])),
      Object.fromEntries(Object.entries(full).map(([name, column]) => [name, Float32Array.from(column)])),
      { ...full, monetaryValue: [22, null] },
    ].map((columns) => [...scorer.scoreColumns(columns).risk]);
    for (const risk of risks) assert.deepEqual(risk, risks[0]);
  }],
  ["columns of no rows", () => assert.equal(scorer.scoreColumns({ frequency: [], recency: [], T: [] }).risk.length, 0)],
  ["huge frequencies and ages", () => {
    for (const frequency of [1, 1e6, 9e15]) {
      for (const T of [1e-9, 1, 1e300]) finite(scorer.score({ ...CUSTOMER, frequency, recency: T / 2, T }));
    }
  }],
  ["parameters beyond all reason", () => {
    for (const size of [1e-300, 1e-9, 1e9, 1e12]) {
      const odd = BgNbd.fromParams({ r: size, alpha: size, a: size, b: size });
      for (const found of [odd.probabilityAlive(ONE), odd.probabilityOfPurchase(ONE, { horizon: 39 })]) {
        assert.ok(found[0] >= 0 && found[0] <= 1, `${size}: ${found}`);
      }
    }
  }],
  ["a getter that throws: its own error comes through", () => {
    const mine = new Error("mine");
    const trap = { get frequency() { throw mine; }, get timeUnit() { throw mine; } };
    for (const call of [() => scorer.score(trap), () => orders.summarize(trap), () => scorer.scoreColumns(trap), () => Profile.parse(trap)]) {
      assert.throws(call, (error) => error === mine || error instanceof ClienteleError);
    }
  }],
  ["a getter that scores another customer, and makes the memory grow", () => {
    const other = new Scorer(profile);
    const nosy = {
      ...CUSTOMER,
      get T() {
        scorer.score({ frequency: 0, recency: 0, T: 1 });
        other.scoreColumns({ frequency: new Float64Array(300_000), recency: new Float64Array(300_000), T: new Float64Array(300_000) });
        return CUSTOMER.T;
      },
    };
    assert.equal(scorer.score(nosy).churn.risk, RISK);
  }],
  ["two scorers in turn", () => {
    const days = new Scorer(buildProfile(orders, { asOf: "1997-09-30", churnHorizonDays: 30 }));
    const first = days.score(CUSTOMER).churn.risk;
    for (let i = 0; i < 10; i++) {
      assert.equal(scorer.score(CUSTOMER).churn.risk, RISK);
      assert.equal(days.score(CUSTOMER).churn.risk, first);
    }
    assert.ok(first > RISK);
    days.free();
  }],
  ["a scorer made, used and freed a thousand times", () => {
    for (let i = 0; i < 1000; i++) {
      const made = new Scorer(profile);
      assert.equal(made.score(CUSTOMER).churn.risk, RISK);
      made.free();
    }
  }],
  ["memory that grows between calls", () => {
    const before = scorer.score(CUSTOMER);
    const grown = Orders.fromColumns({
      customerId: Array.from({ length: 400_000 }, (_, i) => i % 1000),
      date: new Float64Array(400_000).map((_, i) => 10_000 + (i % 900)),
      amount: new Float64Array(400_000).fill(1),
    });
    assert.equal(grown.length, 400_000);
    assert.deepEqual(scorer.score(CUSTOMER), before);
    grown.free();
    assert.deepEqual(scorer.score(CUSTOMER), before);
  }],
  ["columns of a million rows", () => {
    const rows = 1_000_000;
    const frequency = new Float64Array(rows).fill(2);
    const columns = scorer.scoreColumns({
      frequency,
      recency: new Float64Array(rows).fill(30.43),
      T: new Float64Array(rows).fill(38.86),
      monetaryValue: new Float64Array(rows).fill(22.35),
    });
    assert.equal(columns.risk.length, rows);
    assert.ok(columns.risk.every((/** @type {number} */ risk) => risk === RISK));
    assert.equal(frequency.length, rows, "the caller keeps the columns");
  }],
];

/** A call that must go on working, whatever came before. */
function stillSane() {
  assert.equal(scorer.score(CUSTOMER).churn.risk, RISK);
  assert.equal(scorer.explain(summary, 0).id, summary.ids[0]);
}

test("the table is long enough", () => {
  assert.ok(REFUSED.length + ACCEPTED.length >= 60, `${REFUSED.length + ACCEPTED.length}`);
  const names = [...REFUSED, ...ACCEPTED].map(([name]) => name);
  assert.equal(new Set(names).size, names.length);
});

describe("refused, with code and place", () => {
  for (const [name, call, place] of REFUSED) {
    test(name, () => {
      /** @type {any} */
      let error;
      try {
        call();
      } catch (caught) {
        error = caught;
      }
      assert.ok(error instanceof ClienteleError, `${name}: ${error?.stack ?? "no error"}`);
      const { code, path, row, column } = error;
      const found = Object.fromEntries(Object.entries({ code, path, row, column }).filter(([, value]) => value !== undefined));
      assert.deepEqual(found, place, error.message);
      assert.ok(error.message.length > 10 && error.message.length < 2000, error.message);
      stillSane();
    });
  }
});

describe("accepted, with a documented result", () => {
  for (const [name, check] of ACCEPTED) {
    test(name, () => {
      check();
      stillSane();
    });
  }
});

test("every code that REFUSED may show is in the catalogue, and most codes are shown", async () => {
  const { shared } = await load(folder, "lib/labels.js");
  const codes = new Set(REFUSED.map(([, , { code }]) => code));
  for (const code of codes) assert.ok(shared().errors.includes(code), code);
  const unseen = shared().errors.filter((/** @type {string} */ code) => !codes.has(code));
  // Late events are the business of live.test.mjs, a runtime without WebAssembly of import.test.mjs; the full
  // build reads everything.
  assert.deepEqual(unseen, ["OutOfOrder", "UnsupportedRuntime", "NeedsFullBuild"]);
});
