// The score build as plain JavaScript: the bits, texts and errors of the WebAssembly form, also where there is no
// WebAssembly.

import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import vm from "node:vm";

import { binaryen } from "../../scripts/lib/binaryen.mjs";
import { plainJavaScript } from "../../scripts/lib/nowasm.mjs";
import { install, load, root, run, temporary } from "./tarball.mjs";

const { folder } = install();
const home = join(folder, "node_modules", "clientele");
const { Orders, buildProfile } = await load(folder);
const compiled = await load(folder, "entry/score.js");
const plain = await load(folder, "wasm/score/nowasm.js");

const orders = Orders.fromCsv(readFileSync(join(root, "tests", "fixtures", "cdnow_orders.csv")));
const summary = orders.summarize({ asOf: "1997-09-30", timeUnit: "week" });
const FIELDS = [
  ...["frequency", "recency", "T", "monetaryValue"],
  ...["revenueInYear", "purchasesInYear", "activeQuarters", "elapsedQuarters"],
];

/** What a CRM knows of a customer. */
const KNOWN = {
  productionCost: 20, fixedMarketingCost: 2, variableMarketingCost: 3, walletInYear: 200, satisfaction: 4,
  recommendation: 6, competitorAttitude: 3, priceSensitivity: 5, incidentTolerance: 4, openComplaints: 1,
  complainer: "complaint.irate", bargainSeeker: true, categories: 3, switchingBarrier: 70, loyaltyTrend: -4,
};

/** Point rules of a profile. */
const POINTS = [{
  code: "lead",
  groups: [{
    code: "fit",
    rules: [
      { code: "paid", points: 20, field: "plan", equals: "pro" },
      { code: "visits", points: 2, event: "visit", cap: 6 },
    ],
  }],
  bands: [{ code: "cold" }, { code: "hot", from: 22 }],
}];

/** @param {object} [options] */
const profileOf = (options = {}) =>
  JSON.parse(JSON.stringify(buildProfile(orders, { asOf: "1997-09-30", ...options })));

/** @param {Float64Array} column */
const bits = (column) => Buffer.from(column.buffer, column.byteOffset, column.byteLength).toString("base64");

/** @param {number} row */
const customer = (row) =>
  Object.fromEntries(FIELDS.map((name) => [name, summary[name][row]]).filter(([, value]) => !Number.isNaN(value)));

/**
 * Columns of customers, repeated.
 * @param {number} times
 */
function columns(times) {
  const { length } = summary;
  return Object.fromEntries(
    FIELDS.map((name) => [name, Float64Array.from({ length: length * times }, (_, i) => summary[name][i % length])]),
  );
}

/**
 * @param {any} found
 * @param {any} expected
 * @param {string} what
 */
function sameColumns(found, expected, what) {
  assert.deepEqual(Object.keys(found), Object.keys(expected));
  for (const [name, column] of Object.entries(expected)) {
    if (column instanceof Float64Array) assert.equal(bits(found[name]), bits(column), `${what}: ${name}`);
    else assert.deepEqual(found[name], column, `${what}: ${name}`);
  }
}

/**
 * Runs a script beside the installed package.
 * @param {string} name
 * @param {string} source
 * @param {string[]} [flags] of Node
 */
function script(name, source, flags = []) {
  writeFileSync(join(folder, name), source);
  return run(process.execPath, [...flags, join(folder, name)], { cwd: folder }).trim();
}

/** What scripts print: the risk of one customer by the profile in `text`. */
const EXAMPLE = "new Scorer(JSON.parse(text)).score({ frequency: 2, recency: 30.43, T: 38.86 }).churn.risk";
const example = JSON.stringify(profileOf());
const { churn } = new compiled.Scorer(JSON.parse(example)).score({ frequency: 2, recency: 30.43, T: 38.86 });
const expected = String(churn.risk);
writeFileSync(join(folder, "profile.json"), example);

