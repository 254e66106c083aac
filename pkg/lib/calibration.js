import { churnOutcomes as outcomesOf } from "./wasm.js";
import { toDay, toIso } from "./dates.js";
import { ClienteleError, invalid, renamed } from "./errors.js";
import { call } from "./methods.js";
import { clean, numbers } from "./options.js";
import { Orders } from "./orders.js";

/**
 * Returns what was known of each customer on a day, and what became of them within some days.
 * @param {Orders} orders
 * @param {unknown} options
 */
export function churnOutcomes(orders, options) {
  const { cutoff, ...rest } = clean(options);
  const day = cutoff === undefined || cutoff === null ? {} : { cutoff: toIso(toDay(cutoff, "options.cutoff")) };
  return outcomesOf(Orders.handleOf(orders), { ...rest, ...day });
}

/**
 * Fits the probability of an event to what became of customers.
 * @param {unknown} columns
 * @param {unknown} outcomes
 * @param {unknown} [options]
 */
export function calibrate(columns, outcomes, options) {
  const [shape, bulk] = featuresOf(columns, { outcomes });
  return call("calibrate", { ...shape, options }, bulk);
}

/**
 * Fits how totals of points become a probability, to what became of those who had them.
 * @param {unknown} totals
 * @param {unknown} outcomes
 * @param {unknown} [options]
 */
export function calibratePoints(totals, outcomes, options) {
  // The penalty would shrink the slope by the unit of the points: none unless asked for. Without one the method says
  // where the points tell the outcomes apart without fail.
  /** @type {Record<string, unknown>} */
  const given = { ridge: 0, ...clean(options) };
  const { method = "logistic" } = given;
  if (method !== "logistic") throw invalid("options.method", method, '"logistic": a link is a line');
  try {
    const calibration = calibrate({ points: totals }, outcomes, given);
    return { link: { intercept: calibration.intercept, slope: calibration.features[0].coefficient }, calibration };
  } catch (error) {
    // The caller knows of no columns.
    throw renamed(error, (path) => path.replace(/^columns\.points/, "totals"));
  }
}

/**
 * Returns the risks of customers by a calibration, with the evidence.
 * @param {unknown} calibration
 * @param {unknown} columns
 */
export function calibratedRisk(calibration, columns) {
  const [shape, bulk] = featuresOf(columns);
  return call("calibratedRisk", { calibration, ...shape }, bulk);
}

/**
 * Fits expected revenue, in two parts, to what customers did.
 * @param {unknown} columns
 * @param {unknown} outcomes
 * @param {unknown} [options]
 */
export function calibrateRevenue(columns, outcomes, options) {
  const { bought, revenue } = /** @type {any} */ (outcomes ?? {});
  const [shape, bulk] = featuresOf(columns, { bought, revenue });
  return call("calibrateRevenue", { ...shape, options }, bulk);
}

/**
 * Returns the expected revenue of customers.
 * @param {unknown} model
 * @param {unknown} columns
 */
export function expectedRevenue(model, columns) {
  const [shape, bulk] = featuresOf(columns);
  return call("expectedRevenue", { model, ...shape }, bulk);
}

/**
 * Returns how good probabilities were.
 * @param {unknown} outcomes
 * @param {unknown} probabilities
 */
export function calibrationQuality(outcomes, probabilities) {
  const [shape, bulk] = featuresOf({}, { outcomes, probabilities });
  return call("calibrationQuality", shape, bulk);
}

/**
 * Returns the names of columns and their length, and the columns one after the other with others behind them.
 * @param {any} columns
 * @param {Record<string, unknown>} [others]
 * @returns {[{names: string[], rows: number}, Float64Array]}
 */
export function featuresOf(columns, others = {}) {
  if (typeof columns !== "object" || columns === null || Array.isArray(columns) || ArrayBuffer.isView(columns)) {
    throw invalid("columns", columns, "an object of columns by feature");
  }
  const names = Object.keys(columns);
  /** @type {[string, Float64Array][]} */
  const lists = [
    ...names.map((name) => /** @type {[string, Float64Array]} */ ([`columns.${name}`, numbers(flags(columns[name]), `columns.${name}`)])),
    ...Object.entries(others).map(([name, list]) => /** @type {[string, Float64Array]} */ ([name, numbers(flags(list), name)])),
  ];
  const rows = lists[0]?.[1].length ?? 0;
  const bulk = new Float64Array(rows * lists.length);
  for (const [j, [path, list]] of lists.entries()) {
    if (list.length !== rows) {
      throw new ClienteleError("LengthMismatch", `${path}: expected ${rows} values, found ${list.length}`, { path });
    }
    bulk.set(list, j * rows);
  }
  return [{ names, rows }, bulk];
}

/** @param {unknown} values yes is 1 and no is 0 */
const flags = (values) => (Array.isArray(values) ? values.map((value) => (typeof value === "boolean" ? Number(value) : value)) : values);
