// A worker in real workerd, on a free port of this machine.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

import { at } from "./paths.mjs";

export const TOKEN = "a-token-for-this-machine-alone";

/** What does nothing, to compare with. */
export const EMPTY = 'export default { async fetch(request) { await request.arrayBuffer(); return new Response("{}", { headers: { "content-type": "application/json" } }); } };';

/** The edge service with its states in Durable Objects. */
export const EDGE = `import { createHandler, durableObjectStore } from "clientele/edge";
import profile from "./profile.json" with { type: "json" };
export { CustomerObject } from "clientele/edge";
export default { fetch: createHandler((env) => ({ profile, store: durableObjectStore(env.CUSTOMERS), auth: { tokens: [env.TOKEN] }, limits: { storeMs: 30_000 } })) };`;

/** @param {string} modules @param {boolean} objects */
const configuration = (modules, objects) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [ (name = "main", worker = .main) ],
  sockets = [ (name = "http", address = "127.0.0.1:0", http = (), service = "main") ],
);
const main :Workerd.Worker = (
  modules = [ ${modules} ],
  compatibilityDate = "2026-04-01",
  bindings = [ (name = "TOKEN", text = "${TOKEN}")${objects ? ', (name = "CUSTOMERS", durableObjectNamespace = "CustomerObject")' : ""} ],
  ${objects ? 'durableObjectNamespaces = [ (className = "CustomerObject", uniqueKey = "clientele") ], durableObjectStorage = (inMemory = void),' : ""}
);
`;

/**
 * Returns the port that workerd listens on, as it says on its third pipe (`--control-fd=3`).
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<number>}
 */
export const portOf = (child) =>
  new Promise((resolve, reject) => {
    let text = "";
    child.stdio[3]?.on("data", (chunk) => {
      text += chunk;
      const listening = text.match(/"event":"listen"[^\n]*"port":(\d+)/);
      if (listening) resolve(Number(listening[1]));
    });
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`workerd ended with ${code}`)));
  });

/**
 * Starts a worker. Its Durable Objects, if it has any, keep what they keep in memory.
 * @param {string} source the worker, whose imports are those of somebody who has the package and a profile
 * @returns {Promise<{url: string, residentKb: () => number, stop: () => Promise<void>}>}
 */
export async function startWorkerd(source) {
  const folder = mkdtempSync(join(tmpdir(), "clientele-workerd-"));
  const edge = source.includes("clientele/edge");
  await build({
    stdin: { contents: source.replace("./profile.json", at("examples", "worker", "profile.json")), resolveDir: at("pkg"), sourcefile: "worker.js" },
    bundle: true,
    format: "esm",
    conditions: ["workerd"],
    outfile: join(folder, "worker.js"),
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
    logLevel: "warning",
  });
  const modules = ['(name = "worker.js", esModule = embed "worker.js")', ...(edge ? ['(name = "./clientele_score_bg.wasm", wasm = embed "clientele_score_bg.wasm")'] : [])];
  writeFileSync(join(folder, "config.capnp"), configuration(modules.join(", "), edge));
  const child = spawn(at("node_modules", ".bin", "workerd"), ["serve", "config.capnp", "--control-fd=3"], { cwd: folder, stdio: ["ignore", "inherit", "inherit", "pipe"] });
  const ended = new Promise((resolve) => child.on("close", resolve));
  const port = await portOf(child);
  return {
    url: `http://127.0.0.1:${port}`,
    // `workerd` is a script that starts the program, or the program itself: the larger of the two is meant.
    residentKb: () => Math.max(...[child.pid ?? 0, ...childrenOf(child.pid ?? 0)].map(resident)),
    async stop() {
      for (const pid of childrenOf(child.pid ?? 0)) process.kill(pid);
      child.kill();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @param {number} pid @returns {number[]} */
function childrenOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Returns the memory of a process in KB, where the system tells (Linux). @param {number} pid */
function resident(pid) {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
