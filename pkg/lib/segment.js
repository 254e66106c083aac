import { ClienteleError, invalid } from "./errors.js";
import { naming } from "./known.js";
import { label } from "./labels.js";
import { call, labelled } from "./methods.js";
import { apart, clean, number, numbers, withoutNull } from "./options.js";
import { CustomerSummary } from "./orders.js";

/** Inputs that are lists: a number for each period or category. */
const LISTS = ["revenues", "spend"];

/** Keys of results that hold the index of a class, a score or a yes for each customer. */
const SMALL = ["codes", "flags", "r", "f", "m"];

/** Returns every classifier: its classes, inputs and thresholds. */
export function classifiers() {
  return call("classifiers", {}).map((/** @type {any} */ { classes, ...rest }) => ({ ...rest, classes: classes.map(label) }));
}

/** Returns every threshold: its name, default, range and source. */
export function thresholds() {
  return call("thresholds", {});
}

/**
 * Returns the class of one customer with its evidence.
 * @param {string} kind
 * @param {unknown} customer
 * @param {unknown} [options]
 */
export function classify(kind, customer, options) {
  const [input, bulk] = oneCustomer(customer, wanted(kind));
  return marked(call("classifyCustomer", { kind, ...input, options }, bulk));
}

/**
 * Returns the classes of columns of customers.
 * @param {string} kind
 * @param {unknown} columns
 * @param {unknown} [options]
 */
export function classifyColumns(kind, columns, options) {
  const [input, bulk] = manyCustomers(columns, "columns", wanted(kind));
  return finished(call("classifyColumns", { kind, ...input, options }, bulk));
}

/**
 * Returns how many customers each class has and what they bring.
 * @param {any} found what `classifyColumns`, `concentration` or `rfm` returned
 * @param {unknown} columns
 */
export function classTotals(found, columns) {
  const classes = found?.classes ?? found?.abc ?? found?.segments;
  if (!Array.isArray(classes)) throw invalid("found", found, "classes of customers with their codes");
  const own = /** @type {Record<string, unknown>} */ (columns);
  if (own?.["codes"] !== undefined) throw invalid("columns.codes", own["codes"], "a column of another name");
  // The codes first: a column of another length is the culprit, not they.
  const [input, bulk] = manyCustomers({ codes: found.codes, ...own });
  return finished(call("classTotals", { ...input, classes: classes.map(({ code }) => code) }, bulk));
}

/**
 * Returns how much of the total few customers bring.
 * @param {unknown} values
 * @param {unknown} [options]
 */
export function concentration(values, options) {
  const [ids, rest] = apart(options, "ids");
  const [input, bulk] = manyCustomers({ value: numbers(values, "values"), ids }, "values");
  const found = finished(naming(["ids"], () => call("concentration", { ...input, options: rest }, bulk)));
  return { ...found, sentences: found.shares === null ? [] : sentences(found) };
}

/**
 * Returns the shares in words.
 * @param {any} found
 */
function sentences({ customers, shares, provenance }) {
  const { top, target } = provenance.settings;
  /** @type {(code: string, customers: number, share: number) => object} */
  const sentence = (code, part, share) => {
    const words = label(code);
    /** @param {string} text */
    const fill = (text) => text.replace("{customers}", short(part)).replace("{share}", short(share));
    return { code, en: fill(words.en), zh: fill(words.zh) };
  };
  return customers === 0 ? [] : [sentence("top_share", top, shares.topShare), sentence("target_share", shares.targetCustomerShare, target)];
}

/** Returns a share in percent with one decimal at most. @param {number} share */
const short = (share) => String(Math.round(1000 * share) / 10);

/**
 * Returns length, depth and breadth of the relationship with one customer.
 * @param {unknown} customer
 * @param {unknown} [options]
 */
export function relationMetrics(customer, options) {
  const [input, bulk] = oneCustomer(customer);
  return firsts(call("relationMetrics", { ...input, options }, bulk));
}

/**
 * Returns length, depth and breadth of the relationships with customers in columns.
 * @param {unknown} columns
 * @param {unknown} [options]
 */
export function relationMetricsColumns(columns, options) {
  const [input, bulk] = manyCustomers(columns);
  return call("relationMetrics", { ...input, options }, bulk);
}

/**
 * Returns the strength of the relationship with one customer.
 * @param {unknown} customer
 * @param {unknown} [options]
 */
