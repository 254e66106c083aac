// The files of the shop, and what every part of the report starts from.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { ClienteleError, Orders, Scorer, buildProfile, classifyColumns, customerFeatures, loyaltyIndexColumns, readRecords } from "clientele";

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

/** What the files of a shop are called; "shop" holds its orders. */
const FILES = /** @type {const} */ (["shop", "customers", "costs", "events", "answers", "judgements"]);

/** @param {(typeof FILES)[number]} name */
const nameOf = (name) => `sample-${name}.csv`;

/** What is wrong with the files, for their owner. */
export class ShopError extends Error {}

/** @typedef {ReturnType<typeof readShop>} Shop */

/**
 * Reads the files and computes what several parts need.
 * @param {string} folder
 * @param {Pick<import("clientele").RecordOptions, "delimiter" | "decimal" | "dateOrder">} [format] what the files themselves do not decide
 */
export function readShop(folder, format = {}) {
  const absent = FILES.map(nameOf).filter((name) => !existsSync(join(folder, name)));
  if (absent.length > 0) throw new ShopError(`${folder} lacks ${absent.join(", ")}; the report needs ${FILES.map(nameOf).join(", ")}`);
  /**
   * Reads a file; what the reader says of it begins with its name.
   * @template Result
   * @param {(typeof FILES)[number]} name
   * @param {(csv: Uint8Array) => Result} read
   */
  const file = (name, read) => {
    const csv = readFileSync(join(folder, nameOf(name)));
    try {
      return read(csv);
    } catch (error) {
      throw error instanceof ClienteleError ? new ShopError(`${nameOf(name)}: ${error.message}`) : error;
    }
  };
  /** @param {"customers" | "costs" | "events" | "answers" | "judgements"} kind */
  const recordsOf = (kind) => file(kind, (csv) => readRecords(kind, csv, format));
  const orders = file("shop", (csv) => Orders.fromCsv(csv, format));
  const records = { customers: recordsOf("customers"), costs: recordsOf("costs"), events: recordsOf("events"), answers: recordsOf("answers") };
  const judgements = recordsOf("judgements");
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
  // There is no 29 February a year before.
  const yearAgo = `${Number(asOf.slice(0, 4)) - 1}${asOf.slice(4).replace("-02-29", "-02-28")}`;
  const before = relationship(yearAgo);
  /** @param {string} id */
  const isCurrent = (id) => now.codes.get(id) === "relation.current";
  return {
    orders,
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
    isCurrent,
    /**
     * A column without those who are no customers any more, for what is said of current customers.
     * @param {Float64Array} values one for each of `ids`
     */
    ofCurrent: (values) => values.map((value, i) => (isCurrent(ids[i] ?? "") ? value : NaN)),
    /** @param {string} id */
    isLost: (id) => now.codes.get(id) === "relation.lost",
    /** @param {string} id */
    wasCurrent: (id) => before.codes.get(id) === "relation.current",
  };
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
