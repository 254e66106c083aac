// What the edge service answers to the worst: hostile JSON, bodies that are too large, torn or slow, stores that are down or slow.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { CUSTOMER, TOKEN, ask, edge, events, profile, service } from "./edge-service.mjs";

const NDJSON = { "content-type": "application/x-ndjson" };
const encoder = new TextEncoder();

/** Everything that an answer may hold, and nothing of the profile, of files, of stacks. @param {any} answer */
function clean({ status, text }) {
  assert.ok(status < 500, text);
  assert.doesNotMatch(text, /node_modules|\bat .+:\d+:\d+|wasm|judgements|provenance|population/);
}

describe("hostile JSON", () => {
  const handler = service();
  /** @type {[string, string, number, string?][]} */
  const bodies = [
    ["nothing", "", 400, "InvalidJson"],
    ["half of something", '{"frequency": 3', 400, "InvalidJson"],
    ["two values", "{} {}", 400, "InvalidJson"],
    ["NaN", '{"frequency": NaN}', 400, "InvalidJson"],
    ["null", "null", 400, "InvalidRequest"],
    ["a text", '"frequency"', 400, "InvalidRequest"],
    ["a number beyond numbers", '{"frequency": 1e999, "recency": 1, "T": 2}', 422, "NotFinite"],
    ["a number of a thousand digits", `{"frequency": ${"9".repeat(1000)}, "recency": 1, "T": 2}`, 422, "NotFinite"],
    ["a huge number", '{"frequency": 1e308, "recency": 1, "T": 2}', 422],
    ["a negative one", '{"frequency": -1, "recency": 1, "T": 2}', 422, "OutOfRange"],
    ["text for a number", '{"frequency": "3", "recency": 1, "T": 2}', 422, "InvalidValue"],
    ["a list for a number", '{"frequency": [3], "recency": 1, "T": 2}', 422, "InvalidValue"],
    ["an identifier that is an object", '{"id": {"toString": 1}, "frequency": 0, "recency": 0, "T": 2}', 400, "InvalidRequest"],
    ["an identifier that is half a letter", '{"id": "\\ud800", "frequency": 0, "recency": 0, "T": 2}', 400, "InvalidRequest"],
    ["brackets", "[".repeat(500_000), 422, "NestedTooDeep"],
    ["braces", '{"a":'.repeat(100_000), 422, "NestedTooDeep"],
    ["orders without end", `{"orders": ${JSON.stringify([[[[[[[[[1]]]]]]]]])}}`, 422, "NestedTooDeep"],
    ["orders that are none", '{"orders": {"length": 4294967296}}', 422, "InvalidValue"],
    ["no order", '{"orders": []}', 422, "InsufficientData"],
    ["an order of no day", '{"orders": [{"date": "2024-02-30", "amount": 1}]}', 422],
    ["an order of all money", '{"orders": [{"date": "2024-02-28", "amount": 1e300}]}', 422],
    ["customers that are none", '{"customers": {"length": 3}}', 400, "InvalidRequest"],
  ];

  for (const [what, raw, status, code] of bodies) {
    test(`${what} is refused`, async () => {
      const answer = await ask(handler, "POST", "/v1/score", { raw });
      clean(answer);
      assert.equal(answer.status, status, answer.text);
      assert.equal(answer.headers.get("content-type"), "application/problem+json");
      if (code !== undefined) assert.equal(answer.json.code, code);
      assert.equal(answer.json.status, status);
      assert.ok(answer.text.length < 1000, "says no more of it than is needed");
      // The same in a line of its own.
      const line = raw.replaceAll("\n", " ");
      if (line.trim() === "" || line.length > 60_000) return;
      const { lines } = await ask(handler, "POST", "/v1/score", { raw: `${line}\n${JSON.stringify(CUSTOMER)}\n`, headers: NDJSON });
      assert.equal(lines[0].error?.code, what === "customers that are none" ? lines[0].error?.code : answer.json.code);
      assert.ok(lines[1].score, "and the next one is scored");
    });
  }

  test("a prototype is a key like any other", async () => {
    const raw = '{"__proto__": {"frequency": 9, "admin": true}, "constructor": {"prototype": {"polluted": 1}}, "frequency": 3, "recency": 30, "T": 38, "monetaryValue": 25, "id": "c-1"}';
    const { json } = await ask(handler, "POST", "/v1/score", { raw });
    assert.deepEqual(json, (await ask(handler, "POST", "/v1/score", { body: CUSTOMER })).json);
    assert.equal(/** @type {any} */ ({}).admin ?? /** @type {any} */ ({}).polluted, undefined);
    const event = await ask(handler, "POST", "/v1/events", { raw: '{"customer": "a", "type": "visit", "__proto__": {"id": 1}}' });
    assert.deepEqual([event.status, event.json.code], [422, "UnknownKey"]);
  });

  test("a quote that is escaped does not hide brackets, nor do brackets in a text count", async () => {
    const hidden = await ask(handler, "POST", "/v1/score", { raw: `{"id": "\\\\", "x": ${"[".repeat(50)}` });
    assert.equal(hidden.json.code, "NestedTooDeep");
    const shown = await ask(handler, "POST", "/v1/score", { body: { ...CUSTOMER, note: '\\"[[[[[[[[[[[[[[[[' } });
    assert.equal(shown.status, 200);
  });

  test("events that are none are refused", async () => {
    for (const [event, status, code] of /** @type {[any, number, string][]} */ ([
      [{ customer: "a" }, 422, "InvalidValue"],
      [{ customer: "a", type: "order" }, 422, "Missing"],
      [{ customer: "a", type: "order", amount: "3" }, 422, "InvalidValue"],
      [{ customer: "a", type: "order", amount: 1e300 }, 422, "OutOfRange"],
      [{ customer: "a", type: "visit", date: {} }, 422, "InvalidValue"],
      [{ customer: "a", type: "visit", date: "9".repeat(300) }, 422, "InvalidValue"],
      [{ customer: "a", type: "visit", date: 1e308 }, 400, "InvalidRequest"],
      [{ customer: "a", type: "visit", date: "2999-01-01" }, 400, "InvalidRequest"],
      [{ customer: "a", type: "visit", id: "\ud800" }, 400, "InvalidRequest"],
      [{ customer: "a", type: "visit", id: {} }, 400, "InvalidRequest"],
      [{ events: {} }, 400, "InvalidRequest"],
      [{ events: [], customer: "a" }, 400, "InvalidRequest"],
    ])) {
      const answer = await ask(handler, "POST", "/v1/events", { body: event });
      clean(answer);
      assert.deepEqual([answer.status, answer.json.code], [status, code], `${JSON.stringify(event)}: ${answer.text}`);
    }
    assert.equal((await ask(handler, "GET", "/v1/customers/a")).status, 404, "and leave nothing behind");
  });
});

