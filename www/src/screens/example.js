// The example on the first screen: one customer as the studio explains them. Fixed text, marked as an example.
import { currentLocale, t } from "../i18n.js";
import { chance, date, decimal, money } from "../format.js";
import { h } from "../ui/dom.js";
import { bandMark, tierMark } from "../ui/marks.js";

const EXAMPLE = {
  id: "Ingrid van der Berg",
  value: 82.4, loyalty: 61.7, risk: 0.72, atRisk: 341.2, next: "2025-09-02",
  parts: [["start.example.current", 51.2], ["start.example.lifetime", 31.2]],
};

/** A code with the catalogue's words, in the shape of the library's labels. */
const said = (code, key) => ({ code, [currentLocale()]: t(key) });

function score(name, value, width, kind) {
  return h("div", { class: "example-score" },
    h("dt", {}, t(name)), h("dd", {}, value),
    h("span", { class: `track ${kind}`, "aria-hidden": "true" }, h("span", { class: "fill", style: { width: `${width}%` } })));
}

export function exampleCard() {
  return h("figure", { class: "example", "data-locale": currentLocale() },
    h("div", { class: "example-card" },
      h("div", { class: "example-head" },
        h("p", { class: "example-name" }, EXAMPLE.id),
        tierMark(said("gold", "start.example.tier"))),
      h("dl", { class: "example-scores" },
        score("score.value", decimal(EXAMPLE.value), EXAMPLE.value, "track-accent"),
        score("score.loyalty", decimal(EXAMPLE.loyalty), EXAMPLE.loyalty, "track-accent"),
        score("score.risk", chance(EXAMPLE.risk), EXAMPLE.risk * 100, "track-high")),
      h("dl", { class: "example-facts" },
        h("div", {}, h("dt", {}, t("column.band")), h("dd", {}, bandMark(said("high", "start.example.band")))),
        h("div", {}, h("dt", {}, t("column.valueAtRisk")), h("dd", { class: "num" }, money(EXAMPLE.atRisk, "GBP"))),
        h("div", {}, h("dt", {}, t("column.next")), h("dd", { class: "num" }, date(EXAMPLE.next)))),
      h("div", { class: "example-why" },
        h("p", {}, t("start.example.why")),
        h("ul", {}, EXAMPLE.parts.map(([name, points]) => h("li", {}, h("span", {}, t(name)), h("span", { class: "num" }, `+${decimal(points)}`))))),
      h("p", { class: "example-action" }, h("span", {}, t("start.example.actionLabel")), t("start.example.action"))),
    h("figcaption", {}, t("start.example.caption")));
}
