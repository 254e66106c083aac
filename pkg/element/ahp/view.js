// What <clientele-ahp> shows: sliders or the matrix, the weights, the verdict on consistency, and repairs.

import { h } from "../shared/dom.js";
import { STEPS, pairsOf, stepOf, valueOf, written } from "./judgements.js";

/**
 * @typedef {import("../shared/languages.js").Language} Language
 * @typedef {{
 *   judgements: import("./judgements.js").Judgements, weights: number[], consistency: any, view: string, disabled: boolean, title: string,
 *   repairs: import("../../index.js").RepairReport | null,
 * }} Work
 */

/** The tables of random indices, by the names of the people who made them. @type {Record<string, string>} */
const TABLES = {
  saaty1980: "Saaty (1980)",
  saaty2008: "Saaty (2008)",
  chineseNotes2005: "《层次分析法》 (2005)",
  doneganDodd1991: "Donegan & Dodd (1991)",
  tummalaWan1994: "Tummala & Wan (1994)",
  tummalaLing1998: "Tummala & Ling (1998)",
  alonsoLamata2006: "Alonso & Lamata (2006)",
  alonsoLamataFit: "Alonso & Lamata (2006), fitted line",
};

/** What the matrix offers: nine times to one ninth. */
const SCALE = Array.from({ length: 2 * STEPS + 1 }, (_, i) => valueOf(i - STEPS));

/** @param {string} message @param {Language} language */
export const failed = (message, { t, tag }) =>
  h("div", { class: "message failed", part: "box error", role: "status", lang: tag }, h("p", { class: "strong" }, t("error.ahp")), h("p", { class: "muted", lang: "en" }, message));

/** @param {Language} language */
export const tooFew = ({ t, tag }) => h("p", { class: "message", part: "box message", lang: tag }, t("ahp.tooFew"));

/**
 * Says a judgement in a sentence.
 * @param {string} a
 * @param {string} b
 * @param {number} value
 * @param {Language} language
 */
function said(a, b, value, { t, format }) {
  if (value === 1) return t("ahp.equal", { a, b });
  const [more, less, n] = value > 1 ? [a, b, value] : [b, a, 1 / value];
  return t("ahp.more", { a: more, b: less, n: written(n, format.significant) });
}

/** @param {Work} work @param {Language} language */
function sliders({ judgements }, language) {
  const { criteria } = judgements;
  return h("ul", { class: "pairs", part: "pairs" }, pairsOf(criteria.length).map(([i, j]) => {
    const [a = "", b = ""] = [criteria[i], criteria[j]];
    const value = judgements.get(i, j);
    const words = said(a, b, value, language);
    const step = stepOf(value);
    return h("li", { class: "pair", "data-key": JSON.stringify([a, b]) },
      h("span", { class: `side ${step < 0 ? "ahead" : ""}`, dir: "auto" }, a),
      h("input", {
        type: "range", min: -STEPS, max: STEPS, step: 1, value: String(step), part: "slider", "data-pair": `${i} ${j}`,
        "aria-label": language.t("ahp.pair", { a, b }), "aria-valuetext": words,
      }),
      h("span", { class: `side right ${step > 0 ? "ahead" : ""}`, dir: "auto" }, b),
      h("span", { class: "words muted", "aria-hidden": "true" }, words));
  }));
}

/** @param {Work} work @param {Language} language */
function matrix({ judgements }, { t, format }) {
  const { criteria } = judgements;
  /** @param {number} i @param {number} j */
  const place = (i, j) => {
    const value = judgements.get(i, j);
    const text = written(value, format.significant);
    if (i >= j) return h("td", { class: i === j ? "diagonal" : "mirrored" }, text);
    const offered = SCALE.some((step) => Math.abs(step - value) < 1e-9) ? SCALE : [...SCALE, value].sort((a, b) => b - a);
    const name = t("ahp.pair", { a: criteria[i], b: criteria[j] });
    return h("td", {}, h("select", { "data-pair": `${i} ${j}`, "aria-label": name, part: "select" },
      offered.map((step) => h("option", { value: String(step), selected: Math.abs(step - value) < 1e-9 }, written(step, format.significant)))));
  };
  return h("div", { class: "block" },
    h("p", { class: "matrix-words muted", id: "matrix" }, t("ahp.matrixCaption")),
    h("div", { class: "scroll", tabindex: "0", role: "group", "aria-labelledby": "matrix" },
      h("table", { class: "matrix", part: "matrix", "aria-labelledby": "matrix" },
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("ahp.criterion")), criteria.map((name) => h("th", { scope: "col", dir: "auto" }, name)))),
        h("tbody", {}, criteria.map((name, i) => h("tr", {}, h("th", { scope: "row", dir: "auto" }, name), criteria.map((_, j) => place(i, j))))))));
}

