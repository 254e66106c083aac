// The three figures, in words and as marks, for every form.

import { h } from "../shared/dom.js";

/**
 * @typedef {import("../../scores.js").CustomerScore} CustomerScore
 * @typedef {import("../shared/languages.js").Language & { currency: string | null, months: number | null }} Wording
 */

/**
 * Returns what is known of a customer's name, as text.
 * @param {CustomerScore} score
 */
export function nameOf({ id }) {
  if (id === null || id === undefined) return "";
  try {
    return String(id);
  } catch {
    return "";
  }
}

/**
 * A bar as long as a share; what it says stands beside it as text.
 * @param {number | null} share 0 to 1
 * @param {string} [tone]
 */
export const bar = (share, tone = "") =>
  h("span", { class: `track ${tone}`, part: "track", "aria-hidden": "true" },
    h("span", { class: "fill", part: "fill", style: { "--share": `${Math.min(Math.max((share ?? 0) * 100, 0), 100)}%` } }));

/**
 * @param {CustomerScore} score
 * @param {Wording} wording
 */
export function bandMark({ churn, labels }, { label }) {
  if (!churn.band) return null;
  return h("span", { class: `mark ${tone(churn.band)}`, part: `band band-${tone(churn.band)}` },
    h("span", { class: "dot", "aria-hidden": "true" }), label(labels.band) || churn.band);
}

/**
 * @param {CustomerScore} score
 * @param {Wording} wording
 */
export function tierMark({ labels, value }, { label }) {
  if (!labels.tier) return null;
  return h("span", { class: "mark tier", part: `tier tier-${["platinum", "gold", "iron", "lead"].find((tier) => tier === value.tier) ?? "other"}` },
    h("span", { class: "gem", "aria-hidden": "true" }), label(labels.tier));
}

/**
 * Returns the class of a band; a band that is none has no colour.
 * @param {string | null} band
 */
export const tone = (band) => (band === "low" || band === "medium" || band === "high" ? band : "");

/**
 * Says a score in a sentence, for those who hear it.
 * @param {CustomerScore} score
 * @param {Wording} wording
 */
export function sentence({ value, loyalty, churn, labels, action }, { t, label, format }) {
  /** @param {string} text @param {number | null} number */
  const or = (text, number) => (number === null ? t("score.unknown") : text);
  const band = labels.band ? ` (${label(labels.band)})` : "";
  const sentences = [
    t("score.sentence", {
      value: or(format.decimal(value.score, 0), value.score),
      loyalty: or(format.decimal(loyalty.score, 0), loyalty.score),
      risk: `${or(format.chance(churn.risk), churn.risk)}${band}`,
    }),
    labels.tier ? t("score.sentenceTier", { tier: label(labels.tier) }) : "",
    action ? t("score.sentenceAction", { action: label(action) }) : "",
  ];
  return sentences.filter((text) => text !== "").join(" ");
}
