// Value: what customers bring today and may bring, and what to do with whom.

import { campaignResponse, constantMarginValue, evaluationSystem, netProfits, valueIndexColumns, valueMatrix } from "clientele";

import { Section } from "../section.mjs";
import { ASSUMED, mean, total } from "../shop.mjs";
import { counts, number, percent, say } from "../words.mjs";
import { yearOf } from "./loyalty.mjs";

/** @param {import("../shop.mjs").Shop} shop */
export function value(shop) {
  const { ids, column, scored, ofCurrent, isCurrent, loyalty, features, currency, profile } = shop;
  const part = new Section("value", say("What they are worth", "客户价值"));
  const current = scored("current");
  const future = scored("future");
  part.find(
    `With a margin of ${percent(ASSUMED.margin)} (assumed), all buyers brought ${currency} ${number(total(current))} in the last year; ${currency} ${number(total(ofCurrent(future)))} is to come from those who are customers still, at the baseline retention of ${percent(profile.value.baselineRetention)} a year.`,
    `按假定毛利率 ${percent(ASSUMED.margin)}，全部购买者过去一年贡献 ${currency} ${number(total(current))}；在年基准保持率 ${percent(profile.value.baselineRetention)} 下，现实客户未来可贡献 ${currency} ${number(total(ofCurrent(future)))}。`,
  );

  // By the records alone there is no net profit: nobody knows what the goods cost.
  const buyers = Array.from(ids.keys()).filter((i) => !Number.isNaN(column("revenueInWindow")[i]));
  /** @param {string} name */
  const of = (name) => Float64Array.from(buyers, (i) => column(name)[i] ?? NaN);
  const revenue = of("revenueInWindow");
  const costs = { revenue, variableMarketingCost: of("variableMarketingCost"), serviceCost: of("serviceCost") };
  const common = features.report.unallocated.find(({ kind }) => kind === "fixedMarketing")?.amount ?? 0;
  const recorded = netProfits({ ...costs, productionCost: of("productionCost") }, { fixedMarketing: common });
  const why = recorded.warnings.find(({ subject }) => subject === "productionCost");
  if (recorded.known === 0 && why) part.lack(say("Net profit from the records alone", "仅凭记录计算净利润"), say(`${why.en}: ${why.subject}`, `${why.zh}：生产成本`));
  for (const { kind, rows } of features.report.afterAsOf) {
    part.lack(say(`${rows} of the ${kind}`, `${kind} 中的 ${rows} 条记录`), say(`dated after ${shop.asOf}, the day of the last order`, `日期晚于最后订单日 ${shop.asOf}`));
  }
  const supposed = netProfits({ ...costs, productionCost: revenue.map((amount) => Math.max(0, amount * (1 - ASSUMED.margin))) }, { fixedMarketing: common });
  part.find(
    `With that margin in the place of the cost of production, and ${currency} ${number(common)} of common marketing shared out by revenue, the net profit is ${currency} ${number(supposed.total)}; ${supposed.losses} buyers cost more than they brought.`,
    `以该毛利率代替生产成本，并按收入分摊共同营销成本 ${currency} ${number(common)}，净利润为 ${currency} ${number(supposed.total)}；${supposed.losses} 位购买者得不偿失。`,
  );

  const { system, class: choice } = evaluationSystem({ coverage: recorded.coverage, modelFitted: true, customers: buyers.length });
  part.find(`What these records allow is ${choice.en.replace(/^S/, "s")}.`, `现有数据适用${choice.zh}。`);
  const now = valueIndexColumns("current", { purchaseVolume: of("purchasesInWindow"), serviceCost: of("serviceCost") }, { observed: true });
  const headroom = column("wallet").map((wallet, i) => Math.max(0, wallet - (column("revenueInYear")[i] ?? NaN)));
  const later = valueIndexColumns("potential", { loyalty: loyalty.score, purchaseGrowth: column("trend"), walletHeadroom: headroom }, { observed: true });
  const rated = Array.from(later.score).filter((score) => !Number.isNaN(score)).length;
  part.find(
    `By indicators, current value is ${number(mean(now.score), 1)} of 100 on average over all buyers (coverage ${percent(mean(now.coverage))}); potential value ${number(mean(later.score), 1)}, known of ${number(rated)}.`,
    `按指标评价，当前价值平均 ${number(mean(now.score), 1)}（满分 100，全部购买者，覆盖 ${percent(mean(now.coverage))}）；潜在价值 ${number(mean(later.score), 1)}（${number(rated)} 位可知）。`,
  );

  const year = yearOf(shop);
  const retention = (year.end - year.gained) / year.start;
  const margin = total(ofCurrent(current)) / year.end;
  const constant = constantMarginValue({ margin, retention, discountRate: ASSUMED.discountRate });
  part.find(
    `A mean current customer (${currency} ${number(margin, 2)} a year, ${percent(retention)} kept) is worth ${currency} ${number(constant.value, 2)} over the years to come.`,
    `平均一位现实客户（年毛利 ${currency} ${number(margin, 2)}，保持率 ${percent(retention)}）的终身价值为 ${currency} ${number(constant.value, 2)}。`,
  );

  const matrix = valueMatrix("currentFuture", { current, future });
  part.find(`Current by future value, all buyers: ${counts(matrix.classes).en}.`, `当前价值 × 未来价值（全部购买者）：${counts(matrix.classes).zh}。`);
  const friends = valueMatrix("valueLoyalty", { value: scored("valueScore"), loyalty: loyalty.score });
  part.find(`Value by loyalty (${number(ids.length - friends.unknown)} known): ${counts(friends.classes).en}.`, `价值 × 忠诚（${number(ids.length - friends.unknown)} 位可知）：${counts(friends.classes).zh}。`);

  const contacts = column("campaignContacts");
  const responses = column("campaignResponses");
  const rates = Float64Array.from(ids, (_, i) =>
    (contacts[i] ?? 0) > 0 ? (campaignResponse({ responses: responses[i] ?? 0, contacts: contacts[i] ?? 0 }).rate ?? NaN) : NaN,
  );
  const reply = valueMatrix("valueResponse", { value: scored("valueScore"), response: rates });
  part.find(
    `Value by response (${number(ids.length - reply.unknown)} were written to, ${percent(total(responses) / total(contacts))} of the letters answered): ${counts(reply.classes).en}.`,
    `价值 × 响应（${number(ids.length - reply.unknown)} 位曾被联系，响应率 ${percent(total(responses) / total(contacts))}）：${counts(reply.classes).zh}。`,
  );

  // Whom to keep, sell to and leave alone: those who are customers still.
  const cell = (/** @type {string} */ name) => ids.filter((id, i) => isCurrent(id) && matrix.classes[matrix.cells[i] ?? -1]?.code === name).length;
  part.advise(
    `Of the current customers keep the ${cell("vip")} VIPs; sell more to the ${cell("improve")} to improve; spend nothing on the ${cell("abandon")} to abandon.`,
    `现实客户中，保住 ${cell("vip")} 位贵宾型；对 ${cell("improve")} 位改进型增加销售；对 ${cell("abandon")} 位放弃型不再投入。`,
  );
  part.advise(`Record what the goods cost, by order: then net profit is computed, not assumed.`, `按订单记录商品成本：净利润便可计算而非假定。`);

  const brief = (/** @type {typeof matrix} */ found) => ({ classes: found.classes.map(({ code, customers, share }) => ({ code, customers, share })), unknown: found.unknown });
  part.results = {
    customers: ids.length,
    current: total(current),
    future: total(ofCurrent(future)),
    netProfitKnown: recorded.known,
    supposedNetProfit: supposed.total,
    losses: supposed.losses,
    system,
    currentIndex: mean(now.score),
    potentialIndex: mean(later.score),
    margin,
    constantMargin: constant.value,
    currentFuture: brief(matrix),
    valueLoyalty: brief(friends),
    valueResponse: brief(reply),
  };
  return part;
}
