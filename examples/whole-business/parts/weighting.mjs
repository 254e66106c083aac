// Weights: what the managers judge, what the data say, and both together.

import { PairwiseMatrix, aggregateJudgments, combineWeights, criticWeights, disagreement, entropyWeights, label } from "clientele";

import { Section } from "../section.mjs";
import { percent, say } from "../words.mjs";

/**
 * The buyers by the criteria that are judged, more of each being better.
 * @param {import("../shop.mjs").Shop} shop
 */
export function decisionData({ ids, scored, loyalty }) {
  const current = scored("current");
  const future = scored("future");
  const buyers = Array.from(ids.keys()).filter((i) => [current[i], future[i], loyalty.behaviour[i]].every((value) => !Number.isNaN(value)));
  /** @param {ArrayLike<number>} values */
  const of = (values) => Float64Array.from(buyers, (i) => values[i] ?? NaN);
  return {
    alternatives: buyers.map((i) => ids[i] ?? ""),
    // Named as in the judgements, in their order; loyalty is that of behaviour, which all buyers have.
    columns: { "Current value": of(current), "Future value": of(future), Loyalty: of(loyalty.behaviour) },
    directions: /** @type {const} */ ("benefit"),
  };
}

const NAMES = /** @type {Record<string, string>} */ ({ "Current value": "当前价值", "Future value": "未来价值", Loyalty: "忠诚" });

/** @param {import("../shop.mjs").Shop} shop */
export function weighting(shop) {
  const part = new Section("weighting", say("What counts how much", "指标权重"));
  const sets = shop.judgements.matrices().filter(({ complete }) => complete);
  const experts = sets.map(({ expert }) => expert);
  const matrices = sets.map(({ rows, criteria }) => PairwiseMatrix.fromRows(rows.map((row) => row.map((own) => own ?? null)), { criteria }));
  const ratios = matrices.map((matrix) => matrix.consistency());
  const group = aggregateJudgments(matrices, { experts });
  /** @param {readonly number[]} weights */
  const shown = (weights) => {
    const en = group.criteria.map((name, i) => `${name} ${percent(weights[i])}`).join(", ");
    const zh = group.criteria.map((name, i) => `${NAMES[name] ?? name} ${percent(weights[i])}`).join("，");
    return { en, zh };
  };
  const judged = shown(group.weights);
  const band = label(group.consensus.band ?? "");
  part.find(
    `${experts.join(", ")} judge: ${judged.en}. They agree by ${percent(group.consensus.value)} (${band.en.toLowerCase()}); consistency ratios ${ratios.map(({ cr }) => percent(cr, 1)).join(", ")}.`,
    `${experts.join("、")} 的判断：${judged.zh}。共识度 ${percent(group.consensus.value)}（${band.zh}）；一致性比率 ${ratios.map(({ cr }) => percent(cr, 1)).join("、")}。`,
  );
  for (const [i, matrix] of matrices.entries()) {
    const changes = ratios[i]?.consistent ? [] : (matrix.repair().repairs[0]?.changes ?? []);
    if (changes.length === 0) continue;
    part.advise(
      `Ask ${experts[i]} to look again: the judgements contradict each other, and would not with ${changes.map(({ a, b, toText }) => `"${a}" against "${b}" at ${toText}`).join(" and ")}.`,
      `请 ${experts[i]} 复核：判断相互矛盾；若${changes.map(({ a, b, toText }) => `“${NAMES[a] ?? a}”对“${NAMES[b] ?? b}”为 ${toText}`).join("、")}，即可通过一致性检验。`,
    );
  }
  const data = decisionData(shop);
  const entropy = entropyWeights(data);
  const critic = criticWeights(data);
  part.find(`What tells customers apart, by entropy: ${shown(entropy.weights).en}; by CRITIC: ${shown(critic.weights).en}.`, `客户之间的差异，熵值法：${shown(entropy.weights).zh}；CRITIC：${shown(critic.weights).zh}。`);
  const combined = combineWeights([group, entropy, critic], { method: "gameTheory" });
  part.find(`Judgements and data together (used below): ${shown(combined.weights).en}.`, `主客观组合（下文采用）：${shown(combined.weights).zh}。`);

  const { pairs } = disagreement(matrices, { experts });
  const opposed = pairs.filter((pair) => pair.opposed);
  for (const { a, b, lowestExpert, highestExpert } of opposed) {
    part.advise(
      `Let ${highestExpert} and ${lowestExpert} talk about "${a}" against "${b}": they judge it the other way round.`,
      `请 ${highestExpert} 与 ${lowestExpert} 讨论“${NAMES[a] ?? a}”与“${NAMES[b] ?? b}”：两人判断相反。`,
    );
  }
  part.results = {
    criteria: group.criteria,
    experts: experts.map((expert, i) => ({ expert, consistencyRatio: ratios[i]?.cr, consistent: ratios[i]?.consistent })),
    group: group.weights,
    consensus: group.consensus.value,
    entropy: entropy.weights,
    critic: critic.weights,
    combined: combined.weights,
    opposed: opposed.map(({ a, b }) => [a, b]),
  };
  for (const matrix of matrices) matrix.free();
  return { part, weights: combined.weights };
}