/** @param {Work} work @param {Language} language */
function weights({ judgements, weights: shares }, { t, format }) {
  const top = Math.max(...shares);
  return h("div", { class: "block", part: "weights" },
    h("p", { class: "heading", id: "weights" }, t("ahp.weights")),
    h("ul", { class: "weights", "aria-labelledby": "weights" }, judgements.criteria.map((name, i) => h("li", {},
      h("span", { class: "weight-name", dir: "auto" }, name), " ",
      h("span", { class: "weight-share" }, format.percent(shares[i], 1)),
      h("span", { class: "track", "aria-hidden": "true" }, h("span", { class: "fill", style: { "--share": `${((shares[i] ?? 0) / top) * 100}%` } }))))));
}

/** @param {Work} work @param {Language} language */
function verdict({ consistency }, { t, format }) {
  const { cr, threshold, consistent, randomIndex } = consistency;
  const numbers = { cr: format.decimal(cr, 3), limit: format.significant(threshold, 2) };
  return h("div", { class: "block", part: "consistency" },
    h("p", { class: "heading" }, t("ahp.consistency")),
    // Politely, and only what has changed: a slider is moved in many steps.
    h("p", { class: `verdict ${consistent ? "low" : "high"}`, role: "status", tabindex: "-1" },
      h("span", { class: "mark" }, h("span", { class: "dot", "aria-hidden": "true" }), t(consistent ? "ahp.okShort" : "ahp.badShort"))),
    h("p", { class: "verdict-words" }, t(consistent ? "ahp.ok" : "ahp.bad", numbers)),
    h("p", { class: "muted" }, t("ahp.table", { table: TABLES[randomIndex] ?? randomIndex })));
}

/** @param {Work} work @param {Language} language */
function repairs({ consistency, repairs: report, disabled }, language) {
  if (consistency.consistent || report === null) return null;
  const { t, format } = language;
  const found = report.repairs.slice(0, 3);
  if (found.length === 0) return h("p", { class: "muted", part: "repairs" }, t("ahp.noRepair"));
  return h("div", { class: "block", part: "repairs" },
    h("p", { class: "heading", id: "repairs" }, t("ahp.repairs")),
    h("ul", { class: "repairs", "aria-labelledby": "repairs" }, found.map((repair, at) => {
      const changes = repair.changes.map(({ a, b, from, to }) => ({ then: said(a, b, to, language), now: said(a, b, from, language) }));
      const all = changes.map(({ then }) => then).join("; ");
      return h("li", { class: "repair" },
        h("div", { class: "repair-words" },
          changes.map(({ then, now }) => h("p", {}, then, " ", h("span", { class: "muted block" }, t("ahp.soFar", { words: now }))))),
        h("div", { class: "repair-end" },
          h("span", { class: "muted" }, t("ahp.repairResult", { cr: format.decimal(repair.cr, 3) })),
          h("button", { type: "button", class: "button", part: "button", "data-repair": at, disabled, "aria-label": t("ahp.applyAbout", { changes: all }) }, t("ahp.apply"))));
    })));
}

/** @param {Work} work @param {Language} language */
function views({ view }, { t }) {
  return h("fieldset", { class: "views", part: "views" },
    h("legend", { class: "spoken" }, t("ahp.view")),
    ["sliders", "matrix"].map((name) => h("label", { class: view === name ? "chosen" : "" },
      h("input", { type: "radio", name: "view", class: "spoken", "data-view": name, value: name, checked: view === name }), t(`ahp.${name}`))));
}

/** @param {Work} work @param {Language} language */
export function workbench(work, language) {
  const { title, view, disabled } = work;
  const { t, tag } = language;
  const name = title === "" ? t("ahp.title") : title;
  return h("div", { class: "ahp", part: "box", role: "group", "aria-label": name, lang: tag },
    h("div", { class: "ahp-body" },
      h("div", { class: "ahp-head" }, h("p", { class: "name" }, name), views(work, language)),
      h("fieldset", { class: "judging", disabled }, h("legend", { class: "spoken" }, name), view === "matrix" ? matrix(work, language) : sliders(work, language)),
      h("div", { class: "results" }, weights(work, language), verdict(work, language)),
      repairs(work, language)));
}
