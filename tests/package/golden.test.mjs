// WebAssembly gives the bits that native code gives: the same hashes as tests/integration/golden.rs.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { Fnv } from "../golden/runtimes/golden.mjs";
import { install, load, root } from "./tarball.mjs";

const { folder } = install();
const { BgNbd, GammaGamma, MbgNbd, Orders, ParetoNbd, Profile, Scorer, buildProfile } = await load(folder);
const { shared } = await load(folder, "lib/labels.js");
/** @param {string} name */
const stored = (name) => JSON.parse(readFileSync(join(root, "tests", "golden", name), "utf8"));
const golden = stored("cdnow.json");

/** @param {ArrayLike<number>} numbers */
function fnv(numbers) {
  const hash = new Fnv();
  hash.numbers(numbers);
  return `${hash}`;
}

/**
 * Returns a number of an explained score by the name of its field.
 * @param {any} score
 * @param {string} name
 * @returns {number | null}
 */
function detail(score, name) {
  const [family = "", index = "", key = ""] = name.split(".");
  if (family === "evidence") return score.churn.evidence[index]?.odds ?? null;
  if (key !== "") return score[family].parts[index]?.[key] ?? null;
  switch (name) {
    case "system":
      return score.value.system;
    case "behaviour":
      return score.loyalty.behaviour;
    case "baseOdds":
      return score.churn.baseOdds;
    case "modifiers":
      return score.modifiers.length;
    case "churnCoverage":
      return score.coverage.churn;
    case "valueCoverage":
      return score.coverage.value;
    case "loyaltyCoverage":
      return score.coverage.loyalty;
    default:
      throw new Error(`${name}: where is it?`);
  }
}

test("the hash is FNV-1a", () => {
  // Of "a" it is af63dc4c8601ec8c (draft-eastlake-fnv, test vectors); seven zero bytes follow.
  let expected = 0xaf63dc4c8601ec8cn;
  for (let i = 0; i < 7; i++) expected = BigInt.asUintN(64, expected * 0x100000001b3n);
  const a = new Float64Array(1);
  new Uint8Array(a.buffer)[0] = 0x61;
  assert.equal(fnv(a), expected.toString(16).padStart(16, "0"));
});

/** The customers of `strangers` in golden.rs, from the same draws. */
function strangers() {
  let state = 1;
  const next = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const whole = (/** @type {number} */ below) => Math.floor(below * next());
  const columns = {
    frequency: new Float64Array(300),
    recency: new Float64Array(300),
    T: new Float64Array(300),
    monetaryValue: new Float64Array(300),
  };
  for (let i = 0; i < 300; i++) {
    const T = Number([0.01, 0.3, 3, 40, 900][whole(5)]) * next();
    const most = Number([0, 0, 3, 40, 500, 9000][whole(6)]);
    const bought = whole(most) + 1;
    const [share, amount] = [next(), 50 * next()];
    columns.T[i] = T;
    if (most === 0) continue;
    columns.frequency[i] = bought;
    columns.recency[i] = share < 0.1 ? T : share * T;
    columns.monetaryValue[i] = amount;
  }
  return columns;
}

test("columns of predictions have the bits of native code", () => {
  const customers = strangers();
  const spend = GammaGamma.fromParams({ p: 6.25, q: 3.74, v: 15.44 });
  const names = { "bg-nbd": ["r", "alpha", "a", "b"], "mbg-nbd": ["r", "alpha", "a", "b"], "pareto-nbd": ["r", "alpha", "s", "beta"] };
  for (const [Model, kind] of /** @type {const} */ ([[BgNbd, "bg-nbd"], [MbgNbd, "mbg-nbd"], [ParetoNbd, "pareto-nbd"]])) {
    for (const { params, hash } of stored("columns.json")[kind]) {
      const model = Model.fromParams(Object.fromEntries(names[kind].map((name, i) => [name, params[i]])));
      const columns = [
        model.probabilityAlive(customers),
        ...[0, 0.5, 39, 5000].map((horizon) => model.expectedPurchases(customers, { horizon })),
        model.lifetimeValue(customers, spend, { periods: 12, period: 4.345, discountRate: 0.01, margin: 1 }),
      ];
      assert.equal(fnv(columns.flatMap((column) => [...column])), hash, `${kind} ${params}`);
    }
  }
});

test("scores under every purchase model have the bits of native code", () => {
  const orders = Orders.fromCsv(readFileSync(join(root, "tests", "fixtures", "cdnow_orders.csv")));
  const summary = orders.summarize({ asOf: "1997-09-30", timeUnit: "week" });
  const { customerFields, scoreFields, scoreColumns } = shared();
  /** How many customers golden.rs takes. */
  const SOME = 200;
  const customers = Object.fromEntries(
    customerFields.slice(0, 8).map((/** @type {string} */ name) => [name, summary[name].slice(0, SOME)]),
  );
  for (const [model, expected] of Object.entries(golden.models)) {
    const profile = buildProfile(orders, { asOf: "1997-09-30", model });
    const parsed = Profile.parse(JSON.stringify(profile));
    assert.deepEqual(parsed, profile);
    const columns = new Scorer(parsed).scoreColumns(customers);
    const names = scoreFields.slice(0, scoreColumns);
    const all = [...Object.values(profile.purchase.params), ...names.flatMap((/** @type {string} */ name) => [...columns[name]])];
    assert.equal(fnv(all), expected, model);
  }
});

test("all scores of CDNOW have the bits of native code", () => {
  const orders = Orders.fromCsv(readFileSync(join(root, "tests", "fixtures", "cdnow_orders.csv")));
  const profile = buildProfile(orders, { asOf: "1997-09-30" });
  const scorer = new Scorer(profile);
  const summary = orders.summarize({ asOf: "1997-09-30", timeUnit: "week" });
  const { scoreFields, scoreColumns } = shared();
  const columns = scorer.scoreColumns(summary);
  const explained = Array.from({ length: summary.length }, (_, i) => scorer.explain(summary, i));

  assert.equal(summary.length, golden.customers);
  const params = { ...profile.purchase.params, ...profile.spend.params };
  assert.deepEqual(params, golden.params);
  const all = [...["r", "alpha", "a", "b", "p", "q", "v"].map((name) => params[name])];
  scoreFields.forEach((/** @type {string} */ name, /** @type {number} */ at) => {
    const column = at < scoreColumns ? columns[name] : explained.map((score) => detail(score, name) ?? NaN);
    assert.equal(fnv(column), golden.columns[name], name);
    for (const number of column) all.push(number);
  });
  assert.equal(scoreFields.length, Object.keys(golden.columns).length);
  assert.equal(fnv(all), golden.hash);

  // What the object shows of the columns is what stands in them.
  explained.forEach((score, i) => {
    const shown = { percentile: score.value.percentile, risk: score.churn.risk, never: score.churn.nextPurchase.never };
    for (const [name, value] of Object.entries(shown)) assert.ok(Object.is(value ?? NaN, columns[name][i]), `${name}[${i}]`);
  });
});
