// One report of a whole small business: what its orders, costs, service events, survey and judgements say.
//
//   node report.mjs [--json] [--lang en|zh] [--data FOLDER]
//                   [--delimiter ,|;|tab] [--decimal .|,] [--date-order ymd|dmy|mdy]

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { churn } from "./parts/churn.mjs";
import { loyalty } from "./parts/loyalty.mjs";
import { perceived } from "./parts/perceived.mjs";
import { purchases } from "./parts/purchases.mjs";
import { ranking } from "./parts/ranking.mjs";
import { segment } from "./parts/segment.mjs";
import { service } from "./parts/service.mjs";
import { value } from "./parts/value.mjs";
import { weighting } from "./parts/weighting.mjs";
import { ASSUMED, ShopError, readShop, total } from "./shop.mjs";
import { number, percent, say } from "./words.mjs";

/** @typedef {import("./words.mjs").Language} Language */

/**
 * Says what the caller has to mend, and ends.
 * @param {string} message
 * @returns {never}
 */
function stop(message) {
  console.error(message);
  process.exit(2);
}

/** Returns the options of the call. */
function optionsOrStop() {
  try {
    return parseArgs({
      options: {
        json: { type: "boolean", default: false },
        lang: { type: "string", default: "en" },
        data: { type: "string", default: join(dirname(fileURLToPath(import.meta.url)), "..", "..", "www", "data") },
        delimiter: { type: "string" },
        decimal: { type: "string" },
        "date-order": { type: "string" },
      },
    }).values;
  } catch (error) {
    return stop(error instanceof Error ? error.message : String(error));
  }
}

const options = optionsOrStop();

/**
 * Returns one of a list of words, or nothing where none was given.
 * @template {string} Word
 * @param {"lang" | "delimiter" | "decimal" | "date-order"} option
 * @param {readonly Word[]} words
 */
function oneOf(option, words) {
  const word = options[option];
  return words.find((own) => own === word) ?? (word === undefined ? undefined : stop(`--${option} ${word}: it is one of ${words.join("  ")}`));
}

const lang = oneOf("lang", /** @type {Language[]} */ (["en", "zh"])) ?? "en";
const delimiter = oneOf("delimiter", [",", ";", "tab"]);
const decimal = oneOf("decimal", [".", ","]);
const dateOrder = oneOf("date-order", ["ymd", "dmy", "mdy"]);

/** Reads the shop, or says what is wrong with its files. */
function shopOrStop() {
  try {
    return readShop(options.data, {
      ...(delimiter !== undefined && { delimiter: delimiter === "tab" ? "\t" : delimiter }),
      ...(decimal !== undefined && { decimal }),
      ...(dateOrder !== undefined && { dateOrder }),
    });
  } catch (error) {
    if (error instanceof ShopError) return stop(error.message);
    throw error;
  }
}

const shop = shopOrStop();
const { part: weights, weights: combined } = weighting(shop);
const sections = [purchases(shop), weights, ranking(shop, combined), segment(shop), perceived(shop), loyalty(shop), value(shop), churn(shop), service(shop)];

const current = shop.ids.filter(shop.isCurrent).length;
const revenue = total(shop.ofCurrent(shop.column("revenueInYear")));
const atRisk = total(shop.ofCurrent(shop.scored("valueAtRisk")));
const future = total(shop.ofCurrent(shop.scored("future")));
const headline = say(
  `${number(current)} of ${number(shop.orders.customers)} buyers are customers still; they brought ${shop.currency} ${number(revenue)} in a year, and ${percent(atRisk / future)} of what they may yet bring is at risk.`,
  `${number(shop.orders.customers)} 位购买者中 ${number(current)} 位仍是客户；他们过去一年带来收入 ${shop.currency} ${number(revenue)}，其未来价值的 ${percent(atRisk / future)} 处于风险之中。`,
);
const basis = say(
  `${number(shop.orders.length)} orders, ${shop.orders.firstDate} to ${shop.asOf}. Assumed: margin ${percent(ASSUMED.margin)}, discount rate ${percent(ASSUMED.discountRate)} a year.`,
  `订单 ${number(shop.orders.length)} 条，${shop.orders.firstDate} 至 ${shop.asOf}。假定：毛利率 ${percent(ASSUMED.margin)}，年折现率 ${percent(ASSUMED.discountRate)}。`,
);
const words = {
  title: say("The whole business", "全面经营报告"),
  next: say("What to do next", "下一步"),
  lacking: say("What the data cannot support", "数据尚不能支持的结论"),
};

if (options.json) {
  const report = {
    title: words.title[lang],
    headline: headline[lang],
    basis: basis[lang],
    asOf: shop.asOf,
    customers: shop.ids.length,
    buyers: shop.orders.customers,
    current: { customers: current, revenueInYear: revenue, future, valueAtRisk: atRisk },
    assumed: ASSUMED,
    sections: sections.map((section) => ({
      code: section.code,
      title: section.title[lang],
      findings: section.findings.map((text) => text[lang]),
      next: section.next.map((text) => text[lang]),
      notSupported: section.notSupported.map(({ what, why }) => ({ what: what[lang], why: why[lang] })),
      results: section.results,
    })),
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
} else {
  const colon = lang === "zh" ? "：" : ": ";
  const lines = [`# ${words.title[lang]}, ${shop.asOf}`.replace(", ", lang === "zh" ? "，" : ", "), "", headline[lang], basis[lang]];
  sections.forEach((section, i) => {
    lines.push("", `## ${i + 1}. ${section.title[lang]}`, "", ...section.findings.map((text) => `- ${text[lang]}`));
    if (section.next.length > 0) lines.push("", `${words.next[lang]}${colon.trim()}`, ...section.next.map((text) => `  > ${text[lang]}`));
    if (section.notSupported.length > 0) {
      lines.push("", `${words.lacking[lang]}${colon.trim()}`, ...section.notSupported.map(({ what, why }) => `  - ${what[lang]}${colon}${why[lang]}`));
    }
  });
  process.stdout.write(`${lines.join("\n")}\n`);
}
