// Stripe: charges and payment intents of the API (docs.stripe.com/api, Charge, PaymentIntent, Refund), and the CSV file of the payments
// page. The API counts in the smallest unit of a currency, the file in whole units.

import { adapt } from "./adapt.js";
import { buyer } from "./customers.js";
import { LeftOut, codeOf, currencyOf, emailOf, firstOf, flag, identifier, isGiven, listOf, own, pageAt } from "./fields.js";
import { minorAmount, size } from "./money.js";
import { left } from "./reasons.js";

/** @typedef {import("./adapt.js").Context} Context */

const ROLES = {
  id: ["id", "chargeid", "paymentintentid"],
  intent: ["paymentintentid"],
  created: ["createddateutc", "createdutc", "createddate", "created"],
  amount: ["amount"],
  refunded: ["amountrefunded"],
  refundedAt: ["refundeddateutc", "refundeddate"],
  currency: ["currency"],
  status: ["status"],
  captured: ["captured"],
  mode: ["mode"],
  customer: ["customerid"],
  email: ["customeremail"],
};

/** @type {import("./adapt.js").Vendor} */
const STRIPE = {
  options: { customer: ["id", "email"], includes: true },
  page: (value) => pageAt(value, ["data"]),
  id: (record) => identifier(own(record, "id")),
  draft: (record, context) => (own(record, "object") === "payment_intent" ? fromIntent(record, context) : fromCharge(record, context)),
  csv: {
    roles: ROLES,
    needed: [["id"], ["created"], ["amount"], ["customer", "email"]],
    hint: 'export payments with the columns id, Created date (UTC), Amount, Amount Refunded, Currency, Status, Captured, Customer ID, Customer Email',
    amounts: ["amount", "refunded"],
    dates: ["created", "refundedAt"],
    id: (file, row) => identifier(file.cell(row, "id")),
    draft: fromRow,
  },
};

/**
 * @param {unknown} input
 * @param {unknown} [options]
 */
export const ordersFromStripe = (input, options) => adapt(STRIPE, input, options);

/**
 * @param {any} record
 * @param {Context} context
 */
function checkMode(record, { settings }) {
  if (own(record, "livemode") === false && !settings.include.has("test")) throw left("test");
}

/** @param {any} value an identifier, or the object that was asked for in its place */
const idOf = (value) => identifier(own(value, "id") ?? value);

/**
 * @param {any} record
 * @returns {string}
 */
function currencyIn(record) {
  const currency = currencyOf(own(record, "currency"));
  if (currency === null) throw new LeftOut("bad_currency", "there is no currency, and without it no unit of the amount");
  return currency;
}

/**
 * @param {any} charge
 * @param {Context} context
 * @returns {import("./collect.js").Draft}
 */
function fromCharge(charge, context) {
  checkMode(charge, context);
  const status = codeOf(own(charge, "status"));
  if (status === "failed") throw left("failed");
  if (status !== "succeeded" && status !== "pending") throw left("unknown_status");
  const isPaid = status === "succeeded" && own(charge, "paid") !== false && own(charge, "captured") !== false;
  if (!isPaid && !context.settings.include.has("unpaid")) throw left("unpaid");
  const currency = currencyIn(charge);
  // What was captured can be less than what was asked for; zero is that of a charge that waits.
  const captured = isPaid ? own(charge, "amount_captured") : null;
  return {
    orderId: identifier(own(charge, "id")),
    currency,
    amount: minorAmount(firstOf(captured, own(charge, "amount")), currency),
    refunds: refundsOf(charge, currency, context.days),
    day: context.days.ofSeconds(own(charge, "created")),
    customerId: buyer(context.settings, idOf(own(charge, "customer")), emailIn(charge)),
  };
}

/** @param {any} charge */
const emailIn = (charge) => emailOf(own(charge, "billing_details", "email")) ?? emailOf(own(charge, "receipt_email"));

