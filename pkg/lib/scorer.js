import { Scorer as Handle, linearMemory } from "./wasm.js";
import { toDay, toIso } from "./dates.js";
import { ClienteleError, invalid } from "./errors.js";
import { shared } from "./labels.js";
import { gone } from "./handles.js";
import { clean, number, numbers, only } from "./options.js";
import { CustomerSummary } from "./orders.js";
import { Profile } from "./profile.js";
import { scoreObject } from "./score-object.js";

/** @typedef {import("./score-object.js").ScoreContext} ScoreContext */

/** A profile made ready to score customers. */
export class Scorer {
  /** @type {Handle} */ #handle;
  /** @type {ScoreContext} */ #context;
  /** @type {Float64Array} */ #input = new Float64Array();
  /** @type {Float64Array} */ #output = new Float64Array();

  /** @param {Profile} profile */
  constructor(profile) {
    const checked = /** @type {any} */ (profile instanceof Profile ? profile : Profile.parse(profile));
    this.#handle = new Handle(clean(checked.toJSON(), "profile"));
    this.#context = {
      profile: Object.freeze({ name: checked.name, version: checked.version, hash: this.#handle.profileHash() }),
      asOf: checked.asOf,
      asOfDay: toDay(checked.asOf, "profile.asOf"),
      horizonDays: checked.churn.horizonDays,
      mode: checked.churn.mode,
      indicators: checked.loyalty.indicators.map((/** @type {{code: string}} */ i) => i.code),
    };
  }

  /** Renews the views on the buffers: they are detached whenever the memory has grown. */
  #views() {
    if (this.#input.length === 0) {
      // The memory comes last: what asks the module may let it grow, which detaches the buffer.
      const { customerFields, scoreFields } = shared();
      const { input, output } = this.#handle;
      const { buffer } = /** @type {WebAssembly.Memory} */ (linearMemory());
      this.#input = new Float64Array(buffer, input, customerFields.length);
      this.#output = new Float64Array(buffer, output, scoreFields.length);
    }
  }

  /** The identity of the profile in use. */
  get profile() {
    return this.#context.profile;
  }

  /**
   * Scores one customer, given by summary numbers or by orders.
   * @param {any} customer
   * @param {{asOf?: unknown}} [options]
   */
  score(customer, options) {
    if (typeof customer !== "object" || customer === null) throw invalid("customer", customer, "an object");
    const asOfDay = options === undefined ? this.#context.asOfDay : this.#asOf(options);
    const { id = null } = customer;
    if (customer.orders === undefined) this.#readNumbers(customer);
    else this.#readOrders(customer, asOfDay, asOfDay === this.#context.asOfDay && options === undefined);
    return this.#finish(id, asOfDay);
  }

  /**
   * Scores row `index` of a summary, with its explanation.
   * @param {CustomerSummary} summary
   * @param {number} index
   */
  explain(summary, index) {
    const handle = CustomerSummary.handleOf(summary);
    if (!handle) throw invalid("summary", summary, "a CustomerSummary");
    if (!Number.isInteger(index) || index < 0) throw invalid("index", index, "the number of a row");
    if (index >= summary.length) {
      throw new ClienteleError("OutOfRange", `index: ${index} is not below ${summary.length}, the rows of the summary`, {
        path: "index",
      });
    }
    this.#handle.readRow(handle, index);
    return this.#finish(summary.ids[index], toDay(summary.asOf, "summary.asOf"));
  }

  /**
   * Scores every row of a summary, or of columns of the caller's own, in one crossing.
   * @param {CustomerSummary | Record<string, unknown>} customers
   */
  scoreColumns(customers) {
    const handle = CustomerSummary.handleOf(customers);
    const { customerFields, scoreFields, scoreColumns } = shared();
    const flat = handle
      ? this.#handle.scoreSummary(handle)
      : this.#scoreOwnColumns(/** @type {Record<string, unknown>} */ (customers), customerFields);
    const rows = flat.length / scoreColumns;
    /** @type {Record<string, unknown>} */
    const result = { ids: /** @type {any} */ (customers).ids ?? null };
    for (let i = 0; i < scoreColumns; i++) {
      result[/** @type {string} */ (scoreFields[i])] = flat.subarray(i * rows, (i + 1) * rows);
    }
    return result;
  }

  /**
   * @param {Record<string, unknown>} columns
   * @param {string[]} fields
   */
  #scoreOwnColumns(columns, fields) {
    const frequency = numbers(columns?.["frequency"], "frequency");
    const rows = frequency.length;
    const flat = new Float64Array(fields.length * rows).fill(NaN);
    fields.forEach((name, i) => {
      if (columns[name] === undefined) return;
      const column = numbers(columns[name], name);
      if (column.length !== rows) {
        throw new ClienteleError("LengthMismatch", `${name}: expected ${rows} values, found ${column.length}`, {
          path: name,
        });
      }
      flat.set(column, i * rows);
    });
    return this.#handle.scoreColumns(flat, rows);
  }

  /**
   * Returns the day of the options, or that of the profile.
   * @param {unknown} options
   */
  #asOf(options) {
    const known = clean(options);
    only(known, ["asOf"]);
    const asOf = known["asOf"] ?? null;
    return asOf === null ? this.#context.asOfDay : toDay(asOf, "options.asOf");
  }

  /** @param {Record<string, unknown>} customer */
  #readNumbers(customer) {
    // All are read before the first is written: a getter may score another customer in between.
    const values = shared().customerFields.map((name) => {
      const value = customer[name];
      if (value === undefined || value === null) return NaN;
      return number(value, `customer.${name}`);
    });
    this.#views();
    this.#input.set(values);
  }

  /**
   * @param {{orders: unknown}} customer
   * @param {number} asOfDay
   * @param {boolean} defaulted whether the day is the profile's, for want of a better one
   */
  #readOrders(customer, asOfDay, defaulted) {
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
          `${path}.date: the order lies after ${this.#context.asOf}, the day of the profile; give the day of the score as \`asOf\``,
          { path: `${path}.date` },
        );
      }
    }
    this.#handle.readOrders(days, amounts, asOfDay);
  }

  /**
   * @param {unknown} id
   * @param {number} asOfDay
   */
  #finish(id, asOfDay) {
    this.#handle.score();
    this.#views();
    const asOf = asOfDay === this.#context.asOfDay ? this.#context.asOf : toIso(asOfDay);
    return scoreObject(this.#output, this.#context, asOf, asOfDay, id);
  }

  free() {
    this.#handle.free();
    this.#handle = gone("scorer");
    // The views would reach into memory that is somebody else's by now.
    this.#input = this.#output = new Float64Array();
  }

  [Symbol.dispose]() {
    this.free();
  }
}
