// Keeps the state of a visitor in the browser, as far as it may, and in step with other tabs.
//
// `localStorage` has no transaction, and in Chromium a tab may read what it held a moment ago. So each
// tab keeps all that it knows, writes at once, and joins whatever it reads or hears from others:
// a write that another tab overwrote is found missing and written again, by turns where there are
// locks. Joining is by identifier, so that nothing counts twice.

import { EMPTY, folded, has, isEmpty, merge, nextNumber, visitCounted, withEvent, VISIT } from "./state.js";
import { eventsOf, fromText, isId, short, toText } from "./store.js";
import { Tabs } from "./tabs.js";

/**
 * @typedef {import("./options.js").Settings} Settings
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Event} Event
 * @typedef {readonly [id: string, kind: number, day: number, amount: number | null, categories: readonly string[]]} NewEvent
 */

/** How many erased states are remembered, so that a tab that is behind cannot bring one back. */
const MOST_ERASED = 32;

/**
 * What has been known for so long, in milliseconds, all open tabs know: only that is folded. Beyond ten
 * times the events that are to be kept the older half is folded nevertheless.
 */
const SETTLING = 10_000;
const AT_MOST = 10;

/** Keeps the state of a visitor. */
export class Keeper {
  #settings;
  #newId;
  #changed;
  #tabs;
  /** @type {State} */ #state = EMPTY;
  /** What the storage held when it was last read or written. @type {string | null} */
  #text = null;
  /** Why the storage does not take what is known. @type {string | null} */
  #trouble;
  /** Up to which number events were known a while ago, and when the next such look is due. */
  #settled = { n: 0, next: 0, at: NaN };
  /** Marks of states that were erased. @type {Set<string>} */
  #erased = new Set();
  /** What this tab was told, where no callback says it. @type {boolean} */
  #withdrawn = false;
  #lastDay = 0;
  /** @type {{ code: string, message: string }[]} */ warnings = [];

