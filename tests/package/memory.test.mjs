// Memory stays as it is over a million calls, in both builds: the linear memory of the module does not grow at all after
// the first tenth, the heap and the arrays of JavaScript by less than a megabyte.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, test } from "node:test";

import { install, load, root } from "./tarball.mjs";

/** @typedef {import("./memory-child.mjs").Sample} Sample */

const CALLS = 1_000_000;
/** What the last 900,000 calls may take: hardly a byte each. A leak of one number a call would take seven times as much. */
const MEGABYTE = 1 << 20;

const { folder } = install();
const { Orders, buildProfile } = await load(folder);
const orders = Orders.fromCsv(readFileSync(join(root, "tests", "fixtures", "cdnow_orders.csv")));
const profiles = join(folder, "profiles.json");
writeFileSync(
  profiles,
  JSON.stringify(["horizon", "cohort", "alive"].map((churnMode) => buildProfile(orders, { asOf: "1998-06-30", churnMode, churnBaseRate: 0.3, margin: 0.4 }))),
);

/**
 * Does work in a process of its own and returns what memory it took after each tenth of the calls.
 * @param {string} build
 * @param {"score" | "event"} work
 * @param {number} calls
 * @param {string[]} more
 * @returns {Promise<Sample[]>}
 */
function measured(build, work, calls, ...more) {
  const child = fileURLToPath(new URL("memory-child.mjs", import.meta.url));
  const args = ["--expose-gc", child, folder, build, profiles, work, String(calls), ...more];
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    running.stdout.setEncoding("utf8").on("data", (text) => (output += text));
    running.on("error", reject);
    running.on("close", (code) => (code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`the work ended with ${code}`))));
  });
}

/** By how much memory has grown since the first sample. @param {Sample[]} samples @param {keyof Sample} what */
const growth = (samples, what) => (samples.at(-1)?.[what] ?? NaN) - (samples[0]?.[what] ?? NaN);

// Events of the full build are taken a million times in Chromium (tests/browser/memory.test.mjs).
describe("memory over a million calls", { concurrency: 2 }, () => {
  for (const [build, work] of /** @type {const} */ ([["full", "score"], ["score", "score"], ["score", "event"]])) {
    test(`the ${build} build, ${work}`, async () => {
      const samples = await measured(build, work, CALLS);
      assert.equal(samples.length, 10);
      assert.deepEqual(samples.map(({ linear }) => linear), samples.map(() => samples[0]?.linear));
      for (const what of /** @type {const} */ (["heap", "buffers"])) {
        assert.ok(growth(samples, what) < MEGABYTE, `${what}: ${samples.map((sample) => sample[what])}`);
      }
    });
  }

  test("a leak is seen", async () => {
    const samples = await measured("full", "score", CALLS / 20, "leak");
    assert.ok(growth(samples, "linear") > 0, `${samples.map(({ linear }) => linear)}`);
    assert.ok(growth(samples, "heap") > MEGABYTE, `${samples.map(({ heap }) => heap)}`);
  });
});
