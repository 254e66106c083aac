// The pages of docs/runtimes: their files, written as a reader would write them, and their commands, run.
//
// The bundlers and hosts that are no development dependency run in `npm run test:matrix`; of their pages the files are
// bundled here, under the conditions of their hosts.

import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import test, { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { chromium } from "playwright-core";
import webpack from "webpack";

import { CHROMIUM_FLAGS, findChromium } from "../../scripts/lib/chromium.mjs";
import { withPages } from "../../scripts/matrix/browsers.mjs";
import { install, load, root, run } from "./tarball.mjs";

const { folder } = install();
const { Orders, buildProfile } = await load(folder);
const PAGES = join(root, "docs", "runtimes");
const BIN = join(root, "node_modules", ".bin");

/** What every page prints or shows of the same customer. */
const SHOWN = /^(low|medium|high) (platinum|gold|iron|lead)/;

/**
 * Writes the files of a page into a project that has the package, and returns the project and the commands.
 * @param {string} name
 */
function project(name) {
  const home = join(folder, name);
  const text = readFileSync(join(PAGES, `${name}.md`), "utf8");
  mkdirSync(join(home, "node_modules"), { recursive: true });
  cpSync(join(folder, "node_modules", "clientele"), join(home, "node_modules", "clientele"), { recursive: true });
  const files = [...text.matchAll(/^```\w+ file=(\S+)\n([\s\S]*?)^```/gm)].map(([, path = "", code = ""]) => ({ path: join(home, path), code }));
  for (const { path, code } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
  }
  const profile = buildProfile(Orders.fromCsv(readFileSync(join(root, "www", "data", "sample-shop.csv"))), { margin: 0.4 });
  writeFileSync(join(home, "profile.json"), JSON.stringify(profile));
  writeFileSync(join(home, "profile.public.json"), JSON.stringify(profile.forPublic()));
  writeFileSync(join(home, "package.json"), '{ "name": "reader", "private": true, "type": "module" }');
  /** @param {string} [which] */
  const commands = (which) => {
    const found = text.match(new RegExp(`^\`\`\`sh run${which ? `=${which}` : ""}\\n([\\s\\S]*?)^\`\`\``, "m"))?.[1];
    assert.ok(found, `${name}.md has no such commands`);
    return found;
  };
  return { home, files: files.map(({ path }) => path), commands };
}

/**
 * Runs commands with the development dependencies on the path.
 * @param {string} home
 * @param {string} commands
 */
const shell = (home, commands) =>
  run("sh", ["-euc", commands], {
    cwd: home,
    env: { PATH: [BIN, dirname(process.execPath), process.env["PATH"]].join(delimiter), NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
  });

/** @type {import("playwright-core").Browser} */
let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: findChromium() ?? "", args: CHROMIUM_FLAGS });
});
after(() => browser.close());

/** An import map stands in the page itself, which the policy of the pages names. */
const POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'";

/**
 * Serves a folder and returns what a page of it shows.
 * @param {string} home
 * @param {string} path
 */
const shown = (home, path) =>
  withPages(home, POLICY, async (url) => {
    const page = await browser.newPage();
    try {
      /** @type {string[]} */
      const thrown = [];
      page.on("pageerror", (error) => thrown.push(error.message));
      await page.goto(`${url}${path}`);
      await page.waitForFunction(() => /** @type {any} */ (globalThis).document.querySelector("#score").textContent !== "", null, { timeout: 20_000 }).catch(() => {});
      assert.deepEqual(thrown, []);
      return await page.textContent("#score");
    } finally {
      await page.close();
    }
  });

test("Node", () => {
  const { home, commands } = project("node");
  const [esm = "", cjs] = shell(home, commands()).trim().split("\n");
  assert.match(esm, SHOWN);
  assert.equal(cjs, esm);
});

for (const [name, program] of /** @type {const} */ ([["deno", "deno"], ["bun", "bun"]])) {
  test(name, () => {
    const { home, commands } = project(name);
    assert.ok(existsSync(join(BIN, program)), `${program} is a development dependency: npm ci`);
    assert.match(shell(home, commands()), SHOWN);
  });
}

test("browsers without a bundler", async () => {
  const { home } = project("browsers");
  for (const page of ["script.html", "map.html"]) assert.match((await shown(home, page)) ?? "", SHOWN, page);
});

