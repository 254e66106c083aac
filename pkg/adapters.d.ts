export { ClienteleError } from "./scores.js";
export type { ErrorCode } from "./scores.js";

/** Columns that `Orders.fromColumns` takes as they are; a refund is a row of its own, with an amount below 0. */
export interface AdaptedOrders {
  customerId: string[];
  /** The day of each row, such as `2024-03-31`. */
  date: string[];
  /** In whole units of the currency. */
  amount: number[];
  /** The one currency of all amounts; `null` where none is named. */
  currency: string | null;
  /** The order of each row; a refund has that of its order. `null` where the vendor gives none. */
  orderId: (string | null)[];
}

/** Why a record is left out. */
export type LeftOutReason =
  | "bad_amount"
  | "bad_currency"
  | "bad_date"
  | "cancelled"
  | "deleted"
  | "draft"
  | "duplicate"
  | "failed"
  | "field_count"
  | "lost"
  | "no_amount"
  | "no_customer"
  | "no_date"
  | "not_a_record"
  | "open"
  | "refund_unknown"
  | "refunded"
  | "test"
  | "unknown_status"
  | "unpaid"
  | "unreadable"
  | "voided";

/** A record that is left out. */
export interface LeftOutRecord {
  /** Where it stands, such as `input.orders[3]` or `row 5`. */
  path: string;
  /** Its row in a CSV file; the header is row 1. */
  row?: number;
  orderId: string | null;
  reason: LeftOutReason;
  /** The reason in words, with what can be done. */
  message: string;
}

/** An account of every record: `read` is `taken` and those left out. */
export interface AdapterReport {
  /** Records: orders, payments or deals. */
  read: number;
  taken: number;
  leftOut: LeftOutRecord[];
  /** How many are left out for each reason. */
  reasons: { [reason in LeftOutReason]?: number };
  refunds: {
    /** Rows below 0. */
    rows: number;
    /** Refunds that were taken off their order, most of them because nobody says on which day they were made. */
    netted: number;
    /** Orders taken whose record cannot say whether anything was given back. */
    unknown: number;
    /** What was given back, in the currency of the orders. */
    amount: number;
  };
  /** Orders taken, by the currency they were in. */
  currencies: { [code: string]: number };
  /** Rows of a CSV file that hold a further line of the order above them. */
  lines: number;
}

export interface Adapted {
  orders: AdaptedOrders;
  report: AdapterReport;
}

/** What all adapters take. */
export interface AdapterOptions {
  /** The currency of the result. Without `rates` all orders must be in it; those that name none are taken to be. */
  currency?: string | null;
  /** What one unit of each currency is worth in `currency`: `{ USD: 1, EUR: 1.08 }` with `currency: "USD"`. */
  rates?: { readonly [code: string]: number } | null;
  /** Refunds whose day is known: rows on their day, or taken off their own order. "dated" unless told. */
  refunds?: "dated" | "netted" | null;
  /** Whether day or month comes first in dates with slashes, where a CSV file does not show it. */
  dateOrder?: "dmy" | "mdy" | null;
  /** The zone whose days count for what is dated in UTC, such as "Europe/Berlin"; UTC unless told. */
  timeZone?: string | null;
}

/** What adapters of shops and payment services take. */
export interface ShopAdapterOptions extends AdapterOptions {
  /** By what customers are told apart, the other being the fallback; "id" unless told. */
  customer?: "id" | "email" | null;
  /** Records to take that are left out otherwise. */
  include?: readonly ("test" | "unpaid")[] | null;
}

/** What adapters of CRMs take. */
export interface DealAdapterOptions extends AdapterOptions {
  /** Who the customer is, the other being the fallback; "contact" unless told, of Salesforce "company". */
  customer?: "contact" | "company" | null;
}

/** What adapters of CRMs with stages take. */
export interface StagedDealAdapterOptions extends DealAdapterOptions {
  /** The stages, as the records name them, in which a deal is won; where given, they alone decide. */
  wonStages?: readonly string[] | null;
}

/** A file: text of CSV or JSON, or its bytes in UTF-8. */
export type AdapterFile = string | Uint8Array | ArrayBuffer;

/** One record, a page, or a list of either. */
export type PagesOf<Record, Page> = Record | Page | readonly (Record | Page | readonly Record[])[];

