// The scorer, for whichever module it is given: the full one or the small one.

import { toDay, toIso } from "./dates.js";
import { ClienteleError, invalid, renamed } from "./errors.js";
import { gone } from "./handles.js";
import { toMoment } from "./moments.js";
import { spellingOf } from "./near.js";
import { clean, number, numbers, only } from "./options.js";
import { actionColumn, scoreObject } from "./score-object.js";
import { fromTape, toTape } from "./tape.js";
import { changesOf, differences, withLastOrder } from "./what-if.js";

/**
 * What a module must have.
 * @typedef {{
 *   input: number, output: number, context(): Uint8Array, score(): void, moveLastOrder(days: number): void,
 *   levers(): Uint8Array, readOrders(days: Int32Array, amounts: Float64Array, asOf: number): void,
 *   scoreColumns(flat: Float64Array, rows: number, present: Uint32Array, only: Uint32Array): Float64Array, free(): void,
 * }} ScorerHandle
 * @typedef {import("./score-object.js").Names} Names
 * @typedef {import("./score-object.js").ScoreContext} ScoreContext
 * @typedef {{
 *   Handle: new (profile: Uint8Array) => ScorerHandle, linearMemory: () => unknown,
 *   names: () => Names, profileOf: (profile: unknown) => object,
 *   scorePoints: (sets: any, facts: unknown, options?: unknown) => any,
 *   updateState: (state: unknown, event: any, settings?: unknown) => any,
 *   stateFields: (state: unknown, asOf: unknown, options?: unknown) => any,
 * }} Host
 */

/** What stands in for a number of a customer. @type {Record<string, (value: unknown, names: Names, path: string) => number>} */
const WORDS = {
  complainer: (value, { complainers }, path) => {
    const at = complainers.indexOf(/** @type {string} */ (value));
    if (at < 0) throw invalid(path, value, `one of ${complainers.map((code) => `"${code}"`).join(", ")}`);
    return at;
  },
  bargainSeeker: (value, _, path) => {
    if (typeof value !== "boolean") throw invalid(path, value, "true or false");
    return value ? 1 : 0;
  },
};

/**
 * Returns the scorer of a module.
 * @param {Host} host
 */
