// The explanation of one customer, in a panel beside the results: three scores and what they are made of.
import { label, t } from "../../i18n.js";
import { chance, date, decimal, money, percent, significant, whole } from "../../format.js";
import { h } from "../../ui/dom.js";
import { icon } from "../../ui/icons.js";
import { bandMark, tierMark } from "../../ui/marks.js";

/** The units of the parts, by code; a part that is not listed is a plain number. */
const UNITS = {
  current_value: (value, currency) => money(value, currency),
  future_value: (value, currency) => money(value, currency),
  repeat_purchases: (value) => t("explain.inYear", { n: decimal(value, 0) }),
  relationship_lifetime: (value) => t("explain.months", { n: decimal(value, 1) }),
  retention: (value) => percent(value),
};

/** A raw value in its own unit. */
function raw({ code, raw: value }, currency) {
  if (value === null) return "–";
  return UNITS[code]?.(value, currency) ?? decimal(value, 1);
}

function partsTable(parts, total, currency, title) {
  const top = Math.max(...parts.map((part) => Math.abs(part.points ?? 0)), 1e-9);
  return h("table", { class: "parts" },
    h("caption", { class: "visually-hidden" }, title),
    h("thead", {}, h("tr", {},
      h("th", { scope: "col" }, t("explain.part")), h("th", { scope: "col", class: "right" }, t("explain.raw")),
      h("th", { scope: "col", class: "right" }, t("explain.weight")), h("th", { scope: "col", class: "right" }, t("explain.points")))),
    h("tbody", {}, parts.map((part) => h("tr", {},
      h("th", { scope: "row" }, label(part),
        h("span", { class: "track", "aria-hidden": "true" }, h("span", { class: "fill", style: { width: `${(Math.abs(part.points ?? 0) / top) * 100}%` } }))),
      h("td", { class: "num right" }, raw(part, currency)),
      h("td", { class: "num right" }, percent(part.weight)),
      h("td", { class: "num right strong" }, decimal(part.points))))),
    h("tfoot", {}, h("tr", {}, h("th", { scope: "row", colspan: "3" }, t("explain.sum")), h("td", { class: "num right strong" }, decimal(total)))));
}

function scoreHead(title, value, sub, width, kind = "track-accent") {
  return h("header", { class: "score-head" },
    h("div", {}, h("h3", {}, title), sub && h("p", { class: "muted" }, sub)),
    h("p", { class: "score-number num" }, value),
    h("span", { class: `track ${kind}`, "aria-hidden": "true" }, h("span", { class: "fill", style: { width: `${width || 0}%` } })));
}

const fact = (name, value) => h("div", {}, h("dt", {}, name), h("dd", { class: "num" }, value));

function valuePart(score, currency) {
  const { value } = score;
  return h("section", { class: "block" },
    scoreHead(t("score.value"), decimal(value.score), Number.isFinite(value.percentile) ? t("explain.percentile", { p: percent(value.percentile / 100) }) : null, value.score),
    h("dl", { class: "facts" },
      fact(t("explain.current"), money(value.current, currency)),
      fact(t("explain.lifetime"), money(value.lifetime, currency)),
      fact(t("explain.future"), money(value.future, currency))),
    partsTable(value.parts, value.score, currency, t("explain.partsOf", { name: t("score.value") })));
}

function loyaltyPart(score, currency) {
  const { loyalty } = score;
  return h("section", { class: "block" },
    scoreHead(t("score.loyalty"), decimal(loyalty.score), t("explain.behaviourOnly"), loyalty.score),
    partsTable(loyalty.parts, loyalty.score, currency, t("explain.partsOf", { name: t("score.loyalty") })));
}

function oddsTable(churn) {
  if (!Number.isFinite(churn.baseOdds) || !churn.evidence?.length) return null;
  const odds = churn.evidence.reduce((product, item) => product * item.odds, churn.baseOdds);
  const times = (value) => `× ${value >= 100 || value < 0.01 ? significant(value, 3) : decimal(value, 2)}`;
  return h("table", { class: "parts odds" },
    h("caption", { class: "visually-hidden" }, t("explain.odds")),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("explain.evidence")), h("th", { scope: "col", class: "right" }, t("explain.odds")))),
    h("tbody", {},
      h("tr", {}, h("th", { scope: "row" }, t("explain.base")), h("td", { class: "num right" }, significant(churn.baseOdds, 3))),
      churn.evidence.map((item) => h("tr", {},
        h("th", { scope: "row" }, label(item), h("span", { class: `effect ${item.odds > 1 ? "effect-up" : "effect-down"}` }, icon(item.odds > 1 ? "arrow-up" : "arrow-down", 12), t(item.odds > 1 ? "explain.raises" : "explain.lowers"))),
        h("td", { class: "num right strong" }, times(item.odds))))),
    h("tfoot", {}, h("tr", {}, h("th", { scope: "row" }, t("explain.oddsSum", { risk: chance(churn.risk) })), h("td", { class: "num right strong" }, significant(odds, 3)))));
}

