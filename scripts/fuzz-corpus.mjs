// Writes profiles as bytes for `cargo fuzz` to begin with: `node scripts/fuzz-corpus.mjs`, after a build.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Orders, buildProfile } from "../pkg/entry/index.js";
import { toTape } from "../pkg/lib/tape.js";
import { at } from "./lib/paths.mjs";

const folder = at("fuzz", "corpus", "profile");
mkdirSync(folder, { recursive: true });

const orders = Orders.fromCsv(readFileSync(at("tests", "fixtures", "cdnow_orders.csv")));
/** @type {Record<string, Parameters<typeof buildProfile>[1]>} */
const options = {
  horizon: { timeUnit: "week" },
  cohort: { timeUnit: "week", churnMode: "cohort", churnBaseRate: 0.2 },
  alive: { timeUnit: "day", churnMode: "alive", margin: 0.4 },
};
for (const [name, given] of Object.entries(options)) {
  const profile = buildProfile(orders, { asOf: "1997-09-30", ...given });
  for (const [suffix, one] of /** @type {const} */ ([["", profile], ["-public", profile.forPublic()]])) {
    writeFileSync(join(folder, `${name}${suffix}`), toTape(JSON.parse(JSON.stringify(one)), "profile"));
  }
}
console.log(`6 profiles in ${folder}`);
