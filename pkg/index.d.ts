/// <reference lib="esnext.disposable" />

export * from "./scores.js";
import type { CustomerColumns, CustomerFacts, CustomerScore, CustomerScorer, DateLike, Label, ScoreColumn, ScoreColumns } from "./scores.js";
import type {
  AbcFacts,
  AcsiIndex,
  AcsiOptions,
  Activity,
  ActivityFacts,
  Anchor,
  AnswerTableOptions,
  AskedAttribute,
  BandCrossing,
  Benchmark,
  BenchmarkItem,
  BenefitAnswers,
  BestWorst,
  BestWorstOptions,
  BgNbdParams,
  BlockScale,
  BlueprintStep,
  BondLevel,
  Bonds,
  BootstrapOptions,
  BrandTable,
  CalibratedFeature,
  Calibration,
  CalibrationMethod,
  CalibrationOptions,
  CalibrationQuality,
  CampaignResponse,
  Candidate as ModelCandidate,
  CashFlowOptions,
  CashFlowValue,
  Caution,
  CellCount,
  Chain,
  ChainOptions,
  Chart,
  ChartOptions,
  CheckOptions,
  ClassCount,
  Classification,
  ClusterOptions,
  ColumnRead,
  CombinedWeights,
  CombineOptions,
  Commitment,
  CommitmentAnswers,
  CommitmentOptions,
  ComplaintActions,
  ComplaintCase,
  ComplaintCounts,
  ComplaintEventKind,
  ComplaintFacts,
  ComplaintMetrics,
  ComplaintPath,
  ComplaintProfile,
  ComplaintStatus,
  ComplaintTypeCount,
  Completion,
  CompletionMethod,
  Compromise,
  ConcentrationOptions,
  ConcentrationShares,
  Concordance,
  Consensus,
  ConsensusBand,
  ConsensusOptions,
  Consistency,
  ConsistencyOptions,
  ConsistencyReport,
  ConstantMargin,
  ConstantMarginValue,
  Consumption,
  Convergence,
  ConversionOptions,
  ConvertedData,
  CriticalOptions,
  CriticalWeights,
  CriticOptions,
  CrossingDirection,
  CsvOptions,
  CsvPreview,
  CurvePoint,
  CustomerAccount,
  CustomerValue,
  CustomerValueOptions,
  DataWeights,
  Decay,
  DecayKind,
  Decision,
  Defection,
  DeliveredValueOptions,
  DeliveredValues,
  DerivedImportance,
  DeviationOptions,
  Disagreement,
  DisagreementOptions,
  Disconfirmation,
  DisconfirmationOptions,
  DiscountTrail,
  DriverGroup,
  DriftLevel,
  DriftLimits,
  DriverIndex,
  DriverItem,
  DriverOptions,
  EarlyWarning,
  Efficiency,
  EndUse,
  EntropyOptions,
  Evaluation,
  EventKind,
  Fact,
  FactRange,
  FeatureOptions,
  FeatureReport,
  FitOptions,
  FutureMargin,
  FuzzyAveraging,
  FuzzyEvaluation,
  FuzzyKano,
  FuzzyKanoAnswer,
  FuzzyMethod,
  FuzzyOptions,
  FuzzyPart,
  FuzzyWeights,
  GammaGammaParams,
  GapScores,
  GiniOptions,
  GraOptions,
  GroupMethod,
  GroupOptions,
  GroupPoints,
  GroupPriorities,
  GroupWeights,
  GuaranteeCost,
  GuaranteeTerm,
  HandlingAnswers,
  HandlingOptions,
  HandlingSatisfaction,
  HierarchyConsistency,
  HierarchyLevel,
  HierarchyValueOptions,
  HierarchyWeights,
  IdealDistances,
  ImportanceOptions,
  IncompleteConsistency,
  IncompleteConsistencyOptions,
  IndexSystemReport,
  Inertia,
  IngestReport,
  IsotonicKnot,
  JudgementFile,
  JudgementGradient,
  JudgementScale,
  JudgementSentence,
  JudgementSet,
  KanoAttribute,
  KanoOptions,
  KanoSurvey,
  KindAmount,
  KindRows,
  KnownData,
  LatentVariable,
  LeastSquares,
  LeftOut,
  Lifecycle,
  LikertAnswers,
  LikertIndex,
  LikertOptions,
  LinearTerm,
  LiveEvent,
  LiveSettings,
  LogisticLink,
  LogisticVerdict,
  LoyaltyAnswers,
  LoyaltyCurve,
  LoyaltyFacts,
  LoyaltyIndexOptions,
  LoyaltyScore,
  MapCheck,
  MarginFacts,
  MatrixAxes,
  MatrixCuts,
  MergedJudgements,
  MergeOptions,
  MissingInput,
  MissingPair,
  MissingTerm,
  MissingValues,
  ModelChoice,
  ModelFormat,
  ModelKind,
  ModelReport,
  NetProfit,
  NextQuestion,
  Offer,
  OpinionClusters,
  OrderPreservation,
  OutcomeOptions,
  ParameterInterval,
  ParetoNbdParams,
  PartKind,
  PathModel,
  PathModelOptions,
  PathModelReport,
  PcaOptions,
  PeriodCustomers,
  PointBand,
  PointPart,
  PointScaling,
  PointScore,
  PriceFacts,
  PriceIdentity,
  Priorities,
  PriorityMethod,
  Profile as ProfileData,
  ProfileOptions,
  ProfileProvenance,
  ProfitOptions,
  ProgrammeFacts,
  ProgrammeReturn,
  Provenance,
  PyramidFacts,
  QualityItem,
  QualityViews,
  Questionnaire,
  QuestionnaireItem,
  QuestionOptions,
  Ranked,
  Ranking,
  RankMethodName,
  RankScaling,
  RankStability,
  Rate,
  Repurchase,
  RatedAttribute,
  RatedPrice,
  ReasonCounts,
  ReasonReport,
  RecencyRatio,
  RecommendationScore,
  RecordKind,
  RecordsReport,
  RecoveryPoints,
  Relation,
  RelationFacts,
  RelationMetrics,
  Reliability,
  RepairOptions,
  RepairReport,
  ReportOptions,
  ResponseFacts,
  ResponsePrior,
  RetentionChange,
  RetentionEffect,
  RevenueModel,
  RevenueOptions,
  RevenueTerm,
  RfmCuts,
  RfmFacts,
  RfmOptions,
  RfmSegment,
  RfmWeights,
  Rule,
  RuleBand,
  RuleFinding,
  RuleGroup,
  RulePoints,
  RuleSet,
  RuleSeverity,
  SatisfactionIndex,
  SatisfactionItem,
  SatisfactionModel,
  SatisfactionModelReport,
  SatisfactionOptions,
  SatisfactionTree,
  SatisfactionTreeNode,
  ScorecardScale,
  SegmentFacts,
  SensitivityOptions,
  ServiceBlueprint,
  ServiceGapOptions,
  ServiceGaps,
  ServiceLevel,
  ServiceLevelReport,
  ServicePlan,
  ServiceProcess,
  ServiceQuality,
  ServqualOptions,
  SharedCell,
  SignalCount,
  StabilityOptions,
  Standard,
  StateReport,
  StayOrLeave,
  StayProbability,
  StepFacts,
  StepRatios,
  StrengthOptions,
  SumAndProduct,
  Survival,
  SurvivalOptions,
  SwitchingAnswers,
  SwitchingBarrier,
  SwitchingCosts,
  SynthesisOptions,
  SystemChoice,
  Threshold,
  Thresholds,
  Ties,
  TimeUnit,
  TopsisOptions,
  Traits,
  TreeLeaf,
  TreeNode,
  TreeScore,
  Trend,
  TwoFirms,
  ValueBrand,
  ValueHierarchy,
  ValueIndexKind,
  ValueIndexOptions,
  ValueIndexScore,
  ValueLimits,
  ValueMap,
  ValueMapOptions,
  VikorOptions,
  WarningFacts,
  WaspasOptions,
  WeightedSumOptions,
  WeightErrors,
  WeightingAdvice,
  WeightingCase,
  WeightSensitivity,
  WeightSet,
} from "./wasm/full/types.js";

export type {
  AbcFacts,
  AcsiIndex,
  AcsiOptions,
  Activity,
  ActivityFacts,
  Anchor,
  AnswerTableOptions,
  AskedAttribute,
  BandCrossing,
  Benchmark,
  BenchmarkItem,
  BenefitAnswers,
  BestWorst,
  BestWorstOptions,
  BgNbdParams,
  BlockScale,
  BlueprintStep,
  BondLevel,
  Bonds,
  BootstrapOptions,
  BrandTable,
  CalibratedFeature,
  Calibration,
  CalibrationMethod,
  CalibrationOptions,
  CalibrationQuality,
  CampaignResponse,
  CashFlowOptions,
  CashFlowValue,
  Caution,
  CellCount,
  Chain,
  ChainOptions,
  Chart,
  ChartOptions,
  CheckOptions,
  ClassCount,
  Classification,
  ClusterOptions,
  ColumnRead,
  CombinedWeights,
  CombineOptions,
  Commitment,
  CommitmentAnswers,
  CommitmentOptions,
  ComplaintActions,
  ComplaintCase,
  ComplaintCounts,
  ComplaintEventKind,
  ComplaintFacts,
  ComplaintMetrics,
  ComplaintPath,
  ComplaintProfile,
  ComplaintStatus,
  ComplaintTypeCount,
  Completion,
  CompletionMethod,
  Compromise,
  ConcentrationOptions,
  ConcentrationShares,
  Concordance,
  Consensus,
  ConsensusBand,
  ConsensusOptions,
  Consistency,
  ConsistencyOptions,
  ConsistencyReport,
  ConstantMargin,
  ConstantMarginValue,
  Consumption,
  Convergence,
  ConversionOptions,
  ConvertedData,
  CriticalOptions,
  CriticalWeights,
  CriticOptions,
  CrossingDirection,
  CsvOptions,
  CsvPreview,
  CurvePoint,
  CustomerAccount,
  CustomerValue,
  CustomerValueOptions,
  DataWeights,
  Decay,
  DecayKind,
  Decision,
  Defection,
  DeliveredValueOptions,
  DeliveredValues,
  DerivedImportance,
  DeviationOptions,
  Disagreement,
  DisagreementOptions,
  Disconfirmation,
  DisconfirmationOptions,
  DiscountTrail,
  DriverGroup,
  DriftLevel,
  DriftLimits,
  DriverIndex,
  DriverItem,
  DriverOptions,
  EarlyWarning,
  Efficiency,
  EndUse,
  EntropyOptions,
  Evaluation,
  EventKind,
  Fact,
  FactRange,
  FeatureOptions,
  FeatureReport,
  FitOptions,
  FutureMargin,
  FuzzyAveraging,
  FuzzyEvaluation,
  FuzzyKano,
  FuzzyKanoAnswer,
  FuzzyMethod,
  FuzzyOptions,
  FuzzyPart,
  FuzzyWeights,
  GammaGammaParams,
  GapScores,
  GiniOptions,
  GraOptions,
  GroupMethod,
  GroupOptions,
  GroupPoints,
  GroupPriorities,
  GroupWeights,
  GuaranteeCost,
  GuaranteeTerm,
  HandlingAnswers,
  HandlingOptions,
  HandlingSatisfaction,
  HierarchyConsistency,
  HierarchyLevel,
  HierarchyValueOptions,
  HierarchyWeights,
  IdealDistances,
  ImportanceOptions,
  IncompleteConsistency,
  IncompleteConsistencyOptions,
  IndexSystemReport,
  Inertia,
  IngestReport,
  IsotonicKnot,
  JudgementFile,
  JudgementGradient,
  JudgementScale,
  JudgementSentence,
  JudgementSet,
  KanoAttribute,
  KanoOptions,
  KanoSurvey,
  KindAmount,
  KindRows,
  KnownData,
  LatentVariable,
  LeastSquares,
  LeftOut,
  Lifecycle,
  LikertAnswers,
  LikertIndex,
  LikertOptions,
  LinearTerm,
  LiveEvent,
  LiveSettings,
  LogisticLink,
  LogisticVerdict,
  LoyaltyAnswers,
  LoyaltyCurve,
  LoyaltyFacts,
  LoyaltyIndexOptions,
  LoyaltyScore,
  MapCheck,
  MarginFacts,
  MatrixAxes,
  MatrixCuts,
  MergedJudgements,
  MergeOptions,
  MissingInput,
  MissingPair,
  MissingTerm,
  MissingValues,
  ModelCandidate,
  ModelChoice,
  ModelFormat,
  ModelKind,
  ModelReport,
  NetProfit,
  NextQuestion,
  Offer,
  OpinionClusters,
  OrderPreservation,
  OutcomeOptions,
  ParameterInterval,
  ParetoNbdParams,
  PartKind,
  PathModel,
  PathModelOptions,
  PathModelReport,
  PcaOptions,
  PeriodCustomers,
  PointBand,
  PointPart,
  PointScaling,
  PointScore,
  PriceFacts,
  PriceIdentity,
  Priorities,
  PriorityMethod,
  ProfileData,
  ProfileProvenance,
  ProfitOptions,
  ProgrammeFacts,
  ProgrammeReturn,
  Provenance,
  PyramidFacts,
  QualityItem,
  QualityViews,
  Questionnaire,
  QuestionnaireItem,
  QuestionOptions,
  Ranked,
  Ranking,
  RankMethodName,
  RankScaling,
  RankStability,
  Rate,
  Repurchase,
  RatedAttribute,
  RatedPrice,
  ReasonCounts,
  ReasonReport,
  RecencyRatio,
  RecommendationScore,
  RecordKind,
  RecordsReport,
  RecoveryPoints,
  Relation,
  RelationFacts,
  RelationMetrics,
  Reliability,
  RepairOptions,
  RepairReport,
  ResponseFacts,
  ResponsePrior,
  RetentionChange,
  RetentionEffect,
  RevenueModel,
  RevenueOptions,
  RevenueTerm,
  RfmCuts,
  RfmFacts,
  RfmOptions,
  RfmSegment,
  RfmWeights,
  Rule,
  RuleBand,
  RuleFinding,
  RuleGroup,
  RulePoints,
  RuleSet,
  RuleSeverity,
  SatisfactionIndex,
  SatisfactionItem,
  SatisfactionModel,
  SatisfactionModelReport,
  SatisfactionOptions,
  SatisfactionTree,
  SatisfactionTreeNode,
  ScorecardScale,
  SegmentFacts,
  SensitivityOptions,
  ServiceBlueprint,
  ServiceGapOptions,
  ServiceGaps,
  ServiceLevel,
  ServiceLevelReport,
  ServicePlan,
  ServiceProcess,
  ServiceQuality,
  ServqualOptions,
  SharedCell,
  SignalCount,
  StabilityOptions,
  Standard,
  StateReport,
  StayOrLeave,
  StayProbability,
  StepFacts,
  StepRatios,
  StrengthOptions,
  SumAndProduct,
  Survival,
  SurvivalOptions,
  SwitchingAnswers,
  SwitchingBarrier,
  SwitchingCosts,
  SynthesisOptions,
  SystemChoice,
  Threshold,
  Thresholds,
  Ties,
  TimeUnit,
  TopsisOptions,
  Traits,
  TreeLeaf,
  TreeNode,
  TreeScore,
  Trend,
  TwoFirms,
  ValueBrand,
  ValueHierarchy,
  ValueIndexKind,
  ValueIndexOptions,
  ValueIndexScore,
  ValueLimits,
  ValueMap,
  ValueMapOptions,
  VikorOptions,
  WarningFacts,
  WaspasOptions,
  WeightedSumOptions,
  WeightErrors,
  WeightingAdvice,
  WeightingCase,
  WeightSensitivity,
  WeightSet,
};

