import { BgNbd as BgNbdHandle, GammaGamma as GammaGammaHandle, Purchases } from "./wasm.js";
import { invalid } from "./errors.js";
import { alive, gone } from "./handles.js";
import { clean, number, numbers, only } from "./options.js";
import { CustomerSummary } from "./orders.js";

/** Days of the units of time that a model can be in. */
const UNIT_DAYS = /** @type {Record<string, number>} */ ({ day: 1, week: 7, month: 30.4375, year: 365.25 });

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
function withColumns(customers, names, use) {
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
  const weights = customers.weights === undefined ? undefined : numbers(customers.weights, "weights");
  const columns = new Purchases(
    numbers(customers.frequency, "frequency"),
    column("recency"),
    column("T"),
    column("monetaryValue"),
    weights,
  );
  try {
    return use(columns);
  } finally {
    columns.free();
  }
}

const PURCHASES = ["frequency", "recency", "T"];
const SPEND = ["frequency", "monetaryValue"];

/**
 * What both models say of their fit.
 * @typedef {{
 *   standardErrors: number[] | null, covariance: number[][] | null, logLikelihood: number,
 *   aic: number, bic: number, customers: number, excluded: number, convergence: object,
 * }} FitRecord
 */
class Model {
  #record;
  #params;

  /** @param {{params(): any, fitted(): any, free(): void}} handle */
  constructor(handle) {
    this.#params = Object.freeze(handle.params());
    this.#record = /** @type {FitRecord | null} */ (handle.fitted());
  }

  get params() {
    return this.#params;
  }