export function relationStrength(customer, options) {
  const [input, bulk] = oneCustomer(customer);
  return firsts(call("relationStrength", { ...input, options }, bulk));
}

/**
 * Returns the strength of the relationships with customers in columns.
 * @param {unknown} columns
 * @param {unknown} [options]
 */
export function relationStrengthColumns(columns, options) {
  const [input, bulk] = manyCustomers(columns);
  return call("relationStrength", { ...input, options }, bulk);
}

/**
 * Returns how far customers are identified, differentiated, interacted with and served individually.
 * @param {any} base shares of the four steps, or columns of customers
 * @param {unknown} [options]
 */
export function stepCoverage(base, options) {
  if (typeof base !== "object" || base === null) throw invalid("base", base, "four shares or columns of customers");
  if (Object.values(base).some((value) => typeof value === "object" && value !== null)) {
    const [input, bulk] = manyCustomers(base);
    return worded(call("stepCoverage", { ...input, options }, bulk));
  }
  return worded(call("stepRatios", { ratios: clean(base, "ratios"), options }));
}

/** @param {any} found */
const worded = (found) => ({ ...labelled(found), bottleneck: found.bottleneck && label(found.bottleneck) });

/**
 * Returns RFM scores and segments of columns of customers.
 * @param {unknown} columns
 * @param {unknown} [options]
 */
export function rfm(columns, options) {
  const [input, bulk] = manyCustomers(columns);
  return finished(call("rfm", { ...input, options }, bulk));
}

/**
 * Returns the RFM scores and the segment of one customer by cuts.
 * @param {unknown} customer
 * @param {unknown} options
 */
export function rfmOf(customer, options) {
  const { cuts, ...rest } = clean(options);
  if (cuts === undefined || cuts === null) {
    throw new ClienteleError("Missing", "options.cuts: missing, expected the cuts of a base or fixed ones", { path: "options.cuts" });
  }
  return labelled(call("rfmOf", { facts: clean(customer, "customer"), cuts, options: rest }));
}

/**
 * Returns the gaps and overlaps of a map of segments.
 * @param {unknown} [segments] the standard ones unless told
 * @param {unknown} [scores] how many scores each part has
 */
export function checkRfmMap(segments, scores = [5, 5, 5]) {
  return call("checkRfmMap", { segments: segments ?? rfmSegments(), scores });
}

/** Returns the standard segments. */
export function rfmSegments() {
  return call("standardSegments", {});
}

/**
 * Returns what classifiers ask of customers, from a summary of their orders.
 * @param {any} summary
 */
export function customerActivity(summary) {
  if (CustomerSummary.handleOf(summary) === undefined) throw invalid("summary", summary, "a summary of orders");
  const { frequency, firstDay, lastDay, asOf, revenue } = summary;
  const purchases = frequency.map((/** @type {number} */ repeats) => repeats + 1);
  const [input, bulk] = manyCustomers({ purchases, firstDay, lastDay });
  const day = Date.parse(asOf) / 86_400_000;
  return { ...call("activity", { ...input, asOf: day }, bulk), revenue, monetary: revenue };
}

/**
 * Returns what an error says that an input of a classifier must be.
 * @param {string} kind
 * @returns {(name: string) => string}
 */
const wanted = (kind) => (name) => {
  const own = call("classifiers", {}).find((/** @type {any} */ { name: known }) => known === kind);
  const input = own?.inputs.find((/** @type {any} */ { name: known }) => known === name);
  return input?.flag ? "true or false" : "a number";
};

/** @type {(name: string) => string} */
const aNumber = () => "a number";

/**
 * Returns the columns of customers by name, one after the other.
 * @param {any} columns
 * @param {string} [place] what the caller calls them
 * @param {(name: string) => string} [what] what a value of a name must be
 * @returns {[{names: string[], customers: number, place: string}, Float64Array]}
 */