describe("bodies", () => {
  const handler = service();

  test("of other types are refused: a page may send them anywhere without asking", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/problem+json", ""]) {
      const { status, json, headers } = await ask(handler, "POST", "/v1/score", { raw: encoder.encode("{}"), headers: { "content-type": type } });
      assert.deepEqual([status, json.code], [415, "UnsupportedMediaType"], type);
      assert.match(headers.get("accept") ?? "", /application\/json/);
    }
    assert.equal((await ask(handler, "POST", "/v1/score", { raw: "{}", headers: { "content-encoding": "gzip" } })).status, 415);
    assert.equal((await ask(handler, "POST", "/v1/score", { body: CUSTOMER, headers: { "content-type": "Application/JSON; charset=utf-8" } })).status, 200);
  });

  test("that are not UTF-8 are refused", async () => {
    for (const raw of [new Uint8Array([0x22, 0xff, 0x22]), new Uint8Array([0x22, 0xe4])]) {
      assert.equal((await ask(handler, "POST", "/v1/score", { raw })).json.code, "InvalidEncoding");
    }
    const { lines } = await ask(handler, "POST", "/v1/score", { raw: new Uint8Array([0x22, 0xff, 0x22, 10, 0x37]), headers: NDJSON });
    assert.deepEqual(lines.map(({ error, done }) => done ?? error.code), ["InvalidEncoding", "InvalidRequest", true]);
  });

  test("of 100 MB are refused before they are read, or as soon as they are too long", async () => {
    let sent = 0;
    const endless = () => new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536).fill((sent++, 0x20))) });
    const said = await ask(handler, "POST", "/v1/score", { raw: endless(), headers: { "content-length": String(100 << 20) } });
    assert.deepEqual([said.status, said.json.code], [413, "BodyTooLarge"]);
    const before = sent;
    const silent = await ask(handler, "POST", "/v1/events", { raw: endless() });
    assert.deepEqual([silent.status, silent.json.code], [413, "BodyTooLarge"]);
    assert.ok(sent - before < 40, `${sent} pieces`);
  });

  test("of a million rows are scored up to the limit, and the last line says so", async () => {
    const text = encoder.encode('{"frequency":0,"recency":0,"T":1}\n'.repeat(2000));
    let left = 500;
    const rows = () => new ReadableStream({ pull: (controller) => (left-- > 0 ? controller.enqueue(text) : controller.close()) });
    const small = service({ limits: { streamRows: 2500 } });
    const { status, lines } = await ask(small, "POST", "/v1/score", { raw: rows(), headers: NDJSON });
    assert.equal(status, 200);
    assert.equal(lines.length, 2501);
    const { error, ...rest } = lines.at(-1);
    assert.deepEqual([rest, error.code], [{ done: false, rows: 2500, failed: 0 }, "TooManyRows"]);
    assert.ok(left < 10, "the others are read up to the limit, and not scored");
    left = 500;
    const bytes = await ask(service({ limits: { streamBytes: 100_000 } }), "POST", "/v1/score", { raw: rows(), headers: NDJSON });
    assert.deepEqual([bytes.lines.at(-1).done, bytes.lines.at(-1).error.code, bytes.lines.length], [false, "BodyTooLarge", bytes.lines.at(-1).rows + 1]);
    const list = await ask(handler, "POST", "/v1/score", { raw: `[${"{},".repeat(1000)}{}]` });
    assert.deepEqual([list.status, list.json.code], [413, "TooManyRows"]);
    assert.deepEqual((await ask(handler, "POST", "/v1/events", { raw: `[${"{},".repeat(1000)}{}]` })).json.code, "TooManyRows");
  });

  test("of one endless line keep no more of it than a line may have", async () => {
    const raw = `${" ".repeat(200_000)}{}\n${JSON.stringify(CUSTOMER)}`;
    const { lines } = await ask(handler, "POST", "/v1/score", { raw, headers: NDJSON });
    assert.deepEqual(lines.map(({ error, done, row }) => done ?? error?.code ?? row), ["BodyTooLarge", 1, true]);
  });

  test("that are torn change nothing, and say how far a stream came", async () => {
    const torn = (/** @type {string} */ text) => {
      let sent = false;
      return new ReadableStream({ pull: (controller) => (sent ? controller.error(new Error("reset")) : controller.enqueue(encoder.encode(((sent = true), text)))) });
    };
    const event = await ask(handler, "POST", "/v1/events", { raw: torn('{"customer": "torn", "type": "visit"}') });
    assert.deepEqual([event.status, event.json.code], [400, "TornBody"]);
    assert.equal((await ask(handler, "GET", "/v1/customers/torn")).status, 404);
    const { status, lines } = await ask(handler, "POST", "/v1/score", { raw: torn(`${JSON.stringify(CUSTOMER)}\n{"id": 2`), headers: NDJSON });
    assert.equal(status, 200);
    assert.deepEqual([lines.length, lines[1].done, lines[1].rows, lines[1].error.code], [2, false, 1, "TornBody"]);
  });

  test("that do not come are not waited for", async () => {
    const slow = service({ limits: { timeMs: 30 } });
    const never = () => new ReadableStream({ start: (controller) => controller.enqueue(encoder.encode("{")) });
    for (const headers of [{}, NDJSON]) {
      const { status, json } = await ask(slow, "POST", "/v1/score", { raw: never(), headers });
      assert.deepEqual([status, json.code], [408, "RequestTimeout"]);
    }
    const dripping = () => {
      let left = 100;
      return new ReadableStream({ pull: async (controller) => (await new Promise((resolve) => setTimeout(resolve, 10)), left-- > 0 ? controller.enqueue(encoder.encode(`${JSON.stringify(CUSTOMER)}\n`)) : controller.close()) });
    };
    const { lines } = await ask(service({ limits: { streamMs: 60 } }), "POST", "/v1/score", { raw: dripping(), headers: NDJSON });
    assert.deepEqual([lines.at(-1).done, lines.at(-1).error.code], [false, "RequestTimeout"]);
  });

  test("that nobody reads on are left alone", async () => {
    let cancelled = false;
    const body = new ReadableStream({ pull: (controller) => controller.enqueue(encoder.encode(`${JSON.stringify(CUSTOMER)}\n`)), cancel: () => void (cancelled = true) });
    const response = await handler(new Request("http://localhost/v1/score", /** @type {any} */ ({ method: "POST", headers: { ...NDJSON, authorization: `Bearer ${TOKEN}` }, body, duplex: "half" })));
    const reader = response.body.getReader();
    await reader.read();
    await reader.cancel();
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(cancelled);
  });
});

