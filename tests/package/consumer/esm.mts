import {
  BgCnbdK,
  BgNbd,
  CovariateModel,
  GammaGamma,
  IndexTree,
  MbgNbd,
  ParetoNbd,
  ShiftedBetaGeometric,
  buildProfile,
  classTotals,
  classify,
  classifyColumns,
  concentration,
  fitModel,
  rfm,
  rfmOf,
  kano,
  satisfactionModel,
  servqual,
  complaintType,
  netProfit,
  serviceLevels,
  simulateCustomers,
  normalize,
  valueAspects,
  valueCell,
  valueIndexColumns,
  valueMatrix,
  version,
} from "clientele";
import type { Orders, PurchaseModel } from "clientele";
import init, { initSync, version as same } from "clientele/manual";

const text: string = version();
const again: typeof version = same;
initSync(new Uint8Array());
await init(new ArrayBuffer(0));
await init("https://shop.example/clientele.wasm");
// @ts-expect-error a number is no file
initSync(1);
// @ts-expect-error it takes no argument
version(1);

const params = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const models: PurchaseModel<typeof params>[] = [
  BgNbd.fromParams({ ...params, timeUnit: "week" }),
  MbgNbd.fromLifetimes({ params_: params }, { timeUnit: "day" }),
  BgNbd.fromPymcMarketing({ r: { mean: 0.243 }, alpha: 4.414, a: 0.793, b: 2.426 }, { timeUnit: "week" }),
];
const customers = { frequency: [2], recency: [30.43], T: [38.86] };
for (const model of models) {
  const alive: Float64Array = model.probabilityAlive(customers, { after: 4 });
  const one: number = model.purchaseProbabilities(2, 39);
  const many: Float64Array = model.purchaseProbabilities(customers, { n: 2, horizon: 39 });
  const alpha: number = model.params.alpha;
  const residual: Float64Array = model.residualPurchases(customers, { discountRate: 0.002 });
  void [alive, one, many, alpha, residual, model.aliveHistory([1, 2], [3])];
}
// @ts-expect-error the unit of time must be stated
BgNbd.fromLifetimes({ params_: params });
// @ts-expect-error there is no such parameter
BgNbd.fromParams({ ...params, gamma: 1 });
// @ts-expect-error parameters are read only
models[0]!.params.r = 1;
GammaGamma.fromLifetimes({ p: 6.25, q: 3.74, v: 15.44 }).expectedSpendNew?.toFixed(2);
declare const orders: Orders;
buildProfile(orders, { model: "mbg-nbd" });
const rate: number = ParetoNbd.fromParams({ r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 }).params.beta;
void rate;
// @ts-expect-error opportunities are no model of orders in days
buildProfile(orders, { model: "bg-bb" });

const chosen = fitModel(customers, { criterion: "holdout", holdout: { purchases: [1], length: 39 }, prior: "weak" });
const lowers: Float64Array | undefined = chosen.model.purchaseIntervals(customers, { horizon: 39, seed: 1 })?.lower;
const drawn = simulateCustomers(chosen.model, { customers: 10, low: 1, high: 2 });
const regular = BgCnbdK.fit(drawn, { k: 2, modified: true }).parameterIntervals({ level: 0.8 })?.alpha?.upper;
const renewals: number | null = ShiftedBetaGeometric.fitCohorts([[100, 80]]).expectedRenewals({ discountRate: 0.1 });
chosen.model.predictionIntervals(customers, { prediction: "probabilityAlive", bootstrap: true });
// @ts-expect-error expected purchases need a horizon
chosen.model.predictionIntervals(customers, { prediction: "expectedPurchases" });
// @ts-expect-error there is no such model
fitModel(customers, { models: ["bg-nbt"] });
// @ts-expect-error spend is no model of purchases
simulateCustomers(GammaGamma.fromParams({ p: 6.25, q: 3.74, v: 15.44 }), { customers: 1, low: 1, high: 1 });
void [lowers, regular, renewals];

export { again, text };

