// What `createHandler` is given, checked once.

import { ClienteleError } from "clientele/score";

import { invalid, objectWith } from "./given.js";
import { ready } from "./ready.js";
import { memoryStore } from "./stores/memory.js";

/** @typedef {import("./auth.js").Auth} Auth */
/** @typedef {import("./auth.js").Scope} Scope */
/** @typedef {import("./auth.js").Token} Token */
/** @typedef {import("./cors.js").Cors} Cors */
/** @typedef {import("../edge.js").Store} Store */
/** @typedef {typeof LIMITS} Limits */
/**
 * Where a profile comes from: its loader, with the profile that is there before it is asked.
 * @typedef {{loaded: import("./ready.js").Loaded | null, load: (etag: string | null) => unknown, ttl: number}} Source
 */
/**
 * @typedef {{
 *   profiles: Map<string, Source>, standard: string | null, store: Store | null, auth: Auth, cors: Cors | null, limits: Limits,
 *   basePath: string, clock: () => number, onError: (error: unknown, request: Request) => unknown,
 * }} Options
 */

/** @type {readonly Scope[]} */
const SCOPES = ["score", "events", "read", "delete"];

/** What is taken unless told: our choice. */
const LIMITS = Object.freeze({
  /** Bytes of a JSON body. */
  bodyBytes: 1 << 20,
  /** Rows of a JSON body. */
  rows: 1000,
  /** How deep objects and lists stand in each other. */
  nesting: 8,
  /** Milliseconds for a JSON body to arrive, and between two pieces of a stream. */
  timeMs: 10_000,
  /** Bytes of a stream of lines. */
  streamBytes: 32 << 20,
  /** Lines of a stream. */
  streamRows: 100_000,
  /** Bytes of one line. */
  rowBytes: 64 << 10,
  /** Milliseconds for a stream to arrive. */
  streamMs: 300_000,
  /** Milliseconds for the store to take the events of a request, and for a profile to load. */
  storeMs: 5000,
});

/** The longest time that a timer knows, in milliseconds: one of more ends at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Seconds between two questions whether there is a newer profile: our choice. */
const TTL = 300;

/** The shortest token: 16 letters drawn from 64 are 96 bits. */
const SHORTEST_TOKEN = 16;

const NAME = /^[\w.-]{1,64}$/;

/**
 * Returns the options of a handler, complete.
 * @param {unknown} given
 * @returns {Options}
 */
export function optionsOf(given) {
  if (typeof (/** @type {any} */ (given)?.then) === "function") {
    // Its rejection would be one that nobody handles.
    Promise.resolve(given).catch(() => {});
    throw new ClienteleError("InvalidValue", "options: must be there at once, found a promise; a profile that has to be waited for goes into `profile: { load }`", { path: "options" });
  }
  const known = ["profile", "profiles", "standard", "store", "auth", "cors", "limits", "basePath", "clock", "onError"];
  const { profile, profiles, standard = null, store, auth, cors, limits, basePath = "", clock = Date.now, onError = log } = objectWith(given, "options", known);
  if (profile === undefined && profiles === undefined) throw invalid("options.profile", "given, or `profiles` in its place");
  if (profile !== undefined && profiles !== undefined) throw invalid("options.profile", "left out where `profiles` are given");
  const sources = profiles === undefined ? new Map([["default", sourceOf(profile, "options.profile")]]) : sourcesOf(profiles);
  const [first = null] = sources.keys();
  if (standard !== null && !sources.has(standard)) throw invalid("options.standard", `one of ${[...sources.keys()].join(", ")}`);
  if (typeof basePath !== "string" || !/^(\/[\w.~-]+)*$/.test(basePath)) throw invalid("options.basePath", 'a path such as "/api", without a slash at its end');
  if (typeof clock !== "function") throw invalid("options.clock", "a function that returns milliseconds since 1970");
  if (typeof onError !== "function") throw invalid("options.onError", "a function");
  return {
    profiles: sources,
    standard: standard ?? (sources.size === 1 ? first : null),
    store: store === undefined ? memoryStore({ clock }) : storeOf(store),
    auth: authOf(auth),
    cors: corsOf(cors),
    limits: limitsOf(limits),
    basePath,
    clock,
    onError,
  };
}

/** @param {unknown} error */
function log(error) {
  console.error(error);
}

/** @param {unknown} given */
function sourcesOf(given) {
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw invalid("options.profiles", "an object of profiles by name");
  const entries = Object.entries(given);
  if (entries.length === 0) throw invalid("options.profiles", "an object with a profile at least");
  return new Map(
    entries.map(([name, profile]) => {
      if (!NAME.test(name)) throw invalid(`options.profiles.${name}`, "named with 1 to 64 letters, digits, dots, dashes");
      return [name, sourceOf(profile, `options.profiles.${name}`)];
    }),
  );
}

