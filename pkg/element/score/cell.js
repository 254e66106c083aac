// The form for a table cell: one line, with the whole in words for a screen reader and under the pointer.

import { h, spoken } from "../shared/dom.js";
import { bar, nameOf, sentence, tone } from "./figures.js";
import { reason } from "./reasons.js";

/**
 * @param {import("../../scores.js").CustomerScore} score
 * @param {import("./figures.js").Wording} wording
 */
export function cell(score, wording) {
  const { value, churn } = score;
  const { format, t, tag } = wording;
  const missing = [
    value.score === null ? `${t("score.value")}: ${reason(score, "value", wording)}.` : "",
    churn.risk === null ? `${t("score.risk")}: ${reason(score, "risk", wording)}.` : "",
  ];
  const words = [sentence(score, wording), ...missing].filter((text) => text !== "").join(" ");
  const name = nameOf(score);
  return h("span", { class: "cell", part: "box", lang: tag, title: words },
    h("span", { class: "cell-row", "aria-hidden": "true" },
      h("span", { class: "cell-value", part: "value" }, format.decimal(value.score, 0)),
      bar(value.score === null ? null : value.score / 100),
      h("span", { class: `cell-risk ${tone(churn.band)}`, part: "risk" }, h("span", { class: "dot" }), format.chance(churn.risk))),
    spoken(name === "" ? words : `${name}: ${words}`));
}