const covariates = { columns: { voucher: Float64Array.of(1), visits: [3] }, purchase: ["voucher"], dropout: ["visits"] };
const withCovariates = CovariateModel.fit(customers, covariates, { model: "bg-nbd", prior: "weak" });
const { parameter, coefficient, standardError } = withCovariates.effects[0]!;
const named: [string, number, number | null] = [parameter, coefficient, standardError];
const ahead: Float64Array = withCovariates.expectedPurchases(customers, covariates, { horizon: 39 });
const own: number = withCovariates.modelOf({ voucher: 1, visits: 3 }).expectedPurchasesNew(52);
const certain = withCovariates.parameterIntervals({ level: 0.8 });
const spread: [number | undefined, string | undefined] = [certain?.params.alpha?.lower, certain?.effects[0]?.basis];
const nextBy: Float64Array = withCovariates.nextPurchase(customers, covariates).never;
const within: Float64Array | undefined = withCovariates.purchaseIntervals(customers, covariates, { horizon: 39 })?.upper;
void [named, ahead, own, spread, nextBy, within];
// @ts-expect-error covariates have no bootstrap
withCovariates.purchaseIntervals(customers, covariates, { horizon: 39, bootstrap: true });
// @ts-expect-error the model must be told
CovariateModel.fit(customers, covariates, {});
// @ts-expect-error it has no covariates
CovariateModel.fit(customers, covariates, { model: "bg-bb" });

const lost: string | undefined = classify("relationship", { purchases: 5, daysSinceLast: 200, eligible: true }).class?.zh;
const tiers = classifyColumns("pyramid", { value: Float64Array.of(9, 1), ids: ["a", "b"] }, { ties: "shared" });
const stages: Int8Array = classifyColumns("lifecycle", { purchases: [9, null], revenues: [[1, 2], Float64Array.of(2, 3)] }).codes;
const resold = classifyColumns("endUse", { resells: [true, null] });
const brought: number | undefined = classTotals(tiers, { profit: [9, 1] })[0]?.measures["profit"]?.total;
const peak: number | undefined = concentration([1, null, 2], { strict: true, thresholds: { abcA: 0.7 } }).shares?.peakShare;
const scored = rfm({ daysSinceLast: [1], purchases: [2], monetary: [3] }, { segments: [{ code: "all", r: [1, 5] }] });
const champion = scored.cuts && rfmOf({ daysSinceLast: 1, purchases: 2, monetary: 3 }, { cuts: scored.cuts }).class?.code;
void [lost, stages, resold, brought, peak, champion];
// @ts-expect-error there is no such classifier
classify("horoscope", {});
// @ts-expect-error there is no such input
classify("relationship", { purchase: 1 });
const delivery = kano({ delivery: { functional: [1, null], dysfunctional: Float64Array.of(5, 3) } }, { rule: "berger", thresholds: { kanoFuzzyAlpha: 0.5 } });
const words: string | undefined = delivery.attributes[0]?.category?.zh;
const strength: number | null | undefined = delivery.attributes[0]?.categoryStrength;
const dimension: string | undefined = servqual({ perceptions: [[1]], expectations: [[2]] }, { dimensions: [{ code: "speed", items: 1 }] }).dimensions[0]?.en;
const survey = { columns: { a: [1, 2], b: [2, 3] } };
const csi = satisfactionModel("ccsi", survey, { image: ["a"], loyalty: { indicators: ["b"], lowest: 0, highest: 1 } }, { bootstrap: { replicates: 20 } });
const upper: number | undefined = csi.report.intervals?.paths[0]?.coefficient?.upper;
void [words, strength, dimension, upper];
// @ts-expect-error there is no such model
satisfactionModel("ecsi", survey, {});
// @ts-expect-error there is no such threshold
kano({}, { thresholds: { kanoAlpha: 0.5 } });
const account = netProfit({ revenue: 12000, productionCost: 6200, fixedMarketingCost: 800, variableMarketingCost: 1500 });
const amount: [number | null | undefined, string | undefined] = [account.value, account.parts[0]?.zh];
const inAspects: number | null | undefined = valueAspects({ creditGrade: 90 }, { weights: { creditGrade: 1 } }).score;
const placed: string | undefined = valueCell("valueLoyalty", { value: 80, loyalty: null }).class?.en;
const cells: Float64Array = valueMatrix("currentFuture", { current: [1], future: Float64Array.of(2) }, { cuts: { current: 1, future: 1 } }).cells;
const base: Float64Array = valueIndexColumns("current", { grossMargin: [1, null] }, { observed: true }).score;
const said: string | undefined = complaintType({ voice: 1 }, { thresholds: { dissatisfiedBelow: 40 } }).class?.zh;
const kept: number | null | undefined = serviceLevels([{ name: "answer", met: 1, total: 2, target: 0.9, weight: 1 }]).index;
void [amount, inAspects, placed, cells, base, said, kept];
// @ts-expect-error the axes are value and loyalty
valueCell("valueLoyalty", { value: 80, response: 0.2 });
// @ts-expect-error there is no such cost
netProfit({ productionCosts: 1 });
import { attitudeBehaviourColumns, churnReasons, earlyWarning, loyaltyIndex, recencyRatio } from "clientele";
const loyal = loyaltyIndex({ satisfaction: 8, retention: null }, { behaviourWeight: 0.4, thresholds: { loyaltyLoyal: 80 } });
const [inWords, points]: [string | undefined, number | null | undefined] = [loyal.level?.zh, loyal.parts[0]?.points];
const cellCodes: Int8Array = attitudeBehaviourColumns({ attitude: [1, null], behaviour: Float64Array.of(1, 2) }, { cuts: "median" }).codes;
const leading: string | undefined = churnReasons([["pricing"], "ethics", null]).reasons[0]?.en;
const warned: string | undefined = recencyRatio({ gaps: [30, 31], daysSinceLast: 60 }).level?.code;
void [inWords, points, cellCodes, leading, warned];
// @ts-expect-error there is no such indicator
loyaltyIndex({ retension: 1 });
// @ts-expect-error there is no such reason
churnReasons({ prices: 3 });
// @ts-expect-error gaps are known or there are none
earlyWarning({ gaps: [30, null] });
earlyWarning({ loyalty: [70, null], daysSinceLast: null });

