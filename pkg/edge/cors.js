// Which pages of other origins may ask.

import { Refusal } from "./refusal.js";

/** @typedef {{origins: readonly string[], maxAge: number}} Cors */

/** What pages may read of an answer beside what they may read anyway. */
const EXPOSED = "retry-after, idempotency-replayed, www-authenticate";

/**
 * Returns the origin to be named in the answer, null where there is none.
 * @param {Request} request
 * @param {Cors | null} cors
 */
function allowed(request, cors) {
  const origin = request.headers.get("origin");
  if (origin === null || cors === null) return null;
  if (cors.origins.includes("*")) return "*";
  return cors.origins.includes(origin) ? origin : null;
}

/**
 * Returns whether a browser asks what it may send.
 * @param {Request} request
 */
export const isPreflight = (request) =>
  request.method === "OPTIONS" && request.headers.has("origin") && request.headers.has("access-control-request-method");

/**
 * Answers what a browser may send.
 * @param {Request} request
 * @param {Cors | null} cors
 * @param {string[]} methods those of the address
 */
export function preflight(request, cors, methods) {
  const origin = allowed(request, cors);
  if (origin === null) throw new Refusal("OriginNotAllowed", "put the origin on the list `cors.origins` of createHandler");
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-origin": origin,
      "access-control-allow-methods": methods.join(", "),
      "access-control-allow-headers": "authorization, content-type, idempotency-key",
      "access-control-max-age": String(cors?.maxAge),
    },
  });
}

/**
 * Says in the headers of an answer which page may read it. To a page that is not on the list nothing is said, and its
 * browser keeps the answer from it.
 * @param {Request} request
 * @param {Headers} headers
 * @param {Cors | null} cors
 */
export function share(request, headers, cors) {
  if (cors === null) return;
  headers.append("vary", "origin");
  const origin = allowed(request, cors);
  if (origin === null) return;
  headers.set("access-control-allow-origin", origin);
  headers.set("access-control-expose-headers", EXPOSED);
}
