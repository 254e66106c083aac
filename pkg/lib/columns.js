import { Purchases } from "./wasm.js";
import { invalid } from "./errors.js";
import { numbers } from "./options.js";
import { CustomerSummary } from "./orders.js";

/** What a purchase model needs to know of a customer. */
export const PURCHASES = ["frequency", "recency", "T"];

/** What a spend model needs to know of a customer. */
export const SPEND = ["frequency", "monetaryValue"];

const NONE = new Float64Array();

/** @type {WeakMap<CustomerSummary, Purchases>} */
const summaries = new WeakMap();

/**
 * Runs a function on the columns of a summary, or of the caller's own. Those of a summary stay in
 * the module's memory, so that they cross only once.
 * @template Result
 * @param {any} customers
 * @param {string[]} names the columns that are needed
 * @param {(columns: Purchases) => Result} use
 * @returns {Result}
 */
export function withColumns(customers, names, use) {
  const handle = CustomerSummary.handleOf(customers);
  if (handle) {
    let columns = summaries.get(customers);
    if (!columns) summaries.set(customers, (columns = Purchases.fromSummary(handle)));
    return use(columns);
  }
  if (typeof customers !== "object" || customers === null) {
    throw invalid("customers", customers, `a summary or columns (${names.join(", ")})`);
  }
  /** @param {string} name */
  const column = (name) => (names.includes(name) ? numbers(customers[name], name) : NONE);
  /** @param {string} name */
  const optional = (name) => (customers[name] === undefined ? undefined : numbers(customers[name], name));
  const columns = new Purchases(
    numbers(customers.frequency, "frequency"),
    column("recency"),
    column("T"),
    column("monetaryValue"),
    optional("lnGaps"),
    optional("weights"),
  );
  try {
    return use(columns);
  } finally {
    columns.free();
  }
}
