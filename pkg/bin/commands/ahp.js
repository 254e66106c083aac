import { ClienteleError, Hierarchy, IncompleteMatrix, PairwiseMatrix, readTable } from "clientele";
import { write } from "../files.js";
import { INPUT_HELP, named, readText } from "../input.js";
import { UsageError, number, oneOf, parse } from "../usage.js";
import { evaluateHierarchy, hierarchyText, isHierarchy } from "./ahp-hierarchy.js";
import { incompleteText, repairText, reportText } from "./ahp-report.js";

const METHODS = {
  eigenvector: "eigenvector",
  "geometric-mean": "geometricMean",
  "column-mean": "columnMean",
  "row-mean": "rowMean",
  "direct-least-squares": "leastSquares",
};
/** Those for judgements of which some are missing. */
const COMPLETIONS = { "lambda-optimal": "lambdaOptimal", "least-squares": "logarithmicLeastSquares", harker: "harker" };
const TABLES = {
  "saaty-2008": "saaty2008",
  "saaty-1980": "saaty1980",
  "chinese-notes-2005": "chineseNotes2005",
  "donegan-dodd-1991": "doneganDodd1991",
  "tummala-wan-1994": "tummalaWan1994",
  "tummala-ling-1998": "tummalaLing1998",
  "alonso-lamata-2006": "alonsoLamata2006",
  "alonso-lamata-fit": "alonsoLamataFit",
};
const SCALES = {
  linear: "linear",
  logarithmic: "logarithmic",
  "square-root": "squareRoot",
  "inverse-linear": "inverseLinear",
  balanced: "balanced",
  "balanced-n": "balancedN",
  "adaptive-balanced": "adaptiveBalanced",
  adaptive: "adaptive",
  power: "power",
  geometric: "geometric",
};
const SYNTHESES = ["distributive", "ideal", "multiplicative"];

/** @param {object} words */
const choice = (words) => Object.keys(words).join("|").replace(/(.{60,72})\|/g, "$1|\n      ");

const help = `clientele ahp JUDGEMENTS.json|.csv [options]: weights and consistency of pairwise judgements

  JSON: {"criteria": ["Price", "Service"], "matrix": [[1, 3], ["1/3", 1]]}
        or {"criteria": […], "upperTriangle": [3]}; null is a missing judgement
        or {"pairs": [{"a": "Price", "b": "Service", "value": 3}, …]}
        or a hierarchy of such nodes, with alternatives or without:
        {"name": "Car", "criteria": [{"name": "Cost", "criteria": ["Price", "Fuel"], "upperTriangle": [2]},
         {"name": "Safety", "upperTriangle": [4]}], "upperTriangle": ["1/3"], "alternatives": ["A", "B"],
         "nodes": [{"name": "Price", "values": [9000, 8000], "direction": "cost"}, …]}
  CSV:  the criteria in the first row and in the first column; an empty cell is a missing judgement

  --json                 print {weights, lambdaMax, ci, ri, randomIndex, cr, consistent, repair, …}
  --report               every table, every index, order and efficiency (of one matrix)
  --sentences            every judgement in words (of one matrix)
  --method ${choice(METHODS)}
                         (eigenvector)
           ${choice(COMPLETIONS)}   where judgements are missing (lambda-optimal)
  --max-changes 1|2|3    the most judgements that a repair may change (3)
  --random-index ${choice(TABLES)}
                         (saaty-2008)
  --threshold CR         consistent below this ratio (0.1)
  --strict               0.05 for three criteria, 0.08 for four
  --scale ${choice(SCALES)}
                         what a judgement of 1 to 9 stands for (linear; of one matrix)
  --synthesis ${SYNTHESES.join("|")}   how alternatives are put together (distributive)
  --out FILE
${INPUT_HELP}`;

/** @param {string[]} args */
async function run(args) {
  const { path, values } = parse(args, "file of judgements", {
    json: { type: "boolean" },
    report: { type: "boolean" },
    sentences: { type: "boolean" },
    out: { type: "string" },
    method: { type: "string" },
    "random-index": { type: "string" },
    threshold: { type: "string" },
    strict: { type: "boolean" },
    "max-changes": { type: "string" },
    scale: { type: "string" },
    synthesis: { type: "string" },
  });
  const options = {
    randomIndex: word(TABLES, values["random-index"], "random-index") ?? "saaty2008",
    threshold: number(values.threshold, "threshold"),
    strict: values.strict,
  };
  oneOf(values.method, "method", Object.keys({ ...METHODS, ...COMPLETIONS }));
  const scale = word(SCALES, values.scale, "scale");
  const synthesis = oneOf(values.synthesis, "synthesis", SYNTHESES);
  const input = read(await readText(path), path);
  /** @param {string} what @param {(keyof typeof values)[]} names */
  const without = (what, ...names) => {
    const given = names.find((name) => values[name] !== undefined);
    if (given !== undefined) throw new UsageError(`--${given} is not for ${what}`);
  };
  if (input instanceof IncompleteMatrix) {
    without("judgements of which some are missing", "report", "sentences", "scale", "max-changes", "synthesis");
    const method = word(COMPLETIONS, values.method, "method") ?? "lambdaOptimal";
    await show(values, incomplete(input, method, options), text);
    return;
  }
  const method = word(METHODS, values.method, "method") ?? "eigenvector";
  if (input instanceof PairwiseMatrix) {
    without("one matrix", "synthesis");
    const matrix = scale === undefined ? input : input.onScale(/** @type {any} */ (scale));
    const maxChanges = number(values["max-changes"], "max-changes");
    await show(values, one(matrix, { ...options, method }, { ...values, maxChanges }), text);
  } else {
    without("a hierarchy", "report", "sentences", "scale", "max-changes");
    await show(values, evaluateHierarchy(new Hierarchy(input), { ...options, method, synthesis }), hierarchyText);
  }
}

