// From a request to its answer.

import { json, problemResponse } from "./answers.js";
import { authorise } from "./auth.js";
import { isPreflight, preflight, share } from "./cors.js";
import { deleteCustomer, getCustomer } from "./customers-route.js";
import { isoDay } from "./events.js";
import { postEvents } from "./events-route.js";
import { documentOf } from "./openapi/document.js";
import { optionsOf } from "./options.js";
import { Profiles } from "./profiles.js";
import { PROBLEMS, Refusal, problemOf } from "./refusal.js";
import { reporterOf } from "./report.js";
import { postScore } from "./score-route.js";
import { States } from "./states.js";

/** @typedef {import("./auth.js").Scope} Scope */
/** @typedef {import("./options.js").Options} Options */
/** @typedef {{waitUntil?: (work: Promise<unknown>) => void}} Context */
/** @typedef {Omit<Options, "profiles" | "onError"> & {profiles: Profiles, states: States | null, report: ReturnType<typeof reporterOf>}} Service */
/**
 * A request on its way through the service.
 * @typedef {{
 *   request: Request, url: URL, parameter: string, who: string, service: Service, context: Context | undefined,
 *   today: () => string, asOf: () => string, states: () => States, onError: (error: unknown) => void,
 * }} Visit
 * @typedef {{scope: Scope | null, query?: readonly string[], run: (visit: Visit) => Response | Promise<Response>}} Method
 *   `query`: the parameters that its address takes
 */

/** 0001-01-01, the first day that the library knows. */
const FIRST_DAY = Date.parse("0001-01-01");

/** So many letters of a parameter are named that is none: it may be as long as an address. */
const LONGEST_KEY = 40;

/** @type {[RegExp, Record<string, Method>, "always" | "with a store"][]} */
const ADDRESSES = [
  [/^\/v1\/score$/, { POST: { scope: "score", query: ["profile", "asOf"], run: postScore } }, "always"],
  [/^\/v1\/events$/, { POST: { scope: "events", query: ["profile"], run: postEvents } }, "with a store"],
  [/^\/v1\/customers\/([^/]+)$/, {
    GET: { scope: "read", query: ["profile", "asOf"], run: getCustomer },
    DELETE: { scope: "delete", query: ["profile"], run: deleteCustomer },
  }, "with a store"],
  [/^\/openapi\.json$/, { GET: { scope: null, run: getDocument } }, "always"],
  [/^\/healthz$/, { GET: { scope: null, run: getHealth } }, "always"],
];

/**
 * Returns a `fetch` handler that scores customers.
 * @param {any} given options, or a function that makes them from the environment of the first request
 */
export function createHandler(given) {
  /** @type {Service | null} */
  let service = typeof given === "function" ? null : serviceOf(given);

  /**
   * @param {Request} request
   * @param {any} [env]
   * @param {Context} [ctx]
   * @returns {Promise<Response>}
   */
  return async function handle(request, env, ctx) {
    try {
      service ??= serviceOf(given(env));
    } catch (error) {
      console.error(error);
      return problemResponse(new Refusal("Internal", "the service is not configured: its log says what is missing"));
    }
    return answer(request, service, ctx ?? env);
  };
}

/**
 * @param {unknown} given
 * @returns {Service}
 */
function serviceOf(given) {
  const { onError, ...options } = optionsOf(given);
  const { profiles, standard, store, limits, clock } = options;
  const patience = limits.storeMs;
  return {
    ...options,
    report: reporterOf(onError),
    profiles: new Profiles(profiles, standard, { clock, patience }),
    states: store === null ? null : new States(store, patience),
  };
}

/**
 * @param {Request} request
 * @param {Service} service
 * @param {Context | undefined} context
 */
async function answer(request, service, context) {
  /** @type {Response} */
  let response;
  try {
    response = await dispatch(request, service, context);
  } catch (error) {
    // What the client did is the client's to see; the rest is for the log, with its cause.
    if (problemOf(error).status >= 500) service.report(error instanceof Refusal ? (error.cause ?? error) : error, request, context);
    response = problemResponse(error);
    // What was not read is not waited for.
    if (request.body !== null && !request.bodyUsed) request.body.cancel().catch(() => {});
  }
  share(request, response.headers, service.cors);
  return request.method === "HEAD" ? new Response(null, response) : response;
}

