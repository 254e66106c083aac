import { h } from "../shared/dom.js";

/**
 * What is shown when asked for: the platform's own, which the keyboard knows.
 * @param {string} key
 * @param {string} title
 * @param {string} aside what the closed one says beside its title
 * @param {(Node | null)[]} content
 */
export const disclosure = (key, title, aside, content) =>
  h("details", { class: "why", part: `details details-${key}`, "data-key": key },
    h("summary", { part: "summary" },
      h("span", { class: "chevron", "aria-hidden": "true" }),
      h("span", { class: "why-title" }, title),
      aside === "" ? null : h("span", { class: "why-aside muted" }, aside)),
    h("div", { class: "why-body" }, content));
