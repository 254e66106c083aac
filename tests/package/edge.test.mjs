// The edge service in Node, with the standard Request and Response: scores, customers, repetition, its own description.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";

import { CUSTOMER, NOW, TODAY, TOKEN, ask, edge, events, folder, plain, profile, score, service } from "./edge-service.mjs";

const scorer = new score.Scorer(profile);
/** @param {any} customer @param {string} [asOf] */
const expected = (customer, asOf = TODAY) => plain(scorer.score(customer, { asOf }));
const NDJSON = { "content-type": "application/x-ndjson" };

describe("scores", () => {
  const handler = service();

  test("one customer, as the library does", async () => {
    const { status, json, headers } = await ask(handler, "POST", "/v1/score", { body: CUSTOMER });
    assert.equal(status, 200);
    assert.deepEqual(json, expected(CUSTOMER));
    assert.equal(headers.get("cache-control"), "no-store");
  });

  test("as of a day", async () => {
    const { json } = await ask(handler, "POST", "/v1/score?asOf=1998-01-01", { body: CUSTOMER });
    assert.deepEqual(json, expected(CUSTOMER, "1998-01-01"));
    for (const day of ["1998-02-30", "yesterday", "", "19980101"]) {
      const { status, json: problem } = await ask(handler, "POST", `/v1/score?asOf=${day}`, { body: CUSTOMER });
      assert.deepEqual([status, problem.code, problem.path], [400, "InvalidRequest", "asOf"], day);
    }
  });

  test("many, in both forms, with a row for each that is bad", async () => {
    const customers = [CUSTOMER, { id: "c-2", frequency: 3, recency: 40, T: 38 }, 7, { ...CUSTOMER, id: { a: 1 } }];
    for (const body of [customers, { customers }]) {
      const { status, json } = await ask(handler, "POST", "/v1/score", { body });
      assert.equal(status, 200);
      assert.deepEqual([json.rows, json.failed], [4, 3]);
      assert.deepEqual(json.results[0], { row: 0, id: "c-1", score: expected(CUSTOMER) });
      assert.deepEqual([json.results[1].id, json.results[1].error.code], ["c-2", "OutOfRange"]);
      assert.deepEqual(json.results.slice(2).map((/** @type {any} */ { error }) => error.code), ["InvalidRequest", "InvalidRequest"]);
    }
    assert.deepEqual((await ask(handler, "POST", "/v1/score", { body: [] })).json, { results: [], rows: 0, failed: 0 });
  });

  test("lines, one for each, and one at the end that counts them", async () => {
    const raw = `${JSON.stringify(CUSTOMER)}\n{"id":"b"\n\r\n7\n${JSON.stringify({ ...CUSTOMER, id: 9 })}`;
    const { status, lines, headers } = await ask(handler, "POST", "/v1/score", { raw, headers: NDJSON });
    assert.equal(status, 200);
    assert.equal(headers.get("content-type"), "application/x-ndjson");
    assert.deepEqual(lines.map(({ row, error, done }) => done ?? [row, error?.code]), [[0, undefined], [1, "InvalidJson"], [2, "InvalidRequest"], [3, undefined], true]);
    assert.deepEqual(lines[3], { row: 3, id: 9, score: expected({ ...CUSTOMER, id: 9 }) });
    assert.deepEqual(lines.at(-1), { done: true, rows: 4, failed: 2 });
  });

  test("a list as lines, where they are asked for", async () => {
    const { lines } = await ask(handler, "POST", "/v1/score", { body: [CUSTOMER, 7], headers: { accept: "application/x-ndjson" } });
    assert.deepEqual(lines.map(({ row, done }) => done ?? row), [0, 1, true]);
  });

  test("a row is answered before the next one has come", async () => {
    /** @type {ReadableStreamDefaultController<Uint8Array>} */
    let input = /** @type {any} */ (null);
    const body = new ReadableStream({ start: (controller) => void (input = controller) });
    const encoder = new TextEncoder();
    input.enqueue(encoder.encode(`${JSON.stringify(CUSTOMER)}\n`));
    const request = /** @type {any} */ (new Request("http://localhost/v1/score", /** @type {any} */ ({ method: "POST", headers: { ...NDJSON, authorization: `Bearer ${TOKEN}` }, body, duplex: "half" })));
    const response = await handler(request);
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    assert.equal(JSON.parse(decoder.decode((await reader.read()).value)).row, 0);
    // In the middle of a letter.
    const next = encoder.encode(`${JSON.stringify({ ...CUSTOMER, id: "é" })}\n`);
    const cut = next.indexOf(0xc3) + 1;
    input.enqueue(next.subarray(0, cut));
    input.enqueue(next.subarray(cut));
    assert.equal(JSON.parse(decoder.decode((await reader.read()).value)).id, "é");
    input.close();
    assert.equal(JSON.parse(decoder.decode((await reader.read()).value)).done, true);
  });
});

