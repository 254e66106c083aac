// pkg/index.d.ts says what is there: names of values, of members, and error codes, both ways.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { install, load } from "./tarball.mjs";

const { folder } = install();
const api = await load(folder);
const { shared } = await load(folder, "lib/labels.js");
const text = ["index.d.ts", "scores.d.ts"]
  .map((name) => readFileSync(join(folder, "node_modules", "clientele", name), "utf8"))
  .join("\n")
  .replace(/\/\*[\s\S]*?\*\//g, "");

/** The body of a block that starts with `head`. @param {string} head */
function body(head) {
  const start = text.indexOf(head);
  assert.ok(start >= 0, head);
  let depth = 0;
  for (let i = text.indexOf("{", start); i < text.length; i++) {
    if (text[i] === "{") depth++;
    if (text[i] === "}" && --depth === 0) return text.slice(text.indexOf("{", start) + 1, i);
  }
  throw new Error(`${head}: no end`);
}

/** The members that stand directly in a block. @param {string} block */
function members(block) {
  const flat = block.replace(/\{[^{}]*\}/g, "").replace(/\([^()]*(\([^()]*\)[^()]*)*\)/g, "()");
  const found = [...flat.matchAll(/^ {2}(static )?(?:readonly )?(\[Symbol\.\w+\]|\w+)\??[(:<]/gm)];
  /** @param {boolean} isStatic */
  const names = (isStatic) => found.filter((m) => Boolean(m[1]) === isStatic).map((m) => m[2] ?? "").filter((n) => n !== "constructor").sort();
  return { statics: names(true), instance: names(false) };
}

/** The members of the interfaces that an interface or a merged class extends. @param {string} name @returns {string[]} */
function inherited(name) {
  const base = text.match(new RegExp(`export interface ${name}(?:<.*?>)? extends (\\w+)<`))?.[1];
  return base === undefined ? [] : [...members(body(`export interface ${base}<`)).instance, ...inherited(base)];
}

/** @param {object} object */
const keys = (object) => Reflect.ownKeys(object).map((key) => (key === /** @type {any} */ (Symbol).dispose ? "[Symbol.dispose]" : String(key)));

/** Members for the inside of the package, which the definitions leave out. */
const INTERNAL = ["handleOf", "adopt", "wanted", "columns", "scoreBuffer"];

/** What kind each value is, by its name; a function of several forms is declared once for each. */
const kinds = new Map([...text.matchAll(/^export (?:declare )?(function|class|const) (\w+)/gm)].map(([, kind, name]) => [name ?? "", kind]));
const declared = [...kinds].map(([name, kind]) => ({ kind, name }));

test("every value that is declared is there, and every value that is there is declared", () => {
  assert.deepEqual(declared.map(({ name }) => name).sort(), Object.keys(api).sort());
  for (const { kind, name } of declared) {
    assert.equal(typeof api[name], "function", name);
    assert.equal(/^class\b/.test(Function.prototype.toString.call(api[name])), kind === "class", name);
  }
});

for (const { kind, name } of declared) {
  if (kind !== "class" || name === "ClienteleError" || name === "Profile") continue;
  test(`the members of ${name} are those declared`, () => {
    const { statics, instance: direct } = members(body(`export class ${name} `));
    const instance = [...new Set([...direct, ...inherited(name)])].sort();
    const own = new Set();
    for (let proto = api[name].prototype; proto !== Object.prototype; proto = Object.getPrototypeOf(proto)) {
      for (const key of keys(proto)) if (key !== "constructor") own.add(key);
    }
    const real = [...own].filter((key) => !INTERNAL.includes(key)).sort();
    assert.deepEqual(instance, real);
    const builtIn = ["length", "name", "prototype"];
    const realStatics = new Set();
    for (let own = api[name]; own !== Function.prototype; own = Object.getPrototypeOf(own)) {
      for (const key of keys(own)) if (!builtIn.includes(key) && !INTERNAL.includes(key)) realStatics.add(key);
    }
    assert.deepEqual(statics, [...realStatics].sort());
  });
}

test("the error codes are those of the catalogue", () => {
  const union = text.slice(text.indexOf("export type ErrorCode ="), text.indexOf(";", text.indexOf("export type ErrorCode =")));
  const codes = [...union.matchAll(/"(\w+)"/g)].map((match) => match[1]);
  assert.deepEqual(codes, shared().errors);
});

test("an error has what is declared", () => {
  const error = new api.ClienteleError("BadDate", "message", { row: 2, column: "date" });
  assert.ok(error instanceof api.ClienteleError && Object.prototype.toString.call(error) === "[object Error]");
  const { name, code, message, row, column, path } = error;
  assert.deepEqual([name, code, message, row, column, path], ["ClienteleError", "BadDate", "message", 2, "date", undefined]);
  assert.ok(!(new Error("another") instanceof api.ClienteleError));
});

test("scores and columns have the keys that are declared", () => {
  const orders = api.Orders.fromColumns({ customerId: ["a", "a", "b"], date: ["2024-01-01", "2024-02-01", "2024-01-09"], amount: [1, 2, 3] });
  const profile = api.buildProfile(orders);
  const scorer = new api.Scorer(profile);
  const summary = orders.summarize({ timeUnit: "week" });
  const columns = members(body("export interface ScoreColumns ")).instance;
  assert.deepEqual(Object.keys(scorer.scoreColumns(summary)).sort(), columns);
  const score = scorer.explain(summary, 0);
  assert.deepEqual(Object.keys(score).sort(), members(body("export interface CustomerScore ")).instance);
  // One level down, by the names that stand in the block.
  const block = body("export interface CustomerScore ");
  for (const part of ["value", "loyalty", "churn", "labels", "coverage"]) {
    for (const key of Object.keys(score[part])) assert.match(block, new RegExp(`readonly ${key}[?]?:| ${key}:`), `${part}.${key}`);
  }
  assert.deepEqual(Object.keys(JSON.parse(JSON.stringify(profile))), Object.keys({ ...profile }));
});

test("labels are those of the table, and codes of the definitions have one", () => {
  const codes = api.labels().map((/** @type {any} */ label) => label.code);
  for (const name of ["Tier", "RiskBand"]) {
    const union = text.match(new RegExp(`export type ${name} = ([^;]+);`))?.[1] ?? "";
    const words = [...union.matchAll(/"(\w+)"/g)].map((match) => match[1]);
    assert.ok(words.length >= 3);
    for (const word of words) assert.ok(codes.includes(word), word);
  }
  assert.deepEqual(shared().tiers, ["platinum", "gold", "iron", "lead"]);
});
