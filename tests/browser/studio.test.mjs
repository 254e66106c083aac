// The main job in the page: a file in, explained scores out.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { analyseSample, choose, figure, openStudio, orders, parseCsv } from "./support/studio.mjs";

let studio;
before(async () => { studio = await openStudio(); });
after(() => studio.close());

test("the page loads without an error, a violation or a foreign request", async () => {
  const { page, trouble, close } = await studio.page();
  assert.match(await page.textContent("h1"), /who is worth what/);
  await page.waitForLoadState("networkidle");
  assert.deepEqual(await trouble(), []);
  await close();
});

test("the policy stands in the header and in the page, and forbids inline code", async () => {
  const wanted = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; form-action 'none'";
  const response = await fetch(studio.url);
  assert.equal(response.headers.get("content-security-policy"), wanted);
  const html = await response.text();
  assert.ok(html.includes(`http-equiv="Content-Security-Policy" content="${wanted}"`));
  assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/);
});

test("the server answers for its folder only", async () => {
  for (const path of ["..%2f..%2fpackage.json", "%2e%2e/%2e%2e/package.json", "missing.js", "%00"]) {
    const { status } = await fetch(studio.url + path);
    assert.ok(status >= 400 && status < 500, `${path}: ${status}`);
  }
  assert.equal((await fetch(studio.url, { method: "POST", body: "orders" })).status, 405);
});

test("CDNOW is analysed up to 1997-09-30 as published", async () => {
  const { page, trouble, close } = await studio.page();
  await analyseSample(page, "cdnow");
  // Fader, Hardie & Lee (2005), section 4: 2,357 customers, 946 of them with a repeat purchase.
  assert.equal(await figure(page, "customers"), "2,357");
  assert.match(await page.textContent('[data-figure="repeat"]'), /40\.1%.*946/);
  await page.click("#tab-model");
  const shown = async (name) => Number((await page.textContent(`[data-parameter="${name}"]`)).replace(/,/g, "").replace("−", "-"));
  // Fader, Hardie & Lee (2005), table 2 gives r = .243, alpha = 4.414, a = .793, b = 2.426, LL = -9582.4.
  for (const [name, value, tolerance] of [["purchase.r", 0.243, 5e-4], ["purchase.alpha", 4.414, 5e-4], ["purchase.a", 0.793, 5e-4], ["purchase.b", 2.426, 1e-3], ["purchase.logLikelihood", -9582.4, 0.05]]) {
    assert.ok(Math.abs((await shown(name)) - value) <= tolerance, `${name}: ${await shown(name)}`);
  }
  // Fader & Hardie (2013), Gamma-Gamma note on the same sample: p = 6.25, q = 3.74, v = 15.44.
  for (const [name, value, tolerance] of [["spend.p", 6.25, 6e-3], ["spend.q", 3.74, 6e-3], ["spend.v", 15.44, 2e-2]]) {
    assert.ok(Math.abs((await shown(name)) - value) <= tolerance, `${name}: ${await shown(name)}`);
  }
  assert.deepEqual(await trouble(), []);
  await close();
});

test("a customer is opened and the parts add up to the scores", async () => {
  const { page, trouble, close } = await studio.page();
  await analyseSample(page, "shop");
  await page.click("#tab-customers");
  await page.waitForSelector(".grid-body [data-row]");
  const id = await page.textContent('.grid-body [data-index="1"] .cell-id');
  await page.click('.grid-body [data-index="1"]');
  await page.waitForSelector("dialog[open]");
  assert.equal(await page.textContent("#explain-title"), id);
  const tables = await page.$$eval("dialog table.parts:not(.odds)", (list) => list.map((table) => ({
    points: [...table.querySelectorAll("tbody tr")].map((row) => row.lastElementChild.textContent),
    total: table.querySelector("tfoot td").textContent,
  })));
  assert.equal(tables.length, 2);
  for (const { points, total } of tables) {
    const sum = points.map(Number).filter(Number.isFinite).reduce((a, b) => a + b, 0);
    // Each figure is rounded to one decimal on the screen.
    assert.ok(Math.abs(sum - Number(total)) <= 0.05 * (points.length + 1), `${points} against ${total}`);
  }
  await page.click('dialog [aria-label="Next customer"]');
  await page.waitForFunction((before) => document.querySelector("#explain-title").textContent !== before, id);
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog", { state: "detached" });
  assert.deepEqual(await trouble(), []);
  await close();
});

