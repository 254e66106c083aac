// The golden set (tests/golden/runtimes) in a program that some host runs, and what it has to come to.

import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { join } from "node:path";
import { build } from "esbuild";

import { at } from "../lib/paths.mjs";

/** @typedef {"clientele/score" | "clientele" | "clientele/score/nowasm"} Entry */
/** @typedef {Record<string, string>} Hashes */

const HOME = at("tests", "golden", "runtimes");

/** The small build and the whole one: both have to come to the same. @type {Entry[]} */
export const ENTRIES = ["clientele/score", "clientele"];

/** A name for the files of an entry. @param {Entry} entry */
export const short = (entry) => entry.replaceAll("/", "-");

/** @param {Entry} entry */
const options = (entry) => JSON.stringify({ full: entry === "clientele" });

/** What a program prints, so that it is found among what else is printed. */
const MARK = "CLIENTELE-GOLDEN ";

/**
 * Puts the golden set into a folder, and each program that a host may run. The programs are named after the
 * entry that they import:
 *
 * - `main-….mjs` prints the hashes and keeps them in `globalThis.clienteleGolden`, where a page is asked for them;
 * - `main-….cjs` requires the package;
 * - `worker-….js` answers with them as a worker of Cloudflare's kind does.
 * @param {string} folder
 */
export async function provideGolden(folder) {
  for (const name of readdirSync(HOME).filter((each) => each.endsWith(".mjs"))) cpSync(join(HOME, name), join(folder, name));
  // For what takes no modules: `goldenSet.golden` after an importScripts, or required.
  for (const [format, name] of /** @type {const} */ ([["iife", "golden.classic.js"], ["cjs", "golden.cjs"]])) {
    await build({ entryPoints: [join(HOME, "golden.mjs")], bundle: true, format, globalName: "goldenSet", outfile: join(folder, name), logLevel: "warning" });
  }
  for (const entry of /** @type {Entry[]} */ ([...ENTRIES, "clientele/score/nowasm"])) {
    writeFileSync(join(folder, `main-${short(entry)}.mjs`), program(entry, `import * as api from "${entry}";\nimport { golden } from "./golden.mjs";`));
    writeFileSync(join(folder, `main-${short(entry)}.cjs`), program(entry, `const api = require("${entry}");\nconst { golden } = require("./golden.cjs");`));
    writeFileSync(
      join(folder, `worker-${short(entry)}.js`),
      `import * as api from "${entry}";\nimport { golden } from "./golden.mjs";\nexport default { fetch: () => Response.json(golden(api, ${options(entry)})) };\n`,
    );
  }
}

/**
 * Returns the text of a program that computes the hashes, prints and keeps them.
 * @param {Entry} entry
 * @param {string} head what defines `api` and `golden`
 */
export const program = (entry, head) => `${head}
try {
  globalThis.clienteleGolden = golden(api, ${options(entry)});
} catch (error) {
  globalThis.clienteleGolden = { error: String(error) + "\\n" + error.stack };
}
console.log("${MARK}" + JSON.stringify(globalThis.clienteleGolden));
`;

/**
 * Finds the hashes among what a program printed.
 * @param {string} text
 * @returns {Hashes}
 */
export function printed(text) {
  const found = new RegExp(`${MARK}(\\{.*?\\})`).exec(text)?.[1];
  if (found === undefined) throw new Error(`no hashes were printed, but:\n${text}`);
  return JSON.parse(found);
}

/**
 * What the golden set comes to, as its file has it.
 * @param {Entry} entry
 * @returns {Hashes}
 */
function recorded(entry) {
  const all = JSON.parse(readFileSync(join(HOME, "expected.json"), "utf8"));
  const { trees: _, ...scores } = all;
  return entry === "clientele" ? all : scores;
}

/**
 * Throws unless the hashes are what they have to be.
 * @param {Entry} entry
 * @param {Hashes} hashes
 * @param {Hashes} [expected]
 */
export function assertGolden(entry, hashes, expected = recorded(entry)) {
  if (!isDeepStrictEqual(hashes, expected)) throw new Error(`${hashes?.["error"] ?? JSON.stringify(hashes)}\ninstead of ${JSON.stringify(expected)}`);
}
