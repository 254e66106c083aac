import { ModelSelection } from "./wasm.js";
import { PURCHASES, withColumns } from "./columns.js";
import { BgBb, BgCnbdK, BgNbd, MbgNbd, ParetoNbd, ShiftedBetaGeometric, TIME, unitOf } from "./models.js";
import { apart, clean, number, numbers, only } from "./options.js";

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
 * Fits several models and returns the best, with what they were compared by.
 * @param {any} customers
 * @param {unknown} [options]
 */
export function fitModel(customers, options) {
  const [holdout, given] = apart(options, "holdout");
  const { models = null, criterion = null, ...fit } = clean(given);
  const [purchases, length] = holdout === undefined ? [undefined, 0] : holdoutOf(holdout);
  const chosen = withColumns(customers, PURCHASES, (columns) => new ModelSelection(columns, models, criterion, purchases, length, fit));
  try {
    const handle = chosen.model();
    const Class = CLASSES[handle.kind];
    const origin = { customers, kind: handle.kind, k: undefined, options: fit };
    return { model: new Class(handle, unitOf(customers), origin), ...chosen.report() };
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
  return [numbers(column, `${path}.purchases`), number(known["length"], `${path}.length`, TIME)];
}
