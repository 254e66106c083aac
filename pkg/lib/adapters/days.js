// The day of an order. As in all of the package it is the day that is written: 2024-03-31T23:30:00-05:00 is the 31st.
// What is written in UTC has no day of a shop; the option `timeZone` gives it one.

import { toDay } from "../dates.js";
import { daysOf } from "../days.js";
import { LeftOut, isGiven } from "./fields.js";

const UTC = /(Z|[+-]00:?00| UTC| GMT)$/i;
const SLASHED = /^(\d{1,2})[/](\d{1,2})[/](\d{4})($|[ ,T])/;
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})($|[ ,T])/;
const YEAR_FIRST = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})($|[ T])/;

/** Reads days by the options of a call. */
export class Days {
  #zone;
  #ofZone;

  /** @param {{ timeZone: unknown, dateOrder: string | null }} options */
  constructor({ timeZone, dateOrder }) {
    this.#zone = timeZone !== null;
    this.#ofZone = daysOf(timeZone);
    /** Whether day or month comes first in dates with slashes: "dmy", "mdy", or null while nothing has told. */
    this.order = dateOrder;
  }

  /**
   * Returns the day of a text or a `Date`.
   * @param {unknown} value
   * @param {{ utc?: boolean, ms?: boolean, what?: string }} [how] `utc`: without a zone it means UTC; `ms`: numbers are milliseconds
   * @returns {number} days since 1970-01-01
   */
  of(value, { utc = false, ms = false, what = "date" } = {}) {
    if (!isGiven(value)) throw new LeftOut("no_date", `there is no ${what}`);
    try {
      if (typeof value === "number") return ms ? this.#instant(value) : toDay(NaN, what);
      if (typeof value !== "string") return this.#zone && value instanceof Date ? this.#instant(value.getTime()) : toDay(value, what);
      const text = value.trim();
      if (ms && /^-?\d{6,15}$/.test(text)) return this.#instant(Number(text));
      if (this.#zone && (UTC.test(text) || (utc && /\d:\d\d/.test(text)))) {
        const plain = text.replace(UTC, "").replace(/[/]/g, "-").replace(" ", "T");
        if (/^\d{4}-\d\d-\d\dT\d/.test(plain)) return this.#instant(Date.parse(`${plain}Z`));
      }
      return toDay(this.#iso(text), what);
    } catch {
      throw new LeftOut("bad_date", `the ${what} is not a date such as 2024-03-31`);
    }
  }

  /**
   * Returns the day of seconds since 1970, as Stripe counts.
   * @param {unknown} value
   * @param {string} [what]
   */
  ofSeconds(value, what = "date") {
    if (!isGiven(value)) throw new LeftOut("no_date", `there is no ${what}`);
    const seconds = typeof value === "string" && /^\d{1,12}$/.test(value.trim()) ? Number(value) : value;
    if (typeof seconds !== "number") throw new LeftOut("bad_date", `the ${what} is no number of seconds`);
    return this.of(seconds * 1000, { ms: true, what });
  }

  /** @param {number} ms */
  #instant(ms) {
    // `toDay` checks the range; a formatter throws beyond its own, which is the caller's bad date as well.
    return toDay(this.#ofZone(ms), "date");
  }

  /** @param {string} text */
  #iso(text) {
    const first = YEAR_FIRST.exec(text);
    if (first) return iso(first[1], first[2], first[3]);
    const dotted = DOTTED.exec(text);
    if (dotted) return iso(dotted[3], dotted[2], dotted[1]);
    const slashed = this.order === null ? null : SLASHED.exec(text);
    if (!slashed) return text;
    return this.order === "dmy" ? iso(slashed[3], slashed[2], slashed[1]) : iso(slashed[3], slashed[1], slashed[2]);
  }
}

/**
 * @param {string | undefined} year
 * @param {string | undefined} month
 * @param {string | undefined} day
 */
const iso = (year = "", month = "", day = "") => `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;

/**
 * Returns which parts of a date with slashes can only be a day: the first, the second, none, or null where there are no slashes.
 * @param {string} text
 * @returns {"dmy" | "mdy" | "either" | null}
 */
export function orderOf(text) {
  const match = SLASHED.exec(text.trim());
  if (!match) return null;
  if (Number(match[1]) > 12) return "dmy";
  return Number(match[2]) > 12 ? "mdy" : "either";
}
