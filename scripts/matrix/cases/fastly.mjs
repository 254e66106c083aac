// Fastly Compute, whose JavaScript has no WebAssembly: its compiler, and what that makes in Viceroy, the local server.

import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { finished, serving } from "../../lib/children.mjs";
import { freePort } from "../../lib/engines.mjs";
import { at, which } from "../../lib/paths.mjs";
import { program } from "../case.mjs";
import { Left } from "../left.mjs";
import { printed } from "../programs.mjs";
import { versionOf } from "../tools.mjs";

/** The Viceroy that the matrix was written with; it takes a quarter of an hour to build. */
const VICEROY = "cargo install --locked viceroy@0.22.0";

/** How many customers Fastly scores: without a compiler of its own it takes 60 ms for each under every profile. */
const FEW = 1000;

/** The first of the golden customers. */
const few = `import * as api from "clientele/score";
import { golden } from "./golden.mjs";
import { set } from "./set.mjs";
set.customers = ${FEW};
const ran = () => golden(api, { full: false });
`;

/** Where the example serves, and a customer for it. */
const SERVICE = "/v1/score?asOf=2024-12-31";
const CUSTOMER = JSON.stringify({ id: "Ann", frequency: 2, recency: 30.43, T: 38.86, monetaryValue: 22.35 });

/** What the service answers in Node, without a token. */
const inNode = `import { createHandler } from "clientele/edge";
import profile from "./service/profile.json" with { type: "json" };
const handler = createHandler({ profile, store: null });
const request = new Request("http://127.0.0.1${SERVICE}", { method: "POST", headers: { "content-type": "application/json" }, body: ${JSON.stringify(CUSTOMER)} });
console.log(await (await handler(request)).text());
`;

/**
 * Asks a program something while Viceroy serves it.
 * @template T
 * @param {string[]} args of Viceroy
 * @param {string} cwd
 * @param {(address: string) => Promise<T>} ask
 */
async function inViceroy(args, cwd, ask) {
  const viceroy = which("viceroy");
  if (viceroy === null) throw new Left(`Viceroy is not on the PATH: ${VICEROY}`);
  const port = await freePort();
  // It compiles the program first, and says that it listens only when it is verbose: some ten seconds, more than seven minutes
  // where it was itself installed with --debug.
  const server = await serving(viceroy, ["serve", "-v", "--addr", `127.0.0.1:${port}`, ...args], /Listening on/, { cwd, seconds: 120 });
  try {
    return await ask(`http://127.0.0.1:${port}`);
  } finally {
    server.stop();
  }
}

/** Throws unless an answer has a status, and returns its text. @param {Response} response @param {number} status */
async function answered(response, status) {
  const text = await response.text();
  if (response.status !== status) throw new Error(`${response.status} in place of ${status}: ${text}`);
  return text;
}

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
      await compile(`${few}addEventListener("fetch", (event) => event.respondWith(new Response(JSON.stringify(ran()))));`, "asked");
      return inViceroy(["asked.wasm"], folder, async (address) => JSON.parse(await answered(await fetch(address), 200)));
    });
    await check({ version, entry: "clientele/edge", ran: "the service of `examples/edge-fastly`, built as it says, in Viceroy: the answers of Node, none without the token" }, async () => {
      const service = join(folder, "service");
      cpSync(at("examples", "edge-fastly"), service, { recursive: true });
      await finished("npm", ["run", "build"], { cwd: service });
      writeFileSync(join(folder, "service.mjs"), inNode);
      const { stdout } = await finished(process.execPath, ["service.mjs"], { cwd: folder });
      const token = /data = "(.+)"/.exec(readFileSync(join(service, "fastly.toml"), "utf8"))?.[1];
      return inViceroy(["-C", "fastly.toml", join("bin", "main.wasm")], service, async (address) => {
        const ask = (/** @type {string} */ bearer) =>
          fetch(`${address}${SERVICE}`, { method: "POST", headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" }, body: CUSTOMER });
        await answered(await ask("another"), 401);
        const text = await answered(await ask(token ?? ""), 200);
        if (text !== stdout.trimEnd()) throw new Error(`${text}\nin place of\n${stdout}`);
        return null;
      });
    });
  },
};
