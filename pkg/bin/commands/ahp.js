import { ClienteleError, PairwiseMatrix, readTable } from "clientele";
import { readText, write } from "../files.js";
import { number, oneOf, parse } from "../usage.js";

const METHODS = { eigenvector: "eigenvector", "geometric-mean": "geometricMean", "column-mean": "columnMean" };
const TABLES = { "saaty-2008": "saaty2008", "saaty-1980": "saaty1980", "alonso-lamata-2006": "alonsoLamata2006" };

const help = `clientele ahp JUDGEMENTS.json|.csv [options]: weights and consistency of pairwise judgements

  JSON: {"criteria": ["Price", "Service"], "matrix": [[1, 3], ["1/3", 1]]}
        or {"criteria": […], "upperTriangle": [3]}
  CSV:  the criteria in the first row and in the first column

  --json                 print {weights, lambdaMax, ci, ri, randomIndex, cr, consistent, …}
  --method ${Object.keys(METHODS).join("|")}   (eigenvector)
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
  });
  oneOf(values.method, "method", Object.keys(METHODS));
  oneOf(values["random-index"], "random-index", Object.keys(TABLES));
  const method = METHODS[/** @type {keyof typeof METHODS} */ (values.method ?? "eigenvector")];
  const randomIndex = TABLES[/** @type {keyof typeof TABLES} */ (values["random-index"] ?? "saaty-2008")];
  const matrix = read(await readText(path), path);
  const { weights, lambdaMax } = matrix.priorities(/** @type {any} */ (method));
  const threshold = number(values.threshold, "threshold");
  const consistency = matrix.consistency(/** @type {any} */ ({ method, randomIndex, threshold }));
  const { ci, ri, cr, consistent, worstPair } = consistency;
  const result = { criteria: matrix.criteria, method, weights, lambdaMax, ci, ri, randomIndex, cr, consistent, worstPair };
  await write(values.out, values.json ? `${JSON.stringify(result, null, 2)}\n` : text(result));
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
  if (matrix !== undefined) return PairwiseMatrix.fromRows(matrix, { criteria });
  if (upperTriangle !== undefined) return PairwiseMatrix.fromUpperTriangle(upperTriangle, { criteria });
  throw new ClienteleError("Missing", `${path}: missing, expected the key "matrix" or "upperTriangle"`, { path });
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
  return PairwiseMatrix.fromRows(
    rows.map(([, ...cells]) => cells.map((cell) => (cell === "" ? null : cell))),
    { criteria },
  );
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
${advice}`;
}

export const ahp = { help, run };
