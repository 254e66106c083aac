import { holdoutReport as report } from "./wasm.js";
import { toDay, toIso } from "./dates.js";
import { clean } from "./options.js";
import { Orders } from "./orders.js";

/**
 * Fits a model to the orders up to a day and compares what it predicts with the orders after it.
 * @param {Orders} orders
 * @param {unknown} options
 */
export function holdoutReport(orders, options) {
  const { calibrationEnd, holdoutEnd, ...rest } = clean(options);
  /** @type {Record<string, string>} */
  const days = {};
  for (const [name, day] of Object.entries({ calibrationEnd, holdoutEnd })) {
    if (day !== undefined && day !== null) days[name] = toIso(toDay(day, `options.${name}`));
  }
  return report(Orders.handleOf(orders), { ...rest, ...days });
}
