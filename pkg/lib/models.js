import { ModelDraws, PurchaseModelHandle } from "./wasm.js";
import { PURCHASES, sameUnit, withColumns } from "./columns.js";
import { invalid } from "./errors.js";
import { Model } from "./fitted.js";
import { GammaGamma } from "./gamma-gamma.js";
import { alive, gone } from "./handles.js";
import { naming } from "./known.js";
import { UNIT_DAYS, lifetimesParams, pymcParams, statedUnit, timeUnitOf } from "./migrate.js";
import { clean, number, numbers, only } from "./options.js";
import { CustomerSummary } from "./orders.js";
import { TIME, afterOf, endsOf, horizonOf, intervalsByName, onlyLevel, predictionOf, quantilesOf, residualOf } from "./prediction-options.js";

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

/**
 * Returns the k that was given to a fit, and the options without it.
 * @param {string} kind
 * @param {Record<string, unknown>} given
 * @returns {[number | undefined, Record<string, unknown>]}
 */
function regularityOf(kind, given) {
  const { k, ...rest } = given;
  if (k === undefined || !kind.endsWith("-k")) return [undefined, given];
  return [count(k, "options.k"), rest];
}

/**
 * What a model was fitted to, and how.
 * @typedef {{ customers: any, kind: string, k: number | undefined, options: Record<string, unknown> }} Origin
 */

/** When customers buy and when they leave: what every purchase model has. */
class PurchaseModel extends Model {
  #handle;
  #kind;
  #timeUnit;
  #origin;

  /**
   * @param {PurchaseModelHandle} handle
   * @param {string | null} timeUnit
   * @param {Origin | null} [origin] what it was fitted to, for the bootstrap
   */
  constructor(handle, timeUnit, origin = null) {
    if (!(handle instanceof PurchaseModelHandle)) throw invalid("model", handle, "made by `fit` or `fromParams`");
    super(handle);
    this.#handle = handle;
    this.#kind = handle.kind;
    this.#timeUnit = timeUnit;
    this.#origin = origin;
  }