/** Returns the version of the library. */
export function version(): string;

/**
 * Returns a seed, 32 random bits from the host, to report together with what it was used for.
 * Nothing in the library is random unless it is given a seed.
 */
export function randomSeed(): number;

/** Returns every label there is. */
export function labels(): Label[];

/** Returns the label of a code; an unknown code stands for itself. */
export function label(code: string): Label;

/** Options of reading a file. */
export type FileOptions = Partial<CsvOptions> & {
  /** Encoding of the bytes, when it is not UTF-8: any that the host's `TextDecoder` knows. */
  encoding?: string;
};

/** Reads a CSV file piece by piece, as it comes from a stream. */
export class OrdersReader {
  constructor(options?: FileOptions);
  /** Reads the next piece of the file. */
  push(bytes: Uint8Array | ArrayBuffer): void;
  /** Rows read so far, the header among them. */
  readonly rows: number;
  /** Ends the file and returns its orders; the reader cannot be used any more. */
  finish(): Orders;
  free(): void;
  [Symbol.dispose](): void;
}

/** Reads any small CSV file as texts: quotes, line ends and the delimiter as for orders. */
export function readTable(csv: string | Uint8Array | ArrayBuffer): { headers: string[]; rows: string[][] };

/** Options of summarising orders. */
export interface SummarizeOptions {
  /** The day up to which orders count; that of the last order unless told. */
  asOf?: DateLike;
  /** Unit of recency and T: `"day"` unless told. */
  timeUnit?: TimeUnit;
}

/** Orders of all customers. */
export class Orders {
  private constructor();
  /** Returns the headers, the guessed roles and the first rows of a file. */
  static inspect(csv: string | Uint8Array | ArrayBuffer, options?: FileOptions): CsvPreview;
  /** Reads a CSV file. */
  static fromCsv(csv: string | Uint8Array | ArrayBuffer, options?: FileOptions): Orders;
  /** Returns a reader for a file that comes in pieces. */
  static reader(options?: FileOptions): OrdersReader;
  /** Takes orders as columns of equal length. */
  static fromColumns(columns: {
    customerId: readonly (string | number)[];
    date: ArrayLike<DateLike>;
    amount: ArrayLike<number>;
    /** The one currency of all amounts, such as "EUR"; none is named unless told. */
    currency?: string | null;
  }): Orders;
  /** The number of orders. */
  readonly length: number;
  /** The number of customers. */
  readonly customers: number;
  /** The day of the first order. */
  readonly firstDate: string;
  /** The day of the last order. */
  readonly lastDate: string;
  /** What was read, what was refunded, and which rows could not be read. */
  readonly report: IngestReport;
  /** Returns frequency, recency, T and monetary value of each customer. */
  summarize(options?: SummarizeOptions): CustomerSummary;
  free(): void;
  [Symbol.dispose](): void;
}

/** One row for each customer, as columns. */
export class CustomerSummary {
  private constructor();
  readonly length: number;
  readonly ids: readonly string[];
  readonly asOf: string;
  readonly timeUnit: TimeUnit;
  /**
   * The currency that the orders name, by its ISO code; `null` where they name none. A profile in another currency
   * scores no such summary: `explain` and `scoreColumns` throw `MixedCurrencies`.
   */
  readonly currency: string | null;
  /** Orders after `asOf`, which were left out. */
  readonly ordersAfterAsOf: number;
  /** Repeat purchases; the orders of one day are one purchase. */
  readonly frequency: Float64Array;
  /** Time of the last purchase since the first (t_x), 0 when frequency is 0. */
  readonly recency: Float64Array;
  /** Time from the first purchase to `asOf`. */
  readonly T: Float64Array;
  /** Mean net amount of the repeat purchases, 0 when frequency is 0. */
  readonly monetaryValue: Float64Array;
  /** Net revenue. */
  readonly revenue: Float64Array;
  /** Net revenue of the last 365 days. */
  readonly revenueInYear: Float64Array;
  /** Purchases of the last 365 days. */
  readonly purchasesInYear: Float64Array;
  /** Complete quarters since the first purchase in which there was one. */
  readonly activeQuarters: Float64Array;
  /** Complete quarters since the first purchase. */
  readonly elapsedQuarters: Float64Array;
  /** Sum of the logarithms of the times between successive purchases, 0 when frequency is 0. */
  readonly lnGaps: Float64Array;
  /** Day of the first purchase, in days since 1970-01-01. */
  readonly firstDay: Float64Array;
  /** Day of the last purchase, in days since 1970-01-01. */
  readonly lastDay: Float64Array;
  free(): void;
  [Symbol.dispose](): void;
}

/** Options of reading records. */
export interface RecordOptions {
  /** Headers of fields that are not to be recognised by themselves: field and header. */
  columns?: Readonly<Record<string, string>>;
  /** The delimiter; by default the most frequent one in the header. */
  delimiter?: CsvOptions["delimiter"];
  /** The decimal sign; by default recognised, and asked for where it is not clear. */
  decimal?: CsvOptions["decimal"];
  /** The order of numeric dates; by default decided by the whole file, and asked for otherwise. */
  dateOrder?: CsvOptions["dateOrder"];
  /** What to do with a row that cannot be read: the first one is the error unless told. */
  onBadRow?: CsvOptions["onBadRow"];
  /** Of answers: questionnaires beside the built-in ones, or in the place of those of the same code. */
  questionnaires?: readonly Questionnaire[];
  /** Encoding of the bytes, when it is not UTF-8. */
  encoding?: string;
}

/** A field of a kind of record. */
export interface RecordField {
  /** The name of the field, which is a header of it too. */
  readonly name: string;
  /** What its cells hold. */
  readonly cell: "text" | "day" | "yes" | "number" | "amount" | "grade" | "ratio" | "word";
  /** Whether every row must have it. */
  readonly needed: boolean;
  /** The least number there may be. */
  readonly least: number | null;
  /** The largest number there may be. */
  readonly most: number | null;
  /** The words there may be; of a grade those that stand for points. */
  readonly words: readonly string[];
  /** What else its header may be, in English and Chinese: case, spaces, `_` and `-` do not count. */
  readonly headers: readonly string[];
}

/** Answers to one instrument: a row a respondent, a column a question, NaN where there is no answer. */
export interface AnswerTable {
  /** The instrument. */
  readonly instrument: string;
  /** The respondents, in natural order. */
  readonly respondents: readonly string[];
  /** The questions: those of the questionnaire in its order. */
  readonly criteria: readonly string[];
  /** The answers of each respondent. */
  readonly rows: readonly Float64Array[];
  /** The answers to each question. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** Answers that a later one replaces, and answers given twice on a day. */
  readonly replaced: number;
  /** Gaps where a respondent gave different answers to a question on the last day. */
  readonly contradictory: number;
}

/** Options of a table of answers. */
export type TableOptions = Omit<Partial<AnswerTableOptions>, "asOf"> & {
  /** The last day whose answers count. */
  asOf?: DateLike | null;
};

/** Records of one kind (客户、交易、成本、事件、答案、判断、评分、单位), as validated columns. */
export class Records {
  private constructor();
  /** The kind. */
  readonly kind: RecordKind;
  /** The number of records. */
  readonly length: number;
  /** What was read, which columns were not, and which rows were left out. */
  readonly report: RecordsReport;
  /**
   * Returns the values of a field: numbers, NaN where one is missing (days since 1970-01-01, 1 for yes),
   * or texts, null where one is missing.
   */
  column(field: string): Float64Array | (string | null)[];
  /** Returns answers as a table, which the methods take as it is; reversed questions are turned. */
  table(instrument: string, options?: TableOptions): AnswerTable;
  /** Returns answers to several instruments, with the same respondents. */
  tables(instruments: readonly string[], options?: TableOptions): AnswerTable[];
  /** Returns the answers to Kano's questions (卡诺问卷) by attribute, as `kano` takes them. */
  kano(options?: TableOptions): Record<string, { functional: Float64Array; dysfunctional: Float64Array }>;
  /** Returns judgements as pairwise matrices (判断矩阵): one for each goal and expert. */
  matrices(): JudgementSet[];
  /** Returns ratings as a table of means: brands by attributes. */
  brands(): BrandTable;
  /** Returns the orders of transactions, net of what was returned. */
  orders(): Orders;
  free(): void;
  [Symbol.dispose](): void;
}

/** A column of records: numbers, yes and no, texts as they would stand in a file, dates. */
export type RecordValues = ArrayLike<number | string | boolean | Date | null | undefined>;

/**
 * Reads records beside orders from CSV, or takes them as columns by field or header. Every cell is
 * checked; headers are recognised in English and Chinese; columns that are not known are named in the
 * report.
 */
export function readRecords(
  kind: RecordKind,
  source: string | Uint8Array | ArrayBuffer | Readonly<Record<string, RecordValues | null | undefined>>,
  options?: RecordOptions,
): Records;

/** Returns every kind of record with its fields. */
export function recordKinds(): { readonly kind: RecordKind; readonly fields: readonly RecordField[] }[];

/** Records of each kind, and how features are computed. */
export type FeatureSettings = Omit<Partial<FeatureOptions>, "asOf"> & {
  /** The day on which the customers are looked at; that of the last order unless told. */
  asOf?: DateLike | null;
  customers?: Records | null;
  transactions?: Records | null;
  costs?: Records | null;
  events?: Records | null;
  answers?: Records | null;
};

/** What orders and records say of each customer as of a day. */
export interface CustomerFeatures {
  /** The customers. */
  readonly ids: string[];
  /** The day on which they are looked at. */
  readonly asOf: string;
  /** One column for each feature, NaN where the data cannot say; docs/methods/data.md lists them. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** The features of which no record that was handed over says anything; they share one column. */
  readonly missing: readonly string[];
  /** The revenue of equal periods, the oldest first; NaN before a customer's first purchase. */
  readonly revenues: readonly Float64Array[];
  /** The categories of the transactions. */
  readonly categories: readonly string[];
  /** The spend in each category. */
  readonly spend: readonly Float64Array[];
  /** What became of the records. */
  readonly report: FeatureReport;
}

/** Returns what orders and records say of each customer (客户特征) as of a day. */
export function customerFeatures(orders: Orders | Records, options?: FeatureSettings): CustomerFeatures;

/** Returns the codes of the built-in questionnaires (问卷). */
export function questionnaires(): string[];

/** Returns a built-in questionnaire, in English and Chinese. */
export function questionnaire(code: string): Questionnaire;

/** Returns the two questionnaires of Kano's method (卡诺模型) about attributes. */
export function kanoQuestionnaires(attributes: readonly AskedAttribute[]): [functional: Questionnaire, dysfunctional: Questionnaire];

/** Writes questionnaires as CSV, one row a question, both languages; the built-in ones unless told. */
export function exportQuestionnaires(questionnaires?: Questionnaire | readonly Questionnaire[]): string;

/** Reads questionnaires from CSV, and checks that codes are unique and scales make sense. */
export function importQuestionnaires(csv: string | Uint8Array | ArrayBuffer): Questionnaire[];

/** A summary, or columns of the caller's own, in the unit of time of the model. */
export type PurchaseColumns =
  | CustomerSummary
  | { frequency: ArrayLike<number>; recency: ArrayLike<number>; T: ArrayLike<number> };

/** A summary, or columns of the caller's own. */
export type SpendColumns = CustomerSummary | { frequency: ArrayLike<number>; monetaryValue: ArrayLike<number> };

/** What every model says of its fit; `null` for a model made from parameters. */
export interface Fitted<Params> {
  readonly params: Readonly<Params>;
  /** Standard errors of the estimated parameters; `null` too where the data do not give any. */
  readonly standardErrors: Readonly<Partial<Params>> | null;
  /** Covariance of the estimated parameters, in their order. */
  readonly covariance: number[][] | null;
  readonly logLikelihood: number | null;
  readonly aic: number | null;
  readonly bic: number | null;
  readonly convergence: Convergence | null;
  /** How many customers counted, weights summed; `null` where the parameters were given. */
  readonly customers: number | null;
  /** How many rows were left out; `null` where the parameters were given. */
  readonly excluded: number | null;
  free(): void;
  [Symbol.dispose](): void;
}

/** How the lifetime value is computed. */
export interface LifetimeValueOptions {
  /** Number of periods: 12 unless told. */
  periods?: number;
  /** Length of a period in the model's unit of time: a month unless told, which needs a `timeUnit`. */
  period?: number;
  /** Discount rate a period: 0 unless told. */
  discountRate?: number;
  /** Share of spend that remains after costs: 1 unless told. */
  margin?: number;
}

/** Options of the predictions that look ahead. */
export interface HorizonOptions {
  /** How far, in the model's unit of time; whole opportunities where time is discrete. */
  horizon: number;
}

/**
 * What every purchase model predicts, a number for each customer.
 *
 * Times are in the model's unit of time. For a new customer, of whom only the first purchase is known,
 * give the columns `{ frequency: [0], recency: [0], T: [0] }`.
 */
