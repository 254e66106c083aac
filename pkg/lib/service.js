import { toDay } from "./dates.js";
import { invalid } from "./errors.js";
import { ask, facts, parted } from "./facts.js";
import { call } from "./methods.js";
import { clean, numbers, only, withoutNull } from "./options.js";
import { columnsOf } from "./value.js";

/**
 * Returns thresholds where options may hold nothing else.
 * @param {unknown} options
 */
function thresholdsOf(options) {
  const { thresholds, options: rest } = parted(options);
  only(/** @type {Record<string, unknown>} */ (rest), ["thresholds"]);
  return thresholds;
}

/**
 * Returns the type of complainer by what a customer did.
 * @param {unknown} given
 * @param {unknown} [options]
 */
export const complaintType = (given, options) => ask("complaintType", { facts: facts(given, "given"), thresholds: thresholdsOf(options) });

/**
 * Returns the type of complainer by intentions.
 * @param {unknown} answers
 */
export function complaintTypeByIntentions(answers) {
  const given = facts(answers, "answers");
  only(given, ["voice", "private", "thirdParty"], "");
  return ask("complaintTypeByIntentions", given);
}

const COLUMNS = ["voice", "negativeWordOfMouth", "thirdParty", "failures", "satisfaction"];

/**
 * Returns the types of complainers among many customers.
 * @param {unknown} columns
 * @param {unknown} [options]
 */
export function complaintTypes(columns, options) {
  const [, bulk] = columnsOf(columns, COLUMNS);
  return ask("complaintTypes", { thresholds: thresholdsOf(options) }, bulk);
}

/** Returns what customers of each type do. */
export const complaintProfiles = () => ask("complaintProfiles", {});

/**
 * Counts what a customer met and did in the window.
 * @param {unknown} events
 * @param {unknown} options
 */
export function complaintEvents(events, options) {
  if (!Array.isArray(events)) throw invalid("events", events, "an array of events");
  const { asOf, ...rest } = /** @type {Record<string, unknown>} */ (clean(options));
  const list = events.map((event, i) => {
    const { day, ...others } = facts(event, `events[${i}]`);
    return { ...others, day: toDay(day, `events[${i}].day`) };
  });
  return call("complaintEvents", { events: list, asOf: toDay(asOf, "options.asOf"), thresholds: thresholdsOf(rest) });
}

/**
 * Returns the way of a dissatisfied customer through the tree of responses.
 * @param {unknown} actions
 */
export const complaintPath = (actions) => ask("complaintPath", { facts: facts(actions, "actions") });

/**
 * Returns how complaints are handled.
 * @param {unknown} counts
 * @param {unknown} [cases]
 */
export const complaintMetrics = (counts, cases) => ask("complaintMetrics", { facts: facts(counts, "counts"), cases });

/**
 * Returns how satisfied a customer is with the handling of a complaint.
 * @param {unknown} answers
 * @param {unknown} [options]
 */
export const handlingSatisfaction = (answers, options) =>
  ask("handlingSatisfaction", { facts: facts(answers, "answers"), options: clean(options) });

/**
 * Returns what a complaint adds to the logarithm of the odds of leaving.
 * @param {unknown} status
 * @param {unknown} [satisfaction]
 * @param {unknown} [options]
 */
export const recoveryPoints = (status, satisfaction, options) =>
  ask("recoveryPoints", { status, satisfaction, thresholds: thresholdsOf(options) });

/**
 * Returns how far an agreement was kept.
 * @param {unknown} levels
 * @param {unknown} [options]
 */
export function serviceLevels(levels, options) {
  const known = clean(options);
  only(known, ["minCoverage"]);
  return ask("serviceLevels", { levels, minCoverage: known["minCoverage"] });
}

/**
 * Counts the times that kept within a limit.
 * @param {unknown} hours
 * @param {unknown} limit
 */
export function metWithin(hours, limit) {
  const [met, total] = call("metWithin", { limit }, numbers(hours, "hours"));
  return { met, total };
}

/**
 * Returns what is promised to a tier of customers.
 * @param {unknown} tier
 * @param {unknown} [options]
 */
export function servicePlan(tier, options) {
  const known = clean(options);
  only(known, ["plans"]);
  return call("servicePlan", { tier, plans: known["plans"] });
}

/**
 * Returns the next step to a service-level agreement.
 * @param {unknown} done
 */
export function serviceStep(done) {
  const steps = { needs: false, plan: false, agreement: false, evaluation: false };
  return ask("serviceStep", { facts: { ...steps, ...facts(done, "done") } });
}

/**
 * Returns what a guarantee costs.
 * @param {unknown} guarantee
 */
export function guaranteeCost(guarantee) {
  const given = facts(guarantee, "guarantee");
  only(given, ["customers", "terms", "unconditional"], "");
  return ask("guaranteeCost", given);
}

/**
 * Returns the commitment of a customer.
 * @param {unknown} answers
 * @param {unknown} [options]
 */
export function commitment(answers, options) {
  return ask("commitment", { facts: withoutNull(facts(answers, "answers"), ["affective", "continuance"]), ...parted(options) });
}
