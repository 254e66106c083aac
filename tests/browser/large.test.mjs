// A large file in the page: the worker reads and scores it while the page shows progress. How long tasks
// take is measured by `npm run bench -- --browser` (a million orders); here they are only reported.
import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { figure, openStudio } from "./support/studio.mjs";

const ORDERS = Number(process.env.CLIENTELE_LARGE_ORDERS ?? 400_000);
const CUSTOMERS = Math.round(ORDERS / 4);
/** Bytes of memory that the page and its worker may take together. */
const MEMORY = 600e6;

let studio;
let folder;
before(async () => {
  studio = await openStudio();
  folder = await mkdtemp(join(tmpdir(), "clientele-large-"));
});
after(async () => {
  await studio.close();
  await rm(folder, { recursive: true, force: true });
});

/** Writes the orders: 250,000 customers, four orders each on average, three years, names up to 40 letters. */
async function write(path) {
  const file = await open(path, "w");
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const start = Date.UTC(2022, 0, 1) / 864e5;
  const dates = Array.from({ length: 1095 }, (_, d) => new Date((start + d) * 864e5).toISOString().slice(0, 10));
  let text = "customer_id,date,amount,order_note\n";
  for (let i = 0; i < ORDERS; i += 1) {
    const customer = i < CUSTOMERS ? i : Math.floor(random() ** 2 * CUSTOMERS);
    text += `customer-${customer},${dates[Math.floor(random() * 1095)]},${(5 + random() * 90).toFixed(2)},web\n`;
    if (text.length > 1e6) {
      await file.write(text);
      text = "";
    }
  }
  await file.write(text);
  const { size } = await file.stat();
  await file.close();
  return size;
}

/** Resident bytes of the page's own process (Linux), the largest of the renderers; 0 elsewhere. */
async function resident() {
  if (process.platform !== "linux") return 0;
  let most = 0;
  for (const id of await readdir("/proc")) {
    if (!/^\d+$/.test(id)) continue;
    const [command, status] = await Promise.all(["cmdline", "status"].map((name) => readFile(`/proc/${id}/${name}`, "utf8").catch(() => "")));
    if (!command.includes("--type=renderer") || !command.includes("playwright")) continue;
    most = Math.max(most, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024);
  }
  return most;
}

test("a large file is read, scored, searched and sorted in the worker", async (context) => {
  const path = join(folder, "large.csv");
  const size = await write(path);
  const { page, trouble, close } = await studio.page();
  await page.setInputFiles('input[type="file"][accept*="csv"]', path);
  await page.waitForSelector("form.mapping");
  await page.evaluate(() => { window.longTasks.length = 0; });

  let peak = 0;
  let watching = true;
  const watch = (async () => {
    while (watching) {
      peak = Math.max(peak, await resident());
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  })();
  const began = performance.now();
  await page.click('button[type="submit"]');
  await page.waitForFunction(() => Number(document.querySelector(".progress")?.getAttribute("aria-valuenow")) > 5, null, { timeout: 60_000 });
  assert.match(await page.textContent(".working-detail"), /rows/);
  await page.waitForSelector(".results", { timeout: 300_000 });
  const seconds = (performance.now() - began) / 1000;
  assert.equal(await figure(page, "customers"), CUSTOMERS.toLocaleString("en-GB"));

  await page.click("#tab-customers");
  await page.waitForSelector(".grid-body [data-row]");
  await page.click('[data-sort="lifetime"]');
  await page.waitForSelector('.grid-body [data-index="0"][data-row]');
  await page.fill(".search-input", "customer-12345");
  await page.waitForFunction(() => /^\d{1,3} of/.test(document.querySelector(".table-count").textContent), null, { timeout: 30_000 });
  await page.fill(".search-input", "");
  await page.waitForFunction(() => /^\d{3},/.test(document.querySelector(".table-count").textContent), null, { timeout: 30_000 });
  await page.evaluate(() => { document.querySelector(".grid-scroll").scrollTop = 3_000_000; });
  await page.waitForFunction(() => Number(document.querySelector(".grid-body [data-row]:last-child")?.dataset.index) > 50_000, null, { timeout: 30_000 });
  watching = false;
  await watch;

  const tasks = await page.evaluate(() => window.longTasks);
  context.diagnostic(`${ORDERS} orders, ${(size / 1e6).toFixed(1)} MB: ${seconds.toFixed(1)} s, peak ${(peak / 1e6).toFixed(0)} MB, tasks over 50 ms: ${tasks.length} (${tasks.join(", ")})`);
  assert.ok(peak < MEMORY, `${(peak / 1e6).toFixed(0)} MB`);
  assert.deepEqual(await trouble(), []);
  await close();
});
