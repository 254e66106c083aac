// Points by rules, for whichever module they are given: the full one or the small one.

import { toDay, toIso } from "./dates.js";
import { invalid } from "./errors.js";
import { toMoment } from "./moments.js";
import { only } from "./options.js";

/** Calls a method of a module by its name. @typedef {(name: string, input: Record<string, unknown>) => any} Call */

/**
 * Returns what scores by point rules.
 * @param {Call} call
 */
export function pointsOf(call) {
  /**
   * Scores a customer by one set of rules or by several side by side.
   * @param {any} ruleSets a set, or a list of sets
   * @param {unknown} facts what is known, by field
   * @param {unknown} [options]
   */
  function scorePoints(ruleSets, facts, options) {
    const known = objectOf(options ?? {}, "options");
    only(known, ["events", "asOf", "previous"]);
    const { events = null, asOf = null, previous = null } = known;
    const scores = call("scorePoints", {
      ruleSets: listOf(ruleSets),
      facts: factsOf(facts ?? {}),
      events: eventsOf(events),
      asOf: asOf === null ? null : daysOf(asOf, "options.asOf"),
      previous: previousOf(previous),
    });
    return Array.isArray(ruleSets) ? scores : scores[0];
  }

  return { scorePoints };
}

/** @param {unknown} sets */
export const listOf = (sets) => (Array.isArray(sets) ? sets : [sets ?? null]);

/**
 * Returns facts with their dates as texts: the day in UTC.
 * @param {any} facts
 */
function factsOf(facts) {
  if (typeof facts !== "object" || Array.isArray(facts)) return facts;
  const isDate = (/** @type {unknown} */ fact) => Object.prototype.toString.call(fact) === "[object Date]";
  const dated = Object.keys(facts).filter((name) => isDate(facts[name]));
  if (dated.length === 0) return facts;
  return { ...facts, ...Object.fromEntries(dated.map((name) => [name, toIso(toDay(facts[name], `facts.${name}`))])) };
}

/**
 * Returns an object, not a copy of it: what is in it is checked where it is read.
 * @param {any} value
 * @param {string} path
 * @returns {Record<string, any>}
 */
function objectOf(value, path) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalid(path, value, "an object");
  return value;
}

/**
 * Returns a time as days since 1970-01-01, hours as a fraction.
 * @param {unknown} date
 * @param {string} path
 */
function daysOf(date, path) {
  const { day, millis } = toMoment(date, path);
  return day + (millis ?? 0) / 86_400_000;
}

/** @param {unknown} events */
function eventsOf(events) {
  if (events === null) return [];
  if (!Array.isArray(events)) throw invalid("events", events, "a list of events");
  return events.map((event, i) => {
    const { type = null, date, count = null, ...rest } = objectOf(event, `events[${i}]`);
    only(rest, [], `events[${i}]`);
    return { type, day: daysOf(date, `events[${i}].date`), count };
  });
}

/**
 * Returns the totals before: of earlier scores, or by the code of the set.
 * @param {any} previous
 */
function previousOf(previous) {
  if (previous === null) return [];
  const of = (/** @type {any} */ score, /** @type {number} */ i) => {
    const { set = null, total = null } = objectOf(score, `previous[${i}]`);
    return { set, total };
  };
  if (Array.isArray(previous)) return previous.map(of);
  if (typeof objectOf(previous, "previous")["set"] === "string") return [of(previous, 0)];
  return Object.entries(previous).map(([set, total]) => ({ set, total }));
}