export interface PurchaseModel<Params = Record<string, number>> extends Fitted<Params> {
  /** Which model it is, as profiles name it. */
  readonly kind: ModelKind;
  /** Unit of time of the parameters, when known. */
  readonly timeUnit: TimeUnit | null;
  /** P(the customer is still active), now or some time `after` now. */
  probabilityAlive(customers: PurchaseColumns, options?: { after?: number }): Float64Array;
  /** P(at least one purchase within the horizon). */
  probabilityOfPurchase(customers: PurchaseColumns, options: HorizonOptions): Float64Array;
  /** Expected purchases within the horizon. */
  expectedPurchases(customers: PurchaseColumns, options: HorizonOptions): Float64Array;
  /** Expected repeat purchases of a new customer within `t`. */
  expectedPurchasesNew(t: number): number;
  /** P(a new customer makes `n` repeat purchases within `t`). */
  purchaseProbabilities(n: number, t: number): number;
  /** P(`n` purchases within the horizon). */
  purchaseProbabilities(customers: PurchaseColumns, options: HorizonOptions & { n: number }): Float64Array;
  /**
   * Time until the next purchase has come with each probability, NaN where it never reaches that, or only beyond the
   * range of numbers (of BG/BB: after more than a million opportunities); and
   * `never`, P(there is no further purchase).
   */
  nextPurchase(
    customers: PurchaseColumns,
    options?: { quantiles?: number[] },
  ): { quantiles: Float64Array[]; never: Float64Array };
  /**
   * Discounted expected residual purchases (DERT; DERL for contracts): those to come up to the
   * horizon, or until the end of time; NaN where they have no bound.
   *
   * The discount rate is that of **one unit of time of the model**, not of a year: a purchase after a
   * time t counts (1 + d)^−t. From a yearly rate y in weeks: `(1 + y) ** (7 / 365.25) - 1`.
   */
  residualPurchases(customers: PurchaseColumns, options: { discountRate: number; horizon?: number }): Float64Array;
  /**
   * P(active) of one customer at each of `times`, as it was known then. `purchases` are the times of
   * the repeat purchases, ascending; both count from the first purchase.
   */
  aliveHistory(purchases: ArrayLike<number>, times: ArrayLike<number>): Float64Array;
  /** Discounted margin of the purchases of the coming periods; NaN where spend has no estimate. */
  lifetimeValue(
    customers: CustomerSummary | (Exclude<PurchaseColumns, CustomerSummary> & { monetaryValue: ArrayLike<number> }),
    spend: GammaGamma,
    options?: LifetimeValueOptions,
  ): Float64Array;
  /**
   * The range that holds each estimated parameter with probability `level`, 0.9 unless told; `null`
   * where there are no standard errors. After a fit with `profileLikelihood: true` it reaches to where
   * the profile likelihood falls to that level, so it leans to the side on which the data say less;
   * otherwise it comes from the standard error and may hold too little. `basis` tells which.
   */
  parameterIntervals(options?: { level?: number }): Partial<Record<keyof Params, ParameterInterval>> | null;
  /**
   * The shortest range that holds the number of purchases within the horizon with probability `level`
   * or more, for each customer: whole numbers, from what the parameters leave open and from chance.
   * `null` where the fit has no covariance.
   */
  purchaseIntervals(customers: PurchaseColumns, options: DrawOptions & HorizonOptions): Intervals | null;
  /**
   * The range that holds a prediction for each customer, as far as the parameters are uncertain; `null`
   * where the fit has no covariance. `horizon` is how far ahead, for P(alive) 0 unless told.
   */
  predictionIntervals(
    customers: PurchaseColumns,
    options: DrawOptions &
      (
        | { prediction: "probabilityAlive"; horizon?: number }
        | { prediction: "probabilityOfPurchase" | "expectedPurchases"; horizon: number }
      ),
  ): Intervals | null;
}

/** How intervals of predictions are found: by predictions of many models, drawn at random. */
export interface DrawOptions {
  /** The probability with which the interval holds the number: 0.9 unless told. */
  level?: number;
  /** How many models are drawn: 200 unless told. */
  draws?: number;
  /** The seed, a whole number below 2³²; equal seeds give equal intervals. At random unless told. */
  seed?: number;
  /**
   * Whether the model is fitted to customers drawn with replacement from those of its fit, as often as
   * there are draws, instead of drawn from the covariance of the fit. The customers must be there
   * still, unchanged, and without weights.
   */
  bootstrap?: boolean;
}

/** The range that holds a number. */
export interface Interval {
  lower: number;
  upper: number;
}

/** The range that holds a number of each customer, with the seed that gives it again. */
export interface Intervals {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly level: number;
  readonly seed: number;
}

/** Customers to fit a purchase model to, each row standing for `weights` of them: one unless told. */
export type FitColumns = PurchaseColumns & { weights?: ArrayLike<number> };

/**
 * Parameters as the Python library lifetimes names them: `params_` of a fitter (`dict(fitter.params_)`),
 * or an object that holds it and nothing else.
 */
export type LifetimesParams<Params> = Params | { params_: Params };

/**
 * Posterior means of a model of pymc-marketing: `fit_summary().to_dict("index")`, rows by name each
 * with its `mean`, or the means themselves. What a and b, or α and β, were drawn from (`phi_…`,
 * `kappa_…`) is left out; contracts come by cohort (`alpha[2024-02-01]`), of which one may be given;
 * models with covariates are refused.
 */
export type PymcMarketingSummary = Readonly<Record<string, number | { readonly mean: number }>>;

/** The unit of time that a model of another library was fitted in. It is not assumed. */
export interface ImportOptions {
  timeUnit: TimeUnit;
}

/** BG/NBD (Fader, Hardie & Lee 2005): one may leave after a repeat purchase. */
export class BgNbd {
  private constructor();
  static readonly kind: "bg-nbd";
  static fit(customers: FitColumns, options?: Partial<FitOptions>): BgNbd;
  static fromParams(params: BgNbdParams & { timeUnit?: TimeUnit }): BgNbd;
  static fromLifetimes(params: LifetimesParams<BgNbdParams>, options: ImportOptions): BgNbd;
  static fromPymcMarketing(summary: PymcMarketingSummary, options: ImportOptions): BgNbd;
}
export interface BgNbd extends PurchaseModel<BgNbdParams> {}

/** MBG/NBD (Batislam, Denizel & Filiztekin 2007): one may leave after any purchase, the first included. */
export class MbgNbd {
  private constructor();
  static readonly kind: "mbg-nbd";
  static fit(customers: FitColumns, options?: Partial<FitOptions>): MbgNbd;
  static fromParams(params: BgNbdParams & { timeUnit?: TimeUnit }): MbgNbd;
  static fromLifetimes(params: LifetimesParams<BgNbdParams>, options: ImportOptions): MbgNbd;
  static fromPymcMarketing(summary: PymcMarketingSummary, options: ImportOptions): MbgNbd;
}
export interface MbgNbd extends PurchaseModel<BgNbdParams> {}

/** Pareto/NBD (Schmittlein, Morrison & Colombo 1987): one may leave at any time. */
export class ParetoNbd {
  private constructor();
  static readonly kind: "pareto-nbd";
  static fit(customers: FitColumns, options?: Partial<FitOptions>): ParetoNbd;
  static fromParams(params: ParetoNbdParams & { timeUnit?: TimeUnit }): ParetoNbd;
  static fromLifetimes(params: LifetimesParams<ParetoNbdParams>, options: ImportOptions): ParetoNbd;
  static fromPymcMarketing(summary: PymcMarketingSummary, options: ImportOptions): ParetoNbd;
}
export interface ParetoNbd extends PurchaseModel<ParetoNbdParams> {}

/** Parameters of BG/CNBD-k and MBG/CNBD-k: those of BG/NBD, and `k`, how regular the gaps are (1: not at all). */
export interface BgCnbdKParams extends BgNbdParams {
  k: number;
}

/** BG/CNBD-k and, `modified`, MBG/CNBD-k (Reutterer, Platzer & Schröder 2020): purchases come at regular gaps. */
export class BgCnbdK {
  private constructor();
  static readonly kind: "bg-cnbd-k";
  /**
   * `lnGaps`: for each customer the sum of the logarithms of the times between purchases, which
   * summaries of orders have. `k` is the best of 1 to 12 unless given.
   */
  static fit(
    customers: FitColumns & { lnGaps?: ArrayLike<number> },
    options?: Partial<FitOptions> & { modified?: boolean; k?: number },
  ): BgCnbdK;
  /** How regularly customers buy, by k: the code of a label. */
  readonly regularity: "random" | "slightly_regular" | "regular" | "clockwork";
  static fromParams(params: BgCnbdKParams & { modified?: boolean; timeUnit?: TimeUnit }): BgCnbdK;
}
export interface BgCnbdK extends PurchaseModel<BgCnbdKParams> {}

/** Parameters of BG/BB: a purchase at an opportunity with probability ~ Beta(`alpha`, `beta`), an end before it with probability ~ Beta(`gamma`, `delta`). */
export interface BgBbParams {
  alpha: number;
  beta: number;
  gamma: number;
  delta: number;
}

/** BG/BB (Fader, Hardie & Shang 2010): opportunities to buy come one by one, and T counts them. */
export class BgBb {
  private constructor();
  static readonly kind: "bg-bb";
  static fit(customers: FitColumns, options?: Partial<FitOptions>): BgBb;
  static fromParams(params: BgBbParams & { timeUnit?: TimeUnit }): BgBb;
  static fromLifetimes(params: LifetimesParams<BgBbParams>, options: ImportOptions): BgBb;
  static fromPymcMarketing(summary: PymcMarketingSummary, options: ImportOptions): BgBb;
}
export interface BgBb extends PurchaseModel<BgBbParams> {}

/** Parameters of the shifted beta-geometric model: a contract ends at each renewal with probability ~ Beta(`alpha`, `beta`). */
export interface ShiftedBetaGeometricParams {
  alpha: number;
  beta: number;
}

/** Shifted beta-geometric (Fader & Hardie 2007): contracts are renewed or not. A renewal is a purchase. */
export class ShiftedBetaGeometric {
  private constructor();
  static readonly kind: "shifted-beta-geometric";
  static fit(customers: FitColumns, options?: Partial<FitOptions>): ShiftedBetaGeometric;
  /** Fits the model to cohorts: for each the customers at its start, and after each chance to renew. */
  static fitCohorts(
    cohorts: readonly ArrayLike<number>[],
    options?: Partial<FitOptions> & { timeUnit?: TimeUnit },
  ): ShiftedBetaGeometric;
  static fromParams(params: ShiftedBetaGeometricParams & { timeUnit?: TimeUnit }): ShiftedBetaGeometric;
  static fromPymcMarketing(summary: PymcMarketingSummary, options: ImportOptions): ShiftedBetaGeometric;
  /** P(a new customer is still under contract after `periods` chances to renew). */
  survival(periods: number): number;
  /** Share of the customers of a period, from 1, that renew at its end. */
  retentionRate(period: number): number;
  /** P(a new customer leaves at the end of a period, from 1). */
  churnProbability(period: number): number;
  /**
   * Discounted expected renewals (DERL) of a customer under contract with so many `renewals`, none
   * unless told, who may renew now: that renewal is not discounted. The rate is that of a period;
   * `null` where the sum has no bound.
   */
  expectedRenewals(options: { renewals?: number; discountRate: number }): number | null;
  /** By how many per cent that value rises when every retention rate to come rises by one. */
  retentionElasticity(options: { renewals?: number; discountRate: number }): number | null;
}
export interface ShiftedBetaGeometric extends PurchaseModel<ShiftedBetaGeometricParams> {}

/** The models that can have covariates. */
export type CovariateKind = "bg-nbd" | "mbg-nbd" | "pareto-nbd";

/** What is known of customers besides their purchases: columns by name, a number for each customer. */
export interface Covariates {
  columns: Readonly<Record<string, ArrayLike<number>>>;
}

/** Covariates of a fit: the names of those that act on how often customers buy, and on how soon they leave. */
export interface FitCovariates extends Covariates {
  purchase?: readonly string[];
  dropout?: readonly string[];
}

/**
 * The effect of a covariate on a parameter. `coefficient` is γ: what a unit of the covariate adds to the
 * logarithm of the parameter (α and, of Pareto/NBD, β: takes from it), so that customers with more of
 * it buy more often where γ of α is positive.
 */
export interface CovariateEffect {
  readonly parameter: string;
  readonly covariate: string;
  readonly coefficient: number;
  /** `null` too where the data do not give any. */
  readonly standardError: number | null;
}

/**
 * A purchase model whose parameters depend on the customer (Fader & Hardie 2007): α·e^(−γz) and, for
 * BG/NBD and MBG/NBD, a·e^(γz) and b·e^(γz), for Pareto/NBD β·e^(−γz).
 *
 * `params` are those of a customer whose covariates are all 0; `covariance` is that of these, then of the
 * coefficients, in the order of `effects`. Errors name the culprit: `covariates.columns.voucher[3]`.
 */
export class CovariateModel {
  private constructor();
  /** Fits parameters and effects together. `model` must be told. */
  static fit(
    customers: FitColumns,
    covariates: FitCovariates,
    options: Partial<FitOptions> & { model: CovariateKind },
  ): CovariateModel;
  /** Takes what a fit has found. */
  static fromParams(given: {
    model: CovariateKind;
    params: BgNbdParams | ParetoNbdParams;
    effects: readonly { parameter: string; covariate: string; coefficient: number; standardError?: number | null }[];
    timeUnit?: TimeUnit;
  }): CovariateModel;
  readonly kind: CovariateKind;
  /** Unit of time of the parameters, when known. */
  readonly timeUnit: TimeUnit | null;
  readonly effects: readonly CovariateEffect[];
  /** Returns the model of a customer with these covariates, with all its predictions. */
  modelOf(covariates: Readonly<Record<string, number>>): BgNbd | MbgNbd | ParetoNbd;
  /** P(the customer is still active), now or some time `after` now, by the covariates of each. */
  probabilityAlive(customers: PurchaseColumns, covariates: Covariates, options?: { after?: number }): Float64Array;
  /** P(at least one purchase within the horizon), by the covariates of each customer. */
  probabilityOfPurchase(customers: PurchaseColumns, covariates: Covariates, options: HorizonOptions): Float64Array;
  /** Expected purchases within the horizon, by the covariates of each customer. */
  expectedPurchases(customers: PurchaseColumns, covariates: Covariates, options: HorizonOptions): Float64Array;
  /** As `nextPurchase` of a purchase model, by the covariates of each customer. */
  nextPurchase(
    customers: PurchaseColumns,
    covariates: Covariates,
    options?: { quantiles?: number[] },
  ): { quantiles: Float64Array[]; never: Float64Array };
  /** As `residualPurchases` of a purchase model, by the covariates of each customer. */
  residualPurchases(
    customers: PurchaseColumns,
    covariates: Covariates,
    options: { discountRate: number; horizon?: number },
  ): Float64Array;
  /**
   * As `parameterIntervals` of a purchase model: those of `params` by name, and those of the coefficients
   * in the order of `effects`. An effect whose interval holds 0 may be none.
   */
  parameterIntervals(options?: { level?: number }): {
    params: Partial<Record<keyof BgNbdParams | keyof ParetoNbdParams, ParameterInterval>>;
    effects: readonly ParameterInterval[];
  } | null;
  /** As `purchaseIntervals` of a purchase model, by the covariates of each customer; without the bootstrap. */
  purchaseIntervals(
    customers: PurchaseColumns,
    covariates: Covariates,
    options: Omit<DrawOptions, "bootstrap"> & HorizonOptions,
  ): Intervals | null;
  /** As `predictionIntervals` of a purchase model, by the covariates of each customer; without the bootstrap. */
  predictionIntervals(
    customers: PurchaseColumns,
    covariates: Covariates,
    options: Omit<DrawOptions, "bootstrap"> &
      (
        | { prediction: "probabilityAlive"; horizon?: number }
        | { prediction: "probabilityOfPurchase" | "expectedPurchases"; horizon: number }
      ),
  ): Intervals | null;
}
export interface CovariateModel extends Fitted<BgNbdParams | ParetoNbdParams> {}

