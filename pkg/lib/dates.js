import { invalid } from "./errors.js";

const MS_PER_DAY = 86_400_000;

/** 0001-01-01 and 9999-12-31. */
const DAYS = { first: -719_162, last: 2_932_896 };

/**
 * Returns the days since 1970-01-01 of a date: a text such as 2024-03-31 (a time after it is left
 * out: the day is the one written), a number of days, or a `Date`, of which the UTC day counts.
 * @param {unknown} date
 * @param {string} path
 * @returns {number}
 */
export function toDay(date, path) {
  if (typeof date === "number" && isDay(date)) return date;
  if (typeof date === "string" && /^\d{4}-\d\d-\d\d($|[T ])/.test(date)) {
    const text = date.slice(0, 10);
    const day = Date.parse(`${text}T00:00:00Z`) / MS_PER_DAY;
    // `Date.parse` of some hosts takes the 31st of February for a day in March.
    if (isDay(day) && toIso(day) === text) return day;
    throw invalid(path, date, "a date such as 2024-03-31");
  }
  if (Object.prototype.toString.call(date) === "[object Date]") {
    const day = Math.floor(/** @type {Date} */ (date).getTime() / MS_PER_DAY);
    if (isDay(day)) return day;
  }
  throw invalid(path, date, "a date such as 2024-03-31");
}

/** @param {number} day */
const isDay = (day) => Number.isInteger(day) && day >= DAYS.first && day <= DAYS.last;

/**
 * Returns the date of a number of days as a text such as 2024-03-31.
 * @param {number} day
 * @returns {string}
 */
export function toIso(day) {
  // Beyond the years 1 to 9999 the form is another one.
  if (!(day >= FIRST_DAY && day <= LAST_DAY)) return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
  // From days to the civil calendar, in eras of 400 years that begin in March (Hinnant, "chrono-
  // compatible low-level date algorithms", 2013): a score holds four dates, and `Date` is slow.
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const year = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365);
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * ofYear + 2) / 153);
  const date = ofYear - Math.floor((153 * month + 2) / 5) + 1;
  const civil = month < 10 ? month + 3 : month - 9;
  return `${pad(year + era * 400 + (civil <= 2 ? 1 : 0), 4)}-${pad(civil, 2)}-${pad(date, 2)}`;
}

/** 0001-01-01 and 9999-12-31. */
const [FIRST_DAY, LAST_DAY] = [-719_162, 2_932_896];

/**
 * @param {number} value
 * @param {number} width
 */
function pad(value, width) {
  let text = `${value}`;
  while (text.length < width) text = `0${text}`;
  return text;
}
