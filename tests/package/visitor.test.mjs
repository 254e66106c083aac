// The visitor with browsers made of paper: storages that are blocked or full, tabs that answer late,
// clocks that go wrong. tests/browser/visitor.test.mjs has a real one.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ClienteleError, createVisitor } from "../../pkg/lib/visitor/index.js";
import { halved } from "../../pkg/lib/visitor/fade.js";
import { referenceId } from "../../pkg/lib/visitor/ids.js";
import { EMPTY, VIEW, VISIT, ORDER, folded, inOrder, merge, nextNumber, withEvent } from "../../pkg/lib/visitor/state.js";
import { fromText, toText } from "../../pkg/lib/visitor/store.js";

/**
 * @typedef {import("../../pkg/lib/visitor/state.js").State} State
 * @typedef {import("../../pkg/lib/visitor/state.js").Event} Event
 */

const KEY = "clientele.visitor";
const DAY = 86_400_000;
/** 2026-11-02. */
const START = 20_759 * DAY + 9 * 3_600_000;

/** A browser: its storage, and tabs that hear of each other when `deliver` is called. */
class Browser {
  /** @type {Map<string, string>} */ items = new Map();
  /** @type {Tab[]} */ tabs = [];
  /** @type {(() => void)[]} */ post = [];
  now = START;
  /** @type {Record<string, unknown>} */ navigator = {};
  /** @type {((tab: Tab, text: string) => void) | null} */ beforeWrite = null;

  /** @param {Record<string, unknown>} [options] */
  open({ channel = true, ...options } = {}) {
    const tab = new Tab(this);
    this.tabs.push(tab);
    const visitor = createVisitor({
      clock: () => this.now,
      consent: true,
      window: tab.window,
      storage: tab.storage,
      channel: channel ? tab.channel : null,
      ...options,
    });
    return Object.assign(visitor, { tab });
  }

  /** Delivers all messages and storage events, with those that they cause. */
  deliver() {
    for (let i = 0; this.post.length > 0; i++) {
      assert.ok(i < 100_000, "the tabs answer each other without end");
      this.post.shift()?.();
    }
  }
}

class Tab {
  /** @type {Map<string, ((event: any) => void)[]>} */ #listeners = new Map();
  /** @type {((event: any) => void)[]} */ #hearers = [];

  /** @param {Browser} browser */
  constructor(browser) {
    /** @param {string | null} before @param {string | null} after */
    const tell = (before, after) => {
      for (const other of browser.tabs) {
        if (other === this) continue;
        browser.post.push(() => other.fire("storage", { key: KEY, oldValue: before, newValue: after }));
      }
    };
    this.storage = {
      /** @param {string} key */
      getItem: (key) => browser.items.get(key) ?? null,
      /** @param {string} key @param {string} text */
      setItem: (key, text) => {
        browser.beforeWrite?.(this, text);
        const before = browser.items.get(key) ?? null;
        browser.items.set(key, text);
        if (before !== text) tell(before, text);
      },
      /** @param {string} key */
      removeItem: (key) => {
        const before = browser.items.get(key) ?? null;
        browser.items.delete(key);
        if (before !== null) tell(before, null);
      },
    };
    this.channel = {
      /** @param {unknown} message */
      postMessage: (message) => {
        const copy = JSON.parse(JSON.stringify(message));
        for (const other of browser.tabs) if (other !== this) browser.post.push(() => other.#hearers.forEach((heard) => heard({ data: copy })));
      },
      /** @param {string} _ @param {(event: any) => void} heard */
      addEventListener: (_, heard) => void this.#hearers.push(heard),
      /** @param {string} _ @param {(event: any) => void} heard */
      removeEventListener: (_, heard) => void (this.#hearers = this.#hearers.filter((one) => one !== heard)),
    };
    this.window = {
      navigator: browser.navigator,
      /** @param {() => void} job */
      setTimeout: (job) => void browser.post.push(job),
      /** @param {string} type @param {(event: any) => void} heard */
      addEventListener: (type, heard) => void this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), heard]),
      removeEventListener: (/** @type {string} */ type) => void this.#listeners.delete(type),
    };
  }

  /** @param {string} type @param {unknown} event */
  fire(type, event) {
    for (const heard of this.#listeners.get(type) ?? []) heard(event);
  }
}

/** A scorer whose numbers say what it was given. */
const scorer = {
  /** @param {any} customer @param {any} options */
  score(customer, options) {
    const { orders = [] } = customer;
    const total = orders.reduce((/** @type {number} */ sum, /** @type {any} */ { amount }) => sum + amount, 0);
    // As the scorers of the library do.
    if ("orders" in customer && (orders.length === 0 || total < 0)) throw new ClienteleError("InsufficientData", "customer.orders: none");
    return {
      asOf: options.asOf,
      value: { score: total },
      loyalty: { score: orders.length },
      // A base rate: what a scorer may know of anybody.
      churn: { risk: 0.5, band: total > 100 ? "low" : "high" },
      warnings: orders.length === 0 ? [{ code: "no_purchases", en: "", zh: "" }] : [],
    };
  },
};