/** What the models are compared by: BIC or AIC of the fits, or the mean absolute error in a holdout period. */
export type Criterion = "bic" | "aic" | "holdout";

/** Options of choosing a model. */
export interface FitModelOptions<Kind extends ModelKind = ModelKind> extends Partial<FitOptions> {
  /** The models: all in continuous time unless told; those with regular gaps need `lnGaps`. */
  models?: readonly Kind[];
  criterion?: Criterion;
  /** What each customer bought within `length` after T, in the unit of time of the columns. */
  holdout?: { purchases: ArrayLike<number>; length: number };
}

/** The model that was chosen. */
export interface ModelSelection<Kind extends ModelKind = ModelKind> {
  /** The chosen model; its `kind` is one of those that were compared. */
  model: AnyPurchaseModel & { readonly kind: Kind };
  criterion: Criterion;
  /** All that were compared, the best first. */
  candidates: ModelCandidate[];
  /** Why this one, in words. */
  reason: string;
}

/** A purchase model of any kind. */
export type AnyPurchaseModel = BgNbd | MbgNbd | ParetoNbd | BgCnbdK | BgBb | ShiftedBetaGeometric;

/**
 * Fits several models to the same customers and returns the best by the criterion, BIC unless told. A
 * fit by the data alone goes before one that needs a prior, a k that was chosen from data that need a prior
 * goes last, and a model that cannot be fitted takes no part.
 */
export function fitModel<Kind extends ModelKind = Exclude<ModelChoice, "auto">>(
  customers: FitColumns & { lnGaps?: ArrayLike<number> },
  options?: FitModelOptions<Kind>,
): ModelSelection<Kind>;

/** What to simulate, in the unit of time of the model; whole numbers where time is discrete. */
export interface SimulationOptions {
  /** How many customers, up to ten million. */
  customers: number;
  /** The shortest T; between both T is uniform. */
  low: number;
  /** The longest T. */
  high: number;
  /** How long after T purchases are counted: 0 unless told. */
  holdout?: number;
  /** The seed, a whole number below 2³²; equal seeds give equal customers. At random unless told. */
  seed?: number;
  /** Draws the mean spend of each customer, too. */
  spend?: GammaGamma | null;
}

/** Simulated customers as columns, with the truth that no real data show. */
export interface SimulatedCustomers {
  readonly frequency: Float64Array;
  readonly recency: Float64Array;
  readonly T: Float64Array;
  readonly lnGaps: Float64Array;
  /** Mean spend of a repeat purchase, 0 without one; only with `spend`. */
  readonly monetaryValue?: Float64Array;
  readonly holdoutPurchases: Float64Array;
  /** 1 for those who have not left at T. */
  readonly alive: Uint8Array;
  /** 1 for those who have not left at the end of the holdout. */
  readonly aliveAfter: Uint8Array;
  readonly seed: number;
}

/** Draws customers from a model. */
export function simulateCustomers(
  model: AnyPurchaseModel,
  options: SimulationOptions & { spend: GammaGamma },
): SimulatedCustomers & { readonly monetaryValue: Float64Array };
export function simulateCustomers(model: AnyPurchaseModel, options: SimulationOptions): SimulatedCustomers;

/** Gamma-Gamma (Fader & Hardie 2013): how much customers spend per purchase. */
export class GammaGamma {
  private constructor();
  /** Estimates the parameters; customers without a repeat purchase or with a mean spend ≤ 0 are left out, and `excluded` counts them. */
  static fit(customers: SpendColumns & { weights?: ArrayLike<number> }, options?: Partial<FitOptions>): GammaGamma;
  static fromParams(params: GammaGammaParams): GammaGamma;
  static fromLifetimes(params: LifetimesParams<GammaGammaParams>): GammaGamma;
  static fromPymcMarketing(summary: PymcMarketingSummary): GammaGamma;
  /**
   * Expected spend per purchase; that of a new customer without a repeat purchase, NaN where there is no estimate and
   * where repeat purchases have a mean that is not above 0.
   */
  expectedSpend(customers: SpendColumns): Float64Array;
  /** Expected spend per purchase of a new customer; `null` when q ≤ 1. */
  readonly expectedSpendNew: number | null;
}
export interface GammaGamma extends Fitted<GammaGammaParams> {}

/** A judgement: a number, or a text such as `"1/3"`; `null` is a missing one. */
export type Judgement = number | string | null;

/** A checked matrix of pairwise comparisons. */
export class PairwiseMatrix {
  private constructor();
  /** Takes the full matrix: row i, column j says how many times i is as important as j. */
  static fromRows(rows: readonly (readonly Judgement[])[], options?: { criteria?: readonly string[] }): PairwiseMatrix;
  /** Takes the judgements above the diagonal, row after row. */
  static fromUpperTriangle(judgements: readonly Judgement[], options?: { criteria?: readonly string[] }): PairwiseMatrix;
  /** Takes one judgement for each pair: `a` is `value` times as important as `b`. */
  static fromPairs(
    pairs: readonly { a: string; b: string; value: Judgement }[],
    options?: { criteria?: readonly string[] },
  ): PairwiseMatrix;
  /** Takes ranks, 1 the best: the better of two counts as many times as its rank goes into the other. */
  static fromRanking(ranking: ArrayLike<number>, options?: { criteria?: readonly string[] }): PairwiseMatrix;
  readonly criteria: string[];
  readonly rows: number[][];
  /**
   * Returns the weights: `"eigenvector"` (本征向量法) unless told; `"geometricMean"` (方根法), `"columnMean"`
   * (和积法), `"rowMean"` (行和法), `"leastSquares"` (最小二乘法). `provenance.others` says how far others lie.
   */
  priorities(method?: PriorityMethod): Priorities;
  /** Returns how consistent the judgements are (一致性检验). */
  consistency(options?: Partial<ConsistencyOptions>): Consistency;
  /**
   * Returns the smallest sets of judgements whose change makes the others consistent (一致性修正):
   * one change before two, two before three, each with every step of the scale.
   */
  repair(options?: Partial<RepairOptions>): RepairReport;
  /** Returns what a small change of each judgement does to λ, CR and the weights (by its logarithm). */
  gradient(options?: { randomIndex?: ConsistencyOptions["randomIndex"] }): JudgementGradient[];
  /**
   * Returns every judgement beside what the others say without it, the farthest apart first:
   * `"harker"` unless told.
   */
  leftOut(method?: CompletionMethod): LeftOut[];
  /** Returns everything that is known of their consistency, side by side: the ratio by every table too. */
  report(options?: Partial<ConsistencyOptions>): ConsistencyReport;
  /** Returns the weights whose ratios are nearest to the judgements, and what shows that they are. */
  leastSquares(): LeastSquares;
  /** Returns the weights, `"eigenvector"` unless told, with the errors that contradictions leave (Tomashevskii 2015). */
  weightErrors(method?: PriorityMethod): WeightErrors;
  /** Returns whether other weights would be nearer to every judgement (Pareto efficiency), and which. */
  efficiency(weights: ArrayLike<number>): Efficiency;
  /** Returns where weights turn round what was judged. */
  orderPreservation(weights: ArrayLike<number>): OrderPreservation;
  /** Returns the matrix with every step of 1 to 9 replaced by the ratio it stands for on a scale. */
  onScale(scale: JudgementScale): PairwiseMatrix;
  /** Returns the matrix read by column, for those who filled it in that way. */
  transposed(): PairwiseMatrix;
  /** Returns every judgement in words: "Price is 3 times as important as Service". */
  sentences(): JudgementSentence[];
  free(): void;
  [Symbol.dispose](): void;
}

/** How the things below a node compare: one of the four, unless there is but one thing. */
export interface Comparison {
  /** The full matrix of judgements. */
  matrix?: readonly (readonly Judgement[])[];
  /** The judgements above the diagonal, row after row. */
  upperTriangle?: readonly Judgement[];
  /** One judgement for each pair. */
  pairs?: readonly { a: string; b: string; value: Judgement }[];
  /** Weights given directly, of any sum. */
  weights?: readonly number[];
}

/**
 * A node of a hierarchy. With `criteria` the comparison is of them; without it is a leaf, and what it
 * knows is about the alternatives: a comparison, or `values` with their `direction`, or `ratings` with
 * their `intensities`. A name among the criteria refers to the node of that name, wherever it stands, so
 * that a node may stand below several; a name without a node is a leaf.
 */
export interface HierarchyNode extends Comparison {
  name: string;
  criteria?: readonly (string | HierarchyNode)[];
  /** A measured value of each alternative. */
  values?: readonly number[];
  /** Whether more of it is better (`"benefit"`, shares of the values) or less (shares of 1/value). */
  direction?: "benefit" | "cost";
  /** The grade of each alternative, by name. */
  ratings?: readonly string[];
  /** The grades (their names are `criteria`) and how they compare. */
  intensities?: Comparison & { criteria: readonly string[] };
}

/** The goal of a hierarchy, with the alternatives. */
export interface HierarchyGoal extends Comparison {
  /** "goal" unless told. */
  name?: string;
  criteria: readonly (string | HierarchyNode)[];
  /** Nodes that are referred to by name, for a hierarchy written as a list. */
  nodes?: readonly HierarchyNode[];
  alternatives?: readonly string[];
}

/** A hierarchy of criteria (层次结构) of any shape, with alternatives below its leaves. */
export class Hierarchy {
  /** Checks the whole; an error has the path from the goal down: `hierarchy[Cost][Price].values[Boston]`. */
  constructor(goal: HierarchyGoal);
  /** Returns local and global weights (层次总排序), `"eigenvector"` unless told. */
  weights(options?: { method?: PriorityMethod }): HierarchyWeights;
  /** Returns the alternatives' scores: distributive unless told. */
  evaluate(options?: Partial<SynthesisOptions>): Evaluation;
  /** Returns the consistency of every node and of the whole (总排序一致性检验). */
  consistency(options?: Partial<ConsistencyOptions>): HierarchyConsistency;
  /** Returns the hierarchy as plain data that the constructor takes. */
  toJSON(): HierarchyGoal;
}

/**
 * Pairwise comparisons of which some are missing (残缺判断矩阵): `null`, `undefined` or an empty text
 * stands for a judgement that is still to come. It holds plain data; there is nothing to free.
 */
export class IncompleteMatrix {
  private constructor();
  /** Takes the full matrix with its holes. */
  static fromRows(rows: readonly (readonly (Judgement | undefined)[])[], options?: { criteria?: readonly string[] }): IncompleteMatrix;
  /** Takes the places above the diagonal, row after row, those without a judgement included. */
  static fromUpperTriangle(judgements: readonly (Judgement | undefined)[], options?: { criteria?: readonly string[] }): IncompleteMatrix;
  /** Takes the judgements there are: `a` is `value` times as important as `b`. */
  static fromPairs(
    pairs: readonly { a: string; b: string; value: Judgement }[],
    options?: { criteria?: readonly string[] },
  ): IncompleteMatrix;
  readonly criteria: string[];
  readonly rows: (number | null)[][];
  /** The pairs without a judgement. */
  readonly missing: MissingPair[];
  /** The groups of criteria that judgements link; weights need one group. */
  readonly groups: string[][];
  /** Returns the weights and what they say the missing judgements are: `"lambdaOptimal"` unless told. */
  completion(method?: CompletionMethod): Completion;
  /** Returns the weights alone. */
  priorities(method?: CompletionMethod): Pick<Completion, "weights" | "lambdaMax" | "method" | "iterations" | "converged">;
  /** Returns the completed matrix. */
  completed(method?: CompletionMethod): PairwiseMatrix;
  /** Returns how consistent the judgements are, by the random index of matrices with the same holes. */
  consistency(options?: Partial<IncompleteConsistencyOptions>): IncompleteConsistency;
  /** Returns what to ask next, the most informative pair first, and whether the order is certain already. */
  nextQuestion(options?: Partial<QuestionOptions>): NextQuestion;
}

/**
 * Which values of a criterion are good: more, less, near a target, or within an interval. It is never
 * guessed.
 */
export type Direction = "benefit" | "cost" | { target: number } | { interval: readonly [number, number] };

/** Alternatives (customers, years, suppliers) by criteria, as rows or as columns. */
export type DecisionData = {
  /** Names of the alternatives, for results and errors. */
  alternatives?: readonly string[];
  /** One direction for each criterion, in order or by name, or one for all. */
  directions: Direction | readonly Direction[] | Readonly<Record<string, Direction>>;
} & (
  | { rows: readonly ArrayLike<number | null>[]; criteria?: readonly string[] }
  | { columns: Readonly<Record<string, ArrayLike<number | null>>> }
);

/** Returns weights by entropy (熵值法): what differs more among the alternatives says more. */
export function entropyWeights(data: DecisionData, options?: EntropyOptions): DataWeights;

/** Numbers by criterion: in the order of the data, or by name. */
export type ByCriterion = readonly number[] | Readonly<Record<string, number>>;

/** The classifiers of customers, each with what it asks of one: every input may be missing. */
export interface ClassifierInputs {
  /** Lost, current, target, potential, non-customer (按客户与企业的关系). */
  relationship: Relation;
  /** VIP, important, ordinary (重要性程度) by rank of value; of columns `value` is enough. */
  importance: Ranked;
  /** Curry's pyramid of 1, 4, 15 and 80 % by rank of value; of columns `value` is enough. */
  curry: Ranked;
  /** Loyal, old, new, potential (忠诚程度). */
  loyalty: LoyaltyFacts;
  /** Lighthouse, follower, rational, bargain-seeker (灯塔型、跟随型、理性、逐利). */
  valueType: Traits;
  /** Heavy, medium, light, occasional (重度、中度、轻度消费者) by the days between purchases. */
  consumption: Consumption;
  /** The same by the nearest typical consumer. */
  consumptionNearest: Consumption;
  /** Final or intermediate customer (最终客户、中间客户). */
  endUse: EndUse;
  /** Platinum, gold, iron, lead (顾客金字塔) by rank of profit; of columns `value` is enough. */
  pyramid: PyramidFacts;
  /** Exploration, build-up, maturity, degeneration (生命周期阶段); `revenues` of equal periods, the oldest first. */
  lifecycle: Lifecycle & { revenues?: readonly (number | null)[] };
  /** Kotler's five levels (基本、被动、负责、能动、伙伴) by margin and number of customers of a segment. */
  relationLevel: SegmentFacts;
  /** ABC analysis (ABC 分类法); of columns `value` is enough. */
  abc: AbcFacts;
  /** ABC analysis of which who crosses a line belongs to the lower class. */
  abcStrict: AbcFacts;
}

