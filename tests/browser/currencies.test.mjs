// A file of several currencies is asked about, never halved in silence; and orders in one are not taken for another.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { Orders } from "../../pkg/entry/index.js";
import { currenciesOf, recoded, rowsIn, sieve } from "../../www/src/worker/currencies.js";
import { choose, figure, openStudio, orders } from "./support/studio.mjs";

/** Reads bytes in pieces of a size, through a sieve or not. */
function read(bytes, options, change = (piece) => piece, size = bytes.length) {
  const reader = Orders.reader({ onBadRow: "collect", ...options });
  for (let at = 0; at < bytes.length; at += size) reader.push(change(bytes.slice(at, at + size)));
  return reader.finish();
}

describe("the sieve", () => {
  const rows = ['a,2024-01-01,10,EUR,"first\nline, ""quoted"""', "b,2024-01-02,20,USD,", "", 'c,2024-01-32,30,EUR,"\n"', 'd,2024-01-04,40,USD,x"y', "e,2024-01-05,50,EUR,", "f,2024-01-06,x,GBP,", 'g,2024-01-07,60,GBP,""', "h,2024-01-08,70,USD,"];
  const text = ["customer,date,amount,currency,note", ...rows].join("\n");
  const files = {
    plain: [text, {}], "CR LF": [text.replaceAll("\n", "\r\n"), {}], CR: [text.replaceAll("\n", "\r"), {}], "an end": [`${text}\n`, {}],
    "a byte order mark": [`\ufeff${text}`, {}], "blank lines before": [`\n\r\n${text}`, {}], "a line for Excel": [`\ufeffsep=;\r\n${text.replaceAll(",", ";")}`, {}],
    tabs: [text.replaceAll(",", "\t"), {}], "UTF-16": [text, { encoding: "utf-16le" }],
  };
  for (const [name, [content, options]] of Object.entries(files)) {
    test(`keeps one currency and every row's number: ${name}`, () => {
      const bytes = new Uint8Array(options.encoding ? Buffer.from(`\ufeff${content}`, "utf16le") : Buffer.from(content));
      const { report } = read(bytes, options);
      assert.deepEqual(currenciesOf(report), [{ name: "USD", rows: 3 }, { name: "EUR", rows: 2 }, { name: "GBP", rows: 1 }]);
      for (const [currency, customers] of [["EUR", ["a", "e"]], ["USD", ["b", "d", "h"]], ["GBP", ["g"]]]) {
        for (const size of [1, 3, 7, bytes.length]) {
          const only = sieve(rowsIn(currency, report), report.delimiter);
          const found = read(bytes, {}, options.encoding ? recoded(options.encoding, only) : only, size);
          assert.equal(found.report.currency, currency);
          assert.deepEqual([...found.summarize().ids].sort(), customers, `${currency}, pieces of ${size}`);
          const bad = ({ badRows }) => badRows.filter(({ code }) => code !== "MixedCurrencies");
          assert.deepEqual(bad(found.report), bad(report));
          assert.equal(currenciesOf(found.report), null);
        }
      }
    });
  }

  test("knows signs beside the amounts", () => {
    const signs = new Uint8Array(Buffer.from("customer,date,amount\na,2024-01-01,€1\nb,2024-01-02,$2\nc,2024-01-03,3\n"));
    const { report } = read(signs, {});
    assert.deepEqual(currenciesOf(report), [{ name: "EUR", rows: 2 }, { name: "$", rows: 1 }]);
    assert.deepEqual(read(signs, {}, sieve(rowsIn("$", report), report.delimiter)).summarize().ids, ["b"]);
  });

  test("a file of one currency asks nothing", () => {
    assert.equal(currenciesOf(Orders.fromCsv("customer,date,amount\na,2024-01-01,€1\n").report), null);
  });
});

