// Serves the package to a real Chromium, file by file and without a bundler, behind the policies that a test names.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { CHROMIUM_FLAGS, findChromium } from "../../../scripts/lib/chromium.mjs";

const PACKAGE = fileURLToPath(new URL("../../../pkg/", import.meta.url));

/**
 * A server of the package and a browser; `close` ends both.
 *
 * @param {Record<string, string>} policies the empty pages there are, with the policy of each
 * @param {Record<string, string>} files what is served beside the package, by path: the file on disk
 * @param {Record<string, string>} bodies what stands on a page that is not empty
 */
export async function openPackage(policies, files, bodies = {}) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://local");
    response.setHeader("access-control-allow-origin", "*");
    const policy = policies[pathname];
    if (policy !== undefined) {
      response.setHeader("content-type", "text/html");
      response.setHeader("content-security-policy", policy);
      return response.end('<!doctype html><link rel="icon" href="data:,"><html lang="en"><title>shop</title>' + (bodies[pathname] ?? ""));
    }
    const file = files[pathname] ?? normalize(join(PACKAGE, pathname));
    if (files[pathname] === undefined && (!file.startsWith(PACKAGE) || !file.endsWith(".js") || !existsSync(file))) return response.writeHead(404).end();
    return response.setHeader("content-type", file.endsWith(".json") ? "application/json" : "text/javascript").end(readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const executablePath = findChromium();
  assert.ok(executablePath, "no Chromium was found: run npm run setup");
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS, "--js-flags=--expose-gc"] });
  return { url: `http://127.0.0.1:${server.address().port}`, browser, close: async () => { await browser.close(); server.close(); } };
}

/** Measures the heap of a page after everything unused is gone. */
export async function heapMeter(page) {
  const session = await page.context().newCDPSession(page);
  return async () => {
    // Twice: what a finaliser held goes with the second.
    for (let i = 0; i < 2; i++) {
      await session.send("HeapProfiler.collectGarbage");
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    }
    return (await session.send("Runtime.getHeapUsage")).usedSize;
  };
}
