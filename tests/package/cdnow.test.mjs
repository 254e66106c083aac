// docs/CDNOW.md: our side is computed anew and held against the numbers that stand on the page; where the page does
// not say so, no figure of ours is worse than that of lifetimes beside it.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { ACTUAL, PERIODS, TABLES, study } from "../../scripts/study/cdnow-ours.mjs";
import { block, ownBlocks, readRows, rowsOf, shortfalls, worse } from "../../scripts/study/cdnow-page.mjs";
import { pictures } from "../../scripts/study/cdnow-pictures.mjs";
import { auc, brier, deciles, logLoss, mae, rmse, spearman } from "../../scripts/study/measures.mjs";
import { install, load, root } from "./tarball.mjs";

const { folder } = install();
const library = await load(folder);
const csv = readFileSync(join(root, "tests", "fixtures", "cdnow_orders.csv"));
const page = readFileSync(join(root, "docs", "CDNOW.md"), "utf8");
const golden = JSON.parse(readFileSync(join(root, "tests", "golden", "holdout.json"), "utf8"));
const found = study(library, csv);

test("the measures are those of scikit-learn and SciPy", () => {
  const [r, alpha, a, b] = golden.params;
  const model = library.BgNbd.fromParams({ r, alpha, a, b, timeUnit: "week" });
  const { left, purchases } = found.outcome;
  const expected = model.expectedPurchases(found.summary, { horizon: golden.length });
  const buys = model.probabilityOfPurchase(found.summary, { horizon: golden.length });
  const leaves = buys.map((/** @type {number} */ p) => 1 - p);
  for (const [name, value] of Object.entries({
    mae: mae(purchases, expected),
    rmse: rmse(purchases, expected),
    rankCorrelation: spearman(purchases, expected),
    logLoss: logLoss(left, leaves),
    brier: brier(left, leaves),
    rocAuc: auc(left, leaves),
  })) {
    // Two ways of 2F1 and of summing: they agree to some 1e-12.
    assert.ok(Math.abs(value - golden[name]) < 1e-9, `${name}: ${value} is not ${golden[name]}`);
  }
});

test("tenths hold every customer once, by rising prediction", () => {
  const groups = deciles(found.outcome.purchases, found.outcome.revenue);
  assert.equal(groups.reduce((sum, { count }) => sum + count, 0), ACTUAL.customers);
  for (const [i, { predicted }] of groups.slice(1).entries()) assert.ok(predicted >= (groups[i]?.predicted ?? NaN));
  const total = groups.reduce((sum, { count, actual }) => sum + count * actual, 0);
  assert.ok(Math.abs(total - ACTUAL.revenue) < 1e-6, `${total}`);
});

test("the page names the periods and what came in them", () => {
  const { purchases, left, revenue, ids } = found.outcome;
  const total = (/** @type {ArrayLike<number>} */ list) => Array.from(list).reduce((sum, value) => sum + value, 0);
  assert.deepEqual([ids.length, total(purchases), ids.length - total(left)], [golden.customers, golden.purchases, golden.buyers]);
  assert.ok(Math.abs(total(revenue) - golden.spend) < 1e-6);
  assert.deepEqual(ACTUAL, { customers: golden.customers, purchases: golden.purchases, buyers: golden.buyers, revenue: golden.spend });
  const numbers = [golden.customers, golden.purchases, golden.customers - golden.buyers, Math.round(golden.spend)].map((value) => value.toLocaleString("en"));
  for (const text of [...numbers, String(golden.buyers), PERIODS.calibrationEnd, PERIODS.holdoutEnd]) {
    assert.ok(page.includes(text), `docs/CDNOW.md does not say ${text}`);
  }
});

for (const table of TABLES) {
  test(`the figures of ours on the page are what comes out: ${table.name}`, () => {
    const { heads, rows } = readRows(block(page, table.name));
    assert.deepEqual(heads.slice(1), table.measures.map(({ head }) => head));
    const ours = rows.filter(({ name }) => name.startsWith("Clientele: "));
    assert.ok(ours.length >= 4);
    assert.deepEqual(ours, rowsOf(table, found.predictions, found.outcome));
  });
}

test("so are the tenths, the frequencies and what the calibration chose from", () => {
  for (const [name, text] of Object.entries(ownBlocks(found))) assert.equal(block(page, name), text, name);
});

test("no figure of ours is worse than that of lifetimes beside it, but for those that the page names", () => {
  const tables = TABLES.map((of) => {
    const { rows } = readRows(block(page, of.name));
    const others = rows.filter(({ name }) => name.startsWith("lifetimes: "));
    assert.ok(others.length >= 3, of.name);
    for (const { cells } of others) for (const cell of cells) assert.match(cell, /^(\d+(\.\d+)?|∞)$/);
    return { of, rows };
  });
  for (const [name, lines] of Object.entries(worse(tables))) assert.equal(block(page, name), lines, name);
  // A model that is named, the default, and the risk of a scorer made without options are in no way worse.
  for (const line of block(page, "worse").split("\n")) assert.match(line, /by (`fitModel`|`Scorer`, mode `calibrated`)/);
});

test("a figure that is worse is found", () => {
  const [table] = TABLES;
  assert.ok(table);
  const rows = [
    { name: "Clientele: BG/NBD, the default", cells: ["0.7000", "0.2000", "0.5000", "600.0"] },
    { name: "lifetimes: BG/NBD, its parameters", cells: ["0.7001", "0.2000", "∞", "700.0"] },
    { name: "lifetimes: Pareto/NBD", cells: ["0.9000", "0.1000", "0.4000", "684.0"] },
  ];
  // The higher AUC, and 700 is nearer to the 684 buyers than 600; Pareto/NBD is another model.
  assert.deepEqual(shortfalls(table, rows).map((line) => line.split(":")[0]), ["churn, AUC", "churn, buyers expected"]);
});

test("without a prior the fit is that of the default, bit for bit", () => {
  const [none, standard] = found.predictions;
  for (const what of /** @type {const} */ (["churn", "purchases", "value"])) assert.deepEqual(none?.[what], standard?.[what]);
});

test("the pictures are those that the study draws, for readers of every kind", () => {
  const drawn = pictures(found);
  assert.deepEqual(readdirSync(join(root, "docs", "cdnow")).sort(), Object.keys(drawn).sort());
  for (const [name, text] of Object.entries(drawn)) {
    assert.equal(readFileSync(join(root, "docs", "cdnow", name), "utf8"), text, name);
    assert.match(text, /<title id="title">[^<]+<\/title>\n<desc id="desc">[^<]+<\/desc>/);
    assert.match(text, /prefers-color-scheme: dark/);
    assert.doesNotMatch(text, /NaN|href|url\(|@import|<script/);
    assert.ok(page.includes(`](cdnow/${name})`), `docs/CDNOW.md does not show ${name}`);
  }
});
