// Loyalty: in behaviour and in attitude, and how long customers stay.

import { attitudeBehaviourColumns, loyaltyCurve, label, recommendationScore, repurchaseRate, retentionRate, satisfactionTypes, shareOfWallet, survivalCurve } from "clientele";

import { Section } from "../section.mjs";
import { mean, total } from "../shop.mjs";
import { counts, list, number, percent, say } from "../words.mjs";

const MONTH = 30.4375;

/**
 * How many were customers a year ago, are now, and came in between.
 * @param {import("../shop.mjs").Shop} shop
 */
export function yearOf({ ids, isCurrent, wasCurrent }) {
  const start = ids.filter(wasCurrent).length;
  const now = ids.filter(isCurrent);
  return { start, end: now.length, gained: now.filter((id) => !wasCurrent(id)).length };
}

/** @param {import("../shop.mjs").Shop} shop */
export function loyalty(shop) {
  const { ids, column, isLost, yearAgo, loyalty: found } = shop;
  const part = new Section("loyalty", say("How loyal they are", "顾客忠诚"));
  const known = Array.from(found.score).filter((value) => !Number.isNaN(value)).length;
  part.find(
    `Loyalty index ${number(mean(found.score), 1)} of 100 over the ${number(known)} customers of whom enough is known (behaviour ${number(mean(found.behaviour), 1)} over all buyers, attitude ${number(mean(found.attitude), 1)} of those asked).`,
    `忠诚度指数平均 ${number(mean(found.score), 1)}（满分 100，资料足够的 ${number(known)} 位；全部购买者行为 ${number(mean(found.behaviour), 1)}，受访者态度 ${number(mean(found.attitude), 1)}）。`,
  );
  const cells = attitudeBehaviourColumns({ attitude: found.attitude, behaviour: found.behaviour });
  part.find(`Attitude by behaviour: ${counts(cells.classes).en}.`, `态度 × 行为：${counts(cells.classes).zh}。`);

  const satisfaction = Float64Array.from(column("satisfaction"), (value) => (100 * (value - 1)) / 9);
  const speaksIll = Array.from(column("negativeWordOfMouth"), (value) => value > 0);
  const types = satisfactionTypes({ satisfaction, loyalty: found.score, speaksIll });
  const curve = loyaltyCurve({ satisfaction, loyalty: found.score });
  const market = label(curve.market ?? "");
  part.find(`Satisfaction by loyalty: ${counts(types.classes).en}. The market: ${market.en.toLowerCase()} (k = ${number(curve.k, 2)}).`, `满意 × 忠诚：${counts(types.classes).zh}。市场：${market.zh}（k = ${number(curve.k, 2)}）。`);

  const score = recommendationScore(column("recommendation"));
  part.find(
    `Recommendation score ${number(score.score, 1)} (${number(score.lower, 1)} to ${number(score.upper, 1)}): ${list(score.classes, ({ share }) => percent(share)).en}.`,
    `推荐值 ${number(score.score, 1)}（${number(score.lower, 1)} 至 ${number(score.upper, 1)}）：${list(score.classes, ({ share }) => percent(share)).zh}。`,
  );

  const year = yearOf(shop);
  const retention = retentionRate(year);
  const buyers = Array.from(column("purchases")).filter((value) => value > 0);
  const again = repurchaseRate(buyers);
  const wallet = column("wallet");
  const walleted = Array.from(ids.keys()).filter((i) => !Number.isNaN(wallet[i]));
  const share = shareOfWallet(total(walleted.map((i) => column("revenueInYear")[i] ?? 0)), total(wallet));
  part.find(
    `Of ${number(year.start)} customers on ${yearAgo}, ${percent(retention.rate)} stayed; ${number(year.gained)} were gained or came back. ${percent(again.rate)} of all buyers bought again. The shop has ${percent(share.rate)} of the wallets that are known (${walleted.length}).`,
    `${yearAgo} 的 ${number(year.start)} 位客户保持率 ${percent(retention.rate)}；新增或回流 ${number(year.gained)} 位。重复购买率 ${percent(again.rate)}。已知钱包（${walleted.length} 位）中的份额 ${percent(share.rate)}。`,
  );

  // Who is lost stayed from the first purchase to the last; who is there has stayed until now.
  const bought = ids.flatMap((id, i) => (Number.isNaN(column("firstDay")[i]) ? [] : [{ id, i }]));
  const survival = survivalCurve({
    durations: bought.map(({ id, i }) => ((isLost(id) ? column("firstToLast") : column("daysSinceFirst"))[i] ?? NaN) / MONTH),
    left: bought.map(({ id }) => isLost(id)),
  });
  const after = [6, 12, 24].map((month) => ({ month, survival: survival.steps.filter(({ time }) => time <= month).at(-1)?.survival ?? 1 }));
  part.find(
    `Survival after ${after.map(({ month, survival: kept }) => `${month} months ${percent(kept)}`).join(", ")}${survival.median === null || survival.median === undefined ? "; more than half are still there" : `; half have left by month ${number(survival.median, 1)}`}.`,
    `生存率：${after.map(({ month, survival: kept }) => `${month} 个月 ${percent(kept)}`).join("，")}${survival.median === null || survival.median === undefined ? "；半数以上仍在" : `；中位数 ${number(survival.median, 1)} 个月`}。`,
  );

  if ((score.score ?? 0) < 0) part.advise("More speak against the shop than for it: ask the detractors why, before asking anybody to recommend it.", "贬损者多于推荐者：先向贬损者了解原因，再请人推荐。");
  const latent = cells.classes.find(({ code }) => code === "attitude_behaviour.latent");
  if (latent && latent.customers > 0) part.advise(`Make it easier to buy for the ${latent.customers} of "${latent.en}": they like the shop and seldom come.`, `为 ${latent.customers} 位“${latent.zh}”顾客降低购买障碍：喜欢却少来。`);

  part.lack(say(`The loyalty index of ${number(ids.length - known)} others`, `其余 ${number(ids.length - known)} 位的忠诚度指数`), say("they were not asked, or too little; behaviour alone is not the index", "未受访或答题过少；仅凭行为不构成指数"));
  part.lack(say("Relational benefits, bonds, programme", "关系利益、关系纽带、忠诚计划"), say("not in the survey, the file of customers or the costs", "问卷、客户资料与成本中均无记录"));
  part.lack(say("Service-profit chain", "服务利润链"), say("it compares branches, and this is one shop", "需比较多家分店，本店只有一家"));
  part.results = {
    customers: ids.length,
    index: mean(found.score),
    known,
    cells: { classes: cells.classes.map(({ code, customers, share: part }) => ({ code, customers, share: part })), unknown: cells.unknown },
    types: { classes: types.classes.map(({ code, customers, share: part }) => ({ code, customers, share: part })), unknown: types.unknown },
    curve: curve.k,
    recommendation: { score: score.score, answers: score.answers, classes: score.classes.map(({ code, customers, share: part }) => ({ code, customers, share: part })) },
    year: { ...year, retention: retention.rate },
    repurchase: again.rate,
    shareOfWallet: share.rate,
    survival: { customers: survival.customers, left: survival.left, after, median: survival.median ?? null },
  };
  return part;
}
