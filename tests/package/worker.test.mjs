// examples/worker in real workerd: bare, under its own test runner, and through Miniflare.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Miniflare } from "miniflare";

import { portOf } from "../../scripts/lib/workerd.mjs";
import { install, root, run } from "./tarball.mjs";

const { folder } = install();
const example = join(folder, "worker");
const workerd = join(root, "node_modules", ".bin", "workerd");
const clientele = createRequire(join(folder, "package.json"))("clientele");

cpSync(join(root, "examples", "worker"), example, { recursive: true });
run("npm", ["run", "build", "--silent"], {
  cwd: example,
  env: { PATH: [join(root, "node_modules", ".bin"), process.env["PATH"]].join(delimiter) },
});
const profile = JSON.parse(readFileSync(join(example, "profile.json"), "utf8"));

const CUSTOMER = { id: "c-1", frequency: 3, recency: 30, T: 38, monetaryValue: 25 };
const ORDERS = [
  { date: "1997-01-04", amount: 29.33 },
  { date: "1997-01-18", amount: 29.73 },
  { date: "1997-08-02", amount: 14.96 },
];
const AS_OF = "1997-09-30";

/** @typedef {(init: { method?: string, headers?: Record<string, string>, body?: any, duplex?: "half" }) => Promise<any>} Ask */

/** Through Miniflare, which is what wrangler runs workers in. */
function miniflare() {
  const host = new Miniflare({
    modules: [
      { type: "ESModule", path: "worker.js", contents: readFileSync(join(example, "dist", "worker.js"), "utf8") },
      { type: "CompiledWasm", path: "clientele_bg.wasm", contents: readFileSync(join(example, "dist", "clientele_bg.wasm")) },
    ],
    compatibilityDate: "2026-04-01",
  });
  return {
    /** @type {Ask} */
    ask: (init) => host.dispatchFetch("http://localhost/", /** @type {any} */ (init)),
    stop: () => host.dispose(),
  };
}

