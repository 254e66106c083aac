import { invalid } from "./errors.js";
import { call, labelled } from "./methods.js";
import { apart, clean } from "./options.js";

/**
 * Returns what is known, as plain data; the paths of its errors begin with its keys.
 * @param {unknown} given
 * @param {string} name what it is called in an error about the whole
 * @returns {Record<string, unknown>}
 */
export function facts(given, name) {
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw invalid(name, given, "an object");
  return clean(given, "");
}

/**
 * Returns options without their thresholds, and these.
 * @param {unknown} options
 */
export function parted(options) {
  const [thresholds = null, rest] = apart(clean(options), "thresholds");
  return { options: rest, thresholds };
}

/**
 * Calls a method; everything that has a code comes with its words, columns stay as they are.
 * @param {string} name
 * @param {Record<string, unknown>} input
 * @param {Float64Array} [bulk]
 */
export function ask(name, input, bulk) {
  const found = call(name, input, bulk);
  if (typeof found !== "object" || found === null || Array.isArray(found)) return labelled(found);
  const columns = Object.entries(found).filter(([, value]) => ArrayBuffer.isView(value));
  const words = Object.entries(found).filter(([, value]) => !ArrayBuffer.isView(value));
  return { ...labelled(Object.fromEntries(words)), ...Object.fromEntries(columns) };
}
