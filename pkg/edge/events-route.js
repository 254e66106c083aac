// POST /v1/events

import { ClienteleError } from "clientele/score";

import { json } from "./answers.js";
import { mediaType, readText } from "./body.js";
import { described, keyOf } from "./customers-route.js";
import { applyAll, itemOf } from "./events.js";
import { idempotencyKey, openRecord } from "./idempotency.js";
import { listOf, parse } from "./json.js";
import { Refusal, rowError } from "./refusal.js";

/** @typedef {import("./apply.js").Outcome} Outcome */
/** @typedef {import("./events.js").Item} Item */
/** @typedef {import("./handler.js").Visit} Visit */

/** @param {Visit} visit */
export async function postEvents(visit) {
  const { request, service } = visit;
  mediaType(request, ["application/json"]);
  const key = idempotencyKey(request);
  const profile = service.profiles.nameIn(visit.url);
  const body = await readText(request, service.limits);
  const given = parse(body, service.limits.nesting);
  const many = listOf(given, "events");
  if (many !== null && many.length > service.limits.rows) {
    throw new Refusal("TooManyRows", `a body may have ${service.limits.rows} events: send several`);
  }
  const states = visit.states();
  const { loaded, giveBack } = await service.profiles.borrow(profile, visit);
  try {
    const now = service.clock();
    const record = key === null ? null : await openRecord(states, { key, owner: visit.who, profile, body });
    const replayed = record?.outcomes ?? null;
    const items = (many ?? [given]).map((event, row) => itemOf(event, row, { now, seed: record?.seed ?? null }));
    if (replayed === null) await applyAll(items, (customer, events) => states.apply(keyOf(profile, customer), events, loaded.live));
    else items.forEach((item, row) => (item.outcome = replayed[row] ?? null));
    const failure = items.find((item) => item.failure !== null)?.failure ?? null;
    if (failure !== null) throw many === null ? failure : withResults(failure, items);
    if (record !== null && replayed === null) await record.close(items.map(({ outcome }) => /** @type {Outcome} */ (outcome))).catch(visit.onError);

    const options = replayed === null ? {} : { headers: { "idempotency-replayed": "true" } };
    if (many !== null) {
      const results = items.map(resultOf);
      return json({ results, rows: results.length, failed: results.filter((result) => "error" in result).length }, options);
    }
    const { customer, outcome, state } = /** @type {Item} */ (items[0]);
    if (outcome?.error !== undefined) throw errorOf(outcome.error);
    const name = /** @type {string} */ (customer);
    const current = state ?? (await states.read(keyOf(profile, name)))?.value ?? null;
    // Null where somebody has deleted the customer in between.
    const score = current === null ? null : { .../** @type {any} */ (described(loaded, current, null).score), id: name };
    return json({ customer: name, changed: outcome?.changed ?? false, reason: outcome?.reason ?? null, score }, options);
  } finally {
    giveBack();
  }
}

/** @param {{code: string, message: string, path?: string}} error */
const errorOf = ({ code, message, path }) => new ClienteleError(/** @type {any} */ (code), message, path === undefined ? {} : { path });

/** @param {Item} item */
function resultOf({ row, customer, outcome, failure }) {
  if (failure !== null) return { row, customer, error: rowError(failure) };
  if (outcome === null) return { row, customer, error: rowError(null) };
  if (outcome.error !== undefined) return { row, customer, error: rowError(errorOf(outcome.error)) };
  return { row, customer, changed: outcome.changed, reason: outcome.reason };
}

/**
 * Returns the refusal of a body of which not all could be stored, with what became of each row: who looks at nothing but the
 * status sends all of it again, and what was stored is known by its identifier.
 * @param {unknown} failure
 * @param {Item[]} items
 */
function withResults(failure, items) {
  if (!(failure instanceof Refusal)) return failure;
  const { code, message, headers, cause } = failure;
  return new Refusal(code, message, { headers, cause, more: { results: items.map(resultOf) } });
}
