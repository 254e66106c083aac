// Overview: who to act on first, risk by value, the two distributions, tiers by bands.
import { label, t } from "../../i18n.js";
import { axis, chance, money, percent, whole } from "../../format.js";
import { h } from "../../ui/dom.js";
import { icon } from "../../ui/icons.js";
import { bandMark, tierMark } from "../../ui/marks.js";
import { bars, chartFigure, points } from "../../ui/charts.js";

function actFirst({ analysis, explain, filter }) {
  const rows = analysis.first.map((line) => line.row);
  return h("section", { class: "card first" },
    h("div", { class: "card-head" }, h("div", {}, h("h2", {}, t("first.title")), h("p", { class: "muted" }, t("first.lead")))),
    analysis.first.length === 0
      ? h("p", { class: "empty" }, t("first.none"))
      : h("ol", { class: "first-list" }, analysis.first.map((line, i) => h("li", {},
        h("button", { class: "first-row", type: "button", "data-row": line.row, onclick: () => explain(line.row, { at: i, rows }) },
          h("span", { class: "first-id" }, line.id),
          h("span", { class: "first-action" }, label(line.action)),
          h("span", { class: "first-money num" }, money(line.valueAtRisk, analysis.currency), h("span", { class: "first-sub" }, bandMark(line.band), h("span", { class: "num" }, chance(line.risk)))))))),
    h("button", { class: "link", type: "button", onclick: () => filter({ sort: "valueAtRisk", descending: true }) }, t("first.all"), icon("arrow-right", 15)));
}

function crossTable({ analysis, filter }) {
  const { tiers, bands } = analysis.labels;
  const { count, amount } = analysis.cross;
  const rows = tiers.map((tier, i) => ({ tier, i })).filter(({ tier }) => tier);
  const shown = bands.map((band, j) => ({ band, j })).filter(({ band }) => band);
  return h("section", { class: "card cross" },
    h("h2", {}, t("cross.title")),
    h("p", { class: "muted" }, t("cross.lead")),
    h("div", { class: "scroll-x", tabindex: "0", role: "region", "aria-label": t("cross.title") }, h("table", { class: "cross-table" },
      h("thead", {}, h("tr", {}, h("td", {}), shown.map(({ band }) => h("th", { scope: "col" }, bandMark(band))))),
      h("tbody", {}, rows.map(({ tier, i }) => h("tr", {}, h("th", { scope: "row" }, tierMark(tier)), shown.map(({ band, j }) => h("td", {},
        count[i][j] > 0
          ? h("button", {
            class: "cell-button", type: "button", onclick: () => filter({ tier: i, band: j }),
            title: t("cross.show", { tier: label(tier), band: label(band) }),
          },
          h("span", { class: "visually-hidden" }, t("cross.show", { tier: label(tier), band: label(band) })),
          h("span", { class: "num" }, whole(count[i][j])), h("span", { class: "visually-hidden" }, t("cross.atRisk")),
          h("span", { class: "cell-sub num" }, money(amount[i][j], analysis.currency, { compact: true })))
          : h("span", { class: "muted cell-empty" }, "–")))))))));
}

function simpleTable(headings, rows) {
  return h("table", { class: "plain" },
    h("thead", {}, h("tr", {}, headings.map((text) => h("th", { scope: "col" }, text)))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map((cell, i) => (i === 0 ? h("th", { scope: "row" }, cell) : h("td", { class: "num" }, cell)))))));
}

function riskChart({ analysis }) {
  const { edges, counts } = analysis.risk;
  const total = counts.reduce((a, b) => a + b, 0) || 1;
  const cut = analysis.bandCuts;
  const names = counts.map((_, i) => `${percent(edges[i])} – ${percent(edges[i + 1])}`);
  const bandOf = (i) => {
    const middle = (edges[i] + edges[i + 1]) / 2;
    return middle >= cut[1] ? 2 : middle >= cut[0] ? 1 : 0;
  };
  const values = counts.map((n) => t("chart.customersShare", { count: n, n: whole(n), share: percent(n / total, 1) }));
  return chartFigure({
    title: t("chart.risk.title"), lead: t("chart.risk.lead", { days: whole(analysis.model.settings.churnHorizonDays) }),
    alt: t("chart.risk.alt", { high: percent(analysis.headline.highShare), n: whole(total) }),
    make: bars({ labels: counts.map((_, i) => percent(edges[i])), counts, colours: (c, i) => c.bands[bandOf(i)], xTitle: t("chart.risk.x"), yTitle: t("chart.customers"), titles: names, values, maxTicks: 6 }),
    table: simpleTable([t("chart.risk.x"), t("chart.customers")], counts.map((n, i) => [names[i], whole(n)])),
  });
}

