// One environment of the matrix: what it is given, and what it tells.

import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { consume } from "../lib/packed.mjs";
import { assertGolden, provideGolden } from "./programs.mjs";
import { installed } from "./tools.mjs";

/** @typedef {import("./programs.mjs").Entry} Entry */
/** @typedef {import("./programs.mjs").Hashes} Hashes */
/** What hosts without JavaScript take. @typedef {"crate clientele" | "clientele.c.wasm"} Native */

/**
 * What is tried in an environment.
 * @typedef {object} Row
 * @property {string} version version of the environment
 * @property {Entry | "clientele/edge" | Native | "all"} entry what is imported
 * @property {string} ran what ran, in words
 * @property {Hashes} [expected] what has to come out, where it is not the golden set as a whole
 */

/**
 * Runs one row: `work` gives the hashes, throws `Left` where something is missing, or anything else for a failure.
 * Where there is nothing to compare, it gives null and has thrown by itself.
 * @typedef {(row: Row, work: () => Promise<Hashes | null>) => Promise<void>} Check
 */

/**
 * @typedef {object} Place
 * @property {string} folder an empty project that has the package installed and the programs of the golden set
 * @property {string} tools folder whose node_modules hold the tools
 * @property {string} tarball the packed package
 * @property {Check} check
 */

/**
 * @typedef {object} Case
 * @property {string} name by which `--only` asks for it
 * @property {string} label by which the table names it
 * @property {string} [tools] group of tools that it needs; none: the development dependencies of the project
 * @property {(place: Place) => Promise<void>} run
 */

/**
 * Runs a case in a project of its own: below its tools, so that these are found as in somebody's project, and
 * otherwise where nothing of this repository is above it.
 * @param {Case} which
 * @param {string} tarball
 * @param {Check} check
 */
export async function runCase({ name, tools: group, run }, tarball, check) {
  const tools = await installed(group ?? "");
  const folder = mkdtempSync(join(group === undefined ? realpathSync(tmpdir()) : tools, `clientele-${name}-`));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.once("exit", remove);
  try {
    consume(tarball, folder);
    await provideGolden(folder);
    await run({ folder, tools, tarball, check });
  } finally {
    process.off("exit", remove);
    remove();
  }
}

/**
 * Imports a module of the tools as CommonJS or ESM, whichever it is.
 * @param {string} tools
 * @param {string} name
 * @returns {Promise<any>}
 */
export const tool = (tools, name) => import(pathToFileURL(createRequire(join(tools, "package.json")).resolve(name)).href);

/**
 * Runs the work of a row and compares what comes out.
 * @param {Row} row
 * @param {() => Promise<Hashes | null>} work
 */
export async function compared({ entry, expected }, work) {
  const hashes = await work();
  if (hashes !== null && entry !== "all") assertGolden(/** @type {Entry} */ (entry), hashes, expected);
  return hashes;
}

/** The program of a tool. @param {string} tools @param {string} name */
export const program = (tools, name) => join(tools, "node_modules", ".bin", name);
