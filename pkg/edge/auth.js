// Who may do what.

import { Refusal } from "./refusal.js";

/** @typedef {"score" | "events" | "read" | "delete"} Scope */
/** @typedef {{name: string, sha256: Uint8Array | null, token: string | null, scopes: readonly Scope[]}} Token */
/** @typedef {{tokens: Token[], open: readonly Scope[]}} Auth */

const ENCODER = new TextEncoder();

const CHALLENGE = { "www-authenticate": 'Bearer realm="clientele"' };

/**
 * Returns the digest of a text.
 * @param {string} text
 */
export const sha256 = async (text) => new Uint8Array(await crypto.subtle.digest("SHA-256", ENCODER.encode(text)));

/**
 * Returns whether two digests are equal, in a time that does not depend on where they differ.
 * @param {Uint8Array} one
 * @param {Uint8Array} other
 */
function equal(one, other) {
  let difference = one.length ^ other.length;
  for (let i = 0; i < one.length; i++) difference |= (one[i] ?? 0) ^ (other[i] ?? 0);
  return difference === 0;
}

/**
 * Returns the name of whoever asks; throws where that may not be.
 * @param {Request} request
 * @param {Scope} scope
 * @param {Auth} auth
 * @returns {Promise<string>}
 */
export async function authorise(request, scope, { tokens, open }) {
  const given = bearer(request);
  // A wrong token is refused where none is needed, too: who sends one relies on it.
  if (given === null && open.includes(scope)) return "";
  if (tokens.length === 0) {
    if (open.includes(scope)) return "";
    throw new Refusal("AuthNotConfigured", "give createHandler `auth` with tokens, or `auth: \"none\"` where something in front of it checks who asks");
  }
  if (given === null) throw new Refusal("Unauthorized", "send `Authorization: Bearer` with a token", { headers: CHALLENGE });
  const digest = await sha256(given);
  /** @type {Token | undefined} */
  let found;
  // All tokens are compared, in the same time, whichever it is.
  for (const token of tokens) {
    token.sha256 ??= await sha256(token.token ?? "");
    if (equal(token.sha256, digest)) found = token;
  }
  if (found === undefined) {
    throw new Refusal("Unauthorized", "the token is not known", { headers: { "www-authenticate": `${CHALLENGE["www-authenticate"]}, error="invalid_token"` } });
  }
  if (!found.scopes.includes(scope) && !open.includes(scope)) {
    throw new Refusal("Forbidden", `the token lacks the scope "${scope}"`, { headers: { "www-authenticate": `${CHALLENGE["www-authenticate"]}, error="insufficient_scope", scope="${scope}"` } });
  }
  return found.name;
}

/**
 * Returns the token of a request, null where there is none.
 * @param {Request} request
 */
function bearer(request) {
  const header = request.headers.get("authorization");
  if (header === null) return null;
  const [, token] = /^bearer +(\S+) *$/i.exec(header) ?? [];
  if (token === undefined) throw new Refusal("Unauthorized", "send `Authorization: Bearer` with a token", { headers: CHALLENGE });
  return token;
}
