import { ClienteleError, invalid } from "./errors.js";
import { gone } from "./handles.js";
import { answersOf, call, inOrder, matrixOf } from "./methods.js";
import { clean, number, numbers, only } from "./options.js";
import { IndexTree as Handle } from "./wasm.js";

/** How many nodes a tree may have: more than anyone can weigh, and an end for a cycle. */
const MOST_NODES = 10_000;

/**
 * Makes data dimensionless.
 * @param {unknown} data
 * @param {unknown} [options]
 */
export function normalize(data, options) {
  const [shape, values] = matrixOf(data);
  const known = clean(options);
  const names = /** @type {string[]} */ (shape["criteria"]);
  for (const [key, absent] of [["standards", {}], ["weights", 0]]) {
    const name = /** @type {string} */ (key);
    known[name] = inOrder(known[name], names, `options.${name}`, absent);
  }
  return call("normalize", { shape, options: known }, values);
}

/**
 * Returns how reliable the answers to a questionnaire are.
 * @param {unknown} data
 */
export function reliability(data) {
  const [criteria, values] = answersOf(data);
  return call("reliability", { criteria }, values);
}

/**
 * Checks an index system.
 * @param {unknown} tree
 * @param {unknown} [data]
 * @param {unknown} [options]
 */
export function checkIndexSystem(tree, data, options) {
  const nodes = nodesOf(tree);
  if (data === undefined || data === null) return call("checkIndexSystem", { tree: nodes, options });
  const [columns, values] = answersOf(data);
  return call("checkIndexSystem", { tree: nodes, columns, options }, values);
}

/**
 * Returns the nodes of a tree as a list, each with the code of the one above it.
 * @param {any} tree nested nodes, or such a list
 * @returns {unknown[]}
 */
function nodesOf(tree) {
  if (Array.isArray(tree)) return tree;
  if (typeof tree !== "object" || tree === null) throw invalid("tree", tree, "a node with `children`, or an array of nodes");
  /** @type {Record<string, unknown>[]} */
  const nodes = [];
  /** @type {[any, unknown, string][]} */
  const open = [[tree, null, "tree"]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, parent, path] = next;
    if (typeof node !== "object" || node === null) throw invalid(path, node, "a node");
    const { children = [], ...rest } = node;
    if (!Array.isArray(children)) throw invalid(`${path}.children`, children, "an array of nodes");
    if ("parent" in rest) throw invalid(`${path}.parent`, rest.parent, "left out where nodes stand in each other");
    nodes.push({ ...rest, parent });
    if (nodes.length + children.length > MOST_NODES) {
      throw new ClienteleError("OutOfRange", `${path}.children: more than ${MOST_NODES} nodes, or a cycle`, { path: `${path}.children` });
    }
    for (let i = children.length - 1; i >= 0; i--) open.push([children[i], rest.code, `${path}.children[${i}]`]);
  }
  return nodes;
}

/** An index of many levels. */
export class IndexTree {
  #handle;
  /** @type {{code: string, source: string}[]} */
  #leaves;
  /** @type {string[]} */
  #sources;

  /** @param {unknown} tree */
  constructor(tree) {
    this.#handle = Handle.fromNodes(clean({ tree: nodesOf(tree) }, "")["tree"]);
    this.#leaves = this.#handle.leaves();
    this.#sources = this.#leaves.map(({ source }) => source);
  }

  get leaves() {
    return this.#handle.leaves();
  }

  /** @param {unknown} values */
  score(values) {
    const known = clean(values, "values");
    only(known, this.#sources, "values");
    return this.#handle.score(Float64Array.from(this.#sources, (source) => {
      const value = known[source] ?? null;
      return value === null ? NaN : number(value, `values.${source}`);
    }));
  }

  /**
   * @param {any} columns
   * @param {unknown} [options]
   */
  scoreColumns(columns, options) {
    const { points = false, ...others } = clean(options);
    only(others, ["points"]);
    if (typeof points !== "boolean") throw invalid("options.points", points, "true or false");
    if (typeof columns !== "object" || columns === null) throw invalid("columns", columns, "an object of columns");
    only(columns, this.#sources, "columns");
    const lists = this.#sources.map((source) => numbers(columns[source], `columns.${source}`));
    const rows = lists[0]?.length ?? 0;
    const bulk = new Float64Array(rows * lists.length);
    for (const [j, list] of lists.entries()) {
      if (list.length !== rows) {
        const path = `columns.${this.#sources[j]}`;
        throw new ClienteleError("LengthMismatch", `${path}: expected ${rows} values, found ${list.length}`, { path });
      }
      bulk.set(list, j * rows);
    }
    const found = this.#handle.scoreColumns(bulk, points);
    const part = (/** @type {number} */ k) => found.subarray(k * rows, (k + 1) * rows);
    return {
      score: part(0),
      coverage: part(1),
      points: points ? Object.fromEntries(this.#leaves.map(({ code }, j) => [code, part(2 + j)])) : null,
    };
  }

  free() {
    this.#handle.free();
    this.#handle = gone("tree");
  }

  [Symbol.dispose]() {
    this.free();
  }
}
