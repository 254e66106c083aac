// Writes the scores as CSV: RFC 4180 quoting, and no cell that a spreadsheet would run as a formula.

/** First characters that make Excel, LibreOffice and Google Sheets read a text cell as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** What is a number stays one: `-5` computes nothing. */
const NUMBER = /^[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?$/;

/** One text cell; a formula-like text gets an apostrophe before it (OWASP, CSV injection). */
export function textCell(value) {
  if (value === null || value === undefined) return "";
  let text = String(value);
  const runs = FORMULA.test(text.trimStart()) || FORMULA.test(text);
  if (runs && !NUMBER.test(text)) text = `'${text}`;
  return /[",;\r\n\t]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One number cell: shortest form that reads back to the same number; nothing where there is no value. */
export function numberCell(value) {
  return typeof value === "number" && Number.isFinite(value) ? String(value) : "";
}

export const HEADER = ["id", "value_score", "percentile", "tier", "cell", "current_value", "future_value",
  "lifetime_value", "loyalty_score", "churn_risk", "risk_band", "probability_alive", "next_purchase_p10",
  "next_purchase_median", "next_purchase_p90", "never_again", "value_at_risk", "action", "warnings"];

/** One line from an explained score. */
export function scoreLine(score) {
  const { value, loyalty, churn, labels } = score;
  return [
    textCell(score.id), numberCell(value.score), numberCell(value.percentile), textCell(labels.tier?.code),
    textCell(labels.cell?.code), numberCell(value.current), numberCell(value.future), numberCell(value.lifetime),
    numberCell(loyalty.score), numberCell(churn.risk), textCell(churn.band), numberCell(churn.probabilityAlive),
    textCell(churn.nextPurchase?.p10), textCell(churn.nextPurchase?.median), textCell(churn.nextPurchase?.p90),
    numberCell(churn.nextPurchase?.never), numberCell(score.valueAtRisk), textCell(score.action?.code),
    textCell(score.warnings.map((w) => w.code).join(" ")),
  ].join(",");
}
