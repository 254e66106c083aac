/// <reference lib="esnext.disposable" />

import type { CustomerFacts, CustomerScore, CustomerScorer, DateLike, RiskBand } from "./scores.js";

export { ClienteleError } from "./scores.js";
export type { CustomerFacts, CustomerScore, CustomerScorer, DateLike, ErrorCode, RiskBand } from "./scores.js";

/** What a storage must do; `localStorage` does. */
export interface TextStorage {
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
  removeItem(key: string): void;
}

/** What a channel between tabs must do; `BroadcastChannel` does. */
export interface TabChannel {
  postMessage(message: unknown): void;
  addEventListener?(type: "message", listener: (event: any) => void): void;
  removeEventListener?(type: "message", listener: (event: any) => void): void;
  close?(): void;
}

export interface VisitorOptions {
  /** Scores the record; without one there are engagement points alone. */
  scorer?: Pick<CustomerScorer, "score"> | null;
  /** Where the state is kept; `localStorage` unless told. `null`: in memory. */
  storage?: TextStorage | null;
  /**
   * Whether the visitor consents: asked before each use. `true`: record; `false`: record nothing and erase
   * what there is; anything else: not known yet, record nothing and erase nothing. Without the option
   * `allow()` and `withdraw()` say it.
   */
  consent?: boolean | (() => boolean | null | undefined);
  /** Milliseconds since 1970; `Date.now` unless told. */
  clock?: () => number;
  /** Connects the tabs; a `BroadcastChannel` unless told. `null`: none. */
  channel?: TabChannel | null | false;
  /** The zone whose calendar days count, such as "Europe/Berlin"; UTC unless told. */
  timeZone?: string;
  /** The window; the global one unless told, none on a server. */
  window?: unknown;
  /** The days after which an event counts half, from 0.01; 14 unless told: our choice. */
  halfLifeDays?: number;
  /** Points of an event on its day; 1 for a visit, 2 for a view, 5 for a basket unless told: our choice. */
  weights?: { visit?: number; view?: number; basket?: number };
  /** Events that are kept one by one, 10 to 2000; 400 unless told. Older ones are kept as totals. */
  maxEvents?: number;
  /** The key of the storage and the name of the channel; "clientele.visitor" unless told. */
  key?: string;
  /**
   * The calibrated probability, 0 to 1, that a visitor places a first order within the days of the
   * calibration; `null` where it knows none.
   */
  firstOrderProbability?: (features: VisitorFeatures) => number | null;
}

/** What the probability of a first order may rest on. Days are whole and at least 0. */
export type VisitorFeatures = {
  readonly visits: number;
  readonly views: number;
  readonly baskets: number;
  readonly basketAmount: number | null;
  readonly engagement: number;
  readonly viewedCategories: number;
  readonly daysSinceFirst: number | null;
  readonly daysSinceLast: number | null;
};

/** What is known of a visitor, in the form that a scorer scores. */
export interface VisitorRecord extends CustomerFacts {
  readonly asOf: string;
  /** From the earliest on; left out where there is none, since a scorer takes an empty list for a mistake. */
  readonly orders?: readonly { date: string; amount: number }[];
  /** Categories with an order; `null` where no order names one. */
  readonly categories: number | null;
  /** Days with a visit. */
  readonly visits: number;
  /** Looks at products. */
  readonly views: number;
  /** Times that something was put into the basket. */
  readonly baskets: number;
  /** What the last basket with an amount was worth. */
  readonly basketAmount: number | null;
  /** Σ w · 2^(−Δt/h) over visits, views and baskets: points that halve with the half-life. */
  readonly engagement: number;
  /** Categories looked at or put into the basket. */
  readonly viewedCategories: number;
  /** The first and the last day with an event. */
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
}

/** The scores of a visitor as of a day. */
export interface VisitorScore {
  readonly asOf: string;
  /** The value score, 0-100; `null` before the first order, or where the data do not support it. */
  readonly value: number | null;
  /** The loyalty score, 0-100; `null` likewise. */
  readonly loyalty: number | null;
  /** The probability of leaving, 0-1; `null` likewise. */
  readonly churn: number | null;
  readonly band: RiskBand | null;
  /** Why there is neither value nor churn; `null` where an order and a scorer are there. */
  readonly reason: "no_purchases" | "no_scorer" | null;
  readonly engagement: number;
  /** The probability of a first order, 0-1. */
  readonly firstOrder: number | null;
  /** Why there is none. */
  readonly firstOrderReason: "has_purchases" | "uncalibrated" | "not_a_probability" | null;
  /** The explained score with its warnings; `null` without a scorer. */
  readonly customer: CustomerScore | null;
}

