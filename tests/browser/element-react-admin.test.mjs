// examples/react-admin, installed from the packed package, built by Vite and used by keyboard in a real Chromium.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";

import { chromium } from "playwright-core";

import { findChromium } from "../../scripts/lib/chromium.mjs";
import { install, root, temporary } from "../package/tarball.mjs";

const TYPES = { html: "text/html", js: "text/javascript", css: "text/css", svg: "image/svg+xml" };
// react-admin's styles are written into the page; scripts are those of the page, and WebAssembly.
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; font-src 'self'";

/** Serves what Vite built. */
async function serve(folder) {
  const server = createServer(({ url = "/" }, response) => {
    const { pathname } = new URL(url, "http://local");
    const file = join(folder, pathname === "/" ? "index.html" : pathname);
    if (!file.startsWith(folder) || !existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[file.split(".").at(-1)] ?? "application/octet-stream", "content-security-policy": POLICY });
    return response.end(readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** The folder of the example with its packages, or why there is none. */
function prepared() {
  const { tarball } = install();
  const folder = temporary();
  for (const name of ["react-admin", "worker"]) {
    cpSync(join(root, "examples", name), join(folder, name), { recursive: true, filter: (path) => !/node_modules|dist$/.test(path.slice(root.length)) });
  }
  const home = join(folder, "react-admin");
  const npm = (...args) => spawnSync("npm", args, { cwd: home, encoding: "utf8", timeout: 300_000 });
  const installed = npm("install", "--no-audit", "--no-fund", "--prefer-offline", "--save", tarball);
  if (installed.status !== 0) return { why: `npm could not install react-admin: ${installed.stderr?.split("\n")[0] ?? ""}` };
  const built = npm("run", "build");
  assert.equal(built.status, 0, built.stderr);
  return { dist: join(home, "dist") };
}

test("react-admin: list, page and form by keyboard, the score live while editing", { timeout: 600_000 }, async (context) => {
  const { dist, why } = prepared();
  if (dist === undefined) return context.skip(why);
  const served = await serve(dist);
  const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: ["--headless", "--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage({ viewport: { width: 1100, height: 900 }, reducedMotion: "reduce" });
    const troubles = [];
    page.on("console", (message) => { if (message.type() === "error") troubles.push(message.text()); });
    page.on("pageerror", (error) => troubles.push(String(error)));
    page.on("dialog", (dialog) => { troubles.push(`dialog: ${dialog.message()}`); void dialog.dismiss(); });
    const shot = async (name) => process.env.CLIENTELE_SHOTS && page.screenshot({ path: join(process.env.CLIENTELE_SHOTS, `react-admin-${name}.png`) });
    await page.goto(served.url);
    // The list.
    await page.waitForFunction(() => document.querySelectorAll("td clientele-score").length === 5);
    const cells = await page.evaluate(() => [...document.querySelectorAll("td clientele-score")].map(({ score, form, shadowRoot }) => [form, score?.id, shadowRoot.querySelector(".cell-value").textContent]));
    assert.deepEqual(cells.map(([form, id]) => [form, id]), ["<img src=x onerror=alert(1)>", "Ada Lovelace", "Bought once", "Just signed up", "王小明"].map((id) => ["cell", id]));
    assert.deepEqual([cells[1][2], cells[3][2]], ["70", "–"]);
    await shot("list");
    // To the page of Ada, by keyboard.
    const tabTo = async (label) => {
      for (let i = 0; i < 60; i++) {
        const found = await page.evaluate((text) => {
          let at = document.activeElement;
          while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
          return (at?.getAttribute("aria-label") ?? at?.getAttribute("name") ?? at?.textContent ?? "").trim().startsWith(text);
        }, label);
        if (found) return;
        await page.keyboard.press("Tab");
      }
      assert.fail(`the keyboard does not reach ${label}`);
    };
    await page.evaluate(() => document.querySelectorAll("tbody tr")[0].querySelectorAll("a")[1].focus());
    await page.keyboard.press("Tab");
    await tabTo("Show");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("clientele-score")?.form === "card" && document.querySelector("clientele-score").score);
    assert.equal(await page.evaluate(() => document.querySelector("clientele-score").score.id), "Ada Lovelace");
    await tabTo("Why this value");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.querySelector("clientele-score").shadowRoot.querySelector("details").open), true);
    await shot("show");
    // To the form: the score follows every key.
    await page.evaluate(() => document.activeElement.blur());
    await tabTo("Edit");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("clientele-score")?.form === "compact" && document.querySelector("clientele-score").score);
    const live = () => page.evaluate(() => {
      const { score } = document.querySelector("clientele-score");
      return { id: score.id, value: score.value.score, loyalty: score.loyalty.score, modifiers: score.modifiers.map(({ code }) => code) };
    });
    const first = await live();
    await tabTo("Reasons");
    await page.keyboard.press("Enter");
    await tabTo("openComplaints");
    await page.keyboard.type("2");
    await page.waitForFunction(() => document.querySelector("clientele-score").score.modifiers.length > 0);
    assert.deepEqual((await live()).modifiers, ["modifier.open_complaint"]);
    await tabTo("orders.3.amount");
    await page.keyboard.press("End");
    await page.keyboard.type("9");
    await page.waitForFunction((value) => document.querySelector("clientele-score").score.value.score > value, first.value);
    assert.equal(await page.evaluate(() => document.querySelector("clientele-score").shadowRoot.querySelector("details").open), true, "an update leaves open what was opened");
    await shot("edit");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("clientele-score")?.form === "card" && document.querySelector("clientele-score").score?.modifiers.length > 0);
    const saved = await live();
    assert.deepEqual([saved.id, saved.value > first.value], ["Ada Lovelace", true]);
    assert.deepEqual(troubles, []);
  } finally {
    await browser.close();
    served.close();
  }
});
