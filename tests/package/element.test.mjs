// The elements without a browser: imports on servers and at the edge, types, words, and the scorers they share.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { Judgements, stepOf, valueOf, written } from "../../pkg/element/ahp/judgements.js";
import { scorersOf } from "../../pkg/element/score/scorers.js";
import { addLanguage, language } from "../../pkg/element/shared/languages.js";
import { en, zh } from "../../pkg/element/shared/words.js";
import { BUDGETS } from "../../scripts/lib/sizes.mjs";
import { install, root, run, temporary, tool } from "./tarball.mjs";

const { folder } = install();
const NAMES = ["ClienteleAhpElement", "ClienteleScoreElement", "addLanguage", "define"];

/**
 * Runs a script beside the installed package.
 * @param {string} name
 * @param {string} source
 * @param {string[]} [flags]
 */
function script(name, source, flags = []) {
  writeFileSync(join(folder, name), source);
  return run(process.execPath, [...flags, join(folder, name)], { cwd: folder }).trim();
}

test("a server imports and requires every entry, and nothing happens there", () => {
  for (const [entry, names] of Object.entries({ "": NAMES.slice(1), "/nowasm": NAMES.slice(1), "/ahp": [NAMES[0], ...NAMES.slice(2)] })) {
    const print = "c.define(); c.define('x-y'); console.log(Object.keys(c).filter((name) => name !== 'default' && name !== 'module.exports').sort().join());";
    assert.equal(script("server.mjs", `import * as c from "clientele/element${entry}"; ${print}`), names.join());
    assert.equal(script("server.cjs", `const c = require("clientele/element${entry}"); ${print}`), names.join());
  }
});

test("an edge runtime imports them without a module to compile", () => {
  for (const condition of ["workerd", "edge-light", "fastly"]) {
    for (const entry of ["", "/nowasm", "/ahp"]) {
      const source = `delete globalThis.WebAssembly; const c = await import("clientele/element${entry}"); c.define(); console.log(Object.keys(c).sort().join());`;
      assert.equal(script("edge.mjs", source, [`--conditions=${condition}`]), NAMES.join());
    }
  }
});

