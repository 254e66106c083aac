import { ClienteleError, invalid } from "./errors.js";
import { ask, facts, parted } from "./facts.js";
import { call, inOrder } from "./methods.js";
import { apart, clean, numbers, only } from "./options.js";

/**
 * Returns columns of the same length, one after the other, by names of which some must be there.
 * @param {any} columns
 * @param {readonly string[] | null} order the columns in order, those that are not there as NaN; null: those there are
 * @returns {[string[], Float64Array]}
 */
export function columnsOf(columns, order) {
  if (typeof columns !== "object" || columns === null || Array.isArray(columns)) throw invalid("columns", columns, "an object of columns");
  const given = Object.keys(columns).filter((name) => columns[name] !== undefined && columns[name] !== null);
  if (order !== null) only(Object.fromEntries(given.map((name) => [name, null])), [...order], "columns");
  const names = order === null ? given : [...order];
  const lists = new Map(given.map((name) => [name, numbers(columns[name], `columns.${name}`)]));
  const rows = lists.get(given[0] ?? "")?.length ?? 0;
  const bulk = new Float64Array(rows * names.length).fill(NaN);
  for (const [name, list] of lists) {
    if (list.length !== rows) {
      const path = `columns.${name}`;
      throw new ClienteleError("LengthMismatch", `${path}: expected ${rows} values, found ${list.length}`, { path });
    }
    bulk.set(list, names.indexOf(name) * rows);
  }
  return [names, bulk];
}

/**
 * Returns the net profit of a customer.
 * @param {unknown} account
 */
export const netProfit = (account) => ask("netProfit", { facts: facts(account, "account") });

/**
 * Returns the net profits of many customers.
 * @param {unknown} columns
 * @param {unknown} [options]
 */
export function netProfits(columns, options) {
  const [names, bulk] = columnsOf(columns, null);
  return ask("netProfits", { names, options: clean(options) }, bulk);
}

/**
 * Returns current value by unit margin, quantity and service cost.
 * @param {unknown} given
 * @returns {number}
 */
export const profitProxy = (given) => call("profitProxy", facts(given, "given"));

/**
 * Returns the third of price, cost and profit.
 * @param {unknown} given
 */
export const priceIdentity = (given) => ask("priceIdentity", { facts: facts(given, "given") });

/**
 * Returns what successive changes of a price come to.
 * @param {unknown} original
 * @param {unknown} factors
 */
export const trueDiscount = (original, factors) => ask("trueDiscount", { original, factors });

/**
 * Returns the present value of expected cash flows.
 * @param {unknown} flows
 * @param {unknown} [options]
 */
export function cashFlowValue(flows, options) {
  const { retention = null, ...rest } = clean(options);
  if (rest["timing"] === "now" && Array.isArray(retention) && retention.length > 1 && retention.length === /** @type {any} */ (flows)?.length) {
    const path = "options.retention";
    const message = `${path}: expected ${retention.length - 1} values, found ${retention.length}: the first flow comes now, for certain, so that retention begins with the second`;
    throw new ClienteleError("LengthMismatch", message, { path });
  }
  return ask("cashFlowValue", { flows, options: { ...rest, retention: typeof retention === "number" ? [retention] : retention } });
}

/**
 * Returns the value of a customer whose margin, retention and growth stay the same.
 * @param {unknown} customer
 */
export const constantMarginValue = (customer) => ask("constantMarginValue", { facts: facts(customer, "customer") });

/**
 * Returns the margin to expect from a customer.
 * @param {unknown} given
 * @param {unknown} [options]
 */
export function futureMargin(given, options) {
  const known = clean(options);
  only(known, ["uplift"]);
  return ask("futureMargin", { facts: facts(given, "given"), uplift: known["uplift"] });
}

/**
 * Returns the points of a credit grade.
 * @param {unknown} grade
 * @returns {number}
 */
export const creditPoints = (grade) => call("creditPoints", { grade });

/**
 * Returns the share of payments that came on time.
 * @param {unknown} onTime
 * @param {unknown} due
 * @returns {number | null}
 */
export const onTimePoints = (onTime, due) => call("onTimePoints", { onTime, due });

/**
 * Returns what a customer contributed beside purchases.
 * @param {unknown} suggestions
 * @param {unknown} referrals
 * @returns {number}
 */
export const demandContribution = (suggestions, referrals) => call("demandContribution", { suggestions, referrals });

/**
 * Returns the options of an index, with weights and limits in the order of the indicators.
 * @param {unknown} options
 * @param {string[]} names
 */
