// Deno and Bun, the other servers that run the package as it lies.

import { finished } from "../../lib/children.mjs";
import { program } from "../case.mjs";
import { ENTRIES, printed, short } from "../programs.mjs";
import { versionOf } from "../tools.mjs";

/** @type {import("../case.mjs").Case} */
export const deno = {
  name: "deno",
  label: "Deno",
  async run({ folder, tools, check }) {
    const version = versionOf(tools, "deno");
    for (const entry of ENTRIES) {
      await check({ version, entry, ran: "ESM, without permissions" }, async () => {
        const args = ["run", "--no-prompt", "--node-modules-dir=manual", `main-${short(entry)}.mjs`];
        return printed((await finished(program(tools, "deno"), args, { cwd: folder, env: { DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" } })).stdout);
      });
    }
  },
};

/** @type {import("../case.mjs").Case} */
export const bun = {
  name: "bun",
  label: "Bun",
  async run({ folder, tools, check }) {
    const version = versionOf(tools, "bun");
    for (const entry of ENTRIES) {
      for (const [extension, ran] of /** @type {const} */ ([["mjs", "ESM"], ["cjs", "CommonJS"]])) {
        await check({ version, entry, ran }, async () => printed((await finished(program(tools, "bun"), [`main-${short(entry)}.${extension}`], { cwd: folder })).stdout));
      }
    }
  },
};
