import { invalid } from "./errors.js";
import { bulkOf, givenOf, withThresholds } from "./bulk.js";
import { call, labelled } from "./methods.js";
import { numbers, only, withoutNull } from "./options.js";

/**
 * Returns the Pareto of the reasons why customers left.
 * @param {unknown} given counts by reason, or for each customer a list of reasons
 * @param {unknown} [options]
 */
export function churnReasons(given, options) {
  if (!Array.isArray(given)) return labelled(call("churnReasons", { given: givenOf(given), options }));
  const reasons = given.map((reason) => (typeof reason === "string" ? [reason] : reason ?? []));
  return labelled(call("codedReasons", { reasons, options }));
}

/**
 * Returns the defection rate of a period.
 * @param {unknown} start
 * @param {unknown} lost
 */
export function defectionRate(start, lost) {
  return call("defection", { start, lost });
}

/**
 * Returns what a change of retention does to the value of the present customers.
 * @param {unknown} given
 */
export function retentionEffect(given) {
  return labelled(call("retentionEffect", { given: givenOf(given) }));
}

/**
 * Returns the probability that a customer is active, by a rule of thumb.
 * @param {unknown} given
 */
export function simpleActivity(given) {
  return call("simpleActivity", { given: givenOf(given) });
}

/**
 * Returns the probabilities of many customers to be active.
 * @param {unknown} columns
 */
export function simpleActivityColumns(columns) {
  const [rows, bulk] = bulkOf(columns, ["purchases", "firstToLast", "firstToNow"]);
  return call("simpleActivityColumns", { rows }, bulk);
}

/**
 * Returns how long a customer has been silent beside the customer's own gaps.
 * @param {unknown} given
 * @param {unknown} [options]
 */
export function recencyRatio(given, options) {
  const { gaps, ...facts } = givenOf(given);
  only(facts, ["daysSinceLast"], "");
  return labelled(call("recencyRatio", { ...facts, ...withThresholds(options) }, numbers(gaps, "gaps")));
}

/**
 * Watches a series by its moving average.
 * @param {unknown} series
 * @param {unknown} [options]
 */
export function ewmaChart(series, options) {
  return call("ewma", { options }, numbers(series, "series"));
}

/**
 * Watches a series by the cumulative sum of its falls.
 * @param {unknown} series
 * @param {unknown} [options]
 */
export function cusumChart(series, options) {
  return call("cusum", { options }, numbers(series, "series"));
}

/**
 * Returns the slope of a series and how its last values stand beside its first ones.
 * @param {unknown} series
 * @param {unknown} [options]
 */
export function seriesTrend(series, options) {
  return call("trend", { options }, numbers(series, "series"));
}

/**
 * Returns every signal of falling loyalty of one customer.
 * @param {unknown} given
 * @param {unknown} [options]
 */
export function earlyWarning(given, options) {
  return labelled(call("earlyWarning", { given: withoutNull(givenOf(given), ["gaps", "loyalty"]), ...withThresholds(options) }));
}

/** The columns of early warning beside loyalty, in the order of the module. */
const WARNING_COLUMNS = [
  "daysSinceLast",
  "meanGap",
  "gapDeviation",
  "depthBefore",
  "depthNow",
  "breadthBefore",
  "breadthNow",
  "contactsBefore",
  "contactsNow",
  "openComplaints",
];

/**
 * Returns the levels of early warning of many customers.
 * @param {any} columns
 * @param {unknown} [options]
 */
export function earlyWarningColumns(columns, options) {
  const { loyalty = null, ...facts } = givenColumns(columns);
  if (loyalty !== null && !Array.isArray(loyalty)) throw invalid("loyalty", loyalty, "an array of columns, one for each period");
  const periods = (loyalty ?? []).map((_, k) => `loyalty[${k}]`);
  only(facts, WARNING_COLUMNS, "columns");
  for (const [k, name] of periods.entries()) facts[name] = loyalty?.[k];
  const [rows, bulk] = bulkOf(facts, [...WARNING_COLUMNS, ...periods], WARNING_COLUMNS);
  const { codes, ...found } = call("earlyWarningColumns", { rows, ...withThresholds(options) }, bulk);
  const { classes, signals } = labelled({ classes: found.classes, signals: found.signals });
  return { ...found, classes, signals, codes: new Int8Array(codes) };
}

/**
 * Returns a copy of an object of columns.
 * @param {unknown} columns
 * @returns {Record<string, unknown>}
 */
function givenColumns(columns) {
  if (typeof columns !== "object" || columns === null || Array.isArray(columns)) throw invalid("columns", columns, "an object of columns");
  return { ...columns };
}

/**
 * Returns how high the barrier around a customer is.
 * @param {unknown} given
 * @param {unknown} [options]
 */
export function switchingBarrier(given, options) {
  const known = withoutNull(givenOf(given), ["procedural", "financial", "relational"]);
  return labelled(call("switchingBarrier", { given: known, ...withThresholds(options) }));
}

/**
 * Returns the share of purchases made by habit.
 * @param {unknown} byHabit
 * @param {unknown} purchases
 */
export function purchaseInertia(byHabit, purchases) {
  return call("inertia", { byHabit, purchases });
}

/**
 * Returns how likely a customer stays.
 * @param {unknown} given
 */
export function stayProbability(given) {
  return call("stayProbability", { given: givenOf(given) });
}

/**
 * Returns what switching costs the customers of two firms.
 * @param {unknown} given
 */
export function switchingCosts(given) {
  return call("switchingCosts", { given: givenOf(given) });
}
