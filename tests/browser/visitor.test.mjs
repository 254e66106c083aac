// The visitor in a real Chromium, under a policy without WebAssembly: tabs at once, a storage that is
// blocked or full, consent that is withdrawn, memory.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { heapMeter, openPackage } from "./support/package.mjs";

const PROFILE = fileURLToPath(new URL("../../examples/worker/profile.json", import.meta.url));
const KEY = "clientele.visitor";
const POLICY = "default-src 'none'; script-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'";
/** The policy of each page. @type {Record<string, string>} */
const POLICIES = {
  "/": POLICY,
  // The sandbox takes the origin from the page, and its storage with it.
  "/sandboxed": "sandbox allow-scripts",
  "/scored": POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"),
};

let served;
let browser;
let url;
before(async () => {
  served = await openPackage(POLICIES, { "/profile.json": PROFILE });
  ({ browser, url } = served);
});
after(() => served?.close());

/** A browser of one visitor; `open` opens a tab with a visitor in `window.visitor`. */
async function shop() {
  const context = await browser.newContext();
  const complaints = [];
  async function open(options = {}, path = "/") {
    const page = await context.newPage();
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(url + path);
    await page.evaluate(async ([base, given]) => {
      const { createVisitor } = await import(`${base}/entry/visitor.js`);
      window.createVisitor = createVisitor;
      window.visitor = createVisitor(given);
    }, [url, { consent: true, ...options }]);
    return page;
  }
  return { context, complaints, open, close: () => context.close() };
}

const views = (page) => page.evaluate(() => window.visitor.record().views);
const stored = (page) => page.evaluate((key) => localStorage.getItem(key), KEY);
/** Waits until a tab knows of so many views; what it knows at last is asserted by the caller. */
const reach = (page, count) => page.waitForFunction((wanted) => window.visitor.record().views === wanted, count, { timeout: 20_000, polling: 50 }).catch(() => {});

/** Records so many views, with breaks in which the tab hears of others. */
const record = (page, count, breaks) =>
  page.evaluate(async ([times, every]) => {
    for (let i = 0; i < times; i++) {
      window.visitor.view({ category: "tea" });
      if (i % every === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }, [count, breaks]);

for (const [how, options, breaks] of [
  ["with a channel and locks", {}, 7],
  ["in one go", { maxEvents: 20 }, 1000],
  ["without a channel", { channel: null }, 7],
  ["few of them kept one by one", { maxEvents: 20 }, 3],
]) {
  test(`two tabs at once record a hundred events each, ${how}: 200`, async () => {
    const { open, close, complaints } = await shop();
    const tabs = [await open(options), await open(options)];
    await Promise.all(tabs.map((page) => record(page, 100, breaks)));
    await Promise.all(tabs.map((page) => reach(page, 200)));
    assert.deepEqual(await Promise.all(tabs.map(views)), [200, 200]);
    await tabs[0].waitForFunction((key) => {
      const { events, fold } = JSON.parse(localStorage.getItem(key));
      return events.length + fold.count === 200;
    }, KEY, { timeout: 20_000 }).catch(() => {});
    await Promise.all(tabs.map((page) => page.close()));
    assert.equal(await views(await open(options)), 200, "and the storage has them all");
    assert.deepEqual(complaints, []);
    await close();
  });
}

test("a change in one tab is told in the other", async () => {
  const { open, close, complaints } = await shop();
  const [one, other] = [await open(), await open()];
  await other.evaluate(() => {
    window.heard = [];
    window.visitor.on("change", (event) => window.heard.push([event instanceof CustomEvent, event.detail.changed, event.detail.score.engagement]));
  });
  await one.evaluate(() => window.visitor.basket({ amount: 12 }));
  await other.waitForFunction(() => window.heard.length > 0, null, { timeout: 10_000 }).catch(() => {});
  assert.deepEqual(await other.evaluate(() => window.heard), [[true, ["engagement"], 5]]);
  assert.deepEqual(complaints, []);
  await close();
});

test("consent that is withdrawn erases in all tabs, and nothing comes back", async () => {
  const { open, close, complaints } = await shop();
  const tabs = [await open({ consent: undefined }), await open({ consent: undefined })];
  assert.deepEqual(await tabs[0].evaluate(() => [window.visitor.view(), window.visitor.storage.kind, localStorage.length]), [false, "none", 0]);
  await tabs[0].evaluate(() => window.visitor.allow());
  await tabs[1].waitForFunction(() => window.visitor.storage.kind === "persistent", null, { timeout: 10_000 });
  await Promise.all(tabs.map((page) => record(page, 30, 5)));
  await Promise.all(tabs.map((page) => reach(page, 60)));
  assert.deepEqual(await Promise.all(tabs.map(views)), [60, 60]);
  // The other tab goes on recording meanwhile.
  await Promise.all([tabs[0].evaluate(() => window.visitor.withdraw()), record(tabs[1], 50, 1)]);
  await tabs[1].waitForFunction(() => window.visitor.storage.kind === "none", null, { timeout: 10_000 });
  await tabs[0].waitForTimeout(300);
  assert.deepEqual(await Promise.all(tabs.map(stored)), [null, null]);
  assert.deepEqual(await Promise.all(tabs.map(views)), [0, 0]);
  assert.equal(await tabs[1].evaluate(() => window.visitor.view()), false);
  assert.deepEqual(complaints, []);
  await close();
});

test("forget erases in all tabs", async () => {
  const { open, close, complaints } = await shop();
  const tabs = [await open(), await open()];
  await record(tabs[0], 20, 100);
  await reach(tabs[1], 20);
  await tabs[1].evaluate(() => window.visitor.forget());
  await reach(tabs[0], 0);
  assert.deepEqual(await Promise.all(tabs.map(views)), [0, 0]);
  assert.equal(await stored(tabs[0]), null);
  assert.deepEqual(complaints, []);
  await close();
});

test("a storage that is blocked leaves the visitor in memory", async () => {
  const { open, close, complaints } = await shop();
  const page = await open({}, "/sandboxed");
  const blocked = await page.evaluate(() => {
    try {
      return String(window.localStorage);
    } catch (error) {
      return error.name;
    }
  });
  assert.equal(blocked, "SecurityError");
  await record(page, 20, 5);
  await page.waitForTimeout(200);
  assert.deepEqual(await page.evaluate(() => [window.visitor.storage, window.visitor.record().views]), [{ kind: "memory", reason: "storage_blocked" }, 20]);
  assert.deepEqual(complaints, []);
  await close();
});

test("a storage that is full keeps what it has, and takes the rest when there is room", async () => {
  const { open, close, complaints } = await shop();
  const page = await open();
  await record(page, 5, 100);
  await page.evaluate(() => {
    for (let size = 1 << 20; size > 0; size >>= 1) {
      for (let i = 0; ; i++) {
        try {
          localStorage.setItem(`fill-${size}-${i}`, "x".repeat(size));
        } catch {
          break;
        }
      }
    }
  });
  await record(page, 10, 100);
  assert.deepEqual(await page.evaluate(() => [window.visitor.storage, window.visitor.record().views]), [{ kind: "memory", reason: "storage_full" }, 15]);
  await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("fill")).forEach((key) => localStorage.removeItem(key)));
  await record(page, 1, 100);
  assert.equal(await page.evaluate(() => window.visitor.storage.kind), "persistent");
  await page.close();
  assert.equal(await views(await open()), 16);
  assert.deepEqual(complaints, []);
  await close();
});

