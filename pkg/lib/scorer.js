import { Scorer as Handle, linearMemory } from "./wasm.js";
import { checkSummaryCurrency } from "./currency.js";
import { toDay } from "./dates.js";
import { ClienteleError, invalid } from "./errors.js";
import { label, shared } from "./labels.js";
import { stateFields, updateState } from "./live.js";
import { CustomerSummary } from "./orders.js";
import { scorePoints } from "./points.js";
import { Profile } from "./profile.js";
import { scorerOf } from "./score-core.js";
import { actionsOf } from "./score-object.js";

/** @type {import("./score-object.js").Names | undefined} */
let known;

const names = () => (known ??= { ...shared(), label });

/** Returns the actions with their words, in the order that the column `action` of scores counts them. */
export const scoreActions = () => actionsOf(names());

const Base = scorerOf({
  Handle,
  linearMemory,
  names,
  profileOf: (profile) => (profile instanceof Profile ? profile : Profile.parse(profile)),
  scorePoints,
  updateState,
  stateFields,
});

/** A profile made ready to score customers. */
export class Scorer extends Base {
  /**
   * Scores row `index` of a summary, with its explanation.
   * @param {CustomerSummary} summary
   * @param {number} index
   */
  explain(summary, index) {
    const handle = CustomerSummary.handleOf(summary);
    if (!handle) throw invalid("summary", summary, "a CustomerSummary");
    if (!Number.isInteger(index) || index < 0) throw invalid("index", index, "the number of a row");
    if (index >= summary.length) {
      throw new ClienteleError("OutOfRange", `index: ${index} is not below ${summary.length}, the rows of the summary`, {
        path: "index",
      });
    }
    checkSummaryCurrency(summary.currency, this.context);
    this.handle.readRow(handle, index);
    return this.scoreBuffer(/** @type {any} */ (summary).ids[index], toDay(summary.asOf, "summary.asOf"));
  }

  /**
   * Scores every row of a summary, or of columns of the caller's own, in one crossing.
   * @param {CustomerSummary | Record<string, unknown>} customers
   * @param {{only?: unknown}} [options]
   * @override
   */
  scoreColumns(customers, options) {
    const handle = CustomerSummary.handleOf(customers);
    if (!handle) return super.scoreColumns(customers, options);
    checkSummaryCurrency(/** @type {CustomerSummary} */ (customers).currency, this.context);
    const wanted = this.wanted(options);
    return this.columns(this.handle.scoreSummary(handle, wanted.fields), /** @type {any} */ (customers).ids ?? null, wanted);
  }
}
