// `npm run test:matrix`: the packed package, installed and run in every environment that it is for.
//
//   node scripts/matrix.mjs [--only NAME,…] [--write] [--list]
//
// --only takes names that --list prints (with both, it prints those), --write puts the table into docs/RUNTIMES.md.

import { parseArgs } from "node:util";

import { Problem, report } from "./lib/run.mjs";
import { CASES } from "./matrix/cases.mjs";
import { runMatrix } from "./matrix/run.mjs";
import { writeTable } from "./matrix/table.mjs";

// Whoever stops it means what it has started, too, which ends with this process.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));

const USAGE = "npm run test:matrix -- [--only NAME,…] [--write] [--list]";

/** What is asked for. */
function asked() {
  /** @type {{ only?: string, write?: boolean, list?: boolean }} */
  let values;
  try {
    ({ values } = parseArgs({ options: { only: { type: "string" }, write: { type: "boolean" }, list: { type: "boolean" } } }));
  } catch (error) {
    throw new Problem(/** @type {Error} */ (error).message, USAGE);
  }
  const names = values.only?.split(",") ?? [];
  const unknown = names.filter((name) => !CASES.some((each) => each.name === name));
  if (unknown.length > 0) {
    throw new Problem(`no such environment: ${unknown.join(", ")}`, `There are: ${CASES.map(({ name }) => name).join(", ")}`);
  }
  if (values.write && names.length > 0) throw new Problem("--write writes the whole table: leave out --only", USAGE);
  if (values.write && values.list) throw new Problem("--list runs nothing that --write could write: leave out one", USAGE);
  return { ...values, cases: names.length === 0 ? CASES : CASES.filter(({ name }) => names.includes(name)) };
}

try {
  const { cases, list, write } = asked();
  if (list) console.log(cases.map(({ name }) => name).join("\n"));
  else {
    const results = await runMatrix(cases);
    if (write) writeTable(results);
    if (results.some(({ state }) => state === "failed")) process.exitCode = 1;
  }
} catch (error) {
  report(error);
}
// What a tool has left open keeps nobody waiting.
process.exit();
