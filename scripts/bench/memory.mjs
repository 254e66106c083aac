// Memory of ten million customers in columns, in a fresh process: prints the peak as JSON.
//
//   node scripts/bench/memory.mjs [customers]

import { BgNbd } from "../../pkg/entry/index.js";
import { draws } from "../lib/random.mjs";

const rows = Number(process.argv[2] ?? 10_000_000);
const { uniform } = draws(1);
const columns = {
  frequency: new Float64Array(rows),
  recency: new Float64Array(rows),
  T: new Float64Array(rows),
};
for (let i = 0; i < rows; i++) {
  const age = 27 + Math.floor(uniform() * 84) / 7;
  const repeats = uniform() < 0.6 ? 0 : Math.floor(1 + 5 * uniform() * uniform());
  columns.T[i] = age;
  columns.frequency[i] = repeats;
  columns.recency[i] = repeats > 0 ? Math.min(Math.ceil(uniform() * age * 7) / 7, age) : 0;
}
const start = performance.now();
const model = BgNbd.fit(columns);
const fitted = performance.now();
const alive = model.probabilityAlive(columns);
console.log(
  JSON.stringify({
    rows: alive.length,
    fit: (fitted - start) / 1000,
    alive: (performance.now() - fitted) / 1000,
    peak: process.resourceUsage().maxRSS * 1024,
  }),
);
