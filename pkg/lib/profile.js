import { buildProfile as build, parseProfile, publicProfile } from "./wasm.js";
import { checkCurrencyOption } from "./currency.js";
import { toDay, toIso } from "./dates.js";
import { clean } from "./options.js";
import { Orders } from "./orders.js";
import { profileOf } from "./profile-json.js";

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
    return new Profile(parseProfile(clean(profileOf(json), "")));
  }

  /** Returns the profile without costs, margins, judgements and provenance, for a page that anybody can read. */
  forPublic() {
    return new Profile(withoutNulls(publicProfile(clean(this.toJSON(), ""))));
  }

  /** Returns the profile as a plain object, for `JSON.stringify`. */
  toJSON() {
    return { ...this };
  }
}

/**
 * Returns a value without the keys that hold nothing.
 * @param {any} value
 * @returns {any}
 */
function withoutNulls(value) {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutNulls(item)]));
}

/**
 * Fits the models to the orders.
 * @param {Orders} orders
 * @param {unknown} [options]
 */
export function buildProfile(orders, options) {
  const { asOf, ...rest } = clean(options);
  const day = asOf === undefined || asOf === null ? {} : { asOf: toIso(toDay(asOf, "options.asOf")) };
  const handle = Orders.handleOf(orders);
  const { currency: found } = orders.report;
  checkCurrencyOption(found, rest["currency"]);
  // Orders that were given as columns have told their currency to no one but us.
  return new Profile(build(handle, { ...rest, currency: rest["currency"] ?? found, ...day }));
}
