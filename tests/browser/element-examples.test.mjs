// The plain page of examples/, served as it serves itself, in a real Chromium.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { test } from "node:test";

import { chromium } from "playwright-core";

import { findChromium } from "../../scripts/lib/chromium.mjs";
import { root, temporary } from "../package/tarball.mjs";
import { axeFindings } from "./support/element.mjs";

test("the plain page shows customers, changes customer, language and theme by keyboard, under its policy", async () => {
  const folder = temporary();
  for (const name of ["plain-page", "worker"]) cpSync(join(root, "examples", name), join(folder, name), { recursive: true });
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(root, "pkg"), join(folder, "node_modules", "clientele"), "dir");
  const server = spawn(process.execPath, [join(folder, "plain-page", "serve.mjs")], { env: { ...process.env, PORT: "0" }, stdio: ["ignore", "pipe", "inherit"] });
  const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: ["--headless", "--no-sandbox", "--disable-gpu"] });
  try {
    const url = await new Promise((resolve) => server.stdout.on("data", (text) => resolve(String(text).trim())));
    // What is no address ends nothing.
    for (const path of ["//", "///x", "/%", "/constructor"]) {
      const [response] = await once(get(new URL(url), { path }), "response");
      assert.equal(response.resume().statusCode, 404, path);
    }
    const page = await browser.newPage({ viewport: { width: 1100, height: 900 }, reducedMotion: "reduce" });
    const troubles = [];
    page.on("console", (message) => troubles.push(message.text()));
    page.on("pageerror", (error) => troubles.push(String(error)));
    await page.goto(url);
    const text = () => page.evaluate(() => document.getElementById("chosen").shadowRoot.firstElementChild.innerText.replace(/\s+/g, " "));
    await page.waitForFunction(() => document.getElementById("chosen").score);
    assert.match(await text(), /Ada Lovelace.*Contact in person/);
    assert.equal(await page.evaluate(() => [...document.querySelectorAll("td clientele-score")].filter(({ score }) => score !== null).length), 4);
    await page.focus("td button");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.getElementById("chosen").score.id === "王小明");
    assert.match(await text(), /王小明.*Save now/);
    await page.focus("#language");
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction(() => document.getElementById("chosen").shadowRoot.textContent.includes("立即挽留"));
    for (const theme of ["", "light", "dark"]) {
      await page.selectOption("#theme", theme);
      assert.deepEqual(await axeFindings(page), []);
      if (process.env.CLIENTELE_SHOTS) await page.screenshot({ path: join(process.env.CLIENTELE_SHOTS, `plain-page-${theme || "system"}.png`) });
    }
    await page.setViewportSize({ width: 320, height: 900 });
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320);
    assert.deepEqual(troubles, []);
  } finally {
    await browser.close();
    server.kill();
  }
});