test("it exports the names of the score build, as ESM and as CommonJS", () => {
  const names = Object.keys(compiled).sort();
  assert.deepEqual(Object.keys(plain).sort(), names);
  const required = 'console.log(Object.keys(require("clientele/score/nowasm")).sort().join());';
  assert.equal(script("names.cjs", required), names.join());
  assert.equal(plain.version(), compiled.version());
  assert.deepEqual(plain.labels(), compiled.labels());
});

for (const churnMode of ["horizon", "cohort", "alive"]) {
  test(`scores, columns, changes and levers have the bits of WebAssembly: ${churnMode}`, () => {
    const profile = profileOf({ churnMode, churnBaseRate: 0.3, margin: 0.4 });
    const [ours, theirs] = [new plain.Scorer(profile), new compiled.Scorer(profile)];
    sameColumns(ours.scoreColumns(columns(1)), theirs.scoreColumns(columns(1)), churnMode);
    for (let row = 0; row < summary.length; row += 6) {
      const given = row % 4 === 0 ? { id: row, ...customer(row), ...KNOWN } : { id: row, ...customer(row) };
      assert.deepEqual(ours.score(given), theirs.score(given), `row ${row}`);
      if (row % 24 !== 0) continue;
      assert.deepEqual(ours.levers(given), theirs.levers(given));
      const change = { lastOrderDaysAgo: 10, satisfaction: 9 };
      assert.deepEqual(ours.whatIf(given, change), theirs.whatIf(given, change));
    }
    for (const scorer of [ours, theirs]) scorer.free();
  });
}

test("scores under every purchase model have the bits of WebAssembly", () => {
  for (const model of ["bg-nbd", "mbg-nbd", "pareto-nbd", "bg-cnbd-k", "mbg-cnbd-k"]) {
    const profile = profileOf({ model });
    const [ours, theirs] = [plain, compiled].map(({ Scorer }) => new Scorer(profile).scoreColumns(columns(1)));
    sameColumns(ours, theirs, model);
  }
});

test("states of customers are the same texts, and their scores the same", () => {
  const profile = profileOf({ churnMode: "alive", live: { halfLifeDays: 7 } });
  const [ours, theirs] = [plain, compiled].map(({ Scorer, mergeStates, stateFields }) => {
    const scorer = new Scorer(profile);
    const found = [];
    for (let who = 0; who < 40; who++) {
      let state = null;
      const halves = [];
      for (let i = 0; i < 12; i++) {
        const day = 1 + ((who * 7 + i) % 14) + 14 * (i % 2);
        const date = `1997-0${1 + Math.floor(i / 2)}-${String(day).padStart(2, "0")}`;
        const type = ["order", "visit", "basket", "order"][(who + i) % 4];
        const order = type === "order" ? { amount: 3.17 * (i + 1), id: `${i}` } : {};
        /** @type {any} */
        const update = scorer.update(state, { type, date, ...order }, who % 2 ? KNOWN : {});
        state = update.state;
        if (i === 5) [state] = [null, halves.push(state)];
        found.push(update);
      }
      const whole = mergeStates(halves[0], state);
      found.push(whole, stateFields(whole, "1997-09-01"), scorer.scoreState(whole, "1997-09-01"));
    }
    return found;
  });
  assert.deepEqual(ours, theirs);
});

test("points are the same", () => {
  const profile = profileOf({ points: POINTS });
  const events = [1, 2, 3, 4].map((day) => ({ type: "visit", date: `1997-09-0${day}` }));
  const [ours, theirs] = [plain, compiled].map((api) => [
    new api.Scorer(profile).points({ plan: "pro" }, { events, asOf: "1997-09-30" }),
    api.scorePoints(POINTS, { plan: "free" }, { events, asOf: "1997-09-30", previous: { lead: 1 } }),
  ]);
  assert.deepEqual(ours, theirs);
  // 20, and four visits of 2 points with a cap of 6.
  assert.equal(ours?.[0][0].total, 26);
});

