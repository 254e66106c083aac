// <clientele-score>: what a scorer says of a customer, drawn.

import { DrawnElement } from "../shared/element.js";
import { SHARED } from "../shared/style.js";
import { card } from "./card.js";
import { cell } from "./cell.js";
import { compact } from "./compact.js";
import { failure, waiting } from "./messages.js";
import { scorersOf } from "./scorers.js";
import { profileAt } from "./sources.js";
import { SCORE } from "./style.js";

/**
 * @typedef {import("../../scores.js").CustomerScore} CustomerScore
 * @typedef {import("./scorers.js").AnyScorer} AnyScorer
 * What is drawn: a score, or why there is none.
 * @typedef {{ kind: "score", score: CustomerScore, currency: string | null, months: number | null }
 *   | { kind: "waiting", what: "loading" | "noProfile" | "noCustomer" }
 *   | { kind: "failed", what: "profile" | "fetch" | "score", error: unknown }} State
 */

const FORMS = /** @type {const} */ ({ card, compact, cell });

/** What changes the score; the other attributes change how it looks. */
const INPUTS = new Set(["profile", "profile-src", "customer", "as-of"]);

/** @param {unknown} value */
const given = (value) => value !== null && value !== undefined && value !== "";

/**
 * Returns the class of the element for a build of the package.
 * @param {import("./scorers.js").Build} build
 */
