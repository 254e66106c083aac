// <clientele-ahp>: pairwise comparison by sliders or in the matrix, with weights and consistency as one goes.

import { DrawnElement } from "../shared/element.js";
import { SHARED } from "../shared/style.js";
import { messageOf } from "../shared/thrown.js";
import { failed, tooFew, workbench } from "./view.js";
import { Judgements, judged, pairsOf, valueOf } from "./judgements.js";
import { AHP } from "./style.js";

/**
 * @typedef {{ weights: number[], consistency: any }} Result
 * @typedef {import("../../index.js").RepairReport} RepairReport
 */

/** How long the judgements rest before repairs are looked for, in ms: not while a slider moves. Our choice. */
const REST = 150;

/**
 * Returns the names of criteria given as a list, as JSON or with commas between them.
 * @param {unknown} given
 */
function namesOf(given) {
  const text = typeof given === "string" ? given.trim() : null;
  const list = text === null ? (given ?? []) : text.startsWith("[") ? JSON.parse(text) : text.split(/[,，]/).map((name) => name.trim()).filter((name) => name !== "");
  if (!Array.isArray(list) || list.some((name) => typeof name !== "string" || name === "")) throw new TypeError("criteria are a list of names");
  if (new Set(list).size !== list.length) throw new TypeError("no two criteria have the same name");
  return /** @type {string[]} */ ([...list]);
}

/**
 * Returns the class of the element for a build of the package.
 * @param {{ PairwiseMatrix: { fromUpperTriangle(values: number[], options: { criteria: string[] }): any } }} build
 */
export function ahpElementOf({ PairwiseMatrix }) {
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
    /** @type {unknown} */ #error = null;
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
      this.#try(() => {
        this.#judgements = this.#judgements.under(namesOf(criteria));
        if (this.#waiting !== null) this.#take(this.#waiting);
      });
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
      this.#waiting = value;
      this.#try(() => this.#take(value));
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
      return this.#error;
    }

    /** @param {string} name @param {string | null} before @param {string | null} value */
    attributeChangedCallback(name, before, value) {
      if (before === value) return;
      if (name === "criteria") this.criteria = /** @type {any} */ (value ?? []);
      else if (name === "value" && value !== null) this.value = /** @type {any} */ (value);
      else {
        if (name === "view") this.#chosen = null;
        this.#renewed();
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
      const given = this.getAttribute("value");
      if (given !== null) this.value = /** @type {any} */ (given);
      else this.#try(() => this.#keep((this.#initial ?? new Judgements([])).under(this.criteria)));
    }

    /** @param {boolean} disabled */
    formDisabledCallback(disabled) {
      this.#fieldsetDisabled = disabled;
      this.later();
    }

    /** @param {string} state */
    formStateRestoreCallback(state) {
      this.value = /** @type {any} */ (state);
    }

    /** @param {Judgements} judgements */
    #keep(judgements) {
      this.#judgements = judgements;
      this.#waiting = null;
    }

    /** @param {any} given */
    #take(given) {
      const value = typeof given === "string" ? JSON.parse(given) : given;
      const list = Array.isArray(value) ? { matrix: value } : (value ?? {});
      const criteria = list.criteria === undefined ? this.#judgements.criteria : namesOf(list.criteria);
      // Attributes and properties come in any order.
      if (criteria.length === 0 && list.criteria === undefined) return;
      const next = new Judgements(criteria);
      const pairs = pairsOf(criteria.length);
      if (list.matrix !== undefined) {
        const { length } = criteria;
        if (!Array.isArray(list.matrix) || [list.matrix, ...list.matrix].some((row) => row?.length !== length)) throw new TypeError(`the matrix has ${length} rows of ${length} judgements`);
        for (const [i, j] of pairs) next.set(i, j, judged(list.matrix[i]?.[j]));
      } else if (list.upperTriangle !== undefined) {
        const given = [...list.upperTriangle];
        if (given.length > 0 && given.length !== pairs.length) throw new TypeError(`there are ${pairs.length} pairs, and ${given.length} judgements: give all, or none`);
        given.forEach((judgement, at) => next.set(.../** @type {[number, number]} */ (pairs[at]), judged(judgement)));
      }
      this.#keep(next);
    }

    /** @param {() => void} change */
    #try(change) {
      try {
        change();
        this.#renewed();
      } catch (error) {
        this.#renewed();
        this.#error = error;
        this.#internals?.setFormValue(null);
        this.fail(error, "ahp");
      }
    }

    /** What follows from the judgements has to be computed anew. */
    #renewed() {
      this.#result = this.#repairs = this.#error = null;
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
     * Calls a function with the matrix, and frees it.
     * @template T
     * @param {(matrix: any) => T} use
     * @returns {T}
     */
    #matrix(use) {
      const matrix = PairwiseMatrix.fromUpperTriangle(this.#judgements.upperTriangle, { criteria: this.criteria });
      try {
        return use(matrix);
      } finally {
        matrix.free();
      }
    }

    /** @returns {Result | null} */
    #computed() {
      if (this.#result !== null || this.#error !== null || this.#judgements.criteria.length < 2) return this.#result;
      try {
        const method = this.getAttribute("method") ?? undefined;
        this.#result = this.#matrix((matrix) => ({
          weights: Array.from(matrix.priorities(method).weights),
          consistency: matrix.consistency(this.#options()),
        }));
      } catch (error) {
        this.#error = error;
        this.fail(error, "ahp");
      }
      const { matrix, weights, criteria } = this.value ?? {};
      this.#internals?.setFormValue(this.#result === null ? null : JSON.stringify({ criteria, matrix, weights }));
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
      this.#judgements.set(i, j, control.type === "range" ? valueOf(Number(control.value)) : judged(control.value));
      this.#renewed();
      this.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    }

    /**
     * A slider was let go: the page hears of it from the element.
     * @param {Event} event
     */
    #chose(event) {
      event.stopPropagation();
      if (/** @type {HTMLElement} */ (event.target).dataset["pair"] !== undefined) this.#told();
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
      this.#told();
      // The button is gone with what it did; the verdict says what has become of it.
      void this.updated.then(() => /** @type {HTMLElement | null} */ (this.root.querySelector(".verdict"))?.focus());
    }

    #told() {
      this.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
    }

    /** @override */
    draw() {
      const { language } = this;
      const result = this.#computed();
      if (this.#error !== null) return [failed(messageOf(this.#error), language)];
      if (result === null) return [tooFew(language)];
      return [workbench({
        judgements: this.#judgements, ...result, repairs: this.#repairs, view: this.view,
        disabled: this.disabled || this.#fieldsetDisabled, title: this.labelText,
      }, language)];
    }
  };
}
