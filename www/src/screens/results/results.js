// The results: headline figures above three tabs.
import { t } from "../../i18n.js";
import { date, money, percent, whole } from "../../format.js";
import { h } from "../../ui/dom.js";
import { icon } from "../../ui/icons.js";
import { announce, hint } from "../../ui/marks.js";
import { customersTab } from "./customers.js";
import { openExplanation } from "./explanation.js";
import { modelTab } from "./model.js";
import { overviewTab } from "./overview.js";
import { save } from "./save.js";

const TABS = { overview: overviewTab, customers: customersTab, model: modelTab };

function figure(name, value, note, { help, strong } = {}) {
  return h("div", { class: `figure ${strong ? "figure-strong" : ""}`, "data-figure": name },
    h("dt", {}, t(`figure.${name}`), help && hint(t(help), t("hint.about", { name: t(`figure.${name}`) }))),
    h("dd", {}, h("span", { class: "figure-value num" }, value), h("span", { class: "figure-note" }, note)));
}

function figures(analysis) {
  const { headline, currency, model } = analysis;
  return h("dl", { class: "figures" },
    figure("customers", whole(headline.customers), t("figure.customers.note", { count: analysis.report.accepted, n: whole(analysis.report.accepted) })),
    figure("revenue", money(headline.revenue, currency, { compact: true }), t("figure.revenue.note", { date: date(analysis.asOf) })),
    figure("expected", money(headline.expected, currency, { compact: true }), model.settings.marginGiven ? t("figure.expected.note", { margin: percent(model.settings.margin) }) : t("figure.expected.gross"), { help: "help.expected" }),
    figure("valueAtRisk", money(headline.valueAtRisk, currency, { compact: true }), t("figure.valueAtRisk.note"), { help: "help.valueAtRisk", strong: true }),
    figure("high", percent(headline.highShare), t("figure.high.note", { n: whole(headline.high), days: whole(model.settings.churnHorizonDays) }), { help: "help.high" }),
    figure("repeat", percent(headline.repeatRate, 1), t("figure.repeat.note", { n: whole(headline.repeat) })));
}

/** From this share of rows left out the figures may be of another business; our own choice. */
const MUCH = 0.05;

/** The rows that do not count, for whatever reason; null where there are none. */
function leftOut({ report, otherCurrencies }) {
  const bad = report.badRowCount;
  const other = otherCurrencies?.rows ?? 0;
  if (bad + other === 0) return null;
  // Rows in other currencies were emptied before they were read; rows that are empty in the file are none.
  const share = (bad + other) / (report.rows - report.blankRows + other);
  return {
    share, much: share > MUCH,
    reasons: [
      other > 0 && t("results.otherCurrencies", { count: other, n: whole(other), chosen: otherCurrencies.chosen, names: otherCurrencies.names.join(t("list.separator")) }),
      bad > 0 && t("results.badRows", { count: bad, n: whole(bad) }),
    ].filter(Boolean),
  };
}

