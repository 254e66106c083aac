import { ClienteleError, invalid } from "./errors.js";
import { clean, numbers, only } from "./options.js";

/**
 * Returns columns one after the other, and their length; a column that may be left out is missing
 * (NaN) throughout.
 * @param {any} columns
 * @param {string[]} names
 * @param {string[]} [optional] those of the names that may be left out
 * @returns {[number, Float64Array]}
 */
export function bulkOf(columns, names, optional = []) {
  if (typeof columns !== "object" || columns === null) throw invalid("columns", columns, `an object of columns (${names.join(", ")})`);
  only(columns, names, "columns");
  const lists = names.map((name) => {
    const absent = columns[name] === undefined || columns[name] === null;
    return absent && optional.includes(name) ? null : numbers(flags(columns[name]), name);
  });
  const rows = lists.find((list) => list !== null)?.length ?? 0;
  const values = new Float64Array(rows * names.length).fill(NaN);
  for (const [j, list] of lists.entries()) {
    if (list === null) continue;
    if (list.length !== rows) {
      const path = /** @type {string} */ (names[j]);
      throw new ClienteleError("LengthMismatch", `${path}: expected ${rows} values, found ${list.length}`, { path });
    }
    values.set(list, j * rows);
  }
  return [rows, values];
}

/**
 * Returns a list in which yes is 1 and no is 0.
 * @param {unknown} values
 */
const flags = (values) => (Array.isArray(values) ? values.map((value) => (typeof value === "boolean" ? Number(value) : value)) : values);

/**
 * Returns a plain copy of the object that a method is given; its paths begin at its own keys.
 * @param {unknown} given
 * @returns {Record<string, unknown>}
 */
export function givenOf(given) {
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw invalid("given", given, "an object");
  return clean({ ...given }, "");
}

/**
 * Takes the thresholds apart from the other options.
 * @param {unknown} options
 */
export function withThresholds(options) {
  const { thresholds = {}, ...rest } = clean(options);
  return { thresholds: thresholds ?? {}, options: rest };
}
