// Why a number is missing, in the words of the warnings that came with the score.

/** @typedef {import("../../scores.js").CustomerScore} CustomerScore */

/** The warnings that explain a missing number, the plainest first. @type {Record<string, string[]>} */
const EXPLAINS = {
  value: ["no_purchases", "revenue_missing", "monetary_value_missing", "spend_not_positive", "beyond_numbers", "coverage_too_low"],
  loyalty: ["no_purchases", "coverage_too_low", "purchases_in_year_missing", "retention_too_short", "attitude_missing"],
  risk: ["no_purchases", "features_missing", "no_evidence", "beyond_numbers"],
};

/**
 * Returns the reason why a number is missing.
 * @param {CustomerScore} score
 * @param {"value" | "loyalty" | "risk"} which
 * @param {import("../shared/languages.js").Language} language
 */
export function reason({ warnings }, which, { t, label }) {
  const code = (EXPLAINS[which] ?? []).find((known) => warnings.some((warning) => warning.code === known));
  const warning = warnings.find((one) => one.code === code);
  return warning ? label(warning) : t("why.noNumber");
}
