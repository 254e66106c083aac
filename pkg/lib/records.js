import { FeatureSources, RecordColumns, Records as Handle } from "./wasm.js";
import { asBytes } from "./bytes.js";
import { toDay, toIso } from "./dates.js";
import { invalid } from "./errors.js";
import { naming } from "./known.js";
import { ENCODING, fileOptions, transcoder } from "./files.js";
import { checkText } from "./magic.js";
import { alive, gone } from "./handles.js";
import { call, labelled } from "./methods.js";
import { clean, numbers } from "./options.js";
import { Orders } from "./orders.js";

/** Records of one kind, as validated columns. */
export class Records {
  /** @type {Handle} */ #handle;
  /** @type {any} */ #report;

  /** @param {Handle} handle */
  constructor(handle) {
    if (!(handle instanceof Handle)) throw invalid("records", handle, "made by `readRecords`");
    this.#handle = handle;
  }

  /**
   * @internal
   * @param {any} records
   * @param {string} path
   * @param {string} kind
   */
  static handleOf(records, path, kind) {
    if (typeof records !== "object" || records === null || !(#handle in records)) throw invalid(path, records, `records of the kind "${kind}"`);
    if (records.kind !== kind) throw invalid(path, records.kind, `records of the kind "${kind}"`);
    return alive(records.#handle);
  }

  /** @returns {string} */
  get kind() {
    return this.#handle.kind;
  }

  get length() {
    return this.#handle.length;
  }

  get report() {
    this.#report ??= this.#handle.report();
    return this.#report;
  }

  /**
   * Returns the values of a field: numbers with NaN where one is missing, or texts with null.
   * @param {string} field
   */
  column(field) {
    const schema = recordKinds().find((/** @type {any} */ own) => own.kind === this.kind);
    const known = schema?.fields.find((/** @type {any} */ own) => own.name === field);
    if (!known) {
      const names = schema?.fields.map((/** @type {any} */ own) => own.name).join(", ");
      throw invalid("field", field, `one of ${names}`);
    }
    const values = this.#handle.numbers(field);
    if (known.cell !== "text" && known.cell !== "word") return values ?? new Float64Array(this.length).fill(NaN);
    const texts = this.#handle.texts(field);
    return values ? Array.from(values, (place) => texts[place] ?? null) : new Array(this.length).fill(null);
  }

  /**
   * Returns answers as a table: respondents by questions.
   * @param {string} instrument
   * @param {unknown} [options]
   */
  table(instrument, options) {
    return this.tables([instrument], options)[0];
  }

  /**
   * Returns answers to several instruments, with the same respondents.
   * @param {string[]} instruments
   * @param {unknown} [options]
   */
  tables(instruments, options) {
    if (!Array.isArray(instruments) || !instruments.every((code) => typeof code === "string")) {
      throw invalid("instruments", instruments, "an array of codes");
    }
    return this.#handle.answerTables(instruments, dated(options)).map(tabled);
  }

  /**
   * Returns the answers to Kano's questions by attribute.
   * @param {unknown} [options]
   */
  kano(options) {
    const [functional, dysfunctional] = this.tables(["kanoFunctional", "kanoDysfunctional"], options);
    const attributes = functional.criteria.filter((/** @type {string} */ item) => dysfunctional.criteria.includes(item));
    return Object.fromEntries(
      attributes.map((/** @type {string} */ item) => [item, { functional: functional.columns[item], dysfunctional: dysfunctional.columns[item] }]),
    );
  }

  /** Returns judgements as pairwise matrices: one for each goal and expert. */
  matrices() {
    this.#only("judgements");
    return this.#handle.pivot();
  }

  /** Returns ratings as a table of means: brands by attributes. */
  brands() {
    this.#only("ratings");
    return this.#handle.pivot();
  }

  /** Returns the orders of transactions. */
  orders() {
    return Orders.adopt(this.#handle.orders());
  }

  /** @param {string} kind */
  #only(kind) {
    if (this.kind !== kind) throw invalid("records", this.kind, kind);
  }

  free() {
    this.#handle.free();
    this.#handle = gone("records");
  }

  [Symbol.dispose]() {
    this.free();
  }
}

/**
 * Reads records from CSV or takes them as columns.
 * @param {string} kind
 * @param {any} source
 * @param {unknown} [options]
 */
export function readRecords(kind, source, options) {
  if (typeof kind !== "string") throw invalid("kind", kind, "the name of a kind of records");
  const { encoding, rest } = fileOptions(options);
  const isBytes = ArrayBuffer.isView(source) || /ArrayBuffer\]$/.test(Object.prototype.toString.call(source));
  /** @type {(bytes: Uint8Array) => Records} */
  const fromCsv = (bytes) => new Records(naming(ENCODING, () => Handle.fromCsv(kind, bytes, rest)));
  if (typeof source === "string") return fromCsv(new TextEncoder().encode(source));
  if (isBytes) {
    const transcode = transcoder(encoding);
    const bytes = asBytes(source, "csv");
    checkText(bytes);
    return fromCsv(transcode ? transcode(bytes) : bytes);
  }
  if (typeof source !== "object" || source === null || Array.isArray(source)) {
    throw invalid("source", source, "CSV as text or bytes, or an object of columns");
  }
  const columns = new RecordColumns();
  try {
    for (const [name, values] of Object.entries(source)) {
      if (values === undefined || values === null) continue;
      const list = texts(values, name);
      if (list) columns.texts(name, list);
      else columns.numbers(name, numbers(flags(values), name));
    }
  } catch (error) {
    columns.free();
    throw error;
  }
  return new Records(naming(ENCODING, () => columns.finish(kind, rest)));
}

/** What a column may hold where it is not one of numbers. @param {unknown} value */
const isWord = (value) => typeof value === "string" || Object.prototype.toString.call(value) === "[object Date]";

/**
 * Returns a column as texts as they would stand in a file; null for a column of numbers.
 * @param {any} values
 * @param {string} path
 * @returns {string[] | null}
 */
function texts(values, path) {
  if (!Array.isArray(values)) return null;
  if (!values.some(isWord)) return null;
  return values.map((value, i) => {
    if (value === undefined || value === null) return "";
    if (typeof value === "string") return value;
    if (typeof value === "boolean") return value ? "yes" : "no";
    if (typeof value === "number") return Number.isNaN(value) ? "" : String(value);
    return toIso(toDay(value, `${path}[${i}]`));
  });
}

/** Yes is 1 and no is 0. @param {unknown} values */
const flags = (values) => (Array.isArray(values) ? values.map((value) => (typeof value === "boolean" ? Number(value) : value)) : values);

/**
 * Returns options whose `asOf` is a text.
 * @param {unknown} options
 */
function dated(options) {
  const { asOf, ...rest } = clean(options);
  return asOf === undefined || asOf === null ? rest : { ...rest, asOf: toIso(toDay(asOf, "options.asOf")) };
}

/**
 * Returns a table of answers in the forms that the methods take: rows and columns.
 * @param {any} table
 */
function tabled({ items, values, ...rest }) {
  const width = items.length;
  const rows = rest.respondents.map((/** @type {string} */ _, /** @type {number} */ i) => values.subarray(i * width, (i + 1) * width));
  const columns = Object.fromEntries(items.map((/** @type {string} */ item, /** @type {number} */ j) => [item, Float64Array.from(rows, (row) => row[j])]));
  return { ...rest, criteria: items, rows, columns };
}

/** What features can be computed of beside orders. */
const SOURCES = ["customers", "transactions", "costs", "events", "answers"];

/**
 * Returns what orders and records say of each customer as of a day.
 * @param {any} orders orders, or records of transactions
 * @param {unknown} [options] records by kind, and how features are computed
 */
export function customerFeatures(orders, options) {
  if (typeof (options ?? {}) !== "object" || Array.isArray(options)) throw invalid("options", options, "a plain object");
  const given = /** @type {Record<string, any>} */ ({ .../** @type {object} */ (options ?? {}) });
  const own = orders instanceof Records ? orders : null;
  const sources = new FeatureSources();
  /** @type {any} */
  let made = null;
  try {
    if (own) made = Records.handleOf(own, "orders", "transactions").orders();
    for (const kind of SOURCES) {
      const records = given[kind] ?? (kind === "transactions" ? own : null);
      delete given[kind];
      if (records !== null && records !== undefined) sources.add(Records.handleOf(records, `options.${kind}`, kind));
    }
    const handle = made ?? Orders.handleOf(orders);
    return featured(naming(SOURCES, () => sources.finish(handle, dated(given))));
  } finally {
    made?.free();
  }
}

/**
 * Returns features with a column for each: those of which nothing is known share one.
 * @param {any} found
 */
function featured({ columns, missing, ...rest }) {
  const unknown = new Float64Array(rest.ids.length).fill(NaN);
  for (const name of missing) columns[name] = unknown;
  return { ...rest, missing, columns, report: labelled(rest.report) };
}

/** @type {any} */
let kinds;

/** Returns every kind of record with its fields. */
export function recordKinds() {
  kinds ??= call("recordKinds", {});
  return kinds;
}

/** Returns the codes of the built-in questionnaires. */
export function questionnaires() {
  return call("questionnaires", {});
}

/**
 * Returns a built-in questionnaire.
 * @param {string} code
 */
export function questionnaire(code) {
  return call("questionnaire", { code });
}

/**
 * Returns the two questionnaires of Kano's method about attributes.
 * @param {unknown} attributes
 */
export function kanoQuestionnaires(attributes) {
  return call("kanoQuestionnaires", { attributes });
}

/**
 * Writes questionnaires as CSV.
 * @param {unknown} list one or several; the built-in ones unless told
 */
export function exportQuestionnaires(list) {
  const given = list ?? questionnaires().map(questionnaire);
  return call("questionnairesToCsv", { questionnaires: Array.isArray(given) ? given : [given] });
}

/**
 * Reads questionnaires from CSV.
 * @param {string | Uint8Array | ArrayBuffer} csv
 */
export function importQuestionnaires(csv) {
  const text = typeof csv === "string" ? csv : new TextDecoder().decode(asBytes(csv, "csv"));
  return call("questionnairesFromCsv", { csv: text });
}
