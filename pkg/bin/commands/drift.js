import { drift as driftOf, label } from "clientele";
import { readProfile, write } from "../files.js";
import { INPUT_HELP } from "../input.js";
import { UsageError } from "../usage.js";
import { parseArgs } from "node:util";

const help = `clientele drift OLD.json NEW.json [options]: how far the base has moved between two profiles

  --json                 print the report

  Scores are compared by the population stability index (stable below 0.1, another population from 0.25),
  parameters by their standard errors (moved from 3).
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

/** @param {import("clientele").DriftReport} report */
function text(report) {
  const shown = (/** @type {number | null} */ x) => (x === null ? "-" : x.toPrecision(4)).padStart(12);
  const word = (/** @type {string | null} */ level) => (level === null ? "not known" : label(`drift.${level}`).en);
  const scores = report.populations.map(
    (p) => `  ${p.score.padEnd(14)}${shown(p.medianBefore)}${shown(p.medianAfter)}${shown(p.stabilityIndex)}  ${word(p.level)}`,
  );
  const parameters = report.parameters.map(
    (p) => `  ${p.name.padEnd(14)}${shown(p.before)}${shown(p.after)}${shown(p.standardErrors)}  ${word(p.level)}`,
  );
  const models = report.sameModel ? parameters : ["  the purchase models differ"];
  return `${word(report.level)}

  ${"score".padEnd(14)}${"median".padStart(12)}${"now".padStart(12)}${"index".padStart(12)}
${scores.join("\n")}

  ${"parameter".padEnd(14)}${"before".padStart(12)}${"now".padStart(12)}${"s.e. apart".padStart(12)}
${models.join("\n")}
`;
}

export const drift = { help, run };
