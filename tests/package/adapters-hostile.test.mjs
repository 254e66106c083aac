// 100,000 damaged inputs for every adapter: each is taken, with an account of every record, or turned away by an error
// with a code and a place.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { holds } from "./adapted.mjs";
import { random } from "./mutations.mjs";
import { install, load, root } from "./tarball.mjs";

const INPUTS = 100_000;
/** One in so many is a file, which takes longer. */
const FILES = 8;
/** One result in so many goes on to the core. */
const ONWARD = 50;

// Half of the time would go into traces of errors that nobody reads.
Error.stackTraceLimit = 0;

const { folder } = install();
const a = await load(folder, "entry/adapters.js");
const { Orders } = await load(folder);
const { shared } = await load(folder, "lib/labels.js");
const CODES = new Set(shared().errors);
const home = join(root, "tests", "fixtures", "adapters");

const boo = () => {
  throw new TypeError("boo");
};
const revoked = Proxy.revocable({}, {});
revoked.revoke();
let deep = /** @type {any} */ ({ id: 1 });
for (let i = 0; i < 5000; i++) deep = i % 2 ? [deep] : { id: deep, node: deep };
const cycle = /** @type {any} */ ({});
cycle.id = cycle.data = cycle.orders = cycle.node = cycle;

/** Values of every type, and some that bite. */
const VALUES = [
  undefined, null, true, false, "", " ", "0", "x", "\uD800", "\uDC00@\uD800", "a@b", "1e999", "-1", "12,5", "9".repeat(400), "2025-02-30", "0000-00-00", "2025-01-01T00:00:00Z",
  "1/2/2025", "EUR", "eur", "XYZ", "refunded", "won", "paid", "__proto__", "constructor", "true", "💶".repeat(50),
  ...[0, -0, 1, -1, 0.1, 1e-9, 9e15, 2 ** 53, 1e21, 1e308, -1e308, NaN, Infinity, -Infinity, 1_750_000_000, 1_750_000_000_000],
  ...[[], [null], [[]], [{}], {}, { id: 1 }, { value: 5 }, { results: [] }, { data: null }, { amount: "5" }, Object.create(null)],
  ...[10n, -(10n ** 40n), Symbol("s"), () => 5, new Date(NaN), new Date(0), new Map(), new Uint8Array(3), new Array(50), new Proxy({}, {}), revoked.proxy, deep, cycle],
  ...[new Proxy({}, { get: boo, has: boo, ownKeys: boo, getOwnPropertyDescriptor: boo, getPrototypeOf: boo }), new Proxy([], { get: boo }), Object.defineProperty({}, "id", { get: boo, enumerable: true })],
  JSON.parse('{"__proto__": {"id": 5, "amount": 3}, "constructor": {"prototype": 1}}'),
];
const KEYS = ["__proto__", "constructor", "id", "node", "amount", "currency", "refunds", "data", "orders", "length"];
const TEXTS = ['"', '""', ",", ";", "\t", "\n", "\r\n", "\0", "\uD800", "\uFEFF", "-", "1e9", "1/2/2025", "99/99/9999", "€", "9".repeat(30), "=1+1", "__proto__"];
const OPTIONS = [
  {}, {}, {}, { refunds: "netted" }, { currency: "EUR" }, { currency: "EUR", rates: { USD: 0.9, GBP: 1.2, JPY: 0.006 } }, { timeZone: "Asia/Kolkata" }, { dateOrder: "mdy" },
  { customer: "email" }, { customer: "company" }, { include: ["test", "unpaid"] }, { wonStages: ["closedwon"] }, { currency: 5 }, { rates: null }, { __proto__: null }, { get refunds() { return boo(); } },
];

/** @param {(below: number) => number} next @param {any[]} list */
const pick = (next, list) => list[next(list.length)];

/**
 * A place in a document that is whole, found by going down at random: to list all of them would take most of the time.
 * @param {any} document
 * @param {(below: number) => number} next
 * @returns {{ holder: any, key: string }}
 */
function site(document, next) {
  let holder = document;
  for (;;) {
    const key = pick(next, Object.keys(holder)) ?? "id";
    const value = holder[key];
    if (typeof value !== "object" || value === null || next(4) === 0) return { holder, key };
    holder = value;
  }
}

/**
 * Changes one value of a document, or adds one.
 * @param {{ holder: any, key: string }[]} places
 * @param {(below: number) => number} next
 */
function damage(places, next) {
  const { holder, key } = pick(next, places);
  /** @param {string} name @param {unknown} value */
  const set = (name, value) => Reflect.defineProperty(holder, name, { value, enumerable: true, configurable: true, writable: true });
  const action = next(8);
  if (action === 0) delete holder[key];
  else if (action === 1) set(key, pick(next, places).holder);
  else if (action === 2 && !Array.isArray(holder)) set(pick(next, KEYS), pick(next, VALUES));
  else if (action === 3) Reflect.defineProperty(holder, key, { get: boo, enumerable: true, configurable: true });
  else set(key, pick(next, VALUES));
}

