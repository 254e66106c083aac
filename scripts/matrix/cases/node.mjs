// Node, every version that is maintained: as ESM and as CommonJS.

import { join } from "node:path";

import { finished } from "../../lib/children.mjs";
import { ENTRIES, printed, short } from "../programs.mjs";

/** @typedef {import("../case.mjs").Case} Case */

/**
 * Runs the programs of the golden set with a Node.
 * @param {import("../case.mjs").Place} place
 * @param {string} program
 * @param {string} version
 */
export async function inNode({ folder, check }, program, version) {
  for (const entry of [...ENTRIES, /** @type {const} */ ("clientele/score/nowasm")]) {
    for (const [extension, ran] of /** @type {const} */ ([["mjs", "ESM"], ["cjs", "CommonJS"]])) {
      await check({ version, entry, ran }, async () => printed((await finished(program, [`main-${short(entry)}.${extension}`], { cwd: folder })).stdout));
    }
  }
}

/** The Node that runs the tests. @type {Case} */
export const thisNode = {
  name: "node",
  label: "Node",
  run: (place) => inNode(place, process.execPath, process.versions.node),
};

/** @type {Case[]} */
export const nodes = [20, 22, 24, 26].map((major) => ({
  name: `node-${major}`,
  label: "Node",
  tools: `node-${major}`,
  async run(place) {
    const node = join(place.tools, "node_modules", "node", "bin", "node");
    const { stdout } = await finished(node, ["--version"]);
    await inNode(place, node, stdout.trim().slice(1));
  },
}));
