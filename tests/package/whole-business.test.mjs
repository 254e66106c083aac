// examples/whole-business on the installed package: every family has its section, and its numbers add up.
//
// The numbers are those of the made-up shop in www/data; what is asserted are identities that hold for any
// shop (shares sum to 1, classes to the number of customers), and counts and sums of the files themselves.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { install, load, root, run } from "./tarball.mjs";

const { folder } = install();
cpSync(join(root, "examples", "whole-business"), join(folder, "examples", "whole-business"), {
  recursive: true,
  filter: (path) => !path.includes("node_modules", root.length),
});
const data = join(root, "www", "data");

const script = "examples/whole-business/report.mjs";
/** @param {string[]} args */
const report = (...args) => run(process.execPath, [script, "--data", data, ...args], { cwd: folder });
/** @param {string} name */
const lines = (name) => readFileSync(join(data, `sample-${name}.csv`), "utf8").trim().split("\n").slice(1);

const FAMILIES = ["purchases", "weighting", "ranking", "segment", "perceived", "loyalty", "value", "churn", "service"];
const HAN = /\p{Script=Han}/u;
const BUYERS = new Set(lines("shop").map((line) => line.split(",")[2])).size;
const CUSTOMERS = new Set([...lines("shop").map((line) => line.split(",")[2]), ...lines("customers").map((line) => line.split(",")[0])]).size;

/** @type {Record<string, any>} */
const reports = Object.fromEntries(["en", "zh"].map((lang) => [lang, JSON.parse(report("--json", "--lang", lang))]));
/** @type {Record<string, any>} */
const found = Object.fromEntries(reports["en"].sections.map((/** @type {any} */ section) => [section.code, section.results]));

/** @param {any[]} classes @param {string} what */
function sharesSumToOne(classes, what) {
  const shares = classes.map(({ share }) => share).filter((share) => share !== null);
  const sum = shares.reduce((all, share) => all + share, 0);
  assert.ok(Math.abs(sum - 1) < 1e-9, `${what}: ${sum}`);
}

/** @param {any[]} classes */
const people = (classes) => classes.reduce((/** @type {number} */ sum, { customers }) => sum + customers, 0);

/** @param {number} value @param {number} low @param {number} high @param {string} what */
const within = (value, low, high, what) => assert.ok(value >= low && value <= high, `${what}: ${value}`);

