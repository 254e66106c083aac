// Every answer that is no success: problem details (RFC 9457) with a stable code.

import { ClienteleError } from "clientele/score";

/**
 * The codes of this service, beside those of the library, with their status and their title.
 * @satisfies {Record<string, readonly [number, string]>}
 */
export const PROBLEMS = {
  InvalidRequest: [400, "The request cannot be read"],
  InvalidJson: [400, "The body is not JSON"],
  InvalidEncoding: [400, "The body is not UTF-8"],
  TornBody: [400, "The body ended before it was whole"],
  Unauthorized: [401, "The request needs a valid token"],
  Forbidden: [403, "The token does not allow this"],
  AuthNotConfigured: [403, "The service was given no tokens"],
  OriginNotAllowed: [403, "The origin is not on the list"],
  NotFound: [404, "There is nothing at this address"],
  UnknownProfile: [404, "There is no such profile"],
  UnknownCustomer: [404, "Nothing is known of this customer"],
  MethodNotAllowed: [405, "The address does not take this method"],
  RequestTimeout: [408, "The body took too long"],
  OutOfOrder: [409, "The event comes before one that is known"],
  BodyTooLarge: [413, "The body is too large"],
  TooManyRows: [413, "There are too many rows"],
  UnsupportedMediaType: [415, "The media type is not taken"],
  NestedTooDeep: [422, "The data are nested too deep"],
  IdempotencyKeyReused: [422, "The idempotency key belongs to another request"],
  Internal: [500, "The service failed"],
  CorruptState: [500, "The stored state cannot be read"],
  ProfileUnavailable: [503, "The profile could not be loaded"],
  StoreUnavailable: [503, "The store does not answer"],
};

/** @typedef {keyof typeof PROBLEMS} ProblemCode */

/** A refusal on its way to the client. */
export class Refusal extends Error {
  /**
   * @param {ProblemCode} code
   * @param {string} detail what is wrong and what to do
   * @param {{path?: string, headers?: Record<string, string>, more?: Record<string, unknown>, cause?: unknown}} [rest]
   */
  constructor(code, detail, { path, headers = {}, more = {}, cause } = {}) {
    super(detail, { cause });
    this.name = "Refusal";
    this.code = code;
    this.path = path;
    this.headers = headers;
    this.more = more;
  }
}

/** Seconds after which what was unavailable may be asked for again. */
const RETRY_AFTER = "2";

/**
 * Returns what an error says to the client; what is unforeseen says nothing of itself.
 * @param {unknown} error
 * @returns {{status: number, headers: Record<string, string>, problem: Record<string, unknown>}}
 */
export function problemOf(error) {
  const known = error instanceof Refusal ? error : fromLibrary(error);
  const { code, message: detail, path, headers = {}, more = {} } = known;
  const [status, title] = PROBLEMS[/** @type {ProblemCode} */ (code)] ?? [422, "The data are not valid"];
  return {
    status,
    headers: status === 503 ? { "retry-after": RETRY_AFTER, ...headers } : headers,
    problem: { type: "about:blank", title, status, code, detail, ...(path === undefined ? {} : { path }), ...more },
  };
}

/**
 * Returns an error of the library as the client may see it. Its messages name places in the client's own data; what
 * concerns the profile has been caught where the profile is loaded.
 * @param {unknown} error
 * @returns {{code: string, message: string, path?: string, headers?: Record<string, string>, more?: Record<string, unknown>}}
 */
function fromLibrary(error) {
  if (!(error instanceof ClienteleError)) return new Refusal("Internal", "the request could not be answered");
  const { code, message, path } = error;
  if (path === "state") {
    return new Refusal("CorruptState", "the state of the customer in the store is damaged: delete the customer and send the orders anew");
  }
  // As of a day before the last event: nothing conflicts, the day is out of range.
  if (code === "OutOfOrder" && path !== "event.date") return { code: "OutOfRange", message, ...(path === undefined ? {} : { path }) };
  return { code, message, ...(path === undefined ? {} : { path }) };
}

/**
 * Returns the error of one row of many.
 * @param {unknown} error
 */
export function rowError(error) {
  const { code, detail, path } = problemOf(error).problem;
  return { code, detail, ...(path === undefined ? {} : { path }) };
}
