// The examples of the edge service, built as their hosts build them, each with the installed package.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, test } from "node:test";
import { build } from "esbuild";
import { Miniflare } from "miniflare";

import { CUSTOMER, TOKEN, answerOf, folder, plain, profile, score } from "./edge-service.mjs";
import { load, root, run } from "./tarball.mjs";

const NAMES = ["cloudflare", "deno", "vercel", "netlify", "lambda", "fastly"];
const AS_OF = "2024-03-31";
const expected = plain(new score.Scorer(profile).score(CUSTOMER, { asOf: AS_OF }));

/** Copies an example below the folder where the package is installed. @param {string} name */
function copied(name) {
  const home = join(folder, name);
  cpSync(join(root, "examples", `edge-${name}`), home, { recursive: true });
  return home;
}

/** A request for a score. @param {string | null} [token] */
const request = (token = TOKEN) =>
  new Request(`http://localhost/v1/score?asOf=${AS_OF}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(CUSTOMER),
  });

/** @param {(request: Request) => Promise<any>} ask */
async function scores(ask) {
  const { status, json, text } = await answerOf(await ask(request()));
  assert.equal(status, 200, text);
  assert.deepEqual(json, expected);
  assert.equal((await answerOf(await ask(request("wrong")))).status, 401);
  assert.equal((await answerOf(await ask(request(null)))).status, 401);
  assert.deepEqual((await answerOf(await ask(new Request("http://localhost/healthz")))).json, { status: "ok" });
}

test("every example has the profile of the tests and the version of the package", () => {
  const { version } = JSON.parse(readFileSync(join(root, "pkg", "package.json"), "utf8"));
  for (const name of NAMES) {
    const home = join(root, "examples", `edge-${name}`);
    assert.deepEqual(JSON.parse(readFileSync(join(home, "profile.json"), "utf8")), profile, name);
    assert.equal(JSON.parse(readFileSync(join(home, "package.json"), "utf8")).dependencies.clientele, `^${version}`, name);
    assert.ok(existsSync(join(home, "README.md")), name);
  }
  assert.match(readFileSync(join(root, "examples", "edge-deno", "deno.json"), "utf8"), new RegExp(`clientele@\\^${version.replaceAll(".", "\\.")}/edge`));
});

test("Cloudflare, in workerd with its Durable Objects", async () => {
  const home = copied("cloudflare");
  await build({ entryPoints: [join(home, "worker.js")], bundle: true, format: "esm", conditions: ["workerd"], outdir: join(home, "dist"), loader: { ".wasm": "copy" }, assetNames: "[name]", logLevel: "silent" });
  const toml = readFileSync(join(home, "wrangler.toml"), "utf8");
  const [, name = ""] = /^name = "(CUSTOMERS)"$/m.exec(toml) ?? [];
  const [, className = ""] = /^class_name = "(\w+)"$/m.exec(toml) ?? [];
  const [, compatibilityDate = ""] = /^compatibility_date = "(.+)"$/m.exec(toml) ?? [];
  const wasm = "clientele_score_bg.wasm";
  const host = new Miniflare({
    modules: [
      { type: "ESModule", path: "worker.js", contents: readFileSync(join(home, "dist", "worker.js"), "utf8") },
      { type: "CompiledWasm", path: wasm, contents: readFileSync(join(home, "dist", wasm)) },
    ],
    compatibilityDate,
    bindings: { TOKEN },
    durableObjects: { [name]: { className, useSQLite: true } },
  });
  try {
    /** @param {Request} given */
    const ask = async (given) => host.dispatchFetch(given.url, { method: given.method, headers: Object.fromEntries(given.headers), ...(given.method === "POST" ? { body: await given.text() } : {}) });
    await scores(ask);
    const event = new Request("http://localhost/v1/events", { method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${TOKEN}` }, body: '{"customer":"ada","type":"visit"}' });
    assert.equal((await answerOf(await ask(event))).json.changed, true);
  } finally {
    await host.dispose();
  }
});

const deno = join(root, "node_modules", ".bin", "deno");

