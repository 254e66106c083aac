// <clientele-ahp> in a real Chromium: sliders, matrix, consistency, repairs, forms.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axeFindings, openElements } from "./support/element.mjs";
import { heapMeter } from "./support/package.mjs";

const { PairwiseMatrix } = await import("../../pkg/entry/index.js");
const CRITERIA = ["Price", "Service", "Speed", "Brand"];
/** Saaty's ratio is 0.97: two judgements contradict the others. */
const TORN = [3, "1/5", 4, 7, 2, 3];
const modules = ["element/ahp.js"];

let served;
before(async () => { served = await openElements(); });
after(() => served?.close());

/** Waits for the repairs, which are looked for once the judgements rest. */
const rested = (page) => page.waitForFunction(() => document.querySelector("clientele-ahp").shadowRoot.querySelector("[data-repair]"), null, { timeout: 10_000 });

for (const theme of ["light", "dark"]) {
  for (const lang of ["en", "zh"]) {
    test(`axe finds nothing in sliders, matrix and repairs (${theme}, ${lang})`, async () => {
      const { page, trouble, close } = await served.page({ theme, lang, modules });
      await page.evaluate(async ([criteria, upperTriangle, mode]) => {
        document.title = "CRM";
        document.body.style.cssText = mode === "dark" ? "background: #0e1014; color: #fff" : "background: #f5f4f0";
        const add = (properties, attributes = {}) => window.add(properties, attributes, "clientele-ahp");
        await add({ criteria, value: { upperTriangle } }, { label: "Criteria" });
        await add({ criteria, value: { upperTriangle } }, { view: "matrix", label: "Criteria once more" });
        await add({ criteria, value: { upperTriangle: [3, 5, 2, 2, 1, 1] } }, { label: "Consistent" });
        await add({ criteria: ["one"] });
        await add({ criteria, value: { upperTriangle: [0] } });
      }, [CRITERIA, TORN, theme]);
      await rested(page);
      assert.deepEqual(await axeFindings(page), []);
      assert.deepEqual(await trouble(), []);
      await close();
    });
  }
}

test("weights and consistency are the library's, with the table named", async () => {
  const { page, trouble, close } = await served.page({ modules });
  const value = await page.evaluate(async ([criteria, upperTriangle]) => {
    const element = await window.add({ criteria, value: { upperTriangle } }, {}, "clientele-ahp");
    window.element = element;
    return element.value;
  }, [CRITERIA, TORN]);
  const matrix = PairwiseMatrix.fromUpperTriangle(TORN, { criteria: CRITERIA });
  assert.deepEqual(value.weights, Array.from(matrix.priorities().weights));
  assert.deepEqual(value.consistency, JSON.parse(JSON.stringify(matrix.consistency())));
  const text = await page.evaluate(() => window.element.shadowRoot.firstElementChild.innerText);
  for (const words of ["39.0%", "0.970", "Saaty (2008)", "Contradictory", "Speed is 5 times as important as Price"]) assert.ok(text.includes(words), `${words} in ${text}`);
  await page.evaluate(async () => {
    window.element.setAttribute("random-index", "alonsoLamata2006");
    await window.element.updated;
  });
  assert.ok((await page.evaluate(() => window.element.shadowRoot.textContent)).includes("Alonso & Lamata (2006)"));
  assert.deepEqual(await trouble(), []);
  await close();
});