/** A column: a value for each customer, `null`, `undefined` or NaN where it is missing. */
export type Column<Value = number> = ArrayLike<Value | null | undefined> | ArrayLike<number>;

/** Inputs as columns; lists are a column for each period or category. What is not known may be left out or `null`. */
export type Columns<Inputs> = {
  [Name in keyof Inputs]?:
    | (NonNullable<Inputs[Name]> extends readonly unknown[] ? readonly Column[] : Column<NonNullable<Inputs[Name]>>)
    | null
    | undefined;
};

/** Columns of inputs; those that rank take `value` and, for the order of equals, `ids`. */
export type ClassifierColumns<Kind extends keyof ClassifierInputs> = Columns<ClassifierInputs[Kind]> & {
  value?: Column | null | undefined;
  ids?: ArrayLike<string> | ArrayLike<number> | null | undefined;
};

/** Thresholds, and how equals are ranked: by identifier or row (`"row"`), or sharing the better rank (`"shared"`). */
export interface ClassifyOptions {
  thresholds?: Partial<Thresholds>;
  ties?: Ties;
}

/** The class of one customer, with its words and what it was found by; none when `reason` says why. */
export interface Classified {
  class: (Classification & Label) | null;
  /** What else holds of the customer. */
  mark: Label | null;
  reason: (Caution & Label) | null;
}

/** A class with its words and how many are in it. */
export interface ClassShare extends Label {
  customers: number;
  /** Their share of all that have a class; none where nobody has. */
  share: number | null;
}

/** The classes of columns of customers. */
export interface ClassColumn {
  /** Each customer's index among `classes`, −1 where there is none. */
  codes: Int8Array;
  classes: ClassShare[];
  /** How many customers have no class, and for want of which input. */
  unknown: number;
  reasons: (MissingInput & Label)[];
  /** What the rule says beside the class. */
  marked: (Label & { customers: number; flags: Int8Array }) | null;
  provenance: Provenance;
}

/** What the customers of a class bring: the sum, the mean, and the share of the sum over all classes. */
export interface Measure {
  known: number;
  total: number;
  mean: number | null;
  share: number | null;
}

/** A class with what its customers bring, by the names of the columns. */
export interface ClassTotals extends ClassShare {
  measures: Record<string, Measure>;
}

/** A classifier: its classes, inputs and thresholds. */
export interface Classifier {
  name: keyof ClassifierInputs;
  classes: Label[];
  mark: string | null;
  inputs: { name: string; least: number; most: number; flag: boolean }[];
  thresholds: string[];
}

/** Returns every classifier of customers (客户分类). */
export function classifiers(): Classifier[];

/** Returns every threshold of the classifiers: its name, default, range, and where the default is from. */
export function thresholds(): Threshold[];

/** Returns the class of one customer with its evidence (客户分类). */
export function classify<Kind extends keyof ClassifierInputs>(
  kind: Kind,
  customer: Facts<ClassifierInputs[Kind]>,
  options?: ClassifyOptions,
): Classified;

/** Returns the classes of columns of customers, by the same rule. */
export function classifyColumns<Kind extends keyof ClassifierInputs>(
  kind: Kind,
  columns: ClassifierColumns<Kind>,
  options?: ClassifyOptions,
): ClassColumn;

/** Returns how many customers each class has and what they bring, for any columns. */
export function classTotals(
  found: Pick<ClassColumn, "codes" | "classes"> | Pick<Concentration, "codes" | "abc"> | Pick<Rfm, "codes" | "segments">,
  columns: Readonly<Record<string, Column | null | undefined>>,
): ClassTotals[];

/** How much of the total few customers bring. */
export interface Concentration {
  customers: number;
  missing: number;
  /** How many bring less than nothing. */
  unprofitable: number;
  /** Shares, curves, Gini, Herfindahl and the peak of the whale curve; none when `reason` says why. */
  shares: ConcentrationShares | null;
  /** The shares in words. */
  sentences: Label[];
  /** A, B and C with what they bring (`measures.value`). */
  abc: ClassTotals[];
  /** Each customer's index among `abc`, −1 where there is none. */
  codes: Int8Array;
  reason: (Caution & Label) | null;
  warnings: (Caution & Label)[];
  provenance: Provenance;
}

/** Returns concentration (二八法则): top shares, ABC, Lorenz curve, Gini coefficient, whale curve. */
export function concentration(
  values: Column,
  options?: Partial<Omit<ConcentrationOptions, "thresholds">> & {
    thresholds?: Partial<Thresholds>;
    /** Identifiers, for the order of equals. */
    ids?: ArrayLike<string> | ArrayLike<number> | null | undefined;
  },
): Concentration;

/** Facts of a relationship; `spend` is by category. */
export type RelationshipFacts = RelationFacts & { spend?: readonly (number | null)[] };

/** Returns length, depth and breadth of the relationship with one customer (关系长度、深度、广度). */
export function relationMetrics(customer: Facts<RelationshipFacts>, options?: { thresholds?: Partial<Thresholds> }): RelationMetrics;

/** Returns length, depth and breadth for columns of customers; NaN where there is none. */
export function relationMetricsColumns(
  columns: Columns<RelationshipFacts>,
  options?: { thresholds?: Partial<Thresholds> },
): Record<keyof RelationMetrics, Float64Array>;

/** What makes the strength of a relationship, each from 0 to 100. */
export interface StrengthParts {
  trust?: number | null;
  commitment?: number | null;
  satisfaction?: number | null;
}

/** Returns the strength of the relationship with one customer (关系强度), 0 to 100. */
export function relationStrength(
  customer: Facts<StrengthParts>,
  options?: Partial<StrengthOptions>,
): { score: number | null; coverage: number };

/** Returns the strength for columns of customers; NaN where too little is known. */
export function relationStrengthColumns(
  columns: Columns<StrengthParts>,
  options?: Partial<StrengthOptions>,
): { score: Float64Array; coverage: Float64Array };

/** The four steps identify, differentiate, interact, customise, and the first that falls short. */
export interface StepCoverage {
  steps: (Label & { coverage: number | null; customers: number | null; unknown: number | null })[];
  bottleneck: Label | null;
  reason: (Caution & Label) | null;
  provenance: Provenance;
}

/** Returns how far the four steps reach (四步法, IDIC): from shares, or from columns of customers. */
export function stepCoverage(
  base: Facts<StepRatios> | Columns<StepFacts>,
  options?: { thresholds?: Partial<Thresholds> },
): StepCoverage;

/** How customers get RFM scores: quantiles of their own, or fixed cuts; and the segments. */
export type RfmSettings = Partial<Omit<RfmOptions, "cuts" | "segments" | "weights">> & {
  cuts?: RfmCuts | null;
  segments?: readonly RfmSegment[] | null;
  weights?: Partial<RfmWeights>;
};

/** RFM scores and segments of columns of customers. */
export interface Rfm {
  customers: number;
  unknown: number;
  /** The cuts that were used, which score other customers the same way. */
  cuts: RfmCuts | null;
  /** Scores from 1, −1 where there is none. */
  r: Int8Array;
  f: Int8Array;
  m: Int8Array;
  /** The three as one number, 0 to 100. */
  scores: Float64Array;
  /** Each customer's index among `segments`, −1 where there is none. */
  codes: Int8Array;
  /** The segments with `measures` of the three columns. */
  segments: ClassTotals[];
  warnings: (Caution & Label)[];
  provenance: Provenance;
}

/** Returns RFM scores and segments (RFM 模型): every customer is in exactly one segment. */
export function rfm(columns: Columns<RfmFacts>, options?: RfmSettings): Rfm;

/** Returns the RFM scores and the segment of one customer by cuts. */
export function rfmOf(
  customer: Facts<RfmFacts>,
  options: Omit<RfmSettings, "cuts" | "scores"> & { cuts: RfmCuts },
): { r: number | null; f: number | null; m: number | null; score: number | null; class: (Classification & Label) | null; reason: (Caution & Label) | null };

/** Returns the cells of a map of segments that are in none, and in several. */
export function checkRfmMap(segments?: readonly RfmSegment[] | null, scores?: readonly [r: number, f: number, m: number]): MapCheck;

/** Returns the standard segments of five scores of recency and frequency. */
export function rfmSegments(): RfmSegment[];

/** Returns what classifiers and `rfm` ask of customers, from a summary of their orders. */
export function customerActivity(summary: CustomerSummary): Record<
  "purchases" | "daysSinceFirst" | "daysSinceLast" | "meanGap" | "recencyRatio" | "revenue" | "monetary",
  Float64Array
>;

/** How alternatives are ranked: a method, a weight for each criterion, and the options of the method. */
export type RankOptions = {
  weights: ByCriterion;
  /** Whether the result says what each criterion brings; unless told, up to 10,000 alternatives. */
  contributions?: boolean;
  /** Whether it is compared with the other methods; unless told, up to 10,000 alternatives. */
  compare?: boolean;
} & (
  | ({ method: "weightedSum" } & WeightedSumOptions)
  | { method: "weightedProduct" }
  | ({ method: "waspas" } & WaspasOptions)
  | ({ method: "topsis" } & TopsisOptions)
  | ({ method: "vikor" } & VikorOptions)
  | ({ method: "gra" } & Omit<GraOptions, "reference"> & { reference?: ByCriterion | null })
);

/** Ranks alternatives by several criteria: weighted sum or product, WASPAS, TOPSIS, VIKOR, GRA (综合评价). */
export function rank(data: DecisionData, options: RankOptions): Ranking;

/** A factor of a fuzzy evaluation: memberships, votes, a measured value, or factors below it. */
export type FuzzyFactor = { name: string; weight: number } & (
  | { memberships: readonly number[] }
  | { votes: readonly number[] }
  | { value: number; standards: readonly number[] }
  | { factors: readonly FuzzyFactor[] }
);

/** Evaluates a tree of factors by grades (模糊综合评价): B = A ∘ R, from the leaves up. */
export function fuzzyEvaluation(
  system: { grades: readonly string[]; factors: readonly FuzzyFactor[] },
  options?: FuzzyOptions,
): FuzzyEvaluation;
/** Returns weights by CRITIC (Diakoulaki et al. 1995): what scatters and is not said by another criterion already. */
export function criticWeights(data: DecisionData, options?: CriticOptions): DataWeights;

/** Returns weights by the effect of removing a criterion (MEREC, Keshavarz-Ghorabaee et al. 2021); values must be above 0. */
export function merecWeights(data: DecisionData): DataWeights;

/** Returns weights by standard deviation (标准差法). */
export function standardDeviationWeights(data: DecisionData, options?: DeviationOptions): DataWeights;

/** Returns weights by coefficient of variation (变异系数法, 信息量权重法). */
export function variationWeights(data: DecisionData): DataWeights;

/** Returns weights by Gini coefficient (基尼系数法). */
export function giniWeights(data: DecisionData, options?: GiniOptions): DataWeights;

/** Returns weights by principal components (主成分分析法). */
export function pcaWeights(data: DecisionData, options?: PcaOptions): DataWeights;

/** Returns weights by independence (独立性权重): the less the others say it already, the more a criterion counts. */
export function independenceWeights(data: DecisionData): DataWeights;

/**
 * Returns one set of weights made of two or more (组合赋权): a mean, a product, the compromise of a game
 * (博弈论), the least relative entropy (最小相对信息熵), least squares, or the largest deviations (离差最大化),
 * for which `data` is needed. A set is its numbers, or what another function returned.
 */
export function combineWeights(
  sets: readonly (ArrayLike<number> | { criteria?: readonly string[] | null; weights: ArrayLike<number> })[],
  options?: CombineOptions & { data?: DecisionData },
): CombinedWeights;

/** Returns whether weights should come from people or from data (主观赋权与客观赋权), and why. */
export function weightingAdvice(given: WeightingCase): WeightingAdvice;

/** How data are made dimensionless; standards and weights in the order of the criteria or by name. */
export type NormalizeOptions = Omit<ConversionOptions, "standards" | "weights"> & {
  standards?: readonly Standard[] | Readonly<Record<string, Standard>>;
  weights?: ArrayLike<number> | Readonly<Record<string, number>>;
};

/**
 * Makes data dimensionless (无量纲化): 极差变换, 指数法, 功效系数法 with its exponential and five-band forms,
 * 标准化 and more. More of the result is always better; nothing is clipped unless told.
 */
export function normalize(data: DecisionData, options?: NormalizeOptions): ConvertedData;

/** A result in which everything that has a code has its words too: `{code, en, zh, …}`. */
export type Labelled<T> = T extends readonly (infer Item)[]
  ? Labelled<Item>[]
  : T extends Float64Array
    ? T
    : T extends { code: string }
      ? { [Key in keyof T]: Labelled<T[Key]> } & Label
      : T extends object
        ? { [Key in keyof T]: Labelled<T[Key]> }
        : T;

/**
 * What is known: whatever a type does not need may be left out, `null` or `undefined`, at every depth and in every list
 * that may have gaps. What it needs stays needed.
 */
export type Facts<T> = T extends readonly unknown[]
  ? { readonly [Key in keyof T]: Facts<T[Key]> | (null extends T[Key] ? undefined : never) }
  : T extends object
    ? { [Key in keyof T]: {} extends Pick<T, Key> ? Facts<T[Key]> | null | undefined : Facts<T[Key]> }
    : T;

/** Options of a method that classifies, with the thresholds to classify by. */
export type WithThresholds<T> = T & { thresholds?: Thresholds };

/** A column of numbers; `null`, `undefined` and NaN mean missing. */
export type GapColumn = ArrayLike<number | null | undefined>;

/**
 * Returns the net profit of a customer (当前价值：净利润), the current value computed directly. A cost that is
 * not known is no cost of 0: the profit is `null` then, and `reason` says why.
 */
export function netProfit(account: Facts<CustomerAccount>): Labelled<NetProfit>;

/** The net profits of many customers; NaN where an amount is not known. */
export interface NetProfits {
  readonly netProfit: Float64Array;
  readonly fixedMarketingCost: Float64Array;
  /** How many are known, and their share of all. */
  readonly known: number;
  readonly coverage: number;
  readonly total: number | null;
  /** How many cost more than they brought. */
  readonly losses: number;
  readonly warnings: Labelled<Caution>[];
  readonly provenance: Provenance;
}

/** Returns the net profits of many customers, with a common marketing cost shared out (固定营销成本分摊). */
export function netProfits(
  columns: { readonly [Key in keyof CustomerAccount | "orders"]?: GapColumn | null | undefined },
  options?: Partial<ProfitOptions>,
): NetProfits;

