// What the page says where a file, a day, a setting or a profile will not do: in the language of the page, in words of
// the trade, and with the step that helps.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Orders, buildProfile } from "../../pkg/entry/index.js";
import { choose, openStudio, orders } from "./support/studio.mjs";

let studio;
before(async () => { studio = await openStudio(); });
after(() => studio.close());

const row = (i, day, id, amount) => `${id},${day.toISOString().slice(0, 10)},${amount}`;
const PLAIN = orders(row, { header: "customer,date,amount" });
const submit = (page) => page.click('button[type="submit"]');
const LANGUAGES = ["en", "zh"];
/** Words of the library's own, in neither language of the page. */
const INTERNAL = /log parameters|monetaryValue|are too few|needed|asOf/;

/** Opens the page in both languages in turn. */
async function inBoth(visit) {
  for (const lang of LANGUAGES) {
    const { page, close } = await studio.page({ path: `?lang=${lang}` });
    await visit(page, lang);
    await close();
  }
}

/** The title of an error and what to do about it; the message below them is the library's, and says that it is English. */
async function failure(page) {
  await page.waitForSelector(".failure");
  assert.equal(await page.getAttribute(".failure-message", "lang"), "en");
  return `${await page.textContent(".failure h1")} ${await page.textContent(".failure-next")}`;
}

test("a caution is in the language of the page and in no words of the library", async () => {
  const thin = "customer,date,amount\na,2024-01-01,10\nb,2024-02-01,20\nc,2024-01-15,5";
  await inBoth(async (page, lang) => {
    await choose(page, thin);
    await submit(page);
    await page.waitForSelector(".results");
    const notice = await page.textContent("[data-notice=thin]");
    await page.click("#tab-model");
    const model = await page.textContent(".panel");
    for (const text of [notice, model]) {
      assert.doesNotMatch(text, INTERNAL);
      assert.match(text, lang === "en" ? /assumption/ : /假设/);
    }
    assert.match(notice, lang === "en" ? /Nobody has bought twice/ : /还没有顾客买过两次/);
    assert.doesNotMatch(notice, /prior|先验/, "a term of statistics stands with the models alone");
    if (lang === "zh") assert.doesNotMatch(notice, /[a-z]{3}/);
  });
});

test("an as-of day before the first order is to be later", async () => {
  await inBoth(async (page, lang) => {
    await choose(page, PLAIN);
    await page.fill('input[type="date"]', "1990-01-01");
    await submit(page);
    const shown = await failure(page);
    assert.match(shown, lang === "en" ? /before the first order.*2024.*later/ : /早于第一笔订单.*2024.*更晚/);
    assert.doesNotMatch(shown, /earlier|更早/);
  });
});

test("a file of refunds is called one", async () => {
  await inBoth(async (page, lang) => {
    await choose(page, PLAIN.replace(/,(\d+)$/gm, ",-$1"));
    await submit(page);
    assert.match(await failure(page), lang === "en" ? /only refunds.*change their sign/ : /只有退款.*改变符号/);
  });
});

test("a rate beyond its bound names the bound", async () => {
  await inBoth(async (page) => {
    await choose(page, PLAIN);
    await page.fill('[data-field="discountRate"] input', "100000");
    await submit(page);
    assert.match(await page.textContent('[data-field="discountRate"] .field-error'), /0 ?%.*1,000 ?%/);
  });
});

test("a damaged profile is spoken of as a profile", async () => {
  const profile = JSON.parse(JSON.stringify(buildProfile(Orders.fromCsv(PLAIN))));
  const texts = [{ ...profile, purchase: { ...profile.purchase, params: { r: -1 } } }, { ...profile, timeUnit: "fortnight" }, { ...profile, value: undefined }];
  await inBoth(async (page, lang) => {
    // The file that was open before is not to blame.
    await choose(page, PLAIN, "innocent.csv");
    await page.click(".brand");
    for (const text of texts) {
      await page.setInputFiles('input[type="file"][accept*="json"]', { name: "p.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(text)) });
      assert.match(await failure(page), lang === "en" ? /This profile cannot be used.*damaged/ : /无法使用此档案.*损坏/);
      assert.doesNotMatch(await page.textContent(".failure"), /column settings|列设置|innocent/);
      await page.click(".failure .button");
    }
  });
});

test("columns that were not recognised are not called guesses", async () => {
  await inBoth(async (page, lang) => {
    const lead = async (text) => {
      await choose(page, text);
      const said = await page.textContent(".lead");
      await page.click(".brand");
      return said;
    };
    assert.match(await lead("product,colour,weight\nhat,red,3\n"), lang === "en" ? /No header was recognised/ : /未能识别任何表头/);
    assert.match(await lead("customer,colour,weight\nhat,red,3\n"), lang === "en" ? /Not every column/ : /有些列未能识别/);
    assert.match(await lead(PLAIN), lang === "en" ? /guesses below/ : /推测得出/);
  });
});
