// <clientele-score> in a real Chromium, behind a policy without inline styles, inline scripts and HTML strings.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { axeFindings, customers, openElements, profile } from "./support/element.mjs";
import { heapMeter } from "./support/package.mjs";

const { Scorer } = await import("../../pkg/entry/score.js");
const scorer = new Scorer(profile);
const GLOBAL = fileURLToPath(new URL("../../pkg/wasm/score/element.global.js", import.meta.url));
const WORKER = fileURLToPath(new URL("./support/worker-page.mjs", import.meta.url));

let served;
before(async () => { served = await openElements({ "/element.global.js": GLOBAL, "/worker.js": WORKER }); });
after(() => served?.close());

/** What a reader sees of an element. */
const shown = (page, at = 0) =>
  page.evaluate((i) => document.querySelectorAll("clientele-score")[i].shadowRoot.firstElementChild.innerText.replace(/\s+/g, " "), at);

for (const theme of ["light", "dark"]) {
  for (const lang of ["en", "zh-CN"]) {
    test(`axe finds nothing in any form, state and disclosure (${theme}, ${lang})`, async () => {
      const { page, trouble, close } = await served.page({ theme, lang });
      await page.evaluate(async (mode) => {
        document.body.style.backgroundColor = mode === "dark" ? "#0e1014" : "#f5f4f0";
        document.body.style.color = mode === "dark" ? "#fff" : "#000";
        document.title = "CRM";
        const { profile, customers } = window.given;
        for (const form of ["card", "compact", "cell"]) {
          for (const customer of Object.values(customers)) await window.add({ profile, customer }, { form });
          await window.add({ profile, customer: { frequency: -1 } }, { form });
          await window.add({ profile }, { form });
        }
        for (const element of window.main.querySelectorAll("clientele-score")) {
          for (const part of element.shadowRoot.querySelectorAll("details")) part.open = true;
        }
      }, theme);
      assert.deepEqual(await axeFindings(page), []);
      assert.deepEqual(await trouble(), []);
      await close();
    });
  }
}

test("a theme stands over that of the system", async () => {
  for (const [theme, system] of [["dark", "light"], ["light", "dark"]]) {
    const { page, close } = await served.page({ theme: system });
    const colours = await page.evaluate(async (own) => {
      const { profile, customers } = window.given;
      const style = (element) => getComputedStyle(element.shadowRoot.querySelector(".card")).backgroundColor;
      return [style(await window.add({ profile, customer: customers.ada })), style(await window.add({ profile, customer: customers.ada }, { theme: own }))];
    }, theme);
    const [light, dark] = ["rgb(255, 255, 255)", "rgb(22, 25, 31)"];
    assert.deepEqual(colours, system === "light" ? [light, dark] : [dark, light]);
    await close();
  }
});

test("it shows what the scorer says, and tells the page", async () => {
  const { page, trouble, close } = await served.page();
  const told = await page.evaluate(async () => {
    const heard = [];
    document.addEventListener("clientele-score", (event) => heard.push([event.target.id, event.detail.score]));
    const { profile, customers } = window.given;
    const element = await window.add({ profile, customer: customers.ada, asOf: "1997-10-15" }, { id: "one" });
    return { heard, score: element.score, error: element.error };
  });
  const score = scorer.score(customers.ada, { asOf: "1997-10-15" });
  assert.deepEqual(told, { heard: [["one", JSON.parse(JSON.stringify(score))]], score: JSON.parse(JSON.stringify(score)), error: null });
  const text = await shown(page);
  for (const words of ["Ada Lovelace", score.labels.tier.en, score.labels.band.en, score.action.en, "$102.17", `${Math.round(score.churn.risk * 100)}%`, "15 Oct 1997", score.warnings.length]) {
    assert.ok(text.includes(String(words)), `${words} in ${text}`);
  }
  assert.deepEqual(await trouble(), []);
  await close();
});

