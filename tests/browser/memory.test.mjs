// Memory of a page in a real Chromium over a million scores in both builds, and a million events in the full one (those
// of the small one: tests/package/memory.test.mjs).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { Orders, buildProfile } from "../../pkg/entry/index.js";
import { heapMeter, openPackage } from "./support/package.mjs";
import { fixture } from "./support/studio.mjs";

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'";
/** Calls between two looks at the memory, and how many looks there are. */
const CALLS = 100_000;
const LOOKS = 10;
/** What the last 900,000 calls may take: hardly a byte each. */
const MEGABYTE = 1 << 20;

const orders = Orders.fromCsv(readFileSync(fixture("cdnow_orders.csv")));
const profiles = ["horizon", "cohort", "alive"].map((churnMode) =>
  buildProfile(orders, { asOf: "1998-06-30", churnMode, churnBaseRate: 0.3, margin: 0.4 }).toJSON());

let served;
before(async () => {
  served = await openPackage({ "/": POLICY }, {
    "/memory-work.js": fileURLToPath(new URL("../package/memory-work.mjs", import.meta.url)),
  });
});
after(() => served?.close());

/** A page with the work of a build in `window.work` and the memory of its module in `window.linearMemory`. */
async function open(entry, wasm) {
  const page = await served.browser.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(served.url);
  await page.evaluate(async ([base, given, ...paths]) => {
    const [api, { linearMemory }, { workOf }] = await Promise.all(paths.map((path) => import(base + path)));
    window.linearMemory = linearMemory;
    window.work = workOf(api, given);
  }, [served.url, profiles, entry, wasm, "/memory-work.js"]);
  return { page, complaints };
}

for (const [name, entry, wasm, work] of [
  ["the full build, scores", "/entry/index.js", "/lib/wasm.js", "score"],
  ["the full build, events", "/entry/index.js", "/lib/wasm.js", "event"],
  ["the score build, scores", "/entry/score.js", "/lib/score/wasm.js", "score"],
]) {
  test(`memory stays flat over a million calls: ${name}`, async () => {
    const { page, complaints } = await open(entry, wasm);
    const heapUsed = await heapMeter(page);
    const samples = [];
    for (let look = 0; look < LOOKS; look += 1) {
      await page.evaluate(([kind, from, to]) => {
        for (let i = from; i < to; i += 1) window.work[kind](i);
      }, [work, look * CALLS, (look + 1) * CALLS]);
      samples.push({ heap: await heapUsed(), linear: await page.evaluate(() => window.linearMemory().buffer.byteLength) });
    }
    assert.deepEqual(samples.map(({ linear }) => linear), samples.map(() => samples[0].linear), "linear memory");
    const grown = samples.at(-1).heap - samples[0].heap;
    assert.ok(grown < MEGABYTE, `${grown} bytes more: ${samples.map(({ heap }) => heap)}`);
    assert.deepEqual(complaints, []);
    await page.close();
  });
}

test("a leak is seen", async () => {
  const { page } = await open("/entry/score.js", "/lib/score/wasm.js");
  const heapUsed = await heapMeter(page);
  const keep = (calls) => page.evaluate((times) => {
    window.kept ??= [];
    for (let i = 0; i < times; i += 1) window.kept.push({ call: i });
  }, calls);
  await keep(1000);
  const first = await heapUsed();
  await keep(CALLS);
  assert.ok((await heapUsed()) - first > MEGABYTE);
  await page.close();
});
