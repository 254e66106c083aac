import { GammaGamma as GammaGammaHandle, PurchaseModelHandle } from "./wasm.js";
import { PURCHASES, SPEND, withColumns } from "./columns.js";
import { invalid } from "./errors.js";
import { alive, gone } from "./handles.js";
import { UNIT_DAYS, lifetimesParams, pymcParams, statedUnit, timeUnitOf } from "./migrate.js";
import { clean, number, numbers, only } from "./options.js";
import { CustomerSummary } from "./orders.js";

/**
 * What every model says of its fit.
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
    // A parameter that was chosen, not estimated, comes first and has none.
    const names = Object.keys(this.#params).slice(-errors.length);
    return Object.fromEntries(names.map((name, i) => [name, errors[i]]));
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

/**
 * Returns the kind of model that a class stands for, and what was given without the choice of it.
 * @param {any} Class
 * @param {Record<string, unknown>} given
 * @param {string} path
 * @returns {[string, Record<string, unknown>]}
 */
function kindOf(Class, given, path) {
  if (typeof Class?.kind !== "string") throw invalid("this", Class, "a model: call it as a method, as in BgNbd.fit(…)");
  if (Class.kind !== "bg-cnbd-k") return [Class.kind, given];
  const { modified = false, ...rest } = given;
  if (typeof modified !== "boolean") throw invalid(`${path}.modified`, modified, "true or false");
  return [modified ? "mbg-cnbd-k" : "bg-cnbd-k", rest];
}

/** When customers buy and when they leave: what every purchase model has. */
class PurchaseModel extends Model {
  #handle;
  #kind;
  #timeUnit;

  /**
   * @param {PurchaseModelHandle} handle
   * @param {string} kind
   * @param {string | null} timeUnit
   */
  constructor(handle, kind, timeUnit) {
    if (!(handle instanceof PurchaseModelHandle)) throw invalid("model", handle, "made by `fit` or `fromParams`");
    super(handle);
    this.#handle = handle;
    this.#kind = kind;
    this.#timeUnit = timeUnit;
  }

  /**
   * @param {any} customers
   * @param {unknown} [options]
   */
  static fit(customers, options) {
    const [kind, rest] = kindOf(this, clean(options), "options");
    const timeUnit = customers instanceof CustomerSummary ? customers.timeUnit : null;
    const fitted = withColumns(customers, PURCHASES, (columns) => PurchaseModelHandle.fit(kind, columns, rest));
    return new this(fitted, kind, timeUnit);
  }

  /** @param {any} params */
  static fromParams(params) {
    const { timeUnit = null, ...given } = clean(params, "params");
    const [kind, numbers] = kindOf(this, given, "params");
    const unit = timeUnit === null ? null : timeUnitOf(timeUnit, "params.timeUnit");
    return new this(PurchaseModelHandle.fromParams(kind, numbers), kind, unit);
  }

  get kind() {
    return this.#kind;
  }

  get timeUnit() {
    return this.#timeUnit;
  }

  /**
   * @param {any} customers
   * @param {{after?: number}} [options]
   */
  probabilityAlive(customers, options) {
    const known = clean(options);
    only(known, ["after"]);
    const after = known["after"] === undefined ? undefined : number(known["after"], "options.after", TIME);
    return withColumns(customers, PURCHASES, (columns) => this.#handle.probabilityAlive(columns, after));
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
   * @param {any} customers those customers, or the number of purchases of a new one
   * @param {any} options
   */
  purchaseProbabilities(customers, options) {
    if (typeof customers !== "object" || customers === null) {
      return this.#handle.purchaseProbabilityNew(count(customers, "n"), number(options, "t", { least: 0 }));
    }
    const { n, ...rest } = clean(options);
    const purchases = count(n, "options.n");
    const horizon = horizonOf(rest);
    return withColumns(customers, PURCHASES, (columns) => this.#handle.purchaseProbabilities(columns, purchases, horizon));
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
   * @param {{discountRate: number, horizon?: number}} options
   */
  residualPurchases(customers, options) {
    const known = clean(options);
    only(known, ["discountRate", "horizon"]);
    const rate = number(known["discountRate"], "options.discountRate", { least: 0, what: "a rate per unit of time of the model" });
    const horizon = known["horizon"] === undefined ? undefined : number(known["horizon"], "options.horizon", TIME);
    return withColumns(customers, PURCHASES, (columns) => this.#handle.residualPurchases(columns, rate, horizon));
  }

  /**
   * @param {ArrayLike<number>} purchases
   * @param {ArrayLike<number>} times
   */
  aliveHistory(purchases, times) {
    return this.#handle.aliveHistory(numbers(purchases, "purchases"), numbers(times, "times"));
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

/** A model that pymc-marketing has too. */
class InPymcMarketing extends PurchaseModel {
  /**
   * @param {unknown} summary
   * @param {unknown} options
   */
  static fromPymcMarketing(summary, options) {
    return this.fromParams({ ...pymcParams(summary), timeUnit: statedUnit(options) });
  }
}

/** A model that lifetimes has too. */
class InLifetimes extends InPymcMarketing {
  /**
   * @param {unknown} fitter
   * @param {unknown} options
   */
  static fromLifetimes(fitter, options) {
    return this.fromParams({ ...lifetimesParams(fitter), timeUnit: statedUnit(options) });
  }
}

/** BG/NBD: one may leave after a repeat purchase. */
export class BgNbd extends InLifetimes {
  static kind = "bg-nbd";
}

/** MBG/NBD: one may leave after any purchase, the first included. */
export class MbgNbd extends InLifetimes {
  static kind = "mbg-nbd";
}

/** Pareto/NBD: one may leave at any time. */
export class ParetoNbd extends InLifetimes {
  static kind = "pareto-nbd";
}

/** BG/CNBD-k, and with `modified` MBG/CNBD-k: purchases come at regular gaps. */
export class BgCnbdK extends PurchaseModel {
  static kind = "bg-cnbd-k";
}

/** BG/BB: opportunities to buy come one by one. */
export class BgBb extends InLifetimes {
  static kind = "bg-bb";
}

/** Shifted beta-geometric: contracts that are renewed or not. */
export class ShiftedBetaGeometric extends InPymcMarketing {
  static kind = "shifted-beta-geometric";
}

/** What a time is. */
const TIME = { least: 0, what: "a number in the model's unit of time" };

/** @param {unknown} options */
function horizonOf(options) {
  const known = clean(options);
  only(known, ["horizon"]);
  return number(known["horizon"], "options.horizon", TIME);
}

/**
 * Returns a number of purchases, unless it is none.
 * @param {unknown} n
 * @param {string} path
 */
function count(n, path) {
  if (typeof n !== "number" || !Number.isInteger(n) || n < 0 || n > 0xffff_ffff) throw invalid(path, n, "a whole number from 0");
  return n;
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

  /** @param {unknown} fitter */
  static fromLifetimes(fitter) {
    return this.fromParams(lifetimesParams(fitter));
  }

  /** @param {unknown} summary */
  static fromPymcMarketing(summary) {
    return this.fromParams(pymcParams(summary));
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
