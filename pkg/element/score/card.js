// The whole of it: the action first, then three figures, the next purchase, and the reasons when asked for.

import { h } from "../shared/dom.js";
import { disclosure } from "./disclosure.js";
import { bandMark, bar, nameOf, tierMark, tone } from "./figures.js";
import { modifiers, nextPurchase } from "./next.js";
import { lifetimeName, loyaltyParts, notes, riskParts, valueParts } from "./parts.js";
import { reason } from "./reasons.js";

/**
 * @typedef {import("../../scores.js").CustomerScore} CustomerScore
 * @typedef {import("./figures.js").Wording} Wording
 */

/**
 * @param {CustomerScore} score
 * @param {Wording} wording
 */
function head(score, wording) {
  const name = nameOf(score);
  const title = wording.t("score.title");
  return h("div", { class: "head" },
    h("div", { class: "names" },
      h("p", { class: name === "" ? "name" : "kicker muted" }, title),
      name === "" ? null : h("p", { class: "name", part: "name", dir: "auto" }, name)),
    h("div", { class: "marks" }, tierMark(score, wording), bandMark(score, wording)));
}

/**
 * @param {CustomerScore} score
 * @param {Wording} wording
 */
function action(score, wording) {
  const { t, label, format, currency } = wording;
  /** @param {string} name @param {string} text */
  const fact = (name, text) => h("div", {}, h("dt", {}, name), h("dd", {}, text));
  return h("div", { class: "action", part: "action" },
    h("div", { class: "action-words" },
      h("p", { class: "label" }, t("score.action")),
      h("p", { class: score.action ? "action-text" : "action-none" }, score.action ? label(score.action) : t("score.noAction")),
      modifiers(score, wording)),
    score.valueAtRisk === null && !score.labels.cell ? null : h("dl", { class: "action-facts" },
      score.valueAtRisk === null ? null : fact(t("score.valueAtRisk"), format.money(score.valueAtRisk, currency)),
      score.labels.cell ? fact(t("score.cell"), label(score.labels.cell)) : null));
}

/**
 * @param {CustomerScore} score
 * @param {Wording} wording
 */
function figures(score, wording) {
  const { value, loyalty, churn, labels } = score;
  const { t, label, format } = wording;
  /**
   * @param {"value" | "loyalty" | "risk"} which
   * @param {string} text
   * @param {number | null} share
   * @param {string} sub
   * @param {string} [kind]
   */
  const figure = (which, text, share, sub, kind) =>
    h("div", { class: "figure", part: `figure figure-${which}` },
      h("dt", {}, t(`score.${which}`)),
      h("dd", {},
        share === null ? h("span", { class: "number none", part: "number" }, t("score.unknown")) : h("span", { class: "number", part: "number" }, text),
        bar(share, kind),
        h("span", { class: "sub muted" }, share === null ? reason(score, which, wording) : sub)));
  const { behaviour, attitude } = loyalty;
  const sides = score.warnings.some(({ code }) => code === "attitude_missing") ? t("score.behaviourOnly")
    : behaviour === null || attitude === null ? t("score.coverage", { p: format.percent(score.coverage.loyalty) })
    : label(labels.loyaltyType) || t("score.sides", { behaviour: format.decimal(behaviour, 0), attitude: format.decimal(attitude, 0) });
  return h("dl", { class: "figures" },
    figure("value", format.decimal(value.score, 0), value.score === null ? null : value.score / 100,
      value.percentile === null ? "" : t("score.percentile", { p: format.percent(value.percentile / 100) })),
    figure("loyalty", format.decimal(loyalty.score, 0), loyalty.score === null ? null : loyalty.score / 100, sides),
    figure("risk", format.chance(churn.risk), churn.risk, t(`mode.${churn.mode}`, { days: format.decimal(churn.horizonDays, 0) }), tone(churn.band)));
}

/**
 * The money that the closed reasons of a value show.
 * @param {CustomerScore} score
 * @param {Wording} wording
 */
const aside = ({ value }, wording) => (value.lifetime === null ? "" : `${lifetimeName(wording)} ${wording.format.money(value.lifetime, wording.currency)}`);

/**
 * @param {CustomerScore} score
 * @param {Wording} wording
 */
export function card(score, wording) {
  const { value, loyalty, churn, warnings, profile } = score;
  const { t, format, tag } = wording;
  const name = nameOf(score);
  const why = {
    value: valueParts(score, wording),
    loyalty: loyaltyParts(score, wording),
    risk: riskParts(score, wording),
    notes: notes(score, wording),
  };
  return h("article", { class: "card", part: "box", lang: tag, "aria-label": name === "" ? t("score.title") : `${t("score.title")}: ${name}` },
    h("div", { class: "card-body" },
      head(score, wording),
      action(score, wording),
      figures(score, wording),
      nextPurchase(score, wording),
      h("div", { class: "whys" },
        value.score === null ? null : disclosure("value", t("why.value"), aside(score, wording), [why.value]),
        loyalty.score === null ? null : disclosure("loyalty", t("why.loyalty"), "", [why.loyalty]),
        churn.risk === null ? null : disclosure("risk", t("why.risk"), "", [why.risk]),
        why.notes ? disclosure("notes", t("why.notes"), format.decimal(warnings.length, 0), [why.notes]) : null),
      h("p", { class: "foot muted", part: "foot" }, t("score.asOf", { date: format.date(score.asOf) }), " · ", t("score.profile", { name: profile.name }))));
}
