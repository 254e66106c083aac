// The state as the text that the browser keeps, checked when it is read: whatever can write to the
// storage of the origin may have written it.

import { KINDS, MOST_CATEGORIES, MOST_ORDERS, VERSION, inOrder } from "./state.js";

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Event} Event
 * @typedef {import("./state.js").Category} Category
 * @typedef {import("./state.js").Fold} Fold
 */

/** Longer texts are not of this module. */
const LONGEST = 10_000_000;
const MOST_EVENTS = 25_000;

/** The longest name of a category, and the most of one event. */
export const LONGEST_NAME = 64;
export const MOST_NAMES = 20;

/** States are values: each is written once. @type {WeakMap<State, string>} */
const texts = new WeakMap();

/**
 * Returns the text of a state; equal states have equal texts.
 * @param {State} state
 */
export function toText(state) {
  let text = texts.get(state);
  if (text === undefined) {
    const { mark, consent, fold } = state;
    const events = inOrder(state).map(short);
    text = JSON.stringify({ version: VERSION, mark, consent, fold: { ...fold, orders: fold.orders.map(short) }, events });
    texts.set(state, text);
  }
  return text;
}

/**
 * Returns an event without what it does not have.
 * @param {Event} event
 */
export function short(event) {
  if (event[5].length > 0) return event;
  return event[4] === null ? event.slice(0, 4) : event.slice(0, 5);
}

/**
 * Returns the state that a text holds, or null if it holds none.
 * @param {string} text
 * @returns {State | null}
 */
export function fromText(text) {
  if (text.length > LONGEST) return null;
  try {
    return stateOf(JSON.parse(text));
  } catch {
    return null;
  }
}

/**
 * @param {any} value
 * @returns {State | null}
 */
function stateOf(value) {
  if (!isObject(value) || value.version !== VERSION) return null;
  const { mark, consent } = value;
  if (!(mark === null || isId(mark)) || !(consent === null || isDay(consent))) return null;
  const fold = foldOf(value.fold);
  const events = eventsOf(value.events, MOST_EVENTS);
  if (fold === null || events === null) return null;
  return { mark, consent, fold, events: new Map(events.filter((event) => event[0] > fold.n).map((event) => [event[1], event])) };
}

/**
 * @param {any} value
 * @returns {Fold | null}
 */
function foldOf(value) {
  if (!isObject(value)) return null;
  const { n, count, kinds, halfLife, day, faded, first, last, lastVisit, basket, categories } = value;
  const days = [first, last, lastVisit].every((found) => found === null || isDay(found));
  const numbers = isCount(n) && isCount(count) && isPositive(halfLife) && isDay(day) && (basket === null || Number.isFinite(basket));
  const lists = isList(kinds, KINDS.length, isCount) && isList(faded, 3, isPositive);
  const orders = eventsOf(value.orders, MOST_ORDERS);
  if (!days || !numbers || !lists || orders === null || !Array.isArray(categories) || categories.length > MOST_CATEGORIES + 1) return null;
  /** @param {any} entry */
  const isCategory = (entry) => Array.isArray(entry) && entry.length === 4 && isName(entry[0], true) && entry.slice(1).every(isCount);
  if (!categories.every(isCategory)) return null;
  return { n, count, kinds, halfLife, day, faded, first, last, lastVisit, basket, categories, orders };
}

/**
 * Returns events if all of them are some.
 * @param {any} list
 * @param {number} most
 * @returns {Event[] | null}
 */
export function eventsOf(list, most) {
  if (!Array.isArray(list) || list.length > most) return null;
  const events = list.map(eventOf);
  return events.every((event) => event !== null) ? /** @type {Event[]} */ (events) : null;
}

/**
 * @param {any} value
 * @returns {Event | null}
 */
function eventOf(value) {
  if (!Array.isArray(value) || value.length < 4 || value.length > 6) return null;
  const [n, id, kind, day, amount = null, categories = []] = value;
  const known = isCount(n) && isId(id) && isCount(kind) && kind < KINDS.length && isDay(day);
  if (!known || !(amount === null || Number.isFinite(amount))) return null;
  if (kind === KINDS.indexOf("order") && amount === null) return null;
  if (!Array.isArray(categories) || categories.length > MOST_NAMES || !categories.every((name) => isName(name))) return null;
  return [n, id, kind, day, amount, categories];
}

/** @param {any} value */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** @param {unknown} value */
export const isId = (value) => typeof value === "string" && /^([0-9a-fx][0-9a-f]{15}|day-?\d{1,7})$/.test(value);
/** @param {unknown} value */
const isCount = (value) => Number.isSafeInteger(value) && /** @type {number} */ (value) >= 0;
/** @param {unknown} value */
const isPositive = (value) => Number.isFinite(value) && /** @type {number} */ (value) >= 0;
/** The days of the years 1 to 9999. @param {any} value */
const isDay = (value) => Number.isInteger(value) && value >= -719_162 && value <= 2_932_896;
/** @param {unknown} value */
export const isName = (value, orNone = false) => typeof value === "string" && value.length <= LONGEST_NAME && (orNone || value !== "");
/**
 * @param {unknown} value
 * @param {number} length
 * @param {(item: any) => boolean} is
 */
const isList = (value, length, is) => Array.isArray(value) && value.length === length && value.every(is);