export function resultsScreen({ state, actions, client }) {
  const { analysis } = state;
  state.results ??= { tab: "overview", sort: "valueAtRisk", descending: true, query: "", tier: null, band: null };
  const memory = state.results;
  let tab = null;

  const panel = h("div", { class: "panel", role: "tabpanel", id: "panel", tabindex: "-1" });
  const buttons = Object.keys(TABS).map((name) => h("button", {
    class: "tab", role: "tab", type: "button", id: `tab-${name}`, "aria-controls": "panel", onclick: () => show(name),
  }, t(`tab.${name}`), name === "customers" ? h("span", { class: "tab-count num" }, whole(analysis.headline.customers)) : null));

  const context = {
    state, analysis, client, memory, actions,
    /** Opens the explanation of a row; `siblings` gives previous and next in the order of the table. */
    explain: (row, siblings) => openExplanation({ client, analysis, row, siblings }),
    /** Shows the table with a filter. */
    filter(changes) {
      Object.assign(memory, { query: "", tier: null, band: null }, changes);
      show("customers", true);
    },
  };

  function show(name, focus = false) {
    memory.tab = name;
    for (const button of buttons) {
      const on = button.id === `tab-${name}`;
      button.setAttribute("aria-selected", String(on));
      button.tabIndex = on ? 0 : -1;
    }
    panel.setAttribute("aria-labelledby", `tab-${name}`);
    tab?.dispose?.();
    tab = TABS[name](context);
    panel.replaceChildren(tab.element);
    tab.mounted?.();
    if (focus) document.getElementById(`tab-${name}`)?.focus();
  }

  const list = h("div", {
    class: "tabs", role: "tablist", "aria-label": t("results.sections"),
    onkeydown: (event) => {
      const names = Object.keys(TABS);
      const at = names.indexOf(memory.tab);
      const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: names.length - 1 }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      show(names[(next + names.length) % names.length], true);
    },
  }, buttons);

  const stem = (state.source.name.replace(/\.[^.]+$/, "") || "clientele").replace(/[^\p{L}\p{N}_-]+/gu, "-");
  async function download(kind, button) {
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
    const words = button.querySelector("span");
    client.onprogress = ({ stage, done, total }) => {
      if (stage === "export") words.textContent = t("results.saving", { p: percent(done / total) });
    };
    try {
      const blob = kind === "scores"
        ? await client.ask("exportScores", { sort: memory.sort, descending: memory.descending })
        : await client.ask("exportProfile");
      save(blob, kind === "scores" ? `${stem}-scores.csv` : `${stem}-profile.json`);
      announce(t("results.saved"));
    } catch (error) {
      actions.fail(error, "results");
    } finally {
      button.disabled = false;
      button.removeAttribute("aria-busy");
      client.onprogress = () => {};
      words.textContent = t(`results.save.${kind}`);
    }
  }
  const saveButton = (kind, primary) => h("button", {
    class: `button ${primary ? "primary" : ""}`, type: "button", "data-save": kind, onclick: (event) => download(kind, event.currentTarget),
  }, icon("download", 16), h("span", {}, t(`results.save.${kind}`)));

  const partial = leftOut(analysis);
  const element = h("div", { class: "results" },
    h("div", { class: "page-head" },
      h("div", {},
        h("p", { class: "crumb" },
          h("button", { class: "link quiet", type: "button", onclick: () => actions.home() }, icon("arrow-left", 15), t("results.new")),
          h("button", { class: "link quiet", type: "button", "data-action": "settings", onclick: () => actions.edit() }, icon("sliders", 15), t("results.settings"))),
        h("h1", { tabindex: "-1", class: "file-title" }, state.source.sample ? t(`start.${state.source.sample}.title`) : state.source.name),
        h("p", { class: "muted" }, t("results.sub", {
          from: date(analysis.report.firstDate), to: date(analysis.asOf), unit: t(`unit.${analysis.timeUnit}.of`),
        }), analysis.ordersAfterAsOf > 0 ? ` ${t("results.after", { n: whole(analysis.ordersAfterAsOf) })}` : null)),
      h("div", { class: "actions" }, saveButton("profile", false), saveButton("scores", true))),
    partial && h("p", { class: `notice ${partial.much ? "alarm" : ""}`, "data-notice": "left-out", role: partial.much ? "alert" : null },
      icon(partial.much ? "alert" : "info", partial.much ? 20 : 16), h("span", {}, partial.much && h("strong", {}, t("results.leftOut", { share: percent(partial.share) })), " ", partial.reasons.join(" ")),
      h("button", { class: "link", type: "button", onclick: () => show("model", true) }, t("results.seeReport"))),
    analysis.thin ? h("p", { class: "notice", "data-notice": "thin" }, icon("info", 16), h("span", {}, t("results.thin"), analysis.thin.map((code) => h("span", { class: "muted" }, " ", t(`thin.${code}`))))) : null,
    figures(analysis), list, panel);
  let gone = false;
  return {
    element,
    /** The figures are painted first; the tab follows in a task of its own. */
    mounted() {
      setTimeout(() => { if (!gone) show(memory.tab); }, 0);
    },
    dispose() {
      gone = true;
      tab?.dispose?.();
    },
  };
}

