// Charts as SVG texts: two axes, marks, a legend. No fonts and no scripts from elsewhere; colours follow the
// reader's light or dark scheme; series differ in shape or dash as well as in colour; <title> and <desc> are read out.

const WIDTH = 720;
const HEIGHT = 440;
/** Room for labels around the plot. */
const MARGIN = { top: 84, right: 30, bottom: 62, left: 82 };
/** About what a letter of the legend takes, and the gap behind an entry. */
const LETTER = 8;
const GAP = 26;

/** Ink, grid and three series, in both schemes; all text and marks have a contrast of 4.5 and more to the ground. */
const STYLE = `
  svg { color-scheme: light dark; font: 14px system-ui, sans-serif; }
  .ground { fill: #ffffff } text { fill: #1f2430 } .quiet { fill: #565d6d }
  .grid { stroke: #e3e6ec } .axis, .rule { stroke: #565d6d }
  .s0 { --c: #1f2430 } .s1 { --c: #1257c4 } .s2 { --c: #b4410e }
  .line, .whisker { stroke: var(--c); fill: none } .mark, .bar { fill: var(--c) }
  .line { stroke-width: 2.5 } .whisker { stroke-width: 1.5 }
  .rule, .s2.line { stroke-dasharray: 7 5 } .s1.line { stroke-dasharray: none }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #12161f } text { fill: #eef1f6 } .quiet { fill: #aab2c2 }
    .grid { stroke: #2a3140 } .axis, .rule { stroke: #aab2c2 }
    .s0 { --c: #eef1f6 } .s1 { --c: #74b0ff } .s2 { --c: #ffa168 }
  }`;

/**
 * An axis. Where `log` is set, equal ratios are equal lengths.
 * @typedef {{ label: string, from: number, to: number, ticks: { at: number, text: string }[], log?: boolean }} Axis
 * @typedef {[x: number, y: number]} Point
 * @typedef {{ x: (value: number) => number, y: (value: number) => number }} Scales
 * @typedef {(scales: Scales) => string} Mark draws itself
 * @typedef {"line" | "circle" | "square" | "bar" | "rule"} Sample what stands for a series in the legend
 * @typedef {{ text: string, series: number, sample: Sample }} Entry an entry of the legend
 */

/** @param {string} text */
const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** Tenths of a pixel are finer than anybody sees. @param {number} value */
const px = (value) => String(Math.round(value * 10) / 10);

/**
 * Returns evenly spaced ticks.
 * @param {number} from
 * @param {number} to
 * @param {number} step
 * @param {(value: number) => string} [format]
 */
export const ticks = (from, to, step, format = (value) => value.toLocaleString("en")) =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => {
    const at = from + i * step;
    return { at, text: format(at) };
  });

/**
 * Returns where a value of an axis stands.
 * @param {Axis} axis
 * @param {number} start
 * @param {number} end
 */
function scale({ from, to, log = false }, start, end) {
  const of = log ? Math.log : (/** @type {number} */ value) => value;
  return (/** @type {number} */ value) => start + ((of(value) - of(from)) / (of(to) - of(from))) * (end - start);
}

/**
 * A line through points.
 * @param {Point[]} points
 * @param {number} series
 * @returns {Mark}
 */
export const line = (points, series) => ({ x, y }) =>
  `<polyline class="line s${series}" points="${points.map(([a, b]) => `${px(x(a))},${px(y(b))}`).join(" ")}"/>`;

/**
 * A thin dashed line between two points, which is no series: a diagonal, a day.
 * @param {Point} from
 * @param {Point} to
 * @returns {Mark}
 */
export const rule = (from, to) => ({ x, y }) =>
  `<line class="rule" x1="${px(x(from[0]))}" y1="${px(y(from[1]))}" x2="${px(x(to[0]))}" y2="${px(y(to[1]))}"/>`;

/**
 * Words at a point.
 * @param {Point} point
 * @param {string} text
 * @param {{ dx?: number, dy?: number, anchor?: "start" | "middle" | "end" }} [place]
 * @returns {Mark}
 */
export const words = (point, text, { dx = 0, dy = 0, anchor = "start" } = {}) => ({ x, y }) =>
  `<text class="quiet" x="${px(x(point[0]) + dx)}" y="${px(y(point[1]) + dy)}" text-anchor="${anchor}">${escape(text)}</text>`;

/**
 * A point of a series.
 * @param {"circle" | "square"} shape
 * @param {number} series
 * @param {number} cx in pixels
 * @param {number} cy in pixels
 */
const spot = (shape, series, cx, cy) =>
  shape === "circle"
    ? `<circle class="mark s${series}" cx="${px(cx)}" cy="${px(cy)}" r="5"/>`
    : `<rect class="mark s${series}" x="${px(cx - 4.5)}" y="${px(cy - 4.5)}" width="9" height="9"/>`;

