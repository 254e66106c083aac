import { catalogue } from "./wasm.js";

/**
 * @typedef {{code: string, en: string, zh: string}} Label
 * @typedef {{
 *   errors: string[], labels: [string, string, string][], customerFields: string[], summaryFields: number,
 *   scoreFields: string[], scoreColumns: number,
 *   tiers: string[], bands: string[], cells: string[], warnings: string[], loyaltyTypes: string[],
 *   modifiers: string[], complainers: string[],
 * }} Catalogue
 */

/** @type {Catalogue | undefined} */
let names;

/** @type {Map<string, Label> | undefined} */
let table;

/**
 * Returns the names that the module and this side share. They are read once, when first needed:
 * nothing may call the module while this file is evaluated.
 * @returns {Catalogue}
 */
export function shared() {
  names ??= /** @type {Catalogue} */ (catalogue());
  return names;
}

function labelTable() {
  table ??= new Map(shared().labels.map(([code, en, zh]) => [code, Object.freeze({ code, en, zh })]));
  return table;
}

/**
 * Returns the label of a code in English and Chinese; an unknown code stands for itself.
 * @param {string} code
 * @returns {Label}
 */
export function label(code) {
  return labelTable().get(code) ?? { code, en: code, zh: code };
}

/** Returns every label there is. */
export function labels() {
  return [...labelTable().values()];
}
