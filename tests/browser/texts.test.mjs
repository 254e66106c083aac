// The text catalogue is complete, and the CSV writer is safe; no browser needed.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

import en from "../../www/i18n/en.js";
import zh from "../../www/i18n/zh.js";
import { numberCell, textCell } from "../../www/src/worker/csv.js";

const SOURCE = fileURLToPath(new URL("../../www/src/", import.meta.url));
const sources = readdirSync(SOURCE, { recursive: true }).filter((name) => String(name).endsWith(".js")).map((name) => readFileSync(SOURCE + name, "utf8")).join("\n");

test("both languages have the same texts with the same places to fill", () => {
  // Chinese has one plural form (CLDR), so `_one` stands in English alone.
  const keys = (catalogue) => Object.keys(catalogue).filter((key) => !key.endsWith("_one")).sort();
  assert.deepEqual(keys(zh), keys(en));
  for (const key of keys(en)) {
    const places = (text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort().join();
    assert.equal(places(zh[key]), places(en[key]), key);
    assert.notEqual(zh[key].trim(), "", key);
  }
});

test("every text the page asks for is in the catalogue", () => {
  for (const [, key] of sources.matchAll(/\bt\("([\w.]+)"/g)) {
    assert.ok(key in en || `${key}_other` in en, key);
  }
});

test("no words stand in the page's code", () => {
  const found = sources.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "").match(/.*[\u4e00-\u9fff].*/g);
  assert.equal(found, null);
});

test("a cell that a spreadsheet would run is made text", () => {
  // OWASP, CSV Injection: = + - @ tab and carriage return start a formula.
  for (const cell of ["=1+1", "+1+1", "-1+A1", "@SUM(A1)", "\t=1", "\r=1", " =1"]) assert.match(textCell(cell), /^"?'/, JSON.stringify(cell));
  assert.equal(textCell('a "b", c'), '"a ""b"", c"');
  for (const cell of ["plain", "-5", "+49", "-1.5e3"]) assert.equal(textCell(cell), cell, "a number computes nothing");
  assert.equal(textCell("a;b"), '"a;b"');
  assert.equal(textCell(null), "");
});

test("a number is written so that it reads back the same, and nothing stands for no value", () => {
  for (const value of [0, 0.1, 1 / 3, 1e-7, 123456.789]) assert.equal(Number(numberCell(value)), value);
  for (const value of [NaN, null, undefined, Infinity]) assert.equal(numberCell(value), "");
});
