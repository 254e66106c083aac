/// <reference lib="esnext.disposable" />

/**
 * A day: a text such as `2024-03-31` (a time after it is left out: the day is the one written),
 * the number of days since 1970-01-01, or a `Date`, of which the UTC day counts. A number is never a serial
 * number of a spreadsheet, which counts from 1900: of those, subtract 25,569 (45292, 2024-01-01, is 19723 here).
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
  | "BadCell"
  | "NotSquare"
  | "NotPositive"
  | "NotReciprocal"
  | "MissingJudgement"
  | "Disconnected"
  | "OutOfOrder"
  | "UnsupportedRuntime"
  | "NeedsFullBuild";

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

/** One customer by numbers, in the profile's unit of time. What is missing is left out, never 0. */
export interface CustomerNumbers extends CustomerFacts {
  id?: unknown;
  /** Repeat purchases. It goes together with `recency` and `T`; all three lack before the first purchase. */
  frequency?: number | null;
  recency?: number | null;
  T?: number | null;
  monetaryValue?: number | null;
  revenueInYear?: number | null;
  purchasesInYear?: number | null;
  activeQuarters?: number | null;
  elapsedQuarters?: number | null;
}

/** What a CRM knows of a customer beside orders. */
export interface CustomerFacts {
  /** Production cost of what the customer bought in the last 365 days. */
  productionCost?: number | null;
  /** The customer's share of the fixed cost of marketing of that time. */
  fixedMarketingCost?: number | null;
  /** What marketing to the customer cost in that time. */
  variableMarketingCost?: number | null;
  /** What service cost in that time, unless the variable cost of marketing holds it. */
  serviceCost?: number | null;
  /** What the customer spends in the category with all suppliers, a year. */
  walletInYear?: number | null;
  /** Minutes taken to choose. */
  choosingTime?: number | null;
  /** Satisfaction, 1-10. */
  satisfaction?: number | null;
  /** Willingness to recommend, 0-10. */
  recommendation?: number | null;
  /** Attraction of competitors, 1-7. */
  competitorAttitude?: number | null;
  /** Sensitivity to prices, 1-7. */
  priceSensitivity?: number | null;
  /** Tolerance of quality incidents, 1-7. */
  incidentTolerance?: number | null;
  /** Days since the last purchase by the mean gap; from the orders unless given. */
  recencyRatio?: number | null;
  /** By how many points the loyalty index moved in the last period; below 0 where it fell. */
  loyaltyTrend?: number | null;
  /** Complaints that are not resolved. */
  openComplaints?: number | null;
  /** Satisfaction with how the last closed complaint was handled, 0-100. */
  complaintSatisfaction?: number | null;
  /** Failures of service in the last 90 days that the customer did not complain of. */
  silentFailures?: number | null;
  /** How the customer complains; in columns its index in this list. */
  complainer?: "complaint.passive" | "complaint.voicer" | "complaint.irate" | "complaint.activist" | number | null;
  /** Whether the customer buys bargains only; in columns 0 or 1. */
  bargainSeeker?: boolean | number | null;
  /** Categories the customer buys in, from 1. */
  categories?: number | null;
  /** The switching barrier, 0-100. */
  switchingBarrier?: number | null;
  /** What a model of the profile needs beside the fields, by the name of the feature. */
  features?: { readonly [name: string]: number | null } | null;
}

/** One customer by orders. */
export interface CustomerOrders extends CustomerFacts {
  id?: unknown;
  orders: readonly { date: DateLike; amount: number }[];
}

