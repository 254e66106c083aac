// `npm test`: sets up, builds, and runs every check and test. Goes on after a failure and ends with
// the list of what failed.
//
//   node scripts/test.mjs [lint] [rust] [package] [browser]     (default: all)

import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";

import { build } from "./build.mjs";
import { RUSTFLAGS, VECTORS } from "./lib/flavours.mjs";
import { at, environment, root } from "./lib/paths.mjs";
import { duration, report } from "./lib/run.mjs";
import { setup } from "./setup.mjs";

/**
 * One check or suite. A check counts as one test; a suite counts what its runner reports.
 * @typedef {{ group: string, name: string, command: string[], env?: Record<string, string> }} Suite
 */

/**
 * Returns the suites of `tests/<folder>/*.test.mjs`.
 * @param {string} folder folder below tests/
 * @param {string} group group that runs it
 * @returns {Suite[]}
 */
function nodeSuite(folder, group) {
  const path = at("tests", folder);
  const names = existsSync(path) ? readdirSync(path).filter((name) => name.endsWith(".test.mjs")) : [];
  if (names.length === 0) return [];
  const files = names.sort().map((name) => `tests/${folder}/${name}`);
  const command = ["node", "--test", "--test-reporter=spec", ...files];
  return [{ group, name: `tests/${folder}`, command }];
}

/** Returns the folders below tests/ that hold suites of Node's test runner. */
const jsFolders = () =>
  readdirSync(at("tests"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "browser")
    .map((entry) => entry.name)
    .sort();

/** @returns {Suite[]} */
function suites() {
  const strict = { RUSTDOCFLAGS: "-D warnings" };
  /** @param {string[]} features */
  const clippy = (...features) => [
    ...["cargo", "clippy", "--locked", "--lib", "--features", ...features],
    ...["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"],
  ];
  return [
    { group: "lint", name: "rustfmt", command: ["cargo", "fmt", "--check"] },
    {
      group: "lint",
      name: "clippy (native)",
      command: ["cargo", "clippy", "--locked", "--all-targets", "--features", "serde,c", "--", "-D", "warnings"],
    },
    {
      group: "lint",
      name: "clippy (wasm)",
      command: clippy("full"),
      env: { [RUSTFLAGS]: VECTORS },
    },
    { group: "lint", name: "clippy (wasm, scores alone, no vectors)", command: clippy("wasm", "--no-default-features") },
    {
      group: "lint",
      name: "rustdoc",
      command: ["cargo", "doc", "--locked", "--no-deps", "--features", "serde,c"],
      env: strict,
    },
    { group: "lint", name: "types of pkg", command: ["tsc", "-p", "tsconfig.json"] },
    { group: "lint", name: "types of scripts and tests", command: ["tsc", "-p", "scripts/tsconfig.json"] },
    { group: "rust", name: "cargo test", command: ["cargo", "test", "--locked", "--no-fail-fast", "--features", "serde,c"] },
    {
      group: "rust",
      name: "models of trees in a build without them",
      command: ["cargo", "test", "--locked", "--lib", "--no-default-features", "imported"],
    },
    { group: "rust", name: "benchmarks run", command: ["cargo", "test", "--locked", "--bench", "*", "--features", "serde,c"] },
    ...jsFolders().flatMap((folder) => nodeSuite(folder, "package")),
    { group: "package", name: "the module under wasmtime", command: ["node", "scripts/spark.mjs", "module"] },
    ...(existsSync(at("scripts", "www.mjs"))
      ? [{ group: "browser", name: "the page builds", command: ["node", "scripts/www.mjs"] }]
      : []),
    ...nodeSuite("browser", "browser"),
  ];
}

/**
 * Runs a suite with its output shown, and counts its tests.
 * @param {Suite} suite
 * @returns {Promise<{ passed: number, failed: number, ok: boolean }>}
 */
function runSuite(suite) {
  return new Promise((resolve) => {
    const [program = "", ...args] = suite.command;
    const child = spawn(program === "node" ? process.execPath : program, args, {
      cwd: root,
      env: { ...environment(), ...suite.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const [from, to] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])) {
      from.setEncoding("utf8");
      from.on("data", (text) => {
        output += text;
        to.write(text);
      });
    }
    child.on("error", (error) => console.error(error.message));
    child.on("close", (code) => {
      const ok = code === 0;
      let passed = 0;
      let failed = 0;
      for (const match of output.matchAll(/^test result: \w+\. (\d+) passed; (\d+) failed/gm)) {
        passed += Number(match[1]);
        failed += Number(match[2]);
      }
      for (const match of output.matchAll(/^ℹ (pass|fail|cancelled) (\d+)$/gm)) {
        if (match[1] === "pass") passed += Number(match[2]);
        else failed += Number(match[2]);
      }
      if (passed + failed === 0) passed = ok ? 1 : 0;
      if (!ok && failed === 0) failed = 1;
      resolve({ passed, failed, ok });
    });
  });
}

/**
 * Runs the groups named, or all.
 * @param {string[]} groups
 */
async function test(groups) {
  const start = performance.now();
  const all = suites();
  const unknown = groups.filter((group) => !all.some((suite) => suite.group === group));
  if (unknown.length > 0) {
    console.error(`no such group: ${unknown.join(", ")}\nusage: node scripts/test.mjs [lint] [rust] [package] [browser]`);
    process.exitCode = 2;
    return;
  }
  const chosen = groups.length === 0 ? all : all.filter((suite) => groups.includes(suite.group));
  if (!(await setup("test"))) {
    process.exitCode = 1;
    console.log("\n0 passed, 1 failed");
    return;
  }

  /** @type {string[]} */
  const broken = [];
  let passed = 0;
  let failed = 0;
  // The type checks, too, read what the build writes.
  if (chosen.some((suite) => suite.group !== "rust")) {
    try {
      await build();
    } catch (error) {
      report(error);
      broken.push("build");
      failed += 1;
    }
  }
  for (const [index, suite] of chosen.entries()) {
    if (broken.includes("build") && suite.command[0] !== "cargo") {
      console.log(`\n══ ${suite.name}: left out, the build failed`);
      continue;
    }
    const began = performance.now();
    console.log(`\n══ ${index + 1}/${chosen.length} ${suite.name}: ${suite.command.join(" ")}`);
    const result = await runSuite(suite);
    passed += result.passed;
    failed += result.failed;
    if (!result.ok) broken.push(suite.name);
    const time = duration(performance.now() - began);
    console.log(`   ${result.ok ? "✓" : "✗"} ${suite.name}: ${result.passed} passed, ${result.failed} failed (${time})`);
  }

  console.log(`\nTested in ${duration(performance.now() - start)}`);
  for (const name of broken) console.log(`✗ failed: ${name}`);
  console.log(`${passed} passed, ${failed} failed`);
  if (broken.length > 0) process.exitCode = 1;
}

await test(process.argv.slice(2));