describe("the page", () => {
  let studio;
  before(async () => { studio = await openStudio(); });
  after(() => studio.close());

  const header = "customer,date,amount,currency";
  /** Orders of which the first is in euros, and one in twenty besides. */
  const mixed = (every) => orders((i, day, id, amount) => `${id},${day.toISOString().slice(0, 10)},${amount},${i % every === 0 ? "EUR" : "USD"}`, { header });
  const inOne = (currency) => orders((i, day, id, amount) => `${id},${day.toISOString().slice(0, 10)},${amount},${currency}`, { header });
  const count = (text, currency) => text.split("\n").filter((line) => line.endsWith(currency)).length;
  const submit = (page) => page.click('button[type="submit"]');

  for (const mode of ["collect", "error"]) {
    test(`several currencies are asked about: bad rows ${mode}`, async () => {
      const { page, trouble, close } = await studio.page();
      const text = mixed(7);
      await choose(page, text);
      if (mode === "error") {
        await page.click("details.more > summary");
        await page.selectOption('select[name="onBadRow"]', mode);
      }
      await submit(page);
      await page.waitForSelector('[data-field="onlyCurrency"]');
      const shown = await page.textContent('[data-field="onlyCurrency"]');
      assert.match(shown, /Which currency.*USD, EUR.*convert the file/s);
      assert.match(shown, new RegExp(`USD${count(text, "USD")} order rows`));
      assert.equal(await page.evaluate(() => document.activeElement.dataset.field), "onlyCurrency");
      assert.equal(await page.locator('input[name="onlyCurrency"]:checked').count(), 0, "nothing is chosen beforehand");
      // Nothing goes on without an answer.
      await submit(page);
      assert.match(await page.textContent('[data-field="onlyCurrency"] .field-error'), /Choose a currency/);
      await page.check('input[name="onlyCurrency"][value="USD"]');
      await submit(page);
      await page.waitForSelector(".results");
      assert.match(await page.textContent('[data-figure="customers"]'), new RegExp(`from ${count(text, "USD")} order rows`));
      assert.match(await figure(page, "revenue"), /^\$/);
      assert.match(await page.textContent(".notice.alarm[role=alert]"), new RegExp(`${Math.round((100 * count(text, "EUR")) / (text.split("\n").length - 1))}% of the rows do not count.*${count(text, "EUR")} order rows in EUR are left out`));
      await page.click("#tab-model");
      assert.match(await page.textContent(".data-card"), new RegExp(`Orders in EUR${count(text, "EUR")}, left out`));
      // The answer can be changed.
      await page.click('[data-action="settings"]');
      await page.check('input[name="onlyCurrency"][value="EUR"]');
      await submit(page);
      await page.waitForSelector(".results");
      assert.match(await page.textContent('[data-figure="customers"]'), new RegExp(`from ${count(text, "EUR")} order rows`));
      assert.deepEqual(await trouble(), []);
      await close();
    });
  }

  test("the question speaks Chinese, and goes with the file", async () => {
    const { page, trouble, close } = await studio.page({ path: "?lang=zh" });
    await choose(page, mixed(2));
    await submit(page);
    await page.waitForSelector('[data-field="onlyCurrency"]');
    assert.match(await page.textContent('[data-field="onlyCurrency"]'), /您要分析哪一种币种？.*EUR、USD|您要分析哪一种币种？.*USD、EUR/);
    await page.click(".sticky .button:not(.primary)");
    await choose(page, inOne("EUR"));
    await submit(page);
    await page.waitForSelector(".results");
    assert.equal(await page.locator("[data-notice=left-out]").count(), 0);
    assert.deepEqual(await trouble(), []);
    await close();
  });

  test("many rows that cannot be read are alarming, few are a note", async () => {
    const { page, close } = await studio.page();
    const broken = (every) => orders((i, day, id, amount) => `${id},${i % every === 3 ? "soon" : day.toISOString().slice(0, 10)},${amount},EUR`, { header });
    for (const [every, alarming] of [[10, 1], [100, 0]]) {
      await choose(page, broken(every));
      await submit(page);
      await page.waitForSelector(".results");
      assert.match(await page.textContent("[data-notice=left-out]"), /could not be read/);
      assert.equal(await page.locator(".notice.alarm").count(), alarming);
      await page.click(".crumb button");
    }
    await close();
  });

  test("a profile scores no file in another currency, and no file is renamed", async () => {
    const { page, close } = await studio.page();
    await choose(page, inOne("GBP"));
    await submit(page);
    await page.waitForSelector(".results");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click('[data-save="profile"]')]);
    const profile = await download.path();
    await page.click(".crumb button");
    await page.setInputFiles('input[type="file"][accept*="json"]', profile);
    await page.waitForSelector(".loaded");
    await choose(page, inOne("USD"));
    await submit(page);
    await page.waitForSelector(".failure");
    assert.match(await page.textContent(".failure"), /different currencies.*Convert the file to the profile.*MixedCurrencies.*in USD.*in GBP/s);
    await page.click(".failure .button:not(.primary)");
    await choose(page, inOne("USD"));
    await page.fill('[data-field="currency2"] input', "EUR");
    await submit(page);
    await page.waitForSelector(".failure");
    assert.match(await page.textContent(".failure"), /another currency.*leave the field.*InvalidValue/s);
    await close();
  });
});
