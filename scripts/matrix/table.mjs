// The table of docs/RUNTIMES.md: what was run where, as the matrix itself found it.

import { readFileSync, writeFileSync } from "node:fs";
import { arch, platform } from "node:os";

import { at } from "../lib/paths.mjs";

/** @typedef {import("./run.mjs").Result} Result */

const FILE = at("docs", "RUNTIMES.md");
const BEGIN = "<!-- matrix: begin, written by `npm run test:matrix -- --write` -->";
const END = "<!-- matrix: end -->";

/** What stands for each hash, so that a row has one: the first half is enough to be told apart. @param {Result} result */
function hash({ hashes }) {
  if (hashes === null) return "";
  return Object.values(hashes).map((each) => `\`${each.slice(0, 8)}\``).join(" ");
}

/** @param {Result} result */
const outcome = ({ state, note }) => ({ passed: "passed", failed: "**failed**", left: `left out: ${note.split("\n")[0]}` })[state];

/**
 * Writes the table between its marks.
 * @param {Result[]} results
 */
export function writeTable(results) {
  const text = readFileSync(FILE, "utf8");
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${FILE} lacks the marks of the table`);
  const date = new Date().toISOString().slice(0, 10);
  const count = (/** @type {Result["state"]} */ state) => results.filter((result) => result.state === state).length;
  const lines = [
    `${count("passed")} passed, ${count("failed")} failed, ${count("left")} left out, on ${platform()} ${arch()}.`,
    "",
    "| environment | version | imported | what ran | hashes | result | date |",
    "|---|---|---|---|---|---|---|",
    ...results.map((result) => {
      const imported = result.entry === "all" ? "every entry" : `\`${result.entry}\``;
      return `| ${[result.label, result.version, imported, result.ran, hash(result), outcome(result), date].join(" | ")} |`;
    }),
  ];
  writeFileSync(FILE, `${text.slice(0, begin + BEGIN.length)}\n${lines.join("\n")}\n${text.slice(end)}`);
  console.log(`\nThe table is in ${FILE}`);
}
