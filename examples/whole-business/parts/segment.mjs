// Segments: which customers bring how much, and which group each belongs to.

import { classTotals, classifyColumns, concentration, relationMetricsColumns, rfm, stepCoverage } from "clientele";

import { Section } from "../section.mjs";
import { mean } from "../shop.mjs";
import { counts, list, number, percent, say } from "../words.mjs";

/** @param {import("../shop.mjs").Shop} shop */
export function segment({ ids, features, column, loyalty, relationship, scored, ofCurrent }) {
  const part = new Section("segment", say("Who the customers are", "客户细分"));
  const revenue = column("revenueInYear");
  const found = concentration(revenue, { ids });
  const sentence = found.sentences[0];
  if (found.shares && sentence) {
    part.find(
      `${sentence.en} (revenue of a year); ${number(found.shares.targetCustomers)} customers bring 80%. Gini ${number(found.shares.gini, 2)}. ABC: ${counts(found.abc).en}.`,
      `${sentence.zh}（年收入）；${number(found.shares.targetCustomers)} 位客户贡献 80%。基尼系数 ${number(found.shares.gini, 2)}。ABC：${counts(found.abc).zh}。`,
    );
  }
  part.find(`By relationship: ${counts(relationship.classes).en}.`, `按客户关系：${counts(relationship.classes).zh}。`);

  const segments = rfm({ daysSinceLast: column("daysSinceLast"), purchases: column("purchases"), monetary: column("averageOrder") });
  part.find(`RFM: ${counts(segments.segments).en}.`, `RFM：${counts(segments.segments).zh}。`);

  const stages = classifyColumns("lifecycle", { purchases: column("purchases"), recencyRatio: column("recencyRatio"), revenues: features.revenues });
  part.find(`Stage of the relationship: ${counts(stages.classes).en}; ${stages.unknown} cannot be told yet.`, `生命周期阶段：${counts(stages.classes).zh}；${stages.unknown} 位尚无法判断。`);

  const kinds = classifyColumns("loyalty", {
    purchases: column("purchases"),
    daysSinceFirst: column("daysSinceFirst"),
    loyaltyIndex: loyalty.score,
    shareOfWallet: column("shareOfWallet"),
    recencyRatio: column("recencyRatio"),
  });
  part.find(`By loyalty: ${counts(kinds.classes).en}; ${number(kinds.marked?.customers)} bought once and not again.`, `按忠诚程度：${counts(kinds.classes).zh}；${number(kinds.marked?.customers)} 位只买过一次。`);
  const consumption = classifyColumns("consumption", { purchases: column("purchases"), daysSinceFirst: column("daysSinceFirst"), daysSinceLast: column("daysSinceLast"), meanGap: column("meanGap") });
  part.find(`By frequency: ${counts(consumption.classes).en}.`, `按消费频率：${counts(consumption.classes).zh}。`);

  // By what customers bring in a year after the goods are paid for; whose survey says price-sensitive is not platinum.
  const pyramid = classifyColumns("pyramid", { value: scored("current"), loyaltyIndex: loyalty.score, ids });
  const tiers = classTotals(pyramid, { margin: scored("current") });
  part.find(
    `Pyramid by margin of a year: ${list(tiers, ({ customers, measures }) => `${number(customers)} (${percent(measures["margin"]?.share)} of it)`).en}.`,
    `客户金字塔（年毛利）：${list(tiers, ({ customers, measures }) => `${number(customers)}（占 ${percent(measures["margin"]?.share)}）`).zh}。`,
  );
  const uses = classifyColumns("endUse", { resells: column("resells") });
  const byUse = classTotals(uses, { revenue });
  part.find(
    `Of ${number(ids.length - uses.unknown)} customers on file: ${list(byUse, ({ customers, measures }) => `${customers} (${percent(measures["revenue"]?.share)} of their revenue)`).en}.`,
    `有客户资料的 ${number(ids.length - uses.unknown)} 位：${list(byUse, ({ customers, measures }) => `${customers}（占其收入 ${percent(measures["revenue"]?.share)}）`).zh}。`,
  );
  const relation = relationMetricsColumns({ daysSinceFirst: column("daysSinceFirst"), purchases: column("purchases"), revenue: column("revenue") });
  const [length, depth] = [mean(ofCurrent(relation.length)), mean(ofCurrent(relation.depth))];
  part.find(`A current customer has been one for ${number(length, 1)} months, with ${number(depth, 2)} purchases a month, on average.`, `现实客户的关系长度平均 ${number(length, 1)} 个月，深度每月 ${number(depth, 2)} 次购买。`);

  const steps = stepCoverage({
    // Identified is whom the shop may write to.
    identified: Array.from(column("consent"), (value) => value === 1),
    differentiated: Array.from(scored("valueScore"), (value) => !Number.isNaN(value)),
    highValue: Array.from(pyramid.codes, (code) => code === 0 || code === 1),
    daysSinceContact: column("daysSinceContact"),
  });
  if (steps.bottleneck) {
    part.advise(
      `First step that falls short: "${steps.bottleneck.en}" (${list(steps.steps.filter(({ coverage }) => coverage !== null), ({ coverage }) => percent(coverage)).en}).`,
      `首个薄弱环节：${steps.bottleneck.zh}（${list(steps.steps.filter(({ coverage }) => coverage !== null), ({ coverage }) => percent(coverage)).zh}）。`,
    );
  }
  const cannotLose = segments.segments.find(({ code }) => code === "rfm.cannot_lose");
  if (cannotLose && cannotLose.customers > 0) {
    part.advise(`Win back the ${cannotLose.customers} of "${cannotLose.en}" first: they bought most often and fell silent.`, `优先挽回“${cannotLose.zh}”的 ${cannotLose.customers} 位：曾最常购买而今沉默。`);
  }

  // What decides the type (promotions, launches) is in records of transactions, and there are none.
  const types = classifyColumns("valueType", { innovation: column("innovation"), conformity: column("conformity"), dealShare: column("dealShare") });
  const typed = ids.length - types.unknown;
  if (typed === 0) part.lack(say("Types by what customers provide (lighthouse, follower …)", "按提供价值能力分类（灯塔型、跟随型等）"), say("no records of transactions say who bought on promotion or at a launch", "没有交易明细，不知谁在促销或新品上市时购买"));
  part.lack(say("Breadth of relationships", "关系广度"), say("no records of transactions, so no categories", "没有交易明细，不知品类"));

  part.results = {
    customers: ids.length,
    shares: found.shares && { top20: found.shares.topShare, customersOf80: found.shares.targetCustomers, gini: found.shares.gini },
    abc: brief(found.abc),
    relationship: { classes: brief(relationship.classes), unknown: relationship.unknown },
    rfm: { classes: brief(segments.segments), unknown: segments.unknown },
    lifecycle: { classes: brief(stages.classes), unknown: stages.unknown },
    loyalty: { classes: brief(kinds.classes), unknown: kinds.unknown },
    consumption: { classes: brief(consumption.classes), unknown: consumption.unknown },
    pyramid: { classes: brief(pyramid.classes), unknown: pyramid.unknown },
    endUse: { classes: brief(uses.classes), unknown: uses.unknown },
    bottleneck: steps.bottleneck?.code ?? null,
  };
  return part;
}

/** @param {readonly { code: string, customers: number, share: number | null }[]} classes */
const brief = (classes) => classes.map(({ code, customers, share }) => ({ code, customers, share }));