/** Columns of customers by numbers, in the profile's unit of time. */
export type CustomerColumns = {
  ids?: readonly string[];
  /** What a model of the profile needs beside the fields. */
  features?: { readonly [name: string]: ArrayLike<number | null> };
} & {
  [Key in keyof Omit<CustomerNumbers, "id" | "features">]: ArrayLike<number | null>;
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
export type RiskMode = "horizon" | "cohort" | "alive" | "calibrated" | "imported";
export type LoyaltyType =
  | "attitude_behaviour.loyal"
  | "attitude_behaviour.latent"
  | "attitude_behaviour.spurious"
  | "attitude_behaviour.none";

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
    /** The cell of attitude by behaviour. */
    readonly type: LoyaltyType | null;
    readonly parts: readonly ScorePart[];
  };
  readonly churn: {
    /** The probability of leaving, as `mode` defines it; `null` where nothing is known to start from. */
    readonly risk: number | null;
    readonly band: RiskBand | null;
    readonly mode: RiskMode;
    readonly calibrated: boolean;
    readonly horizonDays: number;
    readonly probabilityAlive: number | null;
    /** The odds that the evidence starts from; times the evidence they are risk / (1 − risk). */
    readonly baseOdds: number | null;
    readonly evidence: readonly Evidence[];
    readonly nextPurchase: {
      /** The day by which the next purchase has come with probability 0.5; `null` if it may never. */
      readonly median: string | null;
      readonly p10: string | null;
      readonly p90: string | null;
      /** P(there is no further purchase, ever). */
      readonly never: number | null;
    };
  };
  readonly labels: {
    readonly tier: Label | null;
    readonly cell: Label | null;
    readonly band: Label | null;
    readonly loyaltyType: Label | null;
  };
  /** Risk times future value: what may be lost. */
  readonly valueAtRisk: number | null;
  readonly action: Label | null;
  /** What the action has to take into account besides, the most urgent first. */
  readonly modifiers: readonly Label[];
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
  readonly behaviour: Float64Array;
  readonly attitude: Float64Array;
  /** Index in `loyal, latent, spurious, none`. */
  readonly loyaltyType: Float64Array;
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
  /** Index in `scoreActions()`. */
  readonly action: Float64Array;
  /** A bit for each warning. */
  readonly warnings: Float64Array;
}

/** The name of a column of scores. */
export type ScoreColumn = Exclude<keyof ScoreColumns, "ids">;

/** What is different about a customer, for `whatIf`. */
export interface CustomerChanges extends Omit<CustomerNumbers, "id"> {
  /** As if the last order had been so many days before the day of the score. */
  lastOrderDaysAgo?: number | null;
}

/** By how much scores differ; `null` where one of the two is. */
export interface ScoreChange {
  readonly valueScore: number | null;
  readonly lifetime: number | null;
  readonly loyaltyScore: number | null;
  readonly risk: number | null;
  readonly valueAtRisk: number | null;
}

/** A customer as is and as might be. */
export interface WhatIf {
  readonly before: CustomerScore;
  readonly after: CustomerScore;
  readonly change: ScoreChange;
}

/** What would move the score of a customer, and by how much. */
export interface Lever extends Label, ScoreChange {}

/** A profile made ready to score customers. */
export interface CustomerScorer {
  /** The identity of the profile in use. */
  readonly profile: { readonly name: string; readonly version: number; readonly hash: string };
  /**
   * Scores one customer, with its explanation, as of a day: the profile's unless told. Without
   * `asOf`, an order after the profile's day is an error; with it, later orders do not count.
   * A key that is a misspelt field is `UnknownKey`; what else a record holds is left alone.
   */
  score(customer: CustomerNumbers | CustomerOrders, options?: { asOf?: DateLike }): CustomerScore;
  /** Scores a customer as is and as might be: "had the last order been ten days ago". */
  whatIf(
    customer: CustomerNumbers | CustomerOrders,
    changes: CustomerChanges,
    options?: { asOf?: DateLike },
  ): WhatIf;
  /** Returns what would move the score of a customer, the largest fall of value at risk first. */
  levers(customer: CustomerNumbers | CustomerOrders, options?: { asOf?: DateLike }): readonly Lever[];
  /**
   * Scores many customers in one crossing. With `only` no other column is returned, and what none of them needs is not
   * computed: without `lifetime`, `tier` and the times of the next purchase it takes less than half the time.
   */
  scoreColumns(customers: CustomerColumns): ScoreColumns;
  scoreColumns<K extends ScoreColumn>(customers: CustomerColumns, options: { only: readonly K[] }): Pick<ScoreColumns, "ids" | K>;
  scoreColumns(customers: CustomerColumns, options?: { only?: readonly ScoreColumn[] | null } | null): Partial<ScoreColumns>;
  free(): void;
  [Symbol.dispose](): void;
}

/** What every form of a profile has, whichever build made it. */
export interface ProfileLike {
  readonly format: string;
  readonly version: number;
  readonly name: string;
  readonly asOf: string;
}

/** A profile as JSON holds it; `Profile` of `clientele` has its type in full. */
export interface ProfileDocument {
  readonly format: string;
  readonly version: number;
  readonly name: string;
  readonly asOf: string;
  readonly [key: string]: unknown;
}