test("scores and profile are saved, and read back", async () => {
  const { page, trouble, close } = await studio.page();
  await analyseSample(page, "shop");
  const save = async (kind) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`[data-save="${kind}"]`)]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
  };
  const scores = await save("scores");
  assert.equal(scores.name, "sample-shop-scores.csv");
  const [header, ...rows] = parseCsv(scores.text);
  assert.equal(rows.length, 800);
  const column = (name) => rows.map((row) => row[header.indexOf(name)]);
  for (const risk of column("churn_risk").map(Number)) assert.ok(risk >= 0 && risk <= 1);
  const atRisk = column("value_at_risk").map(Number).reduce((a, b) => a + b, 0);
  const shown = Number((await figure(page, "valueAtRisk")).replace(/[^\d.]/g, ""));
  assert.ok(Math.abs(atRisk - shown) <= 1, `${atRisk} in the file, ${shown} on the page`);

  const profile = await save("profile");
  assert.equal(profile.name, "sample-shop-profile.json");
  const parsed = JSON.parse(profile.text);
  assert.ok(parsed.purchase.params.r > 0);

  // The profile scores a later file: same orders, same figures.
  const expected = await figure(page, "expected");
  const sample = await (await fetch(`${studio.url}data/sample-shop.csv`)).text();
  await page.click(".brand");
  await page.setInputFiles('input[type="file"][accept*="json"]', { name: "profile.json", mimeType: "application/json", buffer: Buffer.from(profile.text) });
  await page.waitForSelector(".loaded");
  await choose(page, sample, "later.csv");
  await page.click('button[type="submit"]');
  await page.waitForSelector(".results");
  assert.equal(await figure(page, "expected"), expected);
  assert.deepEqual(await trouble(), []);
  await close();
});

test("a formula in a customer's name is harmless in the saved file", async () => {
  const { page, close } = await studio.page();
  const text = orders((i, day, id, amount) => `"${id === "C003" ? "=HYPERLINK(\"\"http://x\"\")" : id}",${day.toISOString().slice(0, 10)},${amount}.50`, { header: "customer_id,date,amount" });
  await choose(page, text);
  await page.click('button[type="submit"]');
  await page.waitForSelector(".results");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click('[data-save="scores"]')]);
  const rows = parseCsv(await readFile(await download.path(), "utf8"));
  assert.ok(rows.some(([id]) => id === "'=HYPERLINK(\"http://x\")"), rows.map(([id]) => id).join(" ").slice(0, 200));
  assert.ok(rows.every(([id]) => !/^[=+@\-]/.test(id)));
  await close();
});

test("an ambiguous date is asked about, and the answer is used", async () => {
  const { page, close } = await studio.page();
  const pad = (n) => String(n).padStart(2, "0");
  const lines = ["customer;date;amount"];
  for (let c = 0; c < 50; c += 1) for (let k = 0; k <= c % 4; k += 1) lines.push(`K${c};${pad(1 + ((c + k * 5) % 12))}/${pad(1 + ((c * 3 + k * 4) % 12))}/2024;${20 + c}`);
  await choose(page, lines.join("\n"));
  await page.click('button[type="submit"]');
  await page.waitForSelector(".question");
  assert.match(await page.textContent(".question"), /day or the month/);
  await page.click('button[type="submit"]');
  assert.match(await page.textContent('[data-field="dateOrder"] .field-error'), /Choose day or month/);
  await page.check('input[name="dateOrder"][value="dmy"]');
  await page.click('button[type="submit"]');
  await page.waitForSelector(".results");
  assert.equal(await figure(page, "customers"), "50");
  await close();
});

