// The form for a side bar or the head of a record: three figures, the action, and the reasons when asked for.

import { h } from "../shared/dom.js";
import { bar, bandMark, nameOf, tierMark, tone } from "./figures.js";
import { modifiers, nextLine } from "./next.js";
import { disclosure } from "./disclosure.js";
import { loyaltyParts, notes, riskParts, valueParts } from "./parts.js";
import { reason } from "./reasons.js";

/**
 * @param {import("../../scores.js").CustomerScore} score
 * @param {import("./figures.js").Wording} wording
 */
export function compact(score, wording) {
  const { value, loyalty, churn, action } = score;
  const { t, label, format, tag } = wording;
  const name = nameOf(score);
  const marks = [tierMark(score, wording), bandMark(score, wording)].filter((mark) => mark !== null);
  /** @param {"value" | "loyalty" | "risk"} which @param {string} text @param {number | null} share @param {string} [kind] */
  const figure = (which, text, share, kind) =>
    h("div", { class: "figure", part: `figure figure-${which}` },
      h("dt", {}, t(`score.${which}`)),
      h("dd", {},
        h("span", { class: share === null ? "number none" : "number", part: "number" }, share === null ? t("score.unknown") : text),
        bar(share, kind),
        share === null ? h("span", { class: "muted" }, reason(score, which, wording)) : null));
  /** @param {string} title @param {HTMLElement | null} content */
  const group = (title, content) => content && h("div", { class: "group", role: "group", "aria-label": title }, h("p", { class: "strong" }, title), content);
  return h("article", { class: "compact", part: "box", lang: tag, "aria-label": name === "" ? t("score.title") : `${t("score.title")}: ${name}` },
    h("div", { class: "compact-body" },
    marks.length === 0 ? null : h("div", { class: "marks" }, marks),
    h("dl", { class: "figures" },
      figure("value", format.decimal(value.score, 0), value.score === null ? null : value.score / 100),
      figure("loyalty", format.decimal(loyalty.score, 0), loyalty.score === null ? null : loyalty.score / 100),
      figure("risk", format.chance(churn.risk), churn.risk, tone(churn.band))),
    h("p", { class: "compact-action", part: "action" },
      h("span", { class: "spoken" }, `${t("score.action")}: `),
      h("span", { class: "strong" }, action ? label(action) : t("score.noAction")),
      h("span", { class: "muted block" }, nextLine(score, wording))),
    modifiers(score, wording),
    disclosure("reasons", t("why.title"), "", [
      group(t("why.value"), valueParts(score, wording)),
      group(t("why.loyalty"), loyaltyParts(score, wording)),
      group(t("why.risk"), riskParts(score, wording)),
      group(t("why.notes"), notes(score, wording)),
    ])));
}
