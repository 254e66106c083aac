// Records, questionnaires and features through JavaScript: a worked example, the sample of the shop, and
// hostile input.
//
// Sources. Seven purchases a month apart: computed by hand and apart in NumPy. Burnham, Frels & Mahajan (2003)
// with equal kinds: by hand.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { install, load, root } from "./tarball.mjs";

const { folder } = install();
const api = await load(folder);
const { ClienteleError, Orders, Records, customerFeatures, questionnaire, questionnaires, readRecords, recordKinds } = api;

/** @param {string} name */
const sample = (name) => readFileSync(join(root, "www", "data", `sample-${name}.csv`), "utf8");

/**
 * @param {() => unknown} act
 * @param {string} code
 * @param {{path?: string, row?: number, column?: string}} place
 */
function fails(act, code, place) {
  assert.throws(act, (error) => {
    assert.ok(error instanceof ClienteleError, String(error));
    const found = /** @type {any} */ (error);
    assert.deepEqual([found.code, found.path, found.row, found.column], [code, place.path, place.row, place.column]);
    return true;
  });
}

const COFFEE = {
  customerId: Array(7).fill("mia"),
  date: ["2025-01-10", "2025-02-08", "2025-03-11", "2025-04-09", "2025-05-10", "2025-06-11", "2025-07-09"],
  amount: [120, 95, 150, 110, 130, 125, 105],
  category: ["coffee", "coffee", "beans", "coffee", "mug", "coffee", "beans"],
};

describe("readRecords", () => {
  test("CSV and columns agree, and columns may hold dates, yes and no, numbers and nothing", () => {
    const csv = "customer_id,date,kind,severity,first_contact\n7,2025-01-03,complaint,4,yes\n8,2025-02-01,failure,,no\n";
    const file = readRecords("events", csv);
    const own = readRecords("events", {
      customerId: [7, 8],
      date: [new Date("2025-01-03"), "2025-02-01"],
      kind: ["complaint", "failure"],
      severity: [4, null],
      firstContact: [true, false],
      nothing: undefined,
    });
    for (const field of ["customerId", "date", "kind", "severity", "firstContact", "channel"]) assert.deepEqual(file.column(field), own.column(field), field);
    assert.deepEqual(own.column("customerId"), ["7", "8"]);
    assert.deepEqual([...own.column("severity")], [4, NaN]);
    assert.deepEqual(own.column("channel"), [null, null]);
    const bytes = new TextEncoder().encode(csv);
    assert.deepEqual(readRecords("events", bytes).column("kind"), readRecords("events", bytes.buffer).column("kind"));
    assert.equal(readRecords("events", Buffer.from(csv, "latin1"), { encoding: "latin1" }).length, 2);
  });

  test("the report names columns that were not read and rows that were left out", () => {
    const csv = "customer_id,date,kind,amount,note\na,2025-01-01,service,5,x\na,soon,service,5,x\n";
    const { report, length } = readRecords("costs", csv, { onBadRow: "collect" });
    assert.deepEqual([length, report.rows, report.unknownColumns, report.badRows[0].row], [1, 2, ["note"], 3]);
    assert.deepEqual(report.columns[0], { field: "customerId", header: "customer_id" });
    const { report: own } = readRecords("costs", { date: ["2025-01-01"], kind: ["service"], amount: [5], Note: ["x"] });
    assert.deepEqual(own.unknownColumns, ["Note"]);
  });

  test("what is wrong is named", () => {
    fails(() => readRecords("events", "customer_id,date,kind\na,2025-01-01,gossip\n"), "BadCell", { row: 2, column: "kind" });
    fails(() => readRecords("events", "customer_id,kind\na,contact\n"), "MissingColumn", { column: "date" });
    fails(() => readRecords("event", "a\n1\n"), "InvalidValue", { path: "kind" });
    fails(() => readRecords("events", ""), "EmptyInput", { path: "csv" });
    fails(() => readRecords("events", {}), "MissingColumn", { column: "customerId" });
    fails(() => readRecords("events", /** @type {any} */ (null)), "InvalidValue", { path: "source" });
    fails(() => readRecords("events", /** @type {any} */ ([])), "InvalidValue", { path: "source" });
    fails(() => readRecords(/** @type {any} */ (7), ""), "InvalidValue", { path: "kind" });
    fails(() => readRecords("costs", { date: ["2025-01-01"], kind: ["service"], amount: [5, 6] }), "LengthMismatch", { path: "amount" });
    fails(() => readRecords("costs", { date: ["2025-01-01"], kind: ["service"], amount: [{}] }), "InvalidValue", { path: "amount[0]" });
    fails(() => readRecords("costs", { date: ["2025-01-01"], kind: ["service"], amount: [Infinity] }), "InvalidValue", { path: "amount[0]" });
    fails(() => readRecords("costs", { date: ["2025-01-01", {}], kind: ["service", "service"], amount: [1, 2] }), "InvalidValue", { path: "date[1]" });
    fails(() => readRecords("costs", "date,kind,amount\n2025-01-01,service,5\n", { columms: {} }), "UnknownKey", { path: "options.columms" });
    fails(() => readRecords("costs", "date,kind,amount\n2025-01-01,service,5\n").column("colour"), "InvalidValue", { path: "field" });
  });

  test("records that have been freed say so", () => {
    const records = readRecords("costs", { date: ["2025-01-01"], kind: ["service"], amount: [5] });
    records.free();
    records.free();
    fails(() => records.length, "InvalidValue", { path: "records" });
    fails(() => new Records(/** @type {any} */ ({})), "InvalidValue", { path: "records" });
  });

  test("every kind lists its fields", () => {
    assert.deepEqual(recordKinds().map((/** @type {any} */ own) => own.kind), ["customers", "transactions", "costs", "events", "answers", "judgements", "ratings", "units"]);
    const severity = recordKinds()[3].fields.find((/** @type {any} */ field) => field.name === "severity");
    assert.deepEqual(severity, { name: "severity", cell: "number", needed: false, least: 1, most: 5, words: [], headers: ["严重程度", "严重度"] });
  });
});

