// The runtime of Vercel's edge functions.

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";

import { tool } from "../case.mjs";
import { ENTRIES, short } from "../programs.mjs";
import { versionOf } from "../tools.mjs";

/**
 * Does with `?module` what Vercel does: the module is compiled outside, and the function gets it by a name.
 * @param {Map<string, string>} files name and place of each module
 * @returns {import("esbuild").Plugin}
 */
const modules = (files) => ({
  name: "module",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => ({ path: join(resolveDir, path.replace(/\?module$/, "")), namespace: "module" }));
    onLoad({ filter: /.*/, namespace: "module" }, ({ path }) => {
      const name = `wasm_${basename(path, ".wasm")}`;
      files.set(name, path);
      return { contents: `export default globalThis.${name};` };
    });
  },
});

/** @type {import("../case.mjs").Case} */
export const edgeRuntime = {
  name: "edge-runtime",
  label: "Vercel edge-runtime",
  tools: "edge-runtime",
  async run({ folder, tools, check }) {
    const { EdgeRuntime } = await tool(tools, "edge-runtime");
    for (const entry of ENTRIES) {
      await check({ version: versionOf(tools, "edge-runtime"), entry, ran: "a function, bundled by esbuild" }, async () => {
        /** @type {Map<string, string>} */
        const files = new Map();
        const { outputFiles } = await build({
          stdin: {
            contents: `import worker from "./worker-${short(entry)}.js"; addEventListener("fetch", (event) => event.respondWith(worker.fetch()));`,
            resolveDir: folder,
          },
          bundle: true,
          write: false,
          conditions: ["edge-light", "worker", "browser"],
          plugins: [modules(files)],
          logLevel: "warning",
        });
        if (files.size !== 1) throw new Error(`the bundle imports ${files.size} modules`);
        const runtime = new EdgeRuntime({
          initialCode: outputFiles[0]?.text ?? "",
          extend: (/** @type {object} */ context) => Object.assign(context, Object.fromEntries([...files].map(([name, path]) => [name, new /** @type {any} */ (globalThis).WebAssembly.Module(readFileSync(path))]))),
        });
        const response = await runtime.dispatchFetch("http://localhost/");
        if (!response.ok) throw new Error(await response.text());
        return response.json();
      });
    }
  },
};
