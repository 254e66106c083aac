// What deals of CRMs have in common: they are won, lost or open.

import { codeOf } from "./fields.js";
import { left } from "./reasons.js";

/**
 * Lets deals through that are won. Truth values of the CRM come first; a stage counts where they are missing, or where the
 * caller says which stages are won.
 * @param {import("./options.js").Settings} settings
 * @param {{ isWon: boolean | null, isLost: boolean | null, stage: unknown }} deal `isLost`: closed and not won
 */
export function checkWon({ wonStages }, { isWon, isLost, stage }) {
  if (wonStages !== null) {
    if (typeof stage === "string" && wonStages.has(stage.trim().toLowerCase())) return;
    throw left(isLost === true || isStage(stage, "closedlost") ? "lost" : "open");
  }
  if (isWon === true) return;
  if (isWon === false) throw left(isLost === true || isStage(stage, "closedlost") ? "lost" : "open");
  if (isStage(stage, "closedwon")) return;
  if (isLost === true || isStage(stage, "closedlost")) throw left("lost");
  throw left(codeOf(stage) === "" ? "unknown_status" : "open");
}

/**
 * Whether a stage has a name, perhaps with that of its pipeline in brackets behind it.
 * @param {unknown} stage
 * @param {string} name
 */
const isStage = (stage, name) => codeOf(stage).startsWith(name);