/** Returns current value by unit margin, quantity and service cost (毛利润 × 购买量 − 服务成本). */
export function profitProxy(given: { unitMargin: number; quantity: number; serviceCost: number }): number;

/** Options of an index of value: weights and limits by the names of the indicators. */
export type IndexedValueOptions<Name extends string> = Omit<ValueIndexOptions, "weights" | "limits" | "observed"> & {
  weights?: { readonly [Key in Name]?: number };
  limits?: { readonly [Key in Name]?: ValueLimits };
};

/** What points to current value (当前价值的指标). */
export type CurrentIndicator = "grossMargin" | "purchaseVolume" | "serviceCost";
/** What points to potential value (潜在价值的指标). */
export type PotentialIndicator = "loyalty" | "trust" | "creditGrade" | "purchaseGrowth" | "walletHeadroom";
/** The five aspects of value (客户价值五方面). */
export type ValueAspect = "cumulativeSales" | "lifetimePotential" | "demandContribution" | "creditGrade" | "profitContribution";

/** Returns current value by indicators (当前价值的间接评价), 0 to 100. */
export function currentValueIndex(
  values: { readonly [Key in CurrentIndicator]?: number | null | undefined },
  options?: IndexedValueOptions<CurrentIndicator>,
): Labelled<ValueIndexScore>;

/** Returns potential value by indicators (潜在价值的间接评价), 0 to 100. */
export function potentialValueIndex(
  values: { readonly [Key in PotentialIndicator]?: number | null | undefined },
  options?: IndexedValueOptions<PotentialIndicator>,
): Labelled<ValueIndexScore>;

/** Returns the value of a customer in five aspects (一个客户对企业的价值五方面), 0 to 100. */
export function valueAspects(
  values: { readonly [Key in ValueAspect]?: number | null | undefined },
  options?: IndexedValueOptions<ValueAspect>,
): Labelled<ValueIndexScore>;

/** An index of value of many customers; NaN where too little is known. */
export interface ValueIndexColumns {
  readonly score: Float64Array;
  readonly coverage: Float64Array;
  /** The limits of each indicator; `null` where it tells nobody apart and was left out. */
  readonly limits: Readonly<Record<string, ValueLimits | null>>;
  readonly warnings: Labelled<Caution>[];
  readonly provenance: Provenance;
}

/** Returns an index of value of many customers; `observed` takes the limits from the base. */
export function valueIndexColumns<Kind extends ValueIndexKind>(
  kind: Kind,
  columns: {
    readonly [Key in Kind extends "current" ? CurrentIndicator : Kind extends "potential" ? PotentialIndicator : ValueAspect]?: GapColumn | null | undefined;
  },
  options?: IndexedValueOptions<CurrentIndicator | PotentialIndicator | ValueAspect> & { observed?: boolean },
): ValueIndexColumns;

/** Returns the points of a credit grade from AAA to D (信用等级), 0 to 100. */
export function creditPoints(grade: string): number;

/** Returns the share of payments that came on time, 0 to 100; `null` where none was due. */
export function onTimePoints(onTime: number, due: number): number | null;

/** Returns accepted suggestions and referrals, counted (需求贡献). */
export function demandContribution(suggestions: number, referrals: number): number;

/** Returns the present value of expected cash flows (潜在价值：剩余生命周期净现金流). */
export function cashFlowValue(
  flows: ArrayLike<number>,
  options?: Omit<CashFlowOptions, "retention"> & { retention?: number | ArrayLike<number> },
): Labelled<CashFlowValue>;

/** Returns the value of a customer whose margin, retention and growth stay the same (客户终身价值). */
export function constantMarginValue(customer: Facts<ConstantMargin>): Labelled<ConstantMarginValue>;

/** Returns the margin to expect: today's, and a part of what the customer spends elsewhere (钱包余量). */
export function futureMargin(given: Facts<MarginFacts>, options?: { uplift?: number }): Labelled<FutureMargin>;

/**
 * Returns the evaluation system, 1 to 4, that the data allow (评价体系). `columns` are those of `netProfits`, whose
 * coverage counts.
 */
export function evaluationSystem(
  known: Facts<Omit<KnownData, "coverage">> &
    (
      | { coverage: number; columns?: null | undefined }
      | { columns: { readonly [Key in keyof CustomerAccount | "orders"]?: GapColumn | null | undefined } }
    ),
  options?: WithThresholds<{}>,
): Labelled<SystemChoice>;

/** Returns the rate of response to expect of a customer (客户响应). */
export function campaignResponse(given: Facts<Partial<ResponseFacts>>, options?: ResponsePrior): Labelled<CampaignResponse>;

/** The names of the axes of a matrix. */
export type MatrixAxisNames<Axes extends MatrixAxes> = Axes extends "currentFuture"
  ? "current" | "future"
  : Axes extends "valueLoyalty"
    ? "value" | "loyalty"
    : "value" | "response";

/** Options of a matrix of value: what counts as high on each axis. */
export type MatrixCutOptions<Axes extends MatrixAxes> = WithThresholds<{
  cuts?: { readonly [Key in MatrixAxisNames<Axes>]: number };
}>;

/**
 * Returns the cell of a customer: 当前价值×未来价值 (贵宾/改进/维持/放弃), 价值×忠诚 (Reinartz & Kumar), 价值×响应.
 * Current by future value needs cuts; scores and rates have thresholds.
 */
export function valueCell<Axes extends MatrixAxes>(
  axes: Axes,
  customer: { readonly [Key in MatrixAxisNames<Axes>]?: number | null | undefined },
  options?: MatrixCutOptions<Axes>,
): Labelled<Decision>;

/** The cells of many customers. */
export interface ValueMatrixCells {
  /** The place of each customer's cell in `classes`; NaN where an axis is not known. */
  readonly cells: Float64Array;
  readonly classes: Labelled<CellCount>[];
  readonly unknown: number;
  readonly cuts: Readonly<Record<string, number>>;
  readonly cutsFrom: "given" | "thresholds" | "medians";
  readonly provenance: Provenance;
}

/** Returns the cells of many customers; current by future value is cut at the medians unless told. */
export function valueMatrix<Axes extends MatrixAxes>(
  axes: Axes,
  columns: { readonly [Key in MatrixAxisNames<Axes>]: GapColumn },
  options?: MatrixCutOptions<Axes>,
): ValueMatrixCells;

/** Returns the third of price, cost and profit (价格、成本、利润), and which way of pricing that is. */
export function priceIdentity(given: Facts<PriceFacts>): Labelled<PriceIdentity>;

/** Returns what successive changes of a price come to (越折越贵). */
export function trueDiscount(original: number, factors: ArrayLike<number>): Labelled<DiscountTrail>;

/** Returns the type of complainer by what a customer did (消极者/发言者/发怒者/积极分子). */
export function complaintType(given: Facts<ComplaintFacts>, options?: WithThresholds<{}>): Labelled<Decision>;

/** Returns the type of complainer by intentions from 1 to 7: to tell the firm, others, third parties. */
export function complaintTypeByIntentions(answers: Facts<{ voice?: number; private?: number; thirdParty?: number }>): Labelled<Decision>;

/** The types of complainers among many customers. */
export interface ComplaintTypes {
  /** The place of each customer's type in `classes`; NaN where what decides it is not known. */
  readonly types: Float64Array;
  readonly classes: Labelled<ComplaintTypeCount>[];
  readonly unknown: number;
  readonly provenance: Provenance;
}

/** Returns the types of complainers among many customers, beside the shares of Singh (1990). */
export function complaintTypes(
  columns: { readonly [Key in keyof ComplaintFacts]?: GapColumn | null | undefined },
  options?: WithThresholds<{}>,
): ComplaintTypes;

/** Returns what customers of each of the four types do. */
export function complaintProfiles(): Labelled<ComplaintProfile>[];

/** Counts what a customer met and did in the last twelve months before a day. */
export function complaintEvents(
  events: readonly { kind: ComplaintEventKind; day: DateLike }[],
  options: WithThresholds<{ asOf: DateLike }>,
): ComplaintFacts;

/** Returns the way of a dissatisfied customer through the tree of responses (抱怨行为). */
export function complaintPath(actions: Facts<ComplaintActions>): Labelled<ComplaintPath>;

/** Returns how complaints are handled (投诉管理), from counts and, where there are any, from cases. */
export function complaintMetrics(counts: Facts<ComplaintCounts>, cases?: readonly Facts<ComplaintCase>[] | null): Labelled<ComplaintMetrics>;

/** Returns how satisfied a customer is with the handling of a complaint (服务补救), by three kinds of fairness. */
export function handlingSatisfaction(answers: Facts<HandlingAnswers>, options?: HandlingOptions): Labelled<HandlingSatisfaction>;

/** Returns what a complaint adds to the logarithm of the odds of leaving; a recovery cancels it at most. */
export function recoveryPoints(
  status: ComplaintStatus,
  satisfaction?: number | null,
  options?: WithThresholds<{}>,
): Labelled<RecoveryPoints>;

/** Returns how far a service-level agreement was kept (服务等级协议). */
export function serviceLevels(levels: readonly Facts<ServiceLevel>[], options?: { minCoverage?: number }): Labelled<ServiceLevelReport>;

/** Counts the times that kept within a limit. */
export function metWithin(hours: GapColumn, limit: number): { met: number; total: number };

/** Returns what is promised to a tier of the customer pyramid. */
export function servicePlan(tier: string, options?: { plans?: readonly ServicePlan[] }): ServicePlan;

/** Returns the next step to a service-level agreement (识别需求 → 定义质量计划 → 签署协议 → 评估改善). */
export function serviceStep(done: Partial<ServiceProcess>): Labelled<Classification>;

/** Returns what a guarantee of service costs (服务承诺). */
export function guaranteeCost(guarantee: {
  customers: number;
  terms: readonly GuaranteeTerm[];
  unconditional?: boolean | null | undefined;
}): Labelled<GuaranteeCost>;

/** Returns the affective and the continuance commitment of a customer (情感承诺、连续承诺). */
export function commitment(answers: Facts<CommitmentAnswers>, options?: WithThresholds<CommitmentOptions>): Labelled<Commitment>;

/** Columns with gaps, as rows or as columns; `null`, `undefined` and NaN mean missing. */
export type AnswerData =
  | { rows: readonly GapColumn[]; criteria?: readonly string[] }
  | { columns: Readonly<Record<string, GapColumn>> };

/** Returns how reliable the answers to a questionnaire are (信度): Cronbach's α, and what each question does to it. */
export function reliability(data: AnswerData): Reliability;

/** Returns what offers deliver (让渡价值): total value less total cost, and their ratio. */
export function deliveredValue(offers: readonly Facts<Offer>[], options?: DeliveredValueOptions): Labelled<DeliveredValues>;

/** Returns the five groups of value drivers (顾客价值驱动因素) and their items, a form to fill in. */
export function valueDrivers(): Labelled<DriverGroup[]>;

/** Returns the index of value drivers, 0 to 100. */
export function driverIndex(groups: readonly Facts<DriverGroup>[], options?: DriverOptions): Labelled<DriverIndex>;

/** Returns how important items are for overall satisfaction, and what to work on first (重要性-绩效分析). */
export function derivedImportance(data: AnswerData, options?: ImportanceOptions): Labelled<DerivedImportance>;

/** Returns desired and received value at every level (价值层次模型), and the gaps that those below imply. */
export function valueHierarchy(levels: readonly Facts<HierarchyLevel>[], options?: WithThresholds<HierarchyValueOptions>): Labelled<ValueHierarchy>;

/**
 * Returns customer value (盖尔顾客价值): quality and price against competitors. The form of textbooks that
 * rewards being dear is given only with `literal`.
 */
export function customerValueAnalysis(
  quality: readonly Facts<RatedAttribute>[],
  price: Facts<RatedPrice>,
  options?: CustomerValueOptions,
): Labelled<CustomerValue>;

/** Draws brands by relative quality and relative price (价值图), against the line of fair value. */
export function valueMap(brands: readonly ValueBrand[], options?: ValueMapOptions): Labelled<ValueMap>;

/**
 * Evaluates a Kano survey (卡诺模型). Answers are 1 like, 2 must be, 3 neutral, 4 live with, 5 dislike; `null`,
 * `undefined` and NaN mean missing.
 */
export function kano(
  answers: Readonly<Record<string, { functional: GapColumn; dysfunctional: GapColumn }>>,
  options?: WithThresholds<KanoOptions>,
): Labelled<KanoSurvey>;

/** Returns the Kano category of a pair of answers, each 1 to 5. */
export function kanoCategory(functional: number, dysfunctional: number): Label;

/** Evaluates answers of respondents who lean to several answers at once (模糊卡诺). */
export function fuzzyKano(respondents: readonly FuzzyKanoAnswer[], options?: WithThresholds<{}>): Labelled<FuzzyKano>;

/** Returns service quality as perception less expectation (SERVQUAL, 服务质量 Q = P − E), from rows of answers. */
export function servqual(
  answers: { perceptions: readonly GapColumn[]; expectations: readonly GapColumn[] },
  options?: ServqualOptions,
): Labelled<ServiceQuality>;

/** Returns service quality as perception alone (SERVPERF). */
export function servperf(perceptions: readonly GapColumn[], options?: ServqualOptions): Labelled<ServiceQuality>;

/** Returns technical and functional quality (技术性质量, 功能性质量), and scores of the sources of expectations. */
export function qualityViews(items: readonly Facts<QualityItem>[]): Labelled<QualityViews>;

/** Returns the five gaps of service quality (服务质量差距模型), and the deepest. */
export function serviceGaps(scores: Facts<GapScores>, options?: ServiceGapOptions): Labelled<ServiceGaps>;

/** Holds own values against the best of others (标杆法). */
export function benchmark(items: readonly Facts<BenchmarkItem>[]): Labelled<Benchmark>;

/** Returns which steps of a service to mend first (服务蓝图), by severity, occurrence and detection. */
export function serviceBlueprint(steps: readonly Facts<BlueprintStep>[]): Labelled<ServiceBlueprint>;

/** Holds what customers got against what they expected (期望-实绩模型). */
export function disconfirmation(
  answers: { performance: GapColumn; expectation: GapColumn },
  options?: DisconfirmationOptions,
): Labelled<Disconfirmation>;

/** Counts and averages the answers to a question, 1 the worst (李克特量表). */
export function likert(answers: GapColumn, options?: WithThresholds<LikertOptions>): Labelled<LikertAnswers>;

/** Returns the weighted index of satisfaction, CSD = Σ E P (顾客满意度). */
export function satisfactionIndex(items: readonly Facts<SatisfactionItem>[], options?: WithThresholds<SatisfactionOptions>): Labelled<SatisfactionIndex>;

/** Returns the satisfaction index of several levels (四级指标体系), from the questions up. */
export function satisfactionTree(nodes: readonly Facts<SatisfactionTreeNode>[], options?: WithThresholds<SatisfactionOptions>): Labelled<SatisfactionTree>;

