// Opens the built page in a real Chromium, behind the server and the policy it ships with, and
// watches for everything that must not happen.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { findChromium } from "../../../scripts/lib/chromium.mjs";
import { serve } from "../../../scripts/serve.mjs";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
export const fixture = (name) => join(ROOT, "tests", "fixtures", name);

const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** A server and a browser for one test file; `close` ends both. */
export async function openStudio() {
  if (!existsSync(join(ROOT, "www", "dist", "index.html"))) throw new Error("www/dist is missing: run node scripts/www.mjs");
  const executablePath = findChromium();
  if (!executablePath) throw new Error("no Chromium was found: run npm run setup");
  const { server, url } = await serve({ port: 0 });
  const browser = await chromium.launch({ executablePath, args: FLAGS });

  /** A page with its own storage; `troubles` fills with whatever went wrong. */
  async function page({ path = "", width = 1280, height = 860, theme = "light" } = {}) {
    const context = await browser.newContext({
      viewport: { width, height }, colorScheme: theme, reducedMotion: "reduce", locale: "en-GB", acceptDownloads: true,
    });
    const troubles = [];
    await context.addInitScript(() => {
      window.policyViolations = [];
      window.longTasks = [];
      document.addEventListener("securitypolicyviolation", (event) => window.policyViolations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) window.longTasks.push(Math.round(entry.duration));
      }).observe({ type: "longtask", buffered: true });
    });
    context.on("request", (request) => {
      const target = request.url();
      if (!target.startsWith(url) && !target.startsWith("blob:") && !target.startsWith("data:")) troubles.push(`request beyond the origin: ${target}`);
    });
    const opened = await context.newPage();
    opened.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") troubles.push(`console ${message.type()}: ${message.text()}`);
    });
    opened.on("pageerror", (error) => troubles.push(`page error: ${error.stack ?? error.message}`));
    await opened.goto(url + path);
    await opened.waitForSelector("h1");
    /** Everything that went wrong so far, violations of the policy included. */
    const trouble = async () => [...troubles, ...(await opened.evaluate(() => window.policyViolations)).map((text) => `policy: ${text}`)];
    return { page: opened, trouble, close: () => context.close() };
  }

  return { url, browser, page, close: async () => { await browser.close(); server.close(); } };
}

/** Analyses one of the samples from the first screen. */
export async function analyseSample(page, name) {
  await page.click(`[data-sample="${name}"]`);
  await page.waitForSelector(".results", { timeout: 60_000 });
}

/** Drops a CSV text as a file and waits for the columns. */
export async function choose(page, text, name = "orders.csv") {
  await page.setInputFiles('input[type="file"][accept*="csv"]', { name, mimeType: "text/csv", buffer: Buffer.isBuffer(text) ? text : Buffer.from(text) });
  await page.waitForSelector("form.mapping, .failure");
}

/** The text of one headline figure. */
export const figure = (page, name) => page.textContent(`[data-figure="${name}"] .figure-value`);

/** Orders with enough history to fit, in any layout: `line(i, day, id, amount)`. */
export function orders(line, { customers = 60, header }) {
  const lines = [header];
  let i = 0;
  for (let c = 0; c < customers; c += 1) {
    for (let k = 0; k <= (c * 7) % 5; k += 1) {
      const day = new Date(Date.UTC(2024, 0, 3) + ((c * 5 + k * 31 + ((c * k) % 11)) % 330) * 864e5);
      lines.push(line(i, day, `C${String(c).padStart(3, "0")}`, 20 + ((c * 13 + k * 7) % 60)));
      i += 1;
    }
  }
  return lines.join("\n");
}

/** A CSV with quotes taken apart into rows. */
export function parseCsv(text) {
  const rows = [];
  let row = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') { cell += '"'; i += 1; } else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"') quoted = true;
    else if (c === ",") { row.push(cell); cell = ""; }
    else if (c === "\n") { row.push(cell.replace(/\r$/, "")); rows.push(row); row = []; cell = ""; }
    else cell += c;
  }
  return rows;
}
