import { ClienteleError, invalid } from "./errors.js";

/**
 * What may stand for a currency beside its code, as in src/data/currency.rs; a sign that several currencies share
 * stands for each of them.
 * @type {Record<string, string[]>}
 */
const SIGNS = {
  "€": ["EUR"],
  "£": ["GBP"],
  "₹": ["INR"],
  US$: ["USD"],
  RMB: ["CNY"],
  人民币: ["CNY"],
  元: ["CNY"],
  $: ["USD", "AUD", "CAD", "HKD", "MXN", "TWD", "NZD", "SGD", "ARS", "CLP", "COP", "UYU"],
  "¥": ["CNY", "JPY"],
  "￥": ["CNY", "JPY"],
};

/**
 * Returns whether money of a currency may be what a text calls it; a text that is no known currency excludes none.
 * @param {string} code ISO 4217
 * @param {string} name
 */
export function maybeCurrency(code, name) {
  const text = name.trim().toUpperCase();
  const signs = Object.hasOwn(SIGNS, text) ? SIGNS[text] : undefined;
  if (signs) return signs.includes(code);
  return !/^[A-Z]{3}$/.test(text) || text === code;
}

/**
 * Returns the one currency that columns of orders are in, null where none is named.
 * @param {unknown} currency
 */
export function currencyOf(currency) {
  if (currency === undefined || currency === null) return null;
  const name = typeof currency === "string" ? currency.trim() : "";
  if (name === "") throw invalid("currency", currency, "a text, such as \"EUR\": all amounts are in one currency");
  return /^[a-z]{3}$/i.test(name) ? name.toUpperCase() : name;
}

/**
 * Rejects orders that name another currency than the one they are to be counted in: nothing is converted here, so their
 * amounts would be taken for what they are not.
 * @param {string | null | undefined} found the code that the orders name, if they name one
 * @param {unknown} wanted
 */
export function checkCurrencyOption(found, wanted) {
  if (typeof found !== "string" || typeof wanted !== "string" || maybeCurrency(found, wanted)) return;
  const path = "options.currency";
  const what = `the orders are in ${found}, not in ${wanted}; convert them to ${wanted} first, or leave the currency out`;
  throw new ClienteleError("InvalidValue", `${path}: ${what}`, { path });
}

/**
 * Rejects the orders of a summary where a profile counts in another currency.
 * @param {string | null} found the code that the orders name, if they name one
 * @param {{currency?: string | null, profile: {name: string}}} profile
 */
export function checkSummaryCurrency(found, { currency, profile }) {
  if (found === null || typeof currency !== "string" || maybeCurrency(found, currency)) return;
  const what = `the orders are in ${found}, the profile "${profile.name}" is in ${currency}`;
  const advice = `convert the orders to ${currency} first, or score them with a profile in ${found}`;
  throw new ClienteleError("MixedCurrencies", `summary.currency: ${what}; ${advice}`, { path: "summary.currency" });
}
