// The forms of answers.

import { problemOf } from "./refusal.js";

const PRIVATE = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

/**
 * @param {unknown} value
 * @param {{headers?: Record<string, string>}} [options]
 */
export const json = (value, { headers = {} } = {}) =>
  new Response(JSON.stringify(value), { headers: { ...PRIVATE, "content-type": "application/json", ...headers } });

/** @param {BodyInit} body */
export const lines = (body) => new Response(body, { headers: { ...PRIVATE, "content-type": "application/x-ndjson" } });

export const nothing = () => new Response(null, { status: 204, headers: PRIVATE });

/** @param {unknown} error */
export function problemResponse(error) {
  const { status, headers, problem } = problemOf(error);
  return new Response(JSON.stringify(problem), { status, headers: { ...PRIVATE, "content-type": "application/problem+json", ...headers } });
}
