// The jobs of the package, timed in this process.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { BgNbd, GammaGamma, MbgNbd, Orders, PairwiseMatrix, ParetoNbd, Profile, Scorer, buildProfile } from "../../pkg/entry/index.js";
import { Scorer as SmallScorer } from "../../pkg/entry/score.js";
import { at } from "../lib/paths.mjs";
import { PARETO, PURCHASE, SPEND, contradictions, customers, folder, judgements, ordersCsv, writeColumns } from "./data.mjs";
import { summarise, time } from "./measure.mjs";
import * as plain from "./plain.mjs";

/** @typedef {import("./measure.mjs").Timing} Timing */

/** Twelve months of weeks, at 1 % a month; lifetimes takes a month for 4.345 weeks. */
const YEAR = { periods: 12, period: 4.345, discountRate: 0.01, margin: 1 };

/** The horizon of the expected purchases, in weeks. */
const HORIZON = 39;

/**
 * Makes the data and writes what lifetimes reads.
 * @param {{ quick: boolean }} options
 */
export function prepare({ quick }) {
  const cdnow = Orders.fromCsv(readFileSync(at("tests", "fixtures", "cdnow_orders.csv")));
  const summary = cdnow.summarize({ asOf: "1997-09-30", timeUnit: "week" });
  const many = quick ? 100_000 : 1_000_000;
  const sets = {
    cdnow: summary,
    columns: customers(100_000, false),
    distinct: customers(100_000, true),
    many: customers(many, false),
  };
  const orders = ordersCsv(many);
  const ordersPath = join(folder(), "orders.csv");
  writeFileSync(ordersPath, orders);
  const paths = Object.fromEntries(Object.entries(sets).map(([name, columns]) => [name, writeColumns(name, columns)]));
  return { orders, sets, cdnow, many, paths: { ...paths, orders: ordersPath } };
}

/**
 * Runs the jobs of the package and of plain JavaScript.
 * @param {ReturnType<typeof prepare>} data
 * @param {{ seconds: number }} options
 */
export function measure({ orders, sets, cdnow, many }, { seconds }) {
  /** @type {Record<string, Timing>} */
  const results = {};
  /** @type {Record<string, Float64Array>} */
  const answers = {};
  /** @type {Record<string, Timing>} */
  const yardstick = {};

  results["fitCdnow"] = time(() => BgNbd.fit(sets.cdnow).free(), { seconds });
  results["fitSpend"] = time(() => GammaGamma.fit(sets.cdnow).free(), { seconds });
  results["fitMbg"] = time(() => MbgNbd.fit(sets.cdnow).free(), { seconds });
  results["fitPareto"] = time(() => ParetoNbd.fit(sets.cdnow).free(), { seconds });
  const pareto = ParetoNbd.fromParams(PARETO);
  const paretoJobs = {
    paretoAlive: () => pareto.probabilityAlive(sets.distinct),
    paretoExpected: () => pareto.expectedPurchases(sets.distinct, { horizon: HORIZON }),
  };
  for (const [job, work] of Object.entries(paretoJobs)) {
    results[job] = time(work, { seconds });
    answers[job] = work();
  }
  results["fitMany"] = time(() => BgNbd.fit(sets.many).free(), { seconds, least: 3 });
  const manyDistinct = customers(many, true);
  results["fitManyDistinct"] = time(() => BgNbd.fit(manyDistinct).free(), { seconds, least: 3 });

  const model = BgNbd.fromParams({ ...PURCHASE, timeUnit: "week" });
  const spend = GammaGamma.fromParams(SPEND);
  for (const name of /** @type {const} */ (["columns", "distinct"])) {
    const columns = sets[name];
    const jobs = {
      alive: () => model.probabilityAlive(columns),
      expected: () => model.expectedPurchases(columns, { horizon: HORIZON }),
      value: () => model.lifetimeValue(columns, spend, YEAR),
    };
    for (const [job, work] of Object.entries(jobs)) {
      results[`${job}.${name}`] = time(work, { seconds });
      answers[`${job}.${name}`] = work();
    }
    const ports = {
      alive: () => plain.probabilityAlive(PURCHASE, columns),
      value: () => plain.lifetimeValue(PURCHASE, SPEND, columns, YEAR),
    };
    for (const [job, work] of Object.entries(ports)) {
      yardstick[`${job}.${name}`] = time(work, { seconds });
      check(`plain JavaScript, ${job}`, work(), /** @type {Float64Array} */ (answers[`${job}.${name}`]), 1e-12);
    }
  }

  const rows = judgements();
  /** @type {PairwiseMatrix[]} */
  let matrices = [];
  results["ahp"] = time(
    () => {
      for (const matrix of matrices) {
        matrix.priorities();
        matrix.consistency();
      }
    },
    {
      seconds,
      per: 200,
      // A matrix keeps its eigenvector; asked again it would only be read.
      before() {
        for (const matrix of matrices) matrix.free();
        matrices = Array.from({ length: 200 }, () => PairwiseMatrix.fromRows(rows));
      },
    },
  );

  const [fifteen, nine] = [15, 9].map((n) => PairwiseMatrix.fromUpperTriangle(contradictions(n)));
  results["repairSingle"] = time(() => fifteen?.repair({ maxChanges: 1 }), { seconds });
  results["repairPair"] = time(() => nine?.repair({ maxChanges: 2 }), { seconds });

  const profile = buildProfile(cdnow, { asOf: "1997-09-30", timeUnit: "week" });
  const scorer = new Scorer(profile);
  const base = cdnow.summarize({ asOf: "1997-09-30", timeUnit: "week" });
  const records = recordsOf(base);
  results["score"] = time(
    () => {
      for (const record of records) scorer.score(record);
    },
    { seconds, per: records.length },
  );
  results["scoreColumns"] = time(() => scorer.scoreColumns(base), { seconds, per: base.length });
  const small = new SmallScorer(JSON.stringify(profile));
  const strangers = { ...sets.distinct, revenueInYear: sets.distinct.monetaryValue.map((mean, i) => mean * Number(sets.distinct.frequency[i])) };
  const only = ["valueScore", "loyaltyScore", "risk"];
  results["scoreAll"] = time(() => small.scoreColumns(strangers), { seconds });
  results["scoreThree"] = time(() => small.scoreColumns(strangers, { only }), { seconds });

  results["ingest"] = time(
    () => {
      const read = Orders.fromCsv(orders);
      read.summarize().free();
      read.free();
    },
    { seconds, least: 3 },
  );

  const profilePath = join(folder(), "profile.json");
  writeFileSync(profilePath, JSON.stringify(profile));
  return { results, yardstick, answers, profilePath };
}