/**
 * Writes a result, for machines or for people.
 * @param {{json?: boolean | undefined, out?: string | undefined}} values
 * @param {any} result
 * @param {(result: any) => string} words
 */
const show = ({ json, out }, result, words) => write(out, json ? `${JSON.stringify(result, null, 2)}\n` : words(result));

/**
 * Returns the word of the library for one of the command line.
 * @template {Record<string, string>} Words
 * @param {Words} words
 * @param {string | undefined} given
 * @param {string} option
 */
function word(words, given, option) {
  oneOf(given, option, Object.keys(words));
  return given === undefined ? undefined : words[given];
}

/**
 * @param {PairwiseMatrix} matrix
 * @param {any} options
 * @param {{report?: boolean | undefined, sentences?: boolean | undefined, maxChanges: number | undefined}} more
 */
function one(matrix, options, more) {
  const { weights, lambdaMax, method, warnings, provenance } = matrix.priorities(options.method);
  const { ci, ri, randomIndex, randomIndexOrigin, cr, consistent, worstPair } = matrix.consistency(options);
  const { method: _, ...limits } = options;
  const { reached, repairs, warnings: repairWarnings } = matrix.repair({ ...limits, maxChanges: more.maxChanges });
  return {
    criteria: matrix.criteria,
    method,
    weights,
    lambdaMax,
    ci,
    ri,
    randomIndex,
    randomIndexOrigin,
    cr,
    consistent,
    worstPair,
    repairReached: reached,
    repair: repairs,
    repairWarnings,
    warnings,
    provenance,
    ...(more.report && { report: matrix.report(options) }),
    ...(more.sentences && { sentences: matrix.sentences().map(({ en }) => en) }),
  };
}

/**
 * @param {IncompleteMatrix} matrix
 * @param {any} method
 * @param {any} options
 */
function incomplete(matrix, method, options) {
  const { weights, lambdaMax, filled } = matrix.completion(method);
  const { ci, ri, riSource, riStandardError, randomIndex, cr, consistent, worstPair } = matrix.consistency(options);
  const { questions, orderCertain } = matrix.nextQuestion();
  const judged = { criteria: matrix.criteria, method, weights, lambdaMax, ci, ri, riSource, riStandardError, randomIndex, cr };
  return { ...judged, consistent, worstPair, missing: filled, nextQuestion: questions[0] ?? null, orderCertain, repair: [] };
}

/**
 * Reads judgements in any form: a matrix, or the goal of a hierarchy.
 * @param {string} source
 * @param {string} path
 * @returns {PairwiseMatrix | IncompleteMatrix | any}
 */
function read(source, path) {
  // A word or a number alone is no table: JSON says what it is not.
  if (!/^\s*[{[]/.test(source) && /[,;\t\n]./.test(source)) return readCsv(source, path);
  let value;
  try {
    value = JSON.parse(source);
  } catch (error) {
    throw new ClienteleError("InvalidValue", `${named(path)}: not JSON: ${/** @type {Error} */ (error).message}`, { path });
  }
  if (typeof value !== "object" || value === null || (Array.isArray(value) && value.length === 0)) {
    const message = `${named(path)}: must be an object with "criteria" and "matrix", "upperTriangle" or "pairs", a hierarchy, or CSV`;
    throw new ClienteleError("InvalidValue", message, { path });
  }
  if (Array.isArray(value)) return judgements("fromRows", value, undefined);
  if (isHierarchy(value)) return value;
  const { criteria, matrix, upperTriangle, pairs, ...others } = value;
  for (const key of Object.keys(others)) {
    const message = `${named(path)}: there is no key "${key}"; expected "criteria" and "matrix" or "upperTriangle", or "pairs"`;
    throw new ClienteleError("UnknownKey", message, { path: key });
  }
  const [given, twice] = Object.entries({ matrix, upperTriangle, pairs }).filter(([, list]) => list !== undefined);
  if (given === undefined) {
    throw new ClienteleError("Missing", `${named(path)}: missing, expected the key "matrix" or "upperTriangle", or "pairs"`, { path });
  }
  if (twice !== undefined) {
    const message = `${named(path)}: "${given[0]}" and "${twice[0]}" say the same twice; give one of them`;
    throw new ClienteleError("InvalidValue", message, { path: twice[0] });
  }
  return judgements(FORMS[/** @type {keyof typeof FORMS} */ (given[0])], given[1], criteria);
}

/** The forms of judgements in a file, and what reads them. */
const FORMS = /** @type {const} */ ({ matrix: "fromRows", upperTriangle: "fromUpperTriangle", pairs: "fromPairs" });

/**
 * Returns a matrix, an incomplete one where judgements are missing.
 * @param {"fromRows" | "fromUpperTriangle" | "fromPairs"} form
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
      const message =
        `${named(path)}: row ${i + 2} begins with "${name}", column ${i + 2} with "${criteria[i] ?? ""}"; ` +
        "the first row and the first column name the same criteria in the same order";
      throw new ClienteleError("InvalidValue", message, { path, row: i + 2 });
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
  const sentences = result.sentences ? `\n${result.sentences.map((/** @type {string} */ s) => `  ${s}`).join("\n")}\n` : "";
  return `${lines.join("\n")}

lambda max ${result.lambdaMax.toFixed(6)}   CI ${result.ci.toFixed(6)}   CR ${result.cr.toFixed(6)} (${result.randomIndex}, RI ${Number(result.ri.toFixed(4))})
${result.consistent ? "consistent" : "not consistent"}
${advice}${repairText(result)}${incompleteText(result)}${sentences}${result.report ? reportText(result.report) : ""}`;
}

export const ahp = { help, run };