test("a European export is read: semicolons, decimal commas, days first", async () => {
  const { page, close } = await studio.page();
  const text = orders((i, day, id, amount) => `${i};${id};${day.toISOString().slice(0, 10).split("-").reverse().join(".")};1.0${amount},50 €`, { header: "Bestellung;Kunde;Datum;Betrag" });
  await choose(page, text);
  assert.equal(await page.inputValue('select[name="decimal"]'), ",");
  await page.click('button[type="submit"]');
  await page.waitForSelector(".results");
  assert.equal(await figure(page, "customers"), "60");
  assert.equal(await page.locator(".notice:not([data-notice=thin])").count(), 0);
  // The sum of the amounts of the file, by hand: 1,0xx.50 each.
  const sum = text.split("\n").slice(1).reduce((total, line) => total + Number(line.split(";")[3].replace(" €", "").replace(".", "").replace(",", ".")), 0);
  assert.equal(Number((await figure(page, "revenue")).replace(/[^\d.]/g, "")), Math.round(sum));
  await close();
});

test("a file in GBK is recognised and read", async () => {
  const { page, close } = await studio.page();
  // "客户,日期,金额" in GBK.
  const header = Buffer.from([0xbf, 0xcd, 0xbb, 0xa7, 0x2c, 0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a]);
  const rows = orders((i, day, id, amount) => `${id},${day.toISOString().slice(0, 10)},${amount}`, { header: "" }).trimStart();
  await choose(page, Buffer.concat([header, Buffer.from(rows)]));
  await page.waitForSelector("form.mapping");
  assert.equal(await page.inputValue('select[name="encoding"]'), "gbk");
  assert.match(await page.textContent(".notice"), /GBK/);
  await page.waitForFunction(() => document.querySelector(".header-name")?.textContent === "客户");
  await page.click('button[type="submit"]');
  await page.waitForSelector(".results");
  assert.equal(await figure(page, "customers"), "60");
  await close();
});

test("errors show code, place and what to do next", async () => {
  const { page, close } = await studio.page();
  await choose(page, "");
  assert.equal(await page.textContent(".failure code"), "EmptyInput");
  await page.click(".failure .button");
  const text = orders((i, day, id, amount) => `${id},${i === 4 ? "soon" : day.toISOString().slice(0, 10)},${amount}`, { header: "customer,date,amount" });
  await choose(page, text);
  await page.click("details.more > summary");
  await page.selectOption('select[name="onBadRow"]', "error");
  await page.click('button[type="submit"]');
  await page.waitForSelector(".failure");
  const shown = await page.textContent(".failure");
  assert.match(shown, /BadDate/);
  assert.match(shown, /Row6/);
  assert.match(shown, /soon/);
  assert.match(await page.textContent(".failure-next"), /2024-03-31/);
  await page.click(".failure .button.primary");
  await page.selectOption('select[name="onBadRow"]', "collect");
  await page.click('button[type="submit"]');
  await page.waitForSelector(".results");
  assert.match(await page.textContent(".notice"), /1 row could not be read/);
  await page.click("#tab-model");
  assert.match(await page.textContent(".bad-rows"), /soon/);
  await close();
});

test("a workbook or a picture is told from a text", async () => {
  for (const [lang, says] of [["en", /not a CSV file.*as CSV/s], ["zh", /不是 CSV 文件.*另存为 CSV/s]]) {
    const { page, close } = await studio.page({ path: `?lang=${lang}` });
    for (const bytes of [[0x50, 0x4b, 3, 4, 20, 0], [0x89, 0x50, 0x4e, 0x47, 0, 0], [0xff, 0xd8, 0xff, 0xe0, 0, 0]]) {
      await choose(page, Buffer.from(bytes), "book.xlsx");
      const shown = await page.textContent(".failure");
      assert.match(shown, says);
      assert.doesNotMatch(shown, /File format|encoding does|文件格式|编码/);
      await page.click(".failure .button");
    }
    await close();
  }
});

test("orders that hold too little are said to", async () => {
  const { page, close } = await studio.page();
  await choose(page, "customer,date,amount\na,2024-01-01,10\nb,2024-02-01,20\nc,2024-01-15,5");
  await page.click('button[type="submit"]');
  await page.waitForSelector(".results");
  assert.match(await page.textContent("[data-notice=thin]"), /lean on assumptions.*Nobody has bought twice/);
  await page.click(".crumb button");
  await analyseSample(page, "shop");
  assert.equal(await page.locator("[data-notice=thin]").count(), 0);
  await close();
});

test("a text that is no profile is refused with a reason", async () => {
  const { page, close } = await studio.page();
  await page.setInputFiles('input[type="file"][accept*="json"]', { name: "x.json", mimeType: "application/json", buffer: Buffer.from("orders") });
  await page.waitForSelector(".failure");
  assert.equal(await page.textContent(".failure code"), "NotAProfile");
  await close();
});