/** Random numbers with a seed: mulberry32. @param {number} seed */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The orders of a record. @param {{ record(): { orders?: { date: string, amount: number }[] } }} visitor */
const ordersOf = (visitor) => visitor.record().orders ?? [];

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("the record", () => {
  test("holds days, counts, amounts and categories, and nothing else", () => {
    const browser = new Browser();
    const visitor = browser.open();
    assert.equal(visitor.visit(), true);
    assert.equal(visitor.visit(), false, "a day counts once");
    visitor.view({ category: "tea" });
    visitor.view({ category: "cups" });
    visitor.basket({ amount: 31.5, category: "tea" });
    browser.now += 3 * DAY;
    visitor.visit();
    visitor.order({ amount: 29.9, categories: ["tea", "cups", "tea"] });
    const { engagement, ...rest } = visitor.record();
    assert.deepEqual(rest, {
      asOf: "2026-11-05",
      orders: [{ date: "2026-11-05", amount: 29.9 }],
      categories: 2,
      visits: 2,
      views: 2,
      baskets: 1,
      basketAmount: 31.5,
      viewedCategories: 2,
      firstSeen: "2026-11-02",
      lastSeen: "2026-11-05",
    });
    // A visit, two views and a basket three days ago, and a visit today.
    assert.ok(Math.abs(engagement - (10 * 2 ** (-3 / 14) + 1)) < 1e-12);
    assert.deepEqual(visitor.storage, { kind: "persistent", reason: null });
    const stored = JSON.parse(browser.items.get(KEY) ?? "");
    assert.deepEqual(Object.keys(stored), ["version", "mark", "consent", "fold", "events"]);
    assert.equal(stored.events.length, 6);
    assert.deepEqual(visitor.warnings, []);
  });

  test("survives the page", () => {
    const browser = new Browser();
    browser.open().order({ amount: 12 });
    assert.deepEqual(ordersOf(browser.open()), [{ date: "2026-11-02", amount: 12 }]);
  });

  test("counts the days of the zone that is told", () => {
    const browser = new Browser();
    browser.now = Date.UTC(2026, 10, 2, 23, 30);
    const zones = /** @type {const} */ ([["UTC", "2026-11-02"], ["Europe/Berlin", "2026-11-03"], ["America/New_York", "2026-11-02"], ["Asia/Kathmandu", "2026-11-03"]]);
    for (const [timeZone, day] of zones) assert.equal(browser.open({ timeZone, storage: null }).record().asOf, day, timeZone);
    browser.now = Date.UTC(2026, 10, 2, 18, 14, 59);
    const visitor = browser.open({ timeZone: "Asia/Kathmandu", storage: null });
    assert.equal(visitor.record().asOf, "2026-11-02");
    browser.now += 1000;
    assert.equal(visitor.record().asOf, "2026-11-03", "midnight there, at a quarter past");
  });

  test("refuses what a caller gets wrong, and records nothing of it", () => {
    const visitor = new Browser().open();
    /** @type {[() => unknown, string, string][]} */
    const wrong = [
      [() => visitor.order(/** @type {any} */ ({})), "InvalidValue", "order.amount"],
      [() => visitor.order({ amount: NaN }), "NotFinite", "order.amount"],
      [() => visitor.order({ amount: 1, date: "2026-02-30" }), "InvalidValue", "order.date"],
      [() => visitor.order({ amount: 1, reference: "" }), "InvalidValue", "order.reference"],
      [() => visitor.order(/** @type {any} */ ({ amount: 1, email: "a@b.c" })), "UnknownKey", "order.email"],
      [() => visitor.view(/** @type {any} */ ({ url: "/tea" })), "UnknownKey", "view.url"],
      [() => visitor.view({ category: "x".repeat(65) }), "InvalidValue", "view.category"],
      [() => visitor.basket({ amount: Infinity }), "NotFinite", "basket.amount"],
      [() => visitor.basket({ amount: 1e16 }), "OutOfRange", "basket.amount"],
      [() => visitor.basket({ amount: -3 }), "OutOfRange", "basket.amount"],
      [() => visitor.on(/** @type {any} */ ("score"), () => {}), "InvalidValue", "type"],
      [() => createVisitor({ halfLifeDays: 0 }), "OutOfRange", "options.halfLifeDays"],
      [() => createVisitor({ maxEvents: 10.5 }), "InvalidValue", "options.maxEvents"],
      [() => createVisitor({ weights: { click: 1 } }), "UnknownKey", "options.weights.click"],
      [() => createVisitor({ timeZone: "Mars/Olympus" }), "InvalidValue", "options.timeZone"],
      [() => createVisitor({ storage: {} }), "InvalidValue", "options.storage"],
      [() => createVisitor({ scorer: {} }), "InvalidValue", "options.scorer"],
      [() => createVisitor({ colour: 1 }), "UnknownKey", "options.colour"],
    ];
    for (const [act, code, path] of wrong) assert.throws(act, { name: "ClienteleError", code, path });
    assert.deepEqual([visitor.record().orders, visitor.record().views], [undefined, 0]);
  });

  test("an order with a reference counts once, however often its page is loaded", () => {
    const browser = new Browser();
    assert.equal(browser.open().order({ amount: 20, reference: "2026-1001" }), true);
    assert.equal(browser.open().order({ amount: 20, reference: "2026-1001" }), false);
    assert.equal(browser.open().order({ amount: 20, reference: "2026-1002" }), true);
    assert.equal(ordersOf(browser.open()).length, 2);
    assert.ok(!browser.items.get(KEY)?.includes("1001"));
  });
});

