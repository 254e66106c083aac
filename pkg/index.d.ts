/// <reference lib="esnext.disposable" />

import type {
  BgNbdParams,
  Candidate as ModelCandidate,
  Compromise,
  Consistency,
  ConsistencyOptions,
  Convergence,
  CsvOptions,
  CsvPreview,
  DataWeights,
  EntropyOptions,
  FitOptions,
  FuzzyEvaluation,
  FuzzyOptions,
  FuzzyPart,
  GammaGammaParams,
  GraOptions,
  IdealDistances,
  IngestReport,
  ModelKind,
  ModelReport,
  ParameterInterval,
  ParetoNbdParams,
  Priorities,
  PriorityMethod,
  Profile as ProfileData,
  ProfileOptions,
  Ranking,
  RankMethodName,
  RankScaling,
  ReportOptions,
  SumAndProduct,
  TimeUnit,
  TopsisOptions,
  VikorOptions,
  WaspasOptions,
  WeightedSumOptions,
} from "./wasm/full/types.js";

export type {
  BgNbdParams,
  Compromise,
  Consistency,
  ConsistencyOptions,
  Convergence,
  CsvOptions,
  CsvPreview,
  DataWeights,
  EntropyOptions,
  FitOptions,
  FuzzyEvaluation,
  FuzzyOptions,
  FuzzyPart,
  GammaGammaParams,
  GraOptions,
  IdealDistances,
  IngestReport,
  ModelCandidate,
  ModelKind,
  ModelReport,
  ParameterInterval,
  ParetoNbdParams,
  Priorities,
  PriorityMethod,
  ProfileData,
  Ranking,
  RankMethodName,
  RankScaling,
  SumAndProduct,
  TimeUnit,
  TopsisOptions,
  VikorOptions,
  WaspasOptions,
  WeightedSumOptions,
};

/** Returns the version of the library. */
export function version(): string;

/**
 * Returns a seed, 32 random bits from the host, to report together with what it was used for.
 * Nothing in the library is random unless it is given a seed.
 */
export function randomSeed(): number;

/**
 * A day: a text such as `2024-03-31` (a time after it is left out: the day is the one written),
 * the number of days since 1970-01-01, or a `Date`, of which the UTC day counts.
 */
export type DateLike = string | number | Date;

/** The stable codes of errors. */
export type ErrorCode =
  | "NotFinite"
  | "OutOfRange"
  | "LengthMismatch"
  | "Missing"
  | "InvalidValue"
  | "UnknownKey"
  | "UnsupportedVersion"
  | "InsufficientData"
  | "EmptyInput"
  | "MissingColumn"
  | "DuplicateColumn"
  | "UnterminatedQuote"
  | "InvalidEncoding"
  | "FieldTooLong"
  | "WrongFieldCount"
  | "MissingCell"
  | "BadDate"
  | "AmbiguousDate"
  | "MixedDateOrder"
  | "BadAmount"
  | "MixedCurrencies"
  | "NotSquare"
  | "NotPositive"
  | "NotReciprocal"
  | "MissingJudgement"
  | "UnsupportedRuntime";

/** What every function of the library throws. `instanceof` holds across realms. */
export class ClienteleError extends Error {
  constructor(code: ErrorCode, message: string, place?: { path?: string; row?: number; column?: string });
  readonly name: "ClienteleError";
  /** What is wrong, as a stable code. */
  readonly code: ErrorCode;
  /** Where the culprit stands, such as `options.margin` or `matrix[Price][Service]`. */
  readonly path?: string;
  /** The row of the file; the header is row 1. */
  readonly row?: number;
  /** The column of the file. */
  readonly column?: string;
}

/** A stable code with its words. */
export interface Label {
  readonly code: string;
  readonly en: string;
  readonly zh: string;
}

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
   * Time until the next purchase has come with each probability, NaN where it never reaches that; and
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
 * or an object that holds it.
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
}
export interface CovariateModel extends Fitted<BgNbdParams | ParetoNbdParams> {}