test("attributes say what properties say, and what was set before the definition counts", async () => {
  const { page, trouble, close } = await served.page({ modules: [] });
  const scores = await page.evaluate(async (base) => {
    const { profile, customers } = window.given;
    const early = document.createElement("clientele-score");
    Object.assign(early, { profile, customer: customers.ada });
    window.main.append(early);
    await import(`${base}/element/index.js`);
    const texts = await window.add({}, { profile: JSON.stringify(profile), customer: JSON.stringify(customers.ada), "as-of": "1997-09-30", form: "compact" });
    const fetched = await window.add({ customer: customers.ada }, { "profile-src": "/profile.json" });
    const busy = fetched.shadowRoot.firstElementChild.getAttribute("aria-busy");
    await new Promise((resolve) => fetched.addEventListener("clientele-score", resolve, { once: true }));
    await fetched.updated;
    return [early.score, texts.score, fetched.score, busy, texts.form, customElements.get("clientele-score").scorers];
  }, served.url);
  const score = JSON.parse(JSON.stringify(scorer.score(customers.ada)));
  assert.deepEqual(scores, [score, score, score, "true", "compact", 1]);
  assert.deepEqual(await trouble(), []);
  await close();
});

test("it speaks the language of the page, another when the page does, and those that are added", async () => {
  const { page, trouble, close } = await served.page({ lang: "zh-Hans" });
  await page.evaluate(async () => {
    const { profile, customers } = window.given;
    await window.add({ profile, customer: customers.ada });
    await window.add({ profile, customer: customers.ada }, { lang: "en-US" });
    await window.add({ profile, customer: customers.ada, messages: { texts: { "score.value": "Worth" }, labels: { "vip.medium": "Ring up" } } }, { lang: "en" });
  });
  assert.match(await shown(page, 0), /客户评分 Ada Lovelace.*主动联系.*1997年9月30日/);
  assert.match(await shown(page, 1), /Customer score.*Contact in person.*Sep 30, 1997/);
  assert.match(await shown(page, 2), /Ring up.*Worth/);
  await page.evaluate(async (base) => {
    const { addLanguage } = await import(`${base}/element/index.js`);
    addLanguage("de", { texts: { "score.title": "Kundenwert", "score.value": "Wert" }, labels: { "vip.medium": "Anrufen" } });
    document.documentElement.lang = "de-AT";
    await new Promise((resolve) => setTimeout(resolve, 50));
  }, served.url);
  assert.match(await shown(page, 0), /Kundenwert.*Anrufen.*Wert.*Loyalty.*30\. Sep.* 1997/);
  assert.deepEqual(await trouble(), []);
  await close();
});

test("what is not known is said in words, in every form", async () => {
  for (const [lang, reason] of [["en", "There are no purchases"], ["zh", "没有购买记录"]]) {
    const { page, close } = await served.page({ lang });
    await page.evaluate(async () => {
      const { profile, customers } = window.given;
      for (const form of ["card", "compact", "cell"]) await window.add({ profile, customer: customers.unknown }, { form });
    });
    for (const at of [0, 1]) assert.equal((await shown(page, at)).split(reason).length - 1 >= 3, true, await shown(page, at));
    const cell = await page.evaluate(() => document.querySelectorAll("clientele-score")[2].shadowRoot.querySelector(".spoken").textContent);
    assert.ok(cell.includes(reason) && cell.includes("New here"), cell);
    await close();
  }
});

