import { toDay, toIso } from "../dates.js";
import { invalid } from "../errors.js";
import { number, only } from "../options.js";
import { featuresOf, figuresOf, recordOf } from "./figures.js";
import { merged } from "./identify.js";
import { randomIds, referenceId, visitId } from "./ids.js";
import { objectOf } from "./options.js";
import { Keeper } from "./keeper.js";
import { BASKET, ORDER, VIEW, VISIT } from "./state.js";
import { LONGEST_NAME, MOST_NAMES, isName } from "./store.js";

/**
 * @typedef {import("./options.js").Settings} Settings
 * @typedef {ReturnType<Visitor["score"]>} VisitorScore
 */

/** What of a score is watched, in the order in which a change names it. */
const WATCHED = /** @type {const} */ (["value", "loyalty", "churn", "band", "engagement", "firstOrder"]);

/** Refunds are orders below 0. Beyond these a scorer counts no money. */
const AMOUNTS = { least: -1e12, most: 1e12 };

/** Records a visitor and scores what was recorded. */
export class Visitor {
  #settings;
  #keeper;
  #newId;
  #events = new EventTarget();
  /** The score that listeners know, once there are some. @type {VisitorScore | null} */
  #known = null;
  #listening = 0;
  #due = false;

  /** @param {Settings} settings */
  constructor(settings) {
    this.#settings = settings;
    this.#newId = randomIds(settings.window);
    this.#keeper = new Keeper(settings, this.#newId, () => this.#notify());
  }

  /** Where the visitor is kept, and why not better. */
  get storage() {
    return this.#keeper.storage();
  }

  /** What went wrong without being an error of the caller. */
  get warnings() {
    return this.#keeper.warnings;
  }

  /** Records a visit. A day counts once, in however many pages and tabs. */
  visit() {
    return this.#keeper.add((today) => [visitId(today), VISIT, today, null, []]);
  }

  /**
   * Records a look at a product.
   * @param {unknown} [product]
   */
  view(product) {
    const { category = null, ...rest } = objectOf(product, "view");
    only(rest, [], "view");
    const names = namesOf(category === null ? [] : [category], "view.category");
    return this.#keeper.add((today) => [this.#newId(), VIEW, today, null, names]);
  }

  /**
   * Records that something was put into the basket.
   * @param {unknown} [basket]
   */
  basket(basket) {
    const { category = null, amount = null, ...rest } = objectOf(basket, "basket");
    only(rest, [], "basket");
    const names = namesOf(category === null ? [] : [category], "basket.category");
    const worth = amount === null ? null : number(amount, "basket.amount", { ...AMOUNTS, least: 0 });
    return this.#keeper.add((today) => [this.#newId(), BASKET, today, worth, names]);
  }

  /**
   * Records an order.
   * @param {unknown} order
   */
  order(order) {
    const { amount, date = null, reference = null, categories = [], ...rest } = objectOf(order, "order");
    only(rest, [], "order");
    const paid = number(amount, "order.amount", AMOUNTS);
    const names = namesOf(categories, "order.categories");
    const day = date === null ? null : toDay(date, "order.date");
    if (reference !== null && (typeof reference !== "string" || reference === "")) throw invalid("order.reference", reference, "a text");
    const id = reference === null ? this.#newId() : referenceId(reference);
    return this.#keeper.add((today) => [id, ORDER, day ?? today, paid, names]);
  }

  /** Says that the visitor consents, where no callback does; it is remembered until it is withdrawn. */
  allow() {
    return this.#keeper.allow();
  }

  /** Says that the visitor no longer consents: everything is erased, in all tabs. */
  withdraw() {
    this.#keeper.withdraw();
  }

  /** Erases everything, in all tabs. */
  forget() {
    this.#keeper.forget();
  }

  #figures() {
    return figuresOf(this.#keeper.read(), this.#keeper.today(), this.#settings);
  }

  /** Returns the record that the scorer scores. */
  record() {
    return recordOf(this.#figures());
  }

  /** Returns the scores of the visitor as of today. */
  score() {
    const { scorer, firstOrderProbability } = this.#settings;
    const figures = this.#figures();
    const record = recordOf(figures);
    const { customer, bought } = scored(scorer, record);
    // Without a purchase nothing is known of either; a base rate would be no score of this visitor.
    const known = bought ? customer : null;
    return {
      asOf: record.asOf,
      value: /** @type {number | null} */ (known?.value.score ?? null),
      loyalty: /** @type {number | null} */ (known?.loyalty.score ?? null),
      churn: /** @type {number | null} */ (known?.churn.risk ?? null),
      band: /** @type {string | null} */ (known?.churn.band ?? null),
      reason: !bought ? "no_purchases" : scorer === null ? "no_scorer" : null,
      engagement: record.engagement,
      ...this.#firstOrder(bought, firstOrderProbability, figures),
      customer,
    };
  }