/** What the models are compared by: BIC or AIC of the fits, or the mean absolute error in a holdout period. */
export type Criterion = "bic" | "aic" | "holdout";

/** Options of choosing a model. */
export interface FitModelOptions extends Partial<FitOptions> {
  /** The models: all in continuous time unless told; those with regular gaps need `lnGaps`. */
  models?: readonly ModelKind[];
  criterion?: Criterion;
  /** What each customer bought within `length` after T, in the unit of time of the columns. */
  holdout?: { purchases: ArrayLike<number>; length: number };
}

/** The model that was chosen. */
export interface ModelSelection {
  model: AnyPurchaseModel;
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
 * fit by the data alone goes before one that needs a prior, and a model that cannot be fitted takes no
 * part.
 */
export function fitModel(
  customers: FitColumns & { lnGaps?: ArrayLike<number> },
  options?: FitModelOptions,
): ModelSelection;

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
  spend?: GammaGamma;
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
export function simulateCustomers(model: AnyPurchaseModel, options: SimulationOptions): SimulatedCustomers;

/** Gamma-Gamma (Fader & Hardie 2013): how much customers spend per purchase. */
export class GammaGamma {
  private constructor();
  static fit(customers: SpendColumns & { weights?: ArrayLike<number> }, options?: Partial<FitOptions>): GammaGamma;
  static fromParams(params: GammaGammaParams): GammaGamma;
  static fromLifetimes(params: LifetimesParams<GammaGammaParams>): GammaGamma;
  static fromPymcMarketing(summary: PymcMarketingSummary): GammaGamma;
  /** Expected spend per purchase; NaN where there is no estimate. */
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
  readonly criteria: string[];
  readonly rows: number[][];
  /** Returns the weights: `"eigenvector"` unless told. */
  priorities(method?: PriorityMethod): Priorities;
  /** Returns how consistent the judgements are. */
  consistency(options?: Partial<ConsistencyOptions>): Consistency;
  free(): void;
  [Symbol.dispose](): void;
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
  | { rows: readonly ArrayLike<number>[]; criteria?: readonly string[] }
  | { columns: Readonly<Record<string, ArrayLike<number>>> }
);

/** Returns weights by entropy (熵值法): what differs more among the alternatives says more. */
export function entropyWeights(data: DecisionData, options?: EntropyOptions): DataWeights;

/** Numbers by criterion: in the order of the data, or by name. */
export type ByCriterion = readonly number[] | Readonly<Record<string, number>>;

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

/** Options of building a profile. */
export type BuildProfileOptions = Partial<Omit<ProfileOptions, "asOf">> & { asOf?: DateLike };

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
  /** Returns the profile as a plain object, for `JSON.stringify`. */
  toJSON(): ProfileData;
}
export interface Profile extends Readonly<ProfileData> {}

/** One customer by numbers, in the profile's unit of time. */
export interface CustomerNumbers {
  id?: unknown;
  frequency: number;
  recency: number;
  T: number;
  monetaryValue?: number | null;
  revenueInYear?: number | null;
  purchasesInYear?: number | null;
  activeQuarters?: number | null;
  elapsedQuarters?: number | null;
}

/** One customer by orders. */
export interface CustomerOrders {
  id?: unknown;
  orders: readonly { date: DateLike; amount: number }[];
}

/** Columns of customers by numbers, in the profile's unit of time. */
export type CustomerColumns = { ids?: readonly string[] } & {
  [Key in keyof Omit<CustomerNumbers, "id">]: ArrayLike<number | null>;
};

/** One part of a score. The points of all parts sum to the score. */
export interface ScorePart extends Label {
  readonly raw: number | null;
  readonly normalised: number | null;
  readonly weight: number | null;
  readonly points: number | null;
}

/** What a piece of evidence does to the odds of leaving. */
export interface Evidence extends Label {
  readonly odds: number;
}

export type Tier = "platinum" | "gold" | "iron" | "lead";
export type RiskBand = "low" | "medium" | "high";

