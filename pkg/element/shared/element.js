// What both elements are made on: a shadow root, one update for all that changes in a task, and a language.

import { renew } from "./dom.js";
import { checkedMessages, language } from "./languages.js";
import { sheets } from "./style.js";

/**
 * There is no HTMLElement on a server, where nothing is shown: there the classes stand on nothing.
 * @type {typeof HTMLElement}
 */
const Base = globalThis.HTMLElement ?? /** @type {any} */ (class {});

/** The elements on the page, which speak another language when the page does. @type {Set<DrawnElement>} */
const shown = new Set();
/** @type {MutationObserver | undefined} */
let observer;

/** @param {DrawnElement} element */
function watch(element) {
  shown.add(element);
  if (observer) return;
  observer = new MutationObserver(() => shown.forEach((one) => one.later()));
  observer.observe(element.ownerDocument.documentElement, { attributes: true, attributeFilter: ["lang"] });
}

/** @param {DrawnElement} element */
function unwatch(element) {
  shown.delete(element);
  if (shown.size > 0) return;
  observer?.disconnect();
  observer = undefined;
}

/** An element that draws itself in the microtask after a change. */
export class DrawnElement extends Base {
  /**
   * Whether scripts of the page reach into the shadow root. A host that allows closed ones alone (Lightning Web
   * Security did) sets "closed" before the first element is made.
   * @type {ShadowRootMode}
   */
  static shadowMode = "open";
  /** The texts of the sheets. @type {string[]} */
  static sheets = [];
  /** Properties that a page may have set before the element was defined. @type {string[]} */
  static properties = [];

  /** @type {ShadowRoot} */ #root;
  #waiting = false;
  /** @type {import("./languages.js").Messages} */ #messages = {};
  /** @type {Promise<void>} */ #drawn = Promise.resolve();

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: /** @type {typeof DrawnElement} */ (new.target).shadowMode });
  }

  /** What the element shows. Returns the nodes. @returns {Node[]} */
  draw() {
    return [];
  }

  /** The name under which the class is defined. @type {string | undefined} */
  static taken;

  /** The root that listeners are on. */
  get root() {
    return this.#root;
  }

  /** Settles when what was changed so far is shown. */
  get updated() {
    return this.#drawn;
  }

  /** Words of this element over those of its language. */
  get messages() {
    return this.#messages;
  }

  set messages(messages) {
    try {
      this.#messages = checkedMessages(messages);
    } catch (error) {
      this.#messages = {};
      this.fail(error, "language");
    }
    this.later();
  }

  /** The language: that of the element, of what holds it, or English. */
  get language() {
    /** @type {Element | null} */
    let at = this;
    let tag = "";
    while (at !== null && tag === "") {
      tag = at.getAttribute("lang") ?? "";
      /** @type {Node} */
      const holder = at.parentElement ?? at.getRootNode();
      at = holder instanceof ShadowRoot ? holder.host : holder instanceof Element ? holder : null;
    }
    return language(tag || "en", this.#messages);
  }

  connectedCallback() {
    const { properties } = /** @type {typeof DrawnElement} */ (this.constructor);
    for (const name of properties) {
      if (!Object.hasOwn(this, name)) continue;
      const self = /** @type {any} */ (this);
      const value = self[name];
      delete self[name];
      self[name] = value;
    }
    this.#dress();
    watch(this);
    this.later();
  }

  disconnectedCallback() {
    unwatch(this);
  }

  adoptedCallback() {
    this.#dress();
  }

  #dress() {
    const { sheets: texts } = /** @type {typeof DrawnElement} */ (this.constructor);
    this.#root.adoptedStyleSheets = sheets(this.ownerDocument, texts);
  }

  /** Draws once for everything that changes meanwhile. */
  later() {
    if (this.#waiting || !this.isConnected) return;
    this.#waiting = true;
    this.#drawn = Promise.resolve().then(() => {
      this.#waiting = false;
      if (this.isConnected) renew(this.#root, this.draw());
    });
  }

  /**
   * Tells the page what cannot be done.
   * @param {unknown} error
   * @param {string} what
   */
  fail(error, what) {
    this.dispatchEvent(new CustomEvent("clientele-error", { detail: { error, what }, bubbles: true, composed: true }));
  }
}

/**
 * Defines an element, unless the name is taken or there are no elements here. A class stands for one name, so
 * that another name gets a class of its own.
 * @template {typeof DrawnElement} T
 * @param {T} element
 * @param {string} name
 */
export function defined(element, name) {
  const registry = globalThis.customElements;
  if (registry === undefined || globalThis.HTMLElement === undefined || registry.get(name) !== undefined) return;
  const taken = registry.getName?.(element) ?? element.taken;
  const own = taken ? /** @type {any} */ (class extends /** @type {any} */ (element) {}) : element;
  registry.define(name, own);
  if (!taken) element.taken = name;
}
