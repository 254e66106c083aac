// Runs the environments one after another, tells how it goes, and keeps what came of each row.

import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { pack } from "../lib/packed.mjs";
import { at } from "../lib/paths.mjs";
import { Problem, duration } from "../lib/run.mjs";
import { compared, runCase } from "./case.mjs";
import { Left } from "./left.mjs";
import { cache } from "./tools.mjs";

/**
 * What came of a row. `note` is the reason of what was left out or failed.
 * @typedef {import("./case.mjs").Row & { label: string, state: "passed" | "failed" | "left", hashes: import("./case.mjs").Hashes | null, note: string }} Result
 */

/**
 * @param {import("./case.mjs").Case[]} cases
 * @returns {Promise<Result[]>}
 */
export async function runMatrix(cases) {
  if (!existsSync(at("pkg", "wasm", "build.json"))) throw new Problem("the package is not built", "Run: npm run build");
  const start = performance.now();
  const packed = join(cache, "packed");
  rmSync(packed, { recursive: true, force: true });
  mkdirSync(packed, { recursive: true });
  const { tarball } = pack(packed);
  /** @type {Result[]} */
  const results = [];
  for (const [index, each] of cases.entries()) {
    const began = performance.now();
    console.log(`\n── ${index + 1}/${cases.length} ${each.name}`);
    /** @param {Result} result @param {number} since */
    const told = (result, since) => {
      results.push(result);
      const mark = { passed: "✓", failed: "✗", left: "–" }[result.state];
      console.log(`   ${mark} ${result.label} ${result.version}, ${result.entry}: ${result.ran} (${duration(performance.now() - since)})`);
      if (result.note !== "") console.log(`     ${result.note.split("\n").slice(0, 40).join("\n     ")}`);
    };
    /** @type {import("./case.mjs").Check} */
    const check = async (row, work) => {
      const since = performance.now();
      const { label } = each;
      try {
        const hashes = await compared(row, work);
        told({ ...row, label, state: "passed", hashes, note: "" }, since);
      } catch (error) {
        told({ ...row, label, ...outcome(error), hashes: null }, since);
      }
    };
    try {
      await runCase(each, tarball, check);
    } catch (error) {
      told({ version: "", entry: "all", ran: "everything", label: each.label, ...outcome(error), hashes: null }, began);
    }
    console.log(`   ${duration(performance.now() - began)}`);
  }
  const count = (/** @type {Result["state"]} */ state) => results.filter((result) => result.state === state).length;
  console.log(`\n${count("passed")} passed, ${count("failed")} failed, ${count("left")} left out (${duration(performance.now() - start)})`);
  for (const { state, label, version, entry, ran, note } of results) {
    if (state !== "passed") console.log(`${state === "left" ? "– left out" : "✗ failed"}: ${label} ${version}, ${entry}, ${ran}: ${note.split("\n")[0]}`);
  }
  return results;
}

/** @param {unknown} error @returns {{ state: "failed" | "left", note: string }} */
function outcome(error) {
  const note = String(/** @type {Error} */ (error)?.message ?? error);
  return { state: error instanceof Left ? "left" : "failed", note };
}