/**
 * A list of records in one of the forms in which pages come.
 * @param {any[]} records
 * @param {any} first the first of them as it was: the list itself may be damaged
 * @param {(below: number) => number} next
 */
function wrapped(records, first, next) {
  const key = pick(next, ["orders", "data", "results", "records", "nodes"]);
  return pick(next, [records, [records, records], first, { [key]: records }, { [key]: records }, [{ [key]: records }, { [key]: records }], { data: { orders: { edges: records } } }, { data: first, success: true }]);
}

/**
 * Damages a file: cells and rows moved, marks put in.
 * @param {string} text
 * @param {(below: number) => number} next
 */
function damagedFile(text, next) {
  const lines = text.split("\n");
  const at = 1 + next(Math.max(1, lines.length - 2));
  let file = [lines[0], lines[at], lines[1 + next(Math.max(1, lines.length - 2))]].join("\n");
  for (let i = next(3); i >= 0; i--) {
    // The header is damaged now and then only: without it there is nothing to read.
    const from = next(10) === 0 ? 0 : (lines[0] ?? "").length;
    const place = from + next(file.length - from + 1);
    const until = next(3) === 0 ? place + next(12) : place;
    file = file.slice(0, place) + (next(4) === 0 ? "" : pick(next, TEXTS)) + file.slice(until);
  }
  return file;
}

/**
 * @param {() => any} call
 * @returns {any} the result, or null for an error that says what it must
 */
function outcome(call) {
  try {
    return call();
  } catch (error) {
    assert.equal(Object.getPrototypeOf(error), a.ClienteleError.prototype, String(error));
    const { code, path, message } = /** @type {any} */ (error);
    assert.ok(CODES.has(code) && typeof path === "string" && path !== "" && message.length > 0 && message.length < 6000, `${code} ${path} ${message}`);
    return null;
  }
}

describe("damaged inputs", () => {
  for (const [name, adapter, seed] of /** @type {[string, (input: any, options: any) => any, number][]} */ ([
    ["shopify", a.ordersFromShopify, 11], ["woocommerce", a.ordersFromWooCommerce, 12], ["stripe", a.ordersFromStripe, 13],
    ["hubspot", a.ordersFromHubSpot, 14], ["salesforce", a.ordersFromSalesforce, 15], ["pipedrive", a.ordersFromPipedrive, 16],
  ])) {
    const texts = readdirSync(home).filter((file) => file.startsWith(name)).map((file) => readFileSync(join(home, file), "utf8"));
    const files = texts.filter((text) => !/^[[{]/.test(text));
    /** Every record by itself, as text, so that each damage begins with a whole one. */
    const records = texts.filter((text) => /^[[{]/.test(text)).map((text) => JSON.parse(text))
      .flatMap((page) => page.orders ?? page.results ?? page.records ?? page.data?.orders?.edges ?? page.data ?? page)
      .map((record) => JSON.stringify(record));

    test(`${name}: ${INPUTS} of them`, () => {
      const next = random(seed);
      let [errors, taken, left] = [0, 0, 0];
      for (let i = 0; i < INPUTS; i++) {
        const options = next(4) === 0 ? pick(next, OPTIONS) : undefined;
        let input;
        if (i % FILES === 0) input = damagedFile(pick(next, files), next);
        else {
          const first = JSON.parse(pick(next, records));
          const list = [first];
          for (let more = next(3); more > 0; more--) list.push(JSON.parse(pick(next, records)));
          // Found before any damage, because some of it bites.
          const places = [site(list, next), site(list, next), site(list, next)];
          for (let times = next(3); times >= 0; times--) damage(places, next);
          if (next(20) === 0) list.push(pick(next, VALUES));
          input = wrapped(list, first, next);
        }
        const result = outcome(() => adapter(input, options));
        if (result === null) {
          errors++;
          continue;
        }
        holds(result);
        taken += result.report.taken;
        left += result.report.leftOut.length;
        if (i % ONWARD === 0 && result.orders.date.length > 0) assert.equal(Orders.fromColumns(result.orders).length, result.orders.date.length);
      }
      // The damage reaches all three ends, or it is none.
      assert.ok(errors > INPUTS / 100 && taken > INPUTS / 10 && left > INPUTS / 10, `${errors} errors, ${taken} taken, ${left} left out`);
      assert.equal(/** @type {any} */ ({}).id ?? /** @type {any} */ ({}).amount, undefined, "a prototype was changed");
    });
  }
});
