/**
 * Returns a number with what it counts.
 * @param {number} number
 * @param {string} what one of them
 */
export const count = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;

/** Options of the library, as its messages name them, and those of the command line. */
const ORDERS = /** @type {[string, string][]} */ ([
  ["columns.customerId", "--id"],
  ["columns.date", "--date"],
  ["columns.amount", "--amount"],
  ["columns", "--id, --date or --amount"],
  ["delimiter", "--delimiter"],
  ["decimal", "--decimal"],
  ["dateOrder", "--date-order"],
  ["encoding", "--encoding"],
  ["onBadRow", "--on-bad-row"],
]);

const FIT = /** @type {[string, string][]} */ ([
  ["options.asOf", "--until"],
  ["after asOf,", "after --until,"],
  ["options.currency", "--currency"],
  ["options.margin", "--margin"],
  ["value.margin", "--margin"],
  ["options.discountRate", "--discount-rate"],
  ["value.discountRate", "--discount-rate"],
  ["options.valueMonths", "--months"],
  ["value.months", "--months"],
  ["options.churnHorizonDays", "--churn-days"],
  ["churn.horizonDays", "--churn-days"],
  ["options.churnMode", "--churn-mode"],
  ["options.churnBaseRate", "--churn-rate"],
]);

const REPORT = /** @type {[string, string][]} */ ([
  ["options.calibrationEnd", "--holdout"],
  ["options.holdoutEnd", "--until"],
]);

/** In `score`, what is wrong with a field of the profile stays named after the field. */
const SCORE = /** @type {[string, string][]} */ ([
  ["options.asOf", "--as-of"],
  ["summary.currency", "currency"],
  ["after asOf,", "after --as-of,"],
]);

const AHP = /** @type {[string, string][]} */ ([
  ["options.threshold", "--threshold"],
  ["options.maxChanges", "--max-changes"],
]);

/** The options of each command beside those of the orders. */
const OWN = /** @type {Record<string, [string, string][]>} */ ({ fit: FIT, score: SCORE, report: REPORT, ahp: AHP });

/**
 * Returns a message of the library with the options of the command line in place of its own.
 * @param {string} message
 * @param {string | undefined} command
 */
export function inOptionsOf(command, message) {
  let text = message;
  for (const [name, option] of ORDERS) {
    text = text.replace(`the option \`${name}\`: `, `${option} `).replace(`the option \`${name}\``, option);
    if (text.startsWith(`options.${name}: `)) text = text.replace(`options.${name}`, option);
  }
  for (const [name, option] of OWN[command ?? ""] ?? []) {
    // Only where the message names the culprit, never inside a value that it quotes.
    if (name.startsWith("after") || text.startsWith(`${name}:`)) text = text.replace(name, option);
  }
  return text;
}
