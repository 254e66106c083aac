import { GammaGamma as GammaGammaHandle } from "./wasm.js";
import { SPEND, withColumns } from "./columns.js";
import { invalid } from "./errors.js";
import { Model } from "./fitted.js";
import { alive, gone } from "./handles.js";
import { lifetimesParams, pymcParams } from "./migrate.js";
import { clean } from "./options.js";

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
