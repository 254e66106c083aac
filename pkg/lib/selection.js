import { ModelSelection } from "./wasm.js";
import { PURCHASES, withColumns } from "./columns.js";
import { naming } from "./known.js";
import { modelOf, unitOf } from "./models.js";
import { apart, clean, number, numbers, only } from "./options.js";
import { invalid } from "./errors.js";
import { TIME } from "./prediction-options.js";

/**
 * Fits several models and returns the best, with what they were compared by.
 * @param {any} customers
 * @param {unknown} [options]
 */
export function fitModel(customers, options) {
  const [holdout, given] = apart(options, "holdout");
  const { models = null, criterion = null, ...fit } = clean(given);
  const [purchases, length] = holdout === undefined ? [undefined, 0] : holdoutOf(holdout);
  const chosen = naming(["models", "criterion", "holdout"], () =>
    withColumns(customers, PURCHASES, (columns) => new ModelSelection(columns, models, criterion, purchases, length, fit)),
  );
  try {
    const handle = chosen.model();
    const origin = { customers, kind: handle.kind, k: undefined, options: fit };
    return { model: modelOf(handle, unitOf(customers), origin), ...chosen.report() };
  } finally {
    chosen.free();
  }
}

/**
 * @param {unknown} holdout
 * @returns {[Float64Array, number]}
 */
function holdoutOf(holdout) {
  const path = "options.holdout";
  const [column, given] = apart(holdout, "purchases");
  const known = clean(given, path);
  only(known, ["length"], path);
  const length = number(known["length"], `${path}.length`, TIME);
  if (length === 0) throw invalid(`${path}.length`, length, "a number above 0");
  return [numbers(column, `${path}.purchases`), length];
}
