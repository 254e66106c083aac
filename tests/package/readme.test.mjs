// The examples of the readmes, taken out of them and run as a reader would.

import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { delimiter, join } from "node:path";
import test from "node:test";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { chromium } from "playwright-core";

import { findChromium } from "../../scripts/lib/chromium.mjs";
import { install, load, root, run } from "./tarball.mjs";

const { folder } = install();
const { Orders, buildProfile, readTable } = await load(folder);
const readme = readFileSync(join(root, "README.md"), "utf8");

/** Every fenced block that names its file. */
const examples = new Map([...readme.matchAll(/^```\w+ file=(\S+)\n([\s\S]*?)^```/gm)].map(([, name = "", text = ""]) => [name, text]));

/**
 * Writes an example into a folder of its own below the one where the package is installed, so that
 * the example finds it, with an order file beside it.
 * @param {string} name
 */
function prepare(name) {
  const home = join(folder, name.replace(".", "-"));
  mkdirSync(home);
  const text = examples.get(name);
  assert.ok(text, `README.md has no block with file=${name}`);
  writeFileSync(join(home, name), text);
  copyFileSync(join(root, "www", "data", "sample-shop.csv"), join(home, "orders.csv"));
  const orders = Orders.fromCsv(readFileSync(join(home, "orders.csv")));
  writeFileSync(join(home, "profile.json"), JSON.stringify(buildProfile(orders, { margin: 0.4 })));
  return home;
}

test("there are examples for Node, the browser, a worker and the command line", () => {
  assert.deepEqual([...examples.keys()], ["node.mjs", "browser.js", "worker.js", "cli.sh", "models.mjs", "choice.mjs", "covariates.mjs", "weights.mjs", "landing.js"]);
});

test("a landing page", async () => {
  const home = prepare("landing.js");
  const orders = Orders.fromCsv(readFileSync(join(home, "orders.csv")));
  const shown = JSON.stringify(buildProfile(orders, { margin: 0.4 }).forPublic());
  const page = readFileSync(join(home, "landing.js"), "utf8");
  writeFileSync(join(home, "page.mjs"), `globalThis.fetch = async () => ({ json: async () => (${shown}) });\n${page.replace(/^import .*$/m, "").replace("new Scorer", 'new (await import("clientele/score")).Scorer')}`);
  assert.match(run(process.execPath, ["page.mjs"], { cwd: home }), /^(low|medium|high) /);
});