export function scorerOf({ Handle, linearMemory, names, profileOf, scorePoints, updateState, stateFields }) {
  const spelling = spellingOf(names);
  /** A profile made ready to score customers. */
  return class Scorer {
    /** @type {any} */ handle;
    /** @type {any} */ context;
    /** @type {Float64Array} */ #input = new Float64Array();
    /** @type {Float64Array} */ #output = new Float64Array();
    /** @type {WebAssembly.Memory | undefined} */ #memory;

    /** @param {unknown} profile */
    constructor(profile) {
      const checked = /** @type {any} */ (profileOf(profile));
      const handle = new Handle(toTape(checked, "profile"));
      const { name, version, hash, asOf, evidence, ...rest } = fromTape(handle.context());
      const { label } = names();
      // The handle is no property that one sees.
      Object.defineProperty(this, "handle", { value: handle, enumerable: false, writable: true });
      Object.defineProperty(this, "context", {
        enumerable: false,
        value: {
          ...rest,
          points: checked.points ?? [],
          live: checked.live ?? undefined,
          timeUnit: checked.timeUnit,
          profile: Object.freeze({ name, version, hash }),
          asOf,
          asOfDay: toDay(asOf, "profile.asOf"),
          evidence: evidence.map(label),
          indicators: rest.indicators.map(label),
        },
      });
    }

    /**
     * Renews the views on the buffers when the memory has grown. It has another buffer then; whether the old one is
     * detached does not tell, since that of the form in plain JavaScript is left as it was.
     */
    #views() {
      if (this.#input.buffer !== this.#memory?.buffer) {
        // The memory comes last: what asks the module may let it grow, which replaces the buffer.
        const { customerFields, scoreFields } = names();
        const { input, output } = this.handle;
        this.#memory = /** @type {WebAssembly.Memory} */ (linearMemory());
        const { buffer } = this.#memory;
        const { features, evidence, modelled } = this.context;
        this.#input = new Float64Array(buffer, input, customerFields.length + features.length);
        this.#output = new Float64Array(buffer, output, scoreFields.length + (modelled ? evidence.length : 0));
      }
    }

    /** The identity of the profile in use. */
    get profile() {
      return this.context.profile;
    }

    /**
     * Scores one customer, given by summary numbers or by orders.
     * @param {any} customer
     * @param {{asOf?: unknown}} [options]
     */
    score(customer, options) {
      const asOfDay = this.#read(customer, options);
      return this.scoreBuffer(customer.id ?? null, asOfDay);
    }

    /**
     * Scores a customer as is and as might be.
     * @param {any} customer
     * @param {any} changes what is different: fields of the customer, over what follows from the orders, and
     *   `lastOrderDaysAgo`
     * @param {{asOf?: unknown}} [options]
     */
    whatIf(customer, changes, options) {
      const before = this.score(customer, options);
      const { lastOrderDaysAgo, fields } = changesOf(changes, names());
      let after;
      try {
        after = this.#scoreChanged(customer, fields, lastOrderDaysAgo, options);
      } catch (error) {
        // What is wrong was changed: the customer as is has a score.
        throw renamed(error, (path) => {
          const name = path.replace(/^customer\./, "");
          return String(name.split(".")[0]) in changes ? `changes.${name}` : path;
        });
      }
      return { before, after, change: differences(before, after) };
    }

    /**
     * Scores a customer as might be.
     * @param {any} customer
     * @param {Record<string, unknown>} fields
     * @param {number | null} lastOrderDaysAgo
     * @param {{asOf?: unknown}} [options]
     */
    #scoreChanged(customer, fields, lastOrderDaysAgo, options) {
      const changed = { ...customer, ...fields };
      const features = fields["features"] ?? null;
      // Features that are not changed stay.
      changed.features = features === null ? customer.features : { ...customer.features, ...features };
      if (lastOrderDaysAgo !== null && customer.orders !== undefined) {
        const asOf = options === undefined ? this.context.asOfDay : this.#asOf(options);
        changed.orders = withLastOrder(customer.orders, asOf, lastOrderDaysAgo);
        return this.scoreBuffer(customer.id ?? null, this.#read(changed, options, fields));
      }
      const asOfDay = this.#read(changed, options, fields);
      if (lastOrderDaysAgo !== null) this.handle.moveLastOrder(lastOrderDaysAgo);
      return this.scoreBuffer(customer.id ?? null, asOfDay);
    }

    /**
     * Returns what would move the score of a customer, the largest fall of value at risk first.
     * @param {any} customer
     * @param {{asOf?: unknown}} [options]
     */
    levers(customer, options) {
      this.#read(customer, options);
      const { label } = names();
      return fromTape(this.handle.levers()).map((/** @type {any} */ { code, ...rest }) => ({ ...label(code), ...rest }));
    }

    /**
     * Scores a customer by the point rules of the profile, one score for each set.
     * @param {unknown} facts what is known, by field
     * @param {unknown} [options]
     */
    points(facts, options) {
      return scorePoints(this.context.points, facts, options);
    }

    /**
     * Takes an event into the state of a customer and scores it as of the day of the event.
     * @param {unknown} state the text of a state; null before the first event
     * @param {any} event
     * @param {any} [known] what else is known of the customer
     */
    update(state, event, known = {}) {
      const update = updateState(state, event, this.context.live);
      return { ...update, score: this.scoreState(update.state, event.date, known) };
    }

    /**
     * Scores the state of a customer as of a day.
     * @param {unknown} state
     * @param {any} asOf
     * @param {any} [known] what else is known of the customer
     */
    scoreState(state, asOf, known = {}) {
      const day = toMoment(asOf, "asOf").day;
      const fields = stateFields(state, day, { timeUnit: this.context.timeUnit });
      const numbers = names().customerFields.filter((name) => typeof fields[name] === "number");
      const customer = { ...known, ...Object.fromEntries(numbers.map((name) => [name, fields[name]])) };
      return this.score(customer, { asOf: day });
    }

    /**
     * Scores columns of customers in one crossing.
     * @param {any} customers
     * @param {{only?: unknown}} [options]
     */
    scoreColumns(customers, options) {
      const wanted = this.wanted(options);
      return this.columns(this.#scoreOwnColumns(customers, wanted.fields), customers.ids ?? null, wanted);
    }

    /**
     * Returns which columns of scores are asked for, and which of them the module has to compute: `action` is put
     * together from two.
     * @param {unknown} options
     */
    wanted(options) {
      const { scoreFields, scoreColumns } = names();
      const given = clean(options);
      only(given, ["only"], "options");
      const all = [...scoreFields.slice(0, scoreColumns), "action"];
      const asked = given["only"] ?? all;
      if (!Array.isArray(asked)) throw invalid("options.only", asked, "a list of names of columns");
      const bad = asked.findIndex((name) => !all.includes(name));
      if (bad >= 0) throw invalid(`options.only[${bad}]`, asked[bad], `one of ${all.join(", ")}`);
      const computed = new Set([...asked.filter((name) => name !== "action"), ...(asked.includes("action") ? ["cell", "band"] : [])]);
      return { asked, computed: [...computed], fields: Uint32Array.from(computed, (name) => scoreFields.indexOf(name)) };
    }

    /**
     * Returns the columns of scores that follow each other in one array.
     * @param {Float64Array} flat
     * @param {unknown} ids
     * @param {{asked: string[], computed: string[]}} wanted
     */
    columns(flat, ids, { asked, computed }) {
      const rows = flat.length / Math.max(computed.length, 1);
      /** @type {Record<string, any>} */
      const found = Object.fromEntries(computed.map((name, i) => [name, flat.subarray(i * rows, (i + 1) * rows)]));
      if (asked.includes("action")) found["action"] = actionColumn(/** @type {any} */ (found), names());
      return { ids, ...Object.fromEntries(asked.map((name) => [name, found[name]])) };
    }

    /**
     * @param {Record<string, unknown>} columns
     * @param {Uint32Array} fields the columns of scores to be computed
     */
    #scoreOwnColumns(columns, fields) {
      if (typeof columns !== "object" || columns === null) throw invalid("customers", columns, "columns of customers");
      spelling.checkColumns(columns);
      const beside = /** @type {Record<string, unknown>} */ (columns?.["features"] ?? {});
      only(beside, this.context.features, "features");
      const known = names().customerFields.map((name) => ({ name, values: columns?.[name] ?? null }));
      const features = this.context.features.map((/** @type {string} */ name) => ({ name: `features.${name}`, values: beside[name] ?? null }));
      const given = [...known, ...features]
        .map((column, field) => ({ ...column, field }))
        .filter(({ values }) => values !== null)
        .map(({ name, field, values }) => ({ name, field, column: numbers(values, name) }));
      const rows = given[0]?.column.length ?? 0;
      /** @param {string} path @param {number} length */
      const check = (path, length) => {
        if (length === rows) return;
        throw new ClienteleError("LengthMismatch", `${path}: expected ${rows} values, found ${length}`, { path });
      };
      const ids = columns["ids"] ?? null;
      if (ids !== null) {
        if (!Array.isArray(ids)) throw invalid("ids", ids, "a list of texts");
        check("ids", ids.length);
      }
      const flat = new Float64Array(given.length * rows);
      given.forEach(({ name, column }, i) => {
        check(name, column.length);
        flat.set(column, i * rows);
      });
      return this.handle.scoreColumns(flat, rows, Uint32Array.from(given, ({ field }) => field), fields);
    }

    /**
     * Writes a customer into the buffer and returns the day of the score.
     * @param {any} customer
     * @param {{asOf?: unknown}} [options]
     * @param {Record<string, unknown>} [over] numbers that stand over those of the orders
     */
    #read(customer, options, over = {}) {
      if (typeof customer !== "object" || customer === null || Array.isArray(customer)) {
        throw invalid("customer", customer, "an object, whose orders are `orders`");
      }
      spelling.checkCustomer(customer);
      const asOfDay = options === undefined ? this.context.asOfDay : this.#asOf(options);
      if (customer.orders !== undefined) this.#checkBesideOrders(customer, over);
      // All are read before the first is written: a getter may score another customer in between.
      const orders = customer.orders === undefined ? null : this.#orders(customer, asOfDay, options === undefined);
      const values = this.#numbers(customer);
      this.#views();
      this.#input.set(values);
      if (orders === null) return asOfDay;
      this.handle.readOrders(orders.days, orders.amounts, asOfDay);
      this.#views();
      names().customerFields.forEach((name, i) => {
        const value = values[i];
        if (name in over && value !== undefined) this.#input[i] = value;
      });
      return asOfDay;
    }

    /**
     * Rejects numbers that follow from the orders as well: one of the two would have to be ignored.
     * @param {Record<string, unknown>} customer
     * @param {Record<string, unknown>} over
     */
    #checkBesideOrders(customer, over) {
      const { customerFields, summaryFields } = names();
      for (const name of customerFields.slice(0, summaryFields)) {
        if (name in over || customer[name] === undefined || customer[name] === null) continue;
        throw invalid(`customer.${name}`, customer[name], "left out beside `orders`, from which it follows");
      }
    }

    /**
     * Returns the day of the options, or that of the profile.
     * @param {unknown} options
     */
    #asOf(options) {
      const known = clean(options);
      only(known, ["asOf"]);
      const asOf = known["asOf"] ?? null;
      return asOf === null ? this.context.asOfDay : toDay(asOf, "options.asOf");
    }

    /** @param {Record<string, unknown>} customer */
    #numbers(customer) {
      const known = names();
      const values = known.customerFields.map((name) => {
        const value = customer[name];
        if (value === undefined || value === null) return NaN;
        const word = typeof value === "number" ? undefined : WORDS[name];
        return word ? word(value, known, `customer.${name}`) : number(value, `customer.${name}`);
      });
      const { features } = this.context;
      if (features.length === 0) return values;
      const given = /** @type {any} */ (customer["features"] ?? {});
      if (typeof given !== "object") throw invalid("customer.features", given, "an object of numbers");
      only(given, features, "customer.features");
      for (const name of features) {
        const value = given[name] ?? null;
        values.push(value === null ? NaN : number(value, `customer.features.${name}`));
      }
      return values;
    }

    /**
     * @param {{orders: unknown}} customer
     * @param {number} asOfDay
     * @param {boolean} defaulted whether the day is the profile's, for want of a better one
     */
    #orders(customer, asOfDay, defaulted) {
      const { orders } = customer;
      if (!Array.isArray(orders)) throw invalid("customer.orders", orders, "an array of {date, amount}");
      const days = new Int32Array(orders.length);
      const amounts = new Float64Array(orders.length);
      for (const [i, order] of orders.entries()) {
        const path = `customer.orders[${i}]`;
        if (typeof order !== "object" || order === null) throw invalid(path, order, "{date, amount}");
        if (typeof order.amount !== "number") throw invalid(`${path}.amount`, order.amount, "a number");
        days[i] = toDay(order.date, `${path}.date`);
        amounts[i] = order.amount;
        if (defaulted && /** @type {number} */ (days[i]) > asOfDay) {
          throw new ClienteleError(
            "OutOfRange",
            `${path}.date: the order lies after ${this.context.asOf}, the day of the profile; give the day of the score as \`asOf\``,
            { path: `${path}.date` },
          );
        }
      }
      return { days, amounts };
    }

    /**
     * Scores the customer in the buffer.
     * @param {unknown} id
     * @param {number} asOfDay
     */
    scoreBuffer(id, asOfDay) {
      this.handle.score();
      this.#views();
      const asOf = asOfDay === this.context.asOfDay ? this.context.asOf : toIso(asOfDay);
      return scoreObject(this.#output, names(), this.context, asOf, asOfDay, id);
    }

    free() {
      this.handle.free();
      this.handle = gone("scorer");
      // The views would reach into memory that is somebody else's by now.
      this.#input = this.#output = new Float64Array();
    }

    [Symbol.dispose]() {
      this.free();
    }
  };
}
