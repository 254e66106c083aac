// Cloudflare Workers: workerd itself, and what stands around it.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { Miniflare } from "miniflare";

import { finished, serving, started } from "../../lib/children.mjs";
import { portOf } from "../../lib/workerd.mjs";
import { program } from "../case.mjs";
import { ENTRIES, short } from "../programs.mjs";
import { nodeProgram, versionOf } from "../tools.mjs";

/** @typedef {import("../case.mjs").Case} Case */
/** @typedef {import("../case.mjs").Entry} Entry */

const COMPATIBILITY = "2026-04-01";

/**
 * Bundles a worker, with the module as a file beside it.
 * @param {string} folder
 * @param {Entry} entry
 * @returns {Promise<string>} the folder of the bundle
 */
async function bundled(folder, entry) {
  const outdir = join(folder, "dist", short(entry));
  await build({
    entryPoints: { worker: join(folder, `worker-${short(entry)}.js`) },
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker", "browser"],
    outdir,
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
    logLevel: "warning",
  });
  return outdir;
}

/** The modules of a bundle. @param {string} folder */
const modules = (folder) => readdirSync(folder).filter((name) => /\.(js|wasm)$/.test(name)).sort();

/**
 * Serves a bundle in workerd and asks it once.
 * @param {string} folder
 * @param {string} main its entry
 * @param {string} workerdProgram
 * @returns {Promise<any>}
 */
async function askWorkerd(folder, main, workerdProgram) {
  const others = modules(folder).filter((name) => name !== main).map((name) => `(name = "./${name}", wasm = embed "${name}")`);
  writeFileSync(
    join(folder, "config.capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .main)], sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]);
const main :Workerd.Worker = (modules = [(name = "${main}", esModule = embed "${main}"), ${others.join(", ")}], compatibilityDate = "${COMPATIBILITY}");
`,
  );
  const { child, stop } = started(workerdProgram, ["serve", "config.capnp", "--control-fd=3"], { cwd: folder, stdio: ["ignore", "inherit", "inherit", "pipe"] });
  try {
    return await answerOf(await fetch(`http://127.0.0.1:${await portOf(child)}/`));
  } finally {
    stop();
  }
}

/** The hashes in an answer. @param {{ ok: boolean, status: number, text: () => Promise<string> }} response */
async function answerOf(response) {
  const text = await response.text();
  if (!response.ok) throw new Error(`answered ${response.status}: ${text}`);
  return JSON.parse(text);
}

/** @type {Case} */
export const workerd = {
  name: "workerd",
  label: "workerd",
  async run({ folder, tools, check }) {
    for (const entry of ENTRIES) {
      await check({ version: versionOf(tools, "workerd"), entry, ran: "a worker, bundled by esbuild" }, async () =>
        askWorkerd(await bundled(folder, entry), "worker.js", program(tools, "workerd")));
    }
  },
};

/** @type {Case} */
export const miniflare = {
  name: "miniflare",
  label: "Miniflare",
  async run({ folder, tools, check }) {
    for (const entry of ENTRIES) {
      await check({ version: versionOf(tools, "miniflare"), entry, ran: "a worker, bundled by esbuild" }, async () => {
        const home = await bundled(folder, entry);
        const wasm = modules(home).filter((name) => name.endsWith(".wasm"));
        const host = new Miniflare({
          modules: [
            { type: "ESModule", path: "worker.js", contents: readFileSync(join(home, "worker.js"), "utf8") },
            ...wasm.map((path) => /** @type {const} */ ({ type: "CompiledWasm", path, contents: readFileSync(join(home, path)) })),
          ],
          compatibilityDate: COMPATIBILITY,
        });
        try {
          return await answerOf(await host.dispatchFetch("http://localhost/"));
        } finally {
          await host.dispose();
        }
      });
    }
  },
};

/** @type {Case} */
export const wrangler = {
  name: "wrangler",
  label: "Wrangler",
  tools: "wrangler",
  async run({ folder, tools, check }) {
    // It refuses Node 20.
    const node = await nodeProgram(24);
    const script = join(tools, "node_modules", "wrangler", "bin", "wrangler.js");
    const version = versionOf(tools, "wrangler");
    const env = { WRANGLER_SEND_METRICS: "false", CI: "1", XDG_CONFIG_HOME: join(folder, "config") };
    for (const entry of ENTRIES) {
      const common = [`worker-${short(entry)}.js`, "--compatibility-date", COMPATIBILITY];
      await check({ version, entry, ran: "`wrangler dev`" }, async () => {
        const server = await serving(node, [script, "dev", ...common, "--ip", "127.0.0.1", "--port", "0", "--inspector-port", "0"], /Ready on (http:\/\/127\.0\.0\.1:\d+)/, { cwd: folder, env });
        try {
          return await answerOf(await fetch(server.found[1] ?? ""));
        } finally {
          server.stop();
        }
      });
      await check({ version, entry, ran: "`wrangler deploy --dry-run`, the bundle in workerd" }, async () => {
        const out = join(folder, `out-${short(entry)}`);
        await finished(node, [script, "deploy", "--dry-run", "--outdir", out, "--name", "golden", ...common], { cwd: folder, env });
        return askWorkerd(out, modules(out).find((name) => name.endsWith(".js")) ?? "", program(tools, "workerd"));
      });
    }
  },
};