describe("storage", () => {
  test("that is blocked leaves the visitor in memory", () => {
    const browser = new Browser();
    const window = {
      navigator: {},
      get localStorage() {
        throw new DOMException("denied", "SecurityError");
      },
    };
    const visitor = createVisitor({ window, consent: true, clock: () => browser.now });
    assert.equal(visitor.view(), true);
    assert.deepEqual([visitor.storage, visitor.record().views], [{ kind: "memory", reason: "storage_blocked" }, 1]);
  });

  test("that is blocked at its methods does so too", () => {
    const refuse = () => {
      throw new DOMException("denied", "SecurityError");
    };
    const visitor = createVisitor({ window: null, consent: true, storage: { getItem: refuse, setItem: refuse, removeItem: refuse } });
    visitor.view();
    visitor.view();
    assert.deepEqual([visitor.storage, visitor.record().views], [{ kind: "memory", reason: "storage_blocked" }, 2]);
    visitor.forget();
    assert.equal(visitor.record().views, 0);
  });

  test("that is full keeps what it has, and takes the rest when there is room", () => {
    const browser = new Browser();
    const visitor = browser.open();
    visitor.view();
    browser.beforeWrite = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    visitor.view();
    visitor.view();
    assert.deepEqual([visitor.storage, visitor.record().views], [{ kind: "memory", reason: "storage_full" }, 3]);
    assert.equal(browser.open({ channel: false }).record().views, 1);
    browser.beforeWrite = null;
    visitor.view();
    assert.deepEqual(visitor.storage, { kind: "persistent", reason: null });
    assert.equal(browser.open({ channel: false }).record().views, 4);
  });

  test("that is not there: a server", () => {
    const visitor = createVisitor({ consent: true, clock: () => START });
    visitor.order({ amount: 5 });
    assert.deepEqual([visitor.storage, ordersOf(visitor).length], [{ kind: "memory", reason: "no_storage" }, 1]);
  });

  const valid = () => {
    const browser = new Browser();
    browser.open().order({ amount: 9, categories: ["tea"] });
    return browser.items.get(KEY) ?? "";
  };
  const corrupt = {
    "no JSON": () => "{",
    "nothing": () => "null",
    "a list": () => "[]",
    "another version": () => valid().replace('"version":1', '"version":2'),
    "a mark that is none": () => valid().replace(/"mark":"\w+"/, '"mark":"<script>"'),
    "a day beyond all days": () => valid().replace(/20759/g, "1e300"),
    "an amount that is a text": () => valid().replace(",9,", ',"9",'),
    "a category that is none": () => valid().replace('"tea"', "{}"),
    "an event of no kind": () => valid().replace(/",3,20759/, '",7,20759'),
    "totals that lack": () => valid().replace(/"faded":\[[^\]]*\]/, '"faded":[1]'),
    "too long a text": () => " ".repeat(10_000_001),
  };
  for (const [what, text] of Object.entries(corrupt)) {
    test(`that holds ${what} is dropped with a warning`, () => {
      const browser = new Browser();
      assert.equal(fromText(valid()) === null, false);
      browser.items.set(KEY, text());
      const visitor = browser.open();
      assert.deepEqual([ordersOf(visitor), visitor.warnings.map(({ code }) => code)], [[], ["state_dropped"]]);
      visitor.view();
      assert.equal(browser.open().record().views, 1);
      assert.deepEqual(browser.open().warnings, []);
    });
  }

  test("of any text never throws", () => {
    const next = random(7);
    const text = valid();
    for (let i = 0; i < 1000; i++) {
      const at = Math.floor(next() * text.length);
      const bit = '0",:{}[]-eE.x\\'.charAt(Math.floor(next() * 14));
      const browser = new Browser();
      browser.items.set(KEY, text.slice(0, at) + bit + text.slice(at + Math.floor(next() * 3)));
      const visitor = browser.open();
      visitor.order({ amount: 1 });
      const { orders = [], engagement } = visitor.record();
      assert.ok(orders.length >= 1 && Number.isFinite(engagement));
      assert.ok(visitor.identify({}));
    }
  });

  test("stays small: what is old is in totals that lose no count", () => {
    const browser = new Browser();
    const visitor = browser.open({ maxEvents: 50 });
    let points = 0;
    for (let day = 0; day < 400; day++) {
      browser.now = START + day * DAY;
      visitor.visit();
      for (let i = 0; i < 5; i++) visitor.view({ category: `c${(day + i) % 7}` });
      if (day % 10 === 0) visitor.order({ amount: 10 + day, categories: ["tea"] });
      points = points * 2 ** (-1 / 14) + 1 + 5 * 2;
    }
    const { visits, views, orders = [], engagement, viewedCategories, categories, firstSeen } = visitor.record();
    assert.deepEqual([visits, views, orders.length, viewedCategories, categories, firstSeen], [400, 2000, 40, 7, 1, "2026-11-02"]);
    assert.equal(orders.reduce((sum, { amount }) => sum + amount, 0), 40 * 10 + 10 * (39 * 40) / 2);
    assert.ok(Math.abs(engagement - points) < 1e-9, `${engagement} ${points}`);
    assert.ok((browser.items.get(KEY)?.length ?? 0) < 6000, String(browser.items.get(KEY)?.length));
    assert.deepEqual(browser.open().record(), visitor.record());
  });

  test("stays small in a burst, and when there is little room", () => {
    const browser = new Browser();
    const visitor = browser.open({ maxEvents: 20 });
    for (let i = 0; i < 1000; i++) visitor.view();
    const size = () => JSON.parse(browser.items.get(KEY) ?? "").events.length;
    assert.ok(size() <= 200, String(size()));
    browser.beforeWrite = (_, text) => {
      if (text.length > 1000) throw new DOMException("full", "QuotaExceededError");
    };
    visitor.view();
    assert.ok(size() <= 20, String(size()));
    assert.deepEqual([visitor.storage.kind, visitor.record().views, browser.open().record().views], ["persistent", 1001, 1001]);
  });

  test("keeps at most a thousand orders apart", () => {
    const browser = new Browser();
    const visitor = browser.open({ maxEvents: 10 });
    for (let day = 0; day < 1100; day++) {
      browser.now = START + day * DAY;
      visitor.order({ amount: 2 });
    }
    const orders = ordersOf(visitor);
    assert.ok(orders.length <= 1010, String(orders.length));
    assert.equal(orders.reduce((sum, { amount }) => sum + amount, 0), 2200);
    assert.deepEqual([orders[0]?.date, orders.at(-1)?.date], ["2026-11-02", "2029-11-05"]);
  });
});

