import { call as callModule } from "./wasm.js";
import { ClienteleError, invalid } from "./errors.js";
import { completed } from "./known.js";
import { label } from "./labels.js";
import { labelledBy } from "./labelled.js";
import { clean, numbers, only } from "./options.js";

const NONE = new Float64Array(0);

/**
 * Calls a method of the module by its name.
 * @param {string} name
 * @param {Record<string, unknown>} input its arguments, plain data
 * @param {Float64Array} [bulk] its numbers in bulk
 * @returns {any}
 */
export function call(name, input, bulk = NONE) {
  const plain = clean(input, "");
  try {
    return callModule(name, plain, bulk);
  } catch (error) {
    // Where thresholds stand beside the options, they were taken from them.
    throw "options" in plain && "thresholds" in plain ? completed(error, ["thresholds"]) : error;
  }
}

/** Returns a result in which everything that has a code has its words too: `{code, en, zh, …}`. */
export const labelled = labelledBy(label);

/**
 * Returns the names and directions of data, and their values row by row.
 *
 * Data are rows (`{criteria, directions, rows}`) or columns (`{columns: {spend: […]}, directions}`);
 * `directions` is one for each criterion, in order or by name, or one for all.
 * @param {any} data
 * @returns {[Record<string, unknown>, Float64Array]}
 */
export function matrixOf(data) {
  checkTable(data, ["rows", "columns", "criteria", "directions", "alternatives"]);
  const { rows, columns, criteria, directions, alternatives = null } = data;
  const [names, values] = columns === undefined ? fromRows(rows, criteria) : fromColumns(columns);
  return [{ criteria: names, directions: directionsOf(directions, names), alternatives }, values];
}

/**
 * Returns the names of the columns of data, and their values row by row, NaN where one is missing.
 * @param {any} data
 * @returns {[string[], Float64Array]}
 */
export function answersOf(data) {
  checkTable(data, ["rows", "columns", "criteria"]);
  const { rows, columns, criteria } = data;
  return columns === undefined ? fromRows(rows, criteria, true) : fromColumns(columns, true);
}

/**
 * Rejects data with a key that would be ignored: an unknown one, or one that says the same twice.
 * @param {any} data
 * @param {string[]} known
 */
function checkTable(data, known) {
  if (typeof data !== "object" || data === null) throw invalid("data", data, "an object with `rows` or `columns`");
  // A table of answers holds the same values as rows and as columns.
  if (typeof data.instrument === "string") return;
  only(data, known, "data");
  if (data.columns === undefined) return;
  for (const key of ["rows", "criteria"]) {
    if (data[key] !== undefined) throw invalid(`data.${key}`, data[key], "left out where there are `columns`, which have the names");
  }
}

/**
 * @param {unknown} rows
 * @param {unknown} criteria
 * @param {boolean} [gaps] whether values may be missing
 * @returns {[string[], Float64Array]}
 */
function fromRows(rows, criteria, gaps = false) {
  if (!Array.isArray(rows)) throw invalid("data.rows", rows, "an array of rows");
  const lists = rows.map((row, i) => numbers(row, `data.rows[${i}]`));
  const width = lists[0]?.length ?? 0;
  const names = criteria === undefined ? Array.from({ length: width }, (_, j) => String(j + 1)) : criteria;
  if (!Array.isArray(names) || !names.every((name) => typeof name === "string")) throw invalid("data.criteria", criteria, "an array of names");
  const values = new Float64Array(lists.length * names.length);
  for (const [i, list] of lists.entries()) {
    if (list.length !== names.length) throw wrongLength(`data.rows[${i}]`, list.length, names.length);
    if (!gaps) checkPresent(list, (j) => `data[${i}][${names[j]}]`);
    values.set(list, i * names.length);
  }
  return [names, values];
}

/**
 * @param {any} columns
 * @param {boolean} [gaps] whether values may be missing
 * @returns {[string[], Float64Array]}
 */
function fromColumns(columns, gaps = false) {
  if (typeof columns !== "object" || columns === null) throw invalid("data.columns", columns, "an object of columns");
  const names = Object.keys(columns);
  const lists = names.map((name) => numbers(columns[name], `data.columns.${name}`));
  const rows = lists[0]?.length ?? 0;
  const values = new Float64Array(rows * names.length);
  for (const [j, list] of lists.entries()) {
    if (list.length !== rows) throw wrongLength(`data.columns.${names[j]}`, list.length, rows);
    if (!gaps) checkPresent(list, (i) => `data[${i}][${names[j]}]`);
    for (let i = 0; i < rows; i++) values[i * names.length + j] = /** @type {number} */ (list[i]);
  }
  return [names, values];
}

/**
 * Returns one value for each name from a list in their order or an object by name; null for nothing.
 * @param {any} values
 * @param {string[]} names
 * @param {string} path
 * @param {unknown} absent what stands for a name that is not there
 * @returns {unknown}
 */
export function inOrder(values, names, path, absent) {
  if (values === undefined || values === null) return null;
  if (typeof values !== "object" || Array.isArray(values) || ArrayBuffer.isView(values)) return values;
  for (const name of Object.keys(values)) {
    if (!names.includes(name)) throw invalid(`${path}.${name}`, name, `one of the criteria ${names.join(", ")}`);
  }
  return names.map((name) => values[name] ?? absent);
}

/**
 * @param {any} directions
 * @param {string[]} names
 * @returns {unknown[]}
 */
function directionsOf(directions, names) {
  if (directions === undefined || directions === null) {
    throw new ClienteleError("Missing", 'data.directions: missing, expected "benefit", "cost", {target} or {interval} for every criterion', {
      path: "data.directions",
    });
  }
  if (Array.isArray(directions)) return directions;
  if (typeof directions !== "object" && typeof directions !== "string") throw invalid("data.directions", directions, "directions");
  if (typeof directions === "string" || "target" in directions || "interval" in directions) return names.map(() => directions);
  for (const name of Object.keys(directions)) {
    if (!names.includes(name)) throw invalid(`data.directions.${name}`, name, `one of the criteria ${names.join(", ")}`);
  }
  return names.map((name) => {
    if (directions[name] !== undefined) return directions[name];
    const path = `data.directions.${name}`;
    throw new ClienteleError("Missing", `${path}: missing, expected a direction`, { path });
  });
}

/**
 * Rejects a list with a missing number: what is missing is not zero.
 * @param {Float64Array} list
 * @param {(place: number) => string} path
 */
function checkPresent(list, path) {
  const place = list.findIndex(Number.isNaN);
  if (place >= 0) throw new ClienteleError("Missing", `${path(place)}: missing, expected a number`, { path: path(place) });
}

/**
 * @param {string} path
 * @param {number} actual
 * @param {number} expected
 */
const wrongLength = (path, actual, expected) =>
  new ClienteleError("LengthMismatch", `${path}: expected ${expected} values, found ${actual}`, { path });
