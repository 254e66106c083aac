import { toDay, toIso } from "../dates.js";
import { invalid } from "../errors.js";
import { number } from "../options.js";
import { halved } from "./fade.js";
import { isRandom, referenceId } from "./ids.js";
import { isId, isName } from "./store.js";

/**
 * @typedef {import("./figures.js").Figures} Figures
 * @typedef {{ asOf: string, visits: number, views: number, baskets: number, engagement: number, categories: string[] }} Share
 */

/**
 * Returns the record of a customer with a visitor merged into it. Nothing is changed, and merging
 * again what has been merged gives the same record.
 * @param {unknown} customer
 * @param {string | null} mark what tells the browser from others in the record; null if it knows nothing
 * @param {Figures} figures
 * @param {number} halfLifeDays
 */
export function merged(customer, mark, figures, halfLifeDays) {
  if (typeof customer !== "object" || customer === null || Array.isArray(customer)) throw invalid("customer", customer, "an object");
  if (mark === null) return { ...customer };
  const { bought, today, visits, views, baskets, engagement } = figures;
  const orders = figures.orders.map(([, event, , day, amount]) => ({ date: toIso(Math.min(day, today)), amount: amount ?? 0, event }));
  const share = { asOf: toIso(today), visits, views, baskets, engagement, categories: bought };
  return mergeVisitor(customer, { mark, orders, share, halfLifeDays });
}

/**
 * Merges what a browser knows into the record of a customer. Orders are the same if they have the
 * same identifier, the same reference, or, failing both, the same day and amount; each order of
 * the customer then stands for one order of the visitor at most.
 * @param {any} customer
 * @param {{ mark: string, orders: { date: string, amount: number, event: string }[], share: Share, halfLifeDays: number }} visitor
 */
function mergeVisitor(customer, { mark, orders, share, halfLifeDays }) {
  if (typeof customer !== "object" || customer === null) throw invalid("customer", customer, "an object");
  const shares = { ...sharesOf(customer.visitors), [mark]: share };
  const all = Object.entries(shares).sort(([one], [other]) => (one < other ? -1 : 1)).map(([, of]) => of);
  const asOf = all.reduce((latest, { asOf }) => Math.max(latest, toDay(asOf, "customer.visitors")), -Infinity);
  /** @param {"visits" | "views" | "baskets"} name */
  const total = (name) => all.reduce((sum, of) => sum + of[name], 0);
  const names = new Set(all.flatMap(({ categories }) => categories));
  const known = typeof customer.categories === "number" ? customer.categories : 0;
  const categories = Math.max(known, names.size);
  return {
    ...customer,
    orders: joinedOrders(customer.orders ?? [], orders),
    ...(categories > 0 ? { categories } : {}),
    visits: total("visits"),
    views: total("views"),
    baskets: total("baskets"),
    engagement: all.reduce((sum, of) => sum + of.engagement * halved((asOf - toDay(of.asOf, "customer.visitors")) / halfLifeDays), 0),
    visitors: shares,
  };
}

/**
 * @param {any} known
 * @param {{ date: string, amount: number, event: string }[]} found
 */
function joinedOrders(known, found) {
  if (!Array.isArray(known)) throw invalid("customer.orders", known, "an array of {date, amount}");
  const days = known.map((order, i) => toDay(order?.date, `customer.orders[${i}].date`));
  const result = known.map((order) => ({ ...order }));
  const ids = result.map(({ event, reference }) => event ?? (reference === undefined || reference === null ? null : referenceId(String(reference))));
  const places = new Map(ids.map((id, i) => [id, i]));
  /** The orders of the customer that stand for one of the visitor. @type {Set<number>} */
  const taken = new Set();
  const others = found.filter((order) => {
    const at = places.get(order.event);
    if (at === undefined) return true;
    result[at].event = order.event;
    taken.add(at);
    return false;
  });
  // Of the others one of the two has no reference; two references that differ are two orders.
  const added = others.filter((order) => {
    const day = toDay(order.date, "orders");
    const like = result.findIndex(({ amount, event = null }, i) => {
      const tells = ids[i] !== null && !isRandom(order.event);
      return !taken.has(i) && event === null && !tells && days[i] === day && amount === order.amount;
    });
    if (like < 0) return true;
    result[like].event = order.event;
    taken.add(like);
    return false;
  });
  return [...result, ...added.map((order) => ({ ...order }))];
}

/**
 * Returns the shares that browsers have had in a record.
 * @param {any} visitors
 * @returns {Record<string, Share>}
 */
function sharesOf(visitors) {
  if (visitors === undefined || visitors === null) return {};
  if (typeof visitors !== "object" || Array.isArray(visitors)) throw invalid("customer.visitors", visitors, "what identify wrote there");
  for (const [mark, share] of Object.entries(visitors)) {
    const path = `customer.visitors.${mark}`;
    if (!isId(mark) || typeof share !== "object" || share === null) throw invalid(path, share, "what identify wrote there");
    toDay(share.asOf, `${path}.asOf`);
    for (const name of ["visits", "views", "baskets", "engagement"]) number(share[name], `${path}.${name}`, { least: 0 });
    if (!Array.isArray(share.categories) || !share.categories.every((/** @type {unknown} */ name) => isName(name))) {
      throw invalid(`${path}.categories`, share.categories, "a list of names");
    }
  }
  return visitors;
}