describe("tables", () => {
  const answers = readRecords("answers", sample("answers"));

  test("the methods take tables of answers as they are", () => {
    const table = answers.table("loyalty");
    assert.equal(table.rows.length, table.respondents.length);
    assert.deepEqual(table.criteria, questionnaire("loyalty").items.map((/** @type {any} */ item) => item.code));
    const incidents = { columns: { incident1: table.columns.incident1, incident2: table.columns.incident2 } };
    assert.ok(api.reliability(incidents).alpha > 0.5);
    const given = answers.table("loyalty", { turn: false });
    const k = table.criteria.indexOf("incident2");
    assert.equal(table.rows[0][k], 8 - given.rows[0][k]);
  });

  test("expectations and perceptions have the same respondents", () => {
    const [expected, perceived] = answers.tables(["serviceExpectations", "servicePerceptions"]);
    assert.deepEqual(expected.respondents, perceived.respondents);
    assert.deepEqual([expected.criteria.length, expected.rows.length], [22, 12]);
  });

  test("Kano's answers stand by attribute", () => {
    const { delivery } = answers.kano();
    assert.equal(delivery.functional.length, delivery.dysfunctional.length);
    for (const answer of delivery.functional) assert.ok(Number.isNaN(answer) || [1, 2, 3, 4, 5].includes(answer));
  });

  test("judgements become matrices, ratings a table", () => {
    const sets = readRecords("judgements", sample("judgements")).matrices();
    assert.deepEqual(sets.map((/** @type {any} */ set) => set.expert), ["Ann", "Ben", "Chen"]);
    const weights = api.PairwiseMatrix.fromRows(sets[1].rows, { criteria: sets[1].criteria }).priorities().weights;
    // 1, 3, 3 and reciprocals are consistent: 3 : 3 : 1.
    assert.ok(Math.abs(weights[0] - 3 / 7) < 1e-12);
    const table = readRecords("ratings", "brand,attribute,score,own\nB,taste,7,no\nA,taste,8,yes\nA,taste,9,yes\n").brands();
    assert.deepEqual([table.own, table.scores], ["A", [[8.5], [7]]]);
    fails(() => answers.matrices(), "InvalidValue", { path: "records" });
    fails(() => answers.table("unheard"), "EmptyInput", { path: "answers" });
    fails(() => answers.table("loyalty", { turned: true }), "UnknownKey", { path: "options.turned" });
  });
});

describe("questionnaires", () => {
  test("come and go as CSV, and validate answers", () => {
    const all = questionnaires().map(questionnaire);
    assert.deepEqual(api.importQuestionnaires(api.exportQuestionnaires()), all);
    const [own] = api.importQuestionnaires("instrument,item,en,zh,least,most\nparcel,intact,Was it intact?,包装完好吗？,1,5\n");
    assert.equal(readRecords("answers", "respondent,instrument,item,value\nr,parcel,intact,5\n", { questionnaires: [own] }).length, 1);
    fails(() => readRecords("answers", "respondent,instrument,item,value\nr,parcel,intact,6\n", { questionnaires: [own] }), "BadCell", { row: 2, column: "value" });
    fails(() => readRecords("answers", "a\n", { questionnaires: [{ ...own, items: [] }] }), "EmptyInput", { path: "options.questionnaires[0].items" });
    fails(() => questionnaire("unheard"), "InvalidValue", { path: "code" });
    fails(() => api.exportQuestionnaires({ ...own, items: [own.items[0], own.items[0]] }), "InvalidValue", { path: "questionnaires[0].items[1].code" });
  });

  test("Kano's questions are asked about any attribute", () => {
    const [functional, dysfunctional] = api.kanoQuestionnaires([{ code: "wrap", en: "gift wrapping", zh: "礼品包装" }]);
    assert.deepEqual([functional.code, dysfunctional.items[0].zh], ["kanoFunctional", "如果没有这一点，您觉得怎样：礼品包装？"]);
    fails(() => api.kanoQuestionnaires([]), "EmptyInput", { path: "attributes" });
  });
});