  /**
   * @param {Settings} settings
   * @param {() => string} newId
   * @param {() => void} changed
   */
  constructor(settings, newId, changed) {
    this.#settings = settings;
    this.#newId = newId;
    this.#changed = changed;
    this.#trouble = settings.storageReason;
    this.#tabs = new Tabs(settings, {
      said: (message) => this.#hear(message),
      stored: (before, after) => this.#stored(before, after),
      shown: () => this.#refresh(),
      repair: () => this.#repair(),
    });
    this.today();
    this.read();
  }

  /**
   * Remembers a warning, once.
   * @param {string} code
   * @param {string} message
   */
  warn(code, message) {
    if (!this.warnings.some((known) => known.code === code)) this.warnings.push(Object.freeze({ code, message }));
  }

  /** The day of the clock; the last one known where the clock tells none. */
  today() {
    const { now, day } = this.#settings;
    const ms = told(now);
    // The years 1 to 9999.
    if (ms >= -62_135_596_800_000 && ms < 253_402_214_400_000) this.#lastDay = day(ms);
    else this.warn("no_clock", "the clock tells no day of the years 1 to 9999: the last one known counts");
    return this.#lastDay;
  }

  /** Returns the signal by which the visitor objects to being recorded, or null. */
  #signal() {
    const navigator = this.#settings.window?.navigator;
    if (navigator?.globalPrivacyControl === true) return "global_privacy_control";
    return navigator?.doNotTrack === "1" ? "do_not_track" : null;
  }

  /** Returns the consent: given, refused, or not known (yet), which is neither. */
  #consent() {
    const { consent } = this.#settings;
    if (consent === null) return !this.#withdrawn && this.#state.consent !== null ? true : null;
    try {
      const answer = consent();
      return typeof answer === "boolean" ? answer : null;
    } catch (error) {
      this.warn("consent_failed", `the consent callback threw, which is no consent: ${/** @type {any} */ (error)?.message ?? error}`);
      return null;
    }
  }

  /** Where the visitor is kept, and why not better. */
  storage() {
    const refused = this.#refusal();
    if (refused !== null) return Object.freeze({ kind: "none", reason: refused });
    return Object.freeze({ kind: this.#trouble === null ? "persistent" : "memory", reason: this.#trouble });
  }

  /**
   * Returns why nothing may be recorded, or null. Against a signal or a refusal nothing is left behind;
   * an answer that is not known yet, while the consent dialogue loads, erases nothing.
   */
  #refusal() {
    // Whether consent was given is in the store, unless a callback knows it.
    if (this.#settings.consent === null) this.#sync();
    const signal = this.#signal();
    const consent = signal === null ? this.#consent() : false;
    if (consent === false && (!isEmpty(this.#state) || this.#fetch() !== null)) this.#erase();
    return signal ?? (consent === true ? null : "no_consent");
  }

  /** Returns the state, or an empty one where nothing may be recorded. */
  read() {
    if (this.#refusal() !== null) return EMPTY;
    this.#sync();
    return this.#state;
  }

  /**
   * Records an event and tells whether it is a new one.
   * @param {(today: number) => NewEvent} make
   */
  add(make) {
    const today = this.today();
    const [id, kind, day, amount, categories] = make(today);
    if (this.#refusal() !== null) return false;
    this.#sync();
    if (has(this.#state, id) || (kind === VISIT && visitCounted(this.#state, day))) return false;
    /** @type {Event} */
    const event = [nextNumber(this.#state), id, kind, day, amount, categories];
    this.#begin(today);
    this.#state = withEvent(this.#state, event);
    this.#keep(today);
    this.#tabs.say({ kind: "event", mark: this.#state.mark, event: short(event) });
    this.#tabs.repairSoon();
    this.#changed();
    return true;
  }

  /** @param {number} today */
  #begin(today) {
    const { mark, consent } = this.#state;
    if (mark === null || consent === null) this.#state = { ...this.#state, mark: mark ?? this.#newId(), consent: consent ?? today };
  }

  allow() {
    if (this.#settings.consent !== null) {
      this.warn("consent_by_callback", "allow() says nothing where the option `consent` does");
      return this.#refusal() === null;
    }
    this.#withdrawn = false;
    // The signal stands above: it is the visitor's own.
    if (this.#signal() !== null) return false;
    this.#sync();
    this.#begin(this.today());
    this.#keep(this.today());
    this.#changed();
    return true;
  }

  withdraw() {
    this.#withdrawn = true;
    this.forget();
  }

  forget() {
    this.#sync();
    this.#erase();
  }

  /** Erases here, in the storage and in other tabs. */
  #erase() {
    const stored = this.#fetch();
    this.#drop([this.#state.mark, stored === null ? null : fromText(stored)?.mark ?? null]);
    this.#remove();
    this.#tabs.say({ kind: "forget" });
  }

  /**
   * Erases here, and remembers what must not come back.
   * @param {(string | null)[]} marks
   */
  #drop(marks) {
    for (const mark of marks) if (mark !== null) this.#erased.add(mark);
    for (const mark of this.#erased) if (this.#erased.size > MOST_ERASED) this.#erased.delete(mark);
    this.#state = EMPTY;
    this.#settled = { n: 0, next: 0, at: NaN };
    this.#text = null;
    this.#changed();
  }

  #remove() {
    const { storage, key } = this.#settings;
    try {
      storage?.removeItem(key);
    } catch {
      this.warn("not_erased", "the browser did not let the stored text be removed");
    }
  }

  /** Returns the stored text. */
  #fetch() {
    const { storage, key } = this.#settings;
    try {
      const text = storage?.getItem(key) ?? null;
      return typeof text === "string" ? text : null;
    } catch {
      this.#trouble = "storage_blocked";
      return null;
    }
  }

  /** Takes in what other tabs have stored. */
  #sync() {
    const text = this.#fetch();
    if (text === this.#text) return;
    if (text === null) {
      // It was there and is gone: another tab or the visitor has erased it.
      if (this.#trouble !== "storage_blocked") this.#drop([this.#state.mark]);
      return;
    }
    this.#text = this.#take(text) ? text : this.#expel();
  }

  /** Removes what was erased and has been written again by a tab that was behind. */
  #expel() {
    const text = this.#fetch();
    const mark = text === null ? null : fromText(text)?.mark ?? null;
    // What others have begun since is none of it.
    if (mark === null || !this.#erased.has(mark)) return this.#text;
    this.#remove();
    return null;
  }

  /**
   * Joins a stored text, unless it is one that was erased.
   * @param {string} text
   */
  #take(text) {
    const found = fromText(text);
    if (found === null) {
      this.warn("state_dropped", "the stored state is not one that this version reads; it was dropped");
      return true;
    }
    if (found.mark !== null && this.#erased.has(found.mark)) return false;
    this.#join(found);
    return true;
  }

  /** @param {State} found */
  #join(found) {
    this.#state = merge(this.#state, found);
    this.#changed();
  }

  /**
   * Folds what is too much and writes the state; if there is no room for it, a shorter one.
   * @param {number} today
   */
  #keep(today) {
    const { maxEvents } = this.#settings;
    this.#fold(today, this.#settledNumber(), maxEvents);
    this.#fold(today, Infinity, AT_MOST * maxEvents);
    if (this.#write() || this.#state.events.size <= maxEvents) return;
    this.#fold(today, Infinity, maxEvents);
    this.#write();
  }

  /**
   * @param {number} today
   * @param {number} settled
   * @param {number} maxEvents
   */
  #fold(today, settled, maxEvents) {
    const { halfLifeDays } = this.#settings;
    this.#state = folded(this.#state, { maxEvents, halfLifeDays, today, settled });
  }

  /** Returns the number up to which events have been known for a while. */
  #settledNumber() {
    const known = this.#settled;
    const now = told(this.#settings.now);
    // Whichever way a clock was set, the time counts as past.
    if (!(Math.abs(now - known.at) < SETTLING)) this.#settled = { n: known.next, next: nextNumber(this.#state) - 1, at: now };
    return this.#settled.n;
  }

  /** Writes the state and tells whether there is nothing left to write. */
  #write() {
    const { storage, key } = this.#settings;
    const text = toText(this.#state);
    if (storage === null || (text === this.#text && this.#trouble === null)) return true;
    try {
      storage.setItem(key, text);
      this.#text = text;
      this.#trouble = null;
      return true;
    } catch (error) {
      const blocked = /** @type {any} */ (error)?.name === "SecurityError";
      this.#trouble = blocked ? "storage_blocked" : "storage_full";
      return false;
    }
  }

  /** Writes what the storage lacks, when it is this tab's turn. */
  #repair() {
    if (this.#refusal() !== null) return;
    const text = this.#fetch();
    if (text !== null && text !== this.#text && fromText(text) === null) return;
    this.#sync();
    if (!isEmpty(this.#state)) this.#keep(this.today());
  }

  /** After a time in which nothing was heard. */
  #refresh() {
    this.read();
    this.#changed();
  }

  /**
   * Hears what another tab says.
   * @param {any} message
   */
  #hear(message) {
    if (message?.kind === "forget") {
      this.#drop([this.#state.mark]);
      this.#text = this.#expel();
      return;
    }
    const events = message?.kind === "event" ? eventsOf([message.event], 1) : null;
    const { mark } = message ?? {};
    if (events === null || !isId(mark) || this.#erased.has(mark)) return;
    if (this.#refusal() !== null) return;
    this.#join({ ...EMPTY, mark, events: new Map(events.map((event) => [event[1], event])) });
    this.#tabs.repairSoon();
  }

  /**
   * Takes in what another tab has written.
   * @param {string | null} before
   * @param {string | null} after
   */
  #stored(before, after) {
    if (after === null) {
      const mark = before === null ? null : fromText(before)?.mark ?? null;
      // What this tab has begun since is none of what was erased.
      if (mark === null || mark === this.#state.mark) this.#drop([this.#state.mark]);
      return;
    }
    // What another version wrote is left to it: two tabs must not drop each other's state for ever.
    if (this.#refusal() !== null || fromText(after) === null) return;
    if (after === toText(this.#state)) return;
    if (!this.#take(after)) {
      this.#text = this.#expel();
      return;
    }
    if (toText(this.#state) !== after) this.#tabs.repairSoon();
  }

  close() {
    this.#tabs.close();
  }
}

/**
 * Returns what a clock tells; NaN where it fails.
 * @param {() => unknown} now
 */
function told(now) {
  try {
    const ms = now();
    return typeof ms === "number" ? ms : NaN;
  } catch {
    return NaN;
  }
}
