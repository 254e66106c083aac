// What crosses as an object is read as plain data: anything else is an error with its path.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { install, load, root } from "./tarball.mjs";

const { BgNbd, Orders, PairwiseMatrix, Profile, Scorer, buildProfile } = await load(install().folder);
const orders = Orders.fromCsv(readFileSync(join(root, "tests", "fixtures", "cdnow_orders.csv")));
const profile = JSON.parse(JSON.stringify(buildProfile(orders, { asOf: "1997-09-30" })));

/** @param {unknown[]} inner */
const deep = (inner) => {
  let value = /** @type {unknown} */ (inner);
  for (let i = 0; i < 100_000; i++) value = [value];
  return value;
};
/** @type {Record<string, unknown>} */
const cycle = {};
cycle["bands"] = cycle;
const still = () => assert.equal(new Scorer(profile).score({ frequency: 2, recency: 30, T: 38, monetaryValue: 22 }).id, null);

/** @type {[string, any, string, string, RegExp?][]} */
const cases = [
  ["a misspelt key", { bands: { medum: 0.2 } }, "UnknownKey", "options.bands.medum", /did you mean `medium`/],
  ["a text for a number", { margin: "0.3" }, "InvalidValue", "options.margin", /must be a number, found "0\.3"/],
  ["null for a number", { discountRate: null }, "InvalidValue", "options.discountRate", /must be a number, found null/],
  ["half a month", { valueMonths: 1.5 }, "InvalidValue", "options.valueMonths", /must be a whole number from 0, found 1\.5/],
  ["NaN", { margin: NaN }, "NotFinite", "options.margin"],
  ["infinity", { bands: { high: Infinity } }, "NotFinite", "options.bands.high"],
  ["another word", { prior: "wek" }, "InvalidValue", "options.prior", /one of "auto", "none", "weak"/],
  ["an array for an object", { bands: [1] }, "InvalidValue", "options.bands", /must be an object, found /],
  ["a missing key", { cuts: { current: 1 } }, "Missing", "options.cuts.future", /a number/],
  ["a function", { margin: () => 1 }, "InvalidValue", "options.margin"],
  ["a symbol", { name: Symbol("x") }, "InvalidValue", "options.name"],
  ["a bigint", { valueMonths: 12n }, "InvalidValue", "options.valueMonths"],
  ["a Map", { bands: new Map([["high", 1]]) }, "InvalidValue", "options.bands"],
  ["a key of another kind", JSON.parse('{"__proto__": 1}'), "UnknownKey", "options.__proto__"],
  ["100,000 arrays in each other", { loyaltyJudgements: deep([1]) }, "InvalidValue", `options.loyaltyJudgements${"[0]".repeat(9)}`],
  ["a cycle", cycle, "InvalidValue", `options${".bands".repeat(10)}`],
  ["a huge array", { loyaltyJudgements: new Array(4e9) }, "OutOfRange", "options.loyaltyJudgements"],
];

for (const [name, options, code, path, message = /./] of cases) {
  test(`${name} is an error with its path`, () => {
    assert.throws(() => buildProfile(orders, options), { name: "ClienteleError", code, path, message });
    still();
  });
}

test("a profile names the culprit at any depth", () => {
  const broken = structuredClone(profile);
  broken.population.risk[3] = "x";
  assert.throws(() => Profile.parse(broken), { path: "population.risk[3]", code: "InvalidValue" });
  const lacking = structuredClone(profile);
  delete lacking.purchase.params.alpha;
  assert.throws(() => Profile.parse(lacking), { path: "purchase.params.alpha", code: "Missing" });
});

test("what reaches the module unchecked is an error there too", () => {
  for (const hostile of [deep([1]), cycle, Symbol("x"), () => 1, 5n, new Uint8Array(3)]) {
    assert.throws(() => PairwiseMatrix.fromUpperTriangle([2]).priorities(/** @type {any} */ (hostile)), {
      name: "ClienteleError",
    });
    const unchecked = Object.create(Profile.prototype, { toJSON: { value: () => ({ ...profile, value: hostile }) } });
    assert.throws(() => new Scorer(unchecked), { name: "ClienteleError" });
    still();
  }
});

test("dates, typed arrays and undefined mean what they say", () => {
  const options = { asOf: new Date("1997-09-30T12:00Z"), margin: undefined, name: "x" };
  assert.equal(/** @type {any} */ (buildProfile(orders, options)).asOf, "1997-09-30");
  const rows = [Float64Array.of(1, 3), Float64Array.of(1 / 3, 1)];
  assert.deepEqual(PairwiseMatrix.fromRows(rows).rows, [[1, 3], [1 / 3, 1]]);
  assert.equal(BgNbd.fromParams({ r: 1, alpha: 2, a: 3, b: 4, timeUnit: undefined }).timeUnit, null);
});