test("errors have the same code, place and words", () => {
  const profile = profileOf();
  const trees = JSON.parse(example);
  const model = { version: 1, source: "xgboost", features: ["x"], base: 0, scale: 1, linear: null, trees: [{}] };
  trees.churn = { ...trees.churn, mode: "imported", model };
  const wrongParams = { ...profile.purchase, params: { ...profile.purchase.params, r: -1 } };
  const twice = [{ ...POINTS[0], bands: [{ code: "x" }, { code: "x", from: 1 }] }];
  /** @type {((api: any) => unknown)[]} */
  const wrong = [
    ({ Scorer }) => new Scorer(trees),
    ({ Scorer }) => new Scorer({}),
    ({ Profile }) => Profile.parse("{"),
    ({ Profile }) => Profile.parse({ ...profile, purchase: wrongParams }),
    ({ Profile }) => Profile.parse({ ...profile, "客户": 1 }),
    ({ Scorer }) => new Scorer(profile).score({ frequency: 3, recency: 27, T: 26 }),
    ({ Scorer }) => new Scorer(profile).score({ frequency: 3, recency: Infinity, T: 26 }),
    ({ Scorer }) => new Scorer(profile).whatIf(customer(7), { satisfactoin: 3 }),
    ({ Scorer }) => new Scorer(profile).score({ orders: [{ date: "1997-02-30", amount: 1 }] }),
    ({ Scorer }) => new Scorer(profile).score({ orders: [{ date: "1997-02-01", amount: NaN }] }),
    ({ Scorer }) => new Scorer(profile).score({ orders: [{ date: "1997-02-01", amount: 1e300 }] }),
    ({ Scorer }) => new Scorer(profile).scoreColumns({ frequency: [1, 2], recency: [1, 9], T: [2, 3] }),
    ({ Scorer }) => new Scorer(profile).scoreColumns({ frequency: [1], recency: [1, 2], T: [2] }),
    ({ Scorer }) => new Scorer(profile).update("AQ", { type: "visit", date: "1997-01-01" }),
    ({ updateState }) => updateState(null, { type: "gift", date: "1997-01-01" }),
    ({ updateState }) => updateState(null, { type: "order", date: "1997-01-01", amount: 1, plase: "x" }),
    ({ Scorer }) => new Scorer({ ...profile, points: twice }),
    ({ scorePoints }) => scorePoints(POINTS, {}, { asOf: "1997-13-01" }),
  ];
  for (const call of wrong) {
    const [ours, theirs] = [plain, compiled].map((api) => {
      try {
        call(api);
        return null;
      } catch (error) {
        assert.ok(error instanceof api.ClienteleError, String(error));
        const { name, code, path, row, column, message } = /** @type {any} */ (error);
        return { name, code, path, row, column, message };
      }
    });
    assert.ok(theirs, `not refused: ${call}`);
    assert.deepEqual(ours, theirs, String(call));
  }
});

test("a memory that grows takes along the scorers that there are", () => {
  const profile = profileOf({ churnMode: "alive", margin: 0.4 });
  const given = { id: 1, ...customer(7), ...KNOWN };
  const recent = { orders: Array.from({ length: 3000 }, (_, i) => ({ date: "1997-02-01", amount: 1 + (i % 90) })) };
  const [ours, theirs] = [plain, compiled].map(({ Scorer, scorePoints }) => {
    const first = new Scorer(profile);
    const found = [first.score(given)];
    for (const times of [1, 4, 16, 60]) {
      // The last of them are 141,420 rows: 9 MB, into a memory that starts with a quarter of one.
      const { risk, lifetime } = first.scoreColumns(columns(times));
      found.push(bits(risk), bits(lifetime), first.score(given), first.score(recent));
      assert.throws(() => first.score({ frequency: 3, recency: 27, T: 26 }), { code: "OutOfRange" });
    }
    const many = Array.from({ length: 300 }, () => new Scorer(profile));
    found.push(first.score(given), first.levers(given), ...many.map((scorer) => scorer.score(given).churn));
    for (const scorer of many) scorer.free();
    found.push(first.score(given), scorePoints(POINTS, { plan: "pro", note: "x".repeat(10_000) }));
    found.push(first.score(given));
    first.free();
    assert.throws(() => first.score(given));
    return found;
  });
  assert.deepEqual(ours, theirs);
});