test("the keyboard judges, applies a repair and changes the view, and the page hears of it", async () => {
  const { page, trouble, close } = await served.page({ modules });
  await page.evaluate(async ([criteria, upperTriangle]) => {
    window.heard = [];
    for (const type of ["input", "change"]) window.main.addEventListener(type, (event) => window.heard.push([type, event.target.localName]));
    window.element = await window.add({ criteria, value: { upperTriangle } }, {}, "clientele-ahp");
  }, [CRITERIA, TORN]);
  const upper = () => page.evaluate(() => window.element.value.upperTriangle.map((value) => Number(value.toFixed(4))));
  await rested(page);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  assert.deepEqual(await upper(), [5, 0.2, 4, 7, 2, 3]);
  const focused = await page.evaluate(() => {
    const slider = window.element.shadowRoot.activeElement;
    return [slider.getAttribute("aria-label"), slider.getAttribute("aria-valuetext")];
  });
  assert.deepEqual(focused, ["Price compared with Service", "Price is 5 times as important as Service"]);
  assert.deepEqual(await page.evaluate(() => window.heard), [["input", "clientele-ahp"], ["change", "clientele-ahp"], ["input", "clientele-ahp"], ["change", "clientele-ahp"]]);
  await rested(page);
  for (let i = 0; i < 6; i++) await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => window.element.shadowRoot.activeElement.dataset.repair), "0");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => window.element.value.consistency.consistent);
  assert.deepEqual(await page.evaluate(() => [window.element.shadowRoot.activeElement.className, window.element.shadowRoot.querySelectorAll("[data-repair]").length]), ["verdict low", 0]);
  assert.deepEqual(await page.evaluate(() => window.heard.at(-1)), ["change", "clientele-ahp"]);
  await page.evaluate(() => window.element.shadowRoot.querySelector("[data-view=sliders]").focus());
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => window.element.shadowRoot.querySelector("table"));
  assert.equal(await page.evaluate(() => window.element.view), "matrix");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  assert.equal((await upper())[0], 0.1111);
  assert.deepEqual(await trouble(), []);
  await close();
});

test("it is part of its form: entry, reset, disabled", async () => {
  const { page, trouble, close } = await served.page({ modules });
  const seen = await page.evaluate(async () => {
    const form = document.createElement("form");
    const fieldset = form.appendChild(document.createElement("fieldset"));
    window.main.append(form);
    const element = await window.add({}, { name: "weights", criteria: "Price, Service, 速度", value: JSON.stringify({ upperTriangle: [3, 5, 2] }) }, "clientele-ahp", fieldset);
    const entry = () => JSON.parse(new FormData(form).get("weights"));
    const first = entry();
    const slider = element.shadowRoot.querySelector("input[type=range]");
    slider.value = "4";
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await element.updated;
    const second = entry();
    form.reset();
    await element.updated;
    const third = entry();
    fieldset.disabled = true;
    await element.updated;
    return [first.criteria, first.matrix[0], second.matrix[0].map((value) => value.toFixed(2)), third.matrix[0], element.shadowRoot.querySelector("fieldset.judging").disabled, element.form === form];
  });
  assert.deepEqual(seen, [["Price", "Service", "速度"], [1, 3, 5], ["1.00", "0.20", "5.00"], [1, 3, 5], true, true]);
  assert.deepEqual(await trouble(), []);
  await close();
});

test("criteria that stay keep their judgements; what cannot be used is said, told, and over when put right", async () => {
  const { page, trouble, close } = await served.page({ modules });
  const seen = await page.evaluate(async () => {
    const heard = [];
    document.addEventListener("clientele-error", ({ detail }) => heard.push([detail.what, detail.error.name]));
    const element = await window.add({ criteria: ["a", "b", "c"], value: [[1, 3, 2.5], ["1/3", 1, 4], [0.4, 0.25, 1]] }, {}, "clientele-ahp");
    const [first] = [element.value.upperTriangle];
    element.criteria = ["c", "<b>d</b>", "a"];
    await element.updated;
    const second = element.value.upperTriangle;
    const markup = element.shadowRoot.querySelectorAll("b").length;
    element.criteria = ["a", "a"];
    await element.updated;
    const wrong = [element.shadowRoot.querySelector("[role=status]") !== null, element.error !== null];
    element.criteria = ["a", "b"];
    await element.updated;
    element.value = { upperTriangle: [-1] };
    element.criteria = Array.from({ length: 40 }, (_, i) => `c${i}`);
    await element.updated;
    return { first, second, markup, wrong, heard };
  });
  assert.deepEqual([seen.first, seen.second, seen.markup, seen.wrong], [[3, 2.5, 4], [1, 0.4, 1], 0, [true, true]]);
  assert.deepEqual(seen.heard, [["ahp", "ClienteleError"], ["ahp", "ClienteleError"], ["ahp", "ClienteleError"]]);
  assert.deepEqual(await trouble(), []);
  await close();
});

