// Churn: why customers leave, what it costs, who is about to, and what holds them.

import { churnReasons, defectionRate, earlyWarningColumns, retentionEffect, switchingBarrier } from "clientele";

import { Section } from "../section.mjs";
import { ASSUMED, mean, total } from "../shop.mjs";
import { counts, list, number, percent, say } from "../words.mjs";
import { yearOf } from "./loyalty.mjs";

/** @param {import("../shop.mjs").Shop} shop */
export function churn(shop) {
  const { ids, column, isCurrent, isLost, scored, currency, records } = shop;
  const part = new Section("churn", say("Who leaves, and why", "顾客流失"));
  const year = yearOf(shop);
  const lost = year.start - (year.end - year.gained);
  const defection = defectionRate(year.start, lost);
  part.find(
    `${number(lost)} of ${number(year.start)} left within the year: ${percent(defection.rate)}, a mean lifetime of ${number(defection.lifetime, 1)} years.`,
    `一年内 ${number(year.start)} 位中流失 ${number(lost)} 位：流失率 ${percent(defection.rate)}，平均生命周期 ${number(defection.lifetime, 1)} 年。`,
  );
  const rate = 1 - (defection.rate ?? NaN);
  const effect = retentionEffect({ from: rate, to: rate + 0.05, discountRate: ASSUMED.discountRate });
  part.find(
    `Five points more retention would raise the value of the present customers by ${percent(effect.change)}, which takes ${percent(effect.defectionRemoved)} of the defection away: no forecast of profit.`,
    `保持率提高五个百分点，现有客户的价值增加 ${percent(effect.change)}，需消除流失的 ${percent(effect.defectionRemoved)}：并非利润预测。`,
  );

  // Why: what those who left had complained about. Most left without a word.
  const who = /** @type {(string | null)[]} */ (records.events.column("customerId"));
  const kinds = /** @type {(string | null)[]} */ (records.events.column("kind"));
  const reasons = /** @type {(string | null)[]} */ (records.events.column("reason"));
  const told = who.flatMap((id, i) => (id !== null && isLost(id) && kinds[i] === "complaint" && reasons[i] ? [{ id, reason: reasons[i] }] : []));
  const why = churnReasons(/** @type {import("clientele").ChurnReason[]} */ (told.map(({ reason }) => reason)));
  const silent = ids.filter(isLost).length - new Set(told.map(({ id }) => id)).size;
  const named = why.reasons.filter(({ count }) => count > 0);
  if (named.length > 0) {
    part.find(
      `Reasons in the complaints of customers now lost (${why.total}): ${list(named, ({ count }) => number(count)).en}; ${percent(why.controllable)} can be helped.`,
      `已流失客户投诉中的原因（${why.total} 件）：${list(named, ({ count }) => number(count)).zh}；可控 ${percent(why.controllable)}。`,
    );
  }
  part.lack(say(`Why the other ${number(silent)} left`, `其余 ${number(silent)} 位流失的原因`), say("nobody asked them", "未作离客调查"));

  const staying = Array.from(ids.keys()).filter((i) => isCurrent(ids[i] ?? ""));
  const warning = warningOf(shop, staying);
  const classes = warning.classes.filter(({ customers }) => customers > 0).sort((a, b) => b.customers - a.customers);
  const worth = scored("future");
  const warned = staying
    .filter((_, k) => warning.classes[warning.codes[k] ?? -1]?.code === "early_warning.alarm")
    .map((i) => ({ i, id: ids[i] ?? "", worth: worth[i] ?? 0 }))
    .sort((a, b) => b.worth - a.worth);
  part.find(
    `Early warning among current customers: ${counts(classes).en}; ${warning.unknown} bought too seldom to tell.`,
    `现实客户流失预警：${counts(classes).zh}；${warning.unknown} 位购买次数太少，无法判断。`,
  );
  for (const { i, id, worth: money } of warned.slice(0, 3)) {
    const signals = warningOf(shop, [i]).signals.filter(({ customers }) => customers > 0);
    part.advise(
      `Call ${id} now: ${signals.map(({ en }) => en.toLowerCase()).join(", ")}; ${currency} ${number(money)} to come.`,
      `立即联系 ${id}：${signals.map(({ zh }) => zh).join("、")}；未来价值 ${currency} ${number(money)}。`,
    );
  }

  const barriers = asked(shop);
  // Who has left is held by nothing.
  const held = barriers.filter(({ id, barrier }) => isCurrent(id) && barrier.held === true).length;
  const scores = Float64Array.from(barriers, ({ barrier }) => barrier.index.score ?? NaN);
  const first = barriers[0]?.barrier.index.blocks ?? [];
  const blocks = first.map(({ code, en, zh }, k) => ({ code, en, zh, mean: mean(barriers.map(({ barrier }) => barrier.index.blocks[k]?.mean ?? NaN)) }));
  part.find(
    `Switching barrier ${number(mean(scores), 1)} of 100 over ${barriers.length} asked: ${list(blocks, ({ mean: own }) => number(own, 1)).en} (of 7); ${held} stay only because of it.`,
    `转换成本 ${number(mean(scores), 1)}（满分 100，${barriers.length} 位受访）：${list(blocks, ({ mean: own }) => number(own, 1)).zh}（满分 7）；仅因此留下的 ${held} 位。`,
  );
  part.lack(say("Inertia (purchases by habit)", "顾客惯性"), say("no records of transactions say which renew by themselves", "没有交易明细，不知哪些为自动续购"));
  part.results = {
    year: { ...year, lost },
    defection: defection.rate,
    lifetime: defection.lifetime,
    effect: effect.change,
    reasons: { total: why.total, reasons: named.map(({ code, count, share }) => ({ code, count, share })), controllable: why.controllable },
    warnings: { customers: staying.length, levels: classes.map(({ code, customers }) => ({ code, customers })), untold: warning.unknown },
    barrier: { customers: barriers.length, score: mean(scores), held },
    futureOfAlarmed: total(warned.map(({ worth: money }) => money)),
  };
  return part;
}

/**
 * The early warning of some customers, from the gaps between their purchases and their open complaints.
 * @param {import("../shop.mjs").Shop} shop
 * @param {readonly number[]} rows their places in `ids`
 */
function warningOf({ column }, rows) {
  /** @param {string} name */
  const of = (name) => Float64Array.from(rows, (i) => column(name)[i] ?? NaN);
  return earlyWarningColumns({ daysSinceLast: of("daysSinceLast"), meanGap: of("meanGap"), gapDeviation: of("gapDeviation"), openComplaints: of("openComplaints") });
}

/**
 * The barriers of those who were asked about switching, block by block.
 * @param {import("../shop.mjs").Shop} shop
 */
function asked({ ids, column }) {
  // The means of the blocks are features already; each stands for its questions.
  const [procedural, financial, relational] = ["procedural", "financial", "relational"].map((kind) => column(`${kind}Barrier`));
  const satisfaction = column("satisfaction");
  /** @param {number | undefined} answer */
  const one = (answer) => (answer === undefined || Number.isNaN(answer) ? null : answer);
  return ids.flatMap((id, i) => {
    if (Number.isNaN(column("switchingBarrier")[i])) return [];
    const points = one(satisfaction[i]);
    const barrier = switchingBarrier({
      procedural: [one(procedural?.[i])],
      financial: [one(financial?.[i])],
      relational: [one(relational?.[i])],
      satisfaction: points === null ? null : (100 * (points - 1)) / 9,
    });
    return [{ id, barrier }];
  });
}