describe("consent", () => {
  test("nothing is stored before it, and it is remembered", () => {
    const browser = new Browser();
    const visitor = browser.open({ consent: undefined });
    assert.equal(visitor.view(), false);
    assert.deepEqual([visitor.storage, browser.items.size], [{ kind: "none", reason: "no_consent" }, 0]);
    assert.equal(visitor.allow(), true);
    assert.equal(visitor.view(), true);
    const later = browser.open({ consent: undefined });
    assert.deepEqual([later.storage.kind, later.record().views], ["persistent", 1]);
  });

  test("withdrawn in the middle erases everything, in other tabs too", () => {
    const browser = new Browser();
    const one = browser.open({ consent: undefined });
    one.allow();
    const other = browser.open({ consent: undefined });
    one.view();
    other.view();
    browser.deliver();
    assert.equal(other.record().views, 2);
    one.withdraw();
    assert.equal(browser.items.size, 0);
    browser.deliver();
    for (const visitor of [one, other]) {
      assert.equal(visitor.view(), false);
      assert.deepEqual([visitor.storage.reason, visitor.record().views, visitor.identify({ id: 1 })], ["no_consent", 0, { id: 1 }]);
    }
    browser.deliver();
    assert.equal(browser.items.size, 0);
  });

  test("by callback: true records, false erases, and not known yet does neither", () => {
    const browser = new Browser();
    /** @type {any} */
    let answer = true;
    const visitor = browser.open({ consent: () => answer });
    visitor.view();
    answer = undefined;
    assert.equal(visitor.view(), false);
    assert.deepEqual([visitor.storage.kind, visitor.record().views, browser.items.size], ["none", 0, 1]);
    answer = true;
    assert.equal(visitor.record().views, 1);
    answer = false;
    assert.equal(visitor.view(), false);
    assert.equal(browser.items.size, 0);
    answer = true;
    assert.equal(visitor.record().views, 0, "what was erased stays erased");
    answer = Promise.resolve(true);
    assert.equal(visitor.view(), false, "a promise is no answer");
  });

  test("by a callback that throws is none", () => {
    const visitor = new Browser().open({
      consent: () => {
        throw new Error("not loaded");
      },
    });
    assert.deepEqual([visitor.view(), visitor.warnings[0]?.code], [false, "consent_failed"]);
  });

  for (const [signal, reason] of /** @type {const} */ ([[{ doNotTrack: "1" }, "do_not_track"], [{ globalPrivacyControl: true }, "global_privacy_control"]])) {
    test(`a signal stands above it: ${reason}`, () => {
      const browser = new Browser();
      browser.open().order({ amount: 3 });
      browser.navigator = signal;
      const visitor = browser.open();
      assert.deepEqual([visitor.storage, browser.items.size], [{ kind: "none", reason }, 0]);
      assert.deepEqual([visitor.view(), visitor.allow(), ordersOf(visitor)], [false, false, []]);
    });
  }

  test("other values of the signals are none", () => {
    const browser = new Browser();
    browser.navigator = { doNotTrack: "0", globalPrivacyControl: false };
    assert.equal(browser.open().view(), true);
  });
});

