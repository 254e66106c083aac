// Service: how customers complain, how complaints are handled, and whether promises are kept.

import { complaintMetrics, complaintTypes, recoveryPoints, serviceLevels, servicePlan } from "clientele";

import { Section } from "../section.mjs";
import { ASSUMED } from "../shop.mjs";
import { counts, number, percent, say } from "../words.mjs";

const CHANNELS = /** @type {Record<string, string>} */ ({ mail: "邮件", phone: "电话", chat: "在线", web: "网站", shop: "门店" });
const CAUSES = /** @type {Record<string, string>} */ ({ encounterFailure: "服务接触失败", coreFailure: "核心服务失误", inconvenience: "不便", pricing: "价格" });

/** @param {import("../shop.mjs").Shop} shop */
export function service({ ids, column, records: { events, answers }, summary, asOf, isCurrent }) {
  const part = new Section("service", say("How they are served", "客户服务"));
  const types = complaintTypes({
    voice: column("complaints"),
    negativeWordOfMouth: column("negativeWordOfMouth"),
    thirdParty: column("thirdParty"),
    failures: column("failures"),
  });
  part.find(`What dissatisfied customers did in the last year: ${counts(types.classes).en}.`, `过去一年客户的抱怨类型：${counts(types.classes).zh}。`);

  /** @param {string} name */
  const texts = (name) => /** @type {(string | null)[]} */ (events.column(name));
  /** @param {string} name */
  const numbers = (name) => /** @type {Float64Array} */ (events.column(name));
  const [who, kind, channel, reason] = [texts("customerId"), texts("kind"), texts("channel"), texts("reason")];
  const [day, hours, target, resolved] = [numbers("date"), numbers("hoursToClose"), numbers("targetHours"), numbers("resolved")];
  const complaints = kind.flatMap((own, i) =>
    own === "complaint"
      ? [{ who: who[i] ?? "", channel: channel[i] ?? "", reason: reason[i] ?? "", day: day[i] ?? NaN, hours: hours[i] ?? NaN, target: target[i] ?? NaN, resolved: !Number.isNaN(resolved[i]) }]
      : [],
  );
  const complainers = new Set(complaints.map((own) => own.who));
  const buyers = summary.ids;
  /** @param {readonly string[]} group */
  const kept = (group) => group.filter(isCurrent).length;
  const quiet = buyers.filter((id) => !complainers.has(id));
  const loud = buyers.filter((id) => complainers.has(id));
  const metrics = complaintMetrics(
    { customers: buyers.length, complainers: loud.length, complainersKept: kept(loud), others: quiet.length, othersKept: kept(quiet) },
    complaints.map((own) => ({ cause: own.reason, resolved: own.resolved, ...(!Number.isNaN(own.hours) && { hoursToClose: own.hours }) })),
  );
  const causes = metrics.causes;
  part.find(
    `${number(metrics.complaints)} complaints since ${new Date(Math.min(...day) * 864e5).toISOString().slice(0, 7)}: ${percent(metrics.resolutionRate)} resolved, half of them within ${number(metrics.medianHoursToClose)} hours. Causes: ${causes.map(({ name, share }) => `${name} ${percent(share)}`).join(", ")}.`,
    `投诉 ${number(metrics.complaints)} 件：解决率 ${percent(metrics.resolutionRate)}，处理时间中位数 ${number(metrics.medianHoursToClose)} 小时。原因：${causes.map(({ name, share }) => `${CAUSES[name] ?? name} ${percent(share)}`).join("，")}。`,
  );
  part.find(
    `Of those who complained ${percent(metrics.retentionAfterComplaint)} are customers still, of the others ${percent(metrics.retentionWithoutComplaint)}: no effect of complaining, since who has left complains no more.`,
    `投诉者中 ${percent(metrics.retentionAfterComplaint)} 仍是客户，其他人为 ${percent(metrics.retentionWithoutComplaint)}：已离开者不会投诉，故不能据此断定。`,
  );

  // A complaint still open counts as late once its hours are over.
  const end = Date.parse(asOf) / 864e5;
  const due = complaints.filter((own) => !Number.isNaN(own.target) && (own.resolved || (end - own.day) * 24 > own.target));
  const channels = [...new Set(due.map((own) => own.channel))].sort();
  const levels = serviceLevels(
    channels.map((name) => {
      const own = due.filter((one) => one.channel === name);
      return { name, met: own.filter((one) => one.hours <= one.target).length, total: own.length, target: ASSUMED.onTime, weight: own.length / due.length };
    }),
  );
  part.find(
    `${percent(levels.attainment)} were closed within the hours promised (wanted ${percent(ASSUMED.onTime)}): ${levels.levels.map(({ name, attainment }) => `${name} ${percent(attainment)}`).join(", ")}.`,
    `按承诺时限结案 ${percent(levels.attainment)}（目标 ${percent(ASSUMED.onTime)}）：${levels.levels.map(({ name, attainment }) => `${CHANNELS[name] ?? name} ${percent(attainment)}`).join("，")}。`,
  );

  const open = complaints.filter((own) => !own.resolved);
  const { points, class: state } = recoveryPoints("open");
  part.find(
    `${open.length} are open; each adds ${number(points, 1)} to the log-odds of leaving (not calibrated).`,
    `${open.length} 件${state.zh}；每件使流失对数几率增加 ${number(points, 1)}（未校准）。`,
  );
  if (open.length > 0) part.advise(`Close the ${open.length} open complaints this week: ${open.map((own) => own.who).join(", ")}.`, `本周结清 ${open.length} 件未处理投诉：${open.map((own) => own.who).join("、")}。`);
  const plan = servicePlan("platinum");
  part.advise(`Promise platinum customers an answer within ${plan.answerHours} hours and a solution within ${plan.closeHours}.`, `向白金客户承诺 ${plan.answerHours} 小时内答复、${plan.closeHours} 小时内解决。`);
  part.attempt(say("Satisfaction with the handling of complaints", "对投诉处理的满意度"), say("nobody was asked the questionnaire recovery", "未发放 recovery 问卷"), () => answers.table("recovery"));
  part.attempt(say("Commitment, affective and continuance", "情感承诺与连续承诺"), say("nobody was asked the questionnaire commitment", "未发放 commitment 问卷"), () => answers.table("commitment"));
  part.results = {
    customers: ids.length,
    types: { classes: types.classes.map(({ code, customers, share }) => ({ code, customers, share: share ?? null })), unknown: types.unknown },
    complaints: metrics.complaints,
    resolution: metrics.resolutionRate,
    medianHours: metrics.medianHoursToClose,
    causes: causes.map(({ name, share }) => ({ name, share })),
    serviceLevel: levels.attainment,
    open: open.length,
  };
  return part;
}