describe("Deno", () => {
  test("serves, with Deno KV", async () => {
    const home = copied("deno");
    // The package comes from the folder above, not from the registry.
    writeFileSync(join(home, "deno.json"), '{ "nodeModulesDir": "manual", "unstable": ["kv"] }');
    const child = spawn(deno, ["run", "--allow-env", "--allow-net=127.0.0.1", "--allow-read", "--allow-write=.", "main.js"], {
      cwd: home,
      env: { ...process.env, TOKEN, HOST: "127.0.0.1", PORT: "0", KV_PATH: "kv.sqlite", NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = new Promise((resolve) => child.on("close", resolve));
    try {
      const port = await new Promise((resolve, reject) => {
        let said = "";
        for (const from of [child.stdout, child.stderr]) from.on("data", (text) => {
          said += text;
          const found = /127\.0\.0\.1:(\d+)/.exec(said);
          if (found) resolve(Number(found[1]));
        });
        child.on("exit", () => reject(new Error(said)));
      });
      await scores(async (given) => fetch(given.url.replace("localhost", `127.0.0.1:${port}`), { method: given.method, headers: given.headers, ...(given.method === "POST" ? { body: await given.text() } : {}) }));
    } finally {
      child.kill();
      await ended;
    }
  });
});

test("Vercel, with the conditions of its edge runtime", async () => {
  const home = copied("vercel");
  await build({
    entryPoints: [join(home, "api", "clientele.js")],
    bundle: true,
    format: "esm",
    conditions: ["edge-light"],
    outfile: join(home, "dist", "bundle.mjs"),
    logLevel: "silent",
    // What Vercel does with `?module`.
    plugins: [{
      name: "module",
      setup(plugins) {
        plugins.onResolve({ filter: /\.wasm\?module$/ }, ({ path, resolveDir }) => ({ path: join(resolveDir, path.replace(/\?module$/, "")), namespace: "module" }));
        plugins.onLoad({ filter: /.*/, namespace: "module" }, ({ path }) => ({ contents: `export default new WebAssembly.Module(Buffer.from("${readFileSync(path).toString("base64")}", "base64"));` }));
      },
    }],
  });
  process.env["TOKEN"] = TOKEN;
  const { default: handler, config } = await import(pathToFileURL(join(home, "dist", "bundle.mjs")).href);
  assert.equal(config.runtime, "edge");
  await scores(handler);
  const { rewrites } = JSON.parse(readFileSync(join(home, "vercel.json"), "utf8"));
  for (const path of ["/v1/score", "/openapi.json", "/healthz"]) assert.match(path, new RegExp(`^${rewrites[0].source}$`));
});

test("Netlify", async () => {
  const home = copied("netlify");
  const netlify = { env: { get: (/** @type {string} */ name) => (name === "TOKEN" ? TOKEN : undefined) } };
  Object.assign(globalThis, { Netlify: netlify });
  const { default: handler, config } = await import(pathToFileURL(join(home, "netlify", "edge-functions", "clientele.js")).href);
  assert.deepEqual(config.path, ["/v1/score", "/openapi.json", "/healthz"]);
  await scores((given) => handler(given, { waitUntil: () => {} }));
});

const MEGABYTE = 1_000_000;

/** A customer of whom everything is known, with the longest identifier. */
const KNOWN = {
  ...{ id: "客".repeat(256), frequency: 3, recency: 29.123456, T: 38.987654, monetaryValue: 25.123, revenueInYear: 123.4567, purchasesInYear: 3 },
  ...{ activeQuarters: 2, elapsedQuarters: 3, productionCost: 13.33, fixedMarketingCost: 1.111, variableMarketingCost: 1.333, serviceCost: 2.345 },
  ...{ walletInYear: 333.33, choosingTime: 13.33, satisfaction: 1.234, recommendation: 1.234, competitorAttitude: 6.5, priceSensitivity: 6.5 },
  ...{ incidentTolerance: 1.3, recencyRatio: 2.345, loyaltyTrend: -0.3, openComplaints: 3, complaintSatisfaction: 1.3, silentFailures: 3 },
  ...{ categories: 1, switchingBarrier: 1.2, bargainSeeker: true, complainer: "complaint.activist" },
};

/** A row that is longer than any: every number has all of its digits, every list all that can be in it. */
async function widestRow() {
  await load(folder);
  const { labels, shared } = await load(folder, "lib/labels.js");
  /** @type {{code: string}[]} */
  const all = labels();
  const of = (/** @type {(code: string) => boolean} */ wanted) => all.filter(({ code }) => wanted(code));
  const bytes = (/** @type {object} */ value) => Buffer.byteLength(JSON.stringify(value));
  const longest = (/** @type {string[]} */ codes) => of((code) => codes.includes(code)).reduce((one, other) => (bytes(other) > bytes(one) ? other : one));
  /** @type {(value: any) => any} */
  const widened = (value) => {
    // 24 bytes with the quotes, as many as the longest number.
    if (value === null || typeof value !== "object") return typeof value === "string" ? value : "-2.22507385850720e-308";
    return Array.isArray(value) ? value.map(widened) : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, widened(one)]));
  };
  const known = plain(new score.Scorer(profile).score(KNOWN, { asOf: AS_OF }));
  const evidence = of((code) => code.startsWith("evidence.") || ["base", "purchases", "silence"].includes(code)).map((label) => ({ ...label, odds: 1 }));
  const { warnings, modifiers, tiers, cells, bands, loyaltyTypes } = shared();
  return {
    ...{ row: 999, id: KNOWN.id },
    score: {
      ...widened({ ...known, churn: { ...known.churn, evidence } }),
      labels: { tier: longest(tiers), cell: longest(cells), band: longest(bands), loyaltyType: longest(loyaltyTypes) },
      action: longest(cells.flatMap((/** @type {string} */ cell) => bands.map((/** @type {string} */ band) => `${cell}.${band}`))),
      ...{ modifiers: of((code) => modifiers.includes(code)), warnings: of((code) => warnings.includes(code)) },
    },
  };
}

