// Benchmarks: the package, lifetimes and plain JavaScript on the same data in one run.
//
//   npm run bench -- [--quick] [--no-lifetimes] [--native] [--browser] [--memory] [--write --date 2026-01-31]
//
// --quick         100 k instead of 1 M customers and orders, shorter runs
// --no-lifetimes  leaves out the Python side
// --native        the kernels in native Rust as well (criterion; takes minutes)
// --browser       reads 1 M orders in the page, in Chromium: progress, long tasks, memory
// --memory        fits and scores 10 M customers in a fresh process: its peak memory
// --write         writes docs/BENCHMARKS.md; --date says of which day
//
// Nothing here fails on a time: what the machine gives is printed beside what the design aims at.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { build } from "./build.mjs";
import { folder } from "./bench/data.mjs";
import { asMarkdown, asText, cells, rows } from "./bench/table.mjs";
import { lifetimes } from "./bench/venv.mjs";
import { at } from "./lib/paths.mjs";
import { Problem, report, step } from "./lib/run.mjs";

/**
 * Runs the Python side and checks that it computed the same.
 * @param {string} python
 * @param {Record<string, string>} paths
 * @param {number} seconds
 */
async function compare(python, paths, seconds) {
  const { PARETO, PURCHASE, SPEND } = await import("./bench/data.mjs");
  const file = join(folder(), "jobs.json");
  writeFileSync(file, JSON.stringify({ ...paths, seconds, purchase: PURCHASE, pareto: PARETO, spend: SPEND }));
  const output = execFileSync(python, [at("scripts", "bench", "compare.py"), file], { encoding: "utf8", maxBuffer: 1 << 26 });
  return JSON.parse(output);
}

/** @param {{ quick?: boolean, "no-lifetimes"?: boolean, native?: boolean, browser?: boolean, memory?: boolean, write?: boolean, date?: string }} options */
async function bench(options) {
  const quick = options.quick ?? false;
  const seconds = quick ? 0.3 : 1.5;
  await build();
  const { check, coldStart, measure, prepare } = await import("./bench/jobs.mjs");

  /** @type {ReturnType<typeof prepare> | undefined} */
  let data;
  await step("Benchmark: make the data (seeded)", () => {
    data = prepare({ quick });
    return `in ${folder()}`;
  });
  if (!data) return;
  const { many, paths } = data;

  /** @type {ReturnType<typeof measure> | undefined} */
  let own;
  await step("Benchmark: the package and plain JavaScript", () => {
    own = measure(/** @type {NonNullable<typeof data>} */ (data), { seconds });
  });
  if (!own) return;
  const { results, answers, yardstick, profilePath } = own;
  await step("Benchmark: cold starts", () => {
    Object.assign(results, coldStart(profilePath, quick ? 5 : 11));
  });

  /** @type {Awaited<ReturnType<typeof compare>> | null} */
  let other = null;
  if (!options["no-lifetimes"]) {
    try {
      await step("Benchmark: lifetimes 0.11.3 (Python)", async () => {
        other = await compare(await lifetimes(), paths, seconds);
        for (const [job, values] of Object.entries(other.answers)) {
          // The Gaussian series of lifetimes is good to about 1e-9.
          check(`lifetimes, ${job}`, /** @type {number[]} */ (values), /** @type {Float64Array} */ (answers[job]), 1e-6);
        }
        return `${Object.entries(other.versions).map((pair) => pair.join(" ")).join(", ")}; same answers`;
      });
    } catch (error) {
      report(error);
      console.log("   left out: lifetimes");
      process.exitCode = 0;
    }
  }
  /** @type {string[][] | null} */
  let native = null;
  if (options.native) {
    const { kernels } = await import("./bench/native.mjs");
    await step("Benchmark: native Rust (criterion)", async () => {
      native = await kernels(results);
    });
  }
  /** @type {Awaited<ReturnType<typeof import("./bench/browser-ingest.mjs").ingest>> | null} */
  let browser = null;
  if (options.browser) {
    const { ingest } = await import("./bench/browser-ingest.mjs");
    await step(`Benchmark: ${many.toLocaleString("en")} orders in the page (Chromium)`, async () => {
      browser = await ingest(/** @type {string} */ (paths["orders"]), many);
    });
  }
  /** @type {{ rows: number, fit: number, alive: number, peak: number } | null} */
  let memory = null;
  if (options.memory) {
    await step("Benchmark: 10 M customers in columns", () => {
      const output = execFileSync(process.execPath, [at("scripts", "bench", "memory.mjs")], { encoding: "utf8" });
      memory = JSON.parse(output);
      return memoryText(/** @type {NonNullable<typeof memory>} */ (memory));
    });
  }

  const table = cells(rows(many), { package: results, lifetimes: other?.results ?? {}, plain: yardstick });
  console.log(`\n${asText(table)}`);
  console.log("\nMedians; the spread is that of the tenth to the ninetieth percentile. A ratio above 1: clientele is faster.");
  console.log("The targets are those of the design; nothing fails on them.");
  if (native) console.log(`\n${asText(native)}`);
  if (browser) console.log(`\n${asText(browser)}`);
  if (options.write) {
    const text = page({ table, native, browser, memory, versions: other?.versions ?? null, date: options.date ?? null });
    writeFileSync(at("docs", "BENCHMARKS.md"), text);
    console.log("\nWritten: docs/BENCHMARKS.md");
  }
}