type Id = string | number | null;
type Text = string | null;
type Money = string | number | null;

/** Money of GraphQL in the currency of the shop. */
export interface ShopifyMoneySet {
  shopMoney: { amount: Money; currencyCode?: Text };
}

/** An order of Shopify's REST Admin API: the fields that are read. */
export interface ShopifyRestOrder {
  id?: Id;
  admin_graphql_api_id?: Text;
  name?: Text;
  test?: boolean | null;
  cancelled_at?: Text;
  processed_at?: Text;
  created_at?: Text;
  financial_status?: Text;
  currency?: Text;
  total_price?: Money;
  current_total_price?: Money;
  total_outstanding?: Money;
  total_price_set?: {
    shop_money?: { amount?: Money; currency_code?: Text } | null;
    presentment_money?: { amount?: Money; currency_code?: Text } | null;
  } | null;
  email?: Text;
  contact_email?: Text;
  customer?: { id?: Id; email?: Text } | null;
  refunds?: readonly {
    created_at?: Text;
    processed_at?: Text;
    transactions?: readonly { kind?: Text; status?: Text; amount?: Money; currency?: Text }[] | null;
  }[] | null;
}

/** An order of Shopify's GraphQL Admin API: the fields that are read. */
export interface ShopifyGraphQLOrder {
  id?: Id;
  name?: Text;
  test?: boolean | null;
  cancelledAt?: Text;
  processedAt?: Text;
  createdAt?: Text;
  displayFinancialStatus?: Text;
  currencyCode?: Text;
  totalPriceSet?: ShopifyMoneySet | null;
  currentTotalPriceSet?: ShopifyMoneySet | null;
  totalOutstandingSet?: ShopifyMoneySet | null;
  email?: Text;
  customer?: { id?: Id; email?: Text; defaultEmailAddress?: { emailAddress?: Text } | null } | null;
  refunds?: readonly { createdAt?: Text; processedAt?: Text; totalRefundedSet?: ShopifyMoneySet | null }[] | null;
}

export type ShopifyOrder = ShopifyRestOrder | ShopifyGraphQLOrder;

/** The orders of a GraphQL answer. */
export type ShopifyConnection =
  | { readonly nodes: readonly ShopifyGraphQLOrder[] }
  | { readonly edges: readonly { readonly node: ShopifyGraphQLOrder }[] };

export type ShopifyPage =
  | { readonly orders: readonly ShopifyRestOrder[] | ShopifyConnection }
  | { readonly order: ShopifyRestOrder }
  | { readonly data: { readonly orders: ShopifyConnection } | { readonly order: ShopifyGraphQLOrder } }
  | ShopifyConnection;

/** An order of WooCommerce's REST API: the fields that are read. */
export interface WooCommerceOrder {
  id?: Id;
  status?: Text;
  currency?: Text;
  total?: Money;
  /** In the zone of the shop: its day counts. */
  date_created?: Text;
  date_created_gmt?: Text;
  date_paid?: Text;
  date_paid_gmt?: Text;
  /** 0 of a guest. */
  customer_id?: Id;
  billing?: { email?: Text } | null;
  /** As the order holds them (`total`, without a day), or as the list of refunds does (`amount`, `date_created`). */
  refunds?: readonly { total?: Money; amount?: Money; date_created?: Text; date_created_gmt?: Text }[] | null;
}

/** An identifier, or the object in its place where the request has expanded it. */
type Expandable<Expanded> = string | Expanded | null;

export interface StripeRefund {
  amount?: number | null;
  /** Seconds since 1970. */
  created?: number | null;
  status?: Text;
}

/** A charge of Stripe's API: the fields that are read. */
export interface StripeCharge {
  id?: Text;
  object?: "charge";
  livemode?: boolean | null;
  status?: Text;
  paid?: boolean | null;
  captured?: boolean | null;
  /** In the smallest unit of the currency, as all amounts. */
  amount?: number | null;
  amount_captured?: number | null;
  amount_refunded?: number | null;
  currency?: Text;
  /** Seconds since 1970. */
  created?: number | null;
  customer?: Expandable<{ readonly id: string }>;
  billing_details?: { email?: Text } | null;
  receipt_email?: Text;
  refunds?: { readonly data: readonly StripeRefund[] } | readonly StripeRefund[] | null;
}