/**
 * Does what `webpack --config webpack.config.mjs` does, for which a reader installs webpack-cli.
 * @param {string} home
 */
async function pack(home) {
  const { default: config } = await import(pathToFileURL(join(home, "webpack.config.mjs")).href);
  const compiler = webpack({ ...config, context: home, output: { ...config.output, path: join(home, "dist") } });
  /** @type {any} */
  const stats = await new Promise((resolve, reject) => compiler?.run((error, found) => (error ? reject(error) : resolve(found))));
  assert.deepEqual(stats.toJson({ errors: true, warnings: true }).errors, []);
}

test("bundlers: Vite, esbuild, webpack", async () => {
  const { home, commands } = project("bundlers");
  for (const bundler of ["vite", "esbuild", "webpack"]) {
    rmSync(join(home, "dist"), { recursive: true, force: true });
    if (bundler === "webpack") await pack(home);
    else shell(home, commands(bundler));
    cpSync(join(home, "profile.json"), join(home, "dist", "profile.json"));
    // Vite writes the page as well.
    if (bundler !== "vite") cpSync(join(home, "index.html"), join(home, "dist", "index.html"));
    assert.match((await shown(join(home, "dist"), "index.html")) ?? "", SHOWN, bundler);
  }
});

test("Cloudflare, in workerd", async () => {
  const { home } = project("cloudflare");
  await build({
    ...{ entryPoints: [join(home, "worker.js")], bundle: true, format: "esm", conditions: ["workerd"], outdir: join(home, "dist") },
    ...{ loader: { ".wasm": "copy" }, assetNames: "[name]", logLevel: "warning" },
  });
  const wasm = readdirSync(join(home, "dist")).filter((name) => name.endsWith(".wasm"));
  assert.equal(wasm.length, 1);
  const host = new Miniflare({
    modules: [
      { type: "ESModule", path: "worker.js", contents: readFileSync(join(home, "dist", "worker.js"), "utf8") },
      ...wasm.map((path) => /** @type {const} */ ({ type: "CompiledWasm", path, contents: readFileSync(join(home, "dist", path)) })),
    ],
    compatibilityDate: "2026-04-01",
  });
  try {
    const response = await host.dispatchFetch("http://localhost/", { method: "POST", body: '{"frequency": 2, "recency": 30.43, "T": 38.86, "monetaryValue": 22.35, "revenueInYear": 89.4}' });
    const { band, tier } = /** @type {any} */ (await response.json());
    assert.match(`${band} ${tier}`, SHOWN);
  } finally {
    await host.dispose();
  }
});

test("the files of the other pages, bundled under the conditions of their hosts", async () => {
  const inlined = (/** @type {string} */ text) => text.includes("fromBase64");
  const imported = (/** @type {string} */ text) => text.includes(".wasm?module") && !inlined(text);
  // The module as JavaScript is some 800 KB.
  const plain = (/** @type {string} */ text) => text.length > 700_000 && !inlined(text);
  for (const [name, condition, holds] of /** @type {const} */ ([
    ["nextjs", "browser", inlined],
    ["vercel", "edge-light", imported],
    ["fastly", "fastly", plain],
    ["test-runners", "browser", inlined],
  ])) {
    const { files } = project(name);
    const scripts = files.filter((path) => /\.(c?jsx?)$/.test(path));
    assert.ok(scripts.length > 0, name);
    for (const file of scripts) {
      const { outputFiles } = await build({
        ...{ entryPoints: [file], bundle: true, write: false, format: "esm", conditions: [condition], logLevel: "warning" },
        ...{ external: ["react", "react/jsx-runtime", "*?module"], jsx: "automatic", target: "es2022" },
      });
      assert.ok(holds(outputFiles[0]?.text ?? ""), file);
    }
  }
});

test("every page is linked from the table, and its links lead somewhere", () => {
  const table = readFileSync(join(root, "docs", "RUNTIMES.md"), "utf8");
  for (const name of readdirSync(PAGES)) {
    assert.ok(table.includes(`runtimes/${name}`), `docs/RUNTIMES.md does not link ${name}`);
    for (const [, target = ""] of readFileSync(join(PAGES, name), "utf8").matchAll(/\]\((?!https?:)([^)#]+)/g)) {
      assert.ok(existsSync(join(PAGES, target)), `${name}: ${target}`);
    }
  }
});
