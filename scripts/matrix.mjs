// `npm run test:matrix`: the packed package, installed and run in every environment that it is for.
//
//   node scripts/matrix.mjs [--only NAME,…] [--write] [--list]
//
// --only takes the names that --list prints, --write puts the table into docs/RUNTIMES.md.

import { parseArgs } from "node:util";

import { report } from "./lib/run.mjs";
import { CASES } from "./matrix/cases.mjs";
import { runMatrix } from "./matrix/run.mjs";
import { writeTable } from "./matrix/table.mjs";

// Whoever stops it means what it has started, too, which ends with this process.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));

const { values } = parseArgs({ options: { only: { type: "string" }, write: { type: "boolean" }, list: { type: "boolean" } } });
const names = values.only?.split(",") ?? [];
const unknown = names.filter((name) => !CASES.some((each) => each.name === name));

if (values.list) console.log(CASES.map(({ name }) => name).join("\n"));
else if (unknown.length > 0) {
  console.error(`no such environment: ${unknown.join(", ")}\nthere are: ${CASES.map(({ name }) => name).join(", ")}`);
  process.exitCode = 2;
} else if (values.write && names.length > 0) {
  console.error("--write writes the whole table: leave out --only");
  process.exitCode = 2;
} else {
  try {
    const results = await runMatrix(names.length === 0 ? CASES : CASES.filter(({ name }) => names.includes(name)));
    if (values.write) writeTable(results);
    if (results.some(({ state }) => state === "failed")) process.exitCode = 1;
  } catch (error) {
    report(error);
  }
}
// What a tool has left open keeps nobody waiting.
process.exit();