/** Returns an index of satisfaction from 0 to 100 from a few questions, in the style of the American index. */
export function acsiStyleIndex(
  data: AnswerData,
  options?: WithThresholds<Omit<AcsiOptions, "weights"> & { weights?: ArrayLike<number> | Readonly<Record<string, number>> }>,
): Labelled<AcsiIndex>;

/** Estimates a path model of latent variables by partial least squares (偏最小二乘路径模型). */
export function pathModel(data: AnswerData, model: PathModel, options?: WithThresholds<PathModelOptions>): Labelled<PathModelReport>;

/**
 * Estimates a satisfaction model (顾客满意指数): `"scsb"`, `"acsi"` or `"ccsi"`. A block is the columns that a
 * latent variable is measured by, or an object with `indicators` and a scale of their own.
 */
export function satisfactionModel(
  kind: SatisfactionModel,
  data: AnswerData,
  blocks: Readonly<Record<string, readonly string[] | Omit<LatentVariable, "name">>>,
  options?: WithThresholds<PathModelOptions>,
): Labelled<SatisfactionModelReport>;

/** A node of an index with the nodes below it. */
export type NestedNode = Facts<Omit<TreeNode, "parent">> & { readonly children?: readonly NestedNode[] };

/**
 * Checks an index system (指标体系检验): naming, one criterion a leaf, completeness, independence,
 * direction, importance, weights. What is wrong is found, not refused.
 */
export function checkIndexSystem(tree: NestedNode | readonly Facts<TreeNode>[], data?: AnswerData | null, options?: CheckOptions): IndexSystemReport;

/** An index of many levels (相关树): what is missing is left out where enough is left, never taken for 0. */
export class IndexTree {
  /** Takes nodes that stand in each other, or a list of nodes that name the one above them. */
  constructor(tree: NestedNode | readonly Facts<TreeNode>[]);
  /** The leaves with their weights in the whole. */
  readonly leaves: TreeLeaf[];
  /** Scores one customer, by the names of the sources; what is left out or `null` is missing. */
  score(values: Readonly<Record<string, number | null | undefined>>): TreeScore;
  /** Scores many customers; NaN is a missing value, and a score that there is not. */
  scoreColumns(
    columns: Readonly<Record<string, GapColumn>>,
    options?: { points?: boolean },
  ): { score: Float64Array; coverage: Float64Array; points: Record<string, Float64Array> | null };
  free(): void;
  [Symbol.dispose](): void;
}
/** A matrix of judgements: one made by `PairwiseMatrix`, or its rows. */
export type JudgedMatrix =
  | PairwiseMatrix
  | { rows: readonly (readonly Judgement[])[]; criteria?: readonly string[] };

/**
 * Returns one set of weights from the judgements of several experts (群决策), by their judgements (AIJ) or their
 * priorities (AIP), with the consensus and the geometric standard deviation of every pair. The criteria of each
 * may stand in any order: they are matched by name.
 */
export function aggregateJudgments(matrices: readonly JudgedMatrix[], options?: GroupOptions): GroupPriorities;

/** Returns who disagrees with the group, on which pairs, and how far: the worst first. */
export function disagreement(matrices: readonly JudgedMatrix[], options?: DisagreementOptions): Disagreement;

/**
 * Returns how far the weights of several experts agree (共识度), Goepel's S* by Shannon's entropy: 0 for experts who
 * share nothing, 1 for equal weights, `null` for a single one. A row of weights for each expert.
 */
export function consensus(weights: readonly ArrayLike<number>[], options?: ConsensusOptions): Consensus;

/** Returns the camps of opinion among experts by their weights; any two of a camp are within the threshold. */
export function opinionClusters(weights: readonly ArrayLike<number>[], options?: ClusterOptions): OpinionClusters;

/**
 * Returns Kendall's W (肯德尔和谐系数), how alike several judges rank the same items, corrected for ties. A row of
 * numbers for each judge, of which only the order counts.
 */
export function kendallW(ratings: readonly ArrayLike<number>[]): Concordance;

/** Returns the judgements of one expert as a file, for `JSON.stringify`, with a hash that tells accidental changes. */
export function judgementFile(judgements: { expert: string; goal?: string; matrix: JudgedMatrix }): JudgementFile;

/**
 * Merges the files of several experts, each the text of a file or what it holds: weights of the group, consensus, who
 * disagrees where, and camps. Nothing leaves the device.
 */
export function mergeJudgementFiles(files: readonly (string | JudgementFile)[], options?: MergeOptions): MergedJudgements;

/** Alternatives by criteria as they enter a sum or a product: more is better. */
export type PerformanceData = { alternatives?: readonly string[] } & (
  | { rows: readonly ArrayLike<number | null>[]; criteria?: readonly string[] }
  | { columns: Readonly<Record<string, ArrayLike<number | null>>> }
);

/** One weight for each criterion: in their order, or by name. */
export type CriterionWeights = ArrayLike<number> | Readonly<Record<string, number>>;

/**
 * Returns the exact changes of single weights at which two alternatives change places (关键权重), for the weighted sum
 * or the weighted product, and the most critical criteria (Triantaphyllou & Sánchez 1997).
 */
export function criticalWeights(data: PerformanceData, weights: CriterionWeights, options?: CriticalOptions): CriticalWeights;

/**
 * Returns the scores of all alternatives as the weight of one criterion runs from 0 to 1 (权重灵敏度), with the exact
 * weights at which the order changes.
 */
export function weightSensitivity(
  data: PerformanceData,
  weights: CriterionWeights,
  criterion: string,
  options?: SensitivityOptions,
): WeightSensitivity;

/**
 * Returns how often each alternative has each rank when weights or judgements are shaken, with 95 % intervals. The
 * seed is at random unless told, and reported.
 */
export function rankStability(
  data: PerformanceData,
  weights: CriterionWeights | JudgedMatrix,
  options?: StabilityOptions,
): RankStability;

/** A fuzzy judgement: the lowest, the most plausible and the highest value. */
export type FuzzyJudgement = readonly [lower: number | string, middle: number | string, upper: number | string];

/** What is known of one pair: one judgement, those of several experts, a crisp one, or nothing. */
export type FuzzyCell = FuzzyJudgement | readonly FuzzyJudgement[] | Judgement;

/**
 * Returns weights from fuzzy judgements (模糊层次分析法): by Buckley's geometric means, by the exact ranges under
 * reciprocity (`"constrained"`), or by Chang's extent analysis, which comes with a warning. A cell holds one
 * judgement, those of several experts, which are averaged, or `null` where its mirror is given. The crisp judgements
 * of a `PairwiseMatrix` are each made unsure by ± `spread`, 1 unless told.
 */
export function fuzzyAhp<Input extends PairwiseMatrix | readonly (readonly FuzzyCell[])[]>(
  judgements: Input,
  options?: { method?: FuzzyMethod } & (Input extends PairwiseMatrix
    ? { spread?: number }
    : { criteria?: readonly string[]; averaging?: FuzzyAveraging }),
): FuzzyWeights;

/**
 * Returns weights by the best-worst method (最优最劣法): the linear model by an exact linear programme, or the
 * nonlinear one, with the range of every weight, the consistency ratio and the input-based ratio with its threshold.
 * Judgements are lists in the order of the criteria, or objects by their names.
 */
export function bestWorst(
  judgements: {
    criteria?: readonly string[];
    best: string;
    worst: string;
    bestToOthers: readonly number[] | Readonly<Record<string, number>>;
    othersToWorst: readonly number[] | Readonly<Record<string, number>>;
  },
  options?: BestWorstOptions,
): BestWorst;

/** Options of building a profile. */
export type BuildProfileOptions = Partial<Omit<ProfileOptions, "asOf">> & { asOf?: DateLike };

/** Numbers or yes and no of customers, one for each; `null`, `undefined` or NaN where one is missing. */
export type CustomerColumn = GapColumn | readonly (boolean | number | null | undefined)[];

/** The classes of many customers. */
export type Placements = {
  /** Every class with its words and its number of customers. */
  classes: Labelled<ClassCount>[];
  /** For each customer the place of the class in `classes`; -1 where an input is missing. */
  codes: Int8Array;
  /** How many customers have no class. */
  unknown: number;
  provenance: Provenance;
};

/** Returns the loyalty index (忠诚度指数) of one customer from nine indicators, with what each of them brings. */
export function loyaltyIndex(given: Facts<LoyaltyAnswers>, options?: WithThresholds<Partial<LoyaltyIndexOptions>>): Labelled<LoyaltyScore>;

/** Returns the loyalty index of many customers; NaN where too little is known. */
export function loyaltyIndexColumns(
  columns: { readonly [Name in keyof LoyaltyAnswers]?: CustomerColumn | null | undefined },
  options?: Partial<LoyaltyIndexOptions>,
): { score: Float64Array; behaviour: Float64Array; attitude: Float64Array; coverage: Float64Array; provenance: Provenance };

/** Returns true, latent, spurious or no loyalty (忠诚、潜在忠诚、虚伪忠诚、不忠诚) of one customer; both from 0 to 100. */
export function attitudeBehaviour(given: Facts<{ attitude?: number; behaviour?: number }>, options?: WithThresholds<{}>): Labelled<Decision>;

/** Returns the cells of attitude by behaviour of many customers, with cuts at the thresholds or at the medians. */
export function attitudeBehaviourColumns(
  columns: { attitude: CustomerColumn; behaviour: CustomerColumn },
  options?: WithThresholds<{ cuts?: MatrixCuts }>,
): Placements;

/** Returns the type of one customer by satisfaction and loyalty (传道者、唯利是图者、人质、破坏者); both from 0 to 100. */
export function satisfactionType(
  given: Facts<{ satisfaction?: number; loyalty?: number; speaksIll?: boolean }>,
  options?: WithThresholds<{}>,
): Labelled<Decision>;

/** Returns the types of many customers by satisfaction and loyalty. */
export function satisfactionTypes(
  columns: { satisfaction: CustomerColumn; loyalty: CustomerColumn; speaksIll?: CustomerColumn | null | undefined },
  options?: WithThresholds<{}>,
): Placements;

/** Returns the loyalty that goes with a satisfaction, both from 0 to 100, in a market with exponent `k`. */
export function loyaltyOnCurve(satisfaction: number, k: number): number;

/** Fits the curve of loyalty by satisfaction (满意与忠诚的关系): whether a market is competitive or captive. */
export function loyaltyCurve(columns: { satisfaction: CustomerColumn; loyalty: CustomerColumn }): LoyaltyCurve;

/** Returns the recommendation score (推荐) of answers from 0 to 10, with its intervals. */
export function recommendationScore(answers: GapColumn, options?: WithThresholds<{ level?: number; z?: number | null }>): Labelled<RecommendationScore>;

/** Estimates the survival of customers of whom some have not left yet (Kaplan-Meier, 生存曲线). */
export function survivalCurve(columns: { durations: CustomerColumn; left: CustomerColumn }, options?: Partial<SurvivalOptions>): Survival;

/** Returns how the measures of branches or shops go together along the service-profit chain (服务利润链). */
export function serviceProfitChain(data: AnswerData, options?: WithThresholds<Pick<Partial<ChainOptions>, "links">>): Labelled<Chain>;

/** Returns the retention rate of a period (保持率); the rest is the churn rate. */
export function retentionRate(given: PeriodCustomers): Rate;

/** Returns a rate of retention over so many of its periods: a month of a yearly rate is 1/12. */
export function retentionOver(rate: number, periods: number): Rate;

/** Returns the repurchase rate (重复购买率) from how often each customer bought. */
export function repurchaseRate(purchases: GapColumn): Repurchase;

/** Returns the share of wallet (钱包份额). */
export function shareOfWallet(own: number | null, category: number | null): Rate;

/** Returns the index of relational benefits (关系利益): confidence, social, special treatment. */
export function relationalBenefits(given: Facts<BenefitAnswers>, options?: Partial<BlockScale>): Labelled<LikertIndex>;

/** Returns the highest bond with a customer (关系纽带): financial, social, customisation, structural. */
export function bondLevel(given: Facts<Bonds>): Labelled<BondLevel>;

/** Returns the liability and the return of a loyalty programme (忠诚计划). */
export function loyaltyProgramme(given: Facts<ProgrammeFacts>): ProgrammeReturn;

/** Features of customers by name, one value each; a gap is a value that is missing. */
export type FeatureColumns = { readonly [feature: string]: CustomerColumn };

/** When customers are looked at, and how long their outcome is waited for. */
export type ChurnOutcomeOptions = Omit<Partial<OutcomeOptions>, "cutoff" | "days"> & { cutoff: DateLike; days: number };

/** What was known of each customer on a day, and what became of them within some days. */
export interface ChurnOutcomes {
  readonly ids: string[];
  /** The features of the day; NaN where there is none. */
  readonly columns: { readonly [feature: string]: Float64Array };
  /** 1 for those who bought nothing within the days. */
  readonly left: Float64Array;
  /** 1 for those who bought within the days. */
  readonly bought: Float64Array;
  /** Purchases within the days. */
  readonly purchases: Float64Array;
  /** What these brought, net of refunds. */
  readonly revenue: Float64Array;
  readonly cutoff: string;
  readonly days: number;
  /** The unit of `recency` and `T`; what a calibration on them is told as `timeUnit`. */
  readonly timeUnit: TimeUnit;
}

/** Returns the table that a calibration learns from: features of a day, and what became of the customers (流失结果). */
export function churnOutcomes(orders: Orders, options: ChurnOutcomeOptions): ChurnOutcomes;

/** Fits the probability of an event, such as leaving, to what became of customers (校准). */
export function calibrate(columns: FeatureColumns, outcomes: CustomerColumn, options?: Partial<CalibrationOptions>): Calibration;

/** How totals of points become a probability, with the fit that says how well. */
export interface PointCalibration {
  /** For `link` of a rule set. */
  readonly link: LogisticLink;
  /** The fit: standard errors, quality, cross-validation, `warnings`. */
  readonly calibration: Calibration;
}

/**
 * Fits how totals of points become a probability, to what became of those who had them (评分卡校准). Without a ridge unless
 * one is asked for; where the points tell the outcomes apart without fail, one of 1 holds and `warnings` has `separated`.
 */
export function calibratePoints(
  totals: CustomerColumn,
  outcomes: CustomerColumn,
  options?: Partial<Omit<CalibrationOptions, "method">> | null,
): PointCalibration;

/** Risks of customers with the evidence: the odds are those of the base times all factors. */
export interface RiskColumns {
  readonly probability: Float64Array;
  readonly logOdds: Float64Array;
  /** The odds of the reference customer. */
  readonly baseOdds: number;
  /** What each feature adds to the log-odds. */
  readonly contributions: { readonly [feature: string]: Float64Array };
  /** How many times each feature multiplies the odds. */
  readonly factors: { readonly [feature: string]: Float64Array };
  /** How many customers lack each feature. */
  readonly missing: { readonly [feature: string]: number };
}

