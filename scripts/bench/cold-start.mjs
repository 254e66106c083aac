// One cold start in a fresh process: prints the milliseconds of its parts as JSON.
//
//   node scripts/bench/cold-start.mjs import <profile.json>   the whole import, then a first score
//   node scripts/bench/cold-start.mjs module <profile.json>   compile, instantiate, load, first score
//   node scripts/bench/cold-start.mjs score <profile.json>    the same with the score build

import { readFileSync } from "node:fs";

import { at } from "../lib/paths.mjs";

const [mode, file] = process.argv.slice(2);
const text = readFileSync(String(file), "utf8");
const customer = { id: "1", frequency: 2, recency: 30.43, T: 38.86, monetaryValue: 22.35, revenueInYear: 67, purchasesInYear: 3 };
/** Read before the clock starts: where it comes from is the page's affair. @param {string[]} path */
const wasm = (...path) => readFileSync(at("pkg", "wasm", ...path));

if (mode === "import") {
  const start = performance.now();
  const { Scorer, Profile } = await import("../../pkg/entry/index.js");
  const imported = performance.now();
  new Scorer(Profile.parse(text)).score(customer);
  console.log(JSON.stringify({ import: imported - start, score: performance.now() - imported }));
} else if (mode === "module") {
  const bytes = wasm("full", "clientele_bg.wasm");
  const { initSync, Profile, Scorer } = await import("../../pkg/entry/manual.js");
  const start = performance.now();
  initSync(bytes);
  const ready = performance.now();
  new Scorer(Profile.parse(text)).score(customer);
  console.log(JSON.stringify({ instantiate: ready - start, score: performance.now() - ready }));
} else {
  const bytes = wasm("score", "clientele_score_bg.wasm");
  const { initSync, Scorer } = await import("../../pkg/entry/score.manual.js");
  const start = performance.now();
  initSync(bytes);
  const ready = performance.now();
  new Scorer(text).score(customer);
  console.log(JSON.stringify({ instantiate: ready - start, score: performance.now() - ready }));
}
