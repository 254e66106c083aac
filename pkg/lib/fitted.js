/**
 * What every model says of its fit.
 * @typedef {{
 *   standardErrors: number[] | null, covariance: number[][] | null, logLikelihood: number,
 *   aic: number, bic: number, customers: number, excluded: number, convergence: object,
 * }} FitRecord
 */
export class Model {
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

  /** Customers that entered the fit, by their weights. */
  get customers() {
    return this.#record?.customers ?? null;
  }

  /** Rows that did not enter the fit. */
  get excluded() {
    return this.#record?.excluded ?? null;
  }
}