test("Lambda@Edge, with the events of CloudFront", async () => {
  const home = copied("lambda");
  const digest = createHash("sha256").update(TOKEN).digest("hex");
  run(process.execPath, ["build.js"], { cwd: home, code: 1, env: { TOKEN_SHA256: "no digest" } });
  await build({ entryPoints: [join(home, "index.js")], bundle: true, minify: true, platform: "node", target: "node20", format: "cjs", outfile: join(home, "dist", "index.cjs"), define: { "process.env.TOKEN_SHA256": JSON.stringify(digest) } });
  const { default: { handler } } = await import(pathToFileURL(join(home, "dist", "index.cjs")).href);
  /** @param {Request} given @param {object} [more] */
  const asked = async (given, more = {}) => {
    const { pathname, search } = new URL(given.url);
    const headers = Object.fromEntries([["host", "d.cloudfront.net"], ...given.headers].map(([name = "", value]) => [name, [{ key: name, value }]]));
    const body = given.method === "GET" ? undefined : { action: "read-only", data: Buffer.from(await given.text()).toString("base64"), encoding: "base64", inputTruncated: false, ...more };
    return handler({ Records: [{ cf: { request: { method: given.method, uri: pathname, querystring: search.slice(1), headers, body } } }] });
  };
  await scores(async (given) => {
    const { status, headers, body } = await asked(given);
    for (const values of Object.values(headers)) assert.ok(Array.isArray(values) && values[0].key);
    return new Response(body, { status: Number(status), headers: Object.entries(headers).map(([name, [{ value }]]) => [name, value]) });
  });
  assert.equal((await asked(request(), { inputTruncated: true })).status, "413");
  // The longest answers: a megabyte is all that CloudFront takes.
  const rows = Number(/\brows: (\d+)/.exec(readFileSync(join(home, "index.js"), "utf8"))?.[1]);
  const widest = Buffer.byteLength(JSON.stringify(await widestRow()));
  assert.ok(rows * (widest + 1) + 2000 < MEGABYTE, `${rows} rows of ${widest} bytes, and the headers`);
  // What is no id is not sent back: a row in error is shorter than one with a score, whatever the body holds.
  const bad = { ...KNOWN, id: "客".repeat(3000) };
  for (const [customer, count, end] of /** @type {[object, number, RegExp][]} */ ([[KNOWN, rows, /"failed":0/], [bad, rows, /"failed":\d\d/], [KNOWN, rows + 1, /TooManyRows/]])) {
    const list = Array.from({ length: count }, () => JSON.stringify(customer));
    for (const [type = "", text = ""] of [["application/json", `[${list}]`], ["application/x-ndjson", list.join("\n")]]) {
      const { body, headers } = await asked(new Request("https://d.cloudfront.net/v1/score", { method: "POST", headers: { "content-type": type, authorization: `Bearer ${TOKEN}` }, body: text }));
      assert.match(body, end);
      assert.ok(Buffer.byteLength(body) + Buffer.byteLength(JSON.stringify(headers)) < MEGABYTE, `${Buffer.byteLength(body)} bytes`);
    }
  }
});

test("Fastly, without WebAssembly", async () => {
  const home = copied("fastly");
  writeFileSync(join(home, "secret-store.js"), `export class SecretStore { async get() { return { plaintext: () => "${TOKEN}" }; } }`);
  await build({ entryPoints: [join(home, "src", "index.js")], bundle: true, format: "esm", conditions: ["fastly"], outfile: join(home, "dist", "index.mjs"), alias: { "fastly:secret-store": join(home, "secret-store.js") }, logLevel: "silent" });
  writeFileSync(
    join(home, "run.mjs"),
    `// Node makes its own Request with WebAssembly: it has to be there before it goes.
     new Request("http://localhost");
     await new Promise((resolve) => setTimeout(resolve, 50));
     delete globalThis.WebAssembly;
     let answer;
     globalThis.addEventListener = (_, listener) => { answer = (request) => new Promise((resolve) => listener({ request, respondWith: resolve })); };
     await import("./dist/index.mjs");
     const ask = async (token) => {
       const response = await answer(new Request("http://localhost/v1/score?asOf=${AS_OF}", { method: "POST", headers: { "content-type": "application/json", authorization: "Bearer " + token }, body: ${JSON.stringify(JSON.stringify(CUSTOMER))} }));
       return [response.status, await response.json()];
     };
     console.log(JSON.stringify([await ask("${TOKEN}"), (await ask("wrong"))[0]]));`,
  );
  assert.deepEqual(JSON.parse(run(process.execPath, ["run.mjs"], { cwd: home })), [[200, expected], 401]);
});
