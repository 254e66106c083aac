// Numbers as they stand in a file whose decimal sign is not known. The rules are those of amounts in order files
// (src/data/amount.rs, src/data/decimal.rs): a test reads the same cells both ways. There are no currencies, and more
// decimals than money has: `30,428571` is read where `30,43` is.

/**
 * What a cell says of the decimal sign of its file: `1234` nothing, `12.50` point, `1.234,56` comma; `1.234` may be
 * thousands, `1,234` may have decimals, `12,34` has decimals where its comma is no slip.
 * @typedef {"nothing" | "point" | "comma" | "doubtfulPoint" | "groupingComma" | "loneComma"} Proof
 * @typedef {"." | ","} Sign
 * @typedef {{ value: number, proof: Proof }} Figure
 */

/** What to do about a cell. */
export const HINTS = {
  number: "write it as 1234.56",
  comma: 'if its comma is a decimal sign, give --decimal ","',
  point: 'if its point is a decimal sign, give --decimal "."',
  decimal: 'its decimal sign is not certain in this file; give --decimal "." or ","',
};

/** What programs write, exponents among it: always with a point. */
const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
/** Signs that part thousands in every country: blanks and apostrophes. */
const NEUTRAL = /[ \u00a0\u202f\u2009'\u2019]/;
/** One to three digits, of which the first is no zero, and three more: thousands, or three decimals. */
const THOUSANDS = /^[1-9]\d{0,2}[.,]\d{3}$/;
/** One comma between digits; where they are not thousands, decimals follow it. */
const DECIMAL_COMMA = /^\d+,\d+$/;

/**
 * Reads a number; what cannot be one is a hint.
 * @param {string} cell
 * @param {Sign} [sign] the decimal sign, where it is known
 * @returns {Figure | { hint: string }}
 */
export function readNumber(cell, sign) {
  if (PLAIN.test(cell) && !(sign === "," && cell.includes("."))) {
    return finite(Number(cell), sign === undefined ? proofOfPlain(cell) : "nothing");
  }
  const { digits, negative } = unsigned(cell);
  const known = sign === undefined ? signOf(digits) : { sign, proof: /** @type {Proof} */ ("nothing") };
  if ("hint" in known) return known;
  const read = unsignedNumber(digits, known.sign);
  return "hint" in read ? read : finite(negative ? -read.value : read.value, known.proof);
}

/** @param {number} value @param {Proof} proof */
const finite = (value, proof) => (Number.isFinite(value) ? { value, proof } : { hint: "it is larger than any number" });

/** @param {string} cell @returns {Proof} */
function proofOfPlain(cell) {
  if (!cell.includes(".")) return "nothing";
  return THOUSANDS.test(cell.replace(/^[+-]/, "")) ? "doubtfulPoint" : "point";
}

/**
 * Takes a sign off one end.
 * @param {string} cell
 */
function unsigned(cell) {
  const [, before = "", digits = "", after = ""] = /^([-+\u2212\uff0d]?)(.*?)([-\u2212\uff0d]?)$/s.exec(cell) ?? [];
  // Two signs are none: what is left of the cell is no number.
  if (before !== "" && after !== "") return { digits: cell, negative: false };
  return { digits: digits.trim(), negative: after !== "" || (before !== "" && before !== "+") };
}

/**
 * Decides which sign of a number stands before its decimals, if the number itself shows it.
 * @param {string} digits
 * @returns {{ sign: Sign, proof: Proof } | { hint: string }}
 */
function signOf(digits) {
  const points = digits.split(".").length - 1;
  const commas = digits.split(",").length - 1;
  if (points === 0 && commas === 0) return { sign: ".", proof: "nothing" };
  if (points === 1 && commas === 0) return { sign: ".", proof: THOUSANDS.test(digits) ? "doubtfulPoint" : "point" };
  if (commas === 0) return { sign: ",", proof: "comma" };
  if (points === 0 && commas === 1) {
    if (NEUTRAL.test(digits)) return { sign: ",", proof: "comma" };
    if (THOUSANDS.test(digits)) return { sign: ".", proof: "groupingComma" };
    return DECIMAL_COMMA.test(digits) ? { sign: ",", proof: "loneComma" } : { hint: HINTS.comma };
  }
  if (points === 0) return { sign: ".", proof: "point" };
  return digits.lastIndexOf(".") > digits.lastIndexOf(",") ? { sign: ".", proof: "point" } : { sign: ",", proof: "comma" };
}

/**
 * Reads a number without a sign whose decimal sign is known.
 * @param {string} digits
 * @param {Sign} sign
 * @returns {{ value: number } | { hint: string }}
 */
function unsignedNumber(digits, sign) {
  const at = digits.indexOf(sign);
  const whole = at < 0 ? digits : digits.slice(0, at);
  const decimals = at < 0 ? "" : digits.slice(at + 1);
  if ((whole === "" && decimals === "") || !/^\d*$/.test(decimals)) return { hint: HINTS.number };
  const group = sign === "." ? "," : ".";
  if (!isGrouped(whole, group)) {
    const misread = whole.includes(group) && decimals === "" && /^[\d.,]+$/.test(whole);
    return { hint: misread ? (sign === "." ? HINTS.comma : HINTS.point) : HINTS.number };
  }
  // As text, so that the last bit is that of the decimal.
  return { value: Number(`${whole.replace(/\D/g, "")}.${decimals}`) };
}

/**
 * Whether a whole number has no separators, or ones that part it in a known way: by threes, or the last three and
 * then by twos, as in India.
 * @param {string} whole
 * @param {string} group
 */
function isGrouped(whole, group) {
  if (/^\d*$/.test(whole)) return true;
  const separator = /\D/.exec(whole)?.[0] ?? "";
  if (separator !== group && !NEUTRAL.test(separator)) return false;
  const parts = whole.split(separator);
  if (!parts.every((part) => /^\d+$/.test(part)) || parts.at(-1)?.length !== 3) return false;
  const first = parts[0]?.length ?? 0;
  const between = parts.slice(1, -1);
  const byThrees = first <= 3 && between.every((part) => part.length === 3);
  const byTwos = separator === "," && first <= 2 && between.every((part) => part.length === 2);
  return byThrees || byTwos;
}

/**
 * A cell that the rest of its file must bear out.
 * @typedef {{ row: number, column: string, cell: string }} Place
 */

/** What the numbers of a file have said of its decimal sign so far. */
export class DecimalEvidence {
  #point = false;
  #comma = false;
  /** The first cell of each doubt. @type {Partial<Record<Proof | "doubtfulFigure", Place>>} */ #doubts = {};

  /**
   * Notes what a cell proves; false when it contradicts the cells before it.
   * @param {Proof} proof
   * @param {Place} place
   * @param {boolean} money scores, counts and times have no thousands: their `1.234` is in doubt in few files
   */
  note(proof, place, money) {
    if (proof === "point" && (this.#comma || this.#doubts.loneComma)) return false;
    if ((proof === "comma" || proof === "loneComma") && this.#point) return false;
    if (proof === "point") this.#point = true;
    else if (proof === "comma") this.#comma = true;
    else if (proof !== "nothing") this.#doubts[proof === "doubtfulPoint" && !money ? "doubtfulFigure" : proof] ??= place;
    return true;
  }

  /**
   * Returns the cell that leaves the decimal sign open; undefined where every cell has been read in the only way there
   * is.
   * @param {boolean} semicolons whether semicolons set the fields of the file apart, as where the comma is the decimal sign
   */
  doubt(semicolons) {
    const { doubtfulPoint, doubtfulFigure, groupingComma, loneComma } = this.#doubts;
    if (this.#comma || (loneComma && semicolons)) return doubtfulPoint ?? doubtfulFigure ?? groupingComma;
    if (this.#point) return undefined;
    if (loneComma) return loneComma;
    return doubtfulPoint ?? (semicolons ? (doubtfulFigure ?? groupingComma) : undefined);
  }
}
