import { ClienteleError, invalid } from "../errors.js";
import { clean, number, only } from "../options.js";
import { readable } from "./guard.js";
import { rateOf } from "./money.js";

/** What every adapter knows. */
const COMMON = ["currency", "rates", "refunds", "dateOrder", "timeZone", "customer"];

/** Records that are left out unless they are asked for. */
const INCLUDABLE = ["test", "unpaid"];

/**
 * @typedef {{
 *   currency: string | null, rates: Map<string, bigint> | null, refunds: "dated" | "netted", dateOrder: "dmy" | "mdy" | null,
 *   timeZone: unknown, customer: string, include: Set<string>, wonStages: Set<string> | null,
 * }} Settings
 */

/**
 * Checks the options of an adapter.
 * @param {unknown} options
 * @param {{ customer: string[], includes?: boolean, stages?: boolean }} vendor by what customers may be told apart, the
 *   first unless told; whether there are records that may be included; whether there are stages
 * @returns {Settings}
 */
export function readOptions(options, { customer, includes = false, stages = false }) {
  const given = readable("options", () => clean(options));
  only(given, [...COMMON, ...(includes ? ["include"] : []), ...(stages ? ["wonStages"] : [])]);
  const currency = given["currency"] ?? null;
  if (currency !== null && !isCode(currency)) throw invalid("options.currency", currency, "a code of three capitals such as EUR");
  return {
    currency: /** @type {string | null} */ (currency),
    rates: ratesOf(given["rates"] ?? null, /** @type {string | null} */ (currency)),
    refunds: oneOf(given, "refunds", ["dated", "netted"]) ?? "dated",
    dateOrder: oneOf(given, "dateOrder", ["dmy", "mdy"]),
    timeZone: given["timeZone"] ?? null,
    customer: oneOf(given, "customer", customer) ?? customer[0] ?? "",
    include: new Set(textsOf(given, "include", INCLUDABLE) ?? []),
    wonStages: stagesOf(textsOf(given, "wonStages", null)),
  };
}

/** @param {unknown} value */
const isCode = (value) => typeof value === "string" && /^[A-Z]{3}$/.test(value);

/**
 * @param {Record<string, unknown>} given
 * @param {string} key
 * @param {string[]} words
 * @returns {any}
 */
function oneOf(given, key, words) {
  const value = given[key] ?? null;
  if (value === null || words.includes(/** @type {string} */ (value))) return value;
  throw invalid(`options.${key}`, value, words.map((word) => `"${word}"`).join(" or "));
}

/**
 * @param {Record<string, unknown>} given
 * @param {string} key
 * @param {string[] | null} words those that there are; null: any text
 * @returns {string[] | null}
 */
function textsOf(given, key, words) {
  const value = given[key] ?? null;
  if (value === null) return null;
  const path = `options.${key}`;
  if (!Array.isArray(value)) throw invalid(path, value, "a list of texts");
  for (const [i, item] of value.entries()) {
    if (words?.includes(item) || (words === null && typeof item === "string" && item !== "")) continue;
    throw invalid(`${path}[${i}]`, item, words === null ? "a text" : words.map((word) => `"${word}"`).join(" or "));
  }
  return value;
}

/** @param {string[] | null} stages */
const stagesOf = (stages) => (stages === null ? null : new Set(stages.map((stage) => stage.trim().toLowerCase())));

/**
 * @param {unknown} rates
 * @param {string | null} currency
 */
function ratesOf(rates, currency) {
  if (rates === null) return null;
  if (typeof rates !== "object" || Array.isArray(rates)) throw invalid("options.rates", rates, "an object such as { USD: 1, EUR: 1.08 }");
  if (currency === null) {
    const message = "options.currency: missing; say which currency the rates lead to";
    throw new ClienteleError("Missing", message, { path: "options.currency" });
  }
  const found = new Map([[currency, rateOf(1)]]);
  for (const [code, rate] of Object.entries(rates)) {
    const path = `options.rates.${code}`;
    if (!isCode(code)) throw invalid(path, code, "a code of three capitals such as EUR");
    const value = number(rate, path, { least: 1e-9, most: 1e9, what: "what one unit is worth in the currency of the result" });
    if (code === currency && value !== 1) throw invalid(path, value, `1, being the rate of ${currency} to itself`);
    found.set(code, rateOf(value));
  }
  return found;
}
