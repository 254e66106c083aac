import { extname } from "node:path";
import { ClienteleError, label, readTable } from "clientele";
import { write } from "../files.js";
import { INPUT_HELP, named, readText } from "../input.js";
import { UsageError, number, oneOf, parse } from "../usage.js";

const help = `clientele worklist SCORES.csv|.json|.jsonl [options]: whom to see to first, by value at risk

  SCORES is what clientele score wrote.

  --top N                how many customers (20)
  --band low|medium|high   only customers of this risk band
  --json                 print the rows as JSON
  --lang en|zh           language of the actions (en)
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
  });
  oneOf(values.band, "band", ["low", "medium", "high"]);
  const language = oneOf(values.lang, "lang", ["en", "zh"]) ?? "en";
  const top = number(values.top, "top") ?? 20;
  if (!Number.isInteger(top) || top < 1) throw new UsageError(`--top ${values.top}: a whole number from 1`);
  const text = await readText(path);
  const all = extname(path).toLowerCase() === ".csv" || !/^\s*[[{]/.test(text) ? fromTable(text) : fromJson(text, path);
  const wanted = all.filter((row) => values.band === undefined || row.band === values.band);
  const known = wanted.filter((row) => row.valueAtRisk !== null);
  known.sort((a, b) => /** @type {number} */ (b.valueAtRisk) - /** @type {number} */ (a.valueAtRisk));
  const shown = known.slice(0, top);
  if (values.json) await write(undefined, `${JSON.stringify(shown, null, 2)}\n`);
  else await write(undefined, list(shown, /** @type {"en" | "zh"} */ (language)));
  const unknown = wanted.length - known.length;
  if (unknown > 0) process.stderr.write(`${unknown} customers have no value at risk and are left out\n`);
}

/**
 * @param {string} text
 * @returns {Row[]}
 */
function fromTable(text) {
  const { headers, rows } = readTable(text);
  const at = (/** @type {string} */ name) => {
    const found = headers.indexOf(name);
    if (found >= 0) return found;
    const message = `column ${name}: there is none; SCORES is what clientele score wrote`;
    throw new ClienteleError("MissingColumn", message, { column: name });
  };
  const [id, valueAtRisk, risk, band, action] = ["id", "value_at_risk", "churn_risk", "risk_band", "action"].map(at);
  const modifiers = headers.indexOf("modifiers");
  return rows.map((row, i) => {
    const cell = (/** @type {number | undefined} */ place) => row[place ?? -1] ?? "";
    return {
      id: cell(id),
      valueAtRisk: numeric(cell(valueAtRisk), i, "value_at_risk"),
      risk: numeric(cell(risk), i, "churn_risk"),
      band: cell(band),
      action: cell(action),
      modifiers: cell(modifiers).split(" ").filter(Boolean),
    };
  });
}

/**
 * @param {string} cell
 * @param {number} row
 * @param {string} column
 */
function numeric(cell, row, column) {
  if (cell === "") return null;
  const value = Number(cell);
  if (Number.isFinite(value)) return value;
  const place = { row: row + 2, column };
  throw new ClienteleError("InvalidValue", `row ${row + 2}, column ${column}: "${cell}" is not a number`, place);
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
