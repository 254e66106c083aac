// The Spark package in spark/: its tests, its checks, its benchmark.
//
//   node scripts/spark.mjs test             lint, types and all tests on real Spark (npm run test:spark); needs Java 17
//   node scripts/spark.mjs module           the tests of the module under wasmtime, without Spark (part of npm test)
//   node scripts/spark.mjs bench [options]  spark/benchmarks/score.py (npm run bench:spark)
//   node scripts/spark.mjs wheel            builds the wheel into target/spark-dist
//
// The environments stand in target/: 100 MB without Spark, 900 MB with it.

import { spawn } from "node:child_process";
import { copyFileSync, rmSync } from "node:fs";

import { at, environment, which } from "./lib/paths.mjs";
import { environmentOf, findPython } from "./lib/python.mjs";
import { MODULE, checkModule, surroundings, wasmtime } from "./lib/wasmtime.mjs";
import { Problem, report, run, step } from "./lib/run.mjs";

/** Spark itself imports pandas for `mapInArrow`; pandas 3 floods it with warnings. scipy is for the benchmark's peer. */
const SPARK = [
  ...MODULE,
  ...["pyspark==4.3.0", "pyarrow==26.0.1", "pandas==2.3.3", "scipy==1.17.1"],
  ...["ruff==0.17.6", "mypy==2.4.1", "hatchling==1.33.0", "build==1.6.1"],
];

const FOLDER = at("spark");

/**
 * Runs pytest and prints its counts as Node's test runner does, which scripts/test.mjs reads.
 * @param {string} python
 * @param {string[]} args
 * @returns {Promise<string>} the counts
 */
function pytest(python, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(python, ["-m", "pytest", "-rfEs", ...args], {
      cwd: FOLDER,
      env: { ...environment(), ...surroundings() },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (text) => {
      output += text;
      process.stdout.write(text);
    });
    child.on("error", (error) => reject(new Problem(error.message)));
    child.on("close", (code) => {
      const last = output.trimEnd().split("\n").at(-1) ?? "";
      /** @param {string} word */
      const count = (word) => Number(last.match(new RegExp(`(\\d+) ${word}`))?.[1] ?? 0);
      console.log(`ℹ pass ${count("passed")}\nℹ fail ${count("failed") + count("error")}`);
      if (code === 0) resolve(`${count("passed")} passed, ${count("skipped")} skipped`);
      else reject(new Problem("the tests failed"));
    });
  });
}

const withSpark = () => environmentOf(at("target", "spark-venv"), SPARK);

async function module() {
  if (findPython() === null) {
    console.log("left out: the module under wasmtime, since there is no Python 3.11 to 3.14 with venv here");
    return;
  }
  checkModule();
  const python = await wasmtime();
  await step("The module under wasmtime", () => pytest(python, ["tests/test_module.py"]));
}

async function test() {
  checkModule();
  if (which("java") === null && !process.env["JAVA_HOME"]) {
    console.log("There is no Java: the tests that need Spark are left out, by name (Debian: apt-get install openjdk-17-jre-headless).");
  }
  const python = await withSpark();
  const env = surroundings();
  await step("ruff", () => run(python, ["-m", "ruff", "check", "--no-cache", "."], { cwd: FOLDER, env }));
  await step("ruff format", () => run(python, ["-m", "ruff", "format", "--no-cache", "--check", "."], { cwd: FOLDER, env }));
  await step("mypy --strict", () => run(python, ["-m", "mypy", "--cache-dir", at("target", "mypy")], { cwd: FOLDER, env }));
  await step("pytest", () => pytest(python, []));
}

/** @param {string[]} args */
async function bench(args) {
  checkModule();
  await run(await withSpark(), ["benchmarks/score.py", ...args], { cwd: FOLDER, env: surroundings() });
}

async function wheel() {
  checkModule();
  const python = await withSpark();
  // A wheel takes the licences that stand beside pyproject.toml; Git ignores these copies.
  for (const name of ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"]) copyFileSync(at(name), at("spark", name));
  // What was built before is not taken for what is built now: pip installs whatever lies there.
  const out = at("target", "spark-dist");
  rmSync(out, { recursive: true, force: true });
  await run(python, ["-m", "build", "--wheel", "--no-isolation", "--outdir", out, "."], { cwd: FOLDER, env: surroundings() });
}

const [what, ...args] = process.argv.slice(2);
const known = { module, test, wheel, bench: () => bench(args) };
try {
  const chosen = known[/** @type {keyof typeof known} */ (what)];
  if (!chosen) throw new Problem(`there is no ${what ?? "such command"}`, "node scripts/spark.mjs test | module | bench | wheel");
  await chosen();
} catch (error) {
  report(error);
}