/** What a listener is told of. */
export interface VisitorChange {
  readonly score: VisitorScore;
  readonly before: VisitorScore | null;
  /** What has changed. */
  readonly changed: readonly ("value" | "loyalty" | "churn" | "band" | "engagement" | "firstOrder")[];
}

/** A `CustomEvent`. */
export interface VisitorChangeEvent {
  readonly type: string;
  readonly detail: VisitorChange;
}

/** Where a visitor is kept, and why not better. */
export interface VisitorStorage {
  readonly kind: "persistent" | "memory" | "none";
  readonly reason:
    | "no_storage"
    | "storage_blocked"
    | "storage_full"
    | "no_consent"
    | "do_not_track"
    | "global_privacy_control"
    | null;
}

/** What went wrong without being an error of the caller. */
export interface VisitorWarning {
  readonly code: "state_dropped" | "consent_failed" | "consent_by_callback" | "not_erased" | "no_clock" | "score_failed" | "first_order_failed";
  readonly message: string;
}

/** What `identify` writes into the record of a customer. */
export interface VisitorShare {
  readonly asOf: string;
  readonly visits: number;
  readonly views: number;
  readonly baskets: number;
  readonly engagement: number;
  /** The names of the categories bought. */
  readonly categories: readonly string[];
}

/** The fields of a customer that `identify` reads. */
export interface IdentifiedCustomer {
  readonly orders?: readonly { readonly date: DateLike; readonly amount: number; readonly reference?: string; readonly event?: string }[];
  readonly categories?: number | null;
  readonly visitors?: { readonly [mark: string]: VisitorShare };
}

/** The fields of a customer that `identify` writes. */
export interface MergedVisitor {
  readonly orders?: readonly { readonly date: DateLike; readonly amount: number; readonly reference?: string; readonly event?: string }[];
  readonly categories?: number | null;
  readonly visits?: number;
  readonly views?: number;
  readonly baskets?: number;
  readonly engagement?: number;
  readonly visitors?: { readonly [mark: string]: VisitorShare };
}

/** Records a visitor in the browser and scores what was recorded. The recording methods return whether an event is new. */
export interface Visitor {
  readonly storage: VisitorStorage;
  readonly warnings: readonly VisitorWarning[];
  /** Records a visit. A day counts once, in however many pages and tabs. */
  visit(): boolean;
  /** Records a look at a product. */
  view(product?: { category?: string | null }): boolean;
  /** Records that something was put into the basket, and what the basket is worth. */
  basket(basket?: { amount?: number | null; category?: string | null }): boolean;
  /**
   * Records an order, today unless dated; below 0 a refund. One with a `reference` that was recorded before is no new one: a
   * thank-you page may be loaded twice. A hash of the reference is kept, not the reference.
   */
  order(order: { amount: number; date?: DateLike | null; reference?: string | null; categories?: readonly string[] }): boolean;
  /** Says that the visitor consents; remembered until withdrawn. Returns whether recording is on. */
  allow(): boolean;
  /** Says that the visitor no longer consents: erases everything, in all tabs. */
  withdraw(): void;
  /** Erases everything, in all tabs. */
  forget(): void;
  /** Returns the record that the scorer scores. */
  record(): VisitorRecord;
  /** Returns the scores as of today. Throws what the scorer throws. */
  score(): VisitorScore;
  /** Returns the record of a customer with this visitor merged into it; merging again changes nothing. */
  identify<C extends IdentifiedCustomer>(customer: C): Omit<C, keyof MergedVisitor> & MergedVisitor;
  /** Calls a listener when a score or the band has changed, here or in another tab. Returns what ends it. */
  on(type: "change", listener: (event: VisitorChangeEvent) => void): () => void;
  /** Stops to listen to other tabs; what is stored stays. */
  close(): void;
  [Symbol.dispose](): void;
}

/** Begins to record a visitor, as far as consent and signals allow. Safe on a server: nothing is stored there. */
export function createVisitor(options?: VisitorOptions): Visitor;
