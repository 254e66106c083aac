// What is shown where there is no score, in the room that the form has.

import { h, spoken } from "../shared/dom.js";
import { messageOf } from "../shared/thrown.js";

/** @typedef {import("../shared/languages.js").Language} Language */

/**
 * @param {"loading" | "noProfile" | "noCustomer"} what
 * @param {string} form
 * @param {Language} language
 */
export function waiting(what, form, { t, tag }) {
  const busy = what === "loading" ? "true" : null;
  const text = t(`state.${what}`);
  return form === "cell"
    ? h("span", { class: "cell", part: "box", lang: tag, "aria-busy": busy }, h("span", { "aria-hidden": "true" }, "–"), spoken(text))
    : h("p", { class: "message", part: "box message", lang: tag, "aria-busy": busy }, text);
}

/**
 * @param {string} what
 * @param {unknown} error
 * @param {string} form
 * @param {Language} language
 */
export function failure(what, error, form, { t, tag }) {
  const title = t(`error.${what}`);
  const message = messageOf(error);
  if (form === "cell") {
    return h("span", { class: "cell failed", part: "box error", lang: tag, title: `${title}: ${message}` }, t("error.short"), spoken(`: ${title}. ${message}`));
  }
  // Politely: a status waits until the reader has finished.
  return h("div", { class: "message failed", part: "box error", lang: tag, role: "status" },
    h("p", { class: "strong" }, title),
    message === "" ? null : h("p", { class: "muted", lang: "en", dir: "auto" }, message));
}
