// What Node makes of the CDNOW orders, as hex bits: summaries, scores, profiles. Called by the tests.
//
//   node reference.mjs summary|scores|profile [options of buildProfile as JSON]

import { readFileSync } from "node:fs";

import { Orders, Scorer, buildProfile } from "../../pkg/entry/index.js";

const csv = readFileSync(new URL("../../tests/fixtures/cdnow_orders.csv", import.meta.url));
const orders = Orders.fromCsv(csv);
const [what, options = "{}"] = process.argv.slice(2);
const { asOf, timeUnit, ...rest } = { asOf: "1998-06-30", timeUnit: "week", ...JSON.parse(options) };
const summary = orders.summarize({ asOf, timeUnit });

/** @param {ArrayLike<number>} numbers */
const hex = (numbers) => Buffer.from(Float64Array.from(numbers, (number) => (Number.isNaN(number) ? NaN : number)).buffer).toString("hex");

const SUMMARY = ["frequency", "recency", "T", "monetaryValue", "revenueInYear", "purchasesInYear", "activeQuarters", "elapsedQuarters", "revenue", "lnGaps", "firstDay", "lastDay"];

/** @returns {unknown} */
function answer() {
  if (what === "summary") return { ids: summary.ids, columns: Object.fromEntries(SUMMARY.map((name) => [name, hex(/** @type {any} */ (summary)[name])])) };
  const profile = buildProfile(orders, { asOf, timeUnit, ...rest });
  if (what === "profile") return profile;
  const scores = /** @type {any} */ (new Scorer(profile).scoreColumns(summary));
  const columns = Object.entries(scores).filter(([, column]) => ArrayBuffer.isView(column));
  return { ids: summary.ids, profile, columns: Object.fromEntries(columns.map(([name, column]) => [name, hex(/** @type {any} */ (column))])) };
}

process.stdout.write(JSON.stringify(answer()));
