// Scores a posted customer at the edge.
//
//   POST /  { "customer": {…}, "asOf"?: "2024-03-31", "profile"?: {…} }  →  CustomerScore
//
// Errors are problem details (RFC 9457) with the library's stable `code`.

import { Profile, Scorer } from "clientele";

import bundled from "./profile.json" with { type: "json" };

/** The largest request body in bytes: a profile and a few hundred orders fit. */
const LIMIT = 256 * 1024;

/** The profile is checked once, when the worker starts; every request then takes microseconds. */
const scorer = new Scorer(Profile.parse(bundled));

/** A refusal, on its way to the client. */
class Refusal extends Error {
  /**
   * @param {number} status HTTP status
   * @param {string} code stable code
   * @param {string} message what is wrong
   * @param {Record<string, string>} [headers]
   */
  constructor(status, code, message, headers = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/**
 * Reads a body up to the limit, whatever its Content-Length says.
 * @param {Request} request
 */
async function read(request) {
  const tooLarge = new Refusal(413, "BodyTooLarge", `the body is larger than ${LIMIT} bytes`);
  if (Number(request.headers.get("content-length")) > LIMIT) throw tooLarge;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let size = 0;
  let text = "";
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength;
      if (size > LIMIT) throw tooLarge;
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw new Refusal(400, "InvalidEncoding", "the body is not UTF-8");
    throw error;
  }
}

/**
 * Returns the posted customer, scored.
 * @param {Request} request
 */
async function score(request) {
  if (request.method !== "POST") {
    throw new Refusal(405, "MethodNotAllowed", "post a customer as JSON", { allow: "POST" });
  }
  const [type = ""] = (request.headers.get("content-type") ?? "").split(";");
  if (type.trim().toLowerCase() !== "application/json") {
    throw new Refusal(415, "UnsupportedMediaType", "the content type is not application/json", {
      accept: "application/json",
    });
  }
  let body;
  try {
    body = JSON.parse(await read(request));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(400, "InvalidJson", "the body is not JSON");
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new Refusal(422, "InvalidValue", "the body is not an object with a customer");
  }
  const { customer, profile, asOf = new Date().toISOString().slice(0, 10) } = body;
  if (profile === undefined) return scorer.score(customer, { asOf });
  const own = new Scorer(Profile.parse(profile));
  try {
    return own.score(customer, { asOf });
  } finally {
    own.free();
  }
}

/**
 * Returns a problem response.
 * @param {number} status
 * @param {{ code: string, message: string, path?: string }} error
 * @param {Record<string, string>} [headers]
 */
function problem(status, { code, message, path }, headers = {}) {
  return Response.json(
    { type: "about:blank", title: code, status, detail: message, code, path },
    { status, headers: { ...headers, "content-type": "application/problem+json" } },
  );
}

export default {
  /** @param {Request} request */
  async fetch(request) {
    try {
      return Response.json(await score(request), { headers: { "cache-control": "no-store" } });
    } catch (thrown) {
      const error = /** @type {any} */ (thrown);
      if (error instanceof Refusal) return problem(error.status, error, error.headers);
      if (error?.name === "ClienteleError") return problem(422, error);
      console.error(error);
      return problem(500, { code: "Internal", message: "the customer could not be scored" });
    }
  },
};
