import { drift as driftOf, label } from "clientele";
import { readProfile, write } from "../files.js";
import { INPUT_HELP } from "../input.js";
import { UsageError } from "../usage.js";
import { parseArgs } from "node:util";

const help = `clientele drift OLD.json NEW.json [options]: how far the base has moved between two profiles

  --json                 print the report

  Scores are compared by the population stability index (stable below 0.1, another population from 0.25),
  parameters by their standard errors (moved from 3).
  What the profiles count differently is not compared, and the line says why: another margin, currency or
  horizon, a public profile beside one with its margin, another churn mode, unit of time or purchase model.
${INPUT_HELP}`;

/** @param {string[]} args */
async function run(args) {
  const options = /** @type {const} */ ({ json: { type: "boolean" } });
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true });
  const [before, after, ...more] = positionals;
  if (before === undefined || after === undefined) throw new UsageError("which two profiles? OLD.json NEW.json");
  if (more.length > 0) throw new UsageError(`two profiles; "${more[0]}" is too many`);
  const report = driftOf(await readProfile(before), await readProfile(after));
  await write(undefined, values.json ? `${JSON.stringify(report, null, 2)}\n` : text(report));
}

/**
 * What stands in a profile, as a text that fits in a line.
 * @param {unknown} value
 */
function brief(value) {
  if (value === null) return "none";
  if (typeof value === "object") return "given";
  return typeof value === "number" ? String(Number(value.toPrecision(5))) : String(value);
}

/** @param {import("clientele").ProfileDifference} difference */
function said({ path, before, after, reason }) {
  const [a, b] = [brief(before), brief(after)];
  return `${path} ${a === b ? "differs" : `was ${a} and is ${b}`}: ${reason}`;
}

/** @param {import("clientele").DriftReport} report */
function text({ level, populations, parameters, incomparable }) {
  /** What keeps lines from being compared is often the same. @type {string[]} */
  const notes = [];
  /** @param {readonly import("clientele").ProfileDifference[]} differences */
  const marks = (differences) =>
    differences.map(said).map((note) => {
      if (!notes.includes(note)) notes.push(note);
      return ` (${notes.indexOf(note) + 1})`;
    }).join("");
  const shown = (/** @type {number | null} */ x) => (x === null ? "-" : x.toPrecision(4)).padStart(12);
  const word = (/** @type {string | null} */ of) => (of === null ? "not compared" : label(`drift.${of}`).en);
  const scores = populations.map(
    (p) => `  ${p.score.padEnd(14)}${shown(p.medianBefore)}${shown(p.medianAfter)}${shown(p.stabilityIndex)}  ${word(p.level)}${marks([...p.incomparable, ...p.cautions])}`,
  );
  const models = parameters.map(
    (p) => `  ${p.name.padEnd(14)}${shown(p.before)}${shown(p.after)}${shown(p.standardErrors)}  ${word(p.level)}${marks(p.incomparable)}`,
  );
  if (incomparable.length > 0) models.push(`  not compared${marks(incomparable)}`);
  const lines = [...populations, ...parameters];
  const compared = lines.filter((line) => line.level !== null).length;
  const partly = compared < lines.length ? ` by the ${compared} of ${lines.length} lines that could be compared` : "";
  return `${level === null ? "Nothing could be compared" : `${word(level)}${partly}`}

  ${"score".padEnd(14)}${"median".padStart(12)}${"now".padStart(12)}${"index".padStart(12)}
${scores.join("\n")}

  ${"parameter".padEnd(14)}${"before".padStart(12)}${"now".padStart(12)}${"s.e. apart".padStart(12)}
${models.join("\n")}
${notes.length > 0 ? `\n${notes.map((note, i) => `  (${i + 1}) ${note}\n`).join("")}` : ""}`;
}

export const drift = { help, run };
