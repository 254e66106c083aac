// The installed package in real Chromium: through an import map, bundled under a strict policy, with a
// file that the page loads itself, and as plain JavaScript where the policy forbids WebAssembly.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import { chromium } from "playwright-core";

import { findChromium } from "../../scripts/lib/chromium.mjs";
import { install, load, root } from "./tarball.mjs";

const { folder } = install();
const home = join(folder, "node_modules", "clientele");
const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));

const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; form-action 'none'";
/** Without 'wasm-unsafe-eval'. */
const STRICTER = "default-src 'none'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";
const REPORT = "document.title = version();";
/** @type {Record<string, string>} */
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm" };
const bundled = await build({
  stdin: { contents: `import { version } from "clientele"; ${REPORT}`, resolveDir: folder },
  bundle: true,
  minify: true,
  format: "esm",
  write: false,
});

const withoutWasm = await build({
  stdin: { contents: `import { version } from "clientele/score/nowasm"; ${REPORT}`, resolveDir: folder },
  bundle: true,
  minify: true,
  format: "esm",
  write: false,
});

/** @type {Record<string, { type: string, body: string, policy?: string }>} */
const PAGES = {
  "/import-map.html": {
    type: "text/html",
    body: `<!doctype html><link rel="icon" href="data:,">
      <script type="importmap">{ "imports": { "clientele": "/package/entry/index.js" } }</script>
      <script type="module">import { version } from "clientele"; ${REPORT}</script>`,
  },
  "/bundled.html": {
    type: "text/html",
    policy: POLICY,
    body: '<!doctype html><link rel="icon" href="/icon"><script type="module" src="/bundle.js"></script>',
  },
  "/bundle.js": { type: "text/javascript", body: bundled.outputFiles[0]?.text ?? "" },
  "/nowasm.html": {
    type: "text/html",
    policy: STRICTER,
    body: '<!doctype html><link rel="icon" href="/icon"><script type="module" src="/nowasm.js"></script>',
  },
  "/nowasm.js": { type: "text/javascript", body: withoutWasm.outputFiles[0]?.text ?? "" },
  "/manual.html": {
    type: "text/html",
    body: `<!doctype html><link rel="icon" href="data:,">
      <script type="module">
        import init, { version } from "/package/entry/manual.js";
        await init("/package/wasm/full/clientele_bg.wasm");
        ${REPORT}
      </script>`,
  },
  "/icon": { type: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
};

const server = createServer((request, response) => {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  const page = PAGES[path];
  if (page) {
    response.setHeader("content-type", page.type);
    if (page.policy) response.setHeader("content-security-policy", page.policy);
    response.end(page.body);
  } else if (path.startsWith("/package/")) {
    response.setHeader("content-type", TYPES[extname(path)] ?? "application/octet-stream");
    response.end(readFileSync(join(home, path.slice("/package/".length))));
  } else {
    response.writeHead(404).end();
  }
});

/** @type {import("playwright-core").Browser} */
let browser;

before(async () => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  const executablePath = findChromium();
  assert.ok(executablePath, "no Chromium: run npm run setup");
  browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});

after(async () => {
  await browser?.close();
  server.close();
});

for (const [what, path] of [
  ["through an import map, without a bundler", "/import-map.html"],
  ["bundled, under a strict Content-Security-Policy", "/bundled.html"],
  ["from a file that streams", "/manual.html"],
  ["as plain JavaScript, under a policy without 'wasm-unsafe-eval'", "/nowasm.html"],
]) {
  test(`loads ${what}`, async () => {
    const page = await browser.newPage();
    /** @type {string[]} */
    const complaints = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("requestfailed", (request) => complaints.push(request.url()));
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    await page.goto(`http://127.0.0.1:${port}${path}`);
    await page.waitForFunction(() => /** @type {any} */ (globalThis).document.title !== "", null, { timeout: 10_000 }).catch(() => {});
    assert.deepEqual(complaints, []);
    assert.equal(await page.title(), version);
    await page.close();
  });
}

test("plain JavaScript scores with the bits of Node where the policy forbids WebAssembly", async () => {
  const { Orders, buildProfile } = await load(folder);
  const { Scorer } = await load(folder, "entry/score.js");
  const orders = Orders.fromCsv(readFileSync(join(root, "tests", "fixtures", "cdnow_orders.csv")));
  const profile = buildProfile(orders, { asOf: "1997-09-30", margin: 0.4 }).forPublic();
  const customers = Array.from({ length: 300 }, (_, i) => {
    const repeat = i % 9 === 0 ? { recency: 0, monetaryValue: null } : { recency: 1 + (i % 30), monetaryValue: 5 + i };
    return { id: i, frequency: i % 9, T: 38.86, ...repeat };
  });
  const page = await browser.newPage();
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await page.goto(`http://127.0.0.1:${port}/nowasm.html`);
  const { scores, refused } = await page.evaluate(async ([json, given]) => {
    const path = "/package/wasm/score/nowasm.js";
    const api = await import(path);
    const scorer = new api.Scorer(json);
    // An empty module.
    const { WebAssembly } = /** @type {any} */ (globalThis);
    let refused = false;
    try {
      new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
    } catch {
      refused = true;
    }
    return { refused, scores: JSON.stringify(given.map((/** @type {unknown} */ one) => scorer.score(one))) };
  }, /** @type {[string, any[]]} */ ([JSON.stringify(profile), customers]));
  assert.ok(refused, "the policy allows WebAssembly");
  const scorer = new Scorer(JSON.parse(JSON.stringify(profile)));
  assert.equal(scores, JSON.stringify(customers.map((one) => scorer.score(one))));
  await page.close();
});