/**
 * The explained score of one customer. Scores are 0-100, probabilities 0-1, money in the profile's
 * currency. What the data cannot support is `null`, and `warnings` says why.
 */
export interface CustomerScore {
  readonly id: unknown;
  readonly asOf: string;
  readonly profile: { readonly name: string; readonly version: number; readonly hash: string };
  readonly value: {
    readonly score: number | null;
    /** Percent of the base with a value score at or below this one. */
    readonly percentile: number | null;
    /** Margin of the last year. */
    readonly current: number | null;
    /** Discounted value of all margins to come if the customer stays at baseline retention. */
    readonly future: number | null;
    /** Discounted margin of the coming months, weighed by the customer's own probabilities. */
    readonly lifetime: number | null;
    readonly tier: Tier | null;
    readonly system: 1 | 2 | 3 | 4;
    readonly parts: readonly ScorePart[];
  };
  readonly loyalty: {
    readonly score: number | null;
    readonly attitude: number | null;
    readonly behaviour: number | null;
    readonly type: string | null;
    readonly parts: readonly ScorePart[];
  };
  readonly churn: {
    /** P(no purchase within the horizon | history). */
    readonly risk: number;
    readonly band: RiskBand;
    readonly mode: "horizon";
    readonly calibrated: boolean;
    readonly horizonDays: number;
    readonly probabilityAlive: number;
    /** Odds of leaving of a new customer; times the evidence it is risk / (1 − risk). */
    readonly baseOdds: number;
    readonly evidence: readonly Evidence[];
    readonly nextPurchase: {
      /** The day by which the next purchase has come with probability 0.5; `null` if it may never. */
      readonly median: string | null;
      readonly p10: string | null;
      readonly p90: string | null;
      /** P(there is no further purchase, ever). */
      readonly never: number;
    };
  };
  readonly labels: { readonly tier: Label | null; readonly cell: Label | null; readonly band: Label };
  /** Risk times future value: what may be lost. */
  readonly valueAtRisk: number | null;
  readonly action: Label | null;
  readonly coverage: { readonly value: number; readonly loyalty: number; readonly churn: number };
  readonly warnings: readonly Label[];
}

/** Scores of many customers as columns; NaN where a number is missing. */
export interface ScoreColumns {
  readonly ids: readonly string[] | null;
  readonly valueScore: Float64Array;
  readonly percentile: Float64Array;
  readonly current: Float64Array;
  readonly future: Float64Array;
  readonly lifetime: Float64Array;
  /** Index in `platinum, gold, iron, lead`. */
  readonly tier: Float64Array;
  readonly loyaltyScore: Float64Array;
  readonly risk: Float64Array;
  /** Index in `low, medium, high`. */
  readonly band: Float64Array;
  readonly probabilityAlive: Float64Array;
  /** Days from `asOf`. */
  readonly nextMedian: Float64Array;
  readonly nextP10: Float64Array;
  readonly nextP90: Float64Array;
  readonly never: Float64Array;
  /** Index in `vip, improve, maintain, abandon`. */
  readonly cell: Float64Array;
  readonly valueAtRisk: Float64Array;
  /** A bit for each warning. */
  readonly warnings: Float64Array;
}

/** A profile made ready to score customers. */
export class Scorer {
  constructor(profile: Profile | ProfileData);
  /** The identity of the profile in use. */
  readonly profile: { readonly name: string; readonly version: number; readonly hash: string };
  /**
   * Scores one customer, with its explanation, as of a day: the profile's unless told. Without
   * `asOf`, an order after the profile's day is an error; with it, later orders do not count.
   */
  score(customer: CustomerNumbers | CustomerOrders, options?: { asOf?: DateLike }): CustomerScore;
  /** Scores row `index` of a summary, with its explanation. */
  explain(summary: CustomerSummary, index: number): CustomerScore;
  /** Scores many customers in one crossing. */
  scoreColumns(customers: CustomerSummary | CustomerColumns): ScoreColumns;
  free(): void;
  [Symbol.dispose](): void;
}
