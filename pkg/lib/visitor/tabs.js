// The other tabs of the site: what they say, and taking turns with them.

/** How long a repair waits where there is no lock, in milliseconds: others repair first, or not at all. */
const WAIT = 50;

/**
 * @typedef {import("./options.js").Channel} Channel
 * @typedef {{
 *   said: (message: any) => void, stored: (before: string | null, after: string | null) => void,
 *   shown: () => void, repair: () => void,
 * }} Listener
 */

/** Listens to the other tabs. */
export class Tabs {
  /** @type {Channel | null} */ #channel;
  /** @type {any} */ #window;
  /** @type {string} */ #key;
  /** @type {Listener} */ #listener;
  /** @type {(() => void)[]} */ #undo = [];
  #waiting = false;
  #closed = false;

  /**
   * @param {{ channel: Channel | null, window: any, key: string, storage: unknown }} settings
   * @param {Listener} listener
   */
  constructor({ channel, window, key, storage }, listener) {
    this.#channel = channel;
    this.#window = window;
    this.#key = key;
    this.#listener = listener;
    this.#listen(channel, "message", (event) => listener.said(event?.data));
    if (storage !== null) {
      this.#listen(window, "storage", (event) => {
        // A key of null says that the whole storage was cleared.
        if (event.key === key) listener.stored(event.oldValue ?? null, event.newValue ?? null);
        else if (event.key === null) listener.stored(null, null);
      });
    }
    // A page that comes back from the cache of the browser has heard nothing meanwhile.
    this.#listen(window, "pageshow", (event) => {
      if (event.persisted) listener.shown();
    });
  }

  /**
   * @param {any} target
   * @param {string} type
   * @param {(event: any) => void} heard
   */
  #listen(target, type, heard) {
    if (typeof target?.addEventListener !== "function") return;
    target.addEventListener(type, heard);
    // Node's channels would keep a process alive.
    target.unref?.();
    this.#undo.push(() => target.removeEventListener?.(type, heard));
  }

  /** @param {unknown} message */
  say(message) {
    try {
      this.#channel?.postMessage(message);
    } catch {
      // A closed channel: the storage tells the others.
    }
  }

  /** Repairs once it is this tab's turn: the storage has no lock of its own. */
  repairSoon() {
    if (this.#waiting || this.#closed || !this.#window) return;
    this.#waiting = true;
    const repair = () => {
      this.#waiting = false;
      if (!this.#closed) this.#listener.repair();
    };
    const later = () => void (this.#window.setTimeout ?? globalThis.setTimeout)(repair, WAIT);
    const { locks } = this.#window.navigator ?? {};
    if (typeof locks?.request !== "function") return later();
    // Locks are refused where the storage is, too.
    try {
      Promise.resolve(locks.request(this.#key, repair)).catch(later);
    } catch {
      later();
    }
  }

  close() {
    this.#closed = true;
    for (const undo of this.#undo.splice(0)) undo();
    this.#channel?.close?.();
    this.#channel = null;
  }
}
