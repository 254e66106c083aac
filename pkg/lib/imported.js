import { featuresOf } from "./calibration.js";
import { ClienteleError, invalid } from "./errors.js";
import { call as callModule } from "./wasm.js";
import { clean } from "./options.js";

/** How many values the document of a model may hold. */
const MOST = 5_000_000;

/** How many nodes a tree may have. */
const MOST_NODES = 1_000_000;

const NONE = new Float64Array(0);

/**
 * Reads a model that was trained elsewhere.
 * @param {unknown} document a text of JSON, or what it holds
 * @param {unknown} [options]
 */
export function importModel(document, options) {
  const { format = null, ...rest } = clean(options);
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) {
    const path = `options.${unknown}`;
    throw new ClienteleError("UnknownKey", `${path}: there is no such key; known: format`, { path });
  }
  const model = typeof document === "string" ? parse(document) : document;
  if (typeof model !== "object" || model === null || Array.isArray(model)) throw invalid("model", model, "a model: an object or its JSON");
  return callModule("importModel", clean({ model: bare(model), format }, "", MOST), NONE);
}

/**
 * Returns the risks of customers by a model that was imported, with the evidence.
 * @param {unknown} model
 * @param {unknown} columns
 */
export function predictImported(model, columns) {
  const [shape, bulk] = featuresOf(columns);
  return callModule("predictImported", clean({ model, ...shape }, "", MOST), bulk);
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("model", text, "JSON");
  }
}

/**
 * Returns a document without what is not read and may be large, and with its trees flat: in the dump of
 * LightGBM children stand in their parents, deeper than the module could follow.
 * @param {any} model
 */
function bare(model) {
  if (Array.isArray(model.tree_info)) {
    const { feature_infos, feature_importances, pandas_categorical, monotone_constraints, tree_info, ...rest } = model;
    return { ...rest, tree_info: tree_info.map((/** @type {any} */ info) => ({ nodes: flat(info?.tree_structure) })) };
  }
  return model;
}

/** What of a node is read. */
const NODE = [
  ...["split_feature", "threshold", "decision_type", "default_left", "missing_type", "internal_count"],
  ...["leaf_value", "leaf_count", "leaf_coeff"],
];

/**
 * Returns the nodes of a tree, root first, with places in the list for children.
 * @param {any} root
 */
function flat(root) {
  const nodes = [root];
  /** @type {Record<string, unknown>[]} */
  const found = [];
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    if (typeof node !== "object" || node === null || nodes.length > MOST_NODES) {
      throw invalid("tree_info", node, "trees whose nodes are objects, fewer than a million");
    }
    /** @type {Record<string, unknown>} */
    const copy = {};
    for (const key of NODE) if (node[key] !== undefined) copy[key] = node[key];
    for (const key of ["left_child", "right_child"]) {
      if (node[key] !== undefined) copy[key] = nodes.push(node[key]) - 1;
    }
    found.push(copy);
  }
  return found;
}