describe("customerFeatures", () => {
  test("seven purchases a month apart and 83 days of silence", () => {
    const transactions = readRecords("transactions", COFFEE);
    const { ids, columns, revenues, categories, spend, asOf } = customerFeatures(transactions, { asOf: "2025-09-30" });
    assert.deepEqual([ids, asOf], [["mia"], "2025-09-30"]);
    const close = (/** @type {number} */ found, /** @type {number} */ expected) => assert.ok(Math.abs(found - expected) <= 5e-7, `${found} is not ${expected}`);
    for (const [name, expected] of Object.entries({ meanGap: 30, gapDeviation: 1.549193, recencyRatio: 2.766667, depth: 0.810124, relationshipLifetime: 8.640657, trend: -0.467066, categories: 3, averageOrder: 119.285714 })) close(columns[name][0], expected);
    assert.deepEqual(revenues.map((/** @type {Float64Array} */ [revenue]) => revenue), [NaN, NaN, NaN, 365, 365, 105]);
    assert.deepEqual([categories, spend.map((/** @type {Float64Array} */ [amount]) => amount)], [["beans", "coffee", "mug"], [255, 450, 130]]);
    const stage = api.classifyColumns("lifecycle", { purchases: columns.purchases, recencyRatio: columns.recencyRatio, revenues });
    assert.equal(stage.classes[stage.codes[0]].zh, "退化期");
    assert.ok(Number.isNaN(columns.complaints[0]));
  });

  test("the sample of the shop fits together", () => {
    const orders = Orders.fromCsv(sample("shop"));
    const given = Object.fromEntries(["customers", "costs", "events", "answers"].map((kind) => [kind, readRecords(kind, sample(kind))]));
    const { ids, columns, missing, report } = customerFeatures(orders, { ...given, asOf: "2025-06-30" });
    assert.equal(ids.length, 820);
    assert.deepEqual([report.unmatched, report.afterAsOf, report.warnings, report.leftOut], [[], [], [], 0]);
    const bought = (/** @type {number} */ i) => columns.revenueInYear[i];
    const above = ids.filter((/** @type {string} */ _, /** @type {number} */ i) => bought(i) < 0 || bought(i) > columns.wallet[i]);
    assert.equal(report.walletContradicted, above.length);
    assert.ok(columns.shareOfWallet.every((/** @type {number} */ share) => !(share < 0 || share > 1)));
    assert.equal(report.unallocated[0].kind, "fixedMarketing");
    const known = (/** @type {Float64Array} */ column) => column.filter((value) => !Number.isNaN(value)).length;
    assert.ok(known(columns.satisfaction) > 140 && known(columns.switchingBarrier) === 24);
    assert.equal(known(columns.complaints), 820);
    // Who complained without an answer is less satisfied: the link that the sample was made with.
    const mean = (/** @type {number[]} */ list) => list.reduce((sum, value) => sum + value, 0) / list.length;
    const by = (/** @type {(i: number) => boolean} */ test) => mean([...columns.satisfaction].filter((value, i) => !Number.isNaN(value) && test(i)));
    assert.ok(by((i) => columns.recommendation[i] >= 9) > by((i) => columns.recommendation[i] <= 6) + 2);
    assert.ok(missing.includes("productionCost") && !missing.includes("serviceCost"));
  });

  test("what is wrong is named, and nothing is consumed", () => {
    const orders = Orders.fromCsv(sample("shop"));
    const costs = readRecords("costs", sample("costs"));
    fails(() => customerFeatures(/** @type {any} */ ({})), "InvalidValue", { path: "orders" });
    fails(() => customerFeatures(orders, { events: costs }), "InvalidValue", { path: "options.events" });
    fails(() => customerFeatures(orders, { costs: /** @type {any} */ ("x") }), "InvalidValue", { path: "options.costs" });
    fails(() => customerFeatures(costs), "InvalidValue", { path: "orders" });
    fails(() => customerFeatures(orders, { costs, asof: "2025-06-30" }), "UnknownKey", { path: "options.asof" });
    fails(() => customerFeatures(orders, { costs, asOf: "soon" }), "InvalidValue", { path: "options.asOf" });
    fails(() => customerFeatures(orders, { costs, asOf: "2001-01-01" }), "InsufficientData", { path: "orders" });
    fails(() => customerFeatures(orders, { windowDays: 0 }), "OutOfRange", { path: "options.windowDays" });
    assert.equal(customerFeatures(orders, { costs }).ids.length, 800);
    costs.free();
    fails(() => customerFeatures(orders, { costs }), "InvalidValue", { path: "records" });
  });
});