  get standardErrors() {
    const errors = this.#record?.standardErrors;
    if (!errors) return null;
    return Object.fromEntries(Object.keys(this.#params).map((name, i) => [name, errors[i]]));
  }

  get covariance() {
    return this.#record?.covariance ?? null;
  }

  get logLikelihood() {
    return this.#record?.logLikelihood ?? null;
  }

  get aic() {
    return this.#record?.aic ?? null;
  }

  get bic() {
    return this.#record?.bic ?? null;
  }

  get convergence() {
    return this.#record?.convergence ?? null;
  }

  /** Rows that did not enter the fit. */
  get excluded() {
    return this.#record?.excluded ?? null;
  }
}

/** BG/NBD: how often customers buy, and when they stop. */
export class BgNbd extends Model {
  #handle;
  #timeUnit;

  /**
   * @param {BgNbdHandle} handle
   * @param {string | null} timeUnit
   */
  constructor(handle, timeUnit) {
    if (!(handle instanceof BgNbdHandle)) throw invalid("model", handle, "made by `fit` or `fromParams`");
    super(handle);
    this.#handle = handle;
    this.#timeUnit = timeUnit;
  }

  /**
   * @internal
   * @param {BgNbd} model
   */
  static handleOf(model) {
    return alive(model.#handle);
  }

  /**
   * @param {any} customers
   * @param {unknown} [options]
   */
  static fit(customers, options) {
    const timeUnit = customers instanceof CustomerSummary ? customers.timeUnit : null;
    const fitted = withColumns(customers, PURCHASES, (columns) => BgNbdHandle.fit(columns, clean(options)));
    return new BgNbd(fitted, timeUnit);
  }

  /** @param {any} params */
  static fromParams(params) {
    const { timeUnit = null, ...numbers } = clean(params, "params");
    if (timeUnit !== null && !Object.hasOwn(UNIT_DAYS, /** @type {string} */ (timeUnit))) {
      throw invalid("params.timeUnit", timeUnit, `one of ${Object.keys(UNIT_DAYS).join(", ")}`);
    }
    return new BgNbd(BgNbdHandle.fromParams(numbers), /** @type {string | null} */ (timeUnit));
  }

  get timeUnit() {
    return this.#timeUnit;
  }

  /** @param {any} customers */
  probabilityAlive(customers) {
    return withColumns(customers, PURCHASES, (columns) => this.#handle.probabilityAlive(columns));
  }

  /**
   * @param {any} customers
   * @param {{horizon: number}} options
   */
  probabilityOfPurchase(customers, options) {
    const horizon = horizonOf(options);
    return withColumns(customers, PURCHASES, (columns) => this.#handle.probabilityOfPurchase(columns, horizon));
  }

  /**
   * @param {any} customers
   * @param {{horizon: number}} options
   */
  expectedPurchases(customers, options) {
    const horizon = horizonOf(options);
    return withColumns(customers, PURCHASES, (columns) => this.#handle.expectedPurchases(columns, horizon));
  }

  /** @param {number} t */
  expectedPurchasesNew(t) {
    return this.#handle.expectedPurchasesNew(number(t, "t", { least: 0 }));
  }

  /**
   * @param {number} n
   * @param {number} t
   */
  purchaseProbabilities(n, t) {
    if (!Number.isInteger(n) || n < 0 || n > 0xffff_ffff) throw invalid("n", n, "a whole number from 0");
    return this.#handle.purchaseProbabilityNew(n, number(t, "t", { least: 0 }));
  }

  /**
   * @param {any} customers
   * @param {{quantiles?: number[]}} [options]
   */
  nextPurchase(customers, options) {
    const known = clean(options);
    only(known, ["quantiles"]);
    const { quantiles = [0.1, 0.5, 0.9] } = known;
    if (!Array.isArray(quantiles)) throw invalid("options.quantiles", quantiles, "an array of probabilities");
    const probabilities = Array.from(quantiles, (q, i) => number(q, `options.quantiles[${i}]`, { least: 0, most: 1, what: "a probability" }));
    return withColumns(customers, PURCHASES, (columns) => ({
      quantiles: probabilities.map((q) => this.#handle.nextPurchase(columns, q)),
      never: this.#handle.probabilityNever(columns),
    }));
  }

  /**
   * @param {any} customers
   * @param {GammaGamma} spend
   * @param {any} [options]
   */
  lifetimeValue(customers, spend, options) {
    const known = clean(options);
    only(known, ["periods", "period", "discountRate", "margin"]);
    const { discountRate = 0, period = this.#month(), ...rest } = known;
    if (!(spend instanceof GammaGamma)) throw invalid("spend", spend, "a GammaGamma model");
    return withColumns(customers, [...PURCHASES, "monetaryValue"], (columns) =>
      this.#handle.lifetimeValue(GammaGamma.handleOf(spend), columns, {
        ...rest,
        period,
        discountRatePerPeriod: number(discountRate, "options.discountRate", { least: 0 }),
      }),
    );
  }

  /** Returns a month in the model's unit of time. */
  #month() {
    if (this.#timeUnit === null) {
      throw invalid("options.period", undefined, "the length of a period; without one the model needs a `timeUnit`");
    }
    return /** @type {number} */ (UNIT_DAYS["month"]) / /** @type {number} */ (UNIT_DAYS[this.#timeUnit]);
  }

  free() {
    this.#handle.free();
    this.#handle = gone("model");
  }

  [Symbol.dispose]() {
    this.free();
  }
}

/** @param {unknown} options */
function horizonOf(options) {
  const known = clean(options);
  only(known, ["horizon"]);
  return number(known["horizon"], "options.horizon", { least: 0, what: "a number in the model's unit of time" });
}

/** Gamma-Gamma: how much customers spend per purchase. */
export class GammaGamma extends Model {
  #handle;

  /** @param {GammaGammaHandle} handle */
  constructor(handle) {
    if (!(handle instanceof GammaGammaHandle)) throw invalid("model", handle, "made by `fit` or `fromParams`");
    super(handle);
    this.#handle = handle;
  }

  /**
   * @internal
   * @param {GammaGamma} model
   */
  static handleOf(model) {
    return alive(model.#handle);
  }

  /**
   * @param {any} customers
   * @param {unknown} [options]
   */
  static fit(customers, options) {
    return new GammaGamma(withColumns(customers, SPEND, (columns) => GammaGammaHandle.fit(columns, clean(options))));
  }

  /** @param {any} params */
  static fromParams(params) {
    return new GammaGamma(GammaGammaHandle.fromParams(clean(params, "params")));
  }

  /** @param {any} customers */
  expectedSpend(customers) {
    return withColumns(customers, SPEND, (columns) => this.#handle.expectedSpend(columns));
  }

  get expectedSpendNew() {
    return this.#handle.expectedSpendNew ?? null;
  }

  free() {
    this.#handle.free();
    this.#handle = gone("model");
  }

  [Symbol.dispose]() {
    this.free();
  }
}
