// The public API. Nothing here may call WebAssembly while it is evaluated: the manual entry
// initialises later.

export { PairwiseMatrix } from "./ahp.js";
export { calibrate, calibratePoints, calibrateRevenue, calibratedRisk, calibrationQuality, churnOutcomes, expectedRevenue } from "./calibration.js";
export {
  churnReasons,
  cusumChart,
  defectionRate,
  earlyWarning,
  earlyWarningColumns,
  ewmaChart,
  purchaseInertia,
  recencyRatio,
  retentionEffect,
  seriesTrend,
  simpleActivity,
  simpleActivityColumns,
  stayProbability,
  switchingBarrier,
  switchingCosts,
} from "./churn.js";
export { CovariateModel } from "./covariates.js";
export { drift } from "./drift.js";
export { ClienteleError } from "./errors.js";
export { importModel, predictImported } from "./imported.js";
export { IndexTree, checkIndexSystem, normalize, reliability } from "./indices.js";
export { IncompleteMatrix } from "./incomplete.js";
export { bestWorst, criticalWeights, fuzzyAhp, rankStability, weightSensitivity } from "./certainty.js";
export {
  aggregateJudgments,
  consensus,
  disagreement,
  judgementFile,
  kendallW,
  mergeJudgementFiles,
  opinionClusters,
} from "./groups.js";
export { label, labels } from "./labels.js";
export { mergeStates, stateFields, updateState } from "./live.js";
export { GammaGamma } from "./gamma-gamma.js";
export { Hierarchy } from "./hierarchy.js";
export {
  attitudeBehaviour,
  attitudeBehaviourColumns,
  bondLevel,
  loyaltyCurve,
  loyaltyIndex,
  loyaltyIndexColumns,
  loyaltyOnCurve,
  loyaltyProgramme,
  recommendationScore,
  relationalBenefits,
  repurchaseRate,
  retentionOver,
  retentionRate,
  satisfactionType,
  satisfactionTypes,
  serviceProfitChain,
  shareOfWallet,
  survivalCurve,
} from "./loyalty.js";
export { BgBb, BgCnbdK, BgNbd, MbgNbd, ParetoNbd, ShiftedBetaGeometric } from "./models.js";
export { CustomerSummary, Orders, OrdersReader } from "./orders.js";
export {
  acsiStyleIndex,
  benchmark,
  customerValueAnalysis,
  deliveredValue,
  derivedImportance,
  disconfirmation,
  driverIndex,
  fuzzyKano,
  kano,
  kanoCategory,
  likert,
  pathModel,
  qualityViews,
  satisfactionIndex,
  satisfactionModel,
  satisfactionTree,
  serviceBlueprint,
  serviceGaps,
  servperf,
  servqual,
  valueDrivers,
  valueHierarchy,
  valueMap,
} from "./perceived.js";
export { Profile, buildProfile } from "./profile.js";
export { checkRules, scorePoints, scorecardScaling } from "./points.js";
export { fuzzyEvaluation, rank } from "./ranking.js";
export {
  Records,
  customerFeatures,
  exportQuestionnaires,
  importQuestionnaires,
  kanoQuestionnaires,
  questionnaire,
  questionnaires,
  readRecords,
  recordKinds,
} from "./records.js";
export { holdoutReport } from "./report.js";
export { Scorer, scoreActions } from "./scorer.js";
export {
  checkRfmMap,
  classTotals,
  classifiers,
  classify,
  classifyColumns,
  concentration,
  customerActivity,
  relationMetrics,
  relationMetricsColumns,
  relationStrength,
  relationStrengthColumns,
  rfm,
  rfmOf,
  rfmSegments,
  stepCoverage,
  thresholds,
} from "./segment.js";
export { fitModel } from "./selection.js";
export {
  commitment,
  complaintEvents,
  complaintMetrics,
  complaintPath,
  complaintProfiles,
  complaintType,
  complaintTypeByIntentions,
  complaintTypes,
  guaranteeCost,
  handlingSatisfaction,
  metWithin,
  recoveryPoints,
  serviceLevels,
  servicePlan,
  serviceStep,
} from "./service.js";
export { simulateCustomers } from "./simulation.js";
export { readTable } from "./table.js";
export {
  campaignResponse,
  cashFlowValue,
  constantMarginValue,
  creditPoints,
  currentValueIndex,
  demandContribution,
  evaluationSystem,
  futureMargin,
  netProfit,
  netProfits,
  onTimePoints,
  potentialValueIndex,
  priceIdentity,
  profitProxy,
  trueDiscount,
  valueAspects,
  valueCell,
  valueIndexColumns,
  valueMatrix,
} from "./value.js";
export { randomSeed, version } from "./wasm.js";
export {
  combineWeights,
  criticWeights,
  entropyWeights,
  giniWeights,
  independenceWeights,
  merecWeights,
  pcaWeights,
  standardDeviationWeights,
  variationWeights,
  weightingAdvice,
} from "./weighting.js";
