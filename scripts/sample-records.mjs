// Writes the records of the made-up shop beside its orders: www/data/sample-customers.csv, -costs.csv,
// -events.csv, -answers.csv and -judgements.csv, the same bytes at every run.
//
// One number a customer, how well the shop treats them, stands behind it all: who is treated well
// complains less, is more satisfied, recommends more and minds prices less. Customers, days and amounts
// are those of sample-shop.csv.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { draws } from "./lib/random.mjs";

const SEED = 20_250_701;
const END = Date.UTC(2025, 5, 30) / 864e5;
const RESPONDENTS = 150;

const { uniform: random, gamma } = draws(SEED);
/** @type {(mean: number, spread: number) => number} the sum of three uniform numbers is near enough to normal */
const around = (mean, spread) => mean + spread * 2 * (random() + random() + random() - 1.5);
/** @type {(value: number, least: number, most: number) => number} */
const within = (value, least, most) => Math.min(most, Math.max(least, Math.round(value)));
/** @type {<T>(list: readonly T[]) => T} */
const pick = (list) => /** @type {any} */ (list[Math.floor(random() * list.length)]);
/** @type {(day: number) => string} */
const iso = (day) => new Date(Math.floor(day) * 864e5).toISOString().slice(0, 10);

const folder = new URL("../www/data/", import.meta.url);
/** @type {Map<string, { first: number, last: number, spent: number, spentInYear: number, orders: number, care: number }>} */
const customers = new Map();
for (const line of readFileSync(new URL("sample-shop.csv", folder), "utf8").trim().split("\n").slice(1)) {
  const [, date = "", name = "", amount = ""] = line.split(",");
  const day = Date.parse(date) / 864e5;
  const known = customers.get(name) ?? { first: day, last: day, spent: 0, spentInYear: 0, orders: 0, care: 0 };
  known.last = Math.max(known.last, day);
  known.spent += Number(amount);
  if (END - day < 365) known.spentInYear += Number(amount);
  known.orders += 1;
  customers.set(name, known);
}
// Who is treated well has come back: the link that the methods are to find.
for (const own of customers.values()) own.care = within(around(50 + 6 * Math.min(5, own.orders - 1) - (END - own.last) / 30, 12), 5, 98) / 100;
const names = [...customers.keys()];
/** @type {(name: string) => { first: number, last: number, spent: number, spentInYear: number, orders: number, care: number }} */
const of = (name) => /** @type {any} */ (customers.get(name));

/**
 * @param {string} name
 * @param {string} header
 * @param {string[]} rows
 */
function write(name, header, rows) {
  const text = `${[header, ...rows].join("\n")}\n`;
  writeFileSync(fileURLToPath(new URL(name, folder)), text);
  console.log(`${name}: ${rows.length} rows, ${Buffer.byteLength(text)} bytes`);
  return Buffer.byteLength(text);
}

/** A part of the customers, in the order of their names, so that it does not depend on the orders. @param {number} count */
function some(count) {
  const list = [...names].sort((a, b) => (a < b ? -1 : 1));
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [/** @type {string} */ (list[j]), /** @type {string} */ (list[i])];
  }
  return list.slice(0, count);
}

// What is known of customers: of some of those who have bought, and of prospects who have not yet.
const known = some(260).map((name) => {
  const { first, care, spentInYear, last } = of(name);
  const wallet = random() < 0.6 ? (spentInYear / (0.15 + 0.6 * care) + gamma(2, 0.05)).toFixed(0) : "";
  const left = END - last > 300 && random() < 0.15 ? iso(last + 30 + random() * 60) : "";
  return [name, random() < 0.06 ? "intermediate" : "final", "yes", "", iso(first), left, random() < 0.8 ? "yes" : "no", wallet].join(",");
});
for (let i = 1; i <= 20; i++) known.push([`Prospect ${i}`, "final", random() < 0.8 ? "yes" : "no", random() < 0.5 ? "yes" : "no", "", "", "yes", ""].join(","));
let bytes = write("sample-customers.csv", "customer,end_use,eligible,targeted,since,terminated,consent,wallet", known);

