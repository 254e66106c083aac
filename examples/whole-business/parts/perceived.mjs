// What customers get: what they expect, how satisfied they are, and what would delight them.

import { acsiStyleIndex, derivedImportance, kano, satisfactionIndex, servperf, servqual } from "clientele";

import { Section } from "../section.mjs";
import { list, number, say } from "../words.mjs";

/** @param {import("../shop.mjs").Shop} shop */
export function perceived({ records: { answers } }) {
  const part = new Section("perceived", say("What customers get", "顾客价值与满意"));
  const survey = answers.table("satisfaction");
  const satisfaction = acsiStyleIndex(survey);
  part.find(
    `Satisfaction index ${number(satisfaction.index, 1)} of 100: ${satisfaction.level?.en.toLowerCase()} (${survey.respondents.length} respondents).`,
    `满意度指数 ${number(satisfaction.index, 1)}（满分 100）：${satisfaction.level?.zh}（${survey.respondents.length} 位受访者）。`,
  );

  const [expected, seen] = answers.tables(["serviceExpectations", "servicePerceptions"]);
  if (!expected || !seen) throw new Error("two instruments make two tables");
  const quality = servqual({ perceptions: seen.rows, expectations: expected.rows });
  const alone = servperf(seen.rows);
  const worst = [...quality.dimensions].sort((a, b) => (a.score ?? 0) - (b.score ?? 0))[0];
  part.find(
    `Service quality is ${number(quality.unweighted, 2)} from expectations: ${list(quality.dimensions, ({ score }) => number(score, 2)).en} (${quality.respondents} respondents).`,
    `服务质量（感知 − 期望）${number(quality.unweighted, 2)}：${list(quality.dimensions, ({ score }) => number(score, 2)).zh}（${quality.respondents} 位受访者）。`,
  );
  if (worst) part.advise(`Mend ${worst.en.toLowerCase()} first: there the service stays farthest behind what is expected.`, `先改进${worst.zh}：与期望差距最大。`);

  // The five dimensions as one weighted index, each as important as customers expect of it.
  const sum = quality.dimensions.reduce((all, { expectation }) => all + (expectation ?? 0), 0);
  const index = satisfactionIndex(
    quality.dimensions.map(({ code, expectation, perception }) => ({ name: code, weight: (expectation ?? 0) / sum, evaluation: perception ?? undefined })),
    { lowest: 1, highest: 7 },
  );
  part.find(
    `Weighted by what is expected, service reaches ${number(index.percent, 1)} of 100 (${index.level?.en.toLowerCase()}); by perception alone it is ${number(alone.unweighted, 2)} of 7.`,
    `按期望加权的服务满意度 ${number(index.percent, 1)}（${index.level?.zh}）；仅按感知为 ${number(alone.unweighted, 2)}（满分 7）。`,
  );

  const wishes = kano(answers.kano());
  const names = /** @type {Record<string, string>} */ ({ advice: "咨询建议", choice: "选择范围", delivery: "配送", returns: "退货", samples: "试用品" });
  const attributes = wishes.attributes.map((own) => ({ ...own, name: say(own.attribute, names[own.attribute] ?? own.attribute) }));
  part.find(
    `Kano: ${attributes.map(({ name, category }) => `${name.en} is ${category?.en.toLowerCase()}`).join(", ")}.`,
    `卡诺模型：${attributes.map(({ name, category }) => `${name.zh}—${category?.zh}`).join("，")}。`,
  );
  const must = attributes.filter(({ category }) => category?.code === "kano.must_be");
  const delight = attributes.filter(({ category }) => category?.code === "kano.attractive");
  if (must.length > 0) part.advise(`Never fail at ${must.map(({ name }) => name.en).join(", ")}: its absence annoys, its presence is taken for granted.`, `确保${must.map(({ name }) => name.zh).join("、")}：缺失会不满，具备则视为当然。`);
  if (delight.length > 0) part.advise(`Delight with ${delight.map(({ name }) => name.en).join(", ")}, once that is sure.`, `在此基础上用${delight.map(({ name }) => name.zh).join("、")}带来惊喜。`);

  const [overall, service] = answers.tables(["satisfaction", "servicePerceptions"]);
  if (!overall || !service) throw new Error("two instruments make two tables");
  const drivers = derivedImportance({
    columns: {
      ...Object.fromEntries(quality.dimensions.map(({ code }) => [code, service.rows.map((row) => blockMean(row, service.criteria, code))])),
      overall: overall.columns["overall"] ?? [],
    },
  });
  const strongest = [...drivers.items].sort((a, b) => (b.importance ?? -2) - (a.importance ?? -2))[0];
  const words = quality.dimensions.find(({ code }) => code === strongest?.item);
  part.find(
    `Overall satisfaction goes most with ${words?.en.toLowerCase()} (r = ${number(strongest?.importance, 2)}, ${strongest?.respondents} respondents): a hint, no proof.`,
    `与总体满意度关系最强的是${words?.zh}（r = ${number(strongest?.importance, 2)}，${strongest?.respondents} 位）：仅为线索。`,
  );

  part.attempt(say("Delivered value (benefits less costs)", "让渡价值（总价值 − 总成本）"), say("nobody was asked the questionnaire deliveredValue", "未发放 deliveredValue 问卷"), () => answers.table("deliveredValue"));
  part.lack(say("Customer value against competitors", "与竞争者比较的顾客价值"), say("no records of ratings and prices of other brands", "没有其他品牌的评分与价格"));
  part.lack(say("The first four gaps of service quality", "服务质量差距一至四"), say("what managers think, specify and promise was not asked", "未调查管理层的认知、标准与承诺"));
  part.results = {
    respondents: survey.respondents.length,
    satisfaction: satisfaction.index,
    serviceQuality: quality.unweighted,
    dimensions: quality.dimensions.map(({ code, expectation, perception, score }) => ({ code, expectation, perception, score })),
    weightedSatisfaction: index.percent,
    kano: attributes.map(({ attribute, category, counts, respondents, better, worse }) => ({ attribute, category: category?.code ?? null, counts, respondents, better, worse })),
    importance: drivers.items.map(({ item, importance }) => ({ item, importance })),
  };
  return part;
}

/**
 * The mean answer of a respondent to the questions of a dimension, NaN without any.
 * @param {ArrayLike<number>} row
 * @param {readonly string[]} criteria
 * @param {string} dimension
 */
function blockMean(row, criteria, dimension) {
  const known = criteria.flatMap((name, i) => (name.startsWith(dimension) && !Number.isNaN(row[i]) ? [row[i] ?? NaN] : []));
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : NaN;
}
