import { ClienteleError, invalid } from "./errors.js";
import { call } from "./methods.js";
import { clean, only } from "./options.js";

/** More nodes than a hierarchy may have; the module has the bound, this one ends the search. */
const MOST = 2000;

/** @typedef {{hierarchy: Record<string, unknown>[], alternatives: unknown}} Flat */

/**
 * Writes a tree of nodes as a list in which nodes refer to each other by name: so it crosses at one
 * depth, however deep the tree is.
 * @param {unknown} root
 * @returns {Flat}
 */
function flatten(root) {
  if (typeof root !== "object" || root === null || Array.isArray(root)) throw invalid("hierarchy", root, "a node with `criteria`");
  const { alternatives = null, nodes = [], ...goal } = /** @type {Record<string, unknown>} */ (root);
  if (!Array.isArray(nodes)) throw invalid("hierarchy.nodes", nodes, "an array of nodes");
  const named = { ...goal, name: goal["name"] ?? "goal" };
  const open = [{ node: /** @type {any} */ (named), path: "hierarchy" }];
  for (const [i, node] of nodes.entries()) open.push({ node, path: `hierarchy.nodes[${i}]` });
  const known = new Set([root, ...open.map(({ node }) => node)]);
  /** @type {Record<string, unknown>[]} */
  const hierarchy = [];
  // the list grows while it is read
  for (const { node, path } of open) {
    if (open.length > MOST) throw new ClienteleError("OutOfRange", `${path}: too many nodes`, { path });
    if (typeof node !== "object" || node === null || Array.isArray(node)) throw invalid(path, node, "a name or a node");
    const { criteria = [], ...rest } = node;
    if (!Array.isArray(criteria)) throw invalid(`${path}.criteria`, criteria, "an array of names or nodes");
    const names = Array.from(criteria, (child, i) => {
      if (typeof child === "string") return child;
      const name = child?.name;
      if (typeof name !== "string") throw invalid(`${path}.criteria[${i}]`, child, "a name, or a node with a name");
      if (!known.has(child)) {
        known.add(child);
        open.push({ node: child, path: `${path}[${name}]` });
      }
      return name;
    });
    hierarchy.push({ ...clean(rest, path), criteria: names });
  }
  return { hierarchy, alternatives };
}

/** A goal, criteria below criteria, and alternatives below the last ones. */
export class Hierarchy {
  /** @type {Flat} */
  #flat;

  /** @param {unknown} root */
  constructor(root) {
    this.#flat = flatten(root);
    // an error belongs here, not to the first question
    this.weights();
  }

  /** @param {unknown} [options] */
  weights(options) {
    const known = clean(options);
    only(known, ["method"]);
    return call("hierarchyWeights", { ...this.#flat, method: known["method"] ?? "eigenvector" });
  }

  /** @param {unknown} [options] */
  evaluate(options) {
    return call("hierarchyEvaluate", { ...this.#flat, options });
  }

  /** @param {unknown} [options] */
  consistency(options) {
    return call("hierarchyConsistency", { ...this.#flat, options });
  }

  toJSON() {
    const [goal, ...nodes] = structuredClone(this.#flat.hierarchy);
    const alternatives = structuredClone(this.#flat.alternatives);
    return { ...goal, ...(nodes.length > 0 && { nodes }), ...(alternatives !== null && { alternatives }) };
  }
}