test("judgements are given of every pair or of none", async () => {
  const { page, trouble, close } = await served.page({ modules });
  const seen = await page.evaluate(async () => {
    const heard = [];
    document.addEventListener("clientele-error", ({ detail }) => heard.push([detail.what, detail.error.name]));
    const form = window.main.appendChild(document.createElement("form"));
    const element = await window.add({ criteria: ["a", "b", "c"], value: { upperTriangle: [3, 5, 2] } }, { name: "weights" }, "clientele-ahp", form);
    /** What became of a value, whether it is said and in the form, and how many errors the page heard of it. */
    const after = async (value) => {
      const before = heard.length;
      element.value = value;
      await element.updated;
      return [element.value?.upperTriangle ?? String(element.error), element.shadowRoot.querySelector(".failed") !== null, new FormData(form).has("weights"), heard.length - before];
    };
    const wrong = [];
    const rows = [[1, 3], [1, 4], [1, 1]];
    for (const upperTriangle of [[3], [3, 5], [3, undefined, 2], [3, 5, 2, 1], 3]) wrong.push(await after({ upperTriangle }));
    for (const matrix of [rows, [[1, 3, 5, 7], [1, 1, 2, 7], [1, 1, 1, 7]]]) wrong.push(await after({ matrix }));
    wrong.push(await after('{ "upperTriangle": [3, 5] }'));
    const right = [];
    for (const value of [{ upperTriangle: [3, 5, "1/2"] }, { upperTriangle: [] }, { criteria: ["a", "b", "c"] }]) right.push(await after(value));
    return { wrong, right, heard };
  });
  assert.deepEqual(seen.wrong.map((row) => row.slice(1)), seen.wrong.map(() => [true, false, 1]));
  assert.match(seen.wrong[1][0], /value\.upperTriangle: expected a judgement for each pair of criteria, 3 in all, or none, found 2/);
  assert.match(seen.wrong[5][0], /value\.matrix: expected 3 rows of 3/);
  assert.deepEqual(seen.right, [[3, 5, 0.5], [1, 1, 1], [1, 1, 1]].map((upperTriangle) => [upperTriangle, false, true, 0]));
  assert.deepEqual(new Set(seen.heard.map(String)), new Set(["ahp,ClienteleError"]));
  assert.deepEqual(await trouble(), []);
  await close();
});

test("the value may come before the criteria that it is of", async () => {
  const { page, trouble, close } = await served.page({ modules });
  const seen = await page.evaluate(async () => {
    const heard = [];
    document.addEventListener("clientele-error", () => heard.push("error"));
    const element = document.createElement("clientele-ahp");
    element.setAttribute("value", '{"upperTriangle": [3, 5, 2]}');
    element.setAttribute("criteria", '["a", "b", "c"]');
    window.main.append(element);
    await element.updated;
    const first = element.value?.upperTriangle;
    // Criteria and judgements that are replaced together: no judgement of before stands in for them.
    element.value = { upperTriangle: [2, 3, 4, 5, 6, 7] };
    const between = [element.value, heard.length];
    element.criteria = ["a", "b", "c", "d"];
    const second = element.value?.upperTriangle;
    element.value = { upperTriangle: [2] };
    element.criteria = ["c", "b", "a"];
    const still = [element.value, heard.length];
    element.value = { upperTriangle: [7, 8, 9] };
    element.criteria = ["c", "b"];
    return { first, between, second, still, last: element.value?.upperTriangle, error: element.error };
  });
  assert.deepEqual(seen, { first: [3, 5, 2], between: [null, 1], second: [2, 3, 4, 5, 6, 7], still: [null, 3], last: [7], error: null });
  assert.deepEqual(await trouble(), []);
  await close();
});