for (const lang of ["en", "zh"]) {
  describe(`in ${lang}`, () => {
    test("every family has its section, with findings and something to do", () => {
      assert.deepEqual(reports[lang].sections.map((/** @type {any} */ { code }) => code), FAMILIES);
      for (const { code, title, findings, next, notSupported } of reports[lang].sections) {
        assert.ok(findings.length >= 3 && next.length >= 1, code);
        const texts = [title, ...findings, ...next, ...notSupported.flatMap((/** @type {any} */ { what, why }) => [what, why])];
        for (const text of texts) {
          assert.equal(HAN.test(text), lang === "zh", text);
          assert.doesNotMatch(text, /undefined|null|NaN|\[object/, text);
        }
      }
    });

    test("the text holds what the data hold", () => {
      const text = report("--lang", lang);
      const { headline, sections } = reports[lang];
      for (const own of [headline, ...sections.flatMap((/** @type {any} */ { title, findings, next }) => [title, ...findings, ...next])]) assert.ok(text.includes(own), own);
    });

    test("two runs are identical", () => {
      assert.equal(report("--lang", lang), report("--lang", lang));
      assert.deepEqual(JSON.parse(report("--json", "--lang", lang)), reports[lang]);
    });
  });
}

test("both languages say the same numbers", () => {
  const numbers = (/** @type {any} */ { sections }) => sections.map((/** @type {any} */ { code, results, findings, notSupported }) => ({ code, results, findings: findings.length, lacks: notSupported.length }));
  assert.deepEqual(numbers(reports["en"]), numbers(reports["zh"]));
  assert.deepEqual([reports["en"].buyers, reports["en"].customers], [BUYERS, CUSTOMERS]);
});

test("what is said of current customers is summed over current customers alone", async () => {
  const c = /** @type {typeof import("clientele")} */ (await load(folder));
  const file = (/** @type {string} */ name) => readFileSync(join(data, `sample-${name}.csv`));
  const orders = c.Orders.fromCsv(file("shop"));
  const { ids, columns } = c.customerFeatures(orders, { customers: c.readRecords("customers", file("customers")) });
  const of = (/** @type {string} */ name, /** @type {number} */ i) => columns[name]?.[i] ?? NaN;
  // The rule of docs/methods/segment.md: silent for no longer than 180 days or 3 gaps of their own, and not terminated.
  const current = new Set(
    ids.filter((_, i) => {
      const gaps = 3 * of("meanGap", i);
      return of("purchases", i) > 0 && of("terminated", i) !== 1 && of("daysSinceLast", i) <= Math.max(180, Number.isNaN(gaps) ? 0 : gaps);
    }),
  );

  // Revenue of the last 365 days from the lines of the file, in pence.
  const end = Date.parse(orders.lastDate) / 864e5;
  const paid = { current: 0, lost: 0 };
  for (const [, date = "", id = "", amount] of lines("shop").map((line) => line.split(","))) {
    if (Date.parse(date) / 864e5 > end - 365) paid[current.has(id) ? "current" : "lost"] += Math.round(100 * Number(amount));
  }
  // Without lost customers who paid within the year the test would show nothing.
  assert.ok(paid.lost > 0);

  const { assumed } = reports["en"];
  const profile = c.buildProfile(orders, { model: "auto", margin: assumed.margin, discountRate: assumed.discountRate });
  const summary = orders.summarize({ timeUnit: profile.timeUnit });
  const scorer = new c.Scorer(profile);
  const sums = { margin: 0, future: 0, valueAtRisk: 0 };
  for (const [i, id] of summary.ids.entries()) {
    if (!current.has(id)) continue;
    const { value, valueAtRisk } = scorer.explain(summary, i);
    sums.margin += value.current ?? 0;
    sums.future += value.future ?? 0;
    sums.valueAtRisk += valueAtRisk ?? 0;
  }

  const close = (/** @type {number} */ actual, /** @type {number} */ expected) => assert.ok(Math.abs(actual / expected - 1) < 1e-9, `${actual} is not ${expected}`);
  const said = reports["en"].current;
  assert.equal(said.customers, current.size);
  close(said.revenueInYear, paid.current / 100);
  close(said.future, sums.future);
  close(said.valueAtRisk, sums.valueAtRisk);
  close(found["value"].future, sums.future);
  close(found["value"].margin, sums.margin / current.size);
  // Of all buyers it says all.
  close(found["value"].current, (assumed.margin * (paid.current + paid.lost)) / 100);
  assert.match(
    reports["en"].headline,
    new RegExp(`^${current.size} of ${BUYERS} buyers .* ${Math.round(paid.current / 100).toLocaleString("en")} in a year, and ${Math.round((100 * sums.valueAtRisk) / sums.future)}% `),
  );
  for (const { id } of found["purchases"].first) assert.ok(current.has(id), id);
});

/**
 * Writes the files of the shop anew and returns the folder.
 * @param {string} name of the folder
 * @param {(file: string, cells: string[]) => string} written a line, the header as the others
 */
function rewritten(name, written) {
  const own = join(folder, name);
  mkdirSync(own);
  for (const file of readdirSync(data).filter((path) => path.endsWith(".csv"))) {
    const [header = "", ...rows] = readFileSync(join(data, file), "utf8").trim().split("\n");
    writeFileSync(join(own, file), [header, ...rows].map((line) => `${written(file, line.split(","))}\n`).join(""));
  }
  return own;
}

describe("the same shop", () => {
  test("with dates such as 29/06/2025 and amounts such as £1,234.50: the same report", () => {
    const pounds = (/** @type {number} */ amount) => `"${amount < 0 ? "-" : ""}£${Math.abs(amount).toLocaleString("en", { minimumFractionDigits: 2 })}"`;
    const own = rewritten("pounds", (file, [id = "", date = "", customer, amount, ...rest]) => {
      if (file !== "sample-shop.csv") return [id, date, customer, amount, ...rest].filter((cell) => cell !== undefined).join(",");
      if (date === "order_date") return [id, date, customer, amount, ...rest].join(",");
      return [id, date.split("-").reverse().join("/"), customer, pounds(Number(amount)), ...rest].join(",");
    });
    assert.match(readFileSync(join(own, "sample-shop.csv"), "utf8"), /,02\/01\/2023,.*"£21\.34"/);
    assert.equal(run(process.execPath, [script, "--data", own], { cwd: folder }), report());
  });

  test("with semicolons and decimal commas, which options may tell: the same report", () => {
    const own = rewritten("commas", (_, cells) => cells.map((cell) => (/^-?\d+\.\d+$/.test(cell) ? cell.replace(".", ",") : cell)).join(";"));
    assert.match(readFileSync(join(own, "sample-costs.csv"), "utf8"), /;640,00\n/);
    assert.equal(run(process.execPath, [script, "--data", own, "--delimiter", ";", "--decimal", ",", "--date-order", "ymd"], { cwd: folder }), report());
  });
});

describe("what the caller has to mend is said plainly", () => {
  /** @param {string[]} args */
  const refused = (...args) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: "utf8" });
    assert.deepEqual([status, stdout], [2, ""], stderr);
    assert.doesNotMatch(stderr, /^ +at /m);
    return stderr;
  };

  test("files that are not there", () => {
    const own = rewritten("lacking", (_, cells) => cells.join(","));
    rmSync(join(own, "sample-costs.csv"));
    rmSync(join(own, "sample-answers.csv"));
    assert.match(refused("--data", own), /lacks sample-costs\.csv, sample-answers\.csv;/);
  });

  test("a file that cannot be read", () => {
    const own = rewritten("unreadable", (file, cells) => cells.map((cell) => (file === "sample-costs.csv" ? cell.replace("fixedMarketing", "rent") : cell)).join(","));
    assert.match(refused("--data", own), /^sample-costs\.csv: row 2, column kind: "rent"/);
  });

  test("options that are not known", () => {
    assert.match(refused("--decimal", "x"), /^--decimal x: it is one of/);
    assert.match(refused("--lang", "fr"), /^--lang fr: it is one of/);
    assert.match(refused("--dat", data), /'--dat'/);
  });
});

