// The profiles by name, each loaded when it is needed and asked for anew from time to time.

import { within } from "./deadline.js";
import { ready } from "./ready.js";
import { Refusal } from "./refusal.js";

/** @typedef {import("./options.js").Source} Source */
/** @typedef {import("./ready.js").Loaded} Loaded */

/** Seconds after which a loader that failed is asked again. */
const RETRY = 10;

/** A profile that comes from somewhere. */
class Slot {
  /** @type {Loaded | null} */ loaded;
  /** When to ask again, in milliseconds since 1970. */
  #due = -Infinity;
  /** @type {{work: Promise<void>, since: number} | null} */
  #pending = null;

  /**
   * @param {string} name
   * @param {Source} source
   */
  constructor(name, source) {
    this.name = name;
    this.source = source;
    this.loaded = source.loaded;
  }

  /**
   * Asks the loader, unless somebody does already. What has loaded stays until there is something newer, however often the
   * loader fails.
   * @param {number} now
   * @param {number} patience milliseconds after which a question counts as lost: its request may have been ended with it
   */
  refresh(now, patience) {
    if (now < this.#due) return null;
    if (this.#pending !== null && now - this.#pending.since < patience) return this.#pending.work;
    const pending = { since: now, work: this.#load(now).finally(() => {
      if (this.#pending === pending) this.#pending = null;
    }) };
    this.#pending = pending;
    return pending.work;
  }

  /** @param {number} now */
  async #load(now) {
    try {
      const answer = /** @type {any} */ (await this.source.load(this.loaded?.etag ?? null));
      if (answer !== null && answer !== undefined) this.#take(answer);
      else if (this.loaded === null) throw new Error(`the loader of the profile "${this.name}" returned nothing`);
      this.#due = now + this.source.ttl * 1000;
    } catch (error) {
      this.#due = this.loaded === null ? -Infinity : now + Math.min(this.source.ttl, RETRY) * 1000;
      throw error;
    }
  }

  /** @param {{profile: unknown, etag?: string | null}} answer */
  #take({ profile, etag = null }) {
    const before = this.loaded;
    this.loaded = ready(typeof profile === "string" ? profile : JSON.stringify(profile), etag);
    if (before !== null) retire(before);
  }
}

/** @param {Loaded} loaded */
function retire(loaded) {
  loaded.retired = true;
  if (loaded.users === 0) loaded.scorer.free();
}

/** The profiles of a handler. */
export class Profiles {
  /**
   * @param {Map<string, Source>} sources
   * @param {string | null} standard the one to take where none is named
   * @param {{clock: () => number, patience: number}} rest
   */
  constructor(sources, standard, { clock, patience }) {
    this.slots = new Map([...sources].map(([name, source]) => [name, new Slot(name, source)]));
    this.standard = standard;
    this.clock = clock;
    this.patience = patience;
  }

  /**
   * Returns the name of the profile that a request asks for.
   * @param {URL} url
   * @returns {string}
   */
  nameIn(url) {
    const name = url.searchParams.get("profile") ?? this.standard;
    if (name === null) throw new Refusal("InvalidRequest", "name the profile: ?profile=", { path: "profile" });
    if (!this.slots.has(name)) throw new Refusal("UnknownProfile", "name a profile that the service has", { path: "profile" });
    return name;
  }

  /**
   * Lends the profile of a name until `giveBack` is called; it is not freed before.
   * @param {string} name
   * @param {Pick<import("./handler.js").Visit, "context" | "onError">} visit
   */
  async borrow(name, { context, onError }) {
    const slot = /** @type {Slot} */ (this.slots.get(name));
    const work = slot.refresh(this.clock(), this.patience);
    if (work !== null) {
      const told = work.catch((error) => onError(error));
      if (slot.loaded === null) {
        const late = () => new Refusal("ProfileUnavailable", "the profile took too long to load: try again");
        await within(told, this.patience, late);
      } else if (typeof context?.waitUntil === "function") {
        context.waitUntil(told);
      } else {
        // Without a way to go on after the answer, the answer waits; not for long.
        await within(told, this.patience, () => new Error()).catch(() => {});
      }
    }
    const { loaded } = slot;
    if (loaded === null) throw new Refusal("ProfileUnavailable", "the profile could not be loaded: try again");
    loaded.users++;
    let lent = true;
    const giveBack = () => {
      if (!lent) return;
      lent = false;
      loaded.users--;
      if (loaded.retired && loaded.users === 0) loaded.scorer.free();
    };
    return { loaded, giveBack };
  }
}
