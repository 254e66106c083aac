import { Orders as Handle, OrdersReader as ReaderHandle, Summary, inspect } from "./wasm.js";
import { asBytes } from "./bytes.js";
import { toDay, toIso } from "./dates.js";
import { ClienteleError, invalid } from "./errors.js";
import { ENCODING, fileOptions, transcoder } from "./files.js";
import { currencyOf } from "./currency.js";
import { alive, gone } from "./handles.js";
import { naming } from "./known.js";
import { checkText } from "./magic.js";
import { spellingOfKeys } from "./near.js";
import { clean, numbers } from "./options.js";

/** What is read of columns; what else is there, such as `orderId`, is not. */
const checkColumns = spellingOfKeys(["customerId", "date", "amount", "currency"]);

/** How much of a text or of bytes goes to the reader at a time: it bounds the memory of the copy. */
const CHUNK = 1 << 20;

/** Reads a CSV file piece by piece, as it comes from a stream. */
export class OrdersReader {
  #handle;
  #transcode;
  #begun = false;

  /** @param {unknown} [options] */
  constructor(options) {
    const { encoding, rest } = fileOptions(options);
    this.#transcode = transcoder(encoding);
    this.#handle = naming(ENCODING, () => new ReaderHandle(rest));
  }

  /**
   * Reads the next piece of the file.
   * @param {Uint8Array | ArrayBuffer} bytes
   */
  push(bytes) {
    const piece = asBytes(bytes, "bytes");
    if (!this.#begun) checkText(piece);
    this.#begun ||= piece.length > 0;
    this.#handle.push(this.#transcode ? this.#transcode(piece) : piece);
  }

  /** Rows read so far, the header among them. */
  get rows() {
    return this.#handle.rows;
  }

  /** Ends the file and returns its orders; the reader cannot be used any more. */
  finish() {
    const rest = this.#transcode?.();
    if (rest?.length) this.#handle.push(rest);
    const handle = this.#handle;
    this.#handle = gone("reader", "has been finished");
    return Orders.adopt(handle.finish());
  }

  free() {
    this.#handle.free();
    this.#handle = gone("reader");
  }

  [Symbol.dispose]() {
    this.free();
  }
}

/** Orders of all customers. */
export class Orders {
  /** @type {Handle} */ #handle;
  /** @type {any} */ #report;
  /** The currency of columns, which the module is not told. @type {string | null} */ #currency = null;

  /** @param {Handle} handle */
  constructor(handle) {
    if (!(handle instanceof Handle)) throw invalid("orders", handle, "made by `fromCsv`, `fromColumns` or a reader");
    this.#handle = handle;
  }

  /**
   * @internal
   * @param {Handle} handle
   */
  static adopt(handle) {
    return new Orders(handle);
  }