describe("customers", () => {
  test("are kept up to date by events", async () => {
    const handler = service();
    const first = await ask(handler, "POST", "/v1/events", { body: { customer: "ada", type: "order", date: "2024-03-01", amount: 30, id: "A1" } });
    assert.equal(first.status, 200, first.text);
    assert.deepEqual([first.json.customer, first.json.changed, first.json.reason], ["ada", true, null]);
    const again = await ask(handler, "POST", "/v1/events", { body: { customer: "ada", type: "order", date: "2024-03-01", amount: 30, id: "A1" } });
    assert.deepEqual([again.status, again.json.changed, again.json.reason], [200, false, "duplicate_event"]);
    const late = await ask(handler, "POST", "/v1/events", { body: { customer: "ada", type: "visit", date: "2024-02-01" } });
    assert.deepEqual([late.status, late.json.code, late.json.path], [409, "OutOfOrder", "event.date"]);
    const today = await ask(handler, "POST", "/v1/events", { body: { customer: "ada", type: "visit" } });
    assert.equal(today.json.score.asOf, TODAY);

    const { status, json } = await ask(handler, "GET", "/v1/customers/ada");
    assert.equal(status, 200);
    assert.deepEqual([json.customer, json.summary.revenueInYear, json.summary.visits, json.summary.lastEvent], ["ada", 30, 1, TODAY]);
    const states = [{ type: "order", date: "2024-03-01", amount: 30, id: "A1" }, { type: "visit", date: TODAY }].reduce((state, event) => score.updateState(state, event).state, null);
    assert.deepEqual(json.score, { ...plain(scorer.scoreState(states, TODAY)), id: "ada" });
    assert.deepEqual((await ask(handler, "GET", "/v1/customers/ada?asOf=2024-05-01")).json.score.asOf, "2024-05-01");
    assert.deepEqual((await ask(handler, "GET", "/v1/customers/ada?asOf=2024-03-30")).json.code, "OutOfRange");

    assert.equal((await ask(handler, "DELETE", "/v1/customers/ada")).status, 204);
    assert.equal((await ask(handler, "DELETE", "/v1/customers/ada")).json.code, "UnknownCustomer");
    assert.equal((await ask(handler, "GET", "/v1/customers/ada")).status, 404);
  });

  test("have names of all letters", async () => {
    const handler = service();
    for (const customer of ["a/b?c#d%", "客户", "__proto__", "constructor", 7]) {
      const { status, text } = await ask(handler, "POST", "/v1/events", { body: { customer, type: "visit" } });
      assert.equal(status, 200, text);
      assert.equal((await ask(handler, "GET", `/v1/customers/${encodeURIComponent(customer)}`)).json.customer, String(customer));
    }
    for (const customer of ["", ".", "..", "a\u0000", "\ud800", "x".repeat(257), null, {}, 1.5]) {
      const { status, json } = await ask(handler, "POST", "/v1/events", { body: { customer, type: "visit" } });
      assert.deepEqual([status, json.code, json.path], [400, "InvalidRequest", "customer"], String(customer));
    }
    assert.equal((await ask(handler, "GET", "/v1/customers/%ff")).json.code, "InvalidRequest");
  });

  test("of one list keep the order of their events; each row says what became of it", async () => {
    const handler = service();
    const list = [
      { customer: "a", type: "order", date: "2024-03-02", amount: 10, id: 1 },
      { customer: "b", type: "visit", date: "2024-03-01" },
      { customer: "a", type: "order", date: "2024-03-01", amount: 10, id: 2 },
      { customer: "a", type: "order", date: "2024-03-02", amount: 10, id: 1 },
      { customer: "a", type: "order", date: "2024-03-03", amount: 5, id: 3 },
      { customer: "b", type: "visit", date: "2025-01-01" },
      { customer: "b", type: "visit", colour: "red" },
      "visit",
    ];
    const { json } = await ask(handler, "POST", "/v1/events", { body: { events: list } });
    assert.deepEqual(
      json.results.map((/** @type {any} */ { customer, changed, reason, error }) => [customer, error?.code ?? changed, error?.path ?? reason]),
      [["a", true, null], ["b", true, null], ["a", "OutOfOrder", "event.date"], ["a", false, "duplicate_event"], ["a", true, null], [null, "InvalidRequest", "event.date"], ["b", "UnknownKey", "event.colour"], [null, "InvalidRequest", "event"]],
    );
    assert.deepEqual([json.rows, json.failed], [8, 4]);
    assert.equal((await ask(handler, "GET", "/v1/customers/a")).json.summary.revenueInYear, 15);
  });

  test("a key makes a repetition harmless, and no key serves twice", async () => {
    const handler = service();
    const body = [{ customer: "a", type: "order", amount: 10 }, { customer: "a", type: "order", amount: 10 }, { customer: "b", type: "refund", amount: 1 }];
    const headers = { "idempotency-key": "11111111-2222" };
    const once = await ask(handler, "POST", "/v1/events", { body, headers });
    const twice = await ask(handler, "POST", "/v1/events", { body, headers });
    assert.deepEqual(twice.json, once.json);
    assert.deepEqual([once.headers.get("idempotency-replayed"), twice.headers.get("idempotency-replayed")], [null, "true"]);
    assert.equal((await ask(handler, "GET", "/v1/customers/a")).json.summary.revenueInYear, 20);
    const other = await ask(handler, "POST", "/v1/events", { body: body.slice(1), headers });
    assert.deepEqual([other.status, other.json.code], [422, "IdempotencyKeyReused"]);
    const single = { body: { customer: "c", type: "order", amount: 10 }, headers: { "idempotency-key": "one" } };
    const [first, second] = [await ask(handler, "POST", "/v1/events", single), await ask(handler, "POST", "/v1/events", single)];
    assert.deepEqual(second.json, first.json);
    const bad = await ask(handler, "POST", "/v1/events", { body, headers: { "idempotency-key": "two words" } });
    assert.deepEqual([bad.status, bad.json.path], [400, "Idempotency-Key"]);
  });

  test("a thousand concurrent events leave what one after another leave", async () => {
    const handlers = { concurrent: service({ limits: { storeMs: 60_000 } }), serial: service() };
    const all = events(1000);
    const answers = await Promise.all(all.map((body) => ask(handlers.concurrent, "POST", "/v1/events", { body })));
    assert.ok(answers.every(({ status, json }) => status === 200 && json.changed));
    for (const body of all) await ask(handlers.serial, "POST", "/v1/events", { body });
    const [one, other] = await Promise.all(Object.values(handlers).map((handler) => ask(handler, "GET", "/v1/customers/ada")));
    assert.deepEqual(one?.json, other?.json);
    const again = await ask(handlers.concurrent, "POST", "/v1/events", { body: all });
    assert.ok(again.json.results.every((/** @type {any} */ { reason }) => reason === "duplicate_event"));
  });
});