/**
 * Returns where a profile comes from: its own loader, or a profile that stays.
 * @param {unknown} given
 * @param {string} path
 * @returns {Source}
 */
function sourceOf(given, path) {
  if (typeof given !== "object" && typeof given !== "string") throw invalid(path, "a profile, or an object with its loader");
  if (given === null || typeof given === "string" || !("load" in given)) {
    // To the loader's question, that is the latest.
    return { loaded: checked(given, path), load: () => null, ttl: Infinity };
  }
  const { load, ttl = TTL } = objectWith(given, path, ["load", "ttl"]);
  if (typeof load !== "function") throw invalid(`${path}.load`, "a function");
  if (!(typeof ttl === "number" && ttl >= 0)) throw invalid(`${path}.ttl`, "a number of seconds from 0");
  return { loaded: null, load, ttl };
}

/**
 * Returns a profile ready to score with. What is none is rejected now: no request would ever be answered, however often it is
 * tried again.
 * @param {unknown} profile
 * @param {string} path
 */
function checked(profile, path) {
  try {
    return ready(profile, null);
  } catch (error) {
    if (!(error instanceof ClienteleError)) throw error;
    const at = error.path?.replace(/^profile/, path) ?? path;
    throw new ClienteleError(error.code, `${path}: is no profile: ${error.message}`, { path: at });
  }
}

/**
 * @param {any} given
 * @returns {Store | null}
 */
function storeOf(given) {
  if (given === null) return null;
  for (const method of ["read", "write", "remove"]) {
    if (typeof given?.[method] !== "function") throw invalid("options.store", "a store, or null for none: it needs `read`, `write` and `remove`");
  }
  return given;
}

/**
 * @param {unknown} given
 * @returns {Auth}
 */
function authOf(given) {
  if (given === "none") return { tokens: [], open: SCOPES };
  // Scores say nothing that the caller has not sent; what a store holds is for those who prove themselves.
  if (given === undefined) return { tokens: [], open: ["score"] };
  const { tokens, open = [] } = objectWith(given, "options.auth", ["tokens", "open"]);
  if (!Array.isArray(tokens)) throw invalid("options.auth.tokens", "a list of tokens");
  return { tokens: tokens.map((token, i) => tokenOf(token, `options.auth.tokens[${i}]`)), open: scopesOf(open, "options.auth.open") };
}

/**
 * @param {unknown} given
 * @param {string} path
 * @returns {Token}
 */
function tokenOf(given, path) {
  const { name = path, token = null, sha256 = null, scopes = SCOPES } = typeof given === "string" ? { token: given } : objectWith(given, path, ["name", "token", "sha256", "scopes"]);
  if ((token === null) === (sha256 === null)) throw invalid(path, "a token, or its digest as `sha256`");
  if (sha256 !== null && !/^[0-9a-f]{64}$/i.test(sha256)) throw invalid(`${path}.sha256`, "64 hexadecimal digits");
  if (token !== null && !(typeof token === "string" && token.length >= SHORTEST_TOKEN && /^\S+$/.test(token))) {
    throw invalid(path, `a text of ${SHORTEST_TOKEN} letters at least, without blanks`);
  }
  return { name: String(name), token, sha256: sha256 === null ? null : fromHex(sha256), scopes: scopesOf(scopes, `${path}.scopes`) };
}

/** @param {string} hex */
const fromHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));

/**
 * @param {unknown} given
 * @param {string} path
 * @returns {readonly Scope[]}
 */
function scopesOf(given, path) {
  if (Array.isArray(given) && given.every((scope) => SCOPES.includes(scope))) return given;
  throw invalid(path, `a list of ${SCOPES.join(", ")}`);
}

/**
 * @param {unknown} given
 * @returns {Cors | null}
 */
function corsOf(given) {
  if (given === undefined || given === null) return null;
  const { origins, maxAge = 3600 } = Array.isArray(given) ? { origins: given } : objectWith(given, "options.cors", ["origins", "maxAge"]);
  const isOrigin = (/** @type {unknown} */ text) => typeof text === "string" && (text === "*" || /^[a-z][a-z0-9+.-]*:\/\/[^/\s]+$/.test(text));
  if (!Array.isArray(origins) || !origins.every(isOrigin)) throw invalid("options.cors.origins", 'a list of origins such as "https://shop.example", without a slash at the end');
  return { origins, maxAge };
}

/**
 * @param {unknown} given
 * @returns {Limits}
 */
function limitsOf(given) {
  const known = objectWith(given ?? {}, "options.limits", Object.keys(LIMITS));
  for (const [name, value] of Object.entries(known)) {
    const isTime = name.endsWith("Ms");
    if (typeof value === "number" && value >= 1 && !(isTime && value > LONGEST_MS)) continue;
    throw invalid(`options.limits.${name}`, isTime ? `milliseconds from 1 to ${LONGEST_MS}` : "a number from 1");
  }
  return { ...LIMITS, ...known };
}