  /**
   * @param {boolean} bought
   * @param {Settings["firstOrderProbability"]} probability
   * @param {import("./figures.js").Figures} figures
   * @returns {{ firstOrder: number | null, firstOrderReason: string | null }}
   */
  #firstOrder(bought, probability, figures) {
    /** @param {string} reason */
    const none = (reason) => ({ firstOrder: null, firstOrderReason: reason });
    if (bought) return none("has_purchases");
    if (probability === null) return none("uncalibrated");
    let found;
    try {
      found = probability(featuresOf(figures));
    } catch (error) {
      // What a page brings along may fail; the other scores do not depend on it.
      this.#keeper.warn("first_order_failed", `firstOrderProbability threw: ${String(error)}`);
      return none("not_a_probability");
    }
    if (typeof found === "number" && found >= 0 && found <= 1) return { firstOrder: found, firstOrderReason: null };
    return none("not_a_probability");
  }

  /**
   * Returns the record of a customer with this visitor merged into it, for the CRM.
   * @param {unknown} customer
   */
  identify(customer) {
    const state = this.#keeper.read();
    return merged(customer, state.mark, this.#figures(), this.#settings.halfLifeDays);
  }

  /**
   * Calls a listener whenever a score or the band has changed, here or in another tab.
   * @param {string} type
   * @param {(event: any) => void} listener
   * @returns {() => void} ends it
   */
  on(type, listener) {
    if (type !== "change") throw invalid("type", type, '"change"');
    if (typeof listener !== "function") throw invalid("listener", listener, "a function");
    this.#known ??= this.#scoreOrWarn();
    this.#listening += 1;
    // A listener that is given twice is called twice.
    const heard = (/** @type {any} */ event) => listener(event);
    this.#events.addEventListener(type, heard);
    let on = true;
    return () => {
      if (on) this.#listening -= 1;
      on = false;
      this.#events.removeEventListener(type, heard);
      if (this.#listening === 0) this.#known = null;
    };
  }

  /** Compares the scores once all that happens at the moment has happened. */
  #notify() {
    if (this.#due || this.#listening === 0) return;
    this.#due = true;
    Promise.resolve().then(() => {
      this.#due = false;
      if (this.#listening > 0) this.#compare();
    });
  }

  #compare() {
    const before = this.#known;
    const score = this.#scoreOrWarn();
    if (score === null) return;
    this.#known = score;
    const changed = WATCHED.filter((name) => before === null || before[name] !== score[name]);
    if (changed.length === 0) return;
    this.#events.dispatchEvent(new CustomEvent("change", { detail: { score, before, changed } }));
  }

  /** A listener must not break the recording: what the scorer throws is thrown where `score` is called. */
  #scoreOrWarn() {
    try {
      return this.score();
    } catch (error) {
      this.#keeper.warn("score_failed", String(/** @type {any} */ (error)?.message ?? error));
      return null;
    }
  }

  /** Stops to listen to other tabs; what is stored stays. */
  close() {
    this.#keeper.close();
  }

  [Symbol.dispose]() {
    this.close();
  }
}

/**
 * Scores a record, and tells whether there is a purchase in it.
 * @param {Settings["scorer"]} scorer
 * @param {ReturnType<typeof recordOf>} record
 */
function scored(scorer, { asOf, orders, categories }) {
  if (orders === undefined) return { customer: scorer?.score({ categories }, { asOf }) ?? null, bought: false };
  if (scorer === null) return { customer: null, bought: orders.some(({ amount }) => amount >= 0) };
  try {
    return { customer: scorer.score({ orders, categories }, { asOf }), bought: true };
  } catch (error) {
    // Everything was refunded: that is a customer without a purchase.
    if (/** @type {any} */ (error)?.code !== "InsufficientData") throw error;
    return { customer: scorer.score({ categories }, { asOf }), bought: false };
  }
}

/**
 * @param {unknown} names
 * @param {string} path
 * @returns {string[]}
 */
function namesOf(names, path) {
  if (!Array.isArray(names)) throw invalid(path, names, "a list of names");
  const distinct = [...new Set(names)];
  if (distinct.length > MOST_NAMES) throw invalid(path, names, `at most ${MOST_NAMES} names`);
  for (const name of distinct) if (!isName(name)) throw invalid(path, name, `a name of 1 to ${LONGEST_NAME} characters`);
  return distinct;
}
