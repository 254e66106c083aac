import { PairwiseMatrix } from "./ahp.js";
import { ClienteleError, invalid } from "./errors.js";
import { call } from "./methods.js";
import { clean, numbers, only } from "./options.js";

/**
 * Returns a matrix of judgements as plain data: one made by `PairwiseMatrix`, or `{rows, criteria}`.
 * @param {any} matrix
 * @param {string} path
 */
export function judged(matrix, path) {
  if (matrix instanceof PairwiseMatrix) return { rows: matrix.rows, criteria: matrix.criteria };
  if (typeof matrix !== "object" || matrix === null || Array.isArray(matrix)) {
    throw invalid(path, matrix, "a PairwiseMatrix or an object with `rows`");
  }
  return clean(matrix, path);
}

/**
 * Returns the matrices of several experts as plain data.
 * @param {unknown} matrices
 */
function allJudged(matrices) {
  if (!Array.isArray(matrices)) throw invalid("matrices", matrices, "an array of matrices");
  return matrices.map((matrix, k) => judged(matrix, `matrices[${k}]`));
}

/**
 * Returns numbers as a plain array without holes: what is missing is not zero.
 * @param {unknown} values
 * @param {string} path
 */
export function present(values, path) {
  const list = Array.from(numbers(values, path));
  const hole = list.findIndex(Number.isNaN);
  if (hole < 0) return list;
  const place = `${path}[${hole}]`;
  throw new ClienteleError("Missing", `${place}: missing, expected a number`, { path: place });
}

/**
 * Returns rows of numbers as plain arrays; typed arrays may be among them.
 * @param {unknown} rows
 * @param {string} path
 */
function presentRows(rows, path) {
  if (!Array.isArray(rows)) throw invalid(path, rows, "an array of rows");
  return rows.map((row, k) => present(row, `${path}[${k}]`));
}

/**
 * Returns one set of weights from the judgements of several experts.
 * @param {unknown} matrices
 * @param {unknown} [options]
 */
export function aggregateJudgments(matrices, options) {
  return call("aggregateJudgments", { matrices: allJudged(matrices), options });
}

/**
 * Returns who disagrees with the group, and on which pairs.
 * @param {unknown} matrices
 * @param {unknown} [options]
 */
export function disagreement(matrices, options) {
  return call("disagreement", { matrices: allJudged(matrices), options });
}

/**
 * Returns how far the weights of several experts agree.
 * @param {unknown} weights
 * @param {unknown} [options]
 */
export function consensus(weights, options) {
  return call("consensus", { weights: presentRows(weights, "weights"), options });
}

/**
 * Returns the camps of opinion among experts.
 * @param {unknown} weights
 * @param {unknown} [options]
 */
export function opinionClusters(weights, options) {
  return call("opinionClusters", { weights: presentRows(weights, "weights"), options });
}

/**
 * Returns how alike several judges rank the same items.
 * @param {unknown} ratings
 */
export function kendallW(ratings) {
  return call("kendallW", { ratings: presentRows(ratings, "ratings") });
}

/**
 * Returns the judgements of one expert as a file.
 * @param {any} judgements
 */
export function judgementFile(judgements) {
  if (typeof judgements !== "object" || judgements === null) {
    throw invalid("judgements", judgements, "an object with `expert`, `goal` and `matrix`");
  }
  const { expert, goal = "", matrix, ...rest } = judgements;
  only(rest, ["expert", "goal", "matrix"], "judgements");
  return call("judgementFile", { expert, goal, matrix: judged(matrix, "matrix") });
}

/**
 * Merges the files of several experts; each is the text of a file or the object that it holds.
 * @param {unknown} files
 * @param {unknown} [options]
 */
export function mergeJudgementFiles(files, options) {
  if (!Array.isArray(files)) throw invalid("files", files, "an array of files");
  const read = files.map((file, k) => {
    if (typeof file !== "string") return file;
    try {
      return JSON.parse(file);
    } catch (error) {
      const path = `files[${k}]`;
      throw new ClienteleError("InvalidValue", `${path}: the text is not JSON: ${/** @type {Error} */ (error).message}`, { path });
    }
  });
  return call("mergeJudgementFiles", { files: read, options });
}