function indexOptions(options, names) {
  const { weights, limits, ...rest } = clean(options);
  return {
    ...rest,
    weights: inOrder(weights, names, "options.weights", null),
    limits: inOrder(limits, names, "options.limits", null),
  };
}

/** @param {string} kind @returns {string[]} */
const indicatorsOf = (kind) => call("valueIndicators", { kind });

/**
 * @param {string} kind
 * @param {unknown} given
 * @param {unknown} options
 */
function index(kind, given, options) {
  const names = indicatorsOf(kind);
  const values = facts(given, "values");
  only(values, names, "values");
  return ask("valueIndex", { kind, values: names.map((name) => values[name] ?? null), options: indexOptions(options, names) });
}

/**
 * Returns current value by indicators.
 * @param {unknown} values
 * @param {unknown} [options]
 */
export const currentValueIndex = (values, options) => index("current", values, options);

/**
 * Returns potential value by indicators.
 * @param {unknown} values
 * @param {unknown} [options]
 */
export const potentialValueIndex = (values, options) => index("potential", values, options);

/**
 * Returns the value of a customer in five aspects.
 * @param {unknown} values
 * @param {unknown} [options]
 */
export const valueAspects = (values, options) => index("aspects", values, options);

/**
 * Returns an index of value of many customers.
 * @param {string} kind
 * @param {unknown} columns
 * @param {unknown} [options]
 */
export function valueIndexColumns(kind, columns, options) {
  const names = indicatorsOf(kind);
  const [, bulk] = columnsOf(columns, names);
  const found = ask("valueIndexColumns", { kind, options: indexOptions(options, names) }, bulk);
  return { ...found, limits: Object.fromEntries(names.map((name, i) => [name, found.limits[i]])) };
}

/**
 * Returns the evaluation system that data allow.
 * @param {any} known
 * @param {unknown} [options]
 */
export function evaluationSystem(known, options) {
  const { thresholds, options: rest } = parted(options);
  only(/** @type {Record<string, unknown>} */ (rest), ["thresholds"]);
  const [columns, given] = apart(known, "columns");
  const plain = facts(given, "known");
  if (columns !== undefined && columns !== null) {
    if (plain["coverage"] !== undefined) throw invalid("coverage", plain["coverage"], "absent where there are columns");
    const [names, bulk] = columnsOf(columns, null);
    plain["coverage"] = call("knownShare", { names }, bulk);
  }
  return ask("evaluationSystem", { facts: plain, thresholds });
}

/**
 * Returns the rate of response to expect of a customer.
 * @param {unknown} given
 * @param {unknown} [options]
 */
export const campaignResponse = (given, options) => ask("campaignResponse", { facts: facts(given, "given"), options: clean(options) });

/**
 * Returns the names of the axes of a matrix, and its options with cuts in their order.
 * @param {string} axes
 * @param {unknown} options
 * @returns {[string[], Record<string, unknown>]}
 */
function matrix(axes, options) {
  /** @type {string[]} */
  const names = call("valueAxes", { axes });
  const { cuts = null, thresholds = null, ...rest } = clean(options);
  only(rest, ["cuts", "thresholds"]);
  if (cuts === null) return [names, { axes, thresholds }];
  const both = /** @type {Record<string, unknown>} */ (facts(cuts, "options.cuts"));
  only(both, names, "options.cuts");
  for (const name of names) {
    const path = `options.cuts.${name}`;
    if (typeof both[name] !== "number") throw new ClienteleError("Missing", `${path}: missing, expected a number`, { path });
  }
  return [names, { axes, thresholds, cuts: names.map((name) => both[name]) }];
}

/**
 * Returns the cell of a customer in a matrix of value.
 * @param {string} axes
 * @param {unknown} customer
 * @param {unknown} [options]
 */
export function valueCell(axes, customer, options) {
  const [names, input] = matrix(axes, options);
  const given = facts(customer, "customer");
  only(given, names, "customer");
  const [first = null, second = null] = names.map((name) => given[name]);
  return ask("valueCell", { ...input, first, second });
}

/**
 * Returns the cells of many customers in a matrix of value.
 * @param {string} axes
 * @param {any} columns
 * @param {unknown} [options]
 */
export function valueMatrix(axes, columns, options) {
  const [names, input] = matrix(axes, options);
  const [, bulk] = columnsOf(columns, names);
  const found = ask("valueCells", { ...input, customers: bulk.length / 2 }, bulk);
  return { ...found, cuts: Object.fromEntries(names.map((name, i) => [name, found.cuts[i]])) };
}
