// Numbers, money and dates in the language of the page, through Intl.
import { intlTag, t } from "./i18n.js";

const cache = new Map();

function formatter(kind, options) {
  const key = `${intlTag()}${kind}${JSON.stringify(options)}`;
  let made = cache.get(key);
  if (!made) {
    made = kind === "date" ? new Intl.DateTimeFormat(intlTag(), options) : new Intl.NumberFormat(intlTag(), options);
    cache.set(key, made);
  }
  return made;
}

const missing = (value) => value === null || value === undefined || Number.isNaN(value);
const NONE = "–";

export const whole = (value) => (missing(value) ? NONE : formatter("number", { maximumFractionDigits: 0 }).format(value));

export const decimal = (value, digits = 1) =>
  missing(value) ? NONE : formatter("number", { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

/** Six significant digits, as statisticians read parameters. */
export const significant = (value, digits = 5) =>
  missing(value) ? NONE : formatter("number", { maximumSignificantDigits: digits, useGrouping: false }).format(value);

export const percent = (value, digits = 0) =>
  missing(value) ? NONE : formatter("number", { style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

/** A probability as people read it: never a false 0 % or 100 %. */
export function chance(value) {
  if (missing(value)) return NONE;
  if (value > 0 && value < 0.005) return `< ${percent(0.01)}`;
  if (value < 1 && value > 0.995) return `> ${percent(0.99)}`;
  return percent(value);
}

/** Money: with the currency's own decimals below 1,000, whole above, compact from a million where asked. */
export function money(value, currency, { compact = false } = {}) {
  if (missing(value)) return NONE;
  const size = Math.abs(value);
  const options = compact && size >= 1e6
    ? { notation: "compact", minimumSignificantDigits: 3, maximumSignificantDigits: 3 }
    : size >= 1000 || (compact && size >= 100)
      ? { maximumFractionDigits: 0 }
      : {};
  if (currency && /^[A-Z]{3}$/.test(currency)) {
    return formatter("number", { style: "currency", currency, currencyDisplay: "narrowSymbol", ...options }).format(value);
  }
  return formatter("number", { ...(size < 1000 && !compact ? { minimumFractionDigits: 2 } : {}), maximumFractionDigits: 2, ...options }).format(value);
}

/** A short amount for an axis: 1K, 2万. */
export const axis = (value) => formatter("number", { notation: "compact", maximumSignificantDigits: 2 }).format(value);

/** An ISO date in words of the language. */
export function date(iso, { year = true } = {}) {
  if (!iso) return NONE;
  return formatter("date", { day: "numeric", month: "short", ...(year ? { year: "numeric" } : {}), timeZone: "UTC" }).format(new Date(`${iso}T00:00:00Z`));
}

export function bytes(value) {
  if (value < 1e6) return `${formatter("number", { maximumFractionDigits: 0 }).format(Math.max(1, value / 1e3))} ${t("unit.kb")}`;
  return `${formatter("number", { maximumFractionDigits: 1 }).format(value / 1e6)} ${t("unit.mb")}`;
}