describe("stores", () => {
  const event = { customer: "ada", type: "order", date: "2024-03-01", amount: 3, id: "A1" };
  /** A store that fails while `down` says so. @param {(operation: string, key: string) => void | Promise<void>} down */
  const failing = (down) => {
    const store = edge.memoryStore();
    return {
      read: async (/** @type {string} */ key) => (await down("read", key), store.read(key)),
      write: async (/** @type {any[]} */ ...given) => (await down("write", given[0]), store.write(...given)),
      remove: async (/** @type {string} */ key) => (await down("remove", key), store.remove(key)),
    };
  };

  test("that are down are said to be, and what is sent again is there once", async () => {
    let down = true;
    /** @type {unknown[]} */
    const logged = [];
    const store = failing(() => { if (down) throw new Error("connection to 10.0.0.7 refused"); });
    const handler = service({ store, onError: (/** @type {any} */ error) => logged.push(error.message) });
    for (const [method, path, options] of /** @type {[string, string, any][]} */ ([["POST", "/v1/events", { body: event }], ["POST", "/v1/events", { body: event, headers: { "idempotency-key": "k" } }], ["GET", "/v1/customers/ada", {}], ["DELETE", "/v1/customers/ada", {}]])) {
      const { status, json, headers, text } = await ask(handler, method, path, options);
      assert.deepEqual([status, json.code], [503, "StoreUnavailable"]);
      assert.ok(Number(headers.get("retry-after")) > 0);
      assert.doesNotMatch(text, /10\.0\.0\.7/);
    }
    assert.equal(logged.length, 4);
    assert.equal((await ask(handler, "POST", "/v1/score", { body: CUSTOMER })).status, 200, "scores need no store");
    down = false;
    assert.equal((await ask(handler, "POST", "/v1/events", { body: event })).json.changed, true);
    assert.equal((await ask(handler, "POST", "/v1/events", { body: event })).json.reason, "duplicate_event");
  });

  test("that are slow are not waited for; what they did in the end counts once", async () => {
    let slow = true;
    const store = failing((operation) => (slow && operation === "write" ? new Promise((resolve) => setTimeout(resolve, 80)) : undefined));
    const handler = service({ store, limits: { storeMs: 30 } });
    const late = await ask(handler, "POST", "/v1/events", { body: event });
    assert.deepEqual([late.status, late.json.code], [503, "StoreUnavailable"]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    slow = false;
    assert.equal((await ask(handler, "POST", "/v1/events", { body: event })).json.reason, "duplicate_event");
  });

  test("that fail for one customer of several fail the request, which says what became of each event", async () => {
    let down = true;
    const store = failing((operation, key) => { if (down && operation === "write" && key.endsWith("/bob")) throw new Error("disk"); });
    const handler = service({ store });
    const body = [event, { ...event, customer: "bob" }];
    const first = await ask(handler, "POST", "/v1/events", { body });
    assert.equal(first.status, 503);
    assert.deepEqual(first.json.results.map((/** @type {any} */ { changed, error }) => error?.code ?? changed), [true, "StoreUnavailable"]);
    down = false;
    const second = await ask(handler, "POST", "/v1/events", { body });
    assert.deepEqual(second.json.results.map((/** @type {any} */ { changed }) => changed), [false, true]);
  });

  test("that lose their answers lose no event: a thousand, each sent until it is confirmed", async () => {
    // One write in three is done and not confirmed, one read in five fails.
    let calls = 0;
    const inner = edge.memoryStore();
    const store = {
      read: async (/** @type {string} */ key) => { if (++calls % 5 === 0) throw new Error("lost"); return inner.read(key); },
      write: async (/** @type {any[]} */ ...given) => { const done = await inner.write(...given); if (++calls % 3 === 0) throw new Error("lost"); return done; },
      remove: inner.remove,
    };
    const handler = service({ store, limits: { storeMs: 60_000 } });
    await Promise.all(events(1000).map(async (body) => {
      for (let status = 503; status === 503; ) status = (await ask(handler, "POST", "/v1/events", { body })).status;
    }));
    const { json } = await ask(service({ store: { ...inner } }), "GET", "/v1/customers/ada");
    const sum = events(1000).reduce((all, { amount }) => all + amount, 0);
    assert.equal(json.summary.revenueInYear, sum);
  });

  test("whose writers do not wait for each other lose no event either", async () => {
    // Ten instances of the service on one store, as at ten places.
    const store = edge.memoryStore();
    const handlers = Array.from({ length: 10 }, () => service({ store, limits: { storeMs: 60_000 } }));
    await Promise.all(events(300).map((body, i) => ask(/** @type {any} */ (handlers[i % 10]), "POST", "/v1/events", { body })));
    const { json } = await ask(/** @type {any} */ (handlers[0]), "GET", "/v1/customers/ada");
    assert.equal(json.summary.revenueInYear, events(300).reduce((all, { amount }) => all + amount, 0));
  });

  test("that hold a damaged state say so, and a customer who is deleted begins anew", async () => {
    const store = edge.memoryStore();
    await store.write("c/default/ada", "no state", null);
    const handler = service({ store });
    for (const [method, path, options] of /** @type {[string, string, any][]} */ ([["POST", "/v1/events", { body: event }], ["GET", "/v1/customers/ada", {}]])) {
      assert.deepEqual((await ask(handler, method, path, options)).json.code, "CorruptState");
    }
    assert.equal((await ask(handler, "DELETE", "/v1/customers/ada")).status, 204);
    assert.equal((await ask(handler, "POST", "/v1/events", { body: event })).status, 200);
  });

  test("in memory are full one day, and refuse new customers rather than lose old ones", async () => {
    const handler = service({ store: edge.memoryStore({ most: 2 }) });
    /** @param {string} customer */
    const post = async (customer) => (await ask(handler, "POST", "/v1/events", { body: { customer, type: "visit" } })).status;
    assert.deepEqual([await post("a"), await post("b"), await post("c"), await post("a")], [200, 200, 503, 200]);
  });

  test("a request that waits behind one that was ended goes on without it", async () => {
    let hang = true;
    const inner = edge.memoryStore();
    const store = { ...inner, read: (/** @type {string} */ key) => (hang ? ((hang = false), new Promise(() => {})) : inner.read(key)) };
    const handler = service({ store, limits: { storeMs: 3000 } });
    const both = await Promise.all([ask(handler, "POST", "/v1/events", { body: event }), ask(handler, "POST", "/v1/events", { body: { ...event, id: "A2" } })]);
    // Whose token is hashed first, comes first.
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 503]);
  });
});

