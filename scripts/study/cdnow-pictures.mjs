// The pictures of docs/CDNOW.md. They hold what this library predicts and what came, nothing else.

import { PERIODS, tenths } from "./cdnow-ours.mjs";
import { bars, line, points, rule, svg, ticks, words } from "./svg.mjs";

/** @typedef {ReturnType<typeof import("./cdnow-ours.mjs").study>} Study */
/** @typedef {import("./measures.mjs").Group} Group */

/** Standard errors on both sides of a mean in 95 % of cases. */
const SURE = 1.96;

/** @param {number} share */
const percent = (share) => `${Math.round(share * 100)} %`;

/**
 * Tenths of customers as points: predicted across, actual up, whiskers as long as chance may have it.
 * @param {Group[]} groups
 * @param {number} least
 * @param {number} most
 */
const spots = (groups, least, most) =>
  groups.map(({ predicted, actual, error }) => ({
    x: predicted,
    y: actual,
    low: Math.max(actual - SURE * error, least),
    high: Math.min(actual + SURE * error, most),
  }));

/** @param {Study} found */
function purchases(found) {
  const { standard, chosen } = tenths(found).purchases;
  const [from, to] = [0.1, 6];
  const at = [0.1, 0.2, 0.5, 1, 2, 5].map((value) => ({ at: value, text: String(value) }));
  return svg({
    title: "Purchases in the next 39 weeks, by tenth of customers",
    desc:
      "Ten points for each model, one a tenth of the customers by rising expectation; the mean number of purchases expected across, " +
      "the mean number made up, both on a scale of ratios. The points lie along the diagonal; the seventh and eighth tenth bought more than expected.",
    x: { label: "mean purchases expected (ratio scale)", from, to, ticks: at, log: true },
    y: { label: "mean purchases made (ratio scale)", from, to, ticks: at, log: true },
    legend: [
      { text: "BG/NBD, the default", series: 1, sample: "circle" },
      { text: "MBG/NBD, chosen", series: 2, sample: "square" },
      { text: "as predicted", series: 0, sample: "rule" },
    ],
    marks: [
      rule([from, from], [to, to]),
      points(spots(chosen, from, to), 2, "square"),
      points(spots(standard, from, to), 1, "circle"),
    ],
  });
}

/** @param {Study} found */
function churn(found) {
  const { standard, calibrated } = tenths(found).churn;
  return svg({
    title: "P(no purchase in the next 39 weeks), by tenth of customers",
    desc:
      "Ten points for each mode of the scorer, one a tenth of the customers by rising risk; the mean risk across, the share that bought " +
      "nothing up. The points lie near the diagonal; customers of middling risk bought nothing more rarely than predicted.",
    x: { label: "mean risk predicted", from: 0, to: 1, ticks: ticks(0, 1, 0.2, percent) },
    y: { label: "share that bought nothing", from: 0, to: 1, ticks: ticks(0, 1, 0.2, percent) },
    legend: [
      { text: "mode horizon, BG/NBD", series: 1, sample: "circle" },
      { text: "mode calibrated", series: 2, sample: "square" },
      { text: "as predicted", series: 0, sample: "rule" },
    ],
    marks: [
      rule([0, 0], [1, 1]),
      points(spots(calibrated, 0, 1), 2, "square"),
      points(spots(standard, 0, 1), 1, "circle"),
    ],
  });
}

/** @param {Study} found */
function tracking({ reports: { bgNbd, mbgNbd } }) {
  const { day, cumulativeActual, cumulativeExpected, calibrationDays } = bgNbd.tracking;
  /** @param {number[]} totals */
  const curve = (totals) => [
    /** @type {import("./svg.mjs").Point} */ ([0, 0]),
    ...totals.map((total, i) => /** @type {import("./svg.mjs").Point} */ ([/** @type {number} */ (day[i]) / 7, total])),
  ];
  const cut = calibrationDays / 7;
  return svg({
    title: "Repeat purchases since the first day, all customers together",
    desc:
      "Three curves over 78 weeks: repeat purchases made, and expected by BG/NBD and MBG/NBD, which know the first 39 weeks only. The curves lie " +
      "upon each other in the first half; at the end of the second those of the models are lower.",
    x: { label: "week", from: 0, to: 2 * PERIODS.weeks, ticks: ticks(0, 2 * PERIODS.weeks, 13) },
    y: { label: "repeat purchases so far", from: 0, to: 5000, ticks: ticks(0, 5000, 1000) },
    legend: [
      { text: "made", series: 0, sample: "line" },
      { text: "BG/NBD, the default", series: 1, sample: "line" },
      { text: "MBG/NBD, chosen", series: 2, sample: "line" },
    ],
    marks: [
      rule([cut, 0], [cut, 5000]),
      words([cut, 5000], "known", { dx: -8, dy: 18, anchor: "end" }),
      words([cut, 5000], "predicted", { dx: 8, dy: 18 }),
      line(curve(cumulativeActual), 0),
      line(curve(cumulativeExpected), 1),
      line(curve(mbgNbd.tracking.cumulativeExpected), 2),
    ],
  });
}

/** @param {Study} found */
function frequencies({ reports }) {
  const [standard, chosen] = [reports.bgNbd.holdout.frequencies, reports.mbgNbd.holdout.frequencies];
  const last = standard.length - 1;
  return svg({
    title: "Customers by repeat purchases in the first 39 weeks",
    desc:
      "Bars for 0 to 6 and 7 or more repeat purchases: customers there are, and customers that BG/NBD and MBG/NBD expect. The three bars of each " +
      "group are nearly of one height.",
    x: { label: "repeat purchases", from: -0.5, to: last + 0.5, ticks: ticks(0, last, 1, (n) => (n === last ? `${n} +` : String(n))) },
    y: { label: "customers", from: 0, to: 1500, ticks: ticks(0, 1500, 250) },
    legend: [
      { text: "there are", series: 0, sample: "bar" },
      { text: "BG/NBD, the default", series: 1, sample: "bar" },
      { text: "MBG/NBD, chosen", series: 2, sample: "bar" },
    ],
    marks: [bars([standard.map(({ actual }) => actual), ...[standard, chosen].map((list) => list.map(({ expected }) => expected))])],
  });
}

/**
 * Returns the pictures by the names of their files.
 * @param {Study} found
 * @returns {Record<string, string>}
 */
export const pictures = (found) => ({
  "purchases-by-tenth.svg": purchases(found),
  "churn-by-tenth.svg": churn(found),
  "tracking.svg": tracking(found),
  "frequencies.svg": frequencies(found),
});