  /**
   * @internal
   * @param {PurchaseModel} model
   */
  static handleOf(model) {
    return alive(model.#handle);
  }

  /**
   * @param {any} customers
   * @param {unknown} [options]
   */
  static fit(customers, options) {
    const [kind, given] = kindOf(this, clean(options), "options");
    const [k, rest] = regularityOf(kind, given);
    const fitted = naming(kind.endsWith("-k") ? ["k", "modified"] : [], () =>
      withColumns(customers, PURCHASES, (columns) => PurchaseModelHandle.fit(kind, columns, k, rest)),
    );
    return new this(fitted, unitOf(customers), { customers, kind, k, options: rest });
  }

  /** @param {any} params */
  static fromParams(params) {
    const { timeUnit = null, ...given } = clean(params, "params");
    const [kind, numbers] = kindOf(this, given, "params");
    const unit = timeUnit === null ? null : timeUnitOf(timeUnit, "params.timeUnit");
    return new this(PurchaseModelHandle.fromParams(kind, numbers), unit);
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
    const after = afterOf(options);
    return this.#with(customers, (columns) => this.#handle.probabilityAlive(columns, after));
  }

  /**
   * @param {any} customers
   * @param {{horizon: number}} options
   */
  probabilityOfPurchase(customers, options) {
    const horizon = horizonOf(options);
    return this.#with(customers, (columns) => this.#handle.probabilityOfPurchase(columns, horizon));
  }

  /**
   * @param {any} customers
   * @param {{horizon: number}} options
   */
  expectedPurchases(customers, options) {
    const horizon = horizonOf(options);
    return this.#with(customers, (columns) => this.#handle.expectedPurchases(columns, horizon));
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
    return this.#with(customers, (columns) => this.#handle.purchaseProbabilities(columns, purchases, horizon));
  }

  /**
   * @param {any} customers
   * @param {{quantiles?: number[]}} [options]
   */
  nextPurchase(customers, options) {
    const probabilities = quantilesOf(options);
    return this.#with(customers, (columns) => ({
      quantiles: probabilities.map((q) => this.#handle.nextPurchase(columns, q)),
      never: this.#handle.probabilityNever(columns),
    }));
  }

  /**
   * @param {any} customers
   * @param {{discountRate: number, horizon?: number}} options
   */
  residualPurchases(customers, options) {
    const { rate, horizon } = residualOf(options);
    return this.#with(customers, (columns) => this.#handle.residualPurchases(columns, rate, horizon));
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
    sameUnit(customers, this.#timeUnit);
    return withColumns(customers, [...PURCHASES, "monetaryValue"], (columns) =>
      this.#handle.lifetimeValue(GammaGamma.handleOf(spend), columns, {
        ...rest,
        period,
        discountRatePerPeriod: number(discountRate, "options.discountRate", { least: 0 }),
      }),
    );
  }

  /** @param {{level?: number}} [options] */
  parameterIntervals(options) {
    const found = this.#handle.parameterIntervals(onlyLevel(options));
    return found === null ? null : intervalsByName(found);
  }

  /**
   * @param {any} customers
   * @param {any} options
   */
  purchaseIntervals(customers, options) {
    const { horizon, ...known } = clean(options);
    const time = number(horizon, "options.horizon", TIME);
    return naming(["horizon"], () => this.#intervals(customers, known, (draws, columns, level) => draws.purchases(columns, time, level)));
  }

  /**
   * @param {any} customers
   * @param {any} options
   */
  predictionIntervals(customers, options) {
    const { prediction, time, ...known } = predictionOf(options);
    return naming(["prediction", "horizon"], () =>
      this.#intervals(customers, known, (draws, columns, level) => draws.intervals(columns, prediction, time, level)),
    );
  }

  /**
   * Returns the ends that `use` finds for each customer, of models that are drawn for it; null where
   * the fit has no covariance to draw them from.
   * @param {any} customers
   * @param {Record<string, unknown>} options
   * @param {(draws: ModelDraws, columns: any, level: number) => Float64Array} use
   */
  #intervals(customers, options, use) {
    const { bootstrap = false } = options;
    return endsOf(
      options,
      (drawing) => this.#draws(bootstrap, drawing),
      (drawn, level) => this.#with(customers, (columns) => use(drawn, columns, level)),
      ["level", "draws", "seed", "bootstrap"],
    );
  }

  /**
   * @param {unknown} bootstrap
   * @param {{draws?: unknown, seed: unknown}} options
   */
  #draws(bootstrap, options) {
    if (typeof bootstrap !== "boolean") throw invalid("options.bootstrap", bootstrap, "true or false");
    if (!bootstrap) return this.#handle.draws(options);
    alive(this.#handle);
    if (!this.#origin) throw invalid("options.bootstrap", bootstrap, "a model made by `fit`: there are no customers to draw from");
    const { customers, kind, k, options: fit } = this.#origin;
    return withColumns(customers, PURCHASES, (columns) => ModelDraws.bootstrap(kind, columns, k, fit, options));
  }

  /**
   * Runs a function on the columns of customers whose times are in the unit of the model.
   * @template Result
   * @param {any} customers
   * @param {(columns: any) => Result} use
   * @returns {Result}
   */
  #with(customers, use) {
    sameUnit(customers, this.#timeUnit);
    return withColumns(customers, PURCHASES, use);
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
    this.#origin = null;
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

  /** How regularly customers buy: the code of a label. */
  get regularity() {
    return PurchaseModel.handleOf(this).regularity;
  }
}

/** BG/BB: opportunities to buy come one by one. */
export class BgBb extends InLifetimes {
  static kind = "bg-bb";
}

/** Shifted beta-geometric: contracts that are renewed or not. */
export class ShiftedBetaGeometric extends InPymcMarketing {
  static kind = "shifted-beta-geometric";

  /**
   * @param {unknown} cohorts
   * @param {unknown} [options]
   */
  static fitCohorts(cohorts, options) {
    const { timeUnit = null, ...rest } = clean(options);
    const unit = timeUnit === null ? null : timeUnitOf(timeUnit, "options.timeUnit");
    const handle = naming(["timeUnit"], () => PurchaseModelHandle.fitCohorts(clean({ cohorts }, "")["cohorts"], rest));
    return new this(handle, unit);
  }

  /** @param {number} periods */
  survival(periods) {
    return PurchaseModel.handleOf(this).survival(count(periods, "periods"));
  }

  /** @param {number} period */
  retentionRate(period) {
    return PurchaseModel.handleOf(this).retentionRate(count(period, "period"));
  }

  /** @param {number} period */
  churnProbability(period) {
    return PurchaseModel.handleOf(this).churnProbability(count(period, "period"));
  }

  /** @param {{renewals?: number, discountRate: number}} options */
  expectedRenewals(options) {
    const [renewals, rate] = renewalsOf(options);
    return PurchaseModel.handleOf(this).expectedRenewals(renewals, rate) ?? null;
  }

  /** @param {{renewals?: number, discountRate: number}} options */
  retentionElasticity(options) {
    const [renewals, rate] = renewalsOf(options);
    return PurchaseModel.handleOf(this).retentionElasticity(renewals, rate) ?? null;
  }
}

/**
 * @param {unknown} options
 * @returns {[number, number]}
 */
function renewalsOf(options) {
  const known = clean(options);
  only(known, ["renewals", "discountRate"]);
  const { renewals = 0, discountRate } = known;
  return [count(renewals, "options.renewals"), number(discountRate, "options.discountRate", { least: 0, what: "a rate per period" })];
}

/**
 * Returns the unit of time of a summary; null for columns, which have none.
 * @param {any} customers
 */
export const unitOf = (customers) => (customers instanceof CustomerSummary ? customers.timeUnit : null);

/**
 * Returns the handle of a purchase model, unless it is none.
 * @param {unknown} model
 */
export function purchaseHandle(model) {
  if (!(model instanceof PurchaseModel)) throw invalid("model", model, "a purchase model");
  return PurchaseModel.handleOf(model);
}

/** The class of each kind of model. */
const CLASSES = /** @type {Record<string, any>} */ ({
  "bg-nbd": BgNbd,
  "mbg-nbd": MbgNbd,
  "pareto-nbd": ParetoNbd,
  "bg-cnbd-k": BgCnbdK,
  "mbg-cnbd-k": BgCnbdK,
  "bg-bb": BgBb,
  "shifted-beta-geometric": ShiftedBetaGeometric,
});

/**
 * Returns the model that a handle stands for.
 * @param {PurchaseModelHandle} handle
 * @param {string | null} timeUnit
 * @param {Origin | null} [origin]
 */
export const modelOf = (handle, timeUnit, origin = null) => new CLASSES[handle.kind](handle, timeUnit, origin);

/**
 * Returns a number of purchases, unless it is none.
 * @param {unknown} n
 * @param {string} path
 */
function count(n, path) {
  if (typeof n !== "number" || !Number.isInteger(n) || n < 0 || n > 0xffff_ffff) throw invalid(path, n, "a whole number from 0");
  return n;
}
