// The files of the shop, and what every part of the report starts from.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Orders, Scorer, buildProfile, classifyColumns, customerFeatures, loyaltyIndexColumns, readRecords, readTable } from "clientele";

/**
 * What the shop's files do not say and its owner has to: change it, and the report follows.
 *
 * - `margin`: share of revenue that is left after the goods are paid for. It stands for the cost of production.
 * - `discountRate`: of a year.
 * - `onTime`: share of complaints that are to be closed within the hours promised.
 * - `seed`: of everything that is drawn at random.
 */
export const ASSUMED = { margin: 0.45, discountRate: 0.1, onTime: 0.9, seed: 20250629 };

const INDICATORS = /** @type {const} */ ([
  "repeatPurchases",
  "relationshipLifetime",
  "retention",
  "choosingTime",
  "satisfaction",
  "recommendation",
  "competitorAttitude",
  "priceSensitivity",
  "incidentTolerance",
]);

/** @typedef {ReturnType<typeof readShop>} Shop */

/**
 * Reads the files and computes what several parts need.
 * @param {string} folder
 */
export function readShop(folder) {
  /** @param {string} name */
  const file = (name) => readFileSync(join(folder, `sample-${name}.csv`));
  const orders = Orders.fromCsv(file("shop"));
  const days = purchaseDays(file("shop"), orders.report.columns);
  const records = {
    customers: readRecords("customers", file("customers")),
    costs: readRecords("costs", file("costs")),
    events: readRecords("events", file("events")),
    answers: readRecords("answers", file("answers")),
  };
  const judgements = readRecords("judgements", file("judgements"));
  const asOf = orders.lastDate;
  const features = customerFeatures(orders, { ...records, asOf });
  const { ids, columns } = features;

  /**
   * A column of features, a number for each of `ids`, NaN where the data cannot say.
   * @param {string} name
   */
  const column = (name) => {
    const found = columns[name];
    if (found === undefined) throw new Error(`there is no feature ${name}`);
    return found;
  };

  const profile = buildProfile(orders, {
    name: "Sample shop",
    currency: orders.report.currency ?? undefined,
    model: "auto",
    margin: ASSUMED.margin,
    discountRate: ASSUMED.discountRate,
  });
  const summary = orders.summarize({ timeUnit: profile.timeUnit });
  const scorer = new Scorer(profile);
  const scores = scorer.scoreColumns(summary);
  const loyalty = loyaltyIndexColumns(Object.fromEntries(INDICATORS.map((name) => [name, column(name)])));

  // Scores are of buyers only; prospects have none, which is not 0.
  const row = new Map(summary.ids.map((id, i) => [id, i]));
  /**
   * A column of scores, for each of `ids`.
   * @param {"valueScore" | "current" | "future" | "risk" | "valueAtRisk" | "probabilityAlive"} name
   */
  const scored = (name) => Float64Array.from(ids, (id) => scores[name][row.get(id) ?? -1] ?? NaN);

  /** @param {string | null} day */
  const relationship = (day) => {
    const then = day === null ? features : customerFeatures(orders, { ...records, asOf: day });
    /** @param {string} name */
    const of = (name) => /** @type {Float64Array} */ (then.columns[name]);
    const found = classifyColumns("relationship", {
      purchases: of("purchases"),
      daysSinceLast: of("daysSinceLast"),
      meanGap: of("meanGap"),
      eligible: of("eligible"),
      targeted: of("targeted"),
      terminated: of("terminated"),
    });
    const codes = new Map(then.ids.map((id, i) => [id, found.classes[found.codes[i] ?? -1]?.code]));
    return { found, codes };
  };
  const now = relationship(null);
  const yearAgo = `${Number(asOf.slice(0, 4)) - 1}${asOf.slice(4)}`;
  const before = relationship(yearAgo);
  return {
    orders,
    days,
    records,
    judgements,
    asOf,
    yearAgo,
    currency: orders.report.currency ?? "",
    features,
    ids,
    column,
    profile,
    summary,
    scorer,
    scores,
    scored,
    loyalty,
    relationship: now.found,
    /** @param {string} id */
    isCurrent: (id) => now.codes.get(id) === "relation.current",
    /** @param {string} id */
    isLost: (id) => now.codes.get(id) === "relation.lost",
    /** @param {string} id */
    wasCurrent: (id) => before.codes.get(id) === "relation.current",
  };
}

/**
 * The days on which each customer bought, ascending: what the orders of the day come to is above 0.
 * @param {Uint8Array} csv
 * @param {Orders["report"]["columns"]} names the headers, as they were recognised
 */
function purchaseDays(csv, names) {
  const { headers, rows } = readTable(csv);
  const [id, date, amount] = [names.customerId, names.date, names.amount].map((name) => headers.indexOf(name ?? ""));
  /** @type {Map<string, Map<number, number>>} */
  const sums = new Map();
  for (const row of rows) {
    const own = sums.get(row[id ?? -1] ?? "") ?? new Map();
    const day = Date.parse(row[date ?? -1] ?? "") / 864e5;
    own.set(day, (own.get(day) ?? 0) + Number(row[amount ?? -1]));
    sums.set(row[id ?? -1] ?? "", own);
  }
  return new Map(
    Array.from(sums, ([name, own]) => [name, [...own].flatMap(([day, sum]) => (sum > 0 ? [day] : [])).sort((a, b) => a - b)]),
  );
}

/**
 * The sum of what is known.
 * @param {Iterable<number>} values
 */
export function total(values) {
  let sum = 0;
  for (const value of values) if (!Number.isNaN(value)) sum += value;
  return sum;
}

/**
 * The mean of what is known, `null` where nothing is.
 * @param {Iterable<number>} values
 */
export function mean(values) {
  const known = Array.from(values).filter((value) => !Number.isNaN(value));
  return known.length > 0 ? total(known) / known.length : null;
}
