// The installed package in real Chromium: through an import map, bundled under a strict policy, and
// with a file that the page loads itself.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { build } from "esbuild";
import { chromium } from "playwright-core";

import { findChromium } from "../../scripts/lib/chromium.mjs";
import { install } from "./tarball.mjs";

const { folder } = install();
const home = join(folder, "node_modules", "clientele");
const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));

const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; form-action 'none'";
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
