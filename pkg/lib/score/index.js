// What a landing page or an edge function needs: load a profile, score, explain, keep states up to date.

import { Scorer as Handle, callTape, checkProfile, linearMemory, version } from "./wasm.js";
import { ClienteleError } from "../errors.js";
import { liveOf } from "../live-core.js";
import { pointsOf } from "../points-core.js";
import { profileOf } from "../profile-json.js";
import { scorerOf } from "../score-core.js";
import { fromTape, toTape } from "../tape.js";
import { names as given } from "../../wasm/score/names.js";

/**
 * @typedef {import("../labels.js").Label} Label
 * @typedef {import("../score-object.js").Names} Names
 */

export { ClienteleError, version };

/** @type {Map<string, Label>} */
const words = new Map(given.labels.map(([code = "", en = "", zh = ""]) => [code, Object.freeze({ code, en, zh })]));

/**
 * Returns the label of a code in English and Chinese; an unknown code stands for itself.
 * @param {string} code
 * @returns {Label}
 */
export const label = (code) => words.get(code) ?? { code, en: code, zh: code };

/** Returns every label that scores use. */
export const labels = () => [...words.values()];

/** @type {import("../points-core.js").Call} */
const call = (name, input) => fromTape(callTape(name, toTape(input, "")));

export const { scorePoints } = pointsOf(call);

export const { updateState, mergeStates, stateFields } = liveOf(call);

/** @type {Names} */
const names = { ...given, label };

/**
 * Freezes plain data at every depth.
 * @template T
 * @param {T} value
 * @returns {T}
 */
function frozen(value) {
  if (typeof value !== "object" || value === null) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

/** Everything that scores depend on, as plain frozen data. */
export class Profile {
  /** @param {object} data a checked profile */
  constructor(data) {
    Object.assign(this, data);
    Object.freeze(this);
  }

  /**
   * Checks a profile given as JSON text or as the object that the text holds.
   * @param {unknown} json
   */
  static parse(json) {
    const tape = toTape(profileOf(json), "");
    checkProfile(tape);
    // What was checked, not what the caller may change meanwhile.
    return new Profile(frozen(fromTape(tape)));
  }

  /** Returns the profile as a plain object, for `JSON.stringify`. */
  toJSON() {
    return { ...this };
  }
}

/** A profile made ready to score customers. */
export const Scorer = scorerOf({
  Handle: /** @type {any} */ (Handle),
  linearMemory,
  names: () => names,
  // The module checks it.
  profileOf: (profile) => /** @type {object} */ (profileOf(profile)),
  scorePoints,
  updateState,
  stateFields,
});
