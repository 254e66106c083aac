import {
  BgCnbdK,
  BgNbd,
  CovariateModel,
  GammaGamma,
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
void [named, ahead, own];
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