test("the keyboard opens and closes the reasons, and an update leaves both the focus and what is open", async () => {
  const { page, trouble, close } = await served.page();
  await page.evaluate(async () => {
    const { profile, customers } = window.given;
    window.element = await window.add({ profile, customer: customers.ada });
  });
  const state = () => page.evaluate(() => {
    const { shadowRoot } = window.element;
    const focused = shadowRoot.activeElement;
    return [focused?.closest("details")?.dataset.key, [...shadowRoot.querySelectorAll("details")].map((part) => part.open)];
  });
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  assert.deepEqual(await state(), ["risk", [true, false, true, false]]);
  const outline = await page.evaluate(() => getComputedStyle(window.element.shadowRoot.activeElement).outlineStyle);
  assert.equal(outline, "solid");
  const before = await shown(page);
  await page.evaluate(async () => {
    window.element.customer = window.given.customers.answered;
    await window.element.updated;
  });
  assert.notEqual(await shown(page), before);
  assert.deepEqual(await state(), ["risk", [true, false, true, false]]);
  await page.keyboard.press("Space");
  assert.deepEqual((await state())[1], [true, false, false, false]);
  // What stands before the reasons comes and goes.
  await page.evaluate(async () => {
    const { unknown, ada } = window.given.customers;
    window.element.form = "compact";
    await window.element.updated;
    window.element.shadowRoot.querySelector("summary").focus();
    window.element.shadowRoot.querySelector("details").open = true;
    for (const customer of [unknown, { ...ada, openComplaints: 1 }, ada]) {
      window.element.customer = customer;
      await window.element.updated;
    }
  });
  assert.deepEqual(await state(), ["reasons", [true]]);
  assert.deepEqual(await trouble(), []);
  await close();
});

test("hostile names, labels and identifiers are text", async () => {
  const { page, trouble, close } = await served.page();
  const evil = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>';
  const found = await page.evaluate(async (text) => {
    const { profile, customers } = window.given;
    const bad = { ...profile, name: text, currency: "EUR" };
    for (const form of ["card", "compact", "cell"]) {
      await window.add({ profile: bad, customer: { ...customers.ada, id: text }, messages: { labels: { "vip.medium": text, gold: text, medium: text }, texts: { "score.value": text } } }, { form });
      await window.add({ profile: bad, customer: { ...customers.ada, id: { toString() { throw new Error("no"); } } } }, { form });
      await window.add({ profile: bad, customer: { ...customers.ada, id: "x".repeat(5000) } }, { form });
      await window.add({ profile: bad, customer: { ...customers.ada, id: "\u202Egnp.exe\u0000" } }, { form });
      await window.add({ scorer: { score: () => ({ value: { score: text } }) }, customer: {} }, { form });
      await window.add({ scorer: { score: () => { throw { message: text }; } }, customer: {} }, { form });
      await window.add({ profile: { name: text }, customer: text }, { form: `${form}` });
    }
    const roots = [...document.querySelectorAll("clientele-score")].map(({ shadowRoot }) => shadowRoot);
    return {
      count: roots.length,
      markup: roots.reduce((sum, root) => sum + root.querySelectorAll("img, script, style, a, iframe").length, 0),
      shown: roots[0].textContent.includes(text),
      hit: window.hit ?? 0,
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    };
  }, evil);
  assert.deepEqual(found, { count: 21, markup: 0, shown: true, hit: 0, wide: 0 });
  assert.deepEqual(await trouble(), []);
  await close();
});

test("several profiles stand on one page, each with one scorer, which is freed when nobody shows it", async () => {
  const { page, trouble, close } = await served.page();
  const counts = await page.evaluate(async () => {
    const { profile, customers } = window.given;
    const Element = customElements.get("clientele-score");
    const euro = { ...profile, currency: "EUR" };
    const other = { ...structuredClone(profile), churn: { ...profile.churn, horizonDays: 30 } };
    const made = [];
    for (const one of [profile, profile, JSON.stringify(profile), structuredClone(profile), euro, other]) made.push(await window.add({ profile: one, customer: customers.ada }));
    const risks = made.map(({ score }) => score.churn.risk);
    const money = made.map(({ shadowRoot }) => shadowRoot.textContent.includes("€"));
    const seen = [Element.scorers];
    // A list that is sorted anew takes its scorers along.
    for (const element of [...made].reverse()) window.main.append(element);
    await made[0].updated;
    seen.push(Element.scorers);
    made[5].profile = profile;
    await made[5].updated;
    for (const element of made.slice(0, 5)) element.remove();
    await new Promise((resolve) => setTimeout(resolve, 2300));
    seen.push(Element.scorers, made[5].score.churn.risk === risks[0]);
    made[5].remove();
    await new Promise((resolve) => setTimeout(resolve, 2300));
    seen.push(Element.scorers);
    window.main.append(made[5]);
    await made[5].updated;
    return { seen: [...seen, made[5].score.churn.risk === risks[0]], same: new Set(risks.slice(0, 5)).size, differs: risks[5] !== risks[0], money };
  });
  assert.deepEqual(counts, { seen: [3, 3, 1, true, 0, true], same: 1, differs: true, money: [false, false, false, false, true, false] });
  assert.deepEqual(await trouble(), []);
  await close();
});

