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
    if (at === null) {
      parent.appendChild(node);
    } else if (alike(at, node)) {
      adjust(at, node);
      at = at.nextSibling;
    } else {
      const old = at;
      at = at.nextSibling;
      parent.replaceChild(node, old);
    }
  }
  while (at !== null) {
    const old = at;
    at = at.nextSibling;
    parent.removeChild(old);
  }
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