describe("tabs", () => {
  for (const channel of [true, false]) {
    test(`interleaved lose nothing and count nothing twice, ${channel ? "with" : "without"} a channel`, () => {
      const next = random(11);
      for (let round = 0; round < 5; round++) {
        const browser = new Browser();
        const visitors = [browser.open({ channel, maxEvents: 60 }), browser.open({ channel, maxEvents: 60 }), browser.open({ channel, maxEvents: 60 })];
        for (let i = 0; i < 300; i++) {
          visitors[Math.floor(next() * 3)]?.view();
          if (next() < 0.3) browser.post.splice(0, 1)[0]?.();
          // Time in which all hear of all, so that old events become totals.
          if (i % 40 === 39) {
            browser.deliver();
            browser.now += 11_000;
          }
        }
        browser.deliver();
        for (const visitor of visitors) assert.equal(visitor.record().views, 300);
        assert.equal(browser.open().record().views, 300);
        const { fold, events } = JSON.parse(browser.items.get(KEY) ?? "");
        assert.ok(fold.count > 150 && events.length < 150, `${fold.count} ${events.length}`);
      }
    });

    test(`that read what the storage held a while ago repair what they overwrote, ${channel ? "with" : "without"} a channel`, () => {
      const next = random(13);
      for (let round = 0; round < 5; round++) {
        const browser = new Browser();
        const visitors = [browser.open({ channel, maxEvents: 20 }), browser.open({ channel, maxEvents: 20 })];
        // Each tab reads its own copy, which hears of the others' writes late.
        for (const { tab } of visitors) {
          /** @type {string | null} */
          let copy = null;
          const { getItem, setItem } = tab.storage;
          tab.storage.getItem = () => copy;
          tab.storage.setItem = (key, text) => {
            copy = text;
            setItem(key, text);
          };
          const { fire } = tab;
          tab.fire = (type, event) => {
            copy = getItem(KEY);
            fire.call(tab, type, event);
          };
        }
        for (let i = 0; i < 200; i++) {
          visitors[i % 2]?.view();
          if (next() < 0.05) browser.deliver();
        }
        browser.deliver();
        for (const visitor of visitors) assert.equal(visitor.record().views, 200);
        // Nothing has become a total: not all tabs knew of it long enough.
        assert.equal(JSON.parse(browser.items.get(KEY) ?? "").events.length, 200);
      }
    });
  }

  test("share a memory while the storage is blocked", () => {
    const browser = new Browser();
    const [one, other] = [browser.open({ storage: null }), browser.open({ storage: null })];
    one.view();
    other.order({ amount: 4 });
    browser.deliver();
    for (const { record } of [one, other].map((visitor) => ({ record: visitor.record() }))) assert.deepEqual([record.views, record.orders?.length], [1, 1]);
  });

  test("count the visit of a day once", () => {
    const browser = new Browser();
    const [one, other] = [browser.open({ storage: null }), browser.open({ storage: null })];
    assert.deepEqual([one.visit(), other.visit()], [true, true]);
    browser.deliver();
    assert.equal(one.record().visits, 1);
  });

  test("forget together, and what was begun afterwards stays", () => {
    const browser = new Browser();
    const [one, other] = [browser.open(), browser.open()];
    one.view();
    other.order({ amount: 8 });
    browser.deliver();
    one.forget();
    assert.equal(browser.items.size, 0);
    browser.deliver();
    for (const visitor of [one, other]) assert.deepEqual([visitor.record().views, ordersOf(visitor)], [0, []]);
    other.view();
    browser.deliver();
    for (const visitor of [one, other]) assert.equal(visitor.record().views, 1);
  });

  test("that write back what was forgotten are overruled", () => {
    const browser = new Browser();
    const one = browser.open({ channel: false });
    one.view();
    const text = browser.items.get(KEY) ?? "";
    one.forget();
    // A tab that had not heard of it.
    browser.items.set(KEY, text);
    one.tab.fire("storage", { key: KEY, oldValue: null, newValue: text });
    assert.equal(browser.items.size, 0);
    assert.equal(one.record().views, 0);
  });

  test("hear that the visitor has cleared the storage", () => {
    const browser = new Browser();
    const visitor = browser.open();
    visitor.view();
    browser.items.clear();
    visitor.tab.fire("storage", { key: null });
    assert.equal(visitor.record().views, 0);
    visitor.view();
    browser.items.clear();
    assert.equal(visitor.record().views, 0, "without an event, too");
  });

  test("of another version are not fought", () => {
    const browser = new Browser();
    const visitor = browser.open();
    visitor.view();
    const text = '{"version":2}';
    const before = browser.items.get(KEY) ?? null;
    browser.items.set(KEY, text);
    visitor.tab.fire("storage", { key: KEY, oldValue: before, newValue: text });
    browser.deliver();
    assert.equal(browser.items.get(KEY), text);
    assert.equal(visitor.view(), true);
    assert.equal(browser.open().record().views, 2, "a new event is written");
  });

  test("take no nonsense from the channel", () => {
    const browser = new Browser();
    const [one, other] = [browser.open(), browser.open()];
    one.view();
    browser.deliver();
    for (const message of [null, 7, {}, { kind: "event" }, { kind: "event", mark: "x", event: [] }, { kind: "event", mark: "0".repeat(16), event: [1, "x", 9, {}] }]) {
      one.tab.channel.postMessage(message);
    }
    browser.deliver();
    assert.equal(other.record().views, 1);
  });

  test("take turns where there are locks", async () => {
    const browser = new Browser();
    /** @type {string[]} */
    const asked = [];
    browser.navigator = {
      locks: {
        /** @param {string} name @param {() => void} job */
        request: async (name, job) => {
          asked.push(name);
          await settle();
          job();
        },
      },
    };
    const [one, other] = [browser.open(), browser.open()];
    for (let i = 0; i < 50; i++) [one, other][i % 2]?.view();
    await settle();
    await settle();
    browser.deliver();
    assert.equal(browser.open().record().views, 50);
    assert.ok(asked.length > 0 && asked.every((name) => name === KEY));
  });

  test("that are closed hear nothing more", () => {
    const browser = new Browser();
    const [one, other] = [browser.open({ storage: null }), browser.open({ storage: null })];
    one.close();
    other.view();
    browser.deliver();
    assert.equal(one.record().views, 0);
  });
});