import { PairwiseMatrix, commitment, earlyWarningColumns, holdoutReport, kanoCategory, netProfits, rankStability, scoreActions, shareOfWallet } from "clientele";
import type { AnswerTable, JudgementSet, Scorer } from "clientele";
const normal = normalize({ columns: { price: [1, null], taste: [2, 3] }, directions: { price: "cost", taste: "benefit" } });
rankStability({ rows: normal.values, criteria: normal.criteria }, [0.5, 0.5], { seed: 1 });
declare const judged: JudgementSet;
PairwiseMatrix.fromRows(judged.rows, { criteria: judged.criteria });
holdoutReport(orders, { calibrationEnd: "2025-01-01", model: chosen.model.kind });
const worse = earlyWarningColumns({ daysSinceLast: [3], meanGap: Float64Array.of(2), loyalty: [[1, null], Float64Array.of(1, 2)] });
const silentBase: [Float64Array, string | undefined, number | undefined] = [worse.ratio, worse.classes[0]?.zh, worse.signals[0]?.known];
const wallet: number | null = shareOfWallet(null, 1).rate;
const bound: number | null = commitment({ affective: [1, null] }).affective;
declare const scorer: Scorer;
const act: string | undefined = scoreActions()[scorer.scoreColumns({ frequency: [1], recency: [1], T: [2] }).action[0] ?? 0]?.zh;
const net: number | null | undefined = netProfits({ revenue: [1] }).total;
void [silentBase, wallet, bound, act, net, kanoCategory(1, 1).zh];
export type { AnswerTable };