/** A payment intent of Stripe's API: the fields that are read. */
export interface StripePaymentIntent {
  id?: Text;
  object: "payment_intent";
  livemode?: boolean | null;
  status?: Text;
  amount?: number | null;
  amount_received?: number | null;
  currency?: Text;
  created?: number | null;
  customer?: Expandable<{ readonly id: string }>;
  receipt_email?: Text;
  /** Ask for it with `expand[]=data.latest_charge`: the refunds stand in it. */
  latest_charge?: Expandable<StripeCharge>;
  charges?: { readonly data: readonly StripeCharge[] } | null;
}

export type StripePayment = StripeCharge | StripePaymentIntent;

/** A deal of HubSpot's CRM API v3: the fields that are read. */
export interface HubSpotDeal {
  id?: Id;
  archived?: boolean | null;
  properties?: {
    amount?: Money;
    closedate?: Text | number;
    dealstage?: Text;
    deal_currency_code?: Text;
    hs_is_closed?: Text | boolean;
    hs_is_closed_won?: Text | boolean;
    hs_is_closed_lost?: Text | boolean;
    readonly [name: string]: unknown;
  } | null;
  associations?: {
    contacts?: { readonly results: readonly { readonly id: Id }[] } | null;
    companies?: { readonly results: readonly { readonly id: Id }[] } | null;
  } | null;
}

/** An opportunity of Salesforce's REST API: the fields that are read. */
export interface SalesforceOpportunity {
  attributes?: { type?: Text } | null;
  Id?: Text;
  AccountId?: Text;
  Account?: { Id?: Text } | null;
  ContactId?: Text;
  Contact?: { Id?: Text } | null;
  Amount?: Money;
  CloseDate?: Text;
  StageName?: Text;
  IsWon?: boolean | null;
  IsClosed?: boolean | null;
  IsDeleted?: boolean | null;
  CurrencyIsoCode?: Text;
}

/** A deal of Pipedrive's API, v1 or v2: the fields that are read. */
export interface PipedriveDeal {
  id?: Id;
  value?: Money;
  currency?: Text;
  status?: Text;
  won_time?: Text;
  close_time?: Text;
  deleted?: boolean | null;
  is_deleted?: boolean | null;
  /** A number in v2, an object in v1. */
  person_id?: number | { value?: Id; email?: readonly { value?: Text; primary?: boolean | null }[] | null } | null;
  org_id?: number | { value?: Id } | null;
}

/** Returns the paid orders of Shopify: REST or GraphQL, or the CSV export of the admin. */
export function ordersFromShopify(input: PagesOf<ShopifyOrder, ShopifyPage> | AdapterFile, options?: ShopAdapterOptions): Adapted;

/** Returns the paid orders of WooCommerce: REST, or a CSV export. */
export function ordersFromWooCommerce(
  input: PagesOf<WooCommerceOrder, { readonly orders: readonly WooCommerceOrder[] }> | AdapterFile,
  options?: ShopAdapterOptions,
): Adapted;

/** Returns the payments of Stripe: charges or payment intents, or the CSV export of payments. */
export function ordersFromStripe(
  input: PagesOf<StripePayment, { readonly data: readonly StripePayment[] }> | AdapterFile,
  options?: ShopAdapterOptions,
): Adapted;

/** Returns the won deals of HubSpot: objects of the CRM API, or the CSV export of deals. */
export function ordersFromHubSpot(
  input: PagesOf<HubSpotDeal, { readonly results: readonly HubSpotDeal[] }> | AdapterFile,
  options?: StagedDealAdapterOptions,
): Adapted;

/** Returns the won opportunities of Salesforce: REST, or a CSV export of the Data Loader or of a report. */
export function ordersFromSalesforce(
  input: PagesOf<SalesforceOpportunity, { readonly records: readonly SalesforceOpportunity[] }> | AdapterFile,
  options?: StagedDealAdapterOptions,
): Adapted;

/** Returns the won deals of Pipedrive: API v1 or v2, or the CSV export of the list. */
export function ordersFromPipedrive(
  input: PagesOf<PipedriveDeal, { readonly data: readonly PipedriveDeal[] | PipedriveDeal | null; readonly success?: boolean }> | AdapterFile,
  options?: DealAdapterOptions,
): Adapted;
