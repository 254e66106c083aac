import { bulkOf, givenOf, withThresholds } from "./bulk.js";
import { answersOf, call, labelled } from "./methods.js";
import { numbers, only, withoutNull } from "./options.js";

/** The indicators of the loyalty index, those of behaviour first. */
const INDICATORS = [
  "repeatPurchases",
  "relationshipLifetime",
  "retention",
  "choosingTime",
  "satisfaction",
  "recommendation",
  "competitorAttitude",
  "priceSensitivity",
  "incidentTolerance",
];

/**
 * Returns the loyalty of one customer.
 * @param {unknown} given
 * @param {unknown} [options]
 */
export function loyaltyIndex(given, options) {
  return labelled(call("loyaltyIndex", { given: givenOf(given), ...withThresholds(options) }));
}

/**
 * Returns the loyalty of many customers.
 * @param {unknown} columns
 * @param {unknown} [options]
 */
export function loyaltyIndexColumns(columns, options) {
  const [rows, bulk] = bulkOf(columns, INDICATORS, INDICATORS);
  return call("loyaltyIndexColumns", { rows, options }, bulk);
}

/**
 * Returns the cell of attitude by behaviour of one customer.
 * @param {unknown} given
 * @param {unknown} [options]
 */
export function attitudeBehaviour(given, options) {
  const facts = givenOf(given);
  only(facts, ["attitude", "behaviour"], "");
  return labelled(call("attitudeBehaviour", { ...facts, options }));
}

/**
 * Returns the cells of attitude by behaviour of many customers.
 * @param {unknown} columns
 * @param {unknown} [options]
 */
export function attitudeBehaviourColumns(columns, options) {
  const [rows, bulk] = bulkOf(columns, ["attitude", "behaviour"]);
  return placed(call("attitudeBehaviourColumns", { rows, options }, bulk));
}

/**
 * Returns the type of one customer by satisfaction and loyalty.
 * @param {unknown} given
 * @param {unknown} [options]
 */
export function satisfactionType(given, options) {
  const facts = givenOf(given);
  only(facts, ["satisfaction", "loyalty", "speaksIll"], "");
  return labelled(call("satisfactionType", { ...facts, ...withThresholds(options) }));
}

/**
 * Returns the types of many customers by satisfaction and loyalty.
 * @param {unknown} columns
 * @param {unknown} [options]
 */
export function satisfactionTypes(columns, options) {
  const [rows, bulk] = bulkOf(columns, ["satisfaction", "loyalty", "speaksIll"], ["speaksIll"]);
  return placed(call("satisfactionTypes", { rows, ...withThresholds(options) }, bulk));
}

/**
 * Returns the loyalty that goes with a satisfaction.
 * @param {unknown} satisfaction
 * @param {unknown} k
 */
export function loyaltyOnCurve(satisfaction, k) {
  return call("loyaltyOnCurve", { satisfaction, k });
}

/**
 * Fits the curve of loyalty by satisfaction.
 * @param {unknown} columns
 */
export function loyaltyCurve(columns) {
  const [rows, bulk] = bulkOf(columns, ["satisfaction", "loyalty"]);
  return call("loyaltyCurve", { rows }, bulk);
}

/**
 * Returns the recommendation score of answers.
 * @param {unknown} answers
 * @param {unknown} [options]
 */
export function recommendationScore(answers, options) {
  return labelled(call("recommendationScore", { options }, numbers(answers, "answers")));
}

/**
 * Estimates the survival of customers.
 * @param {unknown} columns
 * @param {unknown} [options]
 */
export function survivalCurve(columns, options) {
  const [rows, bulk] = bulkOf(columns, ["durations", "left"]);
  return call("survival", { rows, options }, bulk);
}

/**
 * Returns how the measures of units go together along a chain.
 * @param {unknown} data
 * @param {unknown} [options]
 */
export function serviceProfitChain(data, options) {
  const [criteria, bulk] = answersOf(data);
  return labelled(call("serviceProfitChain", { criteria, options }, bulk));
}

/**
 * Returns the retention rate of a period.
 * @param {unknown} given
 */
export function retentionRate(given) {
  return call("retentionRate", { given: givenOf(given) });
}

/**
 * Returns a rate of retention over other periods.
 * @param {unknown} rate
 * @param {unknown} periods
 */
export function retentionOver(rate, periods) {
  return call("retentionOver", { rate, periods });
}

/**
 * Returns the repurchase rate of the customers of a window.
 * @param {unknown} purchases
 */
export function repurchaseRate(purchases) {
  return call("repurchaseRate", {}, numbers(purchases, "purchases"));
}

/**
 * Returns the share of wallet.
 * @param {unknown} own
 * @param {unknown} category
 */
export function shareOfWallet(own, category) {
  return call("shareOfWallet", { own, category });
}

/**
 * Returns the index of relational benefits.
 * @param {unknown} given
 * @param {unknown} [options]
 */
export function relationalBenefits(given, options) {
  const known = withoutNull(givenOf(given), ["confidence", "social", "specialTreatment"]);
  return labelled(call("relationalBenefits", { given: known, options }));
}

/**
 * Returns the highest bond with a customer.
 * @param {unknown} given
 */
export function bondLevel(given) {
  return labelled(call("bondLevel", { given: givenOf(given) }));
}

/**
 * Returns the liability and the return of a loyalty programme.
 * @param {unknown} given
 */
export function loyaltyProgramme(given) {
  return call("loyaltyProgramme", { given: givenOf(given) });
}

/**
 * Returns classes in columns with words, and codes that take one byte each.
 * @param {any} found
 */
function placed({ codes, ...found }) {
  return { ...labelled(found), codes: new Int8Array(codes) };
}