/** @param {{ rows: number, fit: number, alive: number, peak: number }} found */
function memoryText({ rows: count, fit, alive, peak }) {
  return `${count / 1e6} M customers: fitted in ${fit.toFixed(1)} s, P(alive) in ${alive.toFixed(1)} s, peak ${(peak / 1e9).toFixed(2)} GB with the caller's own columns (aim: 1.2 GB)`;
}

/**
 * @param {{ table: string[][], native: string[][] | null, browser: string[][] | null,
 *   memory: { rows: number, fit: number, alive: number, peak: number } | null,
 *   versions: Record<string, string> | null, date: string | null }} found
 */
function page({ table, native, browser, memory, versions, date }) {
  const cores = availableParallelism();
  const machine = `${cores} ${cores === 2 ? "shared " : ""}${process.arch === "x64" ? "x86-64" : process.arch} cores, Node ${process.versions.node}`;
  const python = versions ? Object.entries(versions).map((pair) => pair.join(" ")).join(", ") : "";
  const sections = [
    `# Benchmarks

Made by \`npm run bench -- --write\`${date ? `, ${date}` : ""}, on ${machine}${python ? `; ${python}` : ""}.

One run times the package in Node, lifetimes in Python and a plain-JavaScript port of the same formulas
on the same data, one after the other: ratios mean more than figures, since both sides had the same
machine. Every figure is the median of repeated runs after a warm-up; the spread reaches from the tenth
to the ninetieth percentile. The two long jobs of lifetimes, the fit of 1 M customers and the orders, run
once. A ratio above 1 says that the package is faster. The targets are aims of
the design, not promises, and nothing fails on them.`,
    asMarkdown(table),
    `- **Customers** are drawn from BG/NBD and Gamma-Gamma with the CDNOW parameters and a fixed seed. Times
  are whole days, as in order data, so that many customers have the same frequency, recency and T; the
  rows "no two alike" have continuous times, so that nothing can be reused.
- **Columns** hold 100,000 rows and go through the public API: the figures include the copies into the
  module's memory and back, and the checks of every row. The plain-JavaScript port has neither.
- **Answers** are compared in the same run: plain JavaScript within 1e-12, lifetimes within 1e-6.
- **\`scorer.score\`** takes one record and returns the whole explanation as an object.
- **Cold starts** are medians of 11 fresh processes: the bytes of the module are there, and the JavaScript of the package is
  loaded. Compiling is most of it, on all cores.
- **Orders**: a CSV file of about 40 MB, from bytes to the summary; lifetimes reads it with pandas.`,
  ];
  if (native) sections.push("## Native Rust\n\nThe same kernels without WebAssembly, and without JavaScript around them.", asMarkdown(native));
  if (browser) {
    sections.push(
      "## 1 M orders in the page\n\nThe studio in Chromium: the file is dropped, read and summarised in the worker while the page is watched.",
      asMarkdown(browser),
    );
  }
  if (memory) sections.push("## Memory", `${memoryText(memory)}.`);
  sections.push(`## Again

\`\`\`sh
npm run bench                        # everything above the line "Native Rust"; Python 3.9-3.12 for lifetimes
npm run bench -- --quick             # a tenth of the data
npm run bench -- --native --browser --memory  # with native Rust, the page, and 10 M customers
\`\`\`

lifetimes and its pinned dependencies go into \`.venv\`, the data into the system's folder for temporary
files.
`);
  return sections.join("\n\n");
}

const { values } = parseArgs({
  options: {
    quick: { type: "boolean" },
    "no-lifetimes": { type: "boolean" },
    native: { type: "boolean" },
    browser: { type: "boolean" },
    memory: { type: "boolean" },
    write: { type: "boolean" },
    date: { type: "string" },
  },
});
try {
  await bench(values);
} catch (error) {
  if (error instanceof Problem) report(error);
  else throw error;
}
