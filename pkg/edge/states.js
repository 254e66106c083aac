// The states of customers, in whichever store: no update is lost, and what was not confirmed is said to be so.

import { applyEvents } from "./apply.js";
import { pause, within } from "./deadline.js";
import { Refusal } from "./refusal.js";
import { Turns } from "./turns.js";

/** @typedef {import("../edge.js").Store} Store */
/** @typedef {import("../edge.js").Stored} Stored */

/** Milliseconds between two tries, at first and at most. */
const BACKOFF = { first: 4, most: 200 };

/** @param {unknown} cause */
const down = (cause) =>
  new Refusal("StoreUnavailable", "nothing was confirmed: send it again, with the same event ids or the same Idempotency-Key", { cause });

/** A store behind which one can rely on the answers. */
export class States {
  #turns = new Turns();

  /**
   * @param {Store} store
   * @param {number} patience milliseconds for one request
   */
  constructor(store, patience) {
    this.store = store;
    this.patience = patience;
  }

  /**
   * Runs work with the store within the patience. `over` tells it to begin nothing more.
   * @template T
   * @param {(time: {over: boolean}) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async #guarded(work) {
    const time = { over: false };
    try {
      return await within(work(time), this.patience, () => down(new Error(`the store took more than ${this.patience} ms`)));
    } catch (error) {
      throw error instanceof Refusal ? error : down(error);
    } finally {
      time.over = true;
    }
  }

  /**
   * Returns what is kept under a key, or what is the same but for some seconds.
   * @param {string} key
   */
  peek(key) {
    return this.#guarded(async () => (await (this.store.peek ?? this.store.read).call(this.store, key))?.value ?? null);
  }

  /**
   * @param {string} key
   * @returns {Promise<Stored | null>}
   */
  read(key) {
    return this.#guarded(() => this.store.read(key));
  }

  /**
   * @param {string} key
   * @param {string} value
   * @param {string | number | null} version
   * @param {{expireIn?: number}} [options]
   */
  write(key, value, version, options) {
    return this.#guarded(() => this.store.write(key, value, version, options));
  }

  /** @param {string} key */
  remove(key) {
    return this.#guarded(() => this.store.remove(key));
  }

  /**
   * Takes events into the state under a key.
   * @param {string} key
   * @param {readonly any[]} events
   * @param {any} settings
   * @returns {Promise<ReturnType<typeof applyEvents>>}
   */
  apply(key, events, settings) {
    const { update } = this.store;
    if (update !== undefined) return this.#guarded(() => update.call(this.store, key, events, settings));
    return this.#guarded(async (time) => {
      const end = await this.#turns.take(key);
      try {
        for (let wait = BACKOFF.first; ; wait = Math.min(2 * wait, BACKOFF.most)) {
          if (time.over) throw down(new Error("the time was over before it was this request's turn"));
          const before = await this.store.read(key);
          const after = applyEvents(before?.value ?? null, events, settings);
          if (after.state === null || after.state === before?.value) return after;
          // Refused by the client in the meantime: it may be sending it again.
          if (time.over) throw down(new Error("the time was over before the state was written"));
          if (await this.store.write(key, after.state, before?.version ?? null)) return after;
          // Somebody else was faster: at another time than the others that were slower.
          await pause(Math.random() * wait);
        }
      } finally {
        end();
      }
    });
  }
}
