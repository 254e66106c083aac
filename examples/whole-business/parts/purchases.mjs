// Purchase models and scores: who will buy again, and what that is worth.

import { GammaGamma, fitModel, holdoutReport } from "clientele";

import { Section } from "../section.mjs";
import { ASSUMED, mean, total } from "../shop.mjs";
import { counts, number, percent, say } from "../words.mjs";

const WEEKS = 26;

/** How many days of orders the test against the past holds back. */
const HELD_BACK = 180;

/** @param {import("../shop.mjs").Shop} shop */
export function purchases({ orders, summary, profile, scorer, scores, currency, ids, asOf, isCurrent }) {
  const part = new Section("purchases", say("Purchases to come", "未来购买预测与评分"));
  const { model, candidates } = fitModel(summary);
  const spend = GammaGamma.fit(summary);
  const expected = total(model.expectedPurchases(summary, { horizon: WEEKS }));
  const alive = model.probabilityAlive(summary);
  const lifetime = model.lifetimeValue(summary, spend, { margin: ASSUMED.margin });
  part.find(
    `Of ${candidates.length} purchase models ${model.kind} fits the orders best (lowest BIC). It expects ${number(expected)} purchases in the next ${WEEKS} weeks; of all ${number(summary.length)} buyers ${number(total(alive))} are still active.`,
    `在 ${candidates.length} 个购买模型中，${model.kind} 拟合最好（BIC 最低）。预计未来 ${WEEKS} 周有 ${number(expected)} 次购买；${number(summary.length)} 位购买者中约 ${number(total(alive))} 位仍活跃。`,
  );

  const calibrationEnd = new Date(Date.parse(asOf) - HELD_BACK * 864e5).toISOString().slice(0, 10);
  const { holdout } = holdoutReport(orders, { calibrationEnd, model: /** @type {import("clientele").HoldoutReportOptions["model"]} */ (model.kind) });
  const { actual, expected: foretold } = holdout.purchases;
  part.find(
    `Held against the past: from the orders up to ${calibrationEnd} the model foretold ${number(foretold)} purchases since; there were ${number(actual)}.`,
    `用历史检验：只用截至 ${calibrationEnd} 的订单，模型预测其后有 ${number(foretold)} 次购买，实际为 ${number(actual)} 次。`,
  );

  const best = Array.from(scores.valueScore).reduce((top, score, i, all) => (score > (all[top] ?? 0) ? i : top), 0);
  const one = { frequency: summary.frequency.slice(best, best + 1), recency: summary.recency.slice(best, best + 1), T: summary.T.slice(best, best + 1) };
  const range = model.purchaseIntervals(one, { horizon: WEEKS, seed: ASSUMED.seed });
  const top = scorer.explain(summary, best);
  if (range) {
    part.find(
      `${top.id} has the highest value score (${number(top.value.score, 1)}) and buys ${range.lower[0]} to ${range.upper[0]} times in that time, with a probability of 90%.`,
      `${top.id} 的价值评分最高（${number(top.value.score, 1)}），以 90% 的概率在此期间购买 ${range.lower[0]} 至 ${range.upper[0]} 次。`,
    );
  }

  const explained = Array.from(summary.ids, (_, i) => scorer.explain(summary, i));
  /**
   * @param {(typeof explained)[number]["labels"]["tier"][]} found
   */
  const tally = (found) => {
    /** @type {Map<string, { code: string, en: string, zh: string, customers: number, share: number }>} */
    const classes = new Map();
    for (const own of found) {
      if (!own) continue;
      const seen = classes.get(own.code) ?? { ...own, customers: 0, share: 0 };
      seen.customers++;
      classes.set(own.code, seen);
    }
    for (const own of classes.values()) own.share = own.customers / found.length;
    return [...classes.values()];
  };
  const tiers = tally(explained.map(({ labels }) => labels.tier));
  const bands = tally(explained.map(({ labels }) => labels.band));
  const actions = tally(explained.map(({ action }) => action));
  part.find(`Tiers by value score: ${counts(tiers).en}. Risk of no purchase within ${profile.churn.horizonDays} days: ${counts(bands).en}.`, `按价值评分分层：${counts(tiers).zh}。${profile.churn.horizonDays} 天内不再购买的风险：${counts(bands).zh}。`);

  // Who is lost can be won back at best: that is said of segments.
  const atRisk = explained
    .filter(({ id, valueAtRisk, value }) => isCurrent(String(id)) && valueAtRisk !== null && value.current !== null && value.current > 0)
    .sort((a, b) => (b.valueAtRisk ?? 0) - (a.valueAtRisk ?? 0))
    .slice(0, 5);
  for (const { id, valueAtRisk, churn, action } of atRisk) {
    part.advise(
      `${id}: ${action?.en}; ${currency} ${number(valueAtRisk)} at risk (risk ${percent(churn.risk)}).`,
      `${id}：${action?.zh}；风险价值 ${currency} ${number(valueAtRisk)}（风险 ${percent(churn.risk)}）。`,
    );
  }

  const uncalibrated = explained[0]?.warnings.find(({ code }) => code === "uncalibrated");
  if (uncalibrated) part.lack(say("Risks as frequencies that can be relied on", "可作为实际频率的流失风险"), uncalibrated);
  if (ids.length > summary.length) {
    part.lack(say(`Scores of ${ids.length - summary.length} prospects`, `${ids.length - summary.length} 位潜在客户的评分`), say("they have not bought yet", "尚无购买记录"));
  }
  part.results = {
    customers: summary.length,
    model: model.kind,
    candidates: candidates.map(({ model: kind, bic }) => ({ kind, bic })),
    expectedPurchases: expected,
    weeks: WEEKS,
    active: total(alive),
    meanLifetimeValue: mean(lifetime),
    holdout: { calibrationEnd, customers: holdout.customers, expected: foretold, actual },
    tiers,
    bands,
    actions,
    valueAtRisk: total(scores.valueAtRisk),
    first: atRisk.map(({ id, valueAtRisk, churn }) => ({ id, valueAtRisk, risk: churn.risk })),
  };
  return part;
}