test("a reset gives judgements back to the pairs that they were of, though there are other criteria now", async () => {
  const { page, trouble, close } = await served.page({ modules });
  const seen = await page.evaluate(async () => {
    const form = window.main.appendChild(document.createElement("form"));
    const element = await window.add({ criteria: ["a", "b", "c"], value: { upperTriangle: [3, 5, 2] } }, { name: "weights" }, "clientele-ahp", form);
    element.value = { upperTriangle: [9, 9, 9] };
    element.criteria = ["c", "a", "d", "b"];
    form.reset();
    await element.updated;
    return [element.error, element.value?.upperTriangle, JSON.parse(new FormData(form).get("weights") ?? "null")?.criteria];
  });
  assert.deepEqual(seen, [null, [0.2, 1, 0.5, 1, 3, 1], ["c", "a", "d", "b"]]);
  assert.deepEqual(await trouble(), []);
  await close();
});

test("a reset brings both attributes back, and what was refused is over", async () => {
  const { page, trouble, close } = await served.page({ modules });
  const seen = await page.evaluate(async () => {
    const heard = [];
    document.addEventListener("clientele-error", ({ detail }) => heard.push(String(detail.error)));
    const form = window.main.appendChild(document.createElement("form"));
    const [criteria, value] = ["A,B,C", '{"upperTriangle": [3, 5, 2]}'];
    const all = [];
    for (const attributes of [{ criteria, value }, { criteria }]) {
      const element = await window.add({}, { name: "weights", ...attributes }, "clientele-ahp", form);
      if (attributes.value === undefined) {
        const slider = element.shadowRoot.querySelector("input[type=range]");
        slider.value = "-4";
        slider.dispatchEvent(new Event("input", { bubbles: true }));
      }
      for (const names of [["X", "Y"], ["X", "X"]]) {
        element.criteria = names;
        await element.updated;
        const before = heard.length;
        form.reset();
        await element.updated;
        all.push([element.error, element.criteria.join(), element.value?.upperTriangle.join(), JSON.parse(new FormData(form).get("weights") ?? "null")?.criteria.join(), heard.length - before]);
      }
      element.remove();
    }
    return all;
  });
  const back = (judgements) => [null, "A,B,C", judgements, "A,B,C", 0];
  assert.deepEqual(seen, [back("3,5,2"), back("3,5,2"), back("1,1,1"), back("1,1,1")]);
  assert.deepEqual(await trouble(), []);
  await close();
});

test("what was refused stays refused until it is put right, whatever else changes", async () => {
  const { page, trouble, close } = await served.page({ modules });
  const seen = await page.evaluate(async () => {
    const heard = [];
    document.addEventListener("clientele-error", ({ detail }) => heard.push(detail.error.code));
    const form = window.main.appendChild(document.createElement("form"));
    const element = await window.add({ criteria: ["a", "b", "c"], value: { upperTriangle: [3, 5, 2] } }, { name: "weights" }, "clientele-ahp", form);
    const state = async () => {
      await element.updated;
      return [element.error?.path ?? element.error?.code ?? null, element.value?.upperTriangle.join() ?? null, element.shadowRoot.querySelector(".failed") !== null, new FormData(form).has("weights")].join();
    };
    const changes = { theme: "dark", lang: "zh", label: "Weights", view: "matrix", method: "geometricMean", "random-index": "alonsoLamata2006", disabled: "" };
    const during = [];
    const through = async () => {
      for (const [name, value] of Object.entries(changes)) {
        element.setAttribute(name, value);
        during.push(await state());
        element.removeAttribute(name);
        during.push(await state());
      }
    };
    element.value = { upperTriangle: [3] };
    await through();
    const value = new Set(during.splice(0));
    element.value = { upperTriangle: [3, 5, 2] };
    const right = await state();
    element.criteria = ["a", "a", "b"];
    await through();
    // Of which criteria these are is not known yet.
    element.value = { upperTriangle: [7, 8, 9] };
    during.push(await state());
    const criteria = new Set(during.splice(0));
    element.criteria = ["x", "y", "z"];
    const both = await state();
    // What is wrong with the computation is over with what was wrong in it.
    element.setAttribute("method", "guess");
    const computing = [await state()];
    element.setAttribute("theme", "dark");
    computing.push(await state());
    element.setAttribute("method", "geometricMean");
    computing.push(await state());
    element.setAttribute("random-index", "guess");
    computing.push(await state());
    element.removeAttribute("random-index");
    computing.push(await state());
    element.criteria = ["x"];
    const alone = await state();
    return { value: [...value], right, criteria: [...criteria], both, computing, alone, heard: heard.length };
  });
  assert.deepEqual([seen.value, seen.right], [["value.upperTriangle,,true,false"], ",3,5,2,false,true"]);
  assert.deepEqual([seen.criteria, seen.both], [["criteria[1],,true,false"], ",7,8,9,false,true"]);
  assert.deepEqual(seen.computing.map((text) => text.startsWith(",") ? text : "wrong"), ["wrong", "wrong", ",7,8,9,false,true", "wrong", ",7,8,9,false,true"]);
  assert.deepEqual([seen.alone, seen.heard], [",,false,false", 4]);
  assert.deepEqual(await trouble(), []);
  await close();
});

