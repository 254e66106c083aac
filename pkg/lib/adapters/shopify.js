// Shopify: orders of the Admin API, REST (shopify.dev/docs/api/admin-rest, Order, Refund, Transaction) and GraphQL (Order,
// Refund), and the CSV file of the admin (help.shopify.com, "Exporting orders").

import { adapt } from "./adapt.js";
import { buyer } from "./customers.js";
import { codeOf, currencyOf, emailOf, firstOf, identifier, isGiven, listOf, own, pageAt } from "./fields.js";
import { amountOf, atRatio, size } from "./money.js";
import { left } from "./reasons.js";

/** @typedef {import("./adapt.js").Context} Context */

const PAGES = ["orders", "data.orders.nodes", "data.orders.edges", "orders.nodes", "orders.edges", "nodes", "edges"];

const ROLES = {
  id: ["id"],
  name: ["name"],
  email: ["email"],
  status: ["financialstatus"],
  currency: ["currency"],
  total: ["total"],
  created: ["createdat"],
  cancelled: ["cancelledat"],
  refunded: ["refundedamount"],
  outstanding: ["outstandingbalance"],
};

/** @type {import("./adapt.js").Vendor} */
const SHOPIFY = {
  options: { customer: ["id", "email"], includes: true },
  page: (value) => {
    const one = own(value, "order") ?? own(value, "data", "order");
    return isGiven(one) ? { items: [one], path: "order" } : pageAt(value, PAGES);
  },
  id: (record) => gid(firstOf(own(record, "id"), own(record, "node", "id"), own(record, "name"))),
  draft: (record, context) => draft(own(record, "node") ?? record, context),
  csv: {
    roles: ROLES,
    needed: [["name", "id"], ["email"], ["created"], ["total"]],
    hint: 'take the file of "Export orders" in the admin, "Plain CSV file"',
    amounts: ["total", "refunded", "outstanding"],
    dates: ["created"],
    lines: "name",
    id: (file, row) => identifier(file.cell(row, "id") || file.cell(row, "name")),
    draft: fromRow,
  },
};

/**
 * @param {unknown} input
 * @param {unknown} [options]
 */
export const ordersFromShopify = (input, options) => adapt(SHOPIFY, input, options);

/**
 * Returns the number at the end of a global identifier, so that REST and GraphQL name an order and a customer alike.
 * @param {unknown} value
 */
function gid(value) {
  const text = identifier(value);
  return text?.startsWith("gid://") ? identifier(text.slice(text.lastIndexOf("/") + 1).replace(/\?.*$/, "")) : text;
}

/**
 * @param {any} order
 * @param {Context} context
 * @returns {import("./collect.js").Draft}
 */
function draft(order, { settings, days }) {
  for (const id of [own(order, "id"), own(order, "admin_graphql_api_id")]) {
    if (typeof id === "string" && id.includes("/DraftOrder/")) throw left("draft");
  }
  if (own(order, "test") === true && !settings.include.has("test")) throw left("test");
  if (isGiven(own(order, "cancelled_at") ?? own(order, "cancelledAt"))) throw left("cancelled");
  const status = codeOf(own(order, "financial_status") ?? own(order, "displayFinancialStatus"));
  const isPartial = paid(status, settings);
  const shop = own(order, "totalPriceSet", "shopMoney") ?? own(order, "total_price_set", "shop_money");
  const currency = currencyOf(firstOf(own(order, "currency"), own(order, "currencyCode"), own(shop, "currencyCode")));
  let amount = amountOf(firstOf(own(order, "total_price"), own(shop, "amount")));
  const owed = firstOf(own(order, "total_outstanding"), own(order, "totalOutstandingSet", "shopMoney", "amount"));
  if (isPartial && isGiven(owed)) amount -= amountOf(owed, "amount outstanding");
  const refunds = refundsOf(order, currency, days);
  if (refunds.length === 0 && status.endsWith("refunded")) refunds.push({ day: null, amount: undatedRefund(order, amount, status) });
  return {
    orderId: gid(firstOf(own(order, "id"), own(order, "name"))),
    currency,
    amount,
    refunds,
    day: days.of(firstOf(own(order, "processed_at"), own(order, "processedAt"), own(order, "created_at"), own(order, "createdAt"))),
    customerId: buyer(settings, gid(own(order, "customer", "id")), emailOf(emailField(order))),
  };
}