import { checkRules, mergeStates, scorePoints, scorecardScaling, stateFields, updateState, type RuleSet } from "clientele";
const rules: RuleSet = {
  code: "lead",
  groups: [{ code: "fit", rules: [{ code: "visits", points: 2, event: "visit", decay: { kind: "halfLife", days: 14 }, cap: 20 }] }],
  bands: [{ code: "cold" }, { code: "hot", from: 10 }],
};
const lead = scorePoints(rules, { tags: ["vip"], since: new Date(0) }, { events: [{ type: "visit", date: 3 }], asOf: "2024-03-31", previous: { lead: 1 } });
const [total, entered]: [number, string | null | undefined] = [lead.total, lead.crossings[0]?.band];
const sideBySide: number | undefined = scorePoints([rules], {})[0]?.parts[0]?.points;
const slip: string | undefined = checkRules([rules])[0]?.zh;
const even: number = scorecardScaling({ points: 600, odds: 50, pointsToDouble: 20 }).link.intercept;
const live = updateState(null, { type: "order", date: "2024-03-01T09:30Z", amount: 5, id: "A1" }, { halfLifeDays: 7 });
const gone: number | null | undefined = stateFields(mergeStates(live.state, null), "2024-03-31", { timeUnit: "week" }).T;
void [total, entered, sideBySide, slip, even, gone];
// @ts-expect-error there is no such decay
scorePoints({ ...rules, groups: [{ code: "g", rules: [{ code: "r", points: 1, event: "e", decay: { kind: "square", days: 1 } }] }] }, {});
// @ts-expect-error there is no such kind of event
updateState(null, { type: "gift", date: 1 });

// What is not known is null, never undefined.
const treeScore: number | null = new IndexTree({ code: "a", source: "x", direction: "benefit", lo: 0, hi: 1 }).score({ x: null }).score;
const converted: (number | null)[][] = normalize({ columns: { x: [1, 2] }, directions: "benefit" }).values;
// @ts-expect-error it may be null
treeScore.toFixed(converted.length);

import { calibrate, calibratedRisk, calibrateRevenue, churnOutcomes, expectedRevenue, importModel, predictImported } from "clientele";
import type { Calibration, ImportedModel } from "clientele";
const calibrated: Calibration = calibrate({ silence: [1, 2, null] }, [0, 1, true], { method: "logisticIsotonic", folds: 0 });
const likely: Float64Array = calibratedRisk(calibrated, { silence: [1] }).probability;
const elsewhere: ImportedModel = importModel("{}", { format: "xgboost" });
const times: number | undefined = predictImported(elsewhere, { silence: [1] }).factors["silence"]?.[0];
const spending = (orders: Orders) => {
  const known = churnOutcomes(orders, { cutoff: "2024-01-31", days: 90 });
  return expectedRevenue(calibrateRevenue(known.columns, known, { purchase: { folds: 0 } }), known.columns)[0];
};
void [likely, times, spending];
// @ts-expect-error there is no such format
importModel({}, { format: "catboost" });
// @ts-expect-error the days are needed
churnOutcomes({}, { cutoff: "2024-01-31" });