test("the element shares the module with `clientele/score`, and loads no other", async () => {
  const { build } = await import("esbuild");
  /** @param {string} contents */
  const inputs = async (contents) => {
    const { metafile } = await build({ stdin: { contents, resolveDir: folder }, bundle: true, write: false, metafile: true, format: "esm", logLevel: "silent" });
    return Object.keys(metafile?.inputs ?? {}).filter((path) => /wasm.*(?:bytes|nowasm)\.js$/.test(path)).map((path) => path.replace(/^.*clientele\//, ""));
  };
  assert.deepEqual(await inputs('import "clientele/element"; import { Scorer } from "clientele/score"; console.log(Scorer);'), ["wasm/score/bytes.js"]);
  assert.deepEqual(await inputs('import "clientele/element/ahp"; import { Scorer } from "clientele"; console.log(Scorer);'), ["wasm/full/bytes.js"]);
  assert.deepEqual(await inputs('import "clientele/element/nowasm";'), ["wasm/score/nowasm.js"]);
});

test("they keep to their budgets", () => {
  const { sizes } = JSON.parse(readFileSync(join(root, "pkg", "wasm", "build.json"), "utf8"));
  for (const name of /** @type {const} */ (["element", "elementAhp", "elementGlobal"])) {
    assert.ok(sizes[name].gzip <= BUDGETS[name], `${name}: ${sizes[name].gzip} of ${BUDGETS[name]} bytes`);
  }
});

test("both languages have the same words with the same places, and every word is used", () => {
  assert.deepEqual(Object.keys(zh), Object.keys(en));
  /** @param {string | undefined} text */
  const places = (text) => [...(text ?? "").matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
  for (const key of Object.keys(en)) assert.deepEqual(places(zh[key]), places(en[key]), key);
  const source = ["score", "ahp", "shared"].flatMap((part) => readdirSync(join(root, "pkg", "element", part)).filter((name) => name !== "words.js").map((name) => readFileSync(join(root, "pkg", "element", part, name), "utf8"))).join("\n");
  // Keys that are put together: modes, states, errors, the three figures, the two views.
  const computed = /^(mode|state|error)\.|^score\.(value|loyalty|risk)$|^ahp\.(sliders|matrix)$/;
  assert.deepEqual(Object.keys(en).filter((key) => !computed.test(key) && !source.includes(`"${key}"`)), []);
});

test("a language is found by its tag, what it lacks is English, and nonsense is English", () => {
  addLanguage("pt-BR", { texts: { "score.value": "Valor" }, labels: { gold: "Ouro" } });
  const gold = { code: "gold", en: "Gold", zh: "黄金" };
  assert.deepEqual(["pt-BR", "pt_BR", "zh-Hant-TW", "zh", "en-US", "ja", "??", ""].map((tag) => language(tag).label(gold)), ["Ouro", "Ouro", "黄金", "黄金", "Gold", "Gold", "Gold", "Gold"]);
  const { t, format } = language("pt-BR");
  assert.deepEqual([t("score.value"), t("score.loyalty"), format.decimal(1234.5)], ["Valor", "Loyalty", "1.234,5"]);
  assert.equal(language("en").t("next.by", { date: "{median}", constructor: 1 }), "Next purchase by {median} (even odds)");
  for (const bad of [{ texts: { a: 1 } }, { labels: [] }, "x"]) assert.throws(() => addLanguage("fr", /** @type {any} */ (bad)), TypeError);
  assert.throws(() => addLanguage("not a tag", {}), RangeError);
});

test("numbers are read as people read them", () => {
  const { format } = language("en");
  assert.deepEqual([0, 0.001, 0.5, 0.999, 1, null].map((p) => format.chance(p)), ["0%", "< 1%", "50%", "> 99%", "100%", "–"]);
  assert.deepEqual([format.money(12.3, "EUR"), format.money(1234.5, "GBP"), format.money(12.3, null), format.money(5, "<b>"), format.money(null, "EUR")], ["€12.30", "£1,235", "12.30", "5.00", "–"]);
});

test("scorers are shared by what a score shows of the profile, and freed when unused", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let [alive, made] = [0, 0];
  const { lend, ...rest } = (() => {
    const scorers = scorersOf({
      Profile: { parse: (profile) => (typeof profile === "string" ? JSON.parse(profile) : profile) },
      Scorer: class {
        profile;
        /** @param {any} profile */
        constructor(profile) {
          if (profile.bad) throw new Error("bad");
          this.profile = { hash: profile.hash };
          alive += 1;
          made += 1;
        }
        score() {}
        free() {
          alive -= 1;
        }
      },
    });
    return { lend: scorers.lend, count: () => scorers.count };
  })();
  const one = { hash: "1", name: "a", value: { months: 12 } };
  const leases = [one, one, JSON.stringify(one), { ...one }, { ...one, name: "b" }, { ...one, currency: "EUR" }].map(lend);
  assert.deepEqual([rest.count(), alive, new Set(leases.map(({ scorer }) => scorer)).size, leases[5]?.currency, leases[0]?.months], [3, 3, 3, "EUR", 12]);
  assert.throws(() => lend({ bad: true }), /bad/);
  assert.throws(() => lend("{"), SyntaxError);
  for (const lease of leases) lease.release();
  leases[0]?.release();
  lend(one).release();
  assert.equal(made, 5, "two copies were made to be compared, none for the one that was kept");
  context.mock.timers.tick(10_000);
  assert.deepEqual([rest.count(), alive], [0, 0]);
  const again = lend(JSON.stringify(one));
  context.mock.timers.tick(10_000);
  assert.deepEqual([rest.count(), alive], [1, 1]);
  again.release();
});

test("judgements are kept by the names of the criteria", () => {
  const judgements = new Judgements(["a", "b", "c"]);
  judgements.set(0, 1, 3);
  judgements.set(2, 0, 5);
  assert.deepEqual(judgements.upperTriangle, [3, 1 / 5, 1]);
  assert.deepEqual([judgements.get(1, 0), judgements.get(2, 0), judgements.get(1, 1)], [1 / 3, 5, 1]);
  assert.deepEqual(judgements.under(["c", "a", "d"]).upperTriangle, [5, 1, 1]);
  for (let step = -8; step <= 8; step++) assert.equal(stepOf(valueOf(step)), step);
  assert.deepEqual([9, 3, 1, 1 / 3, 2.5, 1 / 9].map((value) => written(value)), ["9", "3", "1", "1/3", "2.5", "1/9"]);
});

const CONSUMER = `
import "clientele/element";
import "clientele/element/ahp";
import type { ClienteleScoreElement } from "clientele/element";
declare const profile: import("clientele/score").Profile;
const element = document.createElement("clientele-score");
element.customer = { frequency: 2, recency: 3, T: 4 };
element.profile = profile.toJSON();
element.addEventListener("clientele-score", ({ detail }) => detail.score.churn.risk?.toFixed(2));
const same: ClienteleScoreElement = element;
const weights: number[] | undefined = document.querySelector("clientele-ahp")?.value?.weights;
// @ts-expect-error there is no such form
element.form = "huge";
export const view = (
  <div>
    <clientele-score profile={JSON.stringify(profile)} customer='{"frequency": 2}' as-of="2024-01-31" form="cell" lang="zh" />
    <clientele-ahp criteria="Price, Service" view="matrix" name="weights" />
    {/* @ts-expect-error there is no such form */}
    <clientele-score form="huge" />
  </div>
);
void [same, weights];
`;

for (const react of ["none", "18", "19"]) {
  test(`the types compile without skipLibCheck: React ${react}`, (context) => {
    const home = temporary();
    writeFileSync(join(home, "package.json"), '{ "private": true, "type": "module" }');
    if (react !== "none") {
      const args = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", `@types/react@${react}`];
      const { status } = spawnSync("npm", args, { cwd: home, timeout: 60_000, encoding: "utf8" });
      if (status !== 0) return context.skip(`@types/react@${react} could not be installed`);
    }
    run("npm", ["install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts", join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "")], { cwd: home });
    const source = react === "none" ? CONSUMER.replace(/export const view[^]*?^\);$/m, "") : CONSUMER;
    writeFileSync(join(home, "page.tsx"), source);
    for (const module of [{ module: "esnext", moduleResolution: "bundler" }, { module: "nodenext" }]) {
      const compilerOptions = {
        ...module,
        ...{ target: "es2022", lib: ["es2022", "dom"], types: [], jsx: "react-jsx", strict: true, noEmit: true },
        ...{ skipLibCheck: false, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
      };
      writeFileSync(join(home, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["page.tsx"] }));
      tool("typescript/bin/tsc", ["-p", join(home, "tsconfig.json")], { cwd: home });
    }
  });
}
