// The state of a visitor, and the joining of two of them. States are values: nothing changes one.
//
// Events carry a random identifier and a sequence number that is greater than all its writer knew of.
// The newest stay one by one; the others are in the totals of the fold, which holds all events up to a
// sequence number. Joining takes the fold that reaches further and the union of the events beyond it:
// it is associative, commutative and idempotent, so that tabs may join in any order, twice or often.

import { halved } from "./fade.js";

export const VERSION = 1;

/** Kinds of events, by the place that stands for them in the store. */
export const KINDS = /** @type {const} */ (["visit", "view", "basket", "order"]);
export const [VISIT, VIEW, BASKET, ORDER] = /** @type {const} */ ([0, 1, 2, 3]);

/** Orders that a fold keeps one by one, and categories that it keeps by name. */
export const MOST_ORDERS = 1000;
export const MOST_CATEGORIES = 100;

/**
 * One event: the sequence number, the identifier, the kind, the day, the amount, the categories.
 * @typedef {readonly [n: number, id: string, kind: number, day: number, amount: number | null, categories: readonly string[]]} Event
 * A category with its views, baskets and orders; those beyond the names that are kept have the name "".
 * @typedef {readonly [name: string, views: number, baskets: number, orders: number]} Category
 * @typedef {{
 *   n: number, count: number, kinds: readonly number[], halfLife: number, day: number, faded: readonly number[],
 *   first: number | null, last: number | null, lastVisit: number | null, basket: number | null,
 *   categories: readonly Category[], orders: readonly Event[],
 * }} Fold
 * @typedef {{ mark: string | null, consent: number | null, fold: Fold, events: ReadonlyMap<string, Event> }} State
 */

/** @type {Fold} */
const NO_FOLD = Object.freeze({
  ...{ n: 0, count: 0, kinds: [0, 0, 0, 0], halfLife: 0, day: 0, faded: [0, 0, 0] },
  ...{ first: null, last: null, lastVisit: null, basket: null, categories: [], orders: [] },
});

/** @type {State} */
export const EMPTY = Object.freeze({ mark: null, consent: null, fold: NO_FOLD, events: new Map() });

/** @param {State} state */
export const isEmpty = ({ mark, consent, fold, events }) => mark === null && consent === null && fold.n === 0 && events.size === 0;

/**
 * Events in the order in which all tabs count them.
 * @param {Event} one
 * @param {Event} other
 */
const bySequence = (one, other) => one[0] - other[0] || (one[1] < other[1] ? -1 : one[1] > other[1] ? 1 : 0);

/** @param {State} state */
export const inOrder = ({ events }) => [...events.values()].sort(bySequence);

/**
 * Returns the sequence number of the next event.
 * @param {State} state
 */
export function nextNumber({ fold, events }) {
  let most = fold.n;
  for (const [n] of events.values()) if (n > most) most = n;
  return most + 1;
}

/**
 * Tells whether an event is in a state. Of what has been folded only orders and visits are known.
 * @param {State} state
 * @param {string} id
 */
export const has = ({ events, fold }, id) => events.has(id) || fold.orders.some((order) => order[1] === id);

/**
 * Tells whether the visit of a day has been counted, or can no longer be: days are folded in order.
 * @param {State} state
 * @param {number} day
 */
export const visitCounted = ({ fold }, day) => fold.lastVisit !== null && day <= fold.lastVisit;

/**
 * Returns the state with one more event.
 * @param {State} state
 * @param {Event} event
 * @returns {State}
 */
export function withEvent(state, event) {
  return { ...state, events: new Map(state.events).set(event[1], event) };
}

/**
 * Joins two states of one browser.
 * @param {State} one
 * @param {State} other
 * @returns {State}
 */
export function merge(one, other) {
  const fold = further(one.fold, other.fold);
  /** @type {Map<string, Event>} */
  const events = new Map();
  for (const event of one.events.values()) if (event[0] > fold.n) events.set(event[1], event);
  for (const event of other.events.values()) {
    const known = events.get(event[1]);
    if (event[0] > fold.n && (known === undefined || compare(known, event) < 0)) events.set(event[1], event);
  }
  return { mark: least(one.mark, other.mark), consent: least(one.consent, other.consent), fold, events };
}

/**
 * Compares two versions of one event: the later number counts, and among equals any that all tabs choose alike.
 * @param {Event} one
 * @param {Event} other
 */