test("the table searches, filters and sorts", async () => {
  const { page, close } = await studio.page();
  await analyseSample(page, "shop");
  await page.click("#tab-customers");
  await page.waitForSelector(".grid-body [data-row]");
  await page.fill(".search-input", "FEATHERSTONE");
  await page.waitForFunction(() => /^\d+ of 800/.test(document.querySelector(".table-count").textContent) && !/^800/.test(document.querySelector(".table-count").textContent));
  const names = await page.$$eval(".cell-id", (cells) => cells.map((cell) => cell.textContent));
  assert.ok(names.length > 0 && names.every((name) => name.includes("Featherstonehaugh")));
  await page.fill(".search-input", "nobody at all");
  await page.waitForSelector(".empty:not([hidden])");
  await page.click(".empty .button");
  await page.waitForSelector(".grid-body [data-row]");
  await page.click('[data-sort="risk"]');
  const risks = async () => page.$$eval('.grid-body [role="row"][data-row]', (rows) => rows.sort((a, b) => a.dataset.index - b.dataset.index).slice(0, 12).map((row) => parseFloat(row.querySelector(".col-risk .num").textContent.replace(/[<>\s]/g, ""))));
  await page.waitForFunction(() => document.querySelector('[aria-sort="descending"]')?.textContent === "Risk" && document.querySelector('.grid-body [data-index="0"][data-row]'));
  const falling = await risks();
  assert.deepEqual(falling, [...falling].sort((a, b) => b - a));
  await page.click('[data-sort="risk"]');
  await page.waitForFunction(() => document.querySelector('[aria-sort="ascending"]')?.textContent === "Risk" && document.querySelector('.grid-body [data-index="0"][data-row]'));
  const rising = await risks();
  assert.deepEqual(rising, [...rising].sort((a, b) => a - b));
  assert.notEqual(rising[0], falling[0]);
  await close();
});

test("a cell of tiers by risk opens the customers in it", async () => {
  const { page, close } = await studio.page();
  await analyseSample(page, "shop");
  const button = page.locator(".cell-button").first();
  const count = await button.locator(".num").first().textContent();
  await button.click();
  await page.waitForFunction((n) => document.querySelector(".table-count")?.textContent.startsWith(`${n} of`), count);
  await close();
});

test("an analysis can be cancelled, and started again", async () => {
  const { page, trouble, close } = await studio.page();
  await page.route("**/data/*.csv", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue().catch(() => {});
  });
  await page.click('[data-sample="shop"]');
  await page.waitForSelector(".working");
  await page.click(".working .button");
  await page.waitForSelector(".start .notice");
  await page.unroute("**/data/*.csv");
  await analyseSample(page, "shop");
  assert.equal(await figure(page, "customers"), "800");
  assert.deepEqual(await trouble(), []);
  await close();
});

test("every screen speaks both languages", async () => {
  const { page, trouble, close } = await studio.page();
  await page.click('.language [lang="zh-Hans"]');
  assert.equal(await page.getAttribute("html", "lang"), "zh-Hans");
  assert.match(await page.textContent("h1"), /谁最有价值/);
  await analyseSample(page, "shop");
  for (const [tab, words] of [["overview", /优先行动/], ["customers", /下次下单/], ["model", /对数似然/]]) {
    await page.click(`#tab-${tab}`);
    assert.match(await page.textContent(".panel"), words);
  }
  await page.click("#tab-customers");
  await page.waitForSelector(".grid-body [data-row]");
  await page.click('.grid-body [data-index="0"]');
  await page.waitForSelector("dialog[open]");
  assert.match(await page.textContent("dialog"), /流失风险/);
  await page.keyboard.press("Escape");
  await page.click('.language [lang="en"]');
  assert.equal(await page.getAttribute("html", "lang"), "en");
  assert.match(await page.textContent("#tab-customers"), /Customers/);
  // The choice lasts.
  await page.click('.language [lang="zh-Hans"]');
  await page.goto(studio.url);
  assert.match(await page.textContent("h1"), /谁最有价值/);
  assert.deepEqual(await trouble(), []);
  await close();
});
