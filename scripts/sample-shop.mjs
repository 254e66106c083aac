// Writes www/data/sample-shop.csv: the orders of a made-up shop, the same bytes at every run.
//
// Each customer buys as a Poisson process with an own rate (gamma distributed) until an own end
// (beta-geometric), and spends around an own mean (gamma-gamma): the assumptions of BG/NBD and
// Gamma-Gamma, so that the sample shows what the models are made for. A few refunds are added.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { draws } from "./lib/random.mjs";

const SEED = 20_250_630;
const CUSTOMERS = 800;
const START = Date.UTC(2023, 0, 2) / 864e5;
const END = Date.UTC(2025, 5, 30) / 864e5;

const { uniform: random, exponential, gamma, beta } = draws(SEED);
/** @type {(list: string[]) => string} */
const pick = (list) => list[Math.floor(random() * list.length)] ?? "";

const FIRST = ["Amelia", "Noah", "Olivia", "Oliver", "Isla", "Arthur", "Freya", "Leo", "Ava", "Theo", "Mia", "Elijah",
  "Zoë", "Jack", "Ingrid", "Lars", "Chloé", "Mateo", "Lucía", "Hugo", "Emma", "Jonas", "Fatima", "Omar", "Priya",
  "Arjun", "Mei", "Wei", "Yuki", "Haruto", "Ngozi", "Kwame", "Siobhán", "Declan", "Maximilian", "Charlotte",
  "Alexandra", "Konstantinos", "Wilhelmina", "Beatrice"];
const LAST = ["Hart", "Okafor", "Lindqvist", "Moreau", "Sharma", "Walker", "Hughes", "García", "Nakamura", "Chen",
  "Müller", "Rossi", "Novak", "Kowalska", "Byrne", "Campbell", "Edwards", "Patel", "Ali", "Jensen", "Dubois", "Silva",
  "Ivanova", "Wright", "Thompson", "Baker", "Clarke", "Mensah", "Yılmaz", "O'Sullivan", "van der Berg",
  "Papadopoulos", "Featherstonehaugh", "Montgomery-Fitzgerald", "Li", "Wu", "Kim", "Haddad", "Eriksen", "Popescu"];

/**
 * Distinct names.
 * @param {number} count
 */
function names(count) {
  /** @type {Set<string>} */
  const seen = new Set();
  while (seen.size < count) seen.add(`${pick(FIRST)} ${pick(LAST)}`);
  return [...seen];
}

/** @type {(day: number) => string} */
const iso = (day) => new Date(day * 864e5).toISOString().slice(0, 10);

/** @type {{ name: string, day: number, amount: number }[]} */
const orders = [];
for (const name of names(CUSTOMERS)) {
  const spend = gamma(6.25, gamma(3.74, 15.4));
  const rate = gamma(0.85, 55);
  const drop = beta(0.75, 5.5);
  let day = START + Math.floor((random() ** 1.25) * (END - START - 20));
  let placed = 0;
  for (let alive = true; alive && day <= END; placed += 1) {
    const amount = Math.max(4, gamma(6.25, 6.25 / Math.max(12, spend)));
    orders.push({ name, day: Math.floor(day), amount: Math.round(amount * 100) / 100 });
    // Not the first order: a customer whose only order came back is none, and the sample has 800.
    if (random() < 0.012 && placed > 0) {
      const back = Math.floor(day) + 3 + Math.floor(random() * 12);
      if (back <= END) orders.push({ name, day: back, amount: -Math.round(amount * 100) / 100 });
    }
    alive = random() >= drop;
    day += exponential(rate);
  }
}
orders.sort((a, b) => a.day - b.day || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));

const lines = ["order_id,order_date,customer,amount,currency"];
orders.forEach((order, i) => lines.push(`${10001 + i},${iso(order.day)},${order.name},${order.amount.toFixed(2)},GBP`));

const target = fileURLToPath(new URL("../www/data/sample-shop.csv", import.meta.url));
writeFileSync(target, `${lines.join("\n")}\n`);
const customers = new Set(orders.map((order) => order.name)).size;
console.log(`${target}: ${orders.length} orders of ${customers} customers, ${lines.join("\n").length} bytes`);
