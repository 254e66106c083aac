import { CovariateDraws, CovariateTable, CovariateModel as Handle } from "./wasm.js";
import { PURCHASES, sameUnit, withColumns } from "./columns.js";
import { ClienteleError, invalid } from "./errors.js";
import { Model } from "./fitted.js";
import { gone } from "./handles.js";
import { naming } from "./known.js";
import { timeUnitOf } from "./migrate.js";
import { modelOf, unitOf } from "./models.js";
import { clean, number, numbers, only } from "./options.js";
import { TIME, afterOf, endsOf, horizonOf, intervalsByName, onlyLevel, predictionOf, quantilesOf, residualOf } from "./prediction-options.js";

/** A purchase model whose parameters depend on what is known of customers besides their purchases. */
export class CovariateModel extends Model {
  #handle;
  #kind;
  #timeUnit;
  #effects;

  /**
   * @param {Handle} handle
   * @param {string | null} timeUnit
   */
  constructor(handle, timeUnit) {
    if (!(handle instanceof Handle)) throw invalid("model", handle, "made by `fit` or `fromParams`");
    super(handle);
    this.#handle = handle;
    this.#kind = handle.kind;
    this.#timeUnit = timeUnit;
    this.#effects = Object.freeze(handle.effects().map(Object.freeze));
  }

  /**
   * @param {any} customers
   * @param {any} covariates
   * @param {any} options
   */
  static fit(customers, covariates, options) {
    const { model, ...fit } = clean(options);
    const kind = stated(model, "options.model");
    const fitted = withBoth(customers, covariates, (columns, table) => naming(["model"], () => Handle.fit(kind, columns, table, fit)));
    return new this(fitted, unitOf(customers));
  }

  /** @param {any} given */
  static fromParams(given) {
    const known = clean(given, "");
    only(known, ["model", "params", "effects", "timeUnit"], "");
    const { model, params = {}, effects = [], timeUnit = null } = known;
    const unit = timeUnit === null ? null : timeUnitOf(timeUnit, "timeUnit");
    return new this(Handle.fromParams(stated(model, "model"), params, effects), unit);
  }

  get kind() {
    return this.#kind;
  }

  get timeUnit() {
    return this.#timeUnit;
  }

  get effects() {
    return this.#effects;
  }

  /** @param {any} values */
  modelOf(values) {
    return modelOf(this.#handle.modelOf(clean(values, "covariates")), this.#timeUnit);
  }

  /**
   * @param {any} customers
   * @param {any} covariates
   * @param {any} [options]
   */
  probabilityAlive(customers, covariates, options) {
    return this.#predict(customers, covariates, "probabilityAlive", afterOf(options));
  }

  /**
   * @param {any} customers
   * @param {any} covariates
   * @param {any} options
   */
  probabilityOfPurchase(customers, covariates, options) {
    return this.#predict(customers, covariates, "probabilityOfPurchase", horizonOf(options));
  }

  /**
   * @param {any} customers
   * @param {any} covariates
   * @param {any} options
   */
  expectedPurchases(customers, covariates, options) {
    return this.#predict(customers, covariates, "expectedPurchases", horizonOf(options));
  }

  /**
   * @param {any} customers
   * @param {any} covariates
   * @param {{quantiles?: number[]}} [options]
   */
  nextPurchase(customers, covariates, options) {
    const probabilities = quantilesOf(options);
    return this.#with(customers, covariates, (columns, table) => ({
      quantiles: probabilities.map((q) => this.#handle.nextPurchase(columns, table, q)),
      never: this.#handle.probabilityNever(columns, table),
    }));
  }

  /**
   * @param {any} customers
   * @param {any} covariates
   * @param {{discountRate: number, horizon?: number}} options
   */
  residualPurchases(customers, covariates, options) {
    const { rate, horizon } = residualOf(options);
    return this.#with(customers, covariates, (columns, table) => this.#handle.residualPurchases(columns, table, rate, horizon));
  }

  /** @param {{level?: number}} [options] */
  parameterIntervals(options) {
    const found = this.#handle.parameterIntervals(onlyLevel(options));
    if (found === null) return null;
    const { params, effects } = found;
    return { params: intervalsByName(params), effects };
  }

  /**
   * @param {any} customers
   * @param {any} covariates
   * @param {any} options
   */
  purchaseIntervals(customers, covariates, options) {
    const { horizon, ...known } = clean(options);
    const time = number(horizon, "options.horizon", TIME);
    return naming(["horizon"], () =>
      this.#intervals(customers, covariates, known, (draws, columns, table, level) => draws.purchases(columns, table, time, level)),
    );
  }

  /**
   * @param {any} customers
   * @param {any} covariates
   * @param {any} options
   */
  predictionIntervals(customers, covariates, options) {
    const { prediction, time, ...known } = predictionOf(options);
    return naming(["prediction", "horizon"], () =>
      this.#intervals(customers, covariates, known, (draws, columns, table, level) => draws.intervals(columns, table, prediction, time, level)),
    );
  }

  /**
   * Returns the ends that `use` finds for each customer, of models that are drawn for it.
   * @param {any} customers
   * @param {any} covariates
   * @param {Record<string, unknown>} options
   * @param {(draws: CovariateDraws, columns: any, table: CovariateTable, level: number) => Float64Array} use
   */
  #intervals(customers, covariates, options, use) {
    return endsOf(
      options,
      (drawing) => this.#handle.draws(drawing),
      (drawn, level) => this.#with(customers, covariates, (columns, table) => use(drawn, columns, table, level)),
    );
  }

  /**
   * Runs a function on customers whose times are in the unit of the model, and their covariates.
   * @template Result
   * @param {any} customers
   * @param {any} covariates
   * @param {(columns: any, table: CovariateTable) => Result} use
   * @returns {Result}
   */
  #with(customers, covariates, use) {
    sameUnit(customers, this.#timeUnit);
    return withBoth(customers, covariates, use);
  }

  /**
   * @param {any} customers
   * @param {any} covariates
   * @param {string} prediction
   * @param {number | undefined} time
   * @returns {Float64Array}
   */
  #predict(customers, covariates, prediction, time) {
    return this.#with(customers, covariates, (columns, table) => this.#handle.predict(columns, table, prediction, time));
  }

  free() {
    this.#handle.free();
    this.#handle = gone("model");
  }

  [Symbol.dispose]() {
    this.free();
  }
}

