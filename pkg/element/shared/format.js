// Numbers, money and dates in a language, through Intl. A number that is missing is a dash.

const NONE = "–";

/** @param {number | null | undefined} value @returns {value is null | undefined} */
const missing = (value) => value === null || value === undefined || Number.isNaN(value);

/** @type {Map<string, ReturnType<typeof makeFormatter>>} */
const made = new Map();

/** @param {string} tag */
export function formatter(tag) {
  let found = made.get(tag);
  if (!found) made.set(tag, (found = makeFormatter(tag)));
  return found;
}

/** @param {string} tag */
function makeFormatter(tag) {
  /** @type {Map<string, Intl.NumberFormat>} */
  const numbers = new Map();
  /** @param {Intl.NumberFormatOptions} options */
  const number = (options) => {
    const key = JSON.stringify(options);
    let found = numbers.get(key);
    if (!found) numbers.set(key, (found = new Intl.NumberFormat(tag, options)));
    return found;
  };
  const day = new Intl.DateTimeFormat(tag, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  /** @param {number | null | undefined} value @param {number} [digits] */
  const percent = (value, digits = 0) =>
    missing(value) ? NONE : number({ style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  return {
    none: NONE,
    /** @param {number | null | undefined} value @param {number} [digits] */
    decimal: (value, digits = 1) =>
      missing(value) ? NONE : number({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value),
    /** @param {number | null | undefined} value @param {number} [digits] */
    significant: (value, digits = 3) => (missing(value) ? NONE : number({ maximumSignificantDigits: digits }).format(value)),
    percent,
    /**
     * A probability as people read it: never a false 0 % or 100 %.
     * @param {number | null | undefined} value
     */
    chance: (value) => {
      if (missing(value)) return NONE;
      if (value > 0 && value < 0.005) return `< ${percent(0.01)}`;
      if (value < 1 && value > 0.995) return `> ${percent(0.99)}`;
      return percent(value);
    },
    /** @param {number | null | undefined} value @param {string | null} currency */
    money: (value, currency) => {
      if (missing(value)) return NONE;
      const large = Math.abs(value) >= 1000;
      if (currency !== null && /^[A-Z]{3}$/.test(currency)) {
        return number({ style: "currency", currency, currencyDisplay: "narrowSymbol", ...(large ? { maximumFractionDigits: 0 } : {}) }).format(value);
      }
      return number({ minimumFractionDigits: large ? 0 : 2, maximumFractionDigits: large ? 0 : 2 }).format(value);
    },
    /** @param {string | null | undefined} iso */
    date: (iso) => (iso ? day.format(new Date(`${iso}T00:00:00Z`)) : NONE),
  };
}
