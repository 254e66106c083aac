import { holdoutReport, label } from "clientele";
import { ORDER_HELP, ORDER_OPTIONS, readOrders, write } from "../files.js";
import { Input } from "../input.js";
import { UsageError, oneOf, parse } from "../usage.js";
import { count } from "../wording.js";

const MODELS = ["auto", "bg-nbd", "mbg-nbd", "pareto-nbd", "bg-cnbd-k", "mbg-cnbd-k"];
const UNITS = ["day", "week", "month", "year"];
/** Weeks that the tracking is condensed to, at most. */
const LINES = 12;

const help = `clientele report ORDERS.csv --holdout DATE [options]: fits a model to the orders up to a
day, that day included, and compares what it predicts with the orders after it

  --holdout DATE         the last day that the model knows; the holdout begins on the next
  --until DATE           the last day of the holdout (the day of the last order)
  --model ${MODELS.join("|")}    purchase model; auto: the lowest BIC (bg-nbd)
  --time-unit UNIT       unit of the purchase model: day, week, month or year (week)
  --prior auto|none|weak       weak prior of the fit: where needed, never, always (auto)
  --json                 print the whole report with the data of every picture${ORDER_HELP}`;

/** @param {string[]} args */
async function run(args) {
  const { path, values } = parse(args, "order file", {
    ...ORDER_OPTIONS,
    holdout: { type: "string" },
    until: { type: "string" },
    model: { type: "string" },
    "time-unit": { type: "string" },
    prior: { type: "string" },
    json: { type: "boolean" },
  });
  oneOf(values.model, "model", MODELS);
  oneOf(values["time-unit"], "time-unit", UNITS);
  oneOf(values.prior, "prior", ["auto", "none", "weak"]);
  if (values.holdout === undefined) throw new UsageError("from when on? --holdout DATE");
  const orders = await readOrders(await Input.open(path), values);
  const found = holdoutReport(orders, /** @type {any} */ ({
    calibrationEnd: values.holdout,
    holdoutEnd: values.until,
    model: values.model,
    timeUnit: values["time-unit"],
    prior: values.prior,
  }));
  await write(undefined, values.json ? `${JSON.stringify(found, null, 2)}\n` : text(found));
}

/** @param {number | null | undefined} x */
const number = (x, digits = 4) => (x === null || x === undefined ? "-" : x.toFixed(digits));

/** @param {number | null | undefined} x */
const significant = (x) => (x === null || x === undefined ? "-" : x.toPrecision(5));

/** @param {number} x */
const percent = (x) => `${(100 * x).toFixed(1)} %`;

/**
 * Returns lines of cells in columns: the first to the left, the others to the right.
 * @param {string[][]} rows
 */
function table(rows) {
  const widths = /** @type {string[]} */ (rows[0]).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? "").length)));
  const line = (/** @type {string[]} */ row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  ");
  return rows.map((row) => `  ${line(row).trimEnd()}\n`).join("");
}

/** @param {readonly import("clientele").ModelReport["holdout"]["findings"][number][]} findings */
export function findingLines(findings) {
  return findings.map(({ code, severity, value, limit }) => {
    const words = label(code);
    return `${label(severity).en}: ${words.en} (${Number(value.toPrecision(4))}; limit ${Number(limit.toPrecision(4))}) / ${words.zh}`;
  });
}

/**
 * Breaks a text into lines of at most 96 characters.
 * @param {string} text
 */
const wrapped = (text) => text.replace(/(.{1,96})(?: |$)/g, "  $1\n");

/** @param {import("clientele").ModelReport} found */
function text(found) {
  const { holdout, tracking, selection, convergence } = found;
  const { purchases, buyers } = holdout;
  const lines = findingLines(holdout.findings);
  const step = Math.max(1, Math.ceil(tracking.day.length / LINES));
  const weeks = tracking.day.map((_, i) => i).filter((i) => (i + 1) % step === 0 || i === tracking.day.length - 1);
  const at = (/** @type {number[] | undefined} */ list, /** @type {number} */ i) => list?.[i];
  const candidates = selection?.candidates ?? [];
  return [
    `Data\n${lines.length > 0 ? lines.map(wrapped).join("") : "  nothing to object to\n"}`,
    `  ${count(holdout.customers, "customer")}, ${found.repeatCustomers} with repeat purchases, ${found.firstDay} to ${found.calibrationEnd}\n` +
      `  holdout to ${found.holdoutEnd}; ${count(found.newCustomers, "customer")} who came after ${found.calibrationEnd} left out\n\n`,
    `Model: ${label(found.model).en}, time in ${found.timeUnit}s\n`,
    selection ? wrapped(selection.reason) : "  chosen by name; --model auto compares\n",
    candidates.length > 0
      ? table([["", "log-likelihood", "BIC", ""], ...candidates.map((one) => [one.model, number(one.logLikelihood, 2), number(one.bic, 2), label(one.verdict).en])])
      : "",
    wrapped(convergence.message),
    table([
      ["parameter", "estimate", `${Math.round(100 * found.level)} % interval`, "", "s.e."],
      ...found.parameters.map(({ name, value, interval, standardError }) => [
        ...[name, significant(value), significant(interval?.lower), significant(interval?.upper), significant(standardError)],
      ]),
    ]),
    "\nHoldout\n",
    table([
      ["", "actual", "expected"],
      ["purchases", number(purchases.actual, 0), number(purchases.expected, 1)],
      ["buyers", number(buyers.actual, 0), number(buyers.expected, 1)],
    ]),
    table([
      ["MAE", "RMSE", "bias", "rank corr.", "log-loss", "Brier"],
      [purchases.mae, purchases.rmse, purchases.bias, purchases.rankCorrelation, buyers.logLoss, buyers.brier].map((x) => number(x)),
    ]),
    "\nProbability to buy in the holdout, by decile\n",
    table([
      ["decile", "customers", "predicted", "actual"],
      ...buyers.calibration.map((group, i) => [`${i + 1}`, `${group.count}`, percent(group.predicted), percent(group.actual)]),
    ]),
    "\nRepeat purchases up to the holdout: customers\n",
    table([
      ["", ...holdout.frequencies.map((bar, i) => `${bar.repeats}${i === holdout.frequencies.length - 1 ? "+" : ""}`)],
      ["actual", ...holdout.frequencies.map((bar) => number(bar.actual, 0))],
      ["model", ...holdout.frequencies.map((bar) => number(bar.expected, 0))],
    ]),
    "\nRepeat purchases so far, by week (* holdout)\n",
    table([
      ["week", "actual", "expected"],
      ...weeks.map((i) => [
        `${i + 1}${(at(tracking.day, i) ?? 0) > tracking.calibrationDays ? " *" : ""}`,
        number(at(tracking.cumulativeActual, i), 0),
        number(at(tracking.cumulativeExpected, i), 1),
      ]),
    ]),
    "\nGain: what the customers with the highest predictions bring\n",
    purchases.gain && buyers.gain
      ? table([
          ["top", "of purchases", "lift", "of buyers", "lift"],
          ...[10, 20, 30].map((i) => [
            `${i} %`,
            ...[purchases.gain, buyers.gain].flatMap((curve) => [percent(at(curve?.gain, i) ?? 0), number(at(curve?.lift, i), 2)]),
          ]),
        ])
      : "  nobody bought in the holdout\n",
  ].join("");
}

export const report = { help, run };