// Missing is `null`, `undefined` or left out (tests/package/missing.test.mjs runs such calls).
import * as every from "clientele";
classify("relationship", { purchases: null, daysSinceLast: undefined });
classify("lifecycle", { purchases: 3, revenues: [1, null, undefined] });
classify("lifecycle", { purchases: 3, revenues: null });
classify("endUse", { resells: null });
classifyColumns("relationship", { purchases: [1, undefined, null], daysSinceLast: null });
every.relationMetrics({ daysSinceFirst: null, spend: [1, null, undefined] });
every.relationStrength({ trust: undefined, commitment: null });
every.stepCoverage({ identify: null });
every.stepCoverage({ identified: [true, null], differentiated: null });
rfm({ daysSinceLast: [1, null, undefined], purchases: new Float64Array(3), monetary: [1, 2, 3] });
concentration([1, undefined, null], { ids: undefined });
netProfit({ revenue: null, productionCost: undefined });
netProfits({ revenue: [1, undefined], productionCost: null });
every.currentValueIndex({ grossMargin: undefined, serviceCost: null });
every.futureMargin({ current: 1, revenue: 2, wallet: null });
every.evaluationSystem({ coverage: 1, periods: null });
every.evaluationSystem({ columns: { revenue: [1, undefined], productionCost: null }, customers: undefined });
every.constantMarginValue({ margin: 1, retention: 0.5, discountRate: 0.1, acquisitionCost: null, timing: undefined });
every.campaignResponse({ responses: null });
valueCell("valueLoyalty", { value: undefined });
valueMatrix("valueLoyalty", { value: [1, null, undefined], loyalty: [1, 2, 3] });
every.priceIdentity({ price: 3, cost: 2, profit: null });
complaintType({ voice: undefined, failures: null });
every.complaintPath({ firm: null, legal: true });
every.complaintMetrics({ customers: null }, [{ resolved: null, cause: undefined }]);
every.handlingSatisfaction({ distributive: null, after: undefined });
serviceLevels([{ name: "answer", met: 1, total: 2, target: 0.9, weight: 1, tier: null }]);
commitment({ affective: [1, null, undefined], continuance: null });
every.deliveredValue([{ name: "a", benefits: [{ name: "x", amount: null }], costs: [{ name: "y", amount: undefined }] }]);
every.driverIndex([{ code: "a", weight: 1, items: [{ code: "b", weight: 1, score: undefined }] }, ...every.valueDrivers()]);
every.valueHierarchy([{ name: "a", items: [{ name: "x", weight: 1, desired: null, received: 3 }], links: null }]);
every.customerValueAnalysis([{ name: "a", weight: 1, own: null, competitors: [null, undefined] }], { own: 1, market: null });
every.qualityViews([{ name: "a", view: "technical", score: null }]);
every.serviceGaps({ expectation: 5, understanding: null });
every.benchmark([{ name: "a", own: null, others: [1, undefined] }]);
every.serviceBlueprint([{ name: "a", severity: 1, occurrence: null, detection: undefined }]);
every.satisfactionIndex([{ name: "a", weight: 1, evaluation: null }]);
every.satisfactionTree([{ code: "a", parent: undefined, rating: null }]);
kano({ a: { functional: [1, null, undefined], dysfunctional: [1, 2, 3] } });
servqual({ perceptions: [[1, undefined]], expectations: [[1, null]] });
every.disconfirmation({ performance: [1, undefined], expectation: new Float64Array(2) });
every.likert([1, null, undefined]);
every.recommendationScore([1, undefined, null]);
every.reliability({ rows: [[1, undefined], [null, 2]] });
every.satisfactionType({ satisfaction: undefined, speaksIll: null });
every.relationalBenefits({ confidence: null, social: [1, undefined] });
every.loyaltyProgramme({ spend: 1, pointsPerSpend: 1, pointValue: 1, breakage: 0, incrementalMargin: null, runningCost: undefined });
every.stayProbability({ ours: 1, alternative: 1, switchingCost: 0, scale: undefined });
every.loyaltyIndexColumns({ retention: [1, undefined], satisfaction: null });
earlyWarningColumns({ daysSinceLast: [3, undefined], meanGap: undefined, loyalty: [[1, undefined]] });
new IndexTree({ code: "a", source: "x", direction: { interval: [1, 2] }, lo: 0, hi: 3, en: null, weight: undefined }).score({ x: undefined });
// @ts-expect-error what is needed is no gap
every.futureMargin({ current: null, revenue: 2 });
// @ts-expect-error nor may it be left out
every.constantMarginValue({ margin: 1 });
// @ts-expect-error an offer has a name
every.deliveredValue([{ benefits: [], costs: [] }]);
// @ts-expect-error there is no such part
every.deliveredValue([{ name: "a", benefits: [{ name: "x", amounts: 1 }], costs: [] }]);
// @ts-expect-error nor such an attribute
every.customerValueAnalysis([{ name: "a", weight: 1, others: [1] }], {});

