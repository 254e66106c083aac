import { Purchases } from "./wasm.js";
import { ClienteleError, invalid } from "./errors.js";
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
 * Rejects a summary in another unit of time than that of a model, where both are known.
 * @param {any} customers
 * @param {string | null} timeUnit
 */
export function sameUnit(customers, timeUnit) {
  const found = customers instanceof CustomerSummary ? customers.timeUnit : null;
  if (found !== null && timeUnit !== null && found !== timeUnit) {
    throw invalid("summary.timeUnit", found, `"${timeUnit}", the unit of the model`);
  }
}

/**
 * What a name of a column may have been meant as: its letters, without the plural.
 * @param {string} name
 */
const stem = (name) => name.toLowerCase().replace(/[^a-z]/g, "").replace(/s$/, "");

/**
 * Rejects a slip of the pen in the name of a column that may be missing; other columns are the caller's.
 * @param {any} customers
 */
function checkNames(customers) {
  for (const name of ["weights", "lnGaps"]) {
    const slip = Object.keys(customers).find((key) => key !== name && stem(key) === stem(name));
    if (slip === undefined) continue;
    throw new ClienteleError("UnknownKey", `${slip}: there is no such column, did you mean "${name}"?`, { path: slip });
  }
}

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
  checkNames(customers);
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
