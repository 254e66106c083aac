// The edge service under load in real workerd, beside an empty worker: requests in a second, p50 and p99, memory.
//
//   node scripts/bench/edge.mjs [--requests 4000] [--connections 8] [--rounds 15]
//
// The load is bounded, over loopback, from this process: it takes processor time beside the worker's, from both workers alike. The
// two take turns, and the median of the rounds counts, so that other work of the machine meets both.

import { Agent, request } from "node:http";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

import { EDGE, EMPTY, TOKEN, startWorkerd } from "../lib/workerd.mjs";

const CUSTOMER = JSON.stringify({ id: "c-1", frequency: 3, recency: 30, T: 38, monetaryValue: 25, revenueInYear: 100, purchasesInYear: 4 });

/** @typedef {{perSecond: number, p50: number, p99: number, failed: number}} Round */

/**
 * Sends a request and reads its answer whole.
 * @param {Agent} agent
 * @param {string} url
 * @param {string} body
 * @param {string} type
 * @returns {Promise<{status: number, bytes: number}>}
 */
function send(agent, url, body, type = "application/json") {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": type, authorization: `Bearer ${TOKEN}`, "content-length": Buffer.byteLength(body) };
    const sent = request(url, { agent, method: "POST", headers }, (response) => {
      let bytes = 0;
      response.on("data", (chunk) => (bytes += chunk.length));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, bytes }));
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/**
 * Sends so many requests over so many connections, each as soon as the one before is answered.
 * @param {string} url
 * @param {(i: number) => string} body
 * @param {{requests: number, connections: number}} load
 * @returns {Promise<Round>}
 */
async function load(url, body, { requests, connections }) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times = new Float64Array(requests);
  let next = 0;
  let failed = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let i = next++; i < requests; i = next++) {
        const began = performance.now();
        const { status } = await send(agent, url, body(i));
        times[i] = performance.now() - began;
        if (status !== 200) failed++;
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  times.sort();
  const quantile = (/** @type {number} */ q) => times[Math.min(requests - 1, Math.ceil(q * requests) - 1)] ?? 0;
  return { perSecond: requests / seconds, p50: quantile(0.5), p99: quantile(0.99), failed };
}

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** @param {Round[]} rounds @returns {Round} */
const middle = (rounds) => ({
  perSecond: median(rounds.map(({ perSecond }) => perSecond)),
  p50: median(rounds.map(({ p50 }) => p50)),
  p99: median(rounds.map(({ p99 }) => p99)),
  failed: rounds.reduce((sum, { failed }) => sum + failed, 0),
});

/** @param {string} what @param {Round} round */
const print = (what, { perSecond, p50, p99, failed }) =>
  console.log(`${what.padEnd(34)}${perSecond.toFixed(0).padStart(8)}/s   p50 ${p50.toFixed(2)} ms   p99 ${p99.toFixed(2)} ms   failed ${failed}`);

/** @param {{requests: number, connections: number, rounds: number}} options */
export async function benchEdge({ requests, connections, rounds }) {
  const empty = await startWorkerd(EMPTY);
  const edge = await startWorkerd(EDGE);
  try {
    const score = `${edge.url}/v1/score?asOf=2026-11-01`;
    /** Megabytes after each round. @type {{empty: number[], edge: number[]}} */
    const memory = { empty: [], edge: [] };
    for (const at of [1, connections]) {
      /** @type {{empty: Round[], edge: Round[]}} */
      const found = { empty: [], edge: [] };
      for (let round = 0; round <= rounds; round++) {
        const one = { requests, connections: at };
        const [none, scored] = [await load(empty.url, () => CUSTOMER, one), await load(score, () => CUSTOMER, one)];
        memory.empty.push(Math.round(empty.residentKb() / 1024));
        memory.edge.push(Math.round(edge.residentKb() / 1024));
        // The first round warms up.
        if (round > 0) found.empty.push(none), found.edge.push(scored);
      }
      const [none, scored] = [middle(found.empty), middle(found.edge)];
      print(`empty worker, ${at} at a time`, none);
      print(`POST /v1/score, ${at} at a time`, scored);
      console.log(`of the two: p50 ${(scored.p50 / none.p50).toFixed(2)}, p99 ${(scored.p99 / none.p99).toFixed(2)}`);
    }
    for (const [name, megabytes] of Object.entries(memory)) console.log(`memory (${name}) after each ${requests} requests: ${megabytes.join(" ")} MB`);

    const event = (/** @type {number} */ i) => JSON.stringify({ customer: `c-${i % 1000}`, type: "order", amount: 10, id: `e-${i}` });
    print("POST /v1/events, 1000 customers", await load(`${edge.url}/v1/events`, event, { requests: Math.min(requests, 5000), connections }));

    const rows = 20_000;
    const agent = new Agent({ keepAlive: true });
    const start = performance.now();
    const { bytes } = await send(agent, score, `${CUSTOMER}\n`.repeat(rows), "application/x-ndjson");
    agent.destroy();
    console.log(`${rows} rows as NDJSON: ${(rows / ((performance.now() - start) / 1000)).toFixed(0)} rows/s, ${(bytes / 1e6).toFixed(0)} MB of answers; memory ${(edge.residentKb() / 1024).toFixed(0)} MB after`);
  } finally {
    await empty.stop();
    await edge.stop();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { values } = parseArgs({ options: { requests: { type: "string", default: "4000" }, connections: { type: "string", default: "8" }, rounds: { type: "string", default: "15" } } });
  await benchEdge({ requests: Number(values.requests), connections: Number(values.connections), rounds: Number(values.rounds) });
}
