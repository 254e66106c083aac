// Fits the first 39 weeks of CDNOW, predicts the next 39, does the same with lifetimes 0.11.3, and writes the tables
// and the pictures of docs/CDNOW.md.
//
//   node scripts/study/cdnow.mjs          (needs the built package in pkg/)

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

import * as library from "../../pkg/entry/index.js";
import { lifetimes as python } from "../bench/venv.mjs";
import { at } from "../lib/paths.mjs";
import { Problem, report } from "../lib/run.mjs";
import { PERIODS, study } from "./cdnow-ours.mjs";
import { blocks, fill } from "./cdnow-page.mjs";
import { pictures } from "./cdnow-pictures.mjs";

const ORDERS = at("tests", "fixtures", "cdnow_orders.csv");
const PAGE = at("docs", "CDNOW.md");

/**
 * Runs the side of lifetimes.
 * @param {readonly string[]} ids our customers, in our order
 * @param {ArrayLike<number>} purchases what they bought in the second period
 * @returns {Promise<import("./cdnow-page.mjs").Lifetimes>}
 */
async function lifetimes(ids, purchases) {
  const args = [at("scripts", "study", "cdnow_lifetimes.py"), ORDERS, PERIODS.calibrationEnd, PERIODS.holdoutEnd];
  const { status, stdout, stderr } = spawnSync(await python(), args, { encoding: "utf8", maxBuffer: 64 << 20 });
  if (status !== 0) throw new Problem(`lifetimes failed: ${stderr}`, "See whether .venv holds lifetimes 0.11.3.");
  const found = JSON.parse(stdout);
  // The same customers in the same order with the same outcomes over the same weeks, or the comparison means nothing.
  const same = JSON.stringify([found.ids, found.purchases, found.length]) === JSON.stringify([ids, Array.from(purchases), PERIODS.weeks]);
  if (!same) throw new Problem("lifetimes cut the orders in another way", "Compare the periods of both sides.");
  return found;
}

try {
  const found = study(/** @type {any} */ (library), readFileSync(ORDERS));
  const texts = blocks(found, await lifetimes(found.outcome.ids, found.outcome.purchases));
  writeFileSync(PAGE, fill(readFileSync(PAGE, "utf8"), texts));
  mkdirSync(at("docs", "cdnow"), { recursive: true });
  for (const [name, text] of Object.entries(pictures(found))) writeFileSync(at("docs", "cdnow", name), text);
  for (const [name, text] of Object.entries(texts)) console.log(`\n${name}\n${text}`);
} catch (error) {
  report(error);
}
