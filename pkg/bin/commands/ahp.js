import { ClienteleError, IncompleteMatrix, PairwiseMatrix, readTable } from "clientele";
import { readText, write } from "../files.js";
import { number, oneOf, parse } from "../usage.js";

const METHODS = { eigenvector: "eigenvector", "geometric-mean": "geometricMean", "column-mean": "columnMean" };
/** Those for judgements of which some are missing. */
const COMPLETIONS = { "lambda-optimal": "lambdaOptimal", "least-squares": "logarithmicLeastSquares", harker: "harker" };
const TABLES = { "saaty-2008": "saaty2008", "saaty-1980": "saaty1980", "alonso-lamata-2006": "alonsoLamata2006" };

const help = `clientele ahp JUDGEMENTS.json|.csv [options]: weights and consistency of pairwise judgements

  JSON: {"criteria": ["Price", "Service"], "matrix": [[1, 3], ["1/3", 1]]}
        or {"criteria": […], "upperTriangle": [3]}
        null is a missing judgement
  CSV:  the criteria in the first row and in the first column; an empty cell is a missing judgement

  --json                 print {weights, lambdaMax, ci, ri, randomIndex, cr, consistent, repair, …}
  --method ${Object.keys(METHODS).join("|")}   (eigenvector)
           ${Object.keys(COMPLETIONS).join("|")}   where judgements are missing (lambda-optimal)
  --max-changes 1|2|3    the most judgements that a repair may change (3)
  --random-index ${Object.keys(TABLES).join("|")}   (saaty-2008)
  --threshold CR         consistent below this ratio (0.1)
  --out FILE
`;

/** @param {string[]} args */
async function run(args) {
  const { path, values } = parse(args, "file of judgements", {
    json: { type: "boolean" },
    out: { type: "string" },
    method: { type: "string" },
    "random-index": { type: "string" },
    threshold: { type: "string" },
    "max-changes": { type: "string" },
  });
  oneOf(values.method, "method", Object.keys({ ...METHODS, ...COMPLETIONS }));
  oneOf(values["random-index"], "random-index", Object.keys(TABLES));
  const randomIndex = TABLES[/** @type {keyof typeof TABLES} */ (values["random-index"] ?? "saaty-2008")];
  const maxChanges = number(values["max-changes"], "max-changes");
  const threshold = number(values.threshold, "threshold");
  const matrix = read(await readText(path), path);
  const options = /** @type {any} */ ({ randomIndex, threshold });
  const result =
    matrix instanceof IncompleteMatrix
      ? incomplete(matrix, values.method, options)
      : complete(matrix, values.method, options, maxChanges);
  await write(values.out, values.json ? `${JSON.stringify(result, null, 2)}\n` : text(result));
}

/**
 * @param {PairwiseMatrix} matrix
 * @param {string | undefined} named
 * @param {any} options
 * @param {number | undefined} maxChanges
 */
function complete(matrix, named, options, maxChanges) {
  oneOf(named, "method", Object.keys(METHODS));
  const method = /** @type {any} */ (METHODS[/** @type {keyof typeof METHODS} */ (named ?? "eigenvector")]);
  const { weights, lambdaMax } = matrix.priorities(method);
  const consistency = matrix.consistency({ ...options, method });
  const { ci, ri, randomIndex, cr, consistent, worstPair } = consistency;
  const { reached, repairs } = matrix.repair({ ...options, maxChanges });
  const { criteria } = matrix;
  return { criteria, method, weights, lambdaMax, ci, ri, randomIndex, cr, consistent, worstPair, repairReached: reached, repair: repairs };
}

/**
 * @param {IncompleteMatrix} matrix
 * @param {string | undefined} named
 * @param {any} options
 */
function incomplete(matrix, named, options) {
  oneOf(named, "method", Object.keys(COMPLETIONS));
  const method = /** @type {any} */ (COMPLETIONS[/** @type {keyof typeof COMPLETIONS} */ (named ?? "lambda-optimal")]);
  const { weights, lambdaMax, filled } = matrix.completion(method);
  const { ci, ri, riSource, riStandardError, randomIndex, cr, consistent, worstPair } = matrix.consistency(options);
  const { questions, orderCertain } = matrix.nextQuestion();
  const judged = { criteria: matrix.criteria, method, weights, lambdaMax, ci, ri, riSource, riStandardError, randomIndex, cr };
  return { ...judged, consistent, worstPair, missing: filled, nextQuestion: questions[0] ?? null, orderCertain, repair: [] };
}

