// <clientele-ahp>: pairwise comparison by sliders or in the matrix, with weights and consistency as one goes.

import { DrawnElement } from "../shared/element.js";
import { SHARED } from "../shared/style.js";
import { messageOf } from "../shared/thrown.js";
import { failed, tooFew, workbench } from "./view.js";
import { readerOf, using } from "./given.js";
import { Judgements, valueOf } from "./judgements.js";
import { AHP } from "./style.js";

/**
 * @typedef {{ weights: number[], consistency: any }} Result
 * @typedef {import("../../index.js").RepairReport} RepairReport
 */

/** How long the judgements rest before repairs are looked for, in ms: not while a slider moves. Our choice. */
const REST = 150;

/**
 * Returns the class of the element for a build of the package.
 * @param {import("./given.js").Build} build
 */
export function ahpElementOf(build) {
  const { PairwiseMatrix } = build;
  const { namesOf, judgementsOf } = readerOf(build);
  return class ClienteleAhpElement extends DrawnElement {
    static formAssociated = true;
    static observedAttributes = ["criteria", "value", "view", "lang", "theme", "disabled", "random-index", "method", "label"];
    /** @override */
    static sheets = [SHARED, AHP];
    /** @override */
    static properties = ["criteria", "value", "view", "disabled", "messages"];

    #judgements = new Judgements([]);
    /** What a reset brings back where there is no attribute `value`. @type {Judgements | null} */ #initial = null;
    /** A value that did not fit: the criteria that it is of may come after it. @type {unknown} */ #waiting = null;
    /** What is wrong with what was given, until that is put right. @type {Record<"criteria" | "value", unknown>} */ #refused = { criteria: null, value: null };
    /** Why nothing follows from the judgements. @type {unknown} */ #error = null;
    /** @type {Result | null} */ #result = null;
    /** @type {RepairReport | null} */ #repairs = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
    /** @type {ElementInternals | null} */ #internals = null;
    #fieldsetDisabled = false;
    /** @type {"sliders" | "matrix" | null} */ #chosen = null;

    constructor() {
      super();
      // Not everywhere there is an element (jsdom has none): the form then does without.
      this.#internals = this.attachInternals?.() ?? null;
      this.root.addEventListener("input", (event) => this.#moved(event));
      this.root.addEventListener("change", (event) => this.#chose(event));
      this.root.addEventListener("click", (event) => this.#clicked(event));
    }

    get criteria() {
      return [...this.#judgements.criteria];
    }

    set criteria(criteria) {
      this.#give({ criteria });
    }

    /** The judgements with what follows from them; null where they cannot be used. */
    get value() {
      const result = this.#computed();
      if (result === null) return null;
      const criteria = this.criteria;
      const matrix = criteria.map((_, i) => criteria.map((__, j) => this.#judgements.get(i, j)));
      return { criteria, matrix, upperTriangle: this.#judgements.upperTriangle, weights: [...result.weights], consistency: result.consistency };
    }

    set value(value) {
      this.#give({ value });
    }

    /** What is shown: "sliders" or "matrix". */
    get view() {
      return this.#chosen ?? (this.getAttribute("view") === "matrix" ? "matrix" : "sliders");
    }

    set view(view) {
      this.setAttribute("view", view);
    }

    get disabled() {
      return this.hasAttribute("disabled");
    }

    set disabled(disabled) {
      this.toggleAttribute("disabled", Boolean(disabled));
    }

    /** The name in a form. */
    get name() {
      return this.getAttribute("name") ?? "";
    }

    set name(name) {
      this.setAttribute("name", name);
    }

    get labelText() {
      return this.getAttribute("label") ?? "";
    }

    get type() {
      return "clientele-ahp";
    }

    get form() {
      return this.#internals?.form ?? null;
    }

    /** What is wrong with the judgements; null where nothing is. */
    get error() {
      this.#computed();
      return this.#wrong ?? this.#error;
    }

    /** @param {string} name @param {string | null} before @param {string | null} value */
    attributeChangedCallback(name, before, value) {
      if (before === value) return;
      if (name === "criteria") this.#give({ criteria: value });
      else if (name === "value" && value !== null) this.#give({ value });
      else if (name === "method" || name === "random-index") this.#renewed();
      else {
        if (name === "view") this.#chosen = null;
        this.later();
      }
    }

    /** @override */
    connectedCallback() {
      super.connectedCallback();
      this.#initial ??= this.#judgements.under(this.criteria);
      this.#look();
    }

    /** @override */
    disconnectedCallback() {
      super.disconnectedCallback();
      clearTimeout(this.#timer);
    }

    formResetCallback() {
      const value = this.getAttribute("value");
      const criteria = this.getAttribute("criteria") ?? this.criteria;
      this.#keep(this.#initial ?? new Judgements([]));
      this.#give(value === null ? { criteria } : { criteria, value });
    }

    /** @param {boolean} disabled */
    formDisabledCallback(disabled) {
      this.#fieldsetDisabled = disabled;
      this.later();
    }

    /** @param {string} state */
    formStateRestoreCallback(state) {
      this.#give({ value: state });
    }

    get #wrong() {
      return this.#refused.criteria ?? this.#refused.value;
    }

    /** @param {Judgements} judgements */
    #keep(judgements) {
      this.#judgements = judgements;
      this.#waiting = null;
      this.#refused = { criteria: null, value: null };
    }

    /**
     * Takes criteria, judgements, or both, as one change.
     * @param {{ criteria?: unknown, value?: unknown }} given
     */
    #give(given) {
      /** @type {unknown[]} */
      const errors = [];
      /** @param {"criteria" | "value"} what @param {() => void} take */
      const attempt = (what, take) => {
        this.#refused[what] = null;
        try {
          take();
        } catch (error) {
          errors.push((this.#refused[what] = error));
        }
      };
      if ("criteria" in given) attempt("criteria", () => { this.#judgements = this.#judgements.under(namesOf(given.criteria, "criteria")); });
      if ("value" in given) this.#waiting = given.value ?? {};
      if (this.#waiting !== null) attempt("value", () => this.#take(this.#waiting));
      this.#renewed();
      for (const error of errors) this.fail(error, "ahp");
    }

    /** @param {unknown} given */
    #take(given) {
      const { criteria } = this.#judgements;
      const judgements = judgementsOf(given, this.#refused.criteria === null ? criteria : []);
      if (judgements !== null) this.#keep(judgements);
    }

    /** What follows from the judgements has to be computed anew. */
    #renewed() {
      this.#result = this.#repairs = this.#error = null;
      this.#internals?.setFormValue(null);
      this.later();
      this.#look();
    }

    /** Looks for repairs once the judgements rest. */
    #look() {
      clearTimeout(this.#timer);
      if (!this.isConnected) return;
      this.#timer = setTimeout(() => {
        const consistency = this.#computed()?.consistency;
        if (!consistency || consistency.consistent) return;
        try {
          this.#repairs = this.#matrix((matrix) => matrix.repair(this.#options()));
          this.later();
        } catch (error) {
          this.fail(error, "ahp");
        }
      }, REST);
    }

    #options() {
      const randomIndex = this.getAttribute("random-index");
      return randomIndex ? { randomIndex } : {};
    }

    /**
     * @template T
     * @param {(matrix: any) => T} use
     */
    #matrix(use) {
      return using(PairwiseMatrix.fromUpperTriangle(this.#judgements.upperTriangle, { criteria: this.criteria }), use);
    }

    /** @returns {Result | null} */
    #computed() {
      if (this.#result !== null || (this.#wrong ?? this.#error) !== null || this.#judgements.criteria.length < 2) return this.#result;
      try {
        const method = this.getAttribute("method") ?? undefined;
        this.#result = this.#matrix((matrix) => ({
          weights: Array.from(matrix.priorities(method).weights),
          consistency: matrix.consistency(this.#options()),
        }));
        const { criteria, matrix, weights } = this.value ?? {};
        this.#internals?.setFormValue(JSON.stringify({ criteria, matrix, weights }));
      } catch (error) {
        this.#error = error;
        this.fail(error, "ahp");
      }
      return this.#result;
    }

    /**
     * A slider moves, or a judgement of the matrix was chosen.
     * @param {Event} event
     */
    #moved(event) {
      const control = /** @type {HTMLInputElement} */ (event.target);
      const { pair, view } = control.dataset;
      event.stopPropagation();
      if (view === "sliders" || view === "matrix") {
        this.#chosen = view;
        this.later();
        return;
      }
      if (pair === undefined) return;
      const [i = 0, j = 0] = pair.split(" ").map(Number);
      this.#judgements.set(i, j, control.type === "range" ? valueOf(Number(control.value)) : Number(control.value));
      this.#renewed();
      this.#told("input");
    }

    /**
     * A slider was let go: the page hears of it from the element.
     * @param {Event} event
     */
    #chose(event) {
      event.stopPropagation();
      if (/** @type {HTMLElement} */ (event.target).dataset["pair"] !== undefined) this.#told("change");
    }

    /** @param {Event} event */
    #clicked(event) {
      const button = /** @type {HTMLElement} */ (event.target).closest("button[data-repair]");
      const repair = this.#repairs?.repairs[Number(/** @type {HTMLElement | null} */ (button)?.dataset["repair"])];
      if (!button || !repair) return;
      for (const { a, b, to } of repair.changes) {
        this.#judgements.set(this.#judgements.criteria.indexOf(a), this.#judgements.criteria.indexOf(b), to);
      }
      this.#renewed();
      this.#told("change");
      // The button is gone with what it did; the verdict says what has become of it.
      void this.updated.then(() => /** @type {HTMLElement | null} */ (this.root.querySelector(".verdict"))?.focus());
    }

    /** @param {string} type */
    #told(type) {
      // Whoever hears of it finds the new entry in the form.
      this.#computed();
      this.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
    }

    /** @override */
    draw() {
      const { language } = this;
      const { error } = this;
      if (error !== null) return [failed(messageOf(error), language)];
      const result = this.#result;
      if (result === null) return [tooFew(language)];
      return [workbench({
        judgements: this.#judgements, ...result, repairs: this.#repairs, view: this.view,
        disabled: this.disabled || this.#fieldsetDisabled, title: this.labelText,
      }, language)];
    }
  };
}
