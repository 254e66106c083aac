// Building and renewing what an element shows. Text is text at every point: there is no markup that data could become.

/**
 * Makes an element: attributes (null and false are left out), `style` through the CSSOM, which a strict policy
 * allows where it refuses the attribute, and children.
 * @param {string} tag
 * @param {Record<string, any> | null} [properties]
 * @param {...any} children texts, nodes and lists of them; null and false are left out
 * @returns {HTMLElement}
 */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "style") for (const [name, setting] of Object.entries(value)) element.style.setProperty(name, setting);
    else if (key === "value" || key === "selected" || key === "checked") /** @type {any} */ (element)[key] = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/**
 * Makes the children of a node like others, keeping the nodes that may stay: the focus, a disclosure that was
 * opened and a slider that is being moved survive an update. Listeners are therefore on the root alone.
 * @param {Node} parent
 * @param {Node[]} next
 */
export function renew(parent, next) {
  let at = parent.firstChild;
  for (const node of next) {
    const match = matching(at, node);
    if (match !== null) {
      // What has a key keeps its order, so that what stands before it is gone.
      while (at !== match) at = removed(at);
      adjust(match, node);
      at = match.nextSibling;
    } else {
      parent.insertBefore(node, at);
      // What has a key may be needed further on.
      if (at !== null && keyOf(at) === null) at = removed(at);
    }
  }
  while (at !== null) at = removed(at);
}

/**
 * Returns the node that may stay for another: the one that stands there, or the next with its key.
 * @param {ChildNode | null} at
 * @param {Node} node
 */
function matching(at, node) {
  if (at === null || alike(at, node)) return at;
  if (keyOf(node) === null) return null;
  /** @type {ChildNode | null} */
  let later = at;
  while (later !== null && !alike(later, node)) later = later.nextSibling;
  return later;
}

/** @param {ChildNode | null} node @returns {ChildNode | null} the one after it */
function removed(node) {
  const after = node?.nextSibling ?? null;
  node?.remove();
  return after;
}

/** @param {Node} a @param {Node} b */
const alike = (a, b) => a.nodeName === b.nodeName && keyOf(a) === keyOf(b);

/** @param {Node} node */
const keyOf = (node) => (node instanceof Element ? node.getAttribute("data-key") : null);

/** @param {Node} old @param {Node} next */
function adjust(old, next) {
  if (!(old instanceof HTMLElement && next instanceof HTMLElement)) {
    if (old.nodeValue !== next.nodeValue) old.nodeValue = next.nodeValue;
    return;
  }
  for (const { name } of [...old.attributes]) {
    // Whether a disclosure is open is the reader's decision.
    if (name !== "open" && name !== "style" && !next.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (name === "style" || (name === "open" && old.nodeName === "DETAILS")) continue;
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (old.style.cssText !== next.style.cssText) old.style.cssText = next.style.cssText;
  renew(old, [...next.childNodes]);
  for (const property of ["checked", "value"]) {
    const [was, is] = [/** @type {any} */ (old), /** @type {any} */ (next)];
    if (isControl(old) && property in was && was[property] !== is[property]) was[property] = is[property];
  }
}

/** @param {Node} node */
const isControl = (node) => node.nodeName === "INPUT" || node.nodeName === "SELECT";

/**
 * Returns what is for screen readers alone.
 * @param {...any} children
 */
export const spoken = (...children) => h("span", { class: "spoken" }, ...children);