/**
 * Reads judgements in either form.
 * @param {string} source
 * @param {string} path
 */
function read(source, path) {
  if (!source.trimStart().startsWith("{")) return readCsv(source, path);
  let value;
  try {
    value = JSON.parse(source);
  } catch (error) {
    throw new ClienteleError("InvalidValue", `${path}: not JSON: ${/** @type {Error} */ (error).message}`, { path });
  }
  const { criteria, matrix, upperTriangle } = value;
  if (matrix !== undefined) return judgements("fromRows", matrix, criteria);
  if (upperTriangle !== undefined) return judgements("fromUpperTriangle", upperTriangle, criteria);
  throw new ClienteleError("Missing", `${path}: missing, expected the key "matrix" or "upperTriangle"`, { path });
}

/**
 * Returns a matrix, an incomplete one where judgements are missing.
 * @param {"fromRows" | "fromUpperTriangle"} form
 * @param {any} values
 * @param {any} criteria
 */
function judgements(form, values, criteria) {
  const matrix = IncompleteMatrix[form](values, { criteria });
  return matrix.missing.length === 0 ? PairwiseMatrix[form](values, { criteria }) : matrix;
}

/**
 * Reads a matrix whose first row and first column name the criteria.
 * @param {string} source
 * @param {string} path
 */
function readCsv(source, path) {
  const { headers, rows } = readTable(source);
  const [, ...criteria] = headers;
  rows.forEach(([name], i) => {
    if (name !== criteria[i]) {
      throw new ClienteleError("InvalidValue", `${path}: row ${i + 2} is named "${name}", the column "${criteria[i] ?? ""}"`, {
        path,
        row: i + 2,
      });
    }
  });
  const cells = rows.map(([, ...row]) => row.map((cell) => (cell === "" ? null : cell)));
  return judgements("fromRows", cells, criteria);
}

/** @param {any} result */
function text(result) {
  const width = Math.max(...result.criteria.map((/** @type {string} */ c) => c.length));
  const lines = result.criteria.map(
    (/** @type {string} */ name, /** @type {number} */ i) => `  ${name.padEnd(width)}  ${result.weights[i].toFixed(6)}`,
  );
  const worst = result.worstPair;
  const advice =
    result.consistent || !worst
      ? ""
      : `look again at "${worst.a}" against "${worst.b}": you said ${Number(worst.value.toPrecision(4))}, ` +
        `the other judgements together say about ${worst.suggestedText}\n`;
  return `${lines.join("\n")}

lambda max ${result.lambdaMax.toFixed(6)}   CI ${result.ci.toFixed(6)}   CR ${result.cr.toFixed(6)} (${result.randomIndex}, RI ${result.ri})
${result.consistent ? "consistent" : "not consistent"}
${advice}${repairs(result)}${missing(result)}`;
}

/** @param {any} result */
function repairs({ repair, repairReached, consistent }) {
  if (consistent || repair.length === 0) return "";
  const lines = repair.map((/** @type {any} */ { changes, cr, ranksKept }) => {
    const moves = changes.map(
      (/** @type {any} */ { a, b, from, toText }) => `"${a}" against "${b}" from ${Number(from.toPrecision(4))} to ${toText}`,
    );
    return `  ${moves.join("; ")}   (CR ${cr.toFixed(4)}, ${ranksKept ? "same order" : "another order"})`;
  });
  const head = repairReached
    ? `the smallest changes that make them consistent${lines.length > 1 ? ", one of" : ""}:`
    : "no allowed number of changes makes them consistent; the best found:";
  return `${head}\n${lines.join("\n")}\n`;
}

/** @param {any} result */
function missing({ missing, nextQuestion, orderCertain }) {
  if (missing === undefined) return "";
  const lines = missing.map(
    (/** @type {any} */ { a, b, value }) => `  "${a}" against "${b}": the others say about ${Number(value.toPrecision(3))}`,
  );
  const next = nextQuestion && !orderCertain ? `ask next: "${nextQuestion.a}" against "${nextQuestion.b}"\n` : "";
  return `missing judgements:\n${lines.join("\n")}\n${next}${orderCertain ? "no answer to them can change the order\n" : ""}`;
}

export const ahp = { help, run };
