import { call, labelled } from "./methods.js";
import { pointsOf } from "./points-core.js";

export const { scorePoints, checkRules, scorecardScaling } = pointsOf(call, labelled);