import { createVisitor } from "clientele/visitor";
declare const anyScorer: import("clientele/visitor").CustomerScorer;
const visitor = createVisitor({ scorer: anyScorer, consent: () => null, storage: null, weights: { view: 3 } });
const isNew: boolean = visitor.order({ amount: 3, date: "2026-01-01", categories: ["tea"], reference: "1001" });
const off: () => void = visitor.on("change", ({ detail }) => void [detail.score.value, detail.before?.band, detail.changed.includes("churn")]);
const mergedCustomer = visitor.identify({ id: 7, orders: [{ date: "2026-01-01", amount: 3 }] });
const mergedNumbers: [number, number | undefined] = [mergedCustomer.id, mergedCustomer.orders?.[0]?.amount];
anyScorer.score(visitor.record());
void [isNew, off, mergedNumbers];
// @ts-expect-error a visitor has no address
visitor.view({ url: "/tea" });
// @ts-expect-error there is no such event
visitor.on("score", () => {});

import { createHandler, d1Store, memoryStore, profileAt, type Handler, type Store } from "clientele/edge";
const ownStore: Store = { ...memoryStore(), read: async (key) => ({ value: key, version: 1 }) };
export const handlers: Handler[] = [
  createHandler({ profile: plainProfile(), store: ownStore, auth: { tokens: ["a", { token: "b", scopes: ["score"] }], open: ["read"] }, cors: ["*"] }),
  createHandler((env: { DB: unknown }) => ({ profiles: { tea: { load: async () => null, ttl: 3 }, milk: profileAt("https://x.example") }, standard: "tea", store: d1Store(env.DB), limits: { rows: 3 } })),
];
declare function plainProfile(): import("clientele/score").Profile;
// @ts-expect-error one of the two
createHandler({ store: null });
// @ts-expect-error there is no such scope
createHandler({ profile: plainProfile(), auth: { tokens: [], open: ["write"] } });

import { Scorer as PlainScorer, type CustomerScore as PlainScore } from "clientele/score/nowasm";
declare const plainScorer: PlainScorer;
const plainScore: PlainScore = plainScorer.score({ frequency: 1, recency: 1, T: 2 });
export const plainRisk: number | null = plainScore.churn.risk;

import { ordersFromHubSpot, ordersFromPipedrive, ordersFromSalesforce, ordersFromShopify, ordersFromStripe, ordersFromWooCommerce } from "clientele/adapters";
import type { Adapted, LeftOutReason } from "clientele/adapters";
import { Orders as ManyOrders } from "clientele";
const adapted: Adapted = ordersFromShopify({ orders: [{ id: 1, total_price: "5.00", customer: { id: 7 }, tags: "new" } as { id: number; total_price: string }] });
ManyOrders.fromColumns(adapted.orders).summarize();
const why: LeftOutReason[] = adapted.report.leftOut.map(({ reason }) => reason);
void [
  why,
  ordersFromShopify([{ data: { orders: { edges: [{ node: { id: "gid://shopify/Order/1", totalPriceSet: { shopMoney: { amount: "5.0" } } } }] } } }]),
  ordersFromWooCommerce([{ id: 1, total: "5.00" }], { customer: "email", include: ["unpaid"] }),
  ordersFromStripe([{ data: [{ id: "ch_1", amount: 500, currency: "usd", customer: { id: "cus_1" } }] }], { currency: "USD", rates: { EUR: 1.08 } }),
  ordersFromHubSpot("Record ID,Amount", { wonStages: ["closedwon"], customer: "company" }),
  ordersFromSalesforce({ records: [{ Id: "006A", Amount: 5 }] }),
  ordersFromPipedrive({ success: true, data: null }),
];
// @ts-expect-error a shop has no stages
ordersFromShopify([], { wonStages: ["closedwon"] });
// @ts-expect-error an amount is no truth value
ordersFromStripe({ id: "ch_1", amount: true });
