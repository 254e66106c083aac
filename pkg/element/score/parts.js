// What a score is made of: parts that sum to it, evidence that multiplies up to the odds, and what is to be minded.

import { h } from "../shared/dom.js";
import { bar } from "./figures.js";

/**
 * @typedef {import("../../scores.js").CustomerScore} CustomerScore
 * @typedef {import("../../scores.js").ScorePart} ScorePart
 * @typedef {import("./figures.js").Wording} Wording
 */

/** The scale of an answer, by part. @type {Record<string, number>} */
const SCALES = { satisfaction: 10, recommendation: 10, competitor_attitude: 7, price_sensitivity: 7, incident_tolerance: 7 };

/**
 * What is known, in its own unit.
 * @param {ScorePart} part
 * @param {Wording} wording
 */
function known({ code, raw }, { t, format, currency }) {
  if (raw === null) return format.none;
  if (code === "current_value" || code === "future_value") return format.money(raw, currency);
  if (code === "repeat_purchases") return format.decimal(raw, 0);
  if (code === "relationship_lifetime") return t("unit.months", { n: format.decimal(raw, 1) });
  if (code === "retention") return format.percent(raw);
  if (code === "choosing_time") return t("unit.minutes", { n: format.decimal(raw, 0) });
  const most = SCALES[code];
  return most === undefined ? format.decimal(raw, 1) : t("unit.of", { n: format.significant(raw, 3), most: format.decimal(most, 0) });
}

/** @param {string} text */
const column = (text) => h("th", { scope: "col", class: "end" }, text);

/**
 * @param {string} caption
 * @param {readonly ScorePart[]} parts
 * @param {number | null} total
 * @param {Wording} wording
 */
function partsTable(caption, parts, total, wording) {
  const { t, label, format } = wording;
  const counted = parts.filter(({ points }) => points !== null);
  const missing = parts.filter(({ points }) => points === null);
  const top = Math.max(...counted.map(({ points }) => Math.abs(points ?? 0)), 1e-9);
  const lacking = missing.length === 0 ? null : h("p", { class: "muted" }, t("why.missing", { names: missing.map(label).join(t("list.comma")) }));
  if (counted.length === 0) return lacking;
  return h("div", { class: "stack" },
    h("table", { class: "parts", part: "table" },
      h("caption", { class: "spoken" }, caption),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("why.part")), column(t("why.known")), column(t("why.weight")), column(t("why.points")))),
      h("tbody", {}, counted.map((part) => h("tr", {},
        h("th", { scope: "row" }, label(part), bar(Math.abs(part.points ?? 0) / top)),
        h("td", { class: "end" }, known(part, wording)),
        h("td", { class: "end" }, format.percent(part.weight)),
        h("td", { class: "end strong" }, format.decimal(part.points))))),
      h("tfoot", {}, h("tr", {}, h("th", { scope: "row", colspan: "3" }, t("why.sum")), h("td", { class: "end strong" }, format.decimal(total))))),
    lacking);
}

/** @param {[string, string][]} pairs */
const facts = (pairs) => h("dl", { class: "facts" }, pairs.map(([name, text]) => h("div", {}, h("dt", {}, name), h("dd", {}, text))));

/**
 * The name of the value to come, with the time that it is of.
 * @param {Wording} wording
 */
export const lifetimeName = ({ t, months }) => (months === null ? t("why.lifetimeShort") : t("why.lifetime", { months }));

/**
 * @param {CustomerScore} score
 * @param {Wording} wording
 */
export function valueParts({ value }, wording) {
  const { t, format, currency } = wording;
  return h("div", { class: "stack" },
    facts([
      [t("why.current"), format.money(value.current, currency)],
      [lifetimeName(wording), format.money(value.lifetime, currency)],
      [t("why.future"), format.money(value.future, currency)],
    ]),
    partsTable(t("why.value"), value.parts, value.score, wording));
}

/**
 * @param {CustomerScore} score
 * @param {Wording} wording
 */
export const loyaltyParts = ({ loyalty }, wording) => partsTable(wording.t("why.loyalty"), loyalty.parts, loyalty.score, wording);

/**
 * Which way a piece of evidence moves the odds, in a sign and in a word.
 * @param {number} odds
 * @param {Wording} wording
 */
function effect(odds, { t }) {
  if (odds === 1) return h("span", { class: "effect" }, t("why.neutral"));
  const raises = odds > 1;
  return h("span", { class: `effect ${raises ? "up" : "down"}` }, h("span", { "aria-hidden": "true" }, raises ? "↑ " : "↓ "), t(raises ? "why.raises" : "why.lowers"));
}

/**
 * @param {CustomerScore} score
 * @param {Wording} wording
 */
export function riskParts({ churn }, wording) {
  const { t, label, format } = wording;
  const active = churn.probabilityAlive === null ? null : h("p", { class: "muted" }, t("why.active", { p: format.chance(churn.probabilityAlive) }));
  if (churn.baseOdds === null || churn.risk === null) return active;
  const odds = churn.evidence.reduce((product, piece) => product * piece.odds, churn.baseOdds);
  return h("div", { class: "stack" },
    h("table", { class: "parts", part: "table" },
      h("caption", { class: "spoken" }, t("why.risk")),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("why.evidence")), column(t("why.odds")))),
      h("tbody", {},
        h("tr", {}, h("th", { scope: "row" }, t("why.base")), h("td", { class: "end" }, format.significant(churn.baseOdds))),
        churn.evidence.map((piece) => h("tr", {},
          h("th", { scope: "row" }, label(piece), " ", effect(piece.odds, wording)),
          h("td", { class: "end strong" }, `× ${format.significant(piece.odds)}`)))),
      h("tfoot", {}, h("tr", {}, h("th", { scope: "row" }, t("why.result", { risk: format.chance(churn.risk) })), h("td", { class: "end strong" }, format.significant(odds))))),
    active);
}

/**
 * @param {CustomerScore} score
 * @param {Wording} wording
 */
export const notes = ({ warnings }, { label }) =>
  warnings.length === 0 ? null : h("ul", { class: "notes", part: "notes" }, warnings.map((warning) => h("li", {}, label(warning))));
