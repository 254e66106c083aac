import { invalid } from "./errors.js";

const MS_PER_DAY = 86_400_000;

/**
 * Returns the function that tells the calendar day of an instant in a zone.
 * @param {unknown} timeZone a name such as "Europe/Berlin"; UTC unless told
 * @returns {(ms: number) => number} days since 1970-01-01
 */
export function daysOf(timeZone) {
  if (timeZone === undefined || timeZone === null || timeZone === "UTC") return (ms) => Math.floor(ms / MS_PER_DAY);
  if (typeof timeZone !== "string") throw invalid("options.timeZone", timeZone, 'a zone such as "Europe/Berlin"');
  /** @type {Intl.DateTimeFormat} */
  let format;
  try {
    format = new Intl.DateTimeFormat("en-US", { timeZone, calendar: "gregory", year: "numeric", month: "numeric", day: "numeric" });
  } catch {
    throw invalid("options.timeZone", timeZone, 'a zone such as "Europe/Berlin"');
  }
  let [hour, found] = [NaN, 0];
  return (ms) => {
    // Formatting is slow. Offsets are multiples of a quarter of an hour, and so is every midnight.
    const quarter = Math.floor(ms / 900_000);
    if (quarter === hour) return found;
    /** @type {Record<string, number>} */
    const parts = {};
    for (const { type, value } of format.formatToParts(ms)) parts[type] = Number(value);
    found = Math.floor(Date.UTC(parts["year"] ?? 1970, (parts["month"] ?? 1) - 1, parts["day"] ?? 1) / MS_PER_DAY);
    hour = quarter;
    return found;
  };
}