describe("clocks", () => {
  test("set back make no negative gap", () => {
    const browser = new Browser();
    const visitor = browser.open();
    browser.now = START + 10 * DAY;
    visitor.view();
    visitor.order({ amount: 7 });
    browser.now = START;
    const { orders, engagement, lastSeen, asOf } = visitor.record();
    assert.deepEqual([asOf, orders, engagement, lastSeen], ["2026-11-02", [{ date: "2026-11-02", amount: 7 }], 2, "2026-11-02"]);
    visitor.view();
    assert.equal(visitor.record().engagement, 4);
    browser.now = START + 10 * DAY;
    assert.deepEqual(visitor.record().orders, [{ date: "2026-11-12", amount: 7 }], "the day was only read as another one");
  });

  test("ahead do not wipe out the engagement when the event is folded", () => {
    const browser = new Browser();
    const visitor = browser.open({ maxEvents: 10 });
    for (let i = 0; i < 5; i++) visitor.view();
    browser.now = START + 5000 * DAY;
    visitor.view();
    for (let i = 1; i <= 20; i++) {
      browser.now = START + i * 11_000;
      visitor.view();
    }
    assert.ok(JSON.parse(browser.items.get(KEY) ?? "").fold.count > 10);
    assert.equal(visitor.record().engagement, 52);
  });

  test("that throw tell no time", () => {
    let broken = false;
    const clock = () => {
      if (broken) throw new Error("no time");
      return START;
    };
    const visitor = new Browser().open({ clock });
    broken = true;
    assert.equal(visitor.view(), true);
    assert.deepEqual([visitor.record().asOf, visitor.warnings[0]?.code], ["2026-11-02", "no_clock"]);
  });

  test("that tell no time leave the last day", () => {
    const browser = new Browser();
    const visitor = browser.open();
    browser.now = NaN;
    visitor.view();
    assert.deepEqual([visitor.record().asOf, visitor.warnings[0]?.code], ["2026-11-02", "no_clock"]);
  });
});

