// Who may ask the edge service what: profiles by name, tokens with scopes, pages of other origins.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";

import { CUSTOMER, NOW, TOKEN, ask, edge, profile, service } from "./edge-service.mjs";

describe("profiles", () => {
  const named = (/** @type {string} */ name) => ({ ...profile, name });

  test("by name, each with its own customers", async () => {
    const handler = service({ profiles: { tea: named("Tea"), coffee: named("Coffee") } });
    assert.equal((await ask(handler, "POST", "/v1/score?profile=coffee", { body: CUSTOMER })).json.profile.name, "Coffee");
    assert.deepEqual([(await ask(handler, "POST", "/v1/score", { body: CUSTOMER })).json.path], ["profile"]);
    for (const name of ["milk", "__proto__", "constructor"]) {
      assert.deepEqual((await ask(handler, "POST", `/v1/score?profile=${name}`, { body: CUSTOMER })).json.code, "UnknownProfile");
    }
    await ask(handler, "POST", "/v1/events?profile=tea", { body: { customer: "ada", type: "visit" } });
    assert.equal((await ask(handler, "GET", "/v1/customers/ada?profile=coffee")).status, 404);
    const standard = service({ profiles: { tea: named("Tea"), coffee: named("Coffee") }, standard: "tea" });
    assert.equal((await ask(standard, "POST", "/v1/score", { body: CUSTOMER })).json.profile.name, "Tea");
  });

  test("are reloaded by their ETag; what has loaded stays when the loader fails", async () => {
    let now = NOW;
    /** @type {(string | null)[]} */
    const asked = [];
    /** @type {any} */
    let next = { etag: "1", profile: named("first") };
    const load = async (/** @type {string | null} */ etag) => {
      asked.push(etag);
      if (next instanceof Error) throw next;
      return next;
    };
    const handler = service({ profiles: { shop: { load, ttl: 60 } }, clock: () => now });
    const name = async () => (await ask(handler, "POST", "/v1/score", { body: CUSTOMER })).json.profile?.name;
    assert.deepEqual(await Promise.all([name(), name(), name()]), ["first", "first", "first"]);
    assert.deepEqual(asked, [null]);
    next = null;
    now += 61_000;
    assert.deepEqual([await name(), await name(), asked.at(-1)], ["first", "first", "1"]);
    next = new Error("the address of the loader is secret");
    now += 61_000;
    assert.equal(await name(), "first");
    next = { etag: "2", profile: JSON.stringify(named("second")) };
    assert.equal(await name(), "first", "a loader that failed is left in peace for a while");
    now += 11_000;
    assert.deepEqual([await name(), asked.at(-1)], ["second", "1"]);
    next = { etag: "3", profile: { ...profile, version: 99 } };
    now += 61_000;
    assert.equal(await name(), "second", "a profile that is none does not replace one");
    // Where the host can go on after the answer, the answer does not wait.
    next = { etag: "4", profile: named("fourth") };
    now += 61_000;
    /** @type {Promise<unknown>[]} */
    const later = [];
    const { json } = await ask(handler, "POST", "/v1/score", { body: CUSTOMER, context: { waitUntil: (/** @type {any} */ work) => later.push(work) } });
    assert.equal(json.profile.name, "second");
    await Promise.all(later);
    assert.equal(await name(), "fourth");
  });

  test("that do not load are said to be unavailable, and no more", async () => {
    for (const load of [async () => { throw new Error("margin 0.4"); }, async () => null, async () => ({ profile: { ...profile, value: { margin: "secret" } } }), () => new Promise(() => {})]) {
      const handler = service({ profile: { load }, limits: { storeMs: 50 } });
      const { status, json, text, headers } = await ask(handler, "POST", "/v1/score", { body: CUSTOMER });
      assert.deepEqual([status, json.code], [503, "ProfileUnavailable"]);
      assert.ok(Number(headers.get("retry-after")) > 0);
      assert.doesNotMatch(text, /margin|secret|stack/);
      assert.equal((await ask(handler, "GET", "/healthz")).status, 503);
    }
  });

  test("that are given as they are, are checked when the handler is made", () => {
    for (const wrong of ["profile.json", "{}", {}, null, { ...profile, value: { margin: 2 } }]) {
      assert.throws(
        () => service({ profile: wrong }),
        (/** @type {any} */ error) => error.name === "ClienteleError" && error.path.startsWith("options.profile"),
        JSON.stringify(wrong),
      );
    }
    assert.throws(() => service({ profile: undefined, profiles: { tea: profile, coffee: {} } }), (/** @type {any} */ error) => error.path.startsWith("options.profiles.coffee"));
  });

  test("that are given as they are, are made ready once: what was checked is what scores", async () => {
    const own = structuredClone(named("first"));
    const handler = service({ profile: own });
    own.name = "second";
    own.purchase.params.r = -1;
    const { status, json } = await ask(handler, "POST", "/v1/score", { body: CUSTOMER });
    assert.deepEqual([status, json.profile?.name], [200, "first"]);
    assert.equal((await ask(handler, "GET", "/healthz")).status, 200);
    const marked = service({ profile: `\uFEFF${JSON.stringify(profile)}` });
    assert.equal((await ask(marked, "POST", "/v1/score", { body: CUSTOMER })).status, 200, "a text with a byte order mark");
  });

  test("are fetched by address", async () => {
    /** @type {any[]} */
    const asked = [];
    const answers = [new Response(JSON.stringify(profile), { headers: { etag: '"a"' } }), new Response(null, { status: 304 }), new Response("", { status: 500 })];
    const source = edge.profileAt("https://profiles.example/shop.json", { headers: { "x-key": "1" }, ttl: 5, fetch: async (/** @type {any[]} */ ...given) => (asked.push(given), answers.shift()) });
    assert.equal(source.ttl, 5);
    assert.equal((await source.load(null)).etag, '"a"');
    assert.equal(await source.load('"a"'), null);
    await assert.rejects(source.load('"a"'), /500/);
    assert.deepEqual(asked[1], ["https://profiles.example/shop.json", { headers: { "x-key": "1", "if-none-match": '"a"' } }]);
  });
});