// What happened in service in the last year and a half.
const campaigns = ["Autumn 2024", "Spring 2025"];
/** @type {{ day: number, row: string }[]} */
const events = [];
/** @type {{ name: string, day: number, hours: number }[]} */
const handled = [];
for (const name of some(330)) {
  const { care, first } = of(name);
  const from = Math.max(first, END - 540);
  /** @type {(kind: string, rest: string, day?: number) => void} */
  const put = (kind, rest, day = from + random() * (END - from)) => void (day <= END && events.push({ day, row: `${name},${iso(day)},${kind},${rest}` }));
  if (random() < 0.45 * (1 - care) + 0.03) {
    const day = from + random() * (END - from);
    const severity = within(around(3 + 2 * (0.5 - care), 1), 1, 5);
    put("failure", `shop,${severity},,,,,,`, day);
    if (random() < 0.6 && day + 1 <= END) {
      const hours = Math.round(gamma(1.5, 0.04 + 0.05 * care));
      const open = random() < 0.25 * (1 - care) || day + 1 + hours / 24 > END;
      put("complaint", `${pick(["mail", "phone", "chat"])},${severity},${open ? "" : iso(day + 1 + hours / 24)},${open ? "" : hours},24,${pick(["coreFailure", "encounterFailure", "inconvenience", "pricing"])},,`, day + 1);
      if (!open) handled.push({ name, day: day + 1, hours });
      if (random() < 0.5 * (1 - care)) put("negativeWordOfMouth", "web,,,,,,,", day + 5);
      if (random() < 0.12 * (1 - care)) put("thirdParty", "web,,,,,,,", day + 12);
    }
  }
  for (const campaign of campaigns) {
    const day = Date.parse(campaign === "Autumn 2024" ? "2024-10-15" : "2025-04-08") / 864e5;
    if (day > first && random() < 0.45) put("contact", `mail,,,,,,${campaign},${random() < 0.05 + 0.35 * care ? "yes" : "no"}`, day);
  }
  if (random() < 0.12 * care) put("referral", "web,,,,,,,");
  if (random() < 0.04) put("suggestion", "web,,,,,,,");
}
events.sort((a, b) => a.day - b.day || (a.row < b.row ? -1 : 1));
bytes += write("sample-events.csv", "customer,date,kind,channel,severity,resolved,hours_to_close,target_hours,reason,campaign,responded", events.map(({ row }) => row));

// What customers cost: service by what it took to handle complaints, mailings, gifts; and what is common.
/** @type {{ day: number, row: string }[]} */
const costs = [];
for (const { name, day, hours } of handled) costs.push({ day, row: `${name},${iso(day)},service,${(4 + hours * 0.9).toFixed(2)}` });
for (const { day, row } of events) {
  const [name] = row.split(",");
  if (row.includes(",contact,")) costs.push({ day, row: `${name},${iso(day)},variableMarketing,1.20` });
  if (row.includes(",referral,")) costs.push({ day: day + 3, row: `${name},${iso(Math.min(END, day + 3))},reward,10.00` });
}
for (let month = 0; month < 18; month++) {
  const day = Date.UTC(2024, month + 1, 0) / 864e5;
  costs.push({ day, row: `,${iso(day)},fixedMarketing,${(640 + 12 * month).toFixed(2)}` });
}
costs.sort((a, b) => a.day - b.day || (a.row < b.row ? -1 : 1));
bytes += write("sample-costs.csv", "customer,date,kind,amount", costs.map(({ row }) => row));

