import { liveOf } from "./live-core.js";
import { call } from "./methods.js";

export const { updateState, mergeStates, stateFields } = liveOf(call);