function valueChart({ analysis }) {
  const { edges, counts, below, open } = analysis.value;
  const total = counts.reduce((a, b) => a + b, 0) || 1;
  const short = (v) => money(v, analysis.currency, { compact: true }).replace(/[.,]00$/, "");
  const last = counts.length - 1;
  const names = counts.map((_, i) => (open && i === last ? t("chart.above", { from: short(edges[i]) }) : `${short(edges[i])} – ${short(edges[i + 1])}`));
  const values = counts.map((n) => t("chart.customersShare", { count: n, n: whole(n), share: percent(n / total, 1) }));
  return chartFigure({
    title: t("chart.value.title"), lead: t("chart.value.lead"),
    alt: t("chart.value.alt", { n: whole(total), mode: names[counts.indexOf(Math.max(...counts))] ?? "" }),
    make: bars({ labels: counts.map((_, i) => axis(edges[i])), counts, colours: (c) => c.accent, xTitle: t("chart.value.x"), yTitle: t("chart.customers"), titles: names, values, maxTicks: 9 }),
    table: simpleTable([t("chart.value.x"), t("chart.customers")], [...(below ? [[t("chart.belowZero"), whole(below)]] : []), ...counts.map((n, i) => [names[i], whole(n)])]),
  });
}

function scatterChart({ analysis, explain }) {
  const { scatter, currency, labels } = analysis;
  const positive = scatter.value.filter((v) => v > 0);
  const floor = Math.max(1e-3, positive.reduce((a, b) => Math.min(a, b), Infinity)) || 1;
  const top = positive.reduce((a, b) => Math.max(a, b), 0);
  const min = Math.max(floor, top / 1e5);
  // Powers of ten are enough for a wide axis; a narrow one needs 2 and 5 between them.
  const ticks = top / min > 300 ? /^1e/ : /^[125]e/;
  const series = [0, 1, 2].map((band) => ({ band, data: [] }));
  for (let k = 0; k < scatter.row.length; k += 1) {
    const group = series[scatter.band[k]];
    if (group) group.data.push({ x: scatter.risk[k], y: Math.max(min, scatter.value[k]), k });
  }
  const at = (item) => item.raw.k;
  const legend = h("ul", { class: "legend" }, labels.bands.map((band) => band && h("li", {}, bandMark(band))));
  return chartFigure({
    title: t("chart.map.title"),
    lead: scatter.row.length < scatter.total ? t("chart.map.sampled", { n: whole(scatter.row.length), total: whole(scatter.total) }) : t("chart.map.lead"),
    alt: t("chart.map.alt", { n: whole(scatter.row.length), high: percent(analysis.headline.highShare) }),
    tall: true, extra: legend,
    make: points({
      series, min, xTitle: t("chart.map.x"), yTitle: t("chart.map.y"), formatX: (v) => percent(v),
      formatY: (v) => (ticks.test(Number(v).toExponential()) ? axis(v) : null),
      describe: {
        title: (items) => scatter.id[at(items[0])],
        label: (item) => [`${t("column.risk")} ${chance(scatter.risk[at(item)])}`, `${t("chart.map.y")} ${money(scatter.value[at(item)], currency)}`, t("chart.map.open")],
      },
    }),
    onclick: (chart, event) => {
      const hit = chart.getElementsAtEventForMode(event, "nearest", { intersect: false }, true)[0];
      if (!hit) return;
      const point = chart.data.datasets[hit.datasetIndex].data[hit.index];
      explain(scatter.row[point.k]);
    },
    table: simpleTable([t("column.id"), t("column.risk"), t("chart.map.y")],
      Array.from(scatter.row.subarray(0, 20), (_, k) => [scatter.id[k], chance(scatter.risk[k]), money(scatter.value[k], currency)])),
  });
}

export function overviewTab(context) {
  const charts = [scatterChart(context), valueChart(context), riskChart(context)];
  const [map, value, risk] = charts;
  const element = h("div", { class: "overview" },
    map.element, actFirst(context), value.element, risk.element, crossTable(context));
  let gone = false;
  return {
    element,
    /** Draws one chart a task, so that no single task holds up the page. */
    async mounted() {
      for (const chart of charts) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (gone) return;
        chart.mounted();
      }
    },
    dispose() {
      gone = true;
      charts.forEach((chart) => chart.dispose());
    },
  };
}
