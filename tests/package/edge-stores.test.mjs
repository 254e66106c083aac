// The stores in the hosts that they are for: D1 and Durable Objects in real workerd, Deno KV in real Deno.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { request } from "node:http";
import { connect } from "node:net";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { build } from "esbuild";
import { Miniflare } from "miniflare";

import { CUSTOMER, TODAY, TOKEN, answerOf, ask, events, folder, plain, profile, score, service } from "./edge-service.mjs";
import { root } from "./tarball.mjs";

const home = join(folder, "stores");
mkdirSync(home);
writeFileSync(join(home, "profile.json"), JSON.stringify(profile));
writeFileSync(
  join(home, "worker.js"),
  `import { createHandler, cachedReads, d1Store, durableObjectStore } from "clientele/edge";
   import profile from "./profile.json" with { type: "json" };
   export { CustomerObject } from "clientele/edge";
   const of = (store) => createHandler((env) => ({
     profile, store: store(env), auth: { tokens: [env.TOKEN] }, clock: () => Date.UTC(2024, 2, 31, 12), limits: { storeMs: 60_000, streamRows: 5000, streamBytes: 64 << 20 },
   }));
   const handlers = {
     d1: of(({ DB }) => d1Store(DB)),
     objects: of(({ CUSTOMERS }) => durableObjectStore(CUSTOMERS)),
     cached: of(({ CUSTOMERS, CACHE }) => cachedReads(durableObjectStore(CUSTOMERS), CACHE)),
   };
   export default { fetch: (request, env, ctx) => handlers[request.headers.get("x-store") ?? "d1"](request, env, ctx) };`,
);
await build({
  entryPoints: [join(home, "worker.js")],
  bundle: true,
  format: "esm",
  conditions: ["workerd"],
  outdir: join(home, "dist"),
  loader: { ".wasm": "copy" },
  assetNames: "[name]",
  logLevel: "silent",
});

const all = events(1000);

/** What one event after another leaves. */
const reference = (async () => {
  const handler = service();
  for (const body of all) await ask(handler, "POST", "/v1/events", { body });
  return (await ask(handler, "GET", "/v1/customers/ada")).json;
})();

/**
 * Runs no more than so many at a time.
 * @template T
 * @param {T[]} items
 * @param {number} atOnce
 * @param {(item: T) => Promise<void>} work
 */
async function pooled(items, atOnce, work) {
  const waiting = [...items];
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  }));
}

