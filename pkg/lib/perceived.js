import { ClienteleError, invalid } from "./errors.js";
import { answersOf, call, inOrder, labelled } from "./methods.js";
import { apart, clean, numbers, only } from "./options.js";

// Everything with a code comes with its words.

/**
 * @param {string} name
 * @param {Record<string, unknown>} input
 * @param {Float64Array} [bulk]
 */
const ask = (name, input, bulk) => labelled(call(name, input, bulk));

/**
 * Returns options without their thresholds, and these.
 * @param {unknown} options
 */
function parted(options) {
  const [thresholds = null, rest] = apart(options, "thresholds");
  return { options: rest, thresholds };
}

/**
 * Returns columns of the same length one after the other, and how long the first is.
 * @param {[string, unknown][]} columns
 * @returns {[number, Float64Array]}
 */
function joined(columns) {
  const lists = columns.map(([path, values]) => numbers(values, path));
  const first = lists[0]?.length ?? 0;
  const bulk = new Float64Array(lists.reduce((sum, list) => sum + list.length, 0));
  let place = 0;
  for (const list of lists) {
    bulk.set(list, place);
    place += list.length;
  }
  return [first, bulk];
}

/**
 * Returns rows of numbers one after the other.
 * @param {unknown} rows
 * @param {string} path
 */
function flat(rows, path) {
  if (!Array.isArray(rows)) throw invalid(path, rows, "an array of rows");
  const lists = rows.map((row, i) => numbers(row, `${path}[${i}]`));
  const width = lists[0]?.length ?? 0;
  const bulk = new Float64Array(lists.length * width);
  for (const [i, list] of lists.entries()) {
    if (list.length !== width) throw wrongLength(`${path}[${i}]`, list.length, width);
    bulk.set(list, i * width);
  }
  return bulk;
}

/**
 * @param {string} path
 * @param {number} actual
 * @param {number} expected
 */
const wrongLength = (path, actual, expected) =>
  new ClienteleError("LengthMismatch", `${path}: expected ${expected} values, found ${actual}`, { path });

/**
 * @param {any} value
 * @param {string} path
 * @param {string[]} known
 * @returns {Record<string, any>}
 */
function fields(value, path, known) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalid(path, value, `an object with ${known.join(", ")}`);
  only(value, known, path);
  return value;
}

/**
 * @param {unknown} offers
 * @param {unknown} [options]
 */
export const deliveredValue = (offers, options) => ask("deliveredValue", { offers, options });

export const valueDrivers = () => ask("valueDrivers", {});

/**
 * Returns a driver or a group without its words, which `valueDrivers` gave and which do not cross back.
 * @param {any} own
 * @returns {unknown}
 */
function wordless(own) {
  if (typeof own !== "object" || own === null) return own;
  const { en: _en, zh: _zh, ...rest } = own;
  return Array.isArray(rest.items) ? { ...rest, items: rest.items.map(wordless) } : rest;
}

/**
 * @param {unknown} groups
 * @param {unknown} [options]
 */
export const driverIndex = (groups, options) => ask("driverIndex", { groups: Array.isArray(groups) ? groups.map(wordless) : groups, options });

/**
 * @param {unknown} data
 * @param {unknown} [options]
 */
export function derivedImportance(data, options) {
  const [criteria, values] = answersOf(data);
  return ask("derivedImportance", { criteria, options }, values);
}

/**
 * @param {unknown} levels
 * @param {unknown} [options]
 */
export const valueHierarchy = (levels, options) => ask("valueHierarchy", { levels, ...parted(options) });

/**
 * @param {unknown} quality
 * @param {unknown} price
 * @param {unknown} [options]
 */
export const customerValueAnalysis = (quality, price, options) => ask("customerValueAnalysis", { quality, price, options });

/**
 * @param {unknown} brands
 * @param {unknown} [options]
 */
export const valueMap = (brands, options) => ask("valueMap", { brands, options });

/**
 * @param {any} answers by attribute, two columns each
 * @param {unknown} [options]
 */
export function kano(answers, options) {
  if (typeof answers !== "object" || answers === null || Array.isArray(answers)) throw invalid("data", answers, "an object of attributes");
  const attributes = Object.keys(answers);
  const columns = attributes.flatMap((name) => {
    const { functional, dysfunctional } = fields(answers[name], `data.${name}`, ["functional", "dysfunctional"]);
    return [numbers(functional, `data.${name}.functional`), numbers(dysfunctional, `data.${name}.dysfunctional`)];
  });
  const rows = columns[0]?.length ?? 0;
  const bulk = new Float64Array(rows * columns.length);
  for (const [j, column] of columns.entries()) {
    const path = `data.${attributes[j >> 1]}.${j % 2 === 0 ? "functional" : "dysfunctional"}`;
    if (column.length !== rows) throw wrongLength(path, column.length, rows);
    for (let i = 0; i < rows; i++) bulk[i * columns.length + j] = /** @type {number} */ (column[i]);
  }
  return ask("kano", { attributes, ...parted(options) }, bulk);
}