/** @param {any} order */
const emailField = (order) => {
  const customer = own(order, "customer");
  const deep = firstOf(own(customer, "email"), own(customer, "defaultEmailAddress", "emailAddress"));
  return firstOf(own(order, "email"), own(order, "contact_email"), deep);
};

/**
 * Lets orders through that were paid; returns whether only a part was.
 * @param {string} status
 * @param {Context["settings"]} settings
 */
function paid(status, settings) {
  if (["paid", "partiallyrefunded", "refunded", "partiallypaid"].includes(status)) return status === "partiallypaid";
  if (status === "voided") throw left("voided");
  if (!["pending", "authorized", "expired", "unpaid"].includes(status)) throw left("unknown_status");
  if (!settings.include.has("unpaid")) throw left("unpaid");
  return false;
}

/**
 * Returns what was paid back. A refund is an intention until its transaction has succeeded.
 * @param {any} order
 * @param {string | null} currency
 * @param {Context["days"]} days
 */
function refundsOf(order, currency, days) {
  /** @type {{ day: number | null, amount: bigint }[]} */
  const found = [];
  for (const refund of listOf(own(order, "refunds"))) {
    const when = firstOf(own(refund, "processed_at"), own(refund, "created_at"), own(refund, "processedAt"), own(refund, "createdAt"));
    let amount = 0n;
    const total = own(refund, "totalRefundedSet", "shopMoney", "amount");
    if (isGiven(total)) amount = size(amountOf(total, "refund"));
    else {
      for (const transaction of listOf(own(refund, "transactions"))) {
        if (codeOf(own(transaction, "kind")) !== "refund" || codeOf(own(transaction, "status")) !== "success") continue;
        amount += inShopMoney(order, size(amountOf(own(transaction, "amount"), "refund")), currencyOf(own(transaction, "currency")), currency);
      }
    }
    if (amount !== 0n) found.push({ day: isGiven(when) ? days.of(when, { what: "date of the refund" }) : null, amount });
  }
  return found;
}

/**
 * A transaction may be in the currency that the customer saw; the order knows its total in both.
 * @param {any} order
 * @param {bigint} amount
 * @param {string | null} from
 * @param {string | null} to
 */
function inShopMoney(order, amount, from, to) {
  if (from === null || to === null || from === to) return amount;
  const [shop, seen] = [own(order, "total_price_set", "shop_money"), own(order, "total_price_set", "presentment_money")];
  if (own(seen, "currency_code") !== from || own(shop, "currency_code") !== to) throw left("refund_unknown");
  const there = amountOf(own(seen, "amount"));
  if (there <= 0n) throw left("refund_unknown");
  return atRatio(amount, there, amountOf(own(shop, "amount")));
}

/**
 * What was given back of an order that was asked for without its refunds.
 * @param {any} order
 * @param {bigint} amount
 * @param {string} status
 */
function undatedRefund(order, amount, status) {
  const current = firstOf(own(order, "current_total_price"), own(order, "currentTotalPriceSet", "shopMoney", "amount"));
  if (isGiven(current)) return larger(amount - amountOf(current), 0n);
  throw left(status === "refunded" ? "refunded" : "refund_unknown");
}

/** @param {bigint} a @param {bigint} b */
const larger = (a, b) => (a > b ? a : b);

/**
 * @param {import("./csv.js").CsvFile} file
 * @param {import("./csv.js").Row} row
 * @param {Context} context
 */
function fromRow(file, row, { settings, days }) {
  const cell = (/** @type {string} */ role) => file.cell(row, role);
  if (cell("cancelled") !== "") throw left("cancelled");
  const status = codeOf(cell("status"));
  const isPartial = file.has("status") ? paid(status, settings) : false;
  const owed = isPartial ? (file.amount(row, "outstanding", "outstanding balance") ?? 0n) : 0n;
  const amount = file.neededAmount(row, "total") - owed;
  const back = file.amount(row, "refunded", "refund") ?? 0n;
  if (back === 0n && status === "refunded") throw left("refunded");
  return {
    orderId: identifier(cell("id") || cell("name")),
    currency: currencyOf(cell("currency")),
    amount,
    refunds: [{ day: null, amount: size(back) }],
    day: days.of(cell("created")),
    customerId: buyer(settings, null, emailOf(cell("email"))),
  };
}