test("it runs where WebAssembly is gone, as ESM and as CommonJS", () => {
  const read = 'readFileSync(new URL("profile.json", import.meta.url), "utf8")';
  const esm = `import { readFileSync } from "node:fs";
    delete globalThis.WebAssembly;
    const { Scorer } = await import("clientele/score/nowasm");
    const text = ${read};
    console.log(typeof WebAssembly, ${EXAMPLE});`;
  assert.equal(script("gone.mjs", esm), `undefined ${expected}`);
  const cjs = `delete globalThis.WebAssembly;
    const { Scorer } = require("clientele/score/nowasm");
    const text = require("node:fs").readFileSync(__dirname + "/profile.json", "utf8");
    console.log(typeof WebAssembly, ${EXAMPLE});`;
  assert.equal(script("gone.cjs", cjs), `undefined ${expected}`);
});

test("it runs in an engine that may not compile, with the same bits", () => {
  const source = `import { Scorer } from "clientele/score/nowasm";
    import { readFileSync } from "node:fs";
    const text = readFileSync(new URL("profile.json", import.meta.url), "utf8");
    console.log(typeof WebAssembly, ${EXAMPLE});`;
  assert.equal(script("jitless.mjs", source, ["--jitless"]), `undefined ${expected}`);
});

test("it asks its host for nothing but the language", () => {
  const context = vm.createContext({ text: example, module: { exports: {} } });
  const given = ["WebAssembly", "FinalizationRegistry", "console"];
  for (const name of given) vm.runInContext(`delete globalThis.${name}`, context);
  const absent = ["TextDecoder", "TextEncoder", "atob", "structuredClone", "process", "WebAssembly", "console"];
  for (const name of absent) assert.equal(vm.runInContext(`typeof ${name}`, context), "undefined", name);
  vm.runInContext(readFileSync(join(home, "wasm", "score", "nowasm.cjs"), "utf8"), context);
  assert.equal(String(vm.runInContext(`var { Scorer } = module.exports; ${EXAMPLE}`, context)), expected);
  // Texts cross as UTF-8, there and back.
  const name = "Ünïcode, 客户, 🙂";
  context["name"] = name;
  assert.equal(vm.runInContext("new Scorer({ ...JSON.parse(text), name }).profile.name", context), name);
});

test("the condition of Fastly gets it, where `clientele` says what there is instead", () => {
  const source = `delete globalThis.WebAssembly;
    const { Scorer } = await import("clientele/score");
    const { readFileSync } = await import("node:fs");
    const text = readFileSync(new URL("profile.json", import.meta.url), "utf8");
    console.log(${EXAMPLE});
    await import("clientele").catch(({ name, code, message }) => console.log(name, code, message));`;
  const [risk, refusal] = script("fastly.mjs", source, ["--conditions=fastly"]).split("\n");
  assert.equal(risk, expected);
  assert.match(refusal ?? "", /^ClienteleError UnsupportedRuntime .*clientele\/score/);
});

test("bundled, it is still there", async () => {
  const { build } = await import("esbuild");
  for (const format of /** @type {const} */ (["esm", "iife"])) {
    const outfile = join(folder, `bundled.${format}.${format === "esm" ? "mjs" : "cjs"}`);
    const contents = 'import { version } from "clientele/score/nowasm"; console.log(version());';
    await build({
      stdin: { contents, resolveDir: folder },
      bundle: true,
      minify: true,
      platform: "browser",
      format,
      outfile,
      logLevel: "silent",
    });
    assert.equal(run(process.execPath, [outfile]).trim(), compiled.version());
  }
});