/**
 * Returns the refunds of a charge. A list of charges has only their sum unless it was asked for more, and of many
 * refunds a page only: what their list lacks is a refund without a date.
 * @param {any} charge
 * @param {string} currency
 * @param {Context["days"]} days
 */
function refundsOf(charge, currency, days) {
  /** @type {{ day: number | null, amount: bigint }[]} */
  const found = [];
  const sum = own(charge, "amount_refunded");
  let missing = isGiven(sum) ? size(minorAmount(sum, currency, "refund")) : 0n;
  for (const refund of listOf(own(charge, "refunds", "data") ?? own(charge, "refunds"))) {
    const status = codeOf(own(refund, "status"));
    if (status === "failed" || status === "canceled") continue;
    const amount = size(minorAmount(own(refund, "amount"), currency, "refund"));
    found.push({ day: days.ofSeconds(own(refund, "created"), "date of the refund"), amount });
    missing -= amount;
  }
  if (missing > 0n) found.push({ day: null, amount: missing });
  return found;
}

/**
 * @param {any} intent
 * @param {Context} context
 * @returns {import("./collect.js").Draft}
 */
function fromIntent(intent, context) {
  checkMode(intent, context);
  const status = codeOf(own(intent, "status"));
  if (status === "canceled") throw left("cancelled");
  const isPaid = status === "succeeded";
  const waits = ["processing", "requirescapture"].includes(status);
  if (!isPaid && !(waits && context.settings.include.has("unpaid"))) throw left("unpaid");
  const currency = currencyIn(intent);
  const charges = listOf(own(intent, "charges", "data"));
  const latest = own(intent, "latest_charge");
  const succeeded = charges.find((charge) => codeOf(own(charge, "status")) === "succeeded");
  const charge = own(latest, "id") === undefined ? succeeded : latest;
  // Unless it was asked for, an intent names its charge only, and the refunds stand in the charge.
  return {
    orderId: identifier(own(intent, "id")),
    // A list of intents and one of charges may be handed over together.
    keys: [latest, ...charges].map(idOf).filter((id) => id !== null),
    currency,
    amount: minorAmount(firstOf(isPaid ? own(intent, "amount_received") : null, own(intent, "amount")), currency),
    refunds: charge === undefined ? [] : refundsOf(charge, currency, context.days),
    refundsUnknown: charge === undefined,
    day: context.days.ofSeconds(own(intent, "created")),
    customerId: buyer(context.settings, idOf(own(intent, "customer")), emailOf(own(intent, "receipt_email")) ?? emailIn(charge)),
  };
}

/**
 * @param {import("./csv.js").CsvFile} file
 * @param {import("./csv.js").Row} row
 * @param {Context} context
 */
function fromRow(file, row, { settings, days }) {
  const cell = (/** @type {string} */ role) => file.cell(row, role);
  if (codeOf(cell("mode")) === "test" && !settings.include.has("test")) throw left("test");
  const status = codeOf(cell("status"));
  if (["failed", "blocked", "declined"].includes(status)) throw left("failed");
  if (["canceled", "cancelled"].includes(status)) throw left("cancelled");
  const isPaid = ["paid", "succeeded", "refunded", "partiallyrefunded", "partialrefund", "disputed"].includes(status) || !file.has("status");
  if (!(isPaid && flag(cell("captured")) !== false) && !settings.include.has("unpaid")) throw left("unpaid");
  const back = size(file.amount(row, "refunded", "refund") ?? 0n);
  if (back === 0n && status === "refunded") throw left("refunded");
  const when = cell("refundedAt");
  const intent = identifier(cell("intent"));
  return {
    orderId: identifier(cell("id")),
    keys: intent === null || intent === cell("id") ? [] : [intent],
    currency: currencyOf(cell("currency")),
    amount: file.neededAmount(row, "amount"),
    refunds: [{ day: when === "" ? null : days.of(when, { utc: true, what: "date of the refund" }), amount: back }],
    day: days.of(cell("created"), { utc: true }),
    customerId: buyer(settings, identifier(cell("customer")), emailOf(cell("email"))),
  };
}
