// What reads the package without running it.

import { readFileSync } from "node:fs";
import { publint as lint } from "publint";
import { formatMessage } from "publint/utils";

import { finished } from "../../lib/children.mjs";
import { at } from "../../lib/paths.mjs";
import { versionOf } from "../tools.mjs";

/** Files of the package that are no modules, or have no types of their own. */
const UNTYPED = ["./clientele.wasm", "./score.wasm", "./score.global.js", "./element.global.js", "./profile.schema.json", "./package.json"];

/** What publint has to say of a tarball. @param {string} tarball @returns {Promise<string[]>} */
export async function publintMessages(tarball) {
  const { messages, pkg } = await lint({ pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer }, strict: true });
  return messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code);
}

/** Throws with what is wrong with the types of a tarball, as every way of resolving finds them. @param {string} tarball */
export async function checkTypes(tarball) {
  const script = at("node_modules", "@arethetypeswrong", "cli", "dist", "index.js");
  await finished(process.execPath, [script, tarball, "--profile", "node16", "--no-color", "--no-emoji", "--exclude-entrypoints", ...UNTYPED]);
}

/** @type {import("../case.mjs").Case} */
export const publint = {
  name: "publint",
  label: "publint",
  async run({ tarball, tools, check }) {
    await check({ version: versionOf(tools, "publint"), entry: "all", ran: "the tarball, strict" }, async () => {
      const found = await publintMessages(tarball);
      if (found.length > 0) throw new Error(found.join("\n"));
      return null;
    });
  },
};

/** @type {import("../case.mjs").Case} */
export const attw = {
  name: "attw",
  label: "Are the types wrong?",
  async run({ tarball, tools, check }) {
    await check({ version: versionOf(tools, "@arethetypeswrong/cli"), entry: "all", ran: "the tarball, as node16 and bundlers find them" }, async () => {
      await checkTypes(tarball);
      return null;
    });
  },
};