/**
 * The customers of a summary as objects.
 * @param {import("../../pkg/lib/orders.js").CustomerSummary} summary
 */
function recordsOf(summary) {
  return summary.ids.map((id, i) => ({
    id,
    frequency: summary.frequency[i],
    recency: summary.recency[i],
    T: summary.T[i],
    monetaryValue: summary.monetaryValue[i],
    revenueInYear: summary.revenueInYear[i],
    purchasesInYear: summary.purchasesInYear[i],
    activeQuarters: summary.activeQuarters[i],
    elapsedQuarters: summary.elapsedQuarters[i],
  }));
}

/**
 * Fails when two sides of a comparison did not compute the same.
 * @param {string} name
 * @param {ArrayLike<number>} found
 * @param {ArrayLike<number>} expected
 * @param {number} tolerance relative
 */
export function check(name, found, expected, tolerance) {
  for (let i = 0; i < found.length; i++) {
    const [a, b] = [Number(found[i]), Number(expected[i])];
    if (!(Math.abs(a - b) <= tolerance * Math.max(Math.abs(b), 1e-300))) throw new Error(`${name}: row ${i} gives ${a}, not ${b}`);
  }
}

/**
 * Times cold starts, each in a process of its own.
 * @param {string} profilePath
 * @param {number} processes
 */
export function coldStart(profilePath, processes) {
  /** @type {Record<string, number[]>} */
  const found = { importAll: [], firstScore: [], module: [], scoreModule: [] };
  for (let i = 0; i < processes; i++) {
    for (const mode of ["import", "module", "score"]) {
      const output = execFileSync(process.execPath, [at("scripts", "bench", "cold-start.mjs"), mode, profilePath], { encoding: "utf8" });
      const parts = JSON.parse(output);
      if (mode === "import") {
        found["importAll"]?.push(parts.import / 1000);
        found["firstScore"]?.push((parts.import + parts.score) / 1000);
      } else found[mode === "module" ? "module" : "scoreModule"]?.push((parts.instantiate + parts.score) / 1000);
    }
  }
  return Object.fromEntries(Object.entries(found).map(([name, seconds]) => [name, summarise(seconds)]));
}
