// Building elements. No markup strings anywhere: text is always text, so data can never become code.

/**
 * Makes an element: attributes, `class`, `style` (through the CSSOM, which the policy allows),
 * `on…` listeners, and children (null and false are left out).
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "class") element.className = value;
    else if (key === "style") for (const [name, v] of Object.entries(value)) element.style.setProperty(name, v);
    else if (key === "value" || key === "checked" || key === "selected" || key === "indeterminate") element[key] = value;
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

let counter = 0;

/** An id that no other element has. */
export const uid = (prefix = "id") => `${prefix}-${(counter += 1)}`;
