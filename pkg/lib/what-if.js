// A customer as might be: what is changed, and by how much the scores differ.

import { toDay } from "./dates.js";
import { ClienteleError, invalid } from "./errors.js";
import { number, only } from "./options.js";

/** What a change of scores is told in. */
const CHANGES = /** @type {const} */ ([
  ["valueScore", (/** @type {any} */ s) => s.value.score],
  ["lifetime", (/** @type {any} */ s) => s.value.lifetime],
  ["loyaltyScore", (/** @type {any} */ s) => s.loyalty.score],
  ["risk", (/** @type {any} */ s) => s.churn.risk],
  ["valueAtRisk", (/** @type {any} */ s) => s.valueAtRisk],
]);

/**
 * Returns by how much scores differ; null where one of the two is.
 * @param {any} before
 * @param {any} after
 */
export function differences(before, after) {
  const change = CHANGES.map(([name, of]) => {
    const [one, other] = [of(before), of(after)];
    return [name, one === null || other === null ? null : other - one];
  });
  return Object.fromEntries(change);
}

/** What the silence since the last order is told by. */
const SILENCE = ["recency", "recencyRatio"];

/**
 * Returns the changes to a customer, checked.
 * @param {any} changes
 * @param {import("./score-object.js").Names} names
 */
export function changesOf(changes, { customerFields }) {
  if (typeof changes !== "object" || changes === null) throw invalid("changes", changes, "an object");
  const { lastOrderDaysAgo, ...fields } = changes;
  only(fields, [...customerFields, "features"], "changes");
  const moved = lastOrderDaysAgo ?? null;
  if (moved === null) return { lastOrderDaysAgo: null, fields };
  const twice = SILENCE.find((name) => (fields[name] ?? null) !== null);
  if (twice !== undefined) throw invalid(`changes.${twice}`, fields[twice], "left out beside `lastOrderDaysAgo`, which sets it");
  return { lastOrderDaysAgo: number(moved, "changes.lastOrderDaysAgo"), fields };
}

/**
 * Returns orders whose last day is another one; what follows from them (the revenue of the year, the quarters)
 * follows from the moved ones.
 * @param {readonly {date: any, amount: number}[]} orders of a customer who has been scored as of that day
 * @param {number} asOf
 * @param {number} daysAgo
 */
export function withLastOrder(orders, asOf, daysAgo) {
  const path = "changes.lastOrderDaysAgo";
  if (!Number.isInteger(daysAgo)) throw invalid(path, daysAgo, "a whole number of days, as orders have");
  const known = orders.map(({ date, amount }) => ({ day: toDay(date, path), amount })).filter(({ day }) => day <= asOf);
  const bought = known.filter(({ amount }) => amount > 0);
  const last = bought.reduce((latest, { day }) => Math.max(latest, day), -Infinity);
  const before = bought.reduce((latest, { day }) => (day < last ? Math.max(latest, day) : latest), -Infinity);
  if (daysAgo < 0 || asOf - daysAgo <= before) {
    const most = Number.isFinite(before) ? ` to ${asOf - before - 1}: the order before the last one was ${asOf - before} days ago` : "";
    throw new ClienteleError("OutOfRange", `${path}: must be from 0${most}, found ${daysAgo}`, { path });
  }
  // What was given back since goes with the order.
  return known.map(({ day, amount }) => ({ date: day >= last ? asOf - daysAgo : day, amount }));
}
