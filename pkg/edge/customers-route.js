// GET and DELETE /v1/customers/{id}

import { stateFields } from "clientele/score";

import { json, nothing } from "./answers.js";
import { nameOf } from "./json.js";
import { Refusal } from "./refusal.js";

/** @typedef {import("./handler.js").Visit} Visit */
/** @typedef {import("./profiles.js").Loaded} Loaded */

/** A day after every event. */
const LATEST = "9999-12-31";

/**
 * Returns the key of a customer. Every profile has its own: the customers of two shops are not the same, and neither are the
 * settings of their states.
 * @param {string} profile
 * @param {string} customer
 */
export const keyOf = (profile, customer) => `c/${profile}/${customer}`;

/**
 * Returns the name in the path.
 * @param {Visit} visit
 */
function customerIn({ parameter }) {
  let name;
  try {
    name = decodeURIComponent(parameter);
  } catch {
    throw new Refusal("InvalidRequest", "id: write it in percent-encoded UTF-8", { path: "id" });
  }
  return nameOf(name, "id");
}

/**
 * Returns what a state says and its score, as of a day, or as of the last event where that is later: a state says nothing of the
 * time before.
 * @param {Loaded} loaded
 * @param {string} state
 * @param {string | null} asOf null: of the last event
 */
export function described({ scorer, timeUnit }, state, asOf) {
  const lastEvent = String(stateFields(state, LATEST).lastEvent);
  const day = asOf !== null && asOf > lastEvent ? asOf : lastEvent;
  return { summary: stateFields(state, day, { timeUnit }), score: scorer.scoreState(state, day) };
}

/** @param {Visit} visit */
export async function getCustomer(visit) {
  const { states, profiles } = visit.service;
  const customer = customerIn(visit);
  const asked = visit.url.searchParams.has("asOf") ? visit.asOf() : null;
  const profile = profiles.nameIn(visit.url);
  const state = await visit.states().peek(keyOf(profile, customer));
  if (state === null || states === null) throw unknown();
  const { loaded, giveBack } = await profiles.borrow(profile, visit);
  try {
    // Asked for a day before the last event there is no answer, rather than one for another day.
    if (asked !== null) stateFields(state, asked);
    const { summary, score } = described(loaded, state, asked ?? visit.today());
    return json({ customer, summary, score: { .../** @type {any} */ (score), id: customer } });
  } finally {
    giveBack();
  }
}

const unknown = () => new Refusal("UnknownCustomer", "no event of this customer is known under this profile");

/** @param {Visit} visit */
export async function deleteCustomer(visit) {
  const key = keyOf(visit.service.profiles.nameIn(visit.url), customerIn(visit));
  if (!(await visit.states().remove(key))) throw unknown();
  return nothing();
}
