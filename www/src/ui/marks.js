// Small signs used on several screens: tier, band, score bar.
import { label, t } from "../i18n.js";
import { chance } from "../format.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";

const BAND_ICONS = { low: "circle", medium: "diamond", high: "triangle" };

/** A risk band: colour, shape and word say the same. */
export function bandMark(band) {
  if (!band) return h("span", { class: "muted" }, "–");
  return h("span", { class: `band band-${band.code}` }, icon(BAND_ICONS[band.code] ?? "circle", 12), h("span", {}, label(band)));
}

/** A value tier. */
export function tierMark(tier) {
  if (!tier) return h("span", { class: "muted" }, "–");
  return h("span", { class: `tier tier-${tier.code}` }, h("span", { class: "tier-dot", "aria-hidden": "true" }), label(tier));
}

/** A risk with a thin bar under it. */
export function riskMark(risk, band) {
  return h("span", { class: `riskbar risk-${band?.code ?? "none"}` },
    h("span", { class: "num" }, chance(risk)),
    h("span", { class: "track", "aria-hidden": "true" }, h("span", { class: "fill", style: { width: `${Math.round((risk || 0) * 100)}%` } })));
}

/** A button that explains a word: a native disclosure, so it works by keyboard and touch. */
export function hint(text, title = t("hint")) {
  const details = h("details", { class: "hint" },
    h("summary", { "aria-label": title, title }, icon("help", 15)),
    h("div", { class: "hint-body" }, text));
  details.addEventListener("focusout", (event) => { if (!details.contains(event.relatedTarget)) details.open = false; });
  details.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && details.open) {
      details.open = false;
      event.stopPropagation();
      details.querySelector("summary").focus();
    }
  });
  return details;
}

/** Puts a sentence where screen readers hear it. */
export function announce(text) {
  const box = document.getElementById("announcer");
  if (box) box.textContent = text;
}
