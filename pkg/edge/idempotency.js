// Requests that come again because their answer was lost: the same key with the same body has the same outcomes.

import { sha256 } from "./auth.js";
import { Refusal } from "./refusal.js";

/** @typedef {import("./apply.js").Outcome} Outcome */
/** @typedef {import("./states.js").States} States */

/** How long a key is remembered: a day, our choice. */
const KEPT_MS = 86_400_000;

/** The longest record: every store takes it (Deno KV has 64 KiB). */
const LONGEST_RECORD = 32_000;

/** @param {Uint8Array} bytes */
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * Returns the key of a request, null where there is none.
 * @param {Request} request
 */
export function idempotencyKey(request) {
  const key = request.headers.get("idempotency-key");
  if (key === null) return null;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Refusal("InvalidRequest", "Idempotency-Key: give 1 to 255 letters of ASCII without blanks, such as a UUID", { path: "Idempotency-Key" });
  }
  return key;
}

/**
 * Opens the record of a key.
 *
 * What makes a repetition harmless are not the outcomes in the record, which may be missing if the service ended in between, but the
 * identifiers that events without one take from key and body: the state knows them.
 * @param {States} states
 * @param {{key: string, owner: string, profile: string, body: string}} request
 * @returns {Promise<{seed: string, outcomes: Outcome[] | null, close: (outcomes: Outcome[]) => Promise<void>}>}
 */
export async function openRecord(states, { key, owner, profile, body }) {
  const fingerprint = hex(await sha256(body));
  const at = `i/${profile}/${hex(await sha256(JSON.stringify([owner, key])))}`;
  const seed = hex((await sha256(`${key}\n${fingerprint}`)).subarray(0, 16));
  const found = await create(states, at, JSON.stringify({ fingerprint, outcomes: null }));
  const record = found === null ? null : JSON.parse(found.value);
  if (record !== null && record.fingerprint !== fingerprint) {
    throw new Refusal("IdempotencyKeyReused", "the key was used for other events: take a new key for each request", { path: "Idempotency-Key" });
  }
  return {
    seed,
    outcomes: record?.outcomes ?? null,
    async close(outcomes) {
      const text = JSON.stringify({ fingerprint, outcomes });
      if (text.length > LONGEST_RECORD) return;
      const current = await states.read(at);
      if (current !== null) await states.write(at, text, current.version, { expireIn: KEPT_MS });
    },
  };
}

/**
 * Writes a record where there is none, and returns the one that there is otherwise.
 * @param {States} states
 * @param {string} at
 * @param {string} value
 */
async function create(states, at, value) {
  for (;;) {
    const found = await states.read(at);
    if (found !== null) return found;
    if (await states.write(at, value, null, { expireIn: KEPT_MS })) return null;
  }
}
