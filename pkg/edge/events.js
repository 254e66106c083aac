// Events as they come in, and their way to the states of their customers.

import { unknownKey } from "./given.js";
import { LONGEST_NAME, nameOf, objectOf } from "./json.js";
import { Refusal } from "./refusal.js";

/** @typedef {import("./apply.js").Outcome} Outcome */
/**
 * An event on its way: `failure` is what kept the store from taking it, which is nobody's fault but passes.
 * @typedef {{row: number, customer: string | null, event: any, outcome: Outcome | null, failure: unknown, state: string | null}} Item
 */

/** Customers whose states are written at a time. */
const AT_ONCE = 16;

const DAY_MS = 86_400_000;

/** How far the clock of a sender may be ahead: to the end of tomorrow, which is today somewhere. */
const AHEAD_MS = DAY_MS;

/** Names that no path can hold: addresses take them for steps. */
const STEPS = [".", ".."];

/** The keys of an event. */
const KEYS = ["customer", "type", "date", "amount", "id"];

/** @param {number} millis */
export const isoDay = (millis) => new Date(millis).toISOString().slice(0, 10);

/**
 * Returns an event with its customer, or with what is wrong with it.
 * @param {unknown} given
 * @param {number} row
 * @param {{now: number, seed: string | null}} context the time, and what identifies the request
 * @returns {Item}
 */
export function itemOf(given, row, { now, seed }) {
  const item = { row, customer: null, event: null, outcome: null, failure: null, state: null };
  try {
    const { customer, ...rest } = objectOf(given, "event", "an event as an object with `customer`, `type` and what belongs to it");
    const other = Object.keys(rest).find((key) => !KEYS.includes(key));
    // Where `customer` itself is misspelt, that is what is wrong.
    if (customer === undefined && other !== undefined) return { ...item, outcome: { error: unknown(other) } };
    const name = nameOf(customer, "customer");
    if (other !== undefined) return { ...item, customer: name, outcome: { error: unknown(other) } };
    if (STEPS.includes(name)) throw new Refusal("InvalidRequest", "customer: no address can end in such a name", { path: "customer" });
    const { id = null, date = null } = rest;
    const own = id === null ? (seed === null ? null : `${seed}/${row}`) : nameOf(id, "event.id");
    // A day without a time: two requests that come at once may be taken in either order.
    const event = { ...rest, id: own, date: date ?? isoDay(now) };
    checkDate(event.date, now);
    return { ...item, customer: name, event };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message, path } = error;
    return { ...item, outcome: { error: { code, message, ...(path === undefined ? {} : { path }) } } };
  }
}

/**
 * Returns the error about a key that no event has. It may be as long as a body: so much of it is named.
 * @param {string} given
 */
function unknown(given) {
  const { code, message, path } = unknownKey(`event.${given.slice(0, 40)}`, KEYS);
  return { code, message, path: String(path) };
}

/**
 * Rejects a date in the future: every later event would be out of order, and the customer lost to a wrong clock.
 * @param {unknown} date
 * @param {number} now
 */
function checkDate(date, now) {
  const last = now + AHEAD_MS;
  const future = typeof date === "string" ? date.slice(0, 10) > isoDay(last) : typeof date === "number" && date * DAY_MS > last;
  if (future && !(typeof date === "string" && date.length > LONGEST_NAME)) {
    throw new Refusal("InvalidRequest", "event.date: the event lies in the future: look at the clock of the sender", { path: "event.date" });
  }
}

/**
 * Brings events to the states of their customers: those of one customer together and in their order, those of several at the
 * same time.
 * @param {Item[]} items
 * @param {(customer: string, events: any[]) => Promise<{state: string | null, outcomes: Outcome[]}>} apply
 */
export async function applyAll(items, apply) {
  /** @type {Map<string, Item[]>} */
  const groups = new Map();
  for (const item of items) {
    if (item.customer === null || item.outcome !== null) continue;
    const group = groups.get(item.customer);
    if (group === undefined) groups.set(item.customer, [item]);
    else group.push(item);
  }
  const waiting = [...groups];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [customer, group] = next;
      try {
        const { state, outcomes } = await apply(customer, group.map(({ event }) => event));
        group.forEach((item, i) => Object.assign(item, { outcome: outcomes[i] ?? null, state }));
      } catch (error) {
        for (const item of group) item.failure = error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, waiting.length) }, work));
}