test("no judgement is guessed: what contradicts itself, is misspelt or too much is named", async () => {
  const { page, trouble, close } = await served.page({ modules });
  const seen = await page.evaluate(async () => {
    const element = await window.add({ criteria: ["a", "b"] }, {}, "clientele-ahp");
    const wrong = [
      { matrix: [[1, 3], [0.33, 1]] }, [[1, 3], [3, 1]], { matrix: [[2, 3], ["1/3", 1]] }, { matrix: [[1, "x"], [1, 1]] }, { matrix: [[1, 3], [1]] }, { matrix: null },
      { matrix: [[1, 3], ["1/3", 1]], upperTriangle: [4] }, { matrix: [[1, 3], ["1/3", 1]], upperTriangle: [] },
      { upperTriangle: [0] }, { upperTriangle: [null] }, { upperTriangle: "3" }, { upperTriangle: "" }, { upperTriangle: [3, 4] },
      { upperTriangel: [3] }, "{", '"3"', 3, { criteria: "[", upperTriangle: [3] }, { criteria: ["a", 1] }, { criteria: Array.from({ length: 51 }, (_, i) => `c${i}`) },
    ].map((value) => {
      element.value = { upperTriangle: [2] };
      element.value = value;
      return [element.error?.code, element.error?.path, element.value];
    });
    const messages = [element.error.message];
    const right = [
      { matrix: [[1, 3], [0.3333333, 1]] }, [[1, "3"], ["1/3", 1]], [[null, 3], [null, 1]], { matrix: [[1, 3], ["1/3", 1]], upperTriangle: [3] }, { upperTriangle: new Float64Array([3]) },
      '{"criteria": ["a", "b"], "upperTriangle": ["3/1"]}', '{"criteria": "a, b", "upperTriangle": [3]}',
    ].map((value) => {
      element.value = value;
      return element.value?.upperTriangle.join() ?? String(element.error);
    });
    // What the element says is what it takes.
    element.value = { criteria: ["a", "b", "c"], upperTriangle: ["1/3", 2.5, "1/7"] };
    const said = element.value;
    const again = [said, JSON.stringify(said), JSON.stringify({ criteria: said.criteria, matrix: said.matrix, weights: said.weights })].map((value) => {
      element.value = { criteria: ["x", "y"] };
      element.value = value;
      return JSON.stringify(element.value) === JSON.stringify(said);
    });
    const names = (length) => Array.from({ length }, (_, i) => `c${i}`);
    element.criteria = names(50);
    await element.updated;
    const most = [element.error, element.value.weights.length];
    element.criteria = names(51);
    const more = [element.error?.code, element.error?.path];
    element.criteria = '["a"';
    return { wrong, messages, right, again, most, more, text: [element.error?.code, element.error?.path] };
  });
  assert.deepEqual(seen.wrong, [
    ["NotReciprocal", "value.matrix[a][b]"], ["NotReciprocal", "value.matrix[a][b]"], ["InvalidValue", "value.matrix[a][a]"], ["InvalidValue", "value.matrix[a][b]"], ["LengthMismatch", "value.matrix"], ["LengthMismatch", "value.matrix"],
    ["InvalidValue", "value.upperTriangle"], ["InvalidValue", "value.upperTriangle"],
    ["NotPositive", "value.upperTriangle[a][b]"], ["MissingJudgement", "value.upperTriangle[a][b]"], ["InvalidValue", "value.upperTriangle"], ["InvalidValue", "value.upperTriangle"], ["LengthMismatch", "value.upperTriangle"],
    ["UnknownKey", "value.upperTriangel"], ["InvalidValue", "value"], ["InvalidValue", "value"], ["InvalidValue", "value"], ["InvalidValue", "value.criteria"], ["InvalidValue", "value.criteria[1]"], ["OutOfRange", "value.criteria"],
  ].map((row) => [...row, null]));
  assert.match(seen.messages[0], /50 names at most, found 51/);
  assert.deepEqual([seen.right, seen.again], [seen.right.map(() => "3"), [true, true, true]]);
  assert.deepEqual([seen.most, seen.more, seen.text], [[null, 50], ["OutOfRange", "criteria"], ["InvalidValue", "criteria"]]);
  assert.deepEqual(await trouble(), []);
  await close();
});