function manyCustomers(columns, place = "columns", what = aNumber) {
  if (typeof columns !== "object" || columns === null) throw invalid("columns", columns, "an object of columns");
  /** @type {[string, Float64Array][]} */
  const found = [];
  for (const [name, value] of Object.entries(columns)) {
    if (value === undefined || value === null) continue;
    const path = `${place}.${name}`;
    if (LISTS.includes(name)) {
      if (!Array.isArray(value)) throw invalid(path, value, "an array of columns");
      for (const [k, column] of value.entries()) found.push([`${name}[${k}]`, columnOf(column, `${path}[${k}]`, () => what(name))]);
    } else if (name === "ids") found.push([name, turns(value, path)]);
    else found.push([name, columnOf(value, path, () => what(name))]);
  }
  const customers = found[0]?.[1].length ?? 0;
  const bulk = new Float64Array(found.length * customers);
  for (const [k, [name, column]] of found.entries()) {
    if (column.length !== customers) {
      const path = `${place}.${name}`;
      throw new ClienteleError("LengthMismatch", `${path}: expected ${customers} values, found ${column.length}`, { path });
    }
    bulk.set(column, k * customers);
  }
  return [{ names: found.map(([name]) => name), customers, place }, bulk];
}

/**
 * Returns one customer as columns of one value each.
 * @param {any} customer
 * @param {(name: string) => string} [what] what a value of a name must be
 * @returns {[{names: string[], customers: number, place: string}, Float64Array]}
 */
function oneCustomer(customer, what = aNumber) {
  /** @type {[string, number][]} */
  const found = [];
  /** @type {(name: string, value: any) => void} */
  const put = (name, value) => {
    if (value === undefined || value === null) found.push([name, NaN]);
    else if (typeof value === "boolean") found.push([name, Number(value)]);
    else if (typeof value !== "number") throw invalid(`customer.${name}`, value, what(name));
    else found.push([name, number(value, `customer.${name}`)]);
  };
  for (const [name, value] of Object.entries(withoutNull(clean(customer, "customer"), LISTS))) {
    if (!LISTS.includes(name)) put(name, value);
    else if (!Array.isArray(value)) throw invalid(`customer.${name}`, value, "an array of numbers");
    else for (const [k, item] of value.entries()) put(`${name}[${k}]`, item);
  }
  return [{ names: found.map(([name]) => name), customers: 1, place: "customer" }, Float64Array.from(found, ([, value]) => value)];
}

/**
 * Returns a column of numbers; yes is 1 and no is 0.
 * @param {any} values
 * @param {string} path
 * @param {() => string} what what a value must be
 */
function columnOf(values, path, what) {
  if (!Array.isArray(values)) return numbers(values, path);
  const wrong = values.findIndex((value) => typeof value === "string");
  if (wrong >= 0) throw invalid(`${path}[${wrong}]`, values[wrong], what());
  if (!values.some((value) => typeof value === "boolean")) return numbers(values, path);
  return numbers(values.map((value) => (typeof value === "boolean" ? Number(value) : value)), path);
}

/**
 * Returns numbers in the order of identifiers, which may be texts.
 * @param {any} ids
 * @param {string} path
 */
function turns(ids, path) {
  if (!Array.isArray(ids) || !ids.some((id) => typeof id === "string")) return numbers(ids, path);
  const texts = ids.map(String);
  const order = texts.map((_, row) => row).sort((a, b) => compare(/** @type {string} */ (texts[a]), /** @type {string} */ (texts[b])));
  const places = new Float64Array(ids.length);
  for (const [place, row] of order.entries()) places[row] = place;
  return places;
}

/** Compares texts by their code units: the same order on every host. @param {string} a @param {string} b */
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Returns a result with its words and its columns of small integers; measures by name.
 * @param {any} value
 * @param {string} [key]
 * @returns {any}
 */
function finished(value, key = "") {
  if (value instanceof Float64Array) return SMALL.includes(key) ? new Int8Array(value) : value;
  if (Array.isArray(value)) {
    if (key === "measures") return Object.fromEntries(value.map(({ name, ...rest }) => [name, rest]));
    return value.map((item) => finished(item));
  }
  if (typeof value !== "object" || value === null) return value;
  const result = Object.fromEntries(Object.entries(value).map(([name, item]) => [name, finished(item, name)]));
  return typeof value.code === "string" ? { ...label(value.code), ...result } : result;
}

/** Returns the class of one customer with the words of its mark. @param {any} found */
const marked = (found) => ({ ...labelled(found), mark: found.mark === null ? null : label(found.mark) });

/** Returns the only value of each column; null where there is none. @param {Record<string, Float64Array>} columns */
function firsts(columns) {
  return Object.fromEntries(Object.entries(columns).map(([name, [value = NaN]]) => [name, Number.isNaN(value) ? null : value]));
}
