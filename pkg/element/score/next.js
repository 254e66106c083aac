// When the next purchase comes, and what the action has to mind.

import { h } from "../shared/dom.js";

/**
 * @typedef {import("../../scores.js").CustomerScore} CustomerScore
 * @typedef {import("./figures.js").Wording} Wording
 */

/**
 * The day of the score and three quantiles, on a line.
 * @param {CustomerScore} score
 * @param {Wording} wording
 */
export function nextPurchase({ asOf, churn }, { t, format }) {
  const { p10, median, p90, never } = churn.nextPurchase;
  if (never === null && median === null && p10 === null) return null;
  /** @param {string} name @param {string | null} day @param {string} [kind] */
  const stop = (name, day, kind = "") =>
    h("li", { class: `stop ${day ? kind : "unknown"}` },
      h("span", { class: "stop-dot", "aria-hidden": "true" }),
      h("span", { class: "stop-name" }, t(name), " "),
      h("span", { class: "stop-day" }, day ? format.date(day) : t("next.none")));
  return h("div", { class: "next", part: "next" },
    h("p", { class: "next-head" }, h("span", { class: "label" }, t("next.title")), " ",
      never === null ? null : h("span", { class: "muted" }, t("next.never", { p: format.chance(never) }))),
    h("ol", { class: "stops" }, stop("next.asOf", asOf, "now"), stop("next.p10", p10), stop("next.median", median), stop("next.p90", p90)));
}

/**
 * The same in one line.
 * @param {CustomerScore} score
 * @param {Wording} wording
 */
export function nextLine({ churn }, { t, format }) {
  const { median, never } = churn.nextPurchase;
  if (median !== null) return t("next.by", { date: format.date(median) });
  return never === null ? "" : t("next.unlikely");
}

/**
 * @param {CustomerScore} score
 * @param {Wording} wording
 */
export const modifiers = (score, { label }) =>
  score.modifiers.length === 0 ? null : h("ul", { class: "modifiers", part: "modifiers" }, score.modifiers.map((of) => h("li", {}, label(of))));
