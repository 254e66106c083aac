// What a state says on a day.

import { toIso } from "../dates.js";
import { halved } from "./fade.js";
import { BASKET, ORDER, VISIT, inOrder, visitCounted } from "./state.js";

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Event} Event
 * @typedef {import("./options.js").Weights} Weights
 */

/**
 * Returns all that is known of a visitor. No gap is negative: what lies after today, because the clock
 * was ahead then or is behind now, is read as of today.
 * @param {State} state
 * @param {number} today
 * @param {{ weights: Weights, halfLifeDays: number }} settings
 */
export function figuresOf(state, today, { weights, halfLifeDays }) {
  const { fold } = state;
  const points = [weights.visit, weights.view, weights.basket, 0];
  const counts = [...fold.kinds];
  let [first, last, basketAmount] = [fold.first, fold.last, fold.basket];
  const bought = new Set(fold.categories.filter(([name, , , orders]) => orders > 0 && name !== "").map(([name]) => name));
  const viewed = new Set(fold.categories.filter(([, views, baskets]) => views + baskets > 0).map(([name]) => name));
  /** @type {Event[]} */
  const orders = [...fold.orders];
  /** Points by age in days: one power for each day, not for each event. @type {Map<number, number>} */
  const byAge = new Map();
  for (const event of inOrder(state)) {
    const [, , kind, day, amount, names] = event;
    if (kind === VISIT && visitCounted(state, day)) continue;
    counts[kind] = (counts[kind] ?? 0) + 1;
    first = first === null ? day : Math.min(first, day);
    last = last === null ? day : Math.max(last, day);
    if (kind === BASKET && amount !== null) basketAmount = amount;
    if (kind === ORDER) orders.push(event);
    for (const name of names) (kind === ORDER ? bought : viewed).add(name);
    const age = Math.max(0, today - day);
    byAge.set(age, (byAge.get(age) ?? 0) + (points[kind] ?? 0));
  }
  const sinceFold = halved(Math.max(0, today - fold.day) / halfLifeDays);
  let engagement = fold.faded.reduce((sum, faded, kind) => sum + (points[kind] ?? 0) * faded, 0) * sinceFold;
  // From the oldest on, so that the order in which tabs learnt of the events leaves no trace in the sum.
  for (const [age, sum] of [...byAge].sort(([one], [other]) => other - one)) engagement += sum * halved(age / halfLifeDays);
  const [visits = 0, views = 0, baskets = 0] = counts;
  return {
    ...{ today, visits, views, baskets, basketAmount, engagement },
    bought: [...bought].sort(),
    orders: orders.sort((one, other) => one[3] - other[3] || one[0] - other[0] || (one[1] < other[1] ? -1 : 1)),
    viewed: viewed.size,
    first: first === null ? null : Math.min(first, today),
    last: last === null ? null : Math.min(last, today),
  };
}

/** @typedef {ReturnType<typeof figuresOf>} Figures */

/**
 * Returns the record that a scorer scores.
 * @param {Figures} figures
 */
export function recordOf({ today, orders, visits, views, baskets, basketAmount, engagement, bought, viewed, first, last }) {
  const dated = orders.map(([, , , day, amount]) => ({ date: toIso(Math.min(day, today)), amount: amount ?? 0 }));
  return {
    asOf: toIso(today),
    // A scorer takes an empty list for a mistake; a customer without purchases has none.
    ...(dated.length > 0 ? { orders: dated } : {}),
    categories: bought.length === 0 ? null : bought.length,
    ...{ visits, views, baskets, basketAmount, engagement },
    viewedCategories: viewed,
    firstSeen: first === null ? null : toIso(first),
    lastSeen: last === null ? null : toIso(last),
  };
}

/**
 * Returns what the probability of a first order may rest on.
 * @param {Figures} figures
 */
export function featuresOf({ today, visits, views, baskets, basketAmount, engagement, viewed, first, last }) {
  return Object.freeze({
    ...{ visits, views, baskets, basketAmount, engagement },
    viewedCategories: viewed,
    daysSinceFirst: first === null ? null : today - first,
    daysSinceLast: last === null ? null : today - last,
  });
}
