// The report on a holdout period, from JavaScript and from the command line, and the choice of model.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { clientele, install, load, root } from "./tarball.mjs";

const { folder } = install();
const { Orders, Profile, buildProfile, holdoutReport } = await load(folder);
const CDNOW = join(root, "tests", "fixtures", "cdnow_orders.csv");
const orders = Orders.fromCsv(readFileSync(CDNOW));
/** The periods of the reference, tests/golden/holdout.json. */
const PERIODS = { calibrationEnd: "1997-09-30", holdoutEnd: "1998-06-30" };
const TINY = "customer,date,amount\nA,2024-01-01,5\nA,2024-01-20,9\nB,2024-01-05,1\n";
const small = Orders.fromCsv(TINY);

test("CDNOW: the counts of pandas, and the errors of scikit-learn", () => {
  const { holdout, model, parameters, tracking, selection } = holdoutReport(orders, PERIODS);
  const golden = JSON.parse(readFileSync(join(root, "tests", "golden", "holdout.json"), "utf8"));
  assert.deepEqual([model, selection, holdout.customers, holdout.findings.length], ["bg-nbd", null, 2357, 0]);
  assert.deepEqual([holdout.purchases.actual, holdout.buyers.actual], [golden.purchases, golden.buyers]);
  // The reference has the parameters to three digits, the report those of the fit.
  assert.ok(Math.abs(holdout.purchases.mae - golden.mae) < 1e-3, `${holdout.purchases.mae}`);
  for (const { value, interval } of parameters) assert.ok(interval.lower < value && value < interval.upper);
  assert.equal(tracking.calibrationDays, 272);
});

test("limits are shown as short as what they limit", async () => {
  const { findingLines } = await load(folder, "bin/commands/report.js");
  const { code, severity } = /** @type {any} */ (buildProfile(small)).purchase.quality[0];
  assert.match(findingLines([{ code, severity, value: 3836.4, limit: 5 / 7 }])[0], /\(3836; limit 0\.7143\)/);
});

test("auto says why, in the report and in the profile, which loads without it too", () => {
  const found = holdoutReport(small, { calibrationEnd: "2024-01-10", model: "auto" });
  assert.equal(found.selection.candidates[0].model, found.model);
  const profile = JSON.parse(JSON.stringify(buildProfile(small, { model: "auto" })));
  assert.ok(profile.purchase.selection.reason.length > 10);
  assert.equal(profile.purchase.quality[0].code, "few_customers");
  delete profile.purchase.selection;
  delete profile.purchase.quality;
  assert.equal(/** @type {any} */ (Profile.parse(profile)).purchase.selection, null);
});

/** @type {[string, any, string, string][]} */
const hostile = [
  ["nothing", undefined, "Missing", "options.calibrationEnd"],
  ["no date", { calibrationEnd: "soon" }, "InvalidValue", "options.calibrationEnd"],
  ["the day of the last order", { calibrationEnd: "2024-01-20" }, "InvalidValue", "options.calibrationEnd"],
  ["a day before the first order", { calibrationEnd: "2023-01-01" }, "InvalidValue", "options.calibrationEnd"],
  ["an end at the beginning", { calibrationEnd: "2024-01-10", holdoutEnd: "2024-01-10" }, "InvalidValue", "options.holdoutEnd"],
  ["an end in the year 9999", { calibrationEnd: "2024-01-10", holdoutEnd: "9999-12-31" }, "InvalidValue", "options.holdoutEnd"],
  ["an unknown model", { calibrationEnd: "2024-01-10", model: "guess" }, "InvalidValue", "options.model"],
  ["certainty", { calibrationEnd: "2024-01-10", level: 1 }, "OutOfRange", "options.level"],
  ["an unknown key", { calibrationEnd: "2024-01-10", modl: "auto" }, "UnknownKey", "options.modl"],
];
for (const [name, options, code, path] of hostile) {
  test(`${name} is an error with its path`, () => {
    assert.throws(() => holdoutReport(small, options), { name: "ClienteleError", code, path });
    assert.equal(holdoutReport(small, { calibrationEnd: "2024-01-10" }).holdout.customers, 2);
  });
}

test("the command prints a table of at most 100 columns, or everything", () => {
  const args = ["report", CDNOW, "--holdout", PERIODS.calibrationEnd, "--until", PERIODS.holdoutEnd];
  const { status, stdout, stderr } = clientele(folder, args);
  assert.equal(status, 0, stderr);
  assert.ok(stdout.split("\n").every((/** @type {string} */ line) => line.length <= 100), stdout);
  assert.match(stdout, /purchases +1882 /);
  assert.match(stdout, /buyers +684 /);
  const printed = JSON.parse(clientele(folder, [...args, "--json"]).stdout);
  assert.equal(JSON.stringify(printed), JSON.stringify(holdoutReport(orders, PERIODS)));
});

test("three orders are a report, with what they lack first", () => {
  writeFileSync(join(folder, "tiny.csv"), TINY);
  const { status, stdout, stderr } = clientele(folder, ["report", "tiny.csv", "--holdout", "2024-01-10", "--model", "auto"]);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^Data\n {2}Read with care: Too few customers/);
});