test("Global Privacy Control stands above consent", async () => {
  const { context, open, close } = await shop();
  await record(await open(), 3, 100);
  await context.addInitScript(() => Object.defineProperty(navigator, "globalPrivacyControl", { value: true }));
  const page = await open();
  assert.deepEqual(await page.evaluate(() => [window.visitor.view(), window.visitor.storage]), [false, { kind: "none", reason: "global_privacy_control" }]);
  assert.equal(await stored(page), null);
  await close();
});

test("memory stays flat", async () => {
  const { open, close } = await shop();
  const page = await open({ maxEvents: 50 });
  const used = await heapMeter(page);
  const work = (calls) =>
    page.evaluate(async (times) => {
      window.off ??= window.visitor.on("change", () => {});
      for (let i = 0; i < times; i++) {
        window.visitor.view({ category: `c${i % 200}` });
        window.visitor.score();
        if (i % 500 === 0) await new Promise((resolve) => setTimeout(resolve));
      }
    }, calls);
  await work(2000);
  const first = await used();
  await work(10_000);
  const grown = (await used()) - first;
  assert.ok(grown < 500_000, `${grown} bytes more after 10,000 events and scores`);
  assert.equal(await views(page), 12_000);
  assert.ok((await stored(page)).length < 40_000);
  await close();
});

test("the small build scores the record under a policy that allows WebAssembly and nothing else", async () => {
  const { open, close, complaints } = await shop();
  const page = await open({}, "/scored");
  const [fresh, bought, direct] = await page.evaluate(async (base) => {
    const { Profile, Scorer } = await import(`${base}/entry/score.js`);
    const scorer = new Scorer(Profile.parse(await (await fetch("/profile.json")).text()));
    const visitor = window.createVisitor({ consent: true, scorer, key: "scored", clock: () => Date.UTC(1997, 8, 30) });
    visitor.visit();
    const before = visitor.score();
    for (const date of ["1997-01-04", "1997-03-18", "1997-08-02"]) visitor.order({ date, amount: 29.5 });
    const orders = visitor.record().orders;
    return [before, visitor.score(), scorer.score({ orders }, { asOf: "1997-09-30" })];
  }, url);
  assert.deepEqual([fresh.value, fresh.churn, fresh.reason], [null, null, "no_purchases"]);
  assert.ok(fresh.customer.warnings.some(({ code }) => code === "no_purchases"));
  assert.equal(bought.reason, null);
  assert.ok(bought.value !== null && bought.churn !== null);
  assert.deepEqual(bought.customer, direct);
  assert.deepEqual(complaints, []);
  await close();
});
