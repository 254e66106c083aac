// QuickJS, which has no WebAssembly.

import { build } from "esbuild";

import { tool } from "../case.mjs";
import { versionOf } from "../tools.mjs";

/** @type {import("../case.mjs").Case} */
export const quickjs = {
  name: "quickjs",
  label: "QuickJS",
  tools: "quickjs",
  async run({ folder, tools, check }) {
    const { getQuickJS } = await tool(tools, "quickjs-emscripten");
    const version = `quickjs-emscripten ${versionOf(tools, "quickjs-emscripten")}`;
    await check({ version, entry: "clientele/score/nowasm", ran: "a script, bundled by esbuild" }, async () => {
      const quick = await getQuickJS();
      if (quick.evalCode("typeof WebAssembly") !== "undefined") throw new Error("it has WebAssembly: this row is of hosts without it");
      const { outputFiles } = await build({
        stdin: {
          contents: 'import * as api from "clientele/score/nowasm"; import { golden } from "./golden.mjs"; export const hashes = JSON.stringify(golden(api, { full: false }));',
          resolveDir: folder,
        },
        bundle: true,
        write: false,
        format: "iife",
        globalName: "ran",
        logLevel: "warning",
      });
      return JSON.parse(quick.evalCode(`${outputFiles[0]?.text}; ran.hashes`));
    });
  },
};