test("whoever hears of a step finds it in the form", async () => {
  const { page, trouble, close } = await served.page({ modules });
  const seen = await page.evaluate(async () => {
    const form = window.main.appendChild(document.createElement("form"));
    const found = [];
    form.addEventListener("input", () => found.push(JSON.parse(new FormData(form).get("weights")).matrix[0][1]));
    const element = await window.add({ criteria: ["a", "b"] }, { name: "weights" }, "clientele-ahp", form);
    const slider = element.shadowRoot.querySelector("input[type=range]");
    for (const value of ["-2", "-4"]) {
      slider.value = value;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    }
    return found;
  });
  assert.deepEqual(seen, [3, 5]);
  assert.deepEqual(await trouble(), []);
  await close();
});

test("it is not wider than 320 pixels, and fifteen criteria are judged without a wait", async () => {
  const { page, close } = await served.page({ width: 320, modules });
  const { wide, worst } = await page.evaluate(async () => {
    const criteria = Array.from({ length: 15 }, (_, i) => `Criterion ${i + 1}`);
    const element = await window.add({ criteria }, {}, "clientele-ahp");
    const slider = element.shadowRoot.querySelectorAll("input[type=range]")[40];
    let worst = 0;
    for (const place of [-8, 8, 0, 5]) {
      const start = performance.now();
      slider.value = String(place);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await element.updated;
      worst = Math.max(worst, performance.now() - start);
    }
    await window.add({ criteria, view: "matrix" }, {}, "clientele-ahp");
    return { wide: document.documentElement.scrollWidth - 320, worst };
  });
  assert.equal(wide, 0);
  assert.ok(worst < 400, `${worst} ms`);
  await close();
});

test("hundreds of comparisons that came and went leave nothing", async () => {
  const { page, close } = await served.page({ modules });
  const used = await heapMeter(page);
  const work = () => page.evaluate(async ([criteria, upperTriangle]) => {
    for (let i = 0; i < 300; i++) {
      const element = await window.add({ criteria, value: { upperTriangle }, view: i % 2 ? "matrix" : "sliders" }, {}, "clientele-ahp");
      element.remove();
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  }, [CRITERIA, TORN]);
  await work();
  const first = await used();
  await work();
  const grown = (await used()) - first;
  assert.ok(grown < 400_000, `${grown} bytes more after another 300`);
  await close();
});