/**
 * @param {Request} request
 * @param {Service} service
 * @param {Context | undefined} context
 */
async function dispatch(request, service, context) {
  const url = new URL(request.url);
  const { methods, parameter } = addressOf(url.pathname, service);
  const allowed = [...Object.keys(methods), ...("GET" in methods ? ["HEAD"] : []), "OPTIONS"];
  if (isPreflight(request)) return preflight(request, service.cors, allowed);
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: { allow: allowed.join(", ") } });
  const method = methods[request.method === "HEAD" ? "GET" : request.method];
  if (method === undefined) {
    throw new Refusal("MethodNotAllowed", `use ${allowed.join(", ")}`, { headers: { allow: allowed.join(", ") } });
  }
  const who = method.scope === null ? "" : await authorise(request, method.scope, service.auth);
  checkQuery(url, method.query ?? []);
  return method.run(visitOf({ request, url, parameter, who, service, context }));
}

/**
 * Refuses parameters that an address does not take, and those that it takes twice: a score as of another day or of another shop than
 * was meant looks like any other.
 * @param {URL} url
 * @param {readonly string[]} known
 */
function checkQuery({ searchParams }, known) {
  for (const given of searchParams.keys()) {
    const key = given.slice(0, LONGEST_KEY);
    if (!known.includes(given)) {
      throw new Refusal("InvalidRequest", `${key}: ${known.length === 0 ? "the address takes no parameters" : `there is no such parameter; known: ${known.join(", ")}`}`, { path: key });
    }
    if (searchParams.getAll(given).length > 1) throw new Refusal("InvalidRequest", `${key}: give it once`, { path: key });
  }
}

/**
 * @param {string} path
 * @param {Service} service
 */
function addressOf(path, { basePath, states }) {
  const rest = path.startsWith(basePath) ? path.slice(basePath.length) : "";
  for (const [pattern, methods, when] of ADDRESSES) {
    const found = pattern.exec(rest);
    if (found !== null && (when === "always" || states !== null)) return { methods, parameter: found[1] ?? "" };
  }
  throw new Refusal("NotFound", `see ${basePath}/openapi.json for what there is`);
}

/**
 * @param {Pick<Visit, "request" | "url" | "parameter" | "who" | "service" | "context">} visit
 * @returns {Visit}
 */
function visitOf(visit) {
  const { service, url, request, context } = visit;
  const today = () => isoDay(service.clock());
  return {
    ...visit,
    today,
    asOf: () => dayOf(url.searchParams.get("asOf")) ?? today(),
    states: () => {
      if (service.states === null) throw new Refusal("NotFound", "the service has no store");
      return service.states;
    },
    onError: (error) => service.report(error, request, context),
  };
}

/**
 * Returns the day that an address names, null where it names none.
 * @param {string | null} text
 */
function dayOf(text) {
  if (text === null) return null;
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  // 30 February is read as a day of March.
  if (time >= FIRST_DAY && isoDay(time) === text) return text;
  throw new Refusal("InvalidRequest", "asOf: give a day such as 2024-03-31", { path: "asOf" });
}

/** @param {Visit} visit */
function getDocument({ service }) {
  const document = documentOf({
    basePath: service.basePath,
    profiles: [...service.profiles.slots.keys()],
    standard: service.profiles.standard,
    auth: service.auth,
    limits: service.limits,
    withStore: service.states !== null,
    problems: PROBLEMS,
  });
  return json(document, { headers: { "cache-control": "public, max-age=300" } });
}

/**
 * Says whether every profile has loaded. The store is not asked: a service that scores is not to be taken out of service because
 * events have to wait.
 * @param {Visit} visit
 */
async function getHealth(visit) {
  const { profiles } = visit.service;
  for (const name of profiles.slots.keys()) (await profiles.borrow(name, visit)).giveBack();
  return json({ status: "ok" });
}
