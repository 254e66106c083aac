import { toDay } from "./dates.js";
import { ClienteleError, invalid } from "./errors.js";

const DAY_MS = 86_400_000;

/** 2024-03-31T09:30, with seconds, a fraction and a zone where they are known. */
const MOMENT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;

/** 0001-01-01 and the day after 9999-12-31, in milliseconds since 1970. */
const RANGE = { first: -719_162 * DAY_MS, end: 2_932_897 * DAY_MS };

/**
 * Returns the day of a time in days since 1970-01-01, and the milliseconds since it began; null where
 * only the day is known. A time without a zone is UTC: what the clock of the host says must not count.
 * @param {unknown} date a `Date`, a text such as 2024-03-31 or 2024-03-31T09:30Z, or days since 1970
 * @param {string} path
 * @returns {{day: number, millis: number | null}}
 */
export function toMoment(date, path) {
  if (typeof date === "number") {
    if (!Number.isFinite(date)) throw new ClienteleError("NotFinite", `${path}: the number is not finite`, { path });
    return Number.isInteger(date) ? { day: toDay(date, path), millis: null } : split(Math.round(date * DAY_MS), date, path);
  }
  if (Object.prototype.toString.call(date) === "[object Date]") return split(/** @type {Date} */ (date).getTime(), date, path);
  const found = typeof date === "string" ? MOMENT.exec(date) : null;
  if (found === null) {
    // A day and nothing else: what follows it must be a time that can be read.
    if (typeof date === "string" && date.length !== 10) throw invalid(path, date, "a date such as 2024-03-31 or 2024-03-31T09:30Z");
    return { day: toDay(date, path), millis: null };
  }
  const [, day, hours = 0, minutes = 0, seconds = 0, fraction = "", zone = "Z"] = found;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) throw invalid(path, date, "a time of the day");
  const millis = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, "0").slice(0, 3));
  return split(toDay(day, path) * DAY_MS + millis - offset(zone), date, path);
}

/**
 * Returns the offset of a zone such as +08:00 in milliseconds.
 * @param {string} zone
 */
function offset(zone) {
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}

/**
 * @param {number} instant milliseconds since 1970
 * @param {unknown} date
 * @param {string} path
 */
function split(instant, date, path) {
  if (!(instant >= RANGE.first && instant < RANGE.end)) throw invalid(path, date, "a date such as 2024-03-31 or 2024-03-31T09:30Z");
  const day = Math.floor(instant / DAY_MS);
  return { day, millis: instant - day * DAY_MS };
}
