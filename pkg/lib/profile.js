import { buildProfile as build, parseProfile } from "./wasm.js";
import { toDay, toIso } from "./dates.js";
import { ClienteleError } from "./errors.js";
import { clean } from "./options.js";
import { Orders } from "./orders.js";

/**
 * Freezes an object and all that is in it.
 * @template T
 * @param {T} value
 * @returns {T}
 */
function freeze(value) {
  if (value !== null && typeof value === "object") {
    Object.freeze(value);
    for (const inner of Object.values(value)) if (!Object.isFrozen(inner)) freeze(inner);
  }
  return value;
}

/** Everything that scores depend on, as plain frozen data. */
export class Profile {
  /** @param {object} data a checked profile */
  constructor(data) {
    Object.assign(this, data);
    freeze(this);
  }

  /**
   * Checks a profile given as JSON text or as the object that the text holds.
   * @param {unknown} json
   */
  static parse(json) {
    let value = json;
    if (typeof json === "string") {
      try {
        value = JSON.parse(json);
      } catch (error) {
        throw new ClienteleError("InvalidValue", `profile: the text is not JSON: ${/** @type {Error} */ (error).message}`, {
          path: "profile",
        });
      }
    }
    return new Profile(parseProfile(clean(value, "")));
  }

  /** Returns the profile as a plain object, for `JSON.stringify`. */
  toJSON() {
    return { ...this };
  }
}

/**
 * Fits the models to the orders.
 * @param {Orders} orders
 * @param {unknown} [options]
 */
export function buildProfile(orders, options) {
  const { asOf, ...rest } = clean(options);
  const day = asOf === undefined || asOf === null ? {} : { asOf: toIso(toDay(asOf, "options.asOf")) };
  return new Profile(build(Orders.handleOf(orders), { ...rest, ...day }));
}