test("what goes wrong is shown politely and told once, and is over when it is put right", async () => {
  const { page, trouble, close } = await served.page();
  const told = await page.evaluate(async () => {
    const { profile, customers } = window.given;
    const heard = [];
    document.addEventListener("clientele-error", ({ detail }) => heard.push([detail.what, detail.error.code ?? detail.error.name]));
    const states = [];
    const look = (element) => states.push([element.shadowRoot.querySelector("[role=status]") !== null, element.score === null]);
    const element = await window.add({ profile: "{", customer: customers.ada });
    look(element);
    element.lang = "zh";
    await element.updated;
    element.profile = profile;
    await element.updated;
    look(element);
    element.customer = { frequency: 3, recency: 99, T: 1 };
    await element.updated;
    look(element);
    element.customer = "{nonsense";
    await element.updated;
    element.customer = customers.ada;
    await element.updated;
    look(element);
    const fetched = await window.add({ customer: customers.ada }, { "profile-src": "/nothing.json" });
    await new Promise((resolve) => fetched.addEventListener("clientele-error", resolve, { once: true }));
    await fetched.updated;
    look(fetched);
    fetched.profileSrc = "/profile.json";
    await new Promise((resolve) => fetched.addEventListener("clientele-score", resolve, { once: true }));
    await fetched.updated;
    look(fetched);
    return { heard, states };
  });
  assert.deepEqual(told.heard, [["profile", "InvalidValue"], ["score", "OutOfRange"], ["score", "SyntaxError"], ["fetch", "Error"]]);
  assert.deepEqual(told.states, [[true, true], [false, false], [true, true], [false, false], [true, true], [false, false]]);
  assert.deepEqual((await trouble()).filter((text) => !text.includes("404")), []);
  await close();
});

test("no form is wider than 320 pixels, in either language", async () => {
  for (const lang of ["en", "zh"]) {
    const { page, close } = await served.page({ width: 320, lang });
    const wide = await page.evaluate(async () => {
      const { profile, customers } = window.given;
      for (const form of ["card", "compact", "cell"]) for (const customer of Object.values(customers)) await window.add({ profile, customer }, { form });
      const elements = [...window.main.querySelectorAll("clientele-score")];
      for (const element of elements) for (const part of element.shadowRoot.querySelectorAll("details")) part.open = true;
      return elements.map(({ shadowRoot, clientWidth }) => shadowRoot.firstElementChild.scrollWidth - clientWidth).filter((over) => over > 1).concat(document.documentElement.scrollWidth - 320);
    });
    assert.deepEqual(wide, [0]);
    await close();
  }
});

test("it takes the room there is where a layout would let it shrink", async () => {
  const { page, close } = await served.page();
  const widths = await page.evaluate(async () => {
    const box = window.main.appendChild(document.createElement("div"));
    Object.assign(box.style, { display: "flex", flexDirection: "column", alignItems: "flex-start", width: "500px" });
    const { profile, customers } = window.given;
    const made = [];
    for (const form of ["card", "compact", "cell"]) made.push(await window.add({ profile, customer: customers.ada }, { form }, "clientele-score", box));
    return made.map(({ offsetWidth }) => offsetWidth);
  });
  assert.deepEqual([widths[0], widths[1], widths[2] < 250], [500, 500, true]);
  await close();
});

