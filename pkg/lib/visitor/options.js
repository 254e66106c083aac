import { ClienteleError, invalid } from "../errors.js";
import { number, only } from "../options.js";
import { daysOf } from "../days.js";

const KNOWN = [
  ...["scorer", "storage", "consent", "clock", "channel", "timeZone", "window", "halfLifeDays", "weights"],
  ...["maxEvents", "key", "firstOrderProbability"],
];

/** Points of an event on its day. Our choice, as is the half-life; those of a live state. */
const WEIGHTS = { visit: 1, view: 2, basket: 5 };
const HALF_LIFE_DAYS = 14;

/** Events that are kept one by one. Our choice: some 20 KB of the 5 MB that a site has. */
const MAX_EVENTS = 400;

/**
 * @typedef {{ getItem(key: string): string | null, setItem(key: string, text: string): void, removeItem(key: string): void }} TextStorage
 * @typedef {{ postMessage(message: unknown): void, addEventListener?: Function, close?: () => void, onmessage?: unknown }} Channel
 * @typedef {{ visit: number, view: number, basket: number }} Weights
 * @typedef {{
 *   scorer: { score(customer: any, options?: any): any } | null, storage: TextStorage | null, storageReason: string | null,
 *   consent: (() => unknown) | null, now: () => number, day: (ms: number) => number, channel: Channel | null,
 *   window: any, halfLifeDays: number, weights: Weights, maxEvents: number, key: string,
 *   firstOrderProbability: ((features: any) => unknown) | null,
 * }} Settings
 */

/**
 * Checks the options and finds what the page offers.
 * @param {unknown} options
 * @returns {Settings}
 */
export function readOptions(options) {
  const given = objectOf(options, "options");
  only(given, KNOWN);
  const window = given["window"] === undefined ? /** @type {any} */ (globalThis).window ?? null : given["window"];
  const key = given["key"] ?? "clientele.visitor";
  if (typeof key !== "string" || key === "") throw invalid("options.key", key, "a text");
  const halfLifeDays = number(given["halfLifeDays"] ?? HALF_LIFE_DAYS, "options.halfLifeDays", { least: 0.01, most: 36_525 });
  const maxEvents = number(given["maxEvents"] ?? MAX_EVENTS, "options.maxEvents", { least: 10, most: 2000 });
  if (!Number.isInteger(maxEvents)) throw invalid("options.maxEvents", maxEvents, "a whole number");
  const weights = { ...WEIGHTS, ...objectOf(given["weights"], "options.weights") };
  only(weights, Object.keys(WEIGHTS), "options.weights");
  for (const [name, weight] of Object.entries(weights)) number(weight, `options.weights.${name}`, { least: 0, most: 1e6 });
  const scorer = /** @type {any} */ (given["scorer"] ?? null);
  if (scorer !== null && typeof scorer.score !== "function") throw invalid("options.scorer", scorer, "a scorer");
  const [storage, storageReason] = storageOf(given["storage"], window);
  return {
    ...{ scorer, storage, storageReason, window, halfLifeDays, weights, maxEvents, key },
    consent: consentOf(given["consent"]),
    now: functionOf(given["clock"], "options.clock") ?? Date.now,
    day: daysOf(given["timeZone"]),
    channel: channelOf(given["channel"], window, key),
    firstOrderProbability: functionOf(given["firstOrderProbability"], "options.firstOrderProbability"),
  };
}

/**
 * @param {unknown} value
 * @param {string} path
 * @returns {Record<string, unknown>}
 */
export function objectOf(value, path) {
  if (value === undefined || value === null) return {};
  if (typeof value !== "object" || Array.isArray(value)) throw invalid(path, value, "a plain object");
  return /** @type {Record<string, unknown>} */ (value);
}

/**
 * @param {unknown} value
 * @param {string} path
 * @returns {any}
 */
function functionOf(value, path) {
  if (value === undefined || value === null) return null;
  if (typeof value !== "function") throw invalid(path, value, "a function");
  return value;
}

/** @param {unknown} consent */
function consentOf(consent) {
  if (typeof consent === "boolean") return () => consent;
  return functionOf(consent, "options.consent");
}

/**
 * Finds the storage. Reading `localStorage` throws where cookies are blocked.
 * @param {unknown} storage
 * @param {any} window
 * @returns {[TextStorage | null, string | null]} the storage, or why there is none
 */
function storageOf(storage, window) {
  if (storage === null) return [null, "no_storage"];
  try {
    const found = /** @type {any} */ (storage ?? window?.localStorage ?? null);
    if (found === null) return [null, "no_storage"];
    if (["getItem", "setItem", "removeItem"].every((name) => typeof found[name] === "function")) return [found, null];
  } catch {
    return [null, "storage_blocked"];
  }
  throw new ClienteleError("InvalidValue", "options.storage: it lacks getItem, setItem or removeItem", { path: "options.storage" });
}

/**
 * Opens the channel between the tabs, if there is one: without it they still have the storage.
 * @param {unknown} channel
 * @param {any} window
 * @param {string} key
 * @returns {Channel | null}
 */
function channelOf(channel, window, key) {
  if (channel === null || channel === false) return null;
  if (channel !== undefined) {
    if (typeof (/** @type {any} */ (channel).postMessage) === "function") return /** @type {Channel} */ (channel);
    throw invalid("options.channel", channel, "a channel");
  }
  try {
    return typeof window?.BroadcastChannel === "function" ? new window.BroadcastChannel(key) : null;
  } catch {
    return null;
  }
}
