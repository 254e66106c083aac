// Money in whole micro-units, as the core counts it (docs/DESIGN.md): sums within an order are exact.

import { LeftOut, isGiven } from "./fields.js";

const DIGITS = 6;
const UNIT = 1_000_000n;

/** The core holds less than 2^63 micro-units. */
const MOST = 9_000_000_000_000n * UNIT;

/** Decimals of a rate of exchange that count. */
const RATE_DIGITS = 12;

const DECIMAL = /^([+-]?)(\d{0,40})(?:\.(\d{0,60}))?(?:e([+-]?\d{1,3}))?$/i;

/**
 * Returns a decimal number as a whole number of units of its last digit, rounded half away from zero; null where
 * the text is no decimal number.
 * @param {string} text
 * @param {number} digits decimals that are kept
 * @returns {bigint | null}
 */
export function scaled(text, digits = DIGITS) {
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  if (whole === "" && fraction === "") return null;
  const shift = digits + Number(exponent) - fraction.length;
  // Further shifts can only come from exponents that no amount of money has.
  if (shift > 60) return /[1-9]/.test(whole + fraction) ? null : 0n;
  let value = BigInt(whole + fraction);
  if (shift >= 0) value *= 10n ** BigInt(shift);
  else value = halfAway(value, 10n ** BigInt(-shift));
  return sign === "-" ? -value : value;
}

/**
 * @param {bigint} value
 * @param {bigint} divisor above 0
 */
function halfAway(value, divisor) {
  const twice = 2n * size(value) + divisor;
  const rounded = twice / (2n * divisor);
  return value < 0n ? -rounded : rounded;
}

/**
 * Returns micro-units of an amount in whole units: a number, or a text such as "59.90".
 * @param {unknown} value
 * @param {string} what the name of the amount, for the reason
 * @returns {bigint}
 */
export function amountOf(value, what = "amount") {
  if (!isGiven(value)) throw new LeftOut("no_amount", `there is no ${what}`);
  if (typeof value === "bigint") return within(value * UNIT, what);
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim() : "";
  return within(scaled(text), what);
}

/**
 * @param {bigint | null} micro
 * @param {string} [what]
 */
export function within(micro, what = "amount") {
  if (micro === null) throw new LeftOut("bad_amount", `the ${what} is not a number`);
  if (micro > MOST || micro < -MOST) throw new LeftOut("bad_amount", `the ${what} is beyond 9 trillion`);
  return micro;
}

/** @param {bigint} micro refunds are written with and without a sign */
export const size = (micro) => (micro < 0n ? -micro : micro);

/** Stripe's currencies without and with three decimals; docs.stripe.com/currencies. ISK and UGX have none, but are sent with two. */
const NO_DECIMALS = "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" ");
const THREE_DECIMALS = "BHD JOD KWD OMR TND".split(" ");

/**
 * Returns micro-units of an amount in the smallest unit of its currency, as Stripe sends it.
 * @param {unknown} value
 * @param {string} currency
 * @param {string} [what]
 */
export function minorAmount(value, currency, what = "amount") {
  if (!isGiven(value)) throw new LeftOut("no_amount", `there is no ${what}`);
  const text = typeof value === "number" || typeof value === "bigint" ? String(value) : typeof value === "string" ? value.trim() : "";
  if (!/^-?\d{1,30}$/.test(text)) throw new LeftOut("bad_amount", `the ${what} is no whole number of minor units`);
  const decimals = NO_DECIMALS.includes(currency) ? 0 : THREE_DECIMALS.includes(currency) ? 3 : 2;
  return within(BigInt(text) * 10n ** BigInt(DIGITS - decimals), what);
}

/**
 * Returns an amount in another currency, for what one amount is known in both.
 * @param {bigint} micro
 * @param {bigint} here
 * @param {bigint} there
 */
export const atRatio = (micro, here, there) => halfAway(micro * there, here);

/**
 * Returns a rate of exchange in a form that converts exactly.
 * @param {number} rate above 0
 */
export const rateOf = (rate) => scaled(String(rate), RATE_DIGITS) ?? 0n;

/**
 * @param {bigint} micro
 * @param {bigint} rate
 */
export const converted = (micro, rate) => halfAway(micro * rate, 10n ** BigInt(RATE_DIGITS));

/**
 * Returns the number nearest to micro-units.
 * @param {bigint} micro
 */
export function toNumber(micro) {
  const digits = String(size(micro)).padStart(DIGITS + 1, "0");
  // From decimal text, because a division of a number beyond 2^53 would round twice.
  const number = Number(`${digits.slice(0, -DIGITS)}.${digits.slice(-DIGITS)}`);
  return micro < 0n ? -number : number;
}