/** Through `workerd serve` with the configuration of the example, on a free port. */
async function serve() {
  const child = spawn(
    workerd,
    ["serve", "config.capnp", "--socket-addr=http=127.0.0.1:0", "--control-fd=3"],
    { cwd: example, stdio: ["ignore", "inherit", "inherit", "pipe"] },
  );
  const ended = new Promise((resolve) => child.on("close", resolve));
  const port = await portOf(child);
  return {
    /** @type {Ask} */
    ask: (init) => fetch(`http://127.0.0.1:${port}/`, init),
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}

/** @type {[string, string, Parameters<Ask>[0], number, string, string?][]} */
const REFUSED = [
  ["another method", "GET", { method: "GET" }, 405, "MethodNotAllowed"],
  ["another content type", "text", { headers: { "content-type": "text/plain" }, body: "{}" }, 415, "UnsupportedMediaType"],
  ["a body that is not JSON", "{", { body: "{" }, 400, "InvalidJson"],
  ["an empty body", "", { body: "" }, 400, "InvalidJson"],
  ["a body that is not UTF-8", "ff", { body: new Uint8Array([0x22, 0xff, 0x22]) }, 400, "InvalidEncoding"],
  ["a body that is cut off inside a character", "e4", { body: new Uint8Array([0x22, 0xe4]) }, 400, "InvalidEncoding"],
  ["a list", "[]", { body: "[]" }, 422, "InvalidValue"],
  ["no customer", "{}", { body: "{}" }, 422, "InvalidValue", "customer"],
  [
    "a customer last seen after the end of the observation",
    "recency",
    { body: JSON.stringify({ customer: { ...CUSTOMER, recency: 39 }, asOf: AS_OF }) },
    422,
    "OutOfRange",
  ],
  [
    "an impossible day",
    "asOf",
    { body: JSON.stringify({ customer: CUSTOMER, asOf: "1997-02-30" }) },
    422,
    "InvalidValue",
    "options.asOf",
  ],
  [
    "a profile that is none",
    "profile",
    { body: JSON.stringify({ customer: CUSTOMER, asOf: AS_OF, profile: { ...profile, version: 99 } }) },
    422,
    "UnsupportedVersion",
  ],
  ["a body above the limit", "long", { body: `"${"x".repeat(256 * 1024)}"` }, 413, "BodyTooLarge"],
];

for (const [name, start] of /** @type {const} */ ([
  ["Miniflare", miniflare],
  ["workerd serve", serve],
])) {
  describe(name, () => {
    /** @type {Awaited<ReturnType<typeof start>>} */
    let host;
    /** @type {Ask} */
    const ask = (init) =>
      host.ask({ method: "POST", ...init, headers: { "content-type": "application/json", ...init.headers } });
    /** @param {unknown} body */
    const score = async (body) => {
      const response = await ask({ body: JSON.stringify(body) });
      const json = await response.json();
      assert.equal(response.status, 200, JSON.stringify(json));
      return json;
    };

    before(async () => {
      host = await start();
    });
    after(() => host?.stop());

    test("scores a customer as Node does, bit for bit", async () => {
      const local = new clientele.Scorer(clientele.Profile.parse(profile));
      for (const customer of [CUSTOMER, { id: "c-2", orders: ORDERS }]) {
        const expected = JSON.parse(JSON.stringify(local.score(customer, { asOf: AS_OF })));
        assert.deepEqual(await score({ customer, asOf: AS_OF }), expected);
      }
    });

    test("explains the score", async () => {
      const { value, churn, ...rest } = await score({ customer: { id: "c-2", orders: ORDERS }, asOf: AS_OF });
      assert.equal(rest.id, "c-2");
      assert.equal(rest.asOf, AS_OF);
      const points = value.parts.reduce((/** @type {number} */ sum, /** @type {any} */ part) => sum + part.points, 0);
      assert.ok(Math.abs(points - value.score) < 1e-9, `${points} and ${value.score}`);
      const odds = churn.evidence.reduce((/** @type {number} */ all, /** @type {any} */ one) => all * one.odds, churn.baseOdds);
      assert.ok(Math.abs(odds / (1 + odds) - churn.risk) < 1e-9, `${odds} and ${churn.risk}`);
    });

    test("takes a profile of the caller's", async () => {
      const own = { ...profile, name: "another" };
      const { profile: used } = await score({ customer: CUSTOMER, asOf: AS_OF, profile: own });
      assert.equal(used.name, "another");
    });

    test("scores as of today unless told", async () => {
      const { asOf } = await score({ customer: CUSTOMER });
      assert.match(asOf, /^20\d\d-\d\d-\d\d$/);
    });

    for (const [what, , init, status, code, path] of REFUSED) {
      test(`refuses ${what}`, async () => {
        const response = await ask(init);
        const body = await response.json();
        assert.equal(response.status, status, JSON.stringify(body));
        assert.equal(response.headers.get("content-type"), "application/problem+json");
        assert.equal(body.status, status);
        assert.equal(body.code, code, JSON.stringify(body));
        assert.ok(body.detail);
        if (path !== undefined) assert.equal(body.path, path);
        if (status === 405) assert.equal(response.headers.get("allow"), "POST");
      });
    }
  });
}

test("passes in workerd's own test runner", () => {
  writeFileSync(
    join(example, "test.js"),
    `import worker from "./worker.js";
     export default {
       async test() {
         const body = JSON.stringify(${JSON.stringify({ customer: CUSTOMER, asOf: AS_OF })});
         const headers = { "content-type": "application/json" };
         const ask = (body) => worker.fetch(new Request("http://localhost/", { method: "POST", headers, body }));
         const response = await ask(body);
         if (response.status !== 200) throw new Error(await response.text());
         // A body of unknown length, above the limit.
         let sent = 0;
         const endless = new ReadableStream({
           pull: (controller) => controller.enqueue(new Uint8Array(16384).fill((sent++, 0x20))),
         });
         const refused = await ask(endless);
         if (refused.status !== 413 || sent > 40) throw new Error(refused.status + " after " + sent + " chunks");
         const { churn } = await response.json();
         if (!(churn.risk > 0 && churn.risk < 1)) throw new Error("risk: " + churn.risk);
       },
     };`,
  );
  writeFileSync(
    join(example, "test.capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
     const config :Workerd.Config = (services = [(name = "main", worker = .scorer)]);
     const scorer :Workerd.Worker = (
       modules = [
         (name = "test.js", esModule = embed "test.js"),
         (name = "worker.js", esModule = embed "dist/worker.js"),
         (name = "./clientele_bg.wasm", wasm = embed "dist/clientele_bg.wasm"),
       ],
       compatibilityDate = "2026-04-01",
     );`,
  );
  run(workerd, ["test", "test.capnp"], { cwd: example });
});

test("the bundled profile is what the library makes of CDNOW", () => {
  const orders = clientele.Orders.fromCsv(readFileSync(join(root, "tests", "fixtures", "cdnow_orders.csv")));
  const made = clientele.buildProfile(orders, { asOf: AS_OF, timeUnit: "week", name: "CDNOW", currency: "USD" });
  assert.deepEqual(JSON.parse(JSON.stringify(made)), profile);
});