describe("tokens", () => {
  const sha256 = createHash("sha256").update("another-token-of-24-letters").digest("hex");
  const handler = service({ auth: { tokens: [{ name: "shop", token: TOKEN, scopes: ["score", "events"] }, { name: "crm", sha256 }] } });
  const visit = { customer: "ada", type: "visit" };

  test("are needed, and have to be right", async () => {
    for (const token of [null, "wrong", `${TOKEN}x`, TOKEN.slice(1)]) {
      const { status, json, headers } = await ask(handler, "POST", "/v1/score", { body: CUSTOMER, token });
      assert.deepEqual([status, json.code], [401, "Unauthorized"]);
      assert.match(headers.get("www-authenticate") ?? "", /^Bearer /);
    }
    const basic = await ask(handler, "POST", "/v1/score", { body: CUSTOMER, token: null, headers: { authorization: "Basic abc" } });
    assert.equal(basic.status, 401);
  });

  test("allow what their scopes say", async () => {
    assert.equal((await ask(handler, "POST", "/v1/events", { body: visit })).status, 200);
    const { status, json, headers } = await ask(handler, "GET", "/v1/customers/ada");
    assert.deepEqual([status, json.code], [403, "Forbidden"]);
    assert.match(headers.get("www-authenticate") ?? "", /insufficient_scope/);
    assert.equal((await ask(handler, "GET", "/v1/customers/ada", { token: "another-token-of-24-letters" })).status, 200);
  });

  test("are not needed where it is said so", async () => {
    const open = service({ auth: { tokens: [TOKEN], open: ["score"] } });
    assert.equal((await ask(open, "POST", "/v1/score", { body: CUSTOMER, token: null })).status, 200);
    assert.equal((await ask(open, "POST", "/v1/score", { body: CUSTOMER, token: "wrong" })).status, 401);
    assert.equal((await ask(open, "POST", "/v1/events", { body: visit, token: null })).status, 401);
    const none = service({ auth: "none" });
    assert.equal((await ask(none, "POST", "/v1/events", { body: visit, token: null })).status, 200);
    const unsaid = service({ auth: undefined });
    assert.equal((await ask(unsaid, "POST", "/v1/score", { body: CUSTOMER, token: null })).status, 200);
    assert.equal((await ask(unsaid, "POST", "/v1/events", { body: visit, token: null })).json.code, "AuthNotConfigured");
  });
});

describe("pages of other origins", () => {
  const origin = "https://shop.example";
  const handler = service({ cors: [origin] });
  const asking = { "access-control-request-method": "POST" };

  test("are told what they may send", async () => {
    const { status, headers } = await ask(handler, "OPTIONS", "/v1/score", { token: null, headers: { origin, ...asking } });
    assert.equal(status, 204);
    assert.equal(headers.get("access-control-allow-origin"), origin);
    assert.match(headers.get("access-control-allow-methods") ?? "", /POST/);
    assert.match(headers.get("access-control-allow-headers") ?? "", /authorization.*idempotency-key/);
  });

  test("may read answers and refusals", async () => {
    for (const token of [TOKEN, null]) {
      const { headers } = await ask(handler, "POST", "/v1/score", { body: CUSTOMER, token, headers: { origin } });
      assert.equal(headers.get("access-control-allow-origin"), origin);
      assert.match(headers.get("vary") ?? "", /origin/i);
    }
  });

  test("that are not on the list may not", async () => {
    for (const other of ["https://shop.example.evil.example", "null", "http://shop.example"]) {
      const { status, json } = await ask(handler, "OPTIONS", "/v1/score", { token: null, headers: { origin: other, ...asking } });
      assert.deepEqual([status, json.code], [403, "OriginNotAllowed"]);
      const { headers } = await ask(handler, "POST", "/v1/score", { body: CUSTOMER, headers: { origin: other } });
      assert.equal(headers.get("access-control-allow-origin"), null);
    }
    assert.equal((await ask(service(), "OPTIONS", "/v1/score", { token: null, headers: { origin, ...asking } })).status, 403);
  });
});