test("Node", () => {
  const lines = run(process.execPath, ["node.mjs"], { cwd: prepare("node.mjs") }).trim().split("\n");
  assert.match(lines[0] ?? "", /^0\.\d+ \[/, "a risk and its evidence");
  // The identifier of a customer may hold blanks.
  const numbers = (lines.at(-2) ?? "").split(" ").slice(-3);
  for (const number of numbers) assert.ok(Number.isFinite(Number(number)), lines.at(-2));
  assert.match(lines.at(-1) ?? "", /^\d{4,5} bytes$/);
});

test("models on their own", () => {
  const lines = run(process.execPath, ["models.mjs"], { cwd: prepare("models.mjs") }).trim().split("\n");
  for (const line of lines.slice(-3)) for (const number of line.split(" ")) assert.ok(Number(number) > 0, line);
});

test("the choice of a model", () => {
  const printed = run(process.execPath, ["choice.mjs"], { cwd: prepare("choice.mjs") });
  assert.match(printed, /has the lowest BIC|only with a prior|only model/);
  assert.match(printed, /lower: Float64Array/);
});

test("covariates", () => {
  const lines = run(process.execPath, ["covariates.mjs"], { cwd: prepare("covariates.mjs") }).trim().split("\n");
  assert.deepEqual(lines.slice(0, 3).map((line) => line.split(" ")[0]), ["alpha", "a", "b"]);
  for (const line of lines) for (const number of line.split(" ").slice(-2)) assert.ok(number === line.split(" ")[0] || Number.isFinite(Number(number)), line);
  assert.equal(lines.length, 5);
});

test("weights and a ranking", () => {
  assert.match(run(process.execPath, ["weights.mjs"], { cwd: prepare("weights.mjs") }), /^\[ 'Bo', 'Ann', 'Cy' \] 0\.00/);
});

test("the command line", () => {
  const home = prepare("cli.sh");
  const PATH = [join(folder, "node_modules", ".bin"), process.env["PATH"]].join(delimiter);
  const judged = JSON.parse(run("sh", ["-eu", "cli.sh"], { cwd: home, env: { PATH } }));
  assert.deepEqual(judged.criteria, ["Price", "Service", "Speed"]);
  assert.equal(judged.consistent, true);
  assert.ok(existsSync(join(home, "profile.json")));
  const { rows } = readTable(readFileSync(join(home, "scores.csv")));
  assert.equal(rows.length, Orders.fromCsv(readFileSync(join(home, "orders.csv"))).customers);
});

test("a worker, in workerd", async () => {
  const home = prepare("worker.js");
  const bundle = await build({
    entryPoints: [join(home, "worker.js")],
    bundle: true,
    format: "esm",
    conditions: ["workerd"],
    outdir: join(home, "dist"),
    loader: { ".wasm": "copy" },
    assetNames: "[name]",
    logLevel: "silent",
    metafile: true,
  });
  const wasm = Object.keys(bundle.metafile.outputs).filter((name) => name.endsWith(".wasm"));
  assert.equal(wasm.length, 1);
  const host = new Miniflare({
    modules: [
      { type: "ESModule", path: "worker.js", contents: readFileSync(join(home, "dist", "worker.js"), "utf8") },
      { type: "CompiledWasm", path: "clientele_bg.wasm", contents: readFileSync(join(home, "dist", "clientele_bg.wasm")) },
    ],
    compatibilityDate: "2026-04-01",
  });
  try {
    /** @param {unknown} customer */
    const post = async (customer) => {
      const response = await host.dispatchFetch("http://localhost/", { method: "POST", body: JSON.stringify(customer) });
      return { status: response.status, body: /** @type {any} */ (await response.json()) };
    };
    const scored = await post({ id: "c-1", frequency: 3, recency: 20, T: 26, monetaryValue: 42 });
    assert.equal(scored.status, 200);
    assert.ok(scored.body.churn.risk > 0 && scored.body.churn.risk < 1);
    const refused = await post({ frequency: 3, recency: 27, T: 26 });
    assert.deepEqual([refused.status, refused.body.code], [422, "OutOfRange"]);
  } finally {
    await host.dispose();
  }
});

test("the browser, under the policy that the readme names", async () => {
  const home = prepare("browser.js");
  const policy = readme.match(/`(script-src [^`]+)`/)?.[1];
  assert.ok(policy);
  const bundle = await build({ entryPoints: [join(home, "browser.js")], bundle: true, format: "esm", minify: true, write: false, logLevel: "silent" });
  /** @type {Record<string, [string, string]>} */
  const files = {
    "/": ["text/html", '<!doctype html><link rel="icon" href="data:,"><p id="score"></p><script type="module" src="/browser.js"></script>'],
    "/browser.js": ["text/javascript", bundle.outputFiles[0]?.text ?? ""],
    "/profile.json": ["application/json", readFileSync(join(home, "profile.json"), "utf8")],
  };
  const server = createServer((request, response) => {
    const [type, body] = files[request.url ?? ""] ?? ["text/plain", ""];
    response.setHeader("content-type", type);
    response.setHeader("content-security-policy", policy);
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  const browser = await chromium.launch({
    executablePath: findChromium() ?? "",
    args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  try {
    const page = await browser.newPage();
    /** @type {string[]} */
    const complaints = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.waitForFunction(() => /** @type {any} */ (globalThis).document.querySelector("#score").textContent !== "", null, { timeout: 10_000 }).catch(() => {});
    assert.deepEqual(complaints, []);
    assert.match((await page.textContent("#score")) ?? "", /^value \d+, risk \d+ %$/);
  } finally {
    await browser.close();
    server.close();
  }
});

test("the readme of the package: its first example", () => {
  const example = readFileSync(join(root, "pkg", "README.md"), "utf8").match(/```js\n([\s\S]*?)```/)?.[1];
  assert.ok(example);
  writeFileSync(join(folder, "readme.mjs"), example);
  const numbers = run(process.execPath, ["readme.mjs"], { cwd: folder }).trim().split(" ").map(Number);
  assert.equal(numbers.length, 3);
  assert.ok(numbers.every(Number.isFinite), numbers.join());
});
