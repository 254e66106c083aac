// Hosts that have no WebAssembly.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

import { finished, serving } from "../../lib/children.mjs";
import { freePort } from "../../lib/engines.mjs";
import { which } from "../../lib/paths.mjs";
import { program, tool } from "../case.mjs";
import { printed } from "../programs.mjs";
import { Left } from "../left.mjs";
import { versionOf } from "../tools.mjs";

/** The Viceroy that the matrix was written with; it takes a quarter of an hour to build. */
const VICEROY = "cargo install --locked viceroy@0.22.0";

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

/** How many customers Fastly scores: without a compiler of its own it takes 60 ms for each under every profile. */
const FEW = 1000;

/** The first of the golden customers. */
const few = `import * as api from "clientele/score";
import { golden } from "./golden.mjs";
import { set } from "./set.mjs";
set.customers = ${FEW};
const ran = () => golden(api, { full: false });
`;

/** @type {import("../case.mjs").Case} */
export const fastly = {
  name: "fastly",
  label: "Fastly Compute",
  tools: "fastly",
  async run({ folder, tools, check }) {
    const version = `js-compute ${versionOf(tools, "@fastly/js-compute")}`;
    const compile = async (/** @type {string} */ source, /** @type {string} */ name) => {
      writeFileSync(join(folder, `${name}.js`), source);
      const { stdout, stderr } = await finished(program(tools, "js-compute-runtime"), [`${name}.js`, `${name}.wasm`], { cwd: folder, seconds: 240 });
      return stdout + stderr;
    };
    const listen = 'addEventListener("fetch", (event) => event.respondWith(new Response("ready")));';
    const print = 'console.log("CLIENTELE-GOLDEN " + JSON.stringify(ran()));';
    // What as many customers come to, which no file holds: Node says it, whose own rows are of all of them.
    writeFileSync(join(folder, "few.mjs"), few + print);
    const expected = printed((await finished(process.execPath, ["few.mjs"], { cwd: folder })).stdout);
    // What stands at the top runs while it is compiled: in SpiderMonkey, as Fastly has it.
    await check({ version, entry: "clientele/score", ran: `compiled; the first ${FEW} customers while it was compiled`, expected }, async () =>
      printed(await compile(`${few}${print}\n${listen}`, "compiled")));
    await check({ version, entry: "clientele", ran: "throws `UnsupportedRuntime`, as documented" }, async () => {
      const said = await compile(`import("clientele").then(() => console.log("REFUSED nothing"), (error) => console.log("REFUSED " + error.code));\n${listen}`, "refused");
      const code = /REFUSED (\w+)/.exec(said)?.[1];
      if (code !== "UnsupportedRuntime") throw new Error(`${code ?? "nothing was thrown"}\n${said}`);
      return null;
    });
    await check({ version, entry: "clientele/score", ran: `a request, in Viceroy: the first ${FEW} customers`, expected }, async () => {
      const viceroy = which("viceroy");
      if (viceroy === null) throw new Left(`Viceroy is not on the PATH: ${VICEROY}`);
      await compile(`${few}addEventListener("fetch", (event) => event.respondWith(new Response(JSON.stringify(ran()))));`, "asked");
      const port = await freePort();
      // It compiles the program first, and says that it listens only when it is verbose: some ten seconds, more than seven minutes where it was itself installed with --debug.
      const server = await serving(viceroy, ["serve", "-v", "--addr", `127.0.0.1:${port}`, "asked.wasm"], /Listening on/, { cwd: folder, seconds: 120 });
      try {
        const response = await fetch(`http://127.0.0.1:${port}/`);
        const text = await response.text();
        if (!response.ok) throw new Error(text);
        return JSON.parse(text);
      } finally {
        server.stop();
      }
    });
  },
};
