// Index and ranking: one order of all buyers by the weights, and how sure it is.

import { IndexTree, label, normalize, rank, rankStability, reliability } from "clientele";

import { Section } from "../section.mjs";
import { ASSUMED, mean } from "../shop.mjs";
import { number, percent, say } from "../words.mjs";
import { decisionData } from "./weighting.mjs";

/**
 * @param {import("../shop.mjs").Shop} shop
 * @param {number[]} weights of the criteria of `decisionData`
 */
export function ranking(shop, weights) {
  const part = new Section("ranking", say("One order of all customers", "综合评价与排序"));
  const data = decisionData(shop);
  const { order, scores, provenance } = rank(data, { method: "topsis", weights });
  const best = order.slice(0, 10);
  const names = best.map((i) => data.alternatives[i] ?? "");
  part.find(
    `The first ten of ${number(order.length)} by TOPSIS: ${names.join(", ")}.`,
    `${number(order.length)} 位购买者按 TOPSIS 排序，前十名：${names.join("、")}。`,
  );
  // Converted over all buyers, then the ten alone are shaken.
  const { values } = normalize(data, { method: "minmax" });
  const rows = best.map((i) => (values[i] ?? []).map((own) => own ?? NaN));
  const { sameBest, draws } = rankStability({ alternatives: names, criteria: Object.keys(data.columns), rows }, weights, { seed: ASSUMED.seed });
  const alike = provenance.others.filter(({ sameOrder }) => sameOrder).length;
  part.find(
    `With the weights shaken ${number(draws)} times, the best of them by weighted sum stays the best in ${percent(sameBest.share)} of the draws. Of ${provenance.others.length} other methods ${alike} put all ${number(order.length)} in the very same order.`,
    `权重随机扰动 ${number(draws)} 次，十人中加权和最高者仍居首位的比例为 ${percent(sameBest.share)}。另外 ${provenance.others.length} 种方法中有 ${alike} 种给出完全相同的顺序。`,
  );
  const tree = new IndexTree({
    code: "customer",
    children: [
      { code: "current", weight: weights[0] ?? 0, source: "current", direction: "benefit", ...ends(data.columns["Current value"]) },
      { code: "future", weight: weights[1] ?? 0, source: "future", direction: "benefit", ...ends(data.columns["Future value"]) },
      { code: "loyalty", weight: weights[2] ?? 0, source: "loyalty", direction: "benefit", lo: 0, hi: 100 },
    ],
  });
  const { score: index } = tree.scoreColumns({ current: data.columns["Current value"], future: data.columns["Future value"], loyalty: data.columns.Loyalty });
  tree.free();
  part.find(`As an index from 0 to 100 the mean buyer has ${number(mean(index), 1)}, the best ${number(Math.max(...index), 1)}.`, `综合指数（0–100）：购买者平均 ${number(mean(index), 1)}，最高 ${number(Math.max(...index), 1)}。`);

  const survey = reliability(shop.records.answers.table("satisfaction"));
  const verdict = label(survey.verdict ?? "");
  part.find(`Satisfaction questionnaire, as an index: ${verdict.en.toLowerCase()} (Cronbach's α ${number(survey.alpha, 2)}, ${survey.complete} whole answers).`, `满意度问卷的信度：${verdict.zh}（α = ${number(survey.alpha, 2)}，完整答卷 ${survey.complete} 份）。`);
  const answered = Array.from(shop.loyalty.attitude).filter((value) => !Number.isNaN(value)).length;
  part.lack(
    say("A ranking by attitude", "按态度排序"),
    say(`only ${answered} of ${number(data.alternatives.length)} buyers answered the survey; behaviour stands for loyalty here`, `${number(data.alternatives.length)} 位购买者中只有 ${answered} 位答卷；此处以行为忠诚代替`),
  );
  part.advise(`Know the first ten by name; give them one person to call.`, `记住前十位客户，为他们指定专人。`);
  part.results = {
    customers: order.length,
    best: best.map((i) => ({ id: data.alternatives[i], closeness: scores[i] })),
    sameBest: sameBest.share,
    meanIndex: mean(index),
    reliability: survey.alpha,
  };
  return part;
}

/** @param {Float64Array} values */
const ends = (values) => ({ lo: Math.min(...values), hi: Math.max(...values) });