test("what wasm2js does not know does what WebAssembly does", async () => {
  const place = temporary();
  const out = join(place, "wasm", "score");
  for (const path of [out, join(place, "lib", "score")]) mkdirSync(path, { recursive: true });
  writeFileSync(join(place, "package.json"), '{ "type": "module" }');
  copyFileSync(join(root, "pkg", "lib", "score", "blocks.js"), join(place, "lib", "score", "blocks.js"));
  /** @type {[string, string][]} */
  const rounding = ["i32_s", "i32_u", "i64_s", "i64_u"].flatMap((name) => {
    const [type, sign] = name.split("_");
    const whole = `(${type}.trunc_sat_f64_${sign} (local.get 0))`;
    if (type === "i32") return [[name, whole]];
    // 64-bit numbers do not cross into JavaScript by themselves: each half does.
    const high = `(i64.shr_u ${whole} (i64.const 32))`;
    return [[`${name}_low`, `(i32.wrap_i64 ${whole})`], [`${name}_high`, `(i32.wrap_i64 ${high})`]];
  });
  const narrowing = [["narrow8", "(i32.extend8_s (local.get 0))"], ["narrow16", "(i32.extend16_s (local.get 0))"]];
  const two = "(local.get 0) (local.get 1)";
  const blocks = ["copy", "fill"].map(
    (name) => `(func (export "${name}") (param i32 i32 i32) (memory.${name} ${two} (local.get 2)))`,
  );
  // Blocks of constant lengths are what optimisers take apart.
  const short = [3, 8, 12, 16].map(
    (length) => `(func (export "copy${length}") (param i32 i32) (memory.copy ${two} (i32.const ${length})))`,
  );
  const functions = [
    ...rounding.map(([name, code]) => `(func (export "${name}") (param f64) (result i32) ${code})`),
    ...narrowing.map(([name, code]) => `(func (export "${name}") (param i32) (result i32) ${code})`),
  ];
  const text = `(module (memory (export "memory") 1) (data (i32.const 0) "\\01\\02\\03\\04\\05\\06\\07\\08\\09")
    (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
    ${[...functions, ...blocks, ...short].join("\n")})`;
  writeFileSync(join(place, "small.wat"), text);
  const wasm = join(out, "small_bg.wasm");
  const features = ["bulk-memory", "bulk-memory-opt", "nontrapping-float-to-int", "sign-ext"];
  const enabled = features.map((name) => `--enable-${name}`);
  await binaryen("wasm-as", [...enabled, join(place, "small.wat"), "-o", wasm]);
  await plainJavaScript(out, "small");
  const { WebAssembly } = /** @type {any} */ (globalThis);
  const theirs = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(wasm))).exports;
  const written = await import(pathToFileURL(join(out, "nowasm_bg.js")).href);
  /** @param {string} name @param {number[]} args */
  const both = (name, ...args) => assert.deepEqual(written[name](...args), theirs[name](...args), `${name} of ${args}`);
  const edges = [0, 1, 2 ** 31, 2 ** 32, 2 ** 52, 2 ** 53, 2 ** 63, 2 ** 64, 2 ** 70, 1e300, Infinity].flatMap((x) =>
    [x - 1, x - 0.5, x, x + 0.5, x + 1, x * (1 - 2 ** -53), x * (1 + 2 ** -52)].flatMap((y) => [y, -y]));
  for (const x of [NaN, -0, 5e-324, ...edges]) for (const [name] of rounding) both(name, x);
  for (const x of [0, 127, 128, 255, 256, 32_767, 32_768, 65_535, -1]) {
    for (const [name = ""] of narrowing) both(name, x);
  }
  const same = () => {
    const [ours, other] = [written, theirs].map(({ memory }) => Buffer.from(memory.buffer));
    assert.ok(ours && other && ours.equals(other));
  };
  for (const pages of [0, 1, 3]) {
    both("grow", pages);
    const top = theirs.memory.buffer.byteLength;
    both("copy", 3, 0, 9);
    both("copy", 1, 3, 9);
    both("copy", top - 9, 0, 9);
    both("fill", top - 3, 0x1ff, 2);
    both("fill", 40, 7, 0);
    for (const [i, length] of [3, 8, 12, 16].entries()) both(`copy${length}`, 101 + 33 * i, 1);
    same();
  }
});