describe("scores", () => {
  test("before the first order: no value, no churn, and why", () => {
    const visitor = new Browser().open({ scorer });
    visitor.visit();
    const score = visitor.score();
    assert.deepEqual([score.value, score.loyalty, score.churn, score.band, score.reason], [null, null, null, null, "no_purchases"]);
    assert.deepEqual([score.engagement, score.firstOrder, score.firstOrderReason], [1, null, "uncalibrated"]);
    assert.equal(score.customer.warnings[0].code, "no_purchases");
  });

  test("a probability of the page's own that throws costs no other score", () => {
    const visitor = new Browser().open({ scorer, firstOrderProbability: () => { throw new Error("no model"); } });
    visitor.visit();
    const { firstOrder, firstOrderReason, engagement } = visitor.score();
    assert.deepEqual([firstOrder, firstOrderReason, engagement], [null, "not_a_probability", 1]);
    assert.equal(visitor.warnings[0]?.code, "first_order_failed");
  });

  test("the first order has a probability once calibrated", () => {
    const browser = new Browser();
    /** @type {any[]} */
    const seen = [];
    /** @type {unknown} */
    let answer = 0.25;
    const firstOrderProbability = (/** @type {unknown} */ features) => (seen.push(features), answer);
    const visitor = browser.open({ scorer, firstOrderProbability });
    visitor.visit();
    visitor.basket({ amount: 40 });
    browser.now += 2 * DAY;
    assert.deepEqual([visitor.score().firstOrder, visitor.score().firstOrderReason], [0.25, null]);
    assert.deepEqual({ ...seen[0], engagement: 0 }, { visits: 1, views: 0, baskets: 1, basketAmount: 40, engagement: 0, viewedCategories: 0, daysSinceFirst: 2, daysSinceLast: 2 });
    for (answer of [NaN, 1.2, -0.1, "0.5", null]) assert.deepEqual([visitor.score().firstOrder, visitor.score().firstOrderReason], [null, "not_a_probability"]);
    visitor.order({ amount: 40 });
    assert.deepEqual([visitor.score().firstOrder, visitor.score().firstOrderReason], [null, "has_purchases"]);
  });

  test("after it: those of the scorer", () => {
    const visitor = new Browser().open({ scorer });
    visitor.order({ amount: 40, date: "2026-10-01" });
    const { value, loyalty, churn, band, reason, customer } = visitor.score();
    assert.deepEqual([value, loyalty, churn, band, reason, customer.asOf], [40, 1, 0.5, "high", null, "2026-11-02"]);
    visitor.order({ amount: -40 });
    visitor.order({ amount: -1 });
    assert.deepEqual([visitor.score().value, visitor.score().reason], [null, "no_purchases"], "all was refunded");
    const bare = new Browser().open();
    bare.order({ amount: 40 });
    assert.deepEqual([bare.score().reason, bare.score().customer], ["no_scorer", null]);
  });

  test("that change are told, once for all that happens at once", async () => {
    const browser = new Browser();
    const [one, other] = [browser.open({ scorer }), browser.open({ scorer })];
    /** @type {any[]} */
    const heard = [];
    const off = one.on("change", (event) => heard.push(event));
    for (let i = 0; i < 10; i++) one.view();
    await settle();
    assert.deepEqual(heard.map(({ type, detail }) => [type, detail.changed, detail.score.engagement]), [["change", ["engagement"], 20]]);
    other.order({ amount: 150 });
    browser.deliver();
    await settle();
    assert.deepEqual(heard[1].detail.changed, ["value", "loyalty", "churn", "band"], "in another tab");
    assert.deepEqual([heard[1].detail.before.band, heard[1].detail.score.band], [null, "low"]);
    one.visit();
    one.forget();
    await settle();
    assert.deepEqual(heard[2].detail.changed, ["value", "loyalty", "churn", "band", "engagement"]);
    off();
    off();
    one.view();
    await settle();
    assert.equal(heard.length, 3);
  });

  test("by a scorer that throws do not break the recording", async () => {
    const visitor = new Browser().open({
      scorer: {
        score() {
          throw new Error("freed");
        },
      },
    });
    visitor.on("change", () => {});
    visitor.view();
    await settle();
    assert.deepEqual([visitor.record().views, visitor.warnings[0]?.code], [1, "score_failed"]);
    assert.throws(() => visitor.score(), /freed/);
  });
});

describe("identify", () => {
  const crm = Object.freeze({
    id: "c-7",
    name: "Ada",
    satisfaction: 9,
    categories: 3,
    orders: Object.freeze([
      Object.freeze({ date: "2026-09-01", amount: 15 }),
      Object.freeze({ date: "2026-11-02", amount: 20, channel: "web" }),
      Object.freeze({ date: "2026-11-02", amount: 33, reference: "R-9" }),
    ]),
  });

  const shop = () => {
    const browser = new Browser();
    const visitor = browser.open();
    visitor.visit();
    visitor.order({ amount: 20, categories: ["tea"] });
    visitor.order({ amount: 20 });
    // The CRM has it under the next day's amount after a discount: the reference tells.
    visitor.order({ amount: 35, reference: "R-9" });
    return { browser, visitor };
  };

  test("an order without a reference is one of the same day and amount that has one, unless that is another's", () => {
    const known = { id: 1, orders: [{ date: "2026-11-02", amount: 31.5, reference: "B" }] };
    /** @param {object[]} orders */
    const merged = (...orders) => {
      const visitor = new Browser().open();
      for (const order of orders) visitor.order({ amount: 31.5, ...order });
      const found = /** @type {any} */ (visitor.identify(known));
      assert.deepEqual(visitor.identify(found), found);
      return found.orders.length;
    };
    assert.equal(merged({}), 1);
    assert.equal(merged({ reference: "B" }), 1);
    assert.equal(merged({ reference: "A" }), 2);
    assert.equal(merged({}, { reference: "B" }), 2);
    assert.equal(merged({}, {}), 2);
  });

  test("counts no order twice and changes nothing else", () => {
    const { visitor } = shop();
    const before = visitor.record();
    const merged = /** @type {any} */ (visitor.identify(crm));
    assert.deepEqual([merged.id, merged.name, merged.satisfaction, merged.categories], ["c-7", "Ada", 9, 3]);
    assert.deepEqual(
      merged.orders.map(({ date = "", amount = 0, channel = "" }) => [date, amount, channel]),
      [["2026-09-01", 15, ""], ["2026-11-02", 20, "web"], ["2026-11-02", 33, ""], ["2026-11-02", 20, ""]],
    );
    assert.deepEqual([merged.visits, merged.engagement], [1, 1]);
    assert.deepEqual(visitor.record(), before);
  });

  test("again gives the same record, later the newer figures", () => {
    const { browser, visitor } = shop();
    const once = visitor.identify(crm);
    assert.deepEqual(visitor.identify(once), once);
    browser.now += 14 * DAY;
    visitor.visit();
    const later = /** @type {any} */ (visitor.identify(once));
    assert.deepEqual([later.visits, later.engagement, later.orders.length], [2, 1.5, 4]);
    assert.deepEqual(visitor.identify(later), later);
  });

  test("adds up several browsers, in either order", () => {
    const [one, other] = [shop().visitor, shop().visitor];
    const both = other.identify(one.identify({ id: 1 }));
    const swapped = one.identify(other.identify({ id: 1 }));
    assert.deepEqual([both.visits, both.engagement, both.categories], [2, 2, 1]);
    assert.deepEqual([both.visits, both.engagement, both.visitors], [swapped.visits, swapped.engagement, swapped.visitors]);
    assert.deepEqual(one.identify(both), both);
  });

  test("refuses a record that is none", () => {
    const { visitor } = shop();
    for (const customer of [null, 3, [], { orders: 3 }, { orders: [{ date: "x", amount: 1 }] }, { visitors: { x: {} } }]) {
      assert.throws(() => visitor.identify(/** @type {any} */ (customer)), { name: "ClienteleError", code: "InvalidValue" });
    }
  });
});

