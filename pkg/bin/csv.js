/** Characters before a text that make Excel, LibreOffice and Google Sheets run it as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** What is a number stays one: `-5` computes nothing. */
const NUMBER = /^[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?$/;

/**
 * Returns one cell of a CSV file (RFC 4180). A text that a spreadsheet would run gets an apostrophe in
 * front of it (OWASP, "CSV injection"): ids come from orders, and those from anyone.
 * @param {unknown} value
 */
export function cell(value) {
  if (value === null || value === undefined) return "";
  let text = String(value);
  const runs = FORMULA.test(text) || FORMULA.test(text.trimStart());
  if (runs && typeof value !== "number" && !NUMBER.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
