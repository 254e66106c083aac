// axe-core on every screen, light and dark, and no sideways scrolling from 360 to 1920 pixels.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

import { analyseSample, choose, openStudio, orders } from "./support/studio.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PLAIN = orders((i, day, id, amount) => `${id},${day.toISOString().slice(0, 10)},${amount}`, { header: "customer,date,amount" });
const MIXED = orders((i, day, id, amount) => `${id},${day.toISOString().slice(0, 10)},${amount},${i % 3 ? "EUR" : "USD"}`, { header: "customer,date,amount,currency" });
const AMBIGUOUS = ["customer,date,amount", ...Array.from({ length: 60 }, (_, i) => `K${i % 20},0${1 + (i % 9)}/0${1 + ((i * 2) % 9)}/2024,${10 + i}`)].join("\n");

let studio;
before(async () => { studio = await openStudio(); });
after(() => studio.close());

/** Walks through every screen and calls `visit(name)` on each. */
async function walk(page, visit) {
  await visit("start");
  await choose(page, PLAIN, "a very long file name of an export, with every channel and every return, 2024-01-01 to 2024-12-31 (final) (2).csv");
  await visit("mapping");
  await page.click(".brand");
  await choose(page, AMBIGUOUS);
  await page.click('button[type="submit"]');
  await page.waitForSelector(".question");
  await visit("question");
  await page.click(".brand");
  await choose(page, MIXED);
  await page.click('button[type="submit"]');
  await page.waitForSelector('[data-field="onlyCurrency"]');
  await page.click('button[type="submit"]');
  await visit("question of the currency");
  await page.check('input[name="onlyCurrency"][value="EUR"]');
  await page.click('button[type="submit"]');
  await page.waitForSelector(".notice.alarm");
  await visit("alarm");
  await page.click(".brand");
  await choose(page, "");
  await visit("error");
  await page.click(".brand");
  await page.route("**/data/*.csv", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2500));
    await route.continue().catch(() => {});
  });
  await page.click('[data-sample="shop"]');
  await page.waitForSelector(".working");
  await visit("working");
  await page.click(".working .button");
  await page.unroute("**/data/*.csv");
  await page.waitForSelector(".start");
  await analyseSample(page, "shop");
  await visit("overview");
  await page.click("#tab-customers");
  await page.waitForSelector(".grid-body [data-row]");
  await visit("customers");
  await page.click('.grid-body [data-index="0"]');
  await page.waitForSelector("dialog[open]");
  await visit("explanation");
  await page.keyboard.press("Escape");
  await page.fill(".search-input", "nobody at all");
  await page.waitForSelector(".empty:not([hidden])");
  await visit("empty table");
  await page.click("#tab-model");
  await visit("model");
}

for (const theme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    test(`axe finds nothing serious on any screen (${theme}, ${width} px)`, async () => {
      const { page, close } = await studio.page({ theme, width });
      const found = [];
      await walk(page, async (screen) => {
        await page.evaluate(axe);
        const violations = await page.evaluate(async () => {
          const result = await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
          return result.violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`) }));
        });
        for (const violation of violations) {
          if (violation.impact === "serious" || violation.impact === "critical") found.push({ screen, ...violation });
        }
      });
      assert.deepEqual(found, []);
      await close();
    });
  }
}

for (const width of [360, 768, 1280, 1920]) {
  for (const lang of ["en", "zh"]) {
    test(`no screen scrolls sideways (${width} px, ${lang})`, async () => {
      const { page, trouble, close } = await studio.page({ width, path: `?lang=${lang}` });
      await walk(page, async (screen) => {
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(over <= 0, `${screen}: ${over} px too wide`);
      });
      assert.deepEqual(await trouble(), []);
      await close();
    });
  }
}
