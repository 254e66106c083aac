// From records to columns, with a report that accounts for every one of them.

import { ClienteleError } from "../errors.js";
import { toIso } from "../dates.js";
import { LeftOut } from "./fields.js";
import { isOurs } from "./guard.js";
import { converted, toNumber, within } from "./money.js";

/**
 * What an adapter makes of a record: an order of a customer, in micro-units, less what was given back.
 * @typedef {{
 *   orderId: string | null, keys?: string[], customerId: string, day: number, currency: string | null, amount: bigint,
 *   refunds?: { day: number | null, amount: bigint }[], refundsUnknown?: boolean,
 * }} Draft `keys`: what else the order is known by; a refund without a day is one of which nobody knows when
 * @typedef {{ path: string, row?: number }} Place
 * @typedef {{ path: string, row?: number, orderId: string | null, reason: string, message: string }} Entry
 */

export class Collector {
  #settings;
  /** @type {string[]} */ #customerId = [];
  /** @type {string[]} */ #date = [];
  /** @type {number[]} */ #amount = [];
  /** @type {(string | null)[]} */ #orderId = [];
  /** @type {Entry[]} */ #leftOut = [];
  /** @type {Map<string, number>} */ #reasons = new Map();
  /** Orders by currency, with the place of the first. @type {Map<string | null, { orders: number, place: Place }>} */ #currencies = new Map();
  /** @type {Set<string>} */ #seen = new Set();
  #read = 0;
  #taken = 0;
  #lines = 0;
  #refunds = { rows: 0, netted: 0, unknown: 0, amount: 0n };

  /** @param {import("./options.js").Settings} settings */
  constructor(settings) {
    this.#settings = settings;
  }

  /** Counts a row that belongs to the order above it. */
  line() {
    this.#lines++;
  }

  /**
   * Reads a record; what is wrong with it leaves it out.
   * @param {Place} place
   * @param {() => string | null} orderId
   * @param {() => Draft} read
   */
  add(place, orderId, read) {
    this.#read++;
    try {
      this.#take(read(), place);
    } catch (error) {
      if (!(error instanceof LeftOut)) {
        // An error of a call, such as a rate that is missing, is not one of the record.
        if (isOurs(error)) throw error;
        error = new LeftOut("unreadable", "the record cannot be read; hand over plain data, as JSON.parse gives it");
      }
      const { reason, message } = /** @type {LeftOut} */ (error);
      this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1);
      this.#leftOut.push({ ...place, orderId: quietly(orderId), reason, message });
    }
  }

  /**
   * @param {Draft} draft
   * @param {Place} place
   */
  #take({ orderId, keys = [], customerId, day, currency, amount, refunds = [], refundsUnknown = false }, place) {
    const names = orderId === null ? keys : [orderId, ...keys];
    if (names.some((name) => this.#seen.has(name))) throw new LeftOut("duplicate", "the order stands above already");
    const rate = this.#rate(currency, place);
    const exchanged = (/** @type {bigint} */ micro) => (rate === null ? micro : within(converted(micro, rate)));
    let left = exchanged(amount);
    /** @type {[number, bigint][]} */
    const dated = [];
    let [netted, total] = [0, 0n];
    for (const refund of refunds) {
      const back = exchanged(refund.amount);
      if (back === 0n) continue;
      total += back;
      if (refund.day !== null && this.#settings.refunds === "dated") {
        // Money goes back after it came; an earlier day is one of an import, or of another zone.
        dated.push([Math.max(refund.day, day), back]);
      } else {
        left -= back;
        netted++;
      }
    }
    if (netted > 0 && left <= 0n) throw new LeftOut("refunded", "all of it was given back");
    // From here on nothing is left out.
    this.#taken++;
    for (const name of names) this.#seen.add(name);
    const known = this.#currencies.get(currency);
    if (known) known.orders++;
    else this.#currencies.set(currency, { orders: 1, place });
    if (refundsUnknown) this.#refunds.unknown++;
    this.#refunds.netted += netted;
    this.#refunds.amount += total;
    this.#row(customerId, day, left, orderId);
    if (left < 0n) this.#refunds.amount -= left;
    for (const [on, back] of dated) this.#row(customerId, on, -back, orderId);
  }

  /**
   * @param {string} customerId
   * @param {number} day
   * @param {bigint} amount
   * @param {string | null} orderId
   */
  #row(customerId, day, amount, orderId) {
    if (amount < 0n) this.#refunds.rows++;
    this.#customerId.push(customerId);
    this.#date.push(toIso(day));
    this.#amount.push(toNumber(amount));
    this.#orderId.push(orderId);
  }

  /**
   * @param {string | null} currency
   * @param {Place} place
   */
  #rate(currency, place) {
    const { rates } = this.#settings;
    if (rates === null) return null;
    if (currency === null) return rates.get(this.#settings.currency ?? "") ?? null;
    const rate = rates.get(currency);
    if (rate !== undefined) return rate;
    const path = `options.rates.${currency}`;
    throw new ClienteleError("Missing", `${path}: missing, there are orders in ${currency} (the first: ${place.path})`, { path });
  }

  /** Returns the columns and the report. */
  finish() {
    const currency = this.#settings.rates === null ? this.#oneCurrency() : this.#settings.currency;
    const { amount, ...counts } = this.#refunds;
    const currencies = [...this.#currencies].filter(([code]) => code !== null).map(([code, { orders }]) => [code, orders]);
    return {
      orders: { customerId: this.#customerId, date: this.#date, amount: this.#amount, currency, orderId: this.#orderId },
      report: {
        read: this.#read,
        taken: this.#taken,
        leftOut: this.#leftOut,
        reasons: Object.fromEntries(this.#reasons),
        refunds: { ...counts, amount: toNumber(amount) },
        currencies: Object.fromEntries(currencies),
        lines: this.#lines,
      },
    };
  }

  /** Returns the currency of all orders; one that is not named is that of the options. */
  #oneCurrency() {
    const wanted = this.#settings.currency;
    /** @type {Map<string | null, Place>} */
    const found = new Map();
    for (const [code, { place }] of this.#currencies) if (!found.has(code ?? wanted)) found.set(code ?? wanted, place);
    const codes = [...found.keys()];
    const other = codes.find((code) => code !== (wanted ?? codes[0]));
    if (other === undefined) return wanted ?? codes[0] ?? null;
    const place = found.get(other) ?? { path: "input" };
    const names = codes.map((code) => code ?? "no currency").join(", ");
    const expected = wanted === null ? "" : `, expected ${wanted}`;
    const advice = codes.includes(null) ? "say with the option currency what those without are in" : "give the options currency and rates, or one currency at a time";
    throw new ClienteleError("MixedCurrencies", `${place.path}: orders in ${names}${expected}; ${advice}`, { ...place });
  }
}

/**
 * The identifier of a record that is left out, if it can be read.
 * @param {() => string | null} orderId
 */
function quietly(orderId) {
  try {
    return orderId();
  } catch {
    return null;
  }
}