test("purchases: tiers and bands hold every buyer, and the past is foretold within a tenth", () => {
  const { customers, tiers, bands, actions, active, holdout, candidates, model } = found["purchases"];
  assert.equal(customers, BUYERS);
  for (const classes of [tiers, bands, actions]) {
    assert.equal(people(classes), BUYERS);
    sharesSumToOne(classes, "scores");
  }
  within(active, 0, BUYERS, "active");
  within(holdout.expected / holdout.actual, 0.9, 1.1, "holdout");
  assert.equal(candidates[0].kind, model);
});

test("weighting: every set of weights sums to 1", () => {
  const { group, entropy, critic, combined, consensus, experts } = found["weighting"];
  for (const weights of [group, entropy, critic, combined]) sharesSumToOne(weights.map((/** @type {number} */ share) => ({ share })), "weights");
  within(consensus, 0, 1, "consensus");
  assert.deepEqual(experts.map((/** @type {any} */ { expert }) => expert), [...new Set(lines("judgements").map((line) => line.split(",")[0]))]);
});

test("ranking: every buyer has a place", () => {
  const { customers, best, sameBest, meanIndex, reliability } = found["ranking"];
  assert.equal(customers, BUYERS);
  for (const [i, { closeness }] of best.entries()) {
    within(closeness, 0, 1, "closeness");
    assert.ok(i === 0 || closeness <= best[i - 1].closeness);
  }
  within(sameBest, 0, 1, "sameBest");
  within(meanIndex, 0, 100, "index");
  within(reliability, 0.5, 1, "alpha");
});

test("segment: every classifier puts every customer into one class or says that it cannot", () => {
  const { customers, abc, shares, bottleneck, ...kinds } = found["segment"];
  assert.equal(customers, CUSTOMERS);
  sharesSumToOne(abc, "abc");
  assert.equal(people(abc), BUYERS);
  within(shares.top20, 0.2, 1, "share of the top 20 %");
  within(shares.gini, 0, 1, "Gini");
  assert.equal(bottleneck, "step.identify");
  const names = ["relationship", "rfm", "lifecycle", "loyalty", "consumption", "pyramid", "endUse"];
  assert.deepEqual(Object.keys(kinds).sort(), [...names].sort());
  for (const name of names) {
    sharesSumToOne(kinds[name].classes, name);
    assert.equal(people(kinds[name].classes) + kinds[name].unknown, CUSTOMERS, name);
  }
  assert.equal(kinds["rfm"].unknown, CUSTOMERS - BUYERS);
});

