// Does work a million times and prints what memory it takes meanwhile, as JSON:
//
//   node --expose-gc memory-child.mjs FOLDER full|score PROFILES.json score|event CALLS [leak]
//
// With `leak`, objects and scorers are kept on purpose: the measurement must see that.

import { readFileSync } from "node:fs";

import { workOf } from "./memory-work.mjs";
import { load } from "./tarball.mjs";

/** @typedef {{ linear: number, heap: number, buffers: number }} Sample in bytes; `buffers` of arrays outside the heap */

const [folder = "", build, profiles = "", name, calls, leak] = process.argv.slice(2);
const api = await load(folder, build === "full" ? "entry/index.js" : "entry/score.js");
const { linearMemory } = await load(folder, build === "full" ? "lib/wasm.js" : "lib/score/wasm.js");
const texts = JSON.parse(readFileSync(profiles, "utf8"));
const work = workOf(api, texts)[/** @type {"score" | "event"} */ (name)];
const tenth = Number(calls) / 10;

/** @type {unknown[]} */
const kept = [];

/** @returns {Sample} */
function sample() {
  for (let i = 0; i < 3; i++) globalThis.gc?.();
  const linear = linearMemory().buffer.byteLength;
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { linear, heap: heapUsed, buffers: arrayBuffers };
}

const samples = [];
for (let i = 0; i < Number(calls); i++) {
  work(i);
  if (leak) kept.push({ call: i });
  if (leak && i % 100 === 0) kept.push(new api.Scorer(texts[0]));
  if ((i + 1) % tenth !== 0) continue;
  // Finalisers get their turn before the memory is measured.
  await new Promise((resolve) => setTimeout(resolve));
  samples.push(sample());
}
console.log(JSON.stringify(samples));
