// Reads a large order file in the page, in a real Chromium, and watches what a user would feel:
// progress, tasks that block the page, and the memory of the page's process.

import { existsSync, readFileSync, readdirSync } from "node:fs";

import { at } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { digits } from "./table.mjs";

/**
 * Returns the lines of a file of a process as numbers by name; empty when the process is gone.
 * @param {string} id
 * @param {string} file
 */
function status(id, file) {
  try {
    const text = readFileSync(`/proc/${id}/${file}`, "utf8");
    return Object.fromEntries([...text.matchAll(/^(\w+):\s+(\d+)/gm)].map((match) => [match[1], Number(match[2])]));
  } catch {
    return {};
  }
}

/** Returns the renderers among the descendants of this process (Linux). */
function renderers() {
  const parents = new Map(
    readdirSync("/proc")
      .filter((id) => /^\d+$/.test(id))
      .map((id) => [id, String(status(id, "status")["PPid"])]),
  );
  /** @param {string | undefined} id */
  const own = (id) => {
    for (let at = id; at !== undefined; at = parents.get(at)) if (at === String(process.pid)) return true;
    return false;
  };
  return [...parents.keys()].filter((id) => {
    try {
      return own(id) && readFileSync(`/proc/${id}/cmdline`, "utf8").includes("--type=renderer");
    } catch {
      return false;
    }
  });
}

/** The memory of the largest renderer in bytes: resident now, at its highest, and its share (PSS). */
function memory() {
  const most = { resident: 0, peak: 0, share: 0 };
  if (process.platform !== "linux") return most;
  for (const id of renderers()) {
    const { VmRSS = 0, VmHWM = 0 } = status(id, "status");
    most.resident = Math.max(most.resident, VmRSS * 1024);
    most.peak = Math.max(most.peak, VmHWM * 1024);
    most.share = Math.max(most.share, (status(id, "smaps_rollup")["Pss"] ?? 0) * 1024);
  }
  return most;
}

/**
 * Drops the file on the page and returns the cells of a table.
 * @param {string} path the order file
 * @param {number} rows its orders
 */
export async function ingest(path, rows) {
  if (!existsSync(at("www", "dist", "index.html"))) await run(process.execPath, [at("scripts", "www.mjs")]);
  const { openStudio } = await import("../../tests/browser/support/studio.mjs");
  const studio = await openStudio();
  try {
    const { page, trouble, close } = await studio.page();
    await page.setInputFiles('input[type="file"][accept*="csv"]', path);
    await page.waitForSelector("form.mapping");
    const before = memory();
    await page.evaluate(() => {
      const watched = /** @type {any} */ (window);
      watched.tasks = [];
      new PerformanceObserver((list) => {
        for (const { startTime, duration } of list.getEntries()) watched.tasks.push({ at: startTime, duration });
      }).observe({ type: "longtask" });
      watched.steps = [];
      const note = () => {
        const step = document.querySelector(".step.now")?.textContent ?? (document.querySelector(".results") ? "results" : null);
        const bar = Number(document.querySelector(".progress")?.getAttribute("aria-valuenow") ?? 0);
        const last = watched.steps.at(-1);
        if (step && (last?.step !== step || last?.bar !== bar)) watched.steps.push({ step, bar, at: performance.now() });
        if (step !== "results") requestAnimationFrame(note);
      };
      requestAnimationFrame(note);
    });
    let highest = 0;
    const watch = setInterval(() => (highest = Math.max(highest, memory().share)), 100);
    const began = performance.now();
    await page.click('button[type="submit"]');
    await page.waitForSelector(".results", { timeout: 600_000 });
    const seconds = (performance.now() - began) / 1000;
    await page.waitForTimeout(500);
    clearInterval(watch);
    const after = memory();
    const { tasks, steps } = await page.evaluate(() => {
      const watched = /** @type {any} */ (window);
      return { tasks: watched.tasks, steps: watched.steps };
    });
    const troubles = await trouble();
    if (troubles.length > 0) throw new Error(troubles.join("\n"));
    await close();
    /** @type {Map<string, number>} */
    const starts = new Map();
    for (const { step, at: time } of steps) if (!starts.has(step)) starts.set(step, time);
    const times = [...starts.values()];
    const spent = [...starts.keys()].slice(0, -1).map((step, i) => `${step}: ${digits((Number(times[i + 1]) - Number(times[i])) / 1000)} s`);
    /** @type {(task: { at: number, duration: number }) => string} */
    const describe = ({ at: time, duration }) => {
      const step = [...starts].filter(([, start]) => start <= time + duration).at(-1)?.[0] ?? "before";
      return `${Math.round(duration)} ms (${step})`;
    };
    const ready = Number(starts.get("results") ?? Infinity);
    const working = tasks.filter((/** @type {{ at: number, duration: number }} */ task) => task.at + task.duration < ready);
    const drawing = tasks.filter((/** @type {{ at: number, duration: number }} */ task) => task.at + task.duration >= ready);
    /** @param {{ at: number, duration: number }[]} list */
    const listed = (list) => (list.length === 0 ? "none" : list.map(describe).join(", "));
    const inIngest = steps.filter((/** @type {{ step: string }} */ { step }) => step === steps[0]?.step);
    return [
      ["measure", "figure", "target"],
      [`${rows.toLocaleString("en")} orders, from the click to the results`, `${digits(seconds)} s`, ""],
      ["its steps", spent.join("; "), ""],
      ["positions of the progress bar while reading", String(inIngest.length), "advances"],
      ["tasks of the page above 50 ms while the worker reads, fits and scores", listed(working), "none"],
      ["tasks of the page above 50 ms when the results are drawn", listed(drawing), ""],
      ["peak resident memory of the page's process (VmHWM)", `${Math.round(after.peak / 1e6)} MB`, "< 600 MB"],
      ["highest share of memory (PSS) seen", `${Math.round(Math.max(highest, after.share) / 1e6)} MB`, ""],
      ["resident before the file was read", `${Math.round(before.resident / 1e6)} MB`, ""],
    ];
  } finally {
    await studio.close();
  }
}
