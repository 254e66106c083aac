// What the tests of the edge service share: the packed package, a profile, a way to ask.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { install, load, root } from "./tarball.mjs";

export const { folder } = install();

/** @type {any} */
export const edge = await load(folder, "edge/index.js");

/** @type {any} */
export const score = await load(folder, "entry/score.js");

/** The profile of CDNOW. */
export const profile = JSON.parse(readFileSync(join(root, "examples", "worker", "profile.json"), "utf8"));

export const TOKEN = "a-token-for-the-tests";
export const NOW = Date.UTC(2024, 2, 31, 12);
export const TODAY = "2024-03-31";

export const CUSTOMER = { id: "c-1", frequency: 3, recency: 30, T: 38, monetaryValue: 25 };

/** Plain data, as JSON holds it. @param {unknown} value */
export const plain = (value) => JSON.parse(JSON.stringify(value));

/**
 * Asks a handler.
 * @param {(request: Request, env?: any, context?: any) => Promise<Response>} handler
 * @param {string} method
 * @param {string} path
 * @param {{body?: any, headers?: Record<string, string>, token?: string | null, raw?: any, context?: any}} [options]
 */
export async function ask(handler, method, path, { body, headers = {}, token = TOKEN, raw, context } = {}) {
  const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const request = new Request(`http://localhost${path}`, {
    method,
    headers: {
      ...(sent === undefined ? {} : { "content-type": "application/json" }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(sent === undefined ? {} : { body: sent, duplex: "half" }),
  });
  const response = await handler(request, {}, context);
  return answerOf(response);
}

/**
 * Reads an answer.
 * @param {any} response
 * @returns {Promise<{status: number, headers: Headers, text: string, json: any, lines: any[]}>}
 */
export async function answerOf(response) {
  const text = await response.text();
  const type = response.headers.get("content-type") ?? "";
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: /json$/.test(type) && !/ndjson$/.test(type) ? JSON.parse(text) : null,
    lines: /ndjson$/.test(type) ? text.trim().split("\n").map((/** @type {string} */ line) => JSON.parse(line)) : [],
  };
}

/**
 * Returns a handler with a fixed clock and one token.
 * @param {Record<string, unknown>} [options]
 */
export const service = (options = {}) =>
  edge.createHandler({ ...(options["profiles"] === undefined ? { profile } : {}), auth: { tokens: [TOKEN] }, clock: () => NOW, onError: () => {}, ...options });

/** A thousand orders of one day, whose sums do not depend on their order. @param {number} count */
export const events = (count) =>
  Array.from({ length: count }, (_, i) => ({ customer: "ada", type: "order", date: "2024-03-01", amount: 1 + (i % 7), id: `order-${i}` }));