  /**
   * @internal
   * @param {Orders} orders
   */
  static handleOf(orders) {
    if (typeof orders !== "object" || orders === null || !(#handle in orders)) {
      throw invalid("orders", orders, "an Orders object");
    }
    return alive(orders.#handle);
  }

  /**
   * @param {string | Uint8Array | ArrayBuffer} csv
   * @param {unknown} [options]
   */
  static inspect(csv, options) {
    const { encoding, rest } = fileOptions(options);
    const transcode = transcoder(encoding);
    const bytes = typeof csv === "string" ? new TextEncoder().encode(csv.slice(0, CHUNK)) : asBytes(csv, "csv");
    const head = bytes.subarray(0, CHUNK);
    checkText(head);
    return naming(ENCODING, () => inspect(transcode && typeof csv !== "string" ? transcode(head) : head, rest));
  }

  /**
   * @param {string | Uint8Array | ArrayBuffer} csv
   * @param {unknown} [options]
   */
  static fromCsv(csv, options) {
    if (typeof csv === "string") {
      const { rest } = fileOptions(options);
      const reader = new OrdersReader(rest);
      const encoder = new TextEncoder();
      for (let start = 0; start < csv.length; ) {
        let end = Math.min(start + CHUNK, csv.length);
        // A character beyond U+FFFF takes two units: a piece must not end between them.
        const unit = csv.charCodeAt(end - 1);
        if (unit >= 0xd800 && unit < 0xdc00 && end < csv.length) end++;
        reader.push(encoder.encode(csv.slice(start, end)));
        start = end;
      }
      return reader.finish();
    }
    const bytes = asBytes(csv, "csv");
    const reader = new OrdersReader(options);
    for (let start = 0; start < bytes.length; start += CHUNK) reader.push(bytes.subarray(start, start + CHUNK));
    return reader.finish();
  }

  /** @param {unknown} [options] */
  static reader(options) {
    return new OrdersReader(options);
  }

  /** @param {{customerId?: unknown, date?: unknown, amount?: unknown, currency?: unknown}} columns */
  static fromColumns(columns) {
    checkColumns(/** @type {any} */ (columns ?? {}));
    const { customerId, date, amount, currency } = /** @type {any} */ (columns ?? {});
    if (!Array.isArray(customerId)) throw invalid("customerId", customerId, "an array of texts");
    if (typeof date !== "object" || typeof date?.length !== "number") throw invalid("date", date, "an array of dates");
    const amounts = numbers(amount, "amount");
    for (const [path, column] of [["date", date], ["amount", amounts]]) {
      if (column.length !== customerId.length) {
        throw new ClienteleError(
          "LengthMismatch",
          `${path}: expected ${customerId.length} values, found ${column.length}`,
          { path },
        );
      }
    }
    /** @type {Map<string, number>} */
    const index = new Map();
    const customers = new Uint32Array(customerId.length);
    for (const [i, id] of customerId.entries()) {
      // a number that is not finite is a gap in the data, not a customer
      if ((typeof id !== "string" && !(typeof id === "number" && Number.isFinite(id))) || id === "") {
        throw invalid(`customerId[${i}]`, id, "a text that names the customer");
      }
      const text = String(id);
      let at = index.get(text);
      if (at === undefined) index.set(text, (at = index.size));
      customers[i] = at;
    }
    /** @type {Map<unknown, number>} */
    const known = new Map();
    const days = new Int32Array(customerId.length);
    for (let i = 0; i < days.length; i++) {
      let day = known.get(date[i]);
      if (day === undefined) {
        day = toDay(date[i], `date[${i}]`);
        known.set(date[i], day);
      }
      days[i] = day;
    }
    const orders = new Orders(Handle.fromColumns([...index.keys()], customers, days, amounts));
    orders.#currency = currencyOf(currency);
    return orders;
  }

  get length() {
    return this.#handle.length;
  }

  get customers() {
    return this.#handle.customers;
  }

  get report() {
    if (!this.#report) {
      const report = this.#handle.report();
      this.#report = this.#currency === null ? report : { ...report, currency: this.#currency };
    }
    return this.#report;
  }

  /** @returns {string} */
  get firstDate() {
    return this.report.firstDate;
  }

  /** @returns {string} */
  get lastDate() {
    return this.report.lastDate;
  }

  /** @param {unknown} [options] */
  summarize(options) {
    const { asOf, ...rest } = clean(options);
    const day = asOf === undefined || asOf === null ? {} : { asOf: toIso(toDay(asOf, "options.asOf")) };
    return new CustomerSummary(this.#handle.summarize({ ...rest, ...day }), this.report.currency ?? null);
  }

  free() {
    this.#handle.free();
    this.#handle = gone("orders");
  }

  [Symbol.dispose]() {
    this.free();
  }
}

/**
 * One row for each customer, as columns.
 * @typedef {import("./wasm.js").Summary} SummaryHandle
 */
export class CustomerSummary {
  /** @type {SummaryHandle} */ #handle;
  /** @type {string | null} */ #currency;
  /** @type {Map<string, Float64Array>} */ #columns = new Map();
  /** @type {string[] | undefined} */ #ids;

  /**
   * @param {SummaryHandle} handle
   * @param {string | null} [currency]
   */
  constructor(handle, currency = null) {
    if (!(handle instanceof Summary)) throw invalid("summary", handle, "made by `summarize`");
    this.#handle = handle;
    this.#currency = currency;
  }

  /**
   * Returns the handle of a summary, or undefined for columns of the caller's own.
   * @internal
   * @param {unknown} summary
   * @returns {SummaryHandle | undefined}
   */
  static handleOf(summary) {
    return typeof summary === "object" && summary !== null && #handle in summary ? alive(summary.#handle) : undefined;
  }

  /** @param {string} name */
  #column(name) {
    let column = this.#columns.get(name);
    if (!column) this.#columns.set(name, (column = this.#handle.column(name)));
    return column;
  }

  get length() {
    return this.#handle.length;
  }

  get ids() {
    this.#ids ??= this.#handle.ids();
    return this.#ids;
  }

  get asOf() {
    return toIso(this.#handle.asOf);
  }

  /** The currency that the orders name, null where they name none. */
  get currency() {
    return this.#currency;
  }

  /** @returns {string} */
  get timeUnit() {
    return this.#handle.timeUnit;
  }

  get ordersAfterAsOf() {
    return this.#handle.ordersAfterAsOf;
  }

  get frequency() {
    return this.#column("frequency");
  }

  get recency() {
    return this.#column("recency");
  }

  get T() {
    return this.#column("T");
  }

  get monetaryValue() {
    return this.#column("monetaryValue");
  }

  get revenue() {
    return this.#column("revenue");
  }

  get revenueInYear() {
    return this.#column("revenueInYear");
  }

  get purchasesInYear() {
    return this.#column("purchasesInYear");
  }

  get activeQuarters() {
    return this.#column("activeQuarters");
  }

  get lnGaps() {
    return this.#column("lnGaps");
  }

  get elapsedQuarters() {
    return this.#column("elapsedQuarters");
  }

  get firstDay() {
    return this.#column("firstDay");
  }

  get lastDay() {
    return this.#column("lastDay");
  }

  free() {
    this.#handle.free();
    this.#handle = gone("summary");
  }

  [Symbol.dispose]() {
    this.free();
  }
}
