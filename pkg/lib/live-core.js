// States kept up to date event by event, for whichever module they are given.

import { toDay, toIso } from "./dates.js";
import { invalid } from "./errors.js";
import { toMoment } from "./moments.js";
import { clean, only } from "./options.js";

/**
 * Returns the methods of states.
 * @param {import("./points-core.js").Call} call
 */
export function liveOf(call) {
  /**
   * Takes an event into the state of a customer.
   * @param {unknown} state the text of a state; null before the first event
   * @param {any} event
   * @param {unknown} [settings]
   */
  function updateState(state, event, settings) {
    if (typeof event !== "object" || event === null) throw invalid("event", event, "an event");
    const { type = null, date, amount = null, id = null, ...rest } = event;
    only(rest, [], "event");
    const { day, millis } = toMoment(date, "event.date");
    const known = { type, day: toIso(day), millis, amount, id: typeof id === "number" ? String(id) : id };
    return call("updateState", { state: state ?? null, event: known, options: clean(settings) });
  }

  /**
   * Joins the states of two periods, the first of which ends on a day before the second begins.
   * @param {unknown} earlier
   * @param {unknown} later
   */
  function mergeStates(earlier, later) {
    return call("mergeStates", { earlier: earlier ?? null, later: later ?? null });
  }

  /**
   * Returns everything that a state says on a day.
   * @param {unknown} state
   * @param {unknown} asOf
   * @param {unknown} [options]
   */
  function stateFields(state, asOf, options) {
    const known = clean(options);
    only(known, ["timeUnit"]);
    const { timeUnit = null } = known;
    return call("stateFields", { state: state ?? null, asOf: toIso(toDay(asOf, "asOf")), timeUnit });
  }

  return { updateState, mergeStates, stateFields };
}