/**
 * Runs a function on the columns of customers and those of their covariates.
 * @template Result
 * @param {any} customers
 * @param {any} covariates
 * @param {(columns: any, table: CovariateTable) => Result} use
 * @returns {Result}
 */
const withBoth = (customers, covariates, use) =>
  withTable(covariates, (table) => withColumns(customers, PURCHASES, (columns) => use(columns, table)));

/**
 * Runs a function on the columns of covariates; predictions take those of a fit as they are.
 * @template Result
 * @param {any} covariates
 * @param {(table: CovariateTable) => Result} use
 * @returns {Result}
 */
function withTable(covariates, use) {
  const path = "covariates";
  if (!isRecord(covariates)) throw invalid(path, covariates, "an object with `columns`");
  only(covariates, ["columns", "purchase", "dropout"], path);
  const { columns, purchase, dropout } = covariates;
  if (!isRecord(columns)) throw invalid(`${path}.columns`, columns, "an object of columns by name");
  // All are read before one crosses: a getter that throws leaves nothing behind.
  const read = Object.entries(columns).map(([name, values]) => /** @type {const} */ ([name, numbers(values, `${path}.columns.${name}`)]));
  const known = read.map(([name]) => name);
  const [buying, leaving] = [chosen(purchase, known, `${path}.purchase`), chosen(dropout, known, `${path}.dropout`)];
  const table = new CovariateTable();
  try {
    for (const [name, values] of read) table.add(name, values, buying.has(name), leaving.has(name));
    return use(table);
  } finally {
    table.free();
  }
}

/**
 * Returns the names of columns, each named once.
 * @param {unknown} names
 * @param {string[]} known
 * @param {string} path
 */
function chosen(names = [], known, path) {
  if (!Array.isArray(names)) throw invalid(path, names, "an array of names of columns");
  const found = new Set();
  for (const [i, name] of names.entries()) {
    if (!known.includes(name)) throw invalid(`${path}[${i}]`, name, `one of the columns: ${known.join(", ")}`);
    if (found.has(name)) throw invalid(`${path}[${i}]`, name, "named once");
    found.add(name);
  }
  return found;
}

/** @param {unknown} value */
const isRecord = (value) => Object.prototype.toString.call(value) === "[object Object]";

/**
 * Returns the kind of a model, which is not assumed.
 * @param {unknown} kind
 * @param {string} path
 */
function stated(kind, path) {
  if (kind !== undefined && kind !== null) return kind;
  throw new ClienteleError("Missing", `${path}: missing, expected "bg-nbd", "mbg-nbd" or "pareto-nbd"`, { path });
}
