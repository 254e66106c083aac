// What a page gives <clientele-ahp>, read: the names of criteria, and judgements in whichever form.

import { Judgements, pairsOf } from "./judgements.js";

/**
 * What the element needs of the package.
 * @typedef {object} Build
 * @property {Record<"fromRows" | "fromUpperTriangle", (judgements: any, options: { criteria: readonly string[] }) => any>} PairwiseMatrix
 * @property {new (code: any, message: string, place: { path: string }) => Error} ClienteleError
 */

/** The most criteria: those of the library. */
const MOST = 50;

/** What a value may have: also what `value` and the entry of a form have. */
const KEYS = ["criteria", "matrix", "upperTriangle", "weights", "consistency"];

/** How far two judgements of a pair may be apart, of one: as the library has it of a matrix and its mirror. */
const APART = 1e-6;

/**
 * Calls a function with a matrix, and frees it.
 * @template T
 * @param {any} matrix
 * @param {(matrix: any) => T} use
 * @returns {T}
 */
export function using(matrix, use) {
  try {
    return use(matrix);
  } finally {
    matrix.free();
  }
}

/**
 * Returns what reads for a build of the package.
 * @param {Build} build
 */
export function readerOf({ PairwiseMatrix, ClienteleError }) {
  /** @param {string} path @param {string} expected @param {string} [code] */
  const wrong = (path, expected, code = "InvalidValue") => new ClienteleError(code, `${path}: expected ${expected}`, { path });

  /**
   * Returns what a text says in JSON, and anything else as it is.
   * @param {unknown} given
   * @param {string} path
   */
  function parsed(given, path) {
    if (typeof given !== "string") return given;
    try {
      return JSON.parse(given);
    } catch {
      throw wrong(path, `JSON, found ${JSON.stringify(given.slice(0, 40))}`);
    }
  }

  /**
   * Returns the names of criteria given as a list, as JSON or with commas between them.
   * @param {unknown} given
   * @param {string} path
   * @returns {string[]}
   */
  function namesOf(given, path) {
    const list = typeof given === "string" && !given.trim().startsWith("[") ? given.split(/[,，]/).map((name) => name.trim()).filter((name) => name !== "") : (parsed(given, path) ?? []);
    if (!Array.isArray(list)) throw wrong(path, "a list of names");
    if (list.length > MOST) throw wrong(path, `${MOST} names at most, found ${list.length}`, "OutOfRange");
    for (const [i, name] of list.entries()) {
      if (typeof name !== "string" || name === "" || list.indexOf(name) < i) throw wrong(`${path}[${i}]`, `a name of its own, found ${JSON.stringify(name)}`);
    }
    return [...list];
  }

  /**
   * Returns judgements of criteria, null where there are no criteria yet: attributes and properties come in any order.
   * @param {unknown} given
   * @param {readonly string[]} known the criteria, unless the value names its own
   */
  function judgementsOf(given, known) {
    /** @type {any} */
    const value = parsed(given, "value") ?? {};
    if (typeof value !== "object") throw wrong("value", "an object, or the rows of a matrix");
    const list = Array.isArray(value) ? { matrix: value } : value;
    for (const key of Object.keys(list)) {
      if (!KEYS.includes(key)) throw new ClienteleError("UnknownKey", `value.${key}: there is no such key; known: ${KEYS.join(", ")}`, { path: `value.${key}` });
    }
    const criteria = list.criteria === undefined ? known : namesOf(list.criteria, "value.criteria");
    if (criteria.length === 0 && list.criteria === undefined) return null;
    const next = new Judgements(criteria);
    const pairs = pairsOf(criteria.length);
    /** @param {"fromRows" | "fromUpperTriangle"} from @param {string} name @param {unknown} judgements */
    const read = (from, name, judgements) => {
      try {
        /** @type {number[][]} */
        const rows = using(PairwiseMatrix[from](judgements, { criteria }), (matrix) => matrix.rows);
        for (const [i, j] of pairs) next.set(i, j, rows[i]?.[j] ?? 1);
      } catch (error) {
        const { code, message, path } = /** @type {any} */ (error);
        // The library does not know that it stands in a value, and has a place in a matrix for every judgement.
        const place = typeof path === "string" ? path.replace(/^(matrix|upperTriangle)/, `value.${name}`) : path;
        if (place === path) throw error;
        throw new ClienteleError(code, String(message).replaceAll(path, place), { path: place });
      }
    };
    const { matrix, upperTriangle } = list;
    const count = Array.isArray(upperTriangle) ? upperTriangle.length : pairs.length;
    if (upperTriangle !== undefined && count > 0) {
      if (count !== pairs.length) throw wrong("value.upperTriangle", `a judgement for each pair of criteria, ${pairs.length} in all, or none, found ${count}`, "LengthMismatch");
      read("fromUpperTriangle", "upperTriangle", upperTriangle);
    }
    if (matrix !== undefined) {
      const { length } = criteria;
      if (!Array.isArray(matrix) || [matrix, ...matrix].some((row) => row?.length !== length)) throw wrong("value.matrix", `${length} rows of ${length}, one for each criterion`, "LengthMismatch");
      const above = next.upperTriangle;
      read("fromRows", "matrix", matrix);
      if (upperTriangle !== undefined && next.upperTriangle.some((judgement, at) => Math.abs(judgement / (above[at] ?? 1) - 1) > APART)) {
        throw wrong("value.upperTriangle", "what is above the diagonal of the matrix, where both are given");
      }
    }
    return next;
  }

  return { namesOf, judgementsOf };
}
