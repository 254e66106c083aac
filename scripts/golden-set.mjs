// `node scripts/golden-set.mjs`: writes tests/golden/runtimes/set.mjs anew, what the golden customers are drawn from
// and the profiles that they are scored under. Needed where the form of profiles changes; `npm run golden` renews
// the hashes.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { everyProfile } from "../tests/package/profiles.mjs";
import { at } from "./lib/paths.mjs";

const api = await import(pathToFileURL(at("pkg", "entry", "index.js")).href);
const { shared } = await import(pathToFileURL(at("pkg", "lib", "labels.js")).href);

/** One for each way that a risk is found, over four purchase models and all units of time. */
const PROFILES = ["CDNOW, defaults", "CDNOW, everything", "CDNOW, calibrated with a curve", "sample, alive", "sample, pareto-nbd", "sample, mbg-cnbd-k"];

/** Read by `clientele` alone. */
const TREES = ["CDNOW, xgboost"];

/** Least, most and steps in a unit of what is drawn besides purchases. */
const FIELDS = {
  monetaryValue: [-5, 200, 100],
  revenueInYear: [-50, 3000, 100],
  purchasesInYear: [0, 60, 1],
  productionCost: [0, 900, 10],
  fixedMarketingCost: [0, 50, 10],
  variableMarketingCost: [0, 90, 10],
  serviceCost: [0, 90, 10],
  walletInYear: [0, 9000, 1],
  choosingTime: [0, 120, 4],
  satisfaction: [1, 10, 1],
  recommendation: [0, 10, 1],
  competitorAttitude: [1, 7, 1],
  priceSensitivity: [1, 7, 1],
  incidentTolerance: [1, 7, 1],
  recencyRatio: [0, 9, 64],
  loyaltyTrend: [-100, 100, 2],
  openComplaints: [0, 3, 1],
  complaintSatisfaction: [0, 100, 1],
  silentFailures: [0, 4, 1],
  complainer: [0, 3, 1],
  bargainSeeker: [0, 1, 1],
  categories: [1, 12, 1],
  switchingBarrier: [0, 100, 1],
};

const known = everyProfile(api);
const names = shared();

/** @param {string} name */
const entry = (name) => {
  const profile = known.get(name);
  const scorer = new api.Scorer(profile);
  return { name, full: TREES.includes(name), features: scorer.context.features, profile };
};

const profiles = [...PROFILES, ...TREES].map(entry);
const features = [...new Set(profiles.flatMap((profile) => profile.features))].sort();
/** @type {Record<string, number[]>} */
const drawn = { ...FIELDS, ...Object.fromEntries(features.map((name) => [`features.${name}`, [0, 9, 8]])) };
const set = {
  customers: 10_000,
  scales: [0.01, 3, 40, 40, 900],
  purchases: [0, 0, 0, 1, 3, 3, 10, 40, 500, 9000],
  missing: 0.25,
  fields: Object.entries(drawn).map(([name, range]) => [name, ...range]),
  columns: names.scoreFields.slice(0, names.scoreColumns),
  profiles,
};

const { profiles: _, ...rest } = set;
const text = `{
${Object.entries(rest).map(([key, value]) => `"${key}": ${JSON.stringify(value)},`).join("\n")}
"profiles": [
${profiles.map((profile) => JSON.stringify(profile)).join(",\n")}
]}`;
writeFileSync(
  at("tests", "golden", "runtimes", "set.mjs"),
  `// Written by scripts/golden-set.mjs. tests/integration/golden_set.rs reads what follows the equals sign as JSON.\n\n/** @type {any} */\nexport const set = ${text};\n`,
);