function compare(one, other) {
  if (one === other || one[0] !== other[0]) return one[0] - other[0];
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * @param {Fold} one
 * @param {Fold} other
 */
function further(one, other) {
  if (one === other) return one;
  const order = one.n - other.n || one.count - other.count;
  if (order !== 0) return order > 0 ? one : other;
  return JSON.stringify(one) >= JSON.stringify(other) ? one : other;
}

/**
 * @template {string | number} T
 * @param {T | null} one
 * @param {T | null} other
 * @returns {T | null}
 */
const least = (one, other) => (one === null ? other : other === null || one <= other ? one : other);

/**
 * Returns the state with its oldest events in the totals, if there are too many to keep one by one; the
 * newest half stays. What has not `settled` stays as well, since another tab may have older ones to
 * tell that are on their way.
 * @param {State} state
 * @param {{ maxEvents: number, halfLifeDays: number, today: number, settled: number }} settings
 * @returns {State}
 */
export function folded(state, { maxEvents, halfLifeDays, today, settled }) {
  if (state.events.size <= maxEvents) return state;
  const all = inOrder(state);
  const n = Math.min(settled, all[all.length - Math.ceil(maxEvents / 2) - 1]?.[0] ?? 0);
  if (n < (all[0]?.[0] ?? 0)) return state;
  const leaving = all.filter((event) => event[0] <= n);
  const staying = all.filter((event) => event[0] > n);
  const fold = leaving.reduce((before, event) => withFolded(before, event, halfLifeDays, today), state.fold);
  return { ...state, fold: { ...fold, n }, events: new Map(staying.map((event) => [event[1], event])) };
}

/**
 * @param {Fold} fold
 * @param {Event} event
 * @param {number} halfLifeDays
 * @param {number} today
 * @returns {Fold}
 */
function withFolded(fold, event, halfLifeDays, today) {
  const [, , kind, day, amount, categories] = event;
  if (kind === VISIT && fold.lastVisit !== null && day <= fold.lastVisit) return fold;
  // A day to come counts as today: to fade until then would wipe out the sum.
  const at = fold.count === 0 ? Math.min(day, today) : Math.max(fold.day, Math.min(day, today));
  const share = halved((at - fold.day) / halfLifeDays);
  const own = halved(Math.max(0, at - day) / halfLifeDays);
  return {
    ...fold,
    count: fold.count + 1,
    kinds: fold.kinds.map((count, i) => count + (i === kind ? 1 : 0)),
    halfLife: halfLifeDays,
    day: at,
    faded: fold.faded.map((sum, i) => (fold.count === 0 ? 0 : sum * share) + (i === kind ? own : 0)),
    first: fold.first === null ? day : Math.min(fold.first, day),
    last: fold.last === null ? day : Math.max(fold.last, day),
    lastVisit: kind === VISIT ? day : fold.lastVisit,
    basket: kind === BASKET && amount !== null ? amount : fold.basket,
    categories: categories.reduce((known, name) => withCategory(known, name, kind), fold.categories),
    orders: kind === ORDER ? withOrder(fold.orders, event) : fold.orders,
  };
}

/**
 * Counts a category. Beyond the names that are kept, new ones are counted together.
 * @param {readonly Category[]} categories
 * @param {string} name
 * @param {number} kind
 * @returns {readonly Category[]}
 */
function withCategory(categories, name, kind) {
  /** @param {Category} category @returns {Category} */
  const counted = ([of, views, baskets, orders]) => {
    const one = (/** @type {number} */ which) => (kind === which ? 1 : 0);
    return [of, views + one(VIEW), baskets + one(BASKET), orders + one(ORDER)];
  };
  const known = categories.some(([of]) => of === name);
  const named = known || categories.length < MOST_CATEGORIES ? name : "";
  if (categories.some(([of]) => of === named)) return categories.map((category) => (category[0] === named ? counted(category) : category));
  return [...categories, counted([named, 0, 0, 0])];
}

/**
 * Adds an order. Of too many the earliest but the first become one: the day of the first, that of the
 * last and the sum of all stay as they are.
 * @param {readonly Event[]} orders
 * @param {Event} order
 */
function withOrder(orders, order) {
  const all = [...orders, order].sort((one, other) => one[3] - other[3] || bySequence(one, other));
  const [first, second, third, ...rest] = all;
  if (all.length <= MOST_ORDERS || !first || !second || !third) return all;
  /** @type {Event} */
  const joined = [second[0], second[1], ORDER, second[3], (second[4] ?? 0) + (third[4] ?? 0), []];
  return [first, joined, ...rest];
}
