// The whole flow without a pointer.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { figure, fixture, openStudio } from "./support/studio.mjs";

let studio;
before(async () => { studio = await openStudio(); });
after(() => studio.close());

/** Presses Tab until the wanted element has the focus, at most `most` times. */
async function tabTo(page, selector, most = 60) {
  for (let i = 0; i < most; i += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  assert.fail(`${selector} was not reached by Tab`);
}

/** Whether the focused element, or the label that stands for it, has a visible outline. */
const focusShows = (page) => page.evaluate(() => {
  const element = document.activeElement;
  const seen = [element, element.nextElementSibling, element.closest("label")].filter(Boolean);
  return seen.some((candidate) => {
    const style = getComputedStyle(candidate);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
});

test("a file is chosen, analysed, explained and saved by keyboard only", async () => {
  const { page, trouble, close } = await studio.page();
  // Listened for from the start: asked for only at the key press, it may come too late to be seen.
  const chosen = page.waitForEvent("filechooser");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await tabTo(page, 'input[type="file"][accept*="csv"]');
  assert.ok(await focusShows(page), "the file button shows its focus");
  await page.keyboard.press("Enter");
  const chooser = await chosen;
  await chooser.setFiles(fixture("cdnow_orders.csv"));
  await page.waitForSelector("form.mapping");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");

  await tabTo(page, 'input[type="date"]');
  assert.ok(await focusShows(page));
  await page.locator('input[type="date"]').fill("1997-09-30");
  await tabTo(page, 'button[type="submit"]');
  await page.keyboard.press("Enter");
  await page.waitForSelector(".results");
  assert.equal(await figure(page, "customers"), "2,357");

  await tabTo(page, '[role="tab"]');
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.id), "tab-customers");
  await page.waitForSelector(".grid-body [data-row]");
  await tabTo(page, ".search-input");
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction(() => document.activeElement.getAttribute("role") === "row");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.index), "2");
  assert.ok(await focusShows(page), "the row shows its focus");
  await page.keyboard.press("End");
  await page.waitForFunction(() => document.activeElement.dataset.index === "2356" && document.activeElement.dataset.row);
  await page.keyboard.press("Home");
  await page.waitForFunction(() => document.activeElement.dataset.index === "0");

  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  assert.equal(await page.evaluate(() => document.activeElement.id), "explain-title");
  for (let i = 0; i < 12; i += 1) await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement === document.body || Boolean(document.activeElement.closest("dialog"))), "the focus stays in the dialog");
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement?.dataset.index === "0");

  await page.evaluate(() => window.scrollTo(0, 0));
  for (let i = 0; i < 40; i += 1) {
    await page.keyboard.press("Shift+Tab");
    if (await page.evaluate(() => document.activeElement?.dataset.save === "scores")) break;
  }
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.match(download.suggestedFilename(), /-scores\.csv$/);
  assert.deepEqual(await trouble(), []);
  await close();
});

test("a chart's customers and numbers are reached without the pointer", async () => {
  const { page, close } = await studio.page({ path: "?sample=shop" });
  await page.waitForSelector(".results");
  assert.equal(await page.locator("canvas[role=img][aria-label]").count(), 3);
  assert.equal(await page.locator("figure .chart-table table").count(), 3);
  await tabTo(page, ".chart-table > summary");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".chart-table[open]").count(), 1);
  await tabTo(page, ".first-row");
  await page.keyboard.press("Enter");
  await page.waitForSelector("dialog[open]");
  await close();
});
