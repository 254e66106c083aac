// Charts by Chart.js, coloured from the page's tokens, each beside a table that says the same.
import { BarController, BarElement, CategoryScale, Chart, LinearScale, LogarithmicScale, PointElement, ScatterController, Tooltip } from "chart.js";
import { h, uid } from "./dom.js";
import { t } from "../i18n.js";

Chart.register(BarController, BarElement, CategoryScale, LinearScale, LogarithmicScale, PointElement, ScatterController, Tooltip);

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The colours of the present theme. */
export const palette = () => ({
  ink: token("--ink"), quiet: token("--ink-3"), line: token("--line"), surface: token("--surface"), accent: token("--accent"),
  bands: [token("--low"), token("--medium"), token("--high")],
});

function basis() {
  const colours = palette();
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.font.size = 12;
  Chart.defaults.color = colours.quiet;
  return colours;
}

const axisStyle = (colours, title, extra = {}) => ({
  border: { display: false }, grid: { color: colours.line, drawTicks: false },
  ticks: { padding: 8, color: colours.quiet, ...extra },
  title: { display: true, text: title, color: colours.quiet, padding: 6, font: { size: 12, weight: 500 } },
});

const tooltipStyle = (colours) => ({
  backgroundColor: colours.ink, titleColor: colours.surface, bodyColor: colours.surface, padding: 10, cornerRadius: 8, displayColors: false,
  titleFont: { weight: 600 },
});

/**
 * A figure: heading, canvas with a text alternative, and the same numbers as a table to unfold.
 * `make(colours)` gives the Chart.js configuration; it is asked again when the theme changes.
 */
export function chartFigure({ title, lead, alt, make, table, tall = false, extra = null, onclick = null }) {
  const canvas = h("canvas", { role: "img", "aria-label": alt });
  let chart = null;
  const draw = () => {
    chart?.destroy();
    const configuration = make(basis());
    configuration.options = { animation: false, maintainAspectRatio: false, responsive: true, ...configuration.options };
    chart = new Chart(canvas, configuration);
  };
  if (onclick) canvas.addEventListener("click", (event) => chart && onclick(chart, event));
  const media = matchMedia("(prefers-color-scheme: dark)");
  const id = uid("chart");
  const element = h("figure", { class: `card chart ${tall ? "chart-tall" : ""}`, "aria-labelledby": id },
    h("figcaption", {}, h("h2", { id }, title), lead && h("p", { class: "muted" }, lead)),
    extra, h("div", { class: "canvas" }, canvas),
    h("details", { class: "more chart-table" }, h("summary", {}, t("chart.table")), h("div", { class: "scroll-x", tabindex: "0", role: "region", "aria-label": t("chart.tableOf", { title }) }, table)));
  return {
    element,
    mounted() {
      draw();
      document.addEventListener("themechange", draw);
      media.addEventListener("change", draw);
    },
    dispose() {
      document.removeEventListener("themechange", draw);
      media.removeEventListener("change", draw);
      chart?.destroy();
    },
  };
}

/** Bars of a histogram, one colour for all or one for each bar. */
export const bars = ({ labels, counts, colours: pick, xTitle, yTitle, titles, values, maxTicks = 8 }) => (colours) => ({
  type: "bar",
  data: { labels, datasets: [{ data: counts, backgroundColor: counts.map((_, i) => pick(colours, i)), borderRadius: 3, categoryPercentage: 1, barPercentage: 0.88 }] },
  options: {
    plugins: { legend: { display: false }, tooltip: { ...tooltipStyle(colours), callbacks: { title: (items) => titles[items[0].dataIndex], label: (item) => values[item.dataIndex] } } },
    scales: {
      x: { ...axisStyle(colours, xTitle, { maxRotation: 0, autoSkip: true, maxTicksLimit: maxTicks }), grid: { display: false } },
      y: { ...axisStyle(colours, yTitle, { maxTicksLimit: 5, precision: 0 }), beginAtZero: true },
    },
  },
});

/** Points on a logarithmic value axis, one series for each band with a shape of its own. */
export const points = ({ series, xTitle, yTitle, formatX, formatY, describe, min }) => (colours) => ({
  type: "scatter",
  data: {
    datasets: series.map(({ data, band }) => ({
      data, clip: 8, parsing: false, normalized: true, pointStyle: ["circle", "rectRot", "triangle"][band], radius: [2.6, 3.2, 3.4][band], hoverRadius: 6,
      backgroundColor: `${colours.bands[band]}80`, borderColor: colours.bands[band], borderWidth: 0.8,
    })),
  },
  options: {
    layout: { padding: { top: 8, right: 10 } },
    interaction: { mode: "nearest", intersect: false },
    plugins: { legend: { display: false }, tooltip: { ...tooltipStyle(colours), callbacks: describe } },
    scales: {
      x: { ...axisStyle(colours, xTitle, { callback: formatX, maxTicksLimit: 6 }), type: "linear", min: 0, max: 1 },
      y: { ...axisStyle(colours, yTitle, { callback: formatY }), type: "logarithmic", min },
    },
  },
});
