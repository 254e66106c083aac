import { extname } from "node:path";
import { ClienteleError, label } from "clientele";
import { write } from "../files.js";
import { INPUT_HELP, named, readBytes } from "../input.js";
import { DecimalEvidence, HINTS, readNumber } from "../numbers.js";
import { readRows } from "../rows.js";
import { UsageError, number, oneOf, parse } from "../usage.js";
import { count } from "../wording.js";

const help = `clientele worklist SCORES.csv|.json|.jsonl [options]: whom to see to first, by value at risk

  SCORES is what clientele score wrote, also where a spreadsheet has saved it with semicolons and decimal commas.

  --top N                how many customers (20)
  --band low|medium|high   only customers of this risk band
  --json                 print the rows as JSON
  --lang en|zh           language of the actions (en)
  --decimal .|,          decimal sign of a CSV file, where it is not recognised
${INPUT_HELP}`;

/**
 * One customer of the list.
 * @typedef {{ id: string, valueAtRisk: number | null, risk: number | null, band: string, action: string, modifiers: string[] }} Row
 */

/** @param {string[]} args */
async function run(args) {
  const { path, values } = parse(args, "file of scores", {
    top: { type: "string" },
    band: { type: "string" },
    json: { type: "boolean" },
    lang: { type: "string" },
    decimal: { type: "string" },
  });
  oneOf(values.band, "band", ["low", "medium", "high"]);
  const language = oneOf(values.lang, "lang", ["en", "zh"]) ?? "en";
  const top = number(values.top, "top") ?? 20;
  if (!Number.isInteger(top) || top < 1) throw new UsageError(`--top ${values.top}: a whole number from 1`);
  const decimal = /** @type {"." | "," | undefined} */ (oneOf(values.decimal, "decimal", [".", ","]));
  const bytes = await readBytes(path);
  const isTable = extname(path).toLowerCase() === ".csv" || !/^\s*[[{]/.test(bytes.toString("utf8", 0, 1 << 10));
  const all = isTable ? fromTable(bytes, decimal) : fromJson(bytes.toString("utf8"), path);
  const wanted = all.filter((row) => values.band === undefined || row.band === values.band);
  const known = wanted.filter((row) => row.valueAtRisk !== null);
  known.sort((a, b) => /** @type {number} */ (b.valueAtRisk) - /** @type {number} */ (a.valueAtRisk));
  const shown = known.slice(0, top);
  if (values.json) await write(undefined, `${JSON.stringify(shown, null, 2)}\n`);
  else await write(undefined, list(shown, /** @type {"en" | "zh"} */ (language)));
  const unknown = wanted.length - known.length;
  if (unknown > 0) process.stderr.write(`${count(unknown, "customer")} without value at risk left out\n`);
}

/**
 * @param {Buffer} bytes
 * @param {"." | "," | undefined} decimal
 * @returns {Row[]}
 */
function fromTable(bytes, decimal) {
  const { delimiter, headers, rows } = readRows(bytes);
  const at = (/** @type {string} */ name) => {
    const found = headers.indexOf(name);
    if (found >= 0) return found;
    const message = `column ${name}: there is none; SCORES is what clientele score wrote`;
    throw new ClienteleError("MissingColumn", message, { column: name });
  };
  const [id, valueAtRisk, risk, band, action] = ["id", "value_at_risk", "churn_risk", "risk_band", "action"].map(at);
  const modifiers = headers.indexOf("modifiers");
  const decimals = new DecimalEvidence();
  /** @type {Row[]} */
  const list = [];
  for (const { row, cells, fault } of rows) {
    if (fault) throw fault;
    const cell = (/** @type {number | undefined} */ place) => cells[place ?? -1] ?? "";
    /** @param {number | undefined} place @param {boolean} money */
    const numeric = (place, money) => {
      const text = cell(place);
      if (text === "") return null;
      const column = headers[place ?? -1] ?? "";
      const found = readNumber(text, decimal);
      if ("hint" in found) throw notANumber(row, column, text, found.hint);
      if (!decimals.note(found.proof, { row, column, cell: text }, money)) throw notANumber(row, column, text, HINTS.decimal);
      return found.value;
    };
    list.push({
      id: cell(id),
      valueAtRisk: numeric(valueAtRisk, true),
      risk: numeric(risk, false),
      band: cell(band),
      action: cell(action),
      modifiers: cell(modifiers).split(" ").filter(Boolean),
    });
  }
  const doubt = decimals.doubt(delimiter === ";");
  if (doubt) throw notANumber(doubt.row, doubt.column, doubt.cell, HINTS.decimal);
  return list;
}

/**
 * @param {number} row
 * @param {string} column
 * @param {string} cell
 * @param {string} hint
 */
function notANumber(row, column, cell, hint) {
  return new ClienteleError("BadCell", `row ${row}, column ${column}: "${cell}" is not a number; ${hint}`, { row, column });
}

/**
 * @param {string} text
 * @param {string} path
 * @returns {Row[]}
 */
function fromJson(text, path) {
  /** @type {import("clientele").CustomerScore[]} */
  let scores;
  try {
    scores = text.trimStart().startsWith("[") ? JSON.parse(text) : text.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  } catch (error) {
    throw new ClienteleError("InvalidValue", `${named(path)}: ${/** @type {Error} */ (error).message}`, { path });
  }
  return scores.map((score, i) => {
    if (typeof score?.churn !== "object") {
      throw new ClienteleError("InvalidValue", `${named(path)}: entry ${i} is not a score; SCORES is what clientele score wrote`, { path: `[${i}]` });
    }
    return {
      id: String(score.id),
      valueAtRisk: score.valueAtRisk,
      risk: score.churn.risk,
      band: score.churn.band ?? "",
      action: score.action?.code ?? "",
      modifiers: (score.modifiers ?? []).map((modifier) => modifier.code),
    };
  });
}

/**
 * @param {Row[]} rows
 * @param {"en" | "zh"} language
 */
function list(rows, language) {
  if (rows.length === 0) return "nobody to see to\n";
  const width = Math.max(...rows.map((row) => row.id.length), 2);
  const lines = rows.map(({ id, valueAtRisk, risk, action, modifiers }, i) => {
    const words = [...modifiers, action].filter((code) => code !== "").map((code) => label(code)[language]);
    const share = risk === null ? "-" : `${(100 * risk).toFixed(1)} %`;
    return `${String(i + 1).padStart(4)}  ${id.padEnd(width)}${(valueAtRisk ?? 0).toFixed(2).padStart(14)}${share.padStart(9)}  ${words.join("; ")}`;
  });
  return `${"".padStart(4)}  ${"id".padEnd(width)}${"at risk".padStart(14)}${"risk".padStart(9)}\n${lines.join("\n")}\n`;
}

export const worklist = { help, run };
