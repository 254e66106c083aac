import { ClienteleError, invalid } from "./errors.js";
import { clean, only } from "./options.js";

/** Days of the units of time that a model can be in. */
export const UNIT_DAYS = /** @type {Readonly<Record<string, number>>} */ ({ day: 1, week: 7, month: 30.4375, year: 365.25 });

const UNITS = `one of ${Object.keys(UNIT_DAYS).join(", ")}`;

/**
 * Returns a unit of time, unless it is none.
 * @param {unknown} unit
 * @param {string} path
 */
export function timeUnitOf(unit, path) {
  if (typeof unit !== "string" || !Object.keys(UNIT_DAYS).includes(unit)) throw invalid(path, unit, UNITS);
  return unit;
}

/**
 * Returns the unit of time of parameters that come from elsewhere. It must be stated: parameters of
 * days that are taken for those of weeks are wrong without looking wrong.
 * @param {unknown} options
 */
export function statedUnit(options) {
  const known = clean(options);
  only(known, ["timeUnit"]);
  if (known["timeUnit"] !== undefined) return timeUnitOf(known["timeUnit"], "options.timeUnit");
  const path = "options.timeUnit";
  throw new ClienteleError("Missing", `${path}: missing, expected the unit of time that the model was fitted in, ${UNITS}`, { path });
}

/**
 * Returns the parameters of a fitter of lifetimes: `params_`, or an object that holds it. The names
 * there are those of the papers, as here; `fromParams` checks them.
 * @param {unknown} fitter
 * @returns {Record<string, unknown>}
 */
export function lifetimesParams(fitter) {
  const given = clean(fitter, "params");
  if (given["params_"] === undefined) return given;
  only(given, ["params_"], "params");
  return clean(given["params_"], "params.params_");
}

/**
 * What a summary of pymc-marketing has beside the parameters: what a and b, or α and β, were drawn from
 * (`phi_dropout`, `kappa_purchase`; those of contracts have no process, and one row for each cohort).
 */
const HYPERPARAMETER = /^(phi|kappa)(_|\[|$)/;

/** What covariates add, in any model there (`purchase_coefficient_alpha[income]`). */
const COEFFICIENT = /(^|_)coefficient/;

/** The name of a row of one cohort of contracts. */
const ROW = /^(\w+)\[(.*)\]$/;

/**
 * Returns the posterior means of a summary of pymc-marketing: rows by name, each with its `mean`, as
 * `fit_summary().to_dict("index")` gives them, or the means themselves.
 * @param {unknown} summary
 * @returns {Record<string, unknown>}
 */
export function pymcParams(summary) {
  const rows = Object.entries(clean(summary, "summary")).filter(([name]) => !HYPERPARAMETER.test(name));
  const cohorts = new Set(rows.map(([name]) => ROW.exec(name)?.[2]));
  const isOne = cohorts.size === 1;
  const effect = rows.find(([name]) => COEFFICIENT.test(name));
  if (effect) {
    const path = `summary.${effect[0]}`;
    const why = "models with covariates are not taken over: they differ from customer to customer";
    throw new ClienteleError("UnknownKey", `${path}: ${why}`, { path });
  }
  if (cohorts.size > 1 && !cohorts.has(undefined)) {
    const found = [...cohorts].join(", ");
    throw new ClienteleError("InvalidValue", `summary: must be that of one cohort, found ${found}`, { path: "summary" });
  }
  return Object.fromEntries(
    rows.map(([full, row]) => {
      const name = (isOne && ROW.exec(full)?.[1]) || full;
      if (typeof row === "number") return [name, row];
      const mean = /** @type {Record<string, unknown> | null} */ (row)?.["mean"];
      if (typeof mean !== "number") throw invalid(`summary.${full}`, row, "a posterior mean, or a row of a summary with its `mean`");
      return [name, mean];
    }),
  );
}