export function scoreElementOf(build) {
  const scorers = scorersOf(build);

  return class ClienteleScoreElement extends DrawnElement {
    static observedAttributes = [...INPUTS, "lang", "form", "theme", "currency"];
    /** @override */
    static sheets = [SHARED, SCORE];
    /** @override */
    static properties = ["profile", "profileSrc", "customer", "asOf", "form", "currency", "scorer", "messages"];

    /** @type {unknown} */ #profile = null;
    /** @type {unknown} */ #customer = null;
    /** @type {unknown} */ #asOf = null;
    /** @type {AnyScorer | null} */ #scorer = null;
    /** @type {import("./scorers.js").Lease | null} */ #lease = null;
    /** The request for the profile at an address. @type {ReturnType<typeof profileAt> | null} */ #request = null;
    /** What came of it. @type {{ text: string } | { error: unknown } | null} */ #answer = null;
    /** @type {State} */ #state = { kind: "waiting", what: "noProfile" };
    /** Whether the score has to be computed anew. */ #stale = true;

    /** The scorers in use on the page by this class; for tests of what is kept. */
    static get scorers() {
      return scorers.count;
    }

    get profile() {
      return this.#profile;
    }

    set profile(profile) {
      if (profile === this.#profile) return;
      this.#profile = profile ?? null;
      this.#giveBack();
      this.#changed();
    }

    /** The address of a profile, fetched where no profile is given. */
    get profileSrc() {
      return this.getAttribute("profile-src") ?? "";
    }

    set profileSrc(address) {
      if (given(address)) this.setAttribute("profile-src", String(address));
      else this.removeAttribute("profile-src");
    }

    get customer() {
      return this.#customer;
    }

    set customer(customer) {
      // An object may have been changed in place: what is set is scored.
      this.#customer = customer ?? null;
      this.#changed();
    }

    get asOf() {
      return this.#asOf;
    }

    set asOf(day) {
      this.#asOf = day ?? null;
      this.#changed();
    }

    /** A scorer of the page's own, instead of a profile. */
    get scorer() {
      return this.#scorer;
    }

    set scorer(scorer) {
      this.#scorer = scorer ?? null;
      this.#changed();
    }

    /** The form: "card", "compact" or "cell". */
    get form() {
      const form = this.getAttribute("form") ?? "card";
      return Object.hasOwn(FORMS, form) ? /** @type {keyof typeof FORMS} */ (form) : "card";
    }

    set form(form) {
      this.setAttribute("form", String(form));
    }

    /** The currency that money is shown in, where the profile names none. */
    get currency() {
      return this.getAttribute("currency");
    }

    set currency(currency) {
      if (given(currency)) this.setAttribute("currency", String(currency));
      else this.removeAttribute("currency");
    }

    /** The score that is shown; null where there is none. */
    get score() {
      this.#settle();
      return this.#state.kind === "score" ? this.#state.score : null;
    }

    /** Why there is none; null where nothing went wrong. */
    get error() {
      this.#settle();
      return this.#state.kind === "failed" ? this.#state.error : null;
    }

    /** @param {string} name @param {string | null} before @param {string | null} value */
    attributeChangedCallback(name, before, value) {
      if (before === value) return;
      if (name === "profile") this.profile = value;
      else if (name === "customer") this.customer = value;
      else if (name === "as-of") this.asOf = value;
      else if (name === "profile-src") {
        this.#giveBack();
        this.#changed();
      } else this.later();
    }

    /** @override */
    connectedCallback() {
      super.connectedCallback();
      this.#stale = true;
    }

    /** @override */
    disconnectedCallback() {
      super.disconnectedCallback();
      // An element that is only moved is connected again before the scorer would be freed.
      this.#giveBack();
      this.#stale = true;
    }

    #giveBack() {
      this.#lease?.release();
      this.#request?.release();
      this.#lease = this.#request = this.#answer = null;
    }

    #changed() {
      this.#stale = true;
      this.later();
    }

    /** Computes the score where something has changed, and tells the page. */
    #settle() {
      if (!this.#stale || !this.isConnected) return;
      this.#stale = false;
      this.#state = this.#computed();
      const state = this.#state;
      if (state.kind === "failed") this.fail(state.error, state.what);
      if (state.kind === "score") {
        this.dispatchEvent(new CustomEvent("clientele-score", { detail: { score: state.score }, bubbles: true, composed: true }));
      }
    }

    /** @returns {State} */
    #computed() {
      let scorer = this.#scorer;
      if (scorer === null) {
        const profile = this.#profileNow();
        if ("kind" in profile) return profile;
        try {
          this.#lease ??= scorers.lend(profile.profile);
          scorer = this.#lease.scorer;
        } catch (error) {
          return { kind: "failed", what: "profile", error };
        }
      }
      if (!given(this.#customer)) return { kind: "waiting", what: "noCustomer" };
      try {
        const customer = typeof this.#customer === "string" ? JSON.parse(this.#customer) : this.#customer;
        const score = given(this.#asOf) ? scorer.score(customer, { asOf: this.#asOf }) : scorer.score(customer);
        const lease = this.#scorer === null ? this.#lease : null;
        return { kind: "score", score, currency: lease?.currency ?? null, months: lease?.months ?? null };
      } catch (error) {
        return { kind: "failed", what: "score", error };
      }
    }

    /** Returns the profile, or why there is none yet. @returns {{ profile: unknown } | State} */
    #profileNow() {
      if (given(this.#profile)) return { profile: this.#profile };
      const source = this.profileSrc;
      if (source === "") return { kind: "waiting", what: "noProfile" };
      if (this.#answer !== null) {
        return "text" in this.#answer ? { profile: this.#answer.text } : { kind: "failed", what: "fetch", error: this.#answer.error };
      }
      if (this.#request === null) this.#ask(source);
      return { kind: "waiting", what: "loading" };
    }

    /** @param {string} source */
    #ask(source) {
      let address = source;
      try {
        address = new URL(source, this.ownerDocument.baseURI).href;
      } catch {
        // The request says what is wrong with it.
      }
      const request = profileAt(address);
      this.#request = request;
      /** @param {{ text: string } | { error: unknown }} answer */
      const take = (answer) => {
        // Another address may have been set meanwhile.
        if (this.#request !== request) return;
        this.#answer = answer;
        this.#changed();
      };
      request.text.then((text) => take({ text }), (error) => take({ error }));
    }

    /** @override */
    draw() {
      this.#settle();
      const state = this.#state;
      const { language, form } = this;
      if (state.kind === "waiting") return [waiting(state.what, form, language)];
      if (state.kind === "failed") return [failure(state.what, state.error, form, language)];
      // A page that shows money in its own way says so; a profile that names none leaves plain numbers.
      const currency = this.currency ?? state.currency;
      try {
        return [FORMS[form](state.score, { ...language, currency, months: state.months })];
      } catch (error) {
        // Scores of a scorer of the page's own may be anything.
        this.fail(error, "score");
        return [failure("score", error, form, language)];
      }
    }
  };
}