/** The three quantiles of the next purchase on a line from today. */
function timeline(churn, asOf) {
  const { p10, median, p90, never } = churn.nextPurchase ?? {};
  const stop = (name, iso) => h("li", { class: iso ? "" : "unknown" }, h("span", { class: "stop-dot", "aria-hidden": "true" }), h("span", { class: "stop-name" }, t(name)), h("span", { class: "num" }, iso ? date(iso) : t("explain.notExpected")));
  return h("div", { class: "next" },
    h("h4", {}, t("explain.next")),
    h("ol", { class: "stops" },
      h("li", {}, h("span", { class: "stop-dot", "aria-hidden": "true" }), h("span", { class: "stop-name" }, t("explain.asOf")), h("span", { class: "num" }, date(asOf))),
      stop("explain.p10", p10), stop("explain.median", median), stop("explain.p90", p90)),
    h("p", { class: "muted" }, t("explain.never", { p: chance(never) })));
}

function churnPart(score) {
  const { churn } = score;
  return h("section", { class: "block" },
    scoreHead(t("score.risk"), chance(churn.risk), t("explain.horizon", { days: churn.horizonDays }), churn.risk * 100, `track-${churn.band ?? "none"}`),
    h("dl", { class: "facts" },
      h("div", {}, h("dt", {}, t("column.band")), h("dd", {}, bandMark(score.labels.band))),
      fact(t("explain.alive"), chance(churn.probabilityAlive)),
      fact(t("explain.calibrated"), t(churn.calibrated ? "yes" : "no"))),
    oddsTable(churn), timeline(churn, score.asOf));
}

function content(score, currency) {
  return [
    h("section", { class: "action-card" },
      h("p", { class: "action-label" }, t("column.action")),
      h("p", { class: "action-text" }, label(score.action)),
      h("dl", { class: "facts" },
        fact(t("column.valueAtRisk"), money(score.valueAtRisk, currency)),
        h("div", {}, h("dt", {}, t("explain.cell")), h("dd", {}, label(score.labels.cell) || "–")),
        h("div", {}, h("dt", {}, t("column.tier")), h("dd", {}, tierMark(score.labels.tier))))),
    score.warnings.length ? h("ul", { class: "warnings" }, score.warnings.map((warning) => h("li", {}, icon("info", 15), h("span", {}, label(warning))))) : null,
    valuePart(score, currency), loyaltyPart(score, currency), churnPart(score),
    h("p", { class: "muted provenance" }, t("explain.provenance", { name: score.profile.name, version: score.profile.version, hash: score.profile.hash })),
  ].filter(Boolean);
}

/** Opens the panel; it is a modal dialog, so the focus stays in it and Escape closes it. */
export function openExplanation({ client, analysis, row, siblings }) {
  const title = h("h2", { id: "explain-title", class: "explain-title", tabindex: "-1" });
  const body = h("div", { class: "explain-body", tabindex: "0", role: "region", "aria-labelledby": "explain-title" });
  const place = h("p", { class: "muted num explain-place" });
  const total = siblings?.total ?? siblings?.rows?.length ?? 0;
  let at = siblings?.at ?? 0;

  const step = (by, name, glyph) => h("button", { class: "icon-button", type: "button", "aria-label": t(name), title: t(name), onclick: () => move(by) }, icon(glyph, 18));
  const previous = step(-1, "explain.previous", "chevron-up");
  const next = step(1, "explain.nextCustomer", "chevron-down");
  const dialog = h("dialog", { class: "explain", "aria-labelledby": "explain-title" },
    h("div", { class: "explain-head" },
      h("div", { class: "explain-names" }, h("p", { class: "explain-kicker" }, t("explain.kicker")), title),
      total > 1 ? [place, previous, next] : null,
      h("button", { class: "icon-button", type: "button", "aria-label": t("explain.close"), title: t("explain.close"), onclick: () => dialog.close() }, icon("close", 19))),
    body);

  async function show(which) {
    const score = await client.ask("explain", { row: which });
    title.textContent = score.id;
    title.title = score.id;
    body.replaceChildren(...content(score, analysis.currency));
    body.scrollTop = 0;
    if (total > 1) {
      place.textContent = t("explain.place", { at: whole(at + 1), total: whole(total) });
      previous.disabled = at <= 0;
      next.disabled = at >= total - 1;
    }
  }

  async function move(by) {
    const target = at + by;
    if (target < 0 || target >= total) return;
    const which = siblings.rows ? siblings.rows[target] : await siblings.rowAt(target);
    if (which === null || which === undefined) return;
    at = target;
    await show(which);
    siblings.moved?.(at);
    title.focus({ preventScroll: true });
  }

  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => {
    dialog.remove();
    siblings?.closed?.();
  });
  document.body.append(dialog);
  show(row).then(() => {
    dialog.showModal();
    title.focus({ preventScroll: true });
  }, () => dialog.remove());
}