test("perceived: indices are within their scales, and Kano's counts are the respondents", () => {
  const { satisfaction, dimensions, serviceQuality, weightedSatisfaction, kano, respondents } = found["perceived"];
  assert.equal(respondents, new Set(lines("answers").filter((line) => line.includes(",satisfaction,")).map((line) => line.split(",")[0])).size);
  within(satisfaction, 0, 100, "satisfaction");
  within(weightedSatisfaction, 0, 100, "weighted");
  assert.equal(dimensions.length, 5);
  // Each respondent counts alike, so that the whole lies among the dimensions and need not be their mean.
  const scores = dimensions.map((/** @type {any} */ { score }) => score);
  within(serviceQuality, Math.min(...scores), Math.max(...scores), "service quality");
  for (const { code, expectation, perception, score } of dimensions) assert.ok(Math.abs(perception - expectation - score) < 1e-9, code);
  for (const { attribute, counts, respondents: asked, better, worse } of kano) {
    const all = /** @type {number[]} */ (Object.values(counts)).reduce((sum, count) => sum + count, 0);
    assert.equal(all, asked, attribute);
    within(better, 0, 1, attribute);
    within(worse, -1, 0, attribute);
  }
});

test("loyalty: classes, rates and the survival curve", () => {
  const { index, cells, types, recommendation, year, repurchase, shareOfWallet, survival } = found["loyalty"];
  within(index, 0, 100, "index");
  for (const own of [cells, types]) {
    sharesSumToOne(own.classes, "loyalty");
    assert.equal(people(own.classes) + own.unknown, CUSTOMERS);
  }
  sharesSumToOne(recommendation.classes, "recommendation");
  assert.equal(people(recommendation.classes), recommendation.answers);
  assert.equal(recommendation.answers, lines("answers").filter((line) => line.includes(",recommendation,")).length);
  for (const rate of [year.retention, repurchase, shareOfWallet]) within(rate, 0, 1, "rate");
  assert.equal(survival.customers, BUYERS);
  assert.equal(survival.left, found["segment"].relationship.classes.find((/** @type {any} */ { code }) => code === "relation.lost").customers);
  const curve = survival.after.map((/** @type {any} */ own) => own.survival);
  assert.deepEqual(curve, [...curve].sort((a, b) => b - a));
});

test("value: every matrix holds every customer, and there is no net profit without the cost of the goods", () => {
  const { netProfitKnown, system, currentFuture, valueLoyalty, valueResponse, current, supposedNetProfit } = found["value"];
  assert.equal(netProfitKnown, 0);
  assert.equal(system, 3);
  for (const matrix of [currentFuture, valueLoyalty, valueResponse]) {
    sharesSumToOne(matrix.classes, "matrix");
    assert.equal(people(matrix.classes) + matrix.unknown, CUSTOMERS);
  }
  assert.equal(currentFuture.unknown, CUSTOMERS - BUYERS);
  assert.ok(supposedNetProfit < current);
  const lacking = reports["en"].sections.find((/** @type {any} */ { code }) => code === "value").notSupported;
  assert.match(lacking[0].what, /^Net profit/);
});

test("churn: defection and retention make a whole, and every current customer has a level or is not told", () => {
  const { year, defection, reasons, warnings, barrier, lifetime } = found["churn"];
  assert.ok(Math.abs(defection + found["loyalty"].year.retention - 1) < 1e-12);
  assert.ok(Math.abs(lifetime * defection - 1) < 1e-12);
  assert.equal(year.start, year.lost + year.end - year.gained);
  sharesSumToOne(reasons.reasons, "reasons");
  assert.equal(people(warnings.levels) + warnings.untold, warnings.customers);
  assert.ok(warnings.untold > 0);
  assert.equal(barrier.customers, new Set(lines("answers").filter((line) => line.includes(",switching,")).map((line) => line.split(",")[0])).size);
});

test("service: complaints of the file, their causes and what is open", () => {
  const { types, complaints, causes, resolution, open, serviceLevel } = found["service"];
  sharesSumToOne(types.classes, "types");
  assert.equal(people(types.classes) + types.unknown, CUSTOMERS);
  const filed = lines("events").map((line) => line.split(",")).filter((cells) => cells[2] === "complaint");
  assert.equal(complaints, filed.length);
  assert.equal(open, filed.filter((cells) => cells[5] === "").length);
  assert.ok(Math.abs(resolution - (1 - open / complaints)) < 1e-12);
  sharesSumToOne(causes, "causes");
  within(serviceLevel, 0, 1, "service level");
});

test("the readme shows what the report says", () => {
  const readme = readFileSync(join(root, "examples", "whole-business", "README.md"), "utf8");
  for (const [lang, heading] of [["en", "text"], ["zh", "text lang=zh"]]) {
    const excerpt = readme.split(`\`\`\`${heading}\n`)[1]?.split("```")[0];
    assert.ok(excerpt, heading);
    const text = report("--lang", /** @type {string} */ (lang));
    for (const part of excerpt.split("…\n")) assert.ok(text.includes(part), part);
  }
});