/**
 * Points, each with a whisker from `low` to `high`.
 * @param {{ x: number, y: number, low: number, high: number }[]} points
 * @param {number} series
 * @param {"circle" | "square"} shape
 * @returns {Mark}
 */
export const points = (points, series, shape) => ({ x, y }) =>
  points
    .map((point) => {
      const [cx, low, high] = [px(x(point.x)), px(y(point.low)), px(y(point.high))];
      return `<line class="whisker s${series}" x1="${cx}" y1="${low}" x2="${cx}" y2="${high}"/>${spot(shape, series, x(point.x), y(point.y))}`;
    })
    .join("");

/**
 * Bars side by side at 0, 1, 2 …, a list of heights for each series.
 * @param {number[][]} heights
 * @returns {Mark}
 */
export const bars = (heights) => ({ x, y }) => {
  const width = ((x(1) - x(0)) * 0.8) / heights.length;
  return heights
    .flatMap((list, series) =>
      list.map((height, i) => {
        const left = x(i) + (series - heights.length / 2) * width;
        return `<rect class="bar s${series}" x="${px(left + 1)}" y="${px(y(height))}" width="${px(width - 2)}" height="${px(y(0) - y(height))}"/>`;
      }),
    )
    .join("");
};

/**
 * @param {Sample} sample
 * @param {number} series
 * @param {number} left
 * @param {number} middle
 */
function drawn(sample, series, left, middle) {
  if (sample === "line") return `<line class="line s${series}" x1="${left}" y1="${middle}" x2="${left + 24}" y2="${middle}"/>`;
  if (sample === "rule") return `<line class="rule" x1="${left}" y1="${middle}" x2="${left + 24}" y2="${middle}"/>`;
  if (sample === "bar") return `<rect class="bar s${series}" x="${left + 5}" y="${middle - 7}" width="14" height="14"/>`;
  return spot(sample, series, left + 12, middle);
}

/**
 * Returns a chart.
 * @param {object} chart
 * @param {string} chart.title what it shows; stands above it, too
 * @param {string} chart.desc what is to be seen, for who does not see it
 * @param {Axis} chart.x
 * @param {Axis} chart.y
 * @param {Entry[]} chart.legend
 * @param {Mark[]} chart.marks
 */
export function svg({ title, desc, x: across, y: up, legend, marks }) {
  const plot = { left: MARGIN.left, right: WIDTH - MARGIN.right, top: MARGIN.top, bottom: HEIGHT - MARGIN.bottom };
  const scales = { x: scale(across, plot.left, plot.right), y: scale(up, plot.bottom, plot.top) };
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escape(title)}</title>`,
    `<desc id="desc">${escape(desc)}</desc>`,
    `<style>${STYLE}\n</style>`,
    `<rect class="ground" width="${WIDTH}" height="${HEIGHT}" rx="8"/>`,
    `<text x="${plot.left}" y="30" font-size="17" font-weight="600">${escape(title)}</text>`,
  ];
  let left = plot.left;
  for (const { text, series, sample } of legend) {
    lines.push(`${drawn(sample, series, left, 56)}<text x="${left + 32}" y="61">${escape(text)}</text>`);
    left = Math.round(left + 32 + text.length * LETTER + GAP);
  }
  for (const { at, text } of up.ticks) {
    const y = px(scales.y(at));
    lines.push(
      `<line class="grid" x1="${plot.left}" y1="${y}" x2="${plot.right}" y2="${y}"/>` +
        `<text class="quiet" x="${plot.left - 9}" y="${px(scales.y(at) + 5)}" text-anchor="end">${escape(text)}</text>`,
    );
  }
  for (const { at, text } of across.ticks) {
    const x = px(scales.x(at));
    lines.push(
      `<line class="axis" x1="${x}" y1="${plot.bottom}" x2="${x}" y2="${plot.bottom + 5}"/>` +
        `<text class="quiet" x="${x}" y="${plot.bottom + 22}" text-anchor="middle">${escape(text)}</text>`,
    );
  }
  const middle = (plot.top + plot.bottom) / 2;
  lines.push(
    `<line class="axis" x1="${plot.left}" y1="${plot.bottom}" x2="${plot.right}" y2="${plot.bottom}"/>`,
    `<text x="${(plot.left + plot.right) / 2}" y="${HEIGHT - 14}" text-anchor="middle">${escape(across.label)}</text>`,
    `<text transform="translate(22 ${middle}) rotate(-90)" text-anchor="middle">${escape(up.label)}</text>`,
    ...marks.map((mark) => mark(scales)),
    "</svg>\n",
  );
  return lines.join("\n");
}
