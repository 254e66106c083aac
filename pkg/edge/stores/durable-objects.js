// Cloudflare Durable Objects: one object for each customer, and the events are taken where the state is. Nothing runs in an
// object while it waits for its storage, so no two requests see the same state.

import { applyEvents } from "../apply.js";

/**
 * @typedef {{
 *   get(key: string): Promise<any>, put(key: string, value: unknown): Promise<void>, deleteAll(): Promise<void>,
 *   setAlarm(time: number): Promise<void>,
 * }} Storage
 * @typedef {{idFromName(name: string): unknown, get(id: any): {fetch(url: string, init: RequestInit): Promise<Response>}}} Namespace
 * @typedef {{value: string, version: string}} Kept
 */

const KEY = "kept";

/** The object of one customer: export it from the worker and bind it. */
export class CustomerObject {
  /** @param {{storage: Storage}} state */
  constructor({ storage }) {
    this.storage = storage;
  }

  /** @param {Request} request */
  async fetch(request) {
    const { operation, ...given } = /** @type {any} */ (await request.json());
    return Response.json((await this.#perform(operation, given)) ?? null);
  }

  /**
   * @param {string} operation
   * @param {any} given
   */
  async #perform(operation, given) {
    /** @type {Kept | undefined} */
    const kept = await this.storage.get(KEY);
    switch (operation) {
      case "read":
        return kept;
      case "write":
        if ((kept?.version ?? null) !== given.version) return false;
        await this.#put(given.value, given.expireIn);
        return true;
      case "remove":
        await this.storage.deleteAll();
        return kept !== undefined;
      case "update": {
        const { state, outcomes } = applyEvents(kept?.value ?? null, given.events, given.settings);
        if (state !== null && state !== kept?.value) await this.#put(state);
        return { state, outcomes };
      }
      default:
        throw new Error(`there is no operation "${operation}"`);
    }
  }

  /**
   * @param {string} value
   * @param {number} [expireIn]
   */
  async #put(value, expireIn) {
    await this.storage.put(KEY, { value, version: crypto.randomUUID() });
    if (typeof expireIn === "number") await this.storage.setAlarm(Date.now() + expireIn);
  }

  async alarm() {
    await this.storage.deleteAll();
  }
}

/**
 * Returns a store that has a Durable Object for each customer.
 * @param {Namespace} namespace the binding of `CustomerObject`, such as `env.CUSTOMERS`
 * @returns {import("../../edge.js").Store}
 */
export function durableObjectStore(namespace) {
  if (typeof namespace?.idFromName !== "function") throw new TypeError("durableObjectStore: give the binding of the class, such as `env.CUSTOMERS`");

  /**
   * @param {string} key
   * @param {string} operation
   * @param {object} [given]
   */
  async function ask(key, operation, given = {}) {
    const object = namespace.get(namespace.idFromName(key));
    const response = await object.fetch("https://customer/", { method: "POST", body: JSON.stringify({ operation, ...given }) });
    if (!response.ok) throw new Error(`the object of a customer answered ${response.status}`);
    return /** @type {any} */ (await response.json());
  }

  return {
    read: (key) => ask(key, "read"),
    write: (key, value, version, options = {}) => ask(key, "write", { value, version, ...options }),
    remove: (key) => ask(key, "remove"),
    update: (key, events, settings) => ask(key, "update", { events, settings }),
  };
}