// A survey: everybody on satisfaction and recommendation, fewer people on the longer questionnaires.
/** @type {string[]} */
const answers = [];
/** @type {Record<string, number>} how the shop does on each dimension, from −1 to 1 */
const STRENGTH = { tangibles: 0.3, reliability: -0.6, responsiveness: -0.3, assurance: 0.1, empathy: 0.2 };
const ITEMS = { tangibles: 4, reliability: 5, responsiveness: 4, assurance: 4, empathy: 5 };
/** How an attribute feels with it and without it. @type {Record<string, [number, number]>} */
const KANO = { delivery: [1.4, 4.7], returns: [2, 4.8], choice: [1.5, 3.6], advice: [1.3, 3.1], samples: [2.8, 3.2] };
for (const [place, name] of some(RESPONDENTS).entries()) {
  const { care } = of(name);
  const day = iso(END - 60 + random() * 50);
  /** @type {(instrument: string, item: string, value: number) => void} */
  const put = (instrument, item, value) => {
    // One answer in forty is missing.
    if (random() > 0.025) answers.push(`${name},${day},${instrument},${item},${value}`);
  };
  const ten = (/** @type {number} */ shift) => within(around(2.5 + 7.5 * care + shift, 0.9), 1, 10);
  put("satisfaction", "overall", ten(0.4));
  put("satisfaction", "expected", ten(-0.1));
  put("satisfaction", "ideal", ten(-0.6));
  put("recommendation", "recommend", within(around(10.5 * care + 1.2, 1.2), 0, 10));
  const agree = (/** @type {number} */ level) => within(around(1 + 6 * level, 0.6), 1, 7);
  if (place < 52) {
    put("loyalty", "competitor1", agree(0.9 - 0.75 * care));
    put("loyalty", "competitor2", agree(0.1 + 0.75 * care));
    put("loyalty", "price1", agree(0.95 - 0.7 * care));
    put("loyalty", "price2", agree(0.05 + 0.7 * care));
    put("loyalty", "incident1", agree(0.05 + 0.9 * care));
    put("loyalty", "incident2", agree(0.95 - 0.9 * care));
  }
  if (place < 24) {
    for (const item of ["economicRisk", "evaluation", "learning", "setUp"]) put("switching", item, agree(0.5));
    for (const item of ["benefitLoss", "monetaryLoss"]) put("switching", item, agree(0.3));
    for (const item of ["personalLoss", "brandLoss"]) put("switching", item, agree(0.1 + 0.5 * care));
    for (const [item, [good, bad]] of Object.entries(KANO)) {
      put("kanoFunctional", item, within(around(good, 0.7), 1, 5));
      put("kanoDysfunctional", item, within(around(bad, 0.6), 1, 5));
    }
  }
  if (place < 12) {
    for (const [dimension, count] of Object.entries(ITEMS)) {
      for (let i = 1; i <= count; i++) {
        put("serviceExpectations", `${dimension}${i}`, agree(0.85));
        put("servicePerceptions", `${dimension}${i}`, agree(0.55 + 0.3 * care + 0.2 * (STRENGTH[dimension] ?? 0)));
      }
    }
  }
}
bytes += write("sample-answers.csv", "respondent,date,instrument,item,value", answers);

// Three people of the shop compare what makes a customer valuable; the third contradicts herself a little.
const JUDGEMENTS = [
  ["Ann", { "Current value/Future value": "1/2", "Current value/Loyalty": "2", "Future value/Loyalty": "3" }],
  ["Ben", { "Current value/Future value": "1", "Current value/Loyalty": "3", "Future value/Loyalty": "3" }],
  ["Chen", { "Current value/Future value": "2", "Current value/Loyalty": "3", "Future value/Loyalty": "4" }],
];
const judgements = JUDGEMENTS.flatMap(([expert, pairs]) =>
  Object.entries(/** @type {Record<string, string>} */ (pairs)).map(([pair, value]) => `${expert},Customer value,${pair.replace("/", ",")},${value}`),
);
bytes += write("sample-judgements.csv", "expert,goal,first,second,value", judgements);
console.log(`together ${bytes} bytes`);
