// Words and numbers of the report, in both languages.

/**
 * @typedef {"en" | "zh"} Language
 * @typedef {{ en: string, zh: string }} Text
 * @typedef {number | null | undefined} Known a number, or none where the data cannot say
 */

/**
 * Returns a sentence in both languages.
 * @param {string} en
 * @param {string} zh
 * @returns {Text}
 */
export const say = (en, zh) => ({ en, zh });

/** @param {Known} value */
const known = (value) => value !== null && value !== undefined && !Number.isNaN(value);

/**
 * A number with so many decimals, thousands apart; the host's locale has no say.
 * @param {Known} value
 * @param {number} [digits]
 */
export function number(value, digits = 0) {
  if (!known(value)) return "–";
  const [whole = "", part] = Math.abs(Number(value)).toFixed(digits).split(".");
  const sign = Number(value) < 0 && Number(Number(value).toFixed(digits)) !== 0 ? "-" : "";
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part === undefined ? "" : `.${part}`);
}

/**
 * @param {Known} value
 * @param {number} [digits]
 */
export const percent = (value, digits = 0) => (known(value) ? `${number(100 * Number(value), digits)}%` : "–");

/**
 * Names with a number each, the same in both languages but for the names.
 * @template {Text} Item
 * @param {readonly Item[]} items
 * @param {(item: Item) => string} shown
 * @returns {Text}
 */
export const list = (items, shown) => ({
  en: items.map((item) => `${item.en} ${shown(item)}`).join(", "),
  zh: items.map((item) => `${item.zh} ${shown(item)}`).join("，"),
});

/**
 * The classes that somebody is in, with how many.
 * @param {readonly (Text & { customers: number })[]} classes
 */
export const counts = (classes) =>
  list(classes.filter(({ customers }) => customers > 0), ({ customers }) => number(customers));
