// The programs of binaryen, which the build runs on the compiled modules.

import { existsSync } from "node:fs";

import { at } from "./paths.mjs";
import { Problem, run } from "./run.mjs";

/**
 * Runs a program of binaryen.
 * @param {string} name
 * @param {string[]} args
 */
export async function binaryen(name, args) {
  const program = at("node_modules", "binaryen", "bin", name);
  if (!existsSync(program)) throw new Problem("binaryen is not installed", "Run: npm run setup");
  await run(process.execPath, [program, ...args]);
}