/** Returns the risks of customers by a calibration, with the evidence. */
export function calibratedRisk(calibration: Calibration, columns: FeatureColumns): RiskColumns;

/** Returns how good probabilities were: AUC, Brier score, log-loss, deciles, lift of the first decile. */
export function calibrationQuality(outcomes: CustomerColumn, probabilities: CustomerColumn): CalibrationQuality;

/** Fits expected revenue in two parts: whether a customer buys, and for how much. */
export function calibrateRevenue(
  columns: FeatureColumns,
  outcomes: { bought: CustomerColumn; revenue: CustomerColumn },
  options?: { purchase?: Partial<CalibrationOptions>; ridge?: number },
): RevenueModel;

/** Returns the expected revenue of customers. */
export function expectedRevenue(model: RevenueModel, columns: FeatureColumns): Float64Array;

/** The nodes of a tree in preorder: a left child is the next node. */
export interface ImportedTree {
  feature: number[];
  rule: number[];
  number: number[];
  right: number[];
  cover: number[];
  sets: number[][];
}

/** A model that was trained elsewhere, in the form of this library: plain data that can stand in a file. */
export interface ImportedModel {
  version: number;
  source: ModelFormat;
  features: string[];
  base: number;
  scale: number;
  linear: LinearTerm[] | null;
  trees: ImportedTree[] | null;
}

/**
 * Reads a model that was trained elsewhere (导入模型): of scikit-learn `{featureNames, coef, intercept, scaler?, means?}`, of
 * XGBoost what `Booster.save_model("model.json")` writes, of LightGBM what `Booster.dump_model()` returns.
 */
export function importModel(model: string | object, options?: { format?: ModelFormat | null }): ImportedModel;

/** Returns the risks of customers by a model that was imported, with exact contributions (Shapley values for trees). */
export function predictImported(model: ImportedModel, columns: FeatureColumns): RiskColumns;

/** A reason to leave, by its name or its code. */
export type ChurnReason = keyof ReasonCounts | `churn_reason.${string}`;

/** Returns the Pareto of the reasons why customers left (流失原因), from counts or from the reasons of each customer. */
export function churnReasons(
  given: Partial<ReasonCounts> | readonly (ChurnReason | readonly ChurnReason[] | null)[],
  options?: WithThresholds<{ customers?: number | null }>,
): Labelled<ReasonReport>;

/** Returns the defection rate of a period (流失率) and the mean lifetime that it makes for. */
export function defectionRate(start: number, lost: number): Defection;

/** Returns what a change of retention does to the value of the present customers; not a forecast of profit. */
export function retentionEffect(given: RetentionChange): Labelled<RetentionEffect>;

/** Returns the probability that a customer is active, by the rule of thumb of Reinartz and Kumar. */
export function simpleActivity(given: ActivityFacts): Activity;

/** Returns the probabilities of many customers to be active; NaN where there is none. */
export function simpleActivityColumns(
  columns: Readonly<Record<keyof ActivityFacts, CustomerColumn>>,
): { probability: Float64Array; unknown: number; provenance: Provenance };

/** Returns how long a customer has been silent beside the customer's own gaps between purchases. */
export function recencyRatio(given: { gaps: ArrayLike<number>; daysSinceLast: number }, options?: WithThresholds<{}>): Labelled<RecencyRatio>;

/** Watches a series by its exponentially weighted moving average (指数加权移动平均). */
export function ewmaChart(series: GapColumn, options?: Partial<ChartOptions>): Chart;

/** Watches a series by the cumulative sum of its falls (累积和控制图). */
export function cusumChart(series: GapColumn, options?: Partial<ChartOptions>): Chart;

/** Returns the slope of a series and how its last values stand beside its first ones. */
export function seriesTrend(series: GapColumn, options?: Partial<ChartOptions>): Trend;

/** Returns every signal of falling loyalty of one customer (流失预警) and the highest level among them. */
export function earlyWarning(given: Facts<WarningFacts>, options?: WithThresholds<Partial<ChartOptions>>): Labelled<EarlyWarning>;

/**
 * Returns the level of early warning of every customer of a base, as `earlyWarning` does, from mean and deviation of the gaps:
 * `daysSinceLast`, `meanGap` and `gapDeviation` are features of orders (`customerFeatures`). Whatever is not known may be left out.
 */
export function earlyWarningColumns(
  columns: {
    daysSinceLast?: CustomerColumn | null | undefined;
    meanGap?: CustomerColumn | null | undefined;
    gapDeviation?: CustomerColumn | null | undefined;
    depthBefore?: CustomerColumn | null | undefined;
    depthNow?: CustomerColumn | null | undefined;
    breadthBefore?: CustomerColumn | null | undefined;
    breadthNow?: CustomerColumn | null | undefined;
    contactsBefore?: CustomerColumn | null | undefined;
    contactsNow?: CustomerColumn | null | undefined;
    openComplaints?: CustomerColumn | null | undefined;
    /** Loyalty from 0 to 100, a column for each period, the oldest first. */
    loyalty?: readonly CustomerColumn[] | null | undefined;
  },
  options?: WithThresholds<Partial<ChartOptions>>,
): Placements & {
  /** How many customers show each signal, and of how many it is known. */
  signals: Labelled<SignalCount>[];
  /** Days since the last purchase by the mean gap; NaN where there is none. */
  ratio: Float64Array;
  /** The probability of a gap this long or longer, were the gaps exponential. */
  probability: Float64Array;
  /** How many standard deviations the silence lies above the mean gap. */
  z: Float64Array;
};

/** Returns how high the barrier around a customer is (转换成本), and whether it holds one who is not satisfied. */
export function switchingBarrier(given: Facts<SwitchingAnswers>, options?: WithThresholds<Partial<BlockScale>>): Labelled<SwitchingBarrier>;

/** Returns the share of purchases made by habit (顾客惯性). */
export function purchaseInertia(byHabit: number, purchases: number): Inertia;

/** Returns how likely a customer stays (logit), with and without the cost of switching. */
export function stayProbability(given: Facts<StayOrLeave>): StayProbability;

/** Returns what switching costs the customers of two firms, from prices and shares (Shy's quick method). */
export function switchingCosts(given: TwoFirms): SwitchingCosts;

/** Fits the models to the orders. */
export function buildProfile(orders: Orders, options?: BuildProfileOptions): Profile;

/**
 * Where the orders are cut, and what is fitted. The model knows the orders up to `calibrationEnd`, that
 * day included; the holdout period ends with the last order unless told.
 */
export type HoldoutReportOptions = Omit<ReportOptions, "calibrationEnd" | "holdoutEnd"> & {
  calibrationEnd: DateLike;
  holdoutEnd?: DateLike;
};

/**
 * Fits a model to the orders up to a day and compares what it predicts with the orders after it: what is
 * wrong with the data, parameters with intervals, errors, calibration, gain and lift, frequencies,
 * tracking by week. The result is plain data.
 */
export function holdoutReport(orders: Orders, options: HoldoutReportOptions): ModelReport;

/** Everything that scores depend on, as plain frozen data. */
export class Profile {
  private constructor();
  /** Checks a profile given as JSON text or as the object that the text holds. */
  static parse(json: unknown): Profile;
  /**
   * Returns the profile without costs, margins, judgements and provenance, for a page that anybody can
   * read: the same scores, money as revenue.
   */
  forPublic(): Profile;
  /** Returns the profile as a plain object, for `JSON.stringify`. */
  toJSON(): ProfileData;
}
export interface Profile extends Readonly<ProfileData> {}

/** A profile made ready to score customers. */
export class Scorer implements CustomerScorer {
  /** @param profile as `Profile.parse` gives it, as JSON text, or as the object that the text holds */
  constructor(profile: Profile | ProfileData | string);
  readonly profile: CustomerScorer["profile"];
  score: CustomerScorer["score"];
  whatIf: CustomerScorer["whatIf"];
  levers: CustomerScorer["levers"];
  /** Scores a customer by the point rules of the profile, one score for each set. */
  points(facts: PointFacts, options?: PointOptions): PointScore[];
  /** Takes an event into the state of a customer and scores it as of the day of the event. */
  update(state: string | null, event: CustomerEvent, known?: CustomerFacts): StateUpdate & { readonly score: CustomerScore };
  /** Scores the state of a customer as of a day. */
  scoreState(state: string | null, asOf: DateLike, known?: CustomerFacts): CustomerScore;
  /** Scores row `index` of a summary, with its explanation. */
  explain(summary: CustomerSummary, index: number): CustomerScore;
  /**
   * Scores many customers in one crossing. With `only` no other column is returned, and what none of them needs is not
   * computed: without `lifetime`, `tier` and the times of the next purchase it takes less than half the time.
   */
  scoreColumns(customers: CustomerSummary | CustomerColumns): ScoreColumns;
  scoreColumns<K extends ScoreColumn>(
    customers: CustomerSummary | CustomerColumns,
    options: { only: readonly K[] },
  ): Pick<ScoreColumns, "ids" | K>;
  scoreColumns(
    customers: CustomerSummary | CustomerColumns,
    options?: { only?: readonly ScoreColumn[] | null } | null,
  ): Partial<ScoreColumns>;
  free(): void;
  [Symbol.dispose](): void;
}

/** Returns the actions with their words, in the order that the column `action` of scores counts them. */
export function scoreActions(): Label[];

/** How far is far, for `drift`. */
export type DriftOptions = Partial<DriftLimits>;

/** A setting, or a part, in which two profiles differ. */
export interface ProfileDifference {
  /** Where it stands in the profiles, such as `value.margin`: a stable name. */
  readonly path: string;
  /** What stands there in the older profile; `null` where nothing does. */
  readonly before: unknown;
  /** What stands there in the later one. */
  readonly after: unknown;
  /** What follows from it, in words. */
  readonly reason: string;
}

/** How the distribution of a score has moved. */
export interface PopulationDrift {
  readonly score: "valueScore" | "lifetime" | "loyaltyScore" | "risk";
  /** The population stability index, from 0; `null` where the score cannot be compared. */
  readonly stabilityIndex: number | null;
  /** The largest difference of the two distribution functions, 0-1; `null` where the score cannot be compared. */
  readonly largestGap: number | null;
  /** The median in each profile, as that profile counts. */
  readonly medianBefore: number | null;
  readonly medianAfter: number | null;
  /** Whether it drifted; `null` where the score cannot be compared. */
  readonly level: DriftLevel | null;
  /** Why the score cannot be compared: what it means is another thing in each profile. Empty where it was. */
  readonly incomparable: readonly ProfileDifference[];
  /** What may have moved a score that was compared, beside the base. */
  readonly cautions: readonly ProfileDifference[];
}

/** How a parameter of the purchase model has moved. */
export interface ParameterDrift {
  readonly name: string;
  readonly before: number;
  readonly after: number;
  /** The difference by its standard error; `null` where it cannot be compared. */
  readonly standardErrors: number | null;
  /** Whether it drifted; `null` where it cannot be compared. */
  readonly level: DriftLevel | null;
  /** Why it cannot be compared. Empty where it was. */
  readonly incomparable: readonly ProfileDifference[];
}

/** How far one profile lies from another. */
export interface DriftReport {
  /** The worst of what was compared; `null` where nothing was. */
  readonly level: DriftLevel | null;
  readonly populations: readonly PopulationDrift[];
  /** The parameters of the purchase model; empty where the models differ. */
  readonly parameters: readonly ParameterDrift[];
  /** Why no parameter was compared: the purchase models differ. */
  readonly incomparable: readonly ProfileDifference[];
  /** Whether the purchase models are of the same kind. */
  readonly sameModel: boolean;
  /** Customers before and after; `null` where they are kept back. */
  readonly customersBefore: number | null;
  readonly customersAfter: number | null;
}

/**
 * Returns how far a base has moved from one profile to a later one. What the two count differently (another margin,
 * currency, horizon, purchase model …) is not compared: the line says what differs and why that matters.
 */
export function drift(before: Profile | ProfileData, after: Profile | ProfileData, options?: DriftOptions): DriftReport;
/** What is known of a customer, by field; a `Date` and a text such as 2024-03-31 are dates. */
export type PointFacts = Readonly<Record<string, string | number | boolean | readonly string[] | Date | null | undefined>>;

/** Something that happened so many times (once unless told) at a time: with hours where they are known. */
export interface PointEventInput {
  readonly type: string;
  readonly date: DateLike;
  readonly count?: number | null;
}

/** Options of scoring by points. */
export interface PointOptions {
  /** What happened, in any order. */
  events?: readonly PointEventInput[] | null;
  /** The time of the score; needed where there are events. A day lasts to its end. */
  asOf?: DateLike | null;
  /** Scores of an earlier time, or totals by the code of the set: for the bands entered since. */
  previous?: PointScore | readonly PointScore[] | Readonly<Record<string, number>> | null;
}

/**
 * Scores a customer by rules: points for fields and events, limits, bands, parts that sum to the total; by
 * one set of rules, or by a list of sets side by side.
 */
export function scorePoints<Sets extends RuleSet | readonly RuleSet[]>(
  ruleSets: Sets,
  facts: PointFacts,
  options?: PointOptions,
): Sets extends readonly RuleSet[] ? PointScore[] : PointScore;

/** Returns contradictions, rules that never hold, bands that nobody can reach, and the like. */
export function checkRules(ruleSets: RuleSet | readonly RuleSet[]): Labelled<RuleFinding>[];

/** Returns how points and odds belong together on the scale of a scorecard (Siddiqi 2006). */
export function scorecardScaling(scale: ScorecardScale): PointScaling;

/** An event for the state of a customer. */
export interface CustomerEvent {
  readonly type: EventKind;
  /** With a time where it is known; a time without a zone is UTC. */
  readonly date: DateLike;
  /** Of an order or a refund, in the currency. */
  readonly amount?: number | null;
  /** What tells the event from every other. */
  readonly id?: string | number | null;
}

/** What an event did to a state. */
export interface StateUpdate {
  /** The state after it, as text. */
  readonly state: string;
  readonly changed: boolean;
  /** Why nothing has changed. */
  readonly reason: "duplicate_event" | null;
}

/** Takes an event into the state of a customer; `null` is the state before the first event. */
export function updateState(state: string | null, event: CustomerEvent, settings?: Partial<LiveSettings>): StateUpdate;

/** Joins the states of two periods, the first of which ends on a day before the second begins. */
export function mergeStates(earlier: string | null, later: string | null): string;

/** Returns everything that a state says on a day: the numbers that a scorer reads, and engagement. */
export function stateFields(state: string | null, asOf: DateLike, options?: { timeUnit?: TimeUnit | null }): StateReport;