describe("the service", () => {
  test("says how it is, and what it takes", async () => {
    const handler = service({ basePath: "/api" });
    assert.deepEqual((await ask(handler, "GET", "/api/healthz", { token: null })).json, { status: "ok" });
    const { json, headers } = await ask(handler, "GET", "/api/openapi.json", { token: null });
    assert.equal(json.openapi, "3.1.1");
    assert.equal(json.servers[0].url, "/api");
    assert.match(headers.get("cache-control") ?? "", /public/);
    const head = await handler(new Request("http://localhost/api/healthz", { method: "HEAD" }));
    assert.deepEqual([head.status, await head.text()], [200, ""]);
    assert.equal((await ask(handler, "GET", "/healthz")).json.code, "NotFound");
    const { status, json: refused, headers: said } = await ask(handler, "PUT", "/api/v1/score", { body: CUSTOMER });
    assert.deepEqual([status, refused.code, said.get("allow")], [405, "MethodNotAllowed", "POST, OPTIONS"]);
  });

  test("refuses parameters that an address does not take, and those that come twice", async () => {
    const handler = service({ basePath: "/api" });
    const { json: document } = await ask(handler, "GET", "/api/openapi.json");
    for (const [method, path, key, detail] of /** @type {[string, string, string, RegExp][]} */ ([
      ["POST", "/v1/score?asof=2024-01-01", "asof", /known: profile, asOf$/],
      ["POST", "/v1/score?profil=default", "profil", /known: profile, asOf$/],
      ["POST", "/v1/score?utm_source=mail", "utm_source", /known: profile, asOf$/],
      ["POST", "/v1/score?asOf=2024-01-01&asOf=2024-01-02", "asOf", /once/],
      ["POST", "/v1/score?profile=default&asOf=2024-01-01&profile=default", "profile", /once/],
      ["POST", "/v1/score?__proto__=1", "__proto__", /known/],
      ["POST", "/v1/score?=1", "", /known/],
      ["POST", `/v1/score?${"a".repeat(5000)}=1`, "a".repeat(40), /known/],
      ["POST", "/v1/events?asOf=2024-01-01", "asOf", /known: profile$/],
      ["GET", "/v1/customers/ada?as_of=2024-01-01", "as_of", /known: profile, asOf$/],
      ["DELETE", "/v1/customers/ada?asOf=2024-01-01", "asOf", /known: profile$/],
      ["GET", "/openapi.json?v=2", "v", /takes no parameters/],
      ["GET", "/healthz?profile=default", "profile", /takes no parameters/],
    ])) {
      const { status, json, text } = await ask(handler, method, `/api${path}`, method === "POST" ? { body: CUSTOMER } : {});
      assert.deepEqual([status, json?.code, json?.path], [400, "InvalidRequest", key], path);
      assert.match(json.detail, detail);
      assert.ok(text.length < 400);
      const [address = ""] = path.replace("/ada", "/{id}").split("?");
      assert.ok(document.paths[address][method.toLowerCase()].responses[400], address);
    }
    assert.equal((await ask(handler, "POST", "/api/v1/score?asOf=2024-01-01&profile=default", { body: CUSTOMER })).status, 200);
    assert.equal((await ask(handler, "POST", "/api/v1/score?", { body: CUSTOMER })).status, 200);
    assert.equal((await ask(handler, "POST", "/api/v1/score?asof=1", { body: CUSTOMER, token: null })).status, 401);
    for (const [address, methods] of Object.entries(document.paths)) {
      for (const [method, { parameters = [] }] of Object.entries(methods)) {
        const named = parameters.filter((/** @type {any} */ one) => one.in === "query").map((/** @type {any} */ one) => one.name);
        const { json } = await ask(handler, method.toUpperCase(), `/api${address.replace("{id}", "ada")}?zzzzzzzz=1`, method === "post" ? { body: CUSTOMER } : {});
        assert.equal(json.detail, `zzzzzzzz: ${named.length === 0 ? "the address takes no parameters" : `there is no such parameter; known: ${named.join(", ")}`}`, "the document names the same");
      }
    }
  });

  test("echoes no id that it cannot hold", async () => {
    const handler = service();
    for (const [id, status] of /** @type {const} */ ([["12345678901234567890", 400], ["1.5", 400], ["1e999", 400], ["true", 400], ["9007199254740991", 200], ["null", 200]])) {
      const raw = JSON.stringify({ ...CUSTOMER, id: 0 }).replace('"id":0', `"id":${id}`);
      const answer = await ask(handler, "POST", "/v1/score", { raw });
      assert.equal(answer.status, status, id);
      assert.equal(status === 200 ? String(answer.json.id) : answer.json.path, status === 200 ? id : "customer.id");
    }
  });

  test("sends an id back with what is wrong with its customer, where it is one", async () => {
    const raw = `[{"id": 12345678901234567890}, {"id": 1.5}, {"id": "${"x".repeat(50_000)}"}, {"id": "b", "frequency": -1, "recency": 0, "T": 1}, {"id": 7, "frequency": -1, "recency": 0, "T": 1}]`;
    const { json, text } = await ask(service(), "POST", "/v1/score", { raw });
    assert.deepEqual(json.results.map((/** @type {any} */ { id, error }) => [id, error.path]), [[null, "customer.id"], [null, "customer.id"], [null, "customer.id"], ["b", "customer.frequency"], [7, "customer.frequency"]]);
    assert.ok(text.length < 1500);
  });

  test("has no customers without a store", async () => {
    const handler = service({ store: null });
    assert.equal((await ask(handler, "POST", "/v1/events", { body: {} })).status, 404);
    assert.deepEqual(Object.keys((await ask(handler, "GET", "/openapi.json")).json.paths), ["/v1/score", "/openapi.json", "/healthz"]);
  });

  test("answers what its document says", async () => {
    const handler = service();
    const { json: document } = await ask(handler, "GET", "/openapi.json");
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(document, "document");
    /** @type {[string, string, string, any, string][]} */
    const cases = [
      ["post", "/v1/score", "/v1/score", { body: CUSTOMER }, "application/json"],
      ["post", "/v1/score", "/v1/score", { body: [CUSTOMER, 7] }, "application/json"],
      ["post", "/v1/score", "/v1/score", { body: { orders: [{ date: "2024-01-01", amount: 3 }] } }, "application/json"],
      ["post", "/v1/score", "/v1/score", { raw: "{" }, "application/problem+json"],
      ["post", "/v1/events", "/v1/events", { body: { customer: "ada", type: "order", amount: 3 } }, "application/json"],
      ["post", "/v1/events", "/v1/events", { body: [{ customer: "ada", type: "order", amount: 3 }, 3] }, "application/json"],
      ["get", "/v1/customers/{id}", "/v1/customers/ada", {}, "application/json"],
      ["get", "/v1/customers/{id}", "/v1/customers/bob", {}, "application/problem+json"],
      ["get", "/healthz", "/healthz", {}, "application/json"],
    ];
    for (const [method, path, address, given, type] of cases) {
      const { status, json, headers } = await ask(handler, method.toUpperCase(), address, given);
      assert.equal(headers.get("content-type"), type);
      assert.ok(document.paths[path][method].responses[status], `${method} ${path} ${status}`);
      const pointer = ["paths", path, method, "responses", String(status), "content", type, "schema"].map((step) => step.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll("{", "%7B").replaceAll("}", "%7D")).join("/");
      const valid = ajv.compile({ $ref: `document#/${pointer}` });
      assert.ok(valid(json), `${method} ${address}: ${JSON.stringify(valid.errors?.slice(0, 3))}`);
    }
  });

  test("takes its options from the environment of the first request, and says nothing of what is wrong with them", async () => {
    let made = 0;
    const handler = edge.createHandler((/** @type {any} */ env) => (made++, { profile, auth: { tokens: [env.TOKEN] } }));
    const request = () => new Request("http://localhost/v1/score", { method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${TOKEN}` }, body: JSON.stringify(CUSTOMER) });
    assert.equal((await handler(request(), { TOKEN })).status, 200);
    assert.equal((await handler(request(), { TOKEN })).status, 200);
    assert.equal(made, 1);
  });

  test("refuses options that it does not know", () => {
    for (const [options, path] of /** @type {[any, string][]} */ ([
      [{ profile, profiles: {} }, "options.profile"],
      [{}, "options.profile"],
      [{ profiles: {} }, "options.profiles"],
      [{ profiles: { "a b": profile } }, "options.profiles.a b"],
      [{ profile, stores: null }, "options.stores"],
      [{ profile, store: {} }, "options.store"],
      [{ profile, auth: { tokens: ["short"] } }, "options.auth.tokens[0]"],
      [{ profile, auth: { tokens: [{ token: TOKEN, scopes: ["all"] }] } }, "options.auth.tokens[0].scopes"],
      [{ profile, cors: ["https://shop.example/"] }, "options.cors.origins"],
      [{ profile, limits: { rows: 0 } }, "options.limits.rows"],
      [{ profile, limits: { rowz: 1 } }, "options.limits.rowz"],
      ...["timeMs", "streamMs", "storeMs"].flatMap((name) => [3e9, Infinity, NaN, 2 ** 31].map((value) => [{ profile, limits: { [name]: value } }, `options.limits.${name}`])),
      [{ profile, profiles: { tea: profile } }, "options.profile"],
      [{ profiles: [profile] }, "options.profiles"],
      [{ profile, basePath: "api/" }, "options.basePath"],
    ])) {
      assert.throws(() => edge.createHandler(options), (/** @type {any} */ error) => error.name === "ClienteleError" && error.path === path, path);
    }
    assert.throws(() => edge.createHandler({ profile, limits: { rowz: 1 } }), /known: bodyBytes, rows, nesting, timeMs, streamBytes, streamRows, rowBytes, streamMs, storeMs$/);
  });

  test("says of a call what is wrong with it", async () => {
    assert.throws(() => edge.createHandler({ profile, profiles: { tea: profile } }), /left out where `profiles` are given/);
    assert.throws(() => edge.createHandler({ profiles: [profile] }), /^ClienteleError: options\.profiles: must be an object of profiles by name/);
    assert.throws(() => edge.createHandler(Promise.resolve({ profile })), (/** @type {any} */ error) => error.path === "options" && /found a promise/.test(error.message));
    const own = { load: async () => null };
    const store = edge.memoryStore();
    const cache = { get() {}, put() {}, delete() {} };
    for (const [call, what] of /** @type {[() => any, RegExp][]} */ ([
      [() => edge.cachedReads(store, undefined), /KV namespace/],
      [() => edge.cachedReads(store, {}), /KV namespace/],
      [() => edge.cachedReads(undefined, cache), /store first/],
      [() => edge.cachedReads(cache, store), /store first/],
      [() => edge.cachedReads(store, cache, { ttl: Infinity }), /ttl/],
      [() => edge.profileAt(undefined), /^ClienteleError: url: must be the address/],
      [() => edge.profileAt(""), /url/],
      [() => edge.profileAt(own), /url/],
      [() => edge.profileAt("https://a.example", { header: {} }), /options\.header: there is no such key; known: headers, ttl, fetch$/],
      [() => edge.profileAt("https://a.example", { headers: new Headers({ "x-key": "1" }) }), /options\.headers: must be an object of texts/],
      [() => edge.profileAt("https://a.example", { headers: { "x-key": undefined } }), /options\.headers/],
      [() => edge.profileAt("https://a.example", { fetch: "fetch" }), /options\.fetch/],
    ])) {
      assert.throws(call, what);
    }
    assert.equal(typeof edge.cachedReads(store, cache).peek, "function");
    assert.equal(typeof edge.profileAt(new URL("https://a.example")).load, "function");
  });

  test("says in its log that a function of options handed over a promise", async (context) => {
    const { mock } = context.mock.method(console, "error", () => {});
    /** @type {unknown[]} */
    const unhandled = [];
    const note = (/** @type {unknown} */ error) => void unhandled.push(error);
    process.on("unhandledRejection", note);
    for (const given of [async () => ({ profile }), async () => { throw new Error("no secret"); }]) {
      assert.equal((await ask(edge.createHandler(given), "POST", "/v1/score", { body: CUSTOMER })).json.code, "Internal");
      assert.match(mock.calls.at(-1)?.arguments[0].message, /found a promise/);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("unhandledRejection", note);
    assert.deepEqual(unhandled, []);
  });

  test("names the keys of an event that there are", async () => {
    const handler = service();
    for (const [event, path, detail] of /** @type {[any, string, string][]} */ ([
      [{ customer: "a", type: "visit", dat: "2024-03-01" }, "event.dat", "event.dat: there is no such key; known: customer, type, date, amount, id"],
      [{ customer: "a", type: "visit", colour: "red" }, "event.colour", "event.colour: there is no such key; known: customer, type, date, amount, id"],
      [{ custmer: "a", type: "visit" }, "event.custmer", "event.custmer: there is no such key; known: customer, type, date, amount, id"],
    ])) {
      const { status, json } = await ask(handler, "POST", "/v1/events", { body: event });
      assert.deepEqual([status, json.code, json.path, json.detail], [422, "UnknownKey", path, detail]);
      const { json: many } = await ask(handler, "POST", "/v1/events", { body: [event] });
      assert.deepEqual(many.results, [{ row: 0, customer: event.customer ?? null, error: { code: "UnknownKey", detail, path } }]);
    }
    const long = await ask(handler, "POST", "/v1/events", { body: { customer: "a", type: "visit", ["k".repeat(50_000)]: 1 } });
    assert.ok(long.status === 422 && long.text.length < 400);
    assert.equal((await ask(handler, "GET", "/v1/customers/a")).status, 404);
  });

  test("takes the longest times that there are", async () => {
    const handler = service({ limits: { timeMs: 2 ** 31 - 1, streamMs: 2 ** 31 - 1, storeMs: 2 ** 31 - 1 }, profile: { load: async () => ({ profile }), ttl: Infinity } });
    assert.equal((await ask(handler, "POST", "/v1/events", { body: { customer: "ada", type: "visit" } })).status, 200);
    assert.equal((await ask(handler, "POST", "/v1/score", { raw: JSON.stringify(CUSTOMER), headers: NDJSON })).lines.at(-1).done, true);
  });

  test("is there for CommonJS, with one instance of the score build", async () => {
    const require = createRequire(join(folder, "package.json"));
    assert.deepEqual(Object.keys(require("clientele/edge")).sort(), Object.keys(edge).sort());
    const handler = require("clientele/edge").createHandler({ profile: require("clientele/score").Profile.parse(profile), clock: () => NOW });
    assert.deepEqual((await ask(handler, "POST", "/v1/score", { body: CUSTOMER, token: null })).json, expected(CUSTOMER));
  });
});