describe("a report that fails", () => {
  const broken = { load: async () => { throw new Error("no profile"); } };
  /** @type {[string, () => any][]} */
  const reports = [
    ["at once", () => { throw new Error("no log"); }],
    ["later", async () => { throw new Error("no log"); }],
    ["never to end", () => new Promise(() => {})],
    ["as it likes", () => ({ get then() { throw new Error("no promise"); } })],
  ];
  for (const [how, onError] of reports) {
    test(`${how} changes no answer`, async () => {
      /** @type {unknown[]} */
      const unhandled = [];
      const note = (/** @type {unknown} */ error) => void unhandled.push(error);
      process.on("unhandledRejection", note);
      try {
        const unloaded = service({ profile: broken, onError });
        assert.equal((await ask(unloaded, "POST", "/v1/score", { body: CUSTOMER })).status, 503);
        const stored = service({ store: { read: async () => { throw new Error("down"); }, write: async () => false, remove: async () => false }, onError });
        assert.equal((await ask(stored, "GET", "/v1/customers/ada")).json.code, "StoreUnavailable");
        // A record that cannot be closed is reported, and the events are taken all the same.
        const inner = edge.memoryStore();
        const forgetful = { ...inner, write: (/** @type {any[]} */ ...given) => (String(given[0]).startsWith("i/") && given[2] !== null ? Promise.reject(new Error("down")) : inner.write(...given)) };
        const once = await ask(service({ store: forgetful, onError }), "POST", "/v1/events", { body: { customer: "ada", type: "visit" }, headers: { "idempotency-key": "k" } });
        assert.deepEqual([once.status, once.json.changed], [200, true]);
        await new Promise((resolve) => setTimeout(resolve, 20));
        assert.deepEqual(unhandled, []);
      } finally {
        process.off("unhandledRejection", note);
      }
    });
  }

  test("is the host's to wait for, after the answer", async () => {
    /** @type {Promise<unknown>[]} */
    const later = [];
    let told = false;
    const onError = () => new Promise((resolve) => setTimeout(() => resolve((told = true)), 30));
    const context = { waitUntil: (/** @type {Promise<unknown>} */ work) => void later.push(work) };
    assert.equal((await ask(service({ profile: broken, onError }), "POST", "/v1/score", { body: CUSTOMER, context })).status, 503);
    assert.equal(told, false);
    await Promise.all(later);
    assert.equal(told, true);
  });
});

test("no answer holds anything of the profile", async () => {
  const secret = 0.123456789;
  const own = { ...profile, value: { ...profile.value, margin: secret }, provenance: { ...profile.provenance, dataHash: "b1946ac92492d234" } };
  const handler = service({ profile: own });
  for (const [method, path, options] of /** @type {[string, string, any][]} */ ([
    ["POST", "/v1/score", { body: CUSTOMER }],
    ["POST", "/v1/score", { raw: "{" }],
    ["POST", "/v1/events", { body: { customer: "a", type: "visit" } }],
    ["GET", "/v1/customers/a", {}],
    ["GET", "/openapi.json", {}],
    ["GET", "/healthz", {}],
  ])) {
    const { text, status } = await ask(handler, method, path, options);
    assert.ok(status < 500, text);
    assert.doesNotMatch(text, /0\.123456789|b1946ac92492d234|judgements|"margin"/, path);
  }
});