/**
 * @param {unknown} functional
 * @param {unknown} dysfunctional
 */
export const kanoCategory = (functional, dysfunctional) => labelled({ code: call("kanoCategory", { functional, dysfunctional }) });

/**
 * @param {unknown} respondents
 * @param {unknown} [options]
 */
export function fuzzyKano(respondents, options) {
  const { thresholds, options: rest } = parted(options);
  only(clean(rest), []);
  return ask("fuzzyKano", { respondents, thresholds });
}

/**
 * @param {any} answers
 * @param {unknown} [options]
 */
export function servqual(answers, options) {
  const { perceptions, expectations } = fields(answers, "data", ["perceptions", "expectations"]);
  if (Array.isArray(perceptions) && Array.isArray(expectations) && perceptions.length !== expectations.length) {
    const path = "expectations";
    const message = `${path}: expected the answers of ${perceptions.length} respondents, as many as gave perceptions, found ${expectations.length}`;
    throw new ClienteleError("LengthMismatch", message, { path });
  }
  const [first, bulk] = joined([["perceptions", flat(perceptions, "perceptions")], ["expectations", flat(expectations, "expectations")]]);
  return ask("servqual", { first, options }, bulk);
}

/**
 * @param {unknown} perceptions
 * @param {unknown} [options]
 */
export const servperf = (perceptions, options) => ask("servperf", { options }, flat(perceptions, "perceptions"));

/** @param {unknown} items */
export const qualityViews = (items) => ask("qualityViews", { items });

/**
 * @param {unknown} scores
 * @param {unknown} [options]
 */
export const serviceGaps = (scores, options) => ask("serviceGaps", { scores, options });

/** @param {unknown} items */
export const benchmark = (items) => ask("benchmark", { items });

/** @param {unknown} steps */
export const serviceBlueprint = (steps) => ask("serviceBlueprint", { steps });

/**
 * @param {any} answers
 * @param {unknown} [options]
 */
export function disconfirmation(answers, options) {
  const { performance, expectation } = fields(answers, "data", ["performance", "expectation"]);
  const [first, bulk] = joined([["performance", performance], ["expectation", expectation]]);
  const { differences, satisfaction, ...rest } = call("disconfirmation", { first, options }, bulk);
  return { differences, satisfaction, ...labelled(rest) };
}

/**
 * @param {unknown} answers
 * @param {unknown} [options]
 */
export const likert = (answers, options) => ask("likert", parted(options), numbers(answers, "answers"));

/**
 * @param {unknown} items
 * @param {unknown} [options]
 */
export const satisfactionIndex = (items, options) => ask("satisfactionIndex", { items, ...parted(options) });

/**
 * @param {unknown} nodes
 * @param {unknown} [options]
 */
export const satisfactionTree = (nodes, options) => ask("satisfactionTree", { nodes, ...parted(options) });

/**
 * @param {unknown} data
 * @param {unknown} [options]
 */
export function acsiStyleIndex(data, options) {
  const [criteria, values] = answersOf(data);
  const { options: rest, thresholds } = parted(options);
  const known = clean(rest);
  known["weights"] = inOrder(known["weights"], criteria, "options.weights", null);
  return ask("acsiStyleIndex", { criteria, options: known, thresholds }, values);
}

/**
 * @param {unknown} data
 * @param {unknown} model
 * @param {unknown} [options]
 */
export function pathModel(data, model, options) {
  const [criteria, values] = answersOf(data);
  return ask("pathModel", { criteria, model, ...parted(options) }, values);
}

/**
 * @param {unknown} kind
 * @param {unknown} data
 * @param {any} blocks the indicators of each latent variable: names, or an object with names and a scale
 * @param {unknown} [options]
 */
export function satisfactionModel(kind, data, blocks, options) {
  const [criteria, values] = answersOf(data);
  if (typeof blocks !== "object" || blocks === null || Array.isArray(blocks)) throw invalid("blocks", blocks, "an object of indicators by latent variable");
  const list = Object.entries(blocks).map(([name, own]) => (Array.isArray(own) ? { name, indicators: own } : { ...own, name }));
  return ask("satisfactionModel", { kind, criteria, blocks: list, ...parted(options) }, values);
}