describe("states", () => {
  /** A state out of events that tabs may have. @param {() => number} next @returns {State} */
  const anyState = (next) => {
    /** @type {State} */
    let state = { ...EMPTY, mark: String(Math.floor(next() * 3)).repeat(16), consent: next() < 0.5 ? null : Math.floor(next() * 9) };
    for (let i = Math.floor(next() * 40); i > 0; i--) {
      const kind = [VIEW, VISIT, ORDER][Math.floor(next() * 3)] ?? VIEW;
      const day = Math.floor(next() * 20);
      const n = next() < 0.5 ? nextNumber(state) : 1 + Math.floor(next() * 30);
      const id = kind === VISIT ? `day${day}` : Math.floor(next() * 40).toString(16).padStart(16, "0");
      if (n > state.fold.n) state = withEvent(state, [n, id, kind, day, kind === ORDER ? Math.floor(next() * 5) : null, next() < 0.3 ? ["tea"] : []]);
      state = folded(state, { maxEvents: 12, halfLifeDays: 14, today: 20, settled: Infinity });
    }
    return state;
  };

  test("join associatively, commutatively and idempotently", () => {
    const next = random(5);
    for (let i = 0; i < 1000; i++) {
      const [a, b, c] = [anyState(next), anyState(next), anyState(next)];
      assert.equal(toText(merge(merge(a, b), c)), toText(merge(a, merge(b, c))));
      assert.equal(toText(merge(a, b)), toText(merge(b, a)));
      assert.equal(toText(merge(a, a)), toText(a));
      assert.equal(toText(merge(merge(a, b), b)), toText(merge(a, b)));
    }
  });

  test("are what their text says", () => {
    const next = random(9);
    for (let i = 0; i < 1000; i++) {
      const state = anyState(next);
      const read = fromText(toText(state));
      assert.ok(read);
      assert.deepEqual([toText(read), inOrder(read)], [toText(state), inOrder(state)]);
    }
  });

  test("fold in steps as at once", () => {
    const next = random(3);
    const settings = { halfLifeDays: 14, today: 400, settled: Infinity };
    /** @type {State} */ let often = EMPTY;
    /** @type {State} */ let once = EMPTY;
    for (let n = 1; n <= 300; n++) {
      /** @type {Event} */
      const event = [n, n.toString(16).padStart(16, "0"), VIEW, Math.floor(next() * 400), null, [`c${n % 5}`]];
      [often, once] = [folded(withEvent(often, event), { ...settings, maxEvents: 20 }), withEvent(once, event)];
    }
    const reached = folded(once, { ...settings, maxEvents: often.events.size * 2 });
    assert.equal(toText(reached), toText(often));
  });
});

test("a power of a half agrees with the host's", () => {
  const next = random(1);
  for (let i = 0; i < 10_000; i++) {
    const x = next() * 1000;
    assert.ok(Math.abs(halved(x) / 2 ** -x - 1) < 2e-15, String(x));
  }
  for (let n = 0; n <= 1074; n++) assert.equal(halved(n), 2 ** -n);
  assert.deepEqual([halved(2000), halved(Infinity)], [0, 0]);
});

test("references hash as FNV-1a does", () => {
  // The offset basis; then by a Python program that gives the published vectors of "a" and "foobar", over UTF-16LE.
  assert.equal(referenceId(""), "cbf29ce484222325");
  assert.equal(referenceId("foobar"), "c882d5010e965f1a");
  assert.equal(referenceId("客户 1"), "51501f4d71c70106");
});

test("nothing needs a window at import", () => {
  assert.equal(typeof (/** @type {any} */ (globalThis).window), "undefined");
  assert.equal(typeof createVisitor, "function");
});