describe("workerd", () => {
  /** @type {Miniflare} */
  let host;
  /** @param {string} store */
  const asker = (store) => async (/** @type {string} */ method, /** @type {string} */ path, /** @type {any} */ body = undefined, /** @type {Record<string, string>} */ headers = {}) =>
    answerOf(
      await host.dispatchFetch(`http://localhost${path}`, {
        method,
        headers: { "x-store": store, authorization: `Bearer ${TOKEN}`, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
        ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    );

  before(async () => {
    const wasm = "clientele_score_bg.wasm";
    host = new Miniflare({
      modules: [
        { type: "ESModule", path: "worker.js", contents: readFileSync(join(home, "dist", "worker.js"), "utf8") },
        { type: "CompiledWasm", path: wasm, contents: readFileSync(join(home, "dist", wasm)) },
      ],
      compatibilityDate: "2026-04-01",
      bindings: { TOKEN },
      d1Databases: ["DB"],
      kvNamespaces: ["CACHE"],
      durableObjects: { CUSTOMERS: { className: "CustomerObject", useSQLite: true } },
    });
    await host.ready;
  });
  after(() => host?.dispose());

  test("scores as Node does, bit for bit", async () => {
    const { status, json, text } = await asker("d1")("POST", "/v1/score", CUSTOMER);
    assert.equal(status, 200, text);
    assert.deepEqual(json, plain(new score.Scorer(profile).score(CUSTOMER, { asOf: TODAY })));
  });

  test("scores lines", async () => {
    const { lines } = await asker("d1")("POST", "/v1/score", `${JSON.stringify(CUSTOMER)}\n{\n${JSON.stringify(CUSTOMER)}`, { "content-type": "application/x-ndjson" });
    assert.deepEqual(lines.map(({ row, error, done }) => done ?? error?.code ?? row), [0, "InvalidJson", 2, true]);
  });

  for (const store of ["d1", "objects"]) {
    describe(store, () => {
      const to = asker(store);

      test("a thousand concurrent events of one customer leave what one after another leave", async () => {
        await pooled(all, 100, async (body) => {
          const { status, json, text } = await to("POST", "/v1/events", body);
          assert.equal(status, 200, text);
          assert.equal(json.changed, true);
        });
        assert.deepEqual((await to("GET", "/v1/customers/ada")).json, await reference);
        const again = await to("POST", "/v1/events", all);
        assert.ok(again.json.results.every((/** @type {any} */ { reason }) => reason === "duplicate_event"), again.text.slice(0, 300));
      });

      test("a customer comes and goes", async () => {
        const key = { "idempotency-key": "k-1" };
        const body = [{ customer: "bob/ß", type: "order", amount: 10 }, { customer: "bob/ß", type: "order", amount: 10 }];
        const first = await to("POST", "/v1/events", body, key);
        assert.equal(first.status, 200, first.text);
        const second = await to("POST", "/v1/events", body, key);
        assert.deepEqual([second.json, second.headers.get("idempotency-replayed")], [first.json, "true"]);
        assert.equal((await to("POST", "/v1/events", body.slice(1), key)).json.code, "IdempotencyKeyReused");
        const path = `/v1/customers/${encodeURIComponent("bob/ß")}`;
        assert.equal((await to("GET", path)).json.summary.revenueInYear, 20);
        assert.equal((await to("DELETE", path)).status, 204);
        assert.equal((await to("GET", path)).status, 404);
        assert.equal((await to("DELETE", path)).status, 404);
        assert.equal((await to("POST", "/v1/events", { customer: "bob/ß", type: "order", amount: 3 })).json.changed, true);
        assert.equal((await to("GET", path)).json.summary.revenueInYear, 3);
      });
    });
  }

  /**
   * Sends a body in pieces over a connection of its own, as long as it is wanted.
   * @param {string} path
   * @param {Record<string, string>} headers
   * @param {Buffer} piece
   * @param {number} times
   * @returns {Promise<{status: number, text: string, sent: number}>}
   */
  const pour = async (path, headers, piece, times) => {
    const url = new URL(path, await host.ready);
    return new Promise((resolve, reject) => {
      let sent = 0;
      const asked = request(url, { method: "POST", headers: { authorization: `Bearer ${TOKEN}`, ...headers } }, (response) => {
        let text = "";
        // A connection that the server closes on what it does not want to read may be cut off: `close` comes in any case.
        response.setEncoding("utf8").on("data", (chunk) => (text += chunk)).on("error", () => {}).on("end", () => asked.destroy()).on("close", () => {
          resolve({ status: response.statusCode ?? 0, text, sent });
        });
      });
      const more = () => {
        while (sent < times && !asked.destroyed) {
          sent++;
          if (!asked.write(piece)) return void asked.once("drain", more);
        }
        asked.end();
      };
      // A connection may be closed on a body that is not wanted; the answer has come by then, or it has not.
      asked.on("error", (error) => setTimeout(() => reject(error), 500));
      more();
    });
  };

  test("refuses 100 MB after the first of them", async () => {
    const piece = Buffer.alloc(1 << 20, 0x20);
    for (const length of /** @type {Record<string, string>[]} */ ([{}, { "content-length": String(100 << 20) }])) {
      // workerd closes the connection on who goes on writing, and the answer may be lost with it.
      const reset = { status: 413, text: '{"code":"BodyTooLarge"}', sent: 0 };
      const { status, text, sent } = await pour("/v1/score", { "content-type": "application/json", ...length }, piece, 100).catch((error) => {
        assert.match(error.code, /ECONNRESET|EPIPE/);
        return reset;
      });
      assert.deepEqual([status, JSON.parse(text).code], [413, "BodyTooLarge"]);
      assert.ok(sent < 50, `${sent} MB were sent`);
    }
    assert.equal((await asker("d1")("POST", "/v1/score", CUSTOMER)).status, 200);
  });

  test("scores a million rows up to the limit, and says where it stopped", async () => {
    const piece = Buffer.from('{"frequency":0,"recency":0,"T":1}\n'.repeat(1000));
    const { status, text } = await pour("/v1/score", { "content-type": "application/x-ndjson" }, piece, 1000);
    assert.equal(status, 200);
    const lines = text.trim().split("\n");
    assert.equal(lines.length, 5001);
    const { error, ...rest } = JSON.parse(lines.at(-1) ?? "");
    assert.deepEqual([rest, error.code], [{ done: false, rows: 5000, failed: 0 }, "TooManyRows"]);
  });

  test("loses nothing to connections that break, in the body or before the answer", async () => {
    const { hostname, port } = await host.ready;
    const sums = { confirmed: 0 };
    /** @param {any} body @param {number | null} breakAfter bytes that are sent; null: all, and the answer is waited for @param {number} patience */
    const send = (body, breakAfter, patience) =>
      new Promise((resolve) => {
        const text = JSON.stringify(body);
        const socket = connect(Number(port), hostname, () => {
          const head = `POST /v1/events HTTP/1.1\r\nhost: localhost\r\nx-store: d1\r\nauthorization: Bearer ${TOKEN}\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\nconnection: close\r\n\r\n`;
          socket.write(head + text.slice(0, breakAfter ?? text.length));
          if (patience > 0) setTimeout(() => socket.destroy(), patience);
        });
        let answer = "";
        socket.on("data", (data) => (answer += data)).on("error", () => {}).on("close", () => resolve(/^HTTP\/1\.1 200/.test(answer)));
      });
    const orders = events(60).map((event) => ({ ...event, customer: "dora" }));
    await Promise.all(orders.map(async (event, i) => {
      // A third breaks in the body, a third while the event is taken, a third waits for its turn behind them.
      const [breakAfter, patience] = i % 3 === 0 ? [20, 5] : i % 3 === 1 ? [null, 5 + i] : [null, 0];
      if (await send(event, breakAfter ?? null, patience ?? 0)) sums.confirmed += event.amount;
      else if (i % 3 === 2) assert.fail(`event ${i} was not confirmed`);
    }));
    const to = asker("d1");
    const between = (await to("GET", "/v1/customers/dora")).json.summary.revenueInYear;
    assert.ok(between >= sums.confirmed, `${between} and ${sums.confirmed}`);
    await to("POST", "/v1/events", orders);
    assert.equal((await to("GET", "/v1/customers/dora")).json.summary.revenueInYear, orders.reduce((sum, { amount }) => sum + amount, 0));
  });

  test("KV caches what is read, and what was written or deleted here is not read from it", async () => {
    const to = asker("cached");
    const event = { customer: "kim", type: "order", amount: 10, id: "1" };
    await to("POST", "/v1/events", event);
    assert.equal((await to("GET", "/v1/customers/kim")).json.summary.revenueInYear, 10);
    // Elsewhere, past this cache.
    await asker("objects")("POST", "/v1/events", { ...event, id: "2" });
    assert.equal((await to("GET", "/v1/customers/kim")).json.summary.revenueInYear, 10, "from the cache");
    await to("POST", "/v1/events", { ...event, id: "3" });
    assert.equal((await to("GET", "/v1/customers/kim")).json.summary.revenueInYear, 30, "no event was lost to it");
    await to("DELETE", "/v1/customers/kim");
    assert.equal((await to("GET", "/v1/customers/kim")).status, 404);
  });
});

const deno = join(root, "node_modules", ".bin", "deno");

describe("Deno", () => {
  test("a thousand concurrent events of one customer in Deno KV leave what one after another leave", async () => {
    writeFileSync(join(home, "events.json"), JSON.stringify(all));
    writeFileSync(
      join(home, "deno.mjs"),
      `import { createHandler, denoKvStore } from "clientele/edge";
       import profile from "./profile.json" with { type: "json" };
       import all from "./events.json" with { type: "json" };
       const kv = await Deno.openKv("kv.sqlite");
       const made = () => createHandler({ profile, store: denoKvStore(kv), auth: "none", clock: () => Date.UTC(2024, 2, 31, 12), limits: { storeMs: 60_000 } });
       // Two instances on one database, as at two places: they do not wait for each other.
       const handlers = [made(), made()];
       const ask = async (i, method, path, body) => {
         const response = await handlers[i % 2](new Request("http://localhost" + path, { method, headers: { "content-type": "application/json" }, ...(body && { body: JSON.stringify(body) }) }));
         return { status: response.status, json: response.status === 204 ? null : await response.json() };
       };
       const waiting = all.map((body, i) => [i, body]);
       let wrong = 0;
       await Promise.all(Array.from({ length: 100 }, async () => {
         for (let next = waiting.shift(); next; next = waiting.shift()) if ((await ask(next[0], "POST", "/v1/events", next[1])).json.changed !== true) wrong++;
       }));
       const customer = (await ask(0, "GET", "/v1/customers/ada")).json;
       const again = (await ask(0, "POST", "/v1/events", all)).json.results.filter(({ reason }) => reason === "duplicate_event").length;
       const gone = [(await ask(0, "DELETE", "/v1/customers/ada")).status, (await ask(1, "GET", "/v1/customers/ada")).status];
       console.log(JSON.stringify({ wrong, customer, again, gone }));
       kv.close();`,
    );
    const { status, stdout, stderr } = spawnSync(deno, ["run", "--unstable-kv", "--no-prompt", "--node-modules-dir=manual", "--allow-read", "--allow-write=.", "deno.mjs"], { cwd: home, encoding: "utf8", env: { ...process.env, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" } });
    assert.equal(status, 0, stderr);
    const { customer, ...rest } = JSON.parse(stdout);
    assert.deepEqual(rest, { wrong: 0, again: 1000, gone: [204, 404] });
    assert.deepEqual(customer, await reference);
  });
});