test("custom properties and parts give it another look", async () => {
  const { page, close } = await served.page();
  const looks = await page.evaluate(async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("clientele-score { --clientele-accent: rgb(1, 2, 3); --clientele-radius: 0px } clientele-score::part(name) { color: rgb(4, 5, 6) }");
    document.adoptedStyleSheets = [sheet];
    const { profile, customers } = window.given;
    const { shadowRoot } = await window.add({ profile, customer: customers.ada });
    return [getComputedStyle(shadowRoot.querySelector(".fill")).backgroundColor, getComputedStyle(shadowRoot.querySelector(".card")).borderRadius, getComputedStyle(shadowRoot.querySelector("[part=name]")).color];
  });
  assert.deepEqual(looks, ["rgb(1, 2, 3)", "0px", "rgb(4, 5, 6)"]);
  await close();
});

test("one file for a script tag, where the policy forbids WebAssembly", async () => {
  const { page, trouble, close } = await served.page({ path: "/nowasm", modules: ["element.global.js"] });
  const score = await page.evaluate(async () => {
    const { profile, customers } = window.given;
    return (await window.add({ profile, customer: customers.answered })).score;
  });
  assert.deepEqual(score, JSON.parse(JSON.stringify(scorer.score(customers.answered))));
  assert.deepEqual(await trouble(), []);
  await close();
});

test("a shadow root may be closed, and a frame without an origin shows scores", async () => {
  const { page, trouble, close } = await served.page();
  const seen = await page.evaluate(async () => {
    const { profile, customers } = window.given;
    const Element = customElements.get("clientele-score");
    Element.shadowMode = "closed";
    const element = await window.add({ profile, customer: customers.ada });
    Element.shadowMode = "open";
    return [element.shadowRoot, element.score.id, element.offsetHeight > 200];
  });
  assert.deepEqual(seen, [null, "Ada Lovelace", true]);
  assert.deepEqual(await trouble(), []);
  await close();
  const framed = await served.page({ path: "/framing", modules: [] });
  const frame = await framed.page.waitForSelector("iframe").then((handle) => handle.contentFrame());
  await frame.waitForFunction(() => window.loaded);
  assert.deepEqual(await frame.evaluate(() => [window.origin, document.getElementById("card").score.id, window.violations]), ["null", "c-1842", []]);
  await framed.close();
});

test("a worker without a document imports the element and scores, as the sandboxes of HubSpot and Twenty do", async () => {
  const { page, close } = await served.page({ path: "/workers", modules: [] });
  const score = await page.evaluate(async (customer) => {
    const worker = new Worker("/worker.js", { type: "module" });
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(customer);
    });
  }, customers.ada);
  assert.deepEqual(score, { ...JSON.parse(JSON.stringify(scorer.score(customers.ada))), elements: "undefined" });
  await close();
});

test("a thousand elements that came and went leave nothing", async () => {
  const { page, close } = await served.page();
  const used = await heapMeter(page);
  const work = () => page.evaluate(async () => {
    const { profile, customers } = window.given;
    const list = Object.values(customers);
    for (let i = 0; i < 1000; i++) {
      const element = await window.add({ profile, customer: { ...list[i % list.length], id: i } }, { form: ["card", "compact", "cell"][i % 3] });
      element.remove();
    }
    await new Promise((resolve) => setTimeout(resolve, 2300));
    return customElements.get("clientele-score").scorers;
  });
  assert.equal(await work(), 0);
  const first = await used();
  assert.equal(await work(), 0);
  const grown = (await used()) - first;
  assert.ok(grown < 400_000, `${grown} bytes more after another thousand elements`);
  await close();
});
