import { call, labelled } from "./methods.js";
import { clean } from "./options.js";
import { listOf, pointsOf } from "./points-core.js";

export const { scorePoints } = pointsOf(call);

/**
 * Returns what is wrong with rules.
 * @param {unknown} ruleSets a set, or a list of sets
 */
export function checkRules(ruleSets) {
  return labelled(call("checkRules", { ruleSets: listOf(ruleSets) }));
}

/**
 * Returns how points and odds belong together on the scale of a scorecard.
 * @param {unknown} scale
 */
export function scorecardScaling(scale) {
  return call("scorecardScaling", { scale: clean(scale, "scale") });
}
