// WooCommerce: orders of the REST API (woocommerce.github.io/woocommerce-rest-api-docs, Orders, Order refunds), and the CSV files
// of its exporters: Customer/Order/Coupon Export, Import Export Suite, Advanced Order Export. WooCommerce's own
// export of the analytics page names no customer.

import { adapt } from "./adapt.js";
import { buyer } from "./customers.js";
import { codeOf, currencyOf, emailOf, firstOf, identifier, isGiven, listOf, own } from "./fields.js";
import { amountOf, size } from "./money.js";
import { left } from "./reasons.js";

/** @typedef {import("./adapt.js").Context} Context */

const ROLES = {
  id: ["orderid", "id", "ordernumber", "order"],
  status: ["orderstatus", "status"],
  date: ["orderdate", "date", "datecreated"],
  paid: ["paiddate", "datepaid", "paiddatetime"],
  total: ["ordertotal", "ordertotalamount", "total"],
  refunded: ["refundedtotal", "orderrefundamount", "refundtotal", "refundedamount", "totalrefunded"],
  currency: ["ordercurrency", "currency"],
  customer: ["customerid", "customeruser", "customeruserid", "userid"],
  email: ["billingemail", "emailbilling", "customeremail", "email"],
};

/** @type {import("./adapt.js").Vendor} */
const WOOCOMMERCE = {
  options: { customer: ["id", "email"], includes: true },
  page: (value) => {
    const orders = own(value, "orders");
    return Array.isArray(orders) ? { items: orders, path: "orders" } : null;
  },
  id: (record) => identifier(own(record, "id")),
  draft: fromRecord,
  csv: {
    roles: ROLES,
    needed: [["id"], ["date"], ["total"], ["customer", "email"]],
    hint: "export the orders with number, date, status, total, currency and the customer's e-mail address",
    amounts: ["total", "refunded"],
    dates: ["date"],
    lines: "id",
    id: (file, row) => identifier(file.cell(row, "id")),
    draft: fromRow,
  },
};

/**
 * @param {unknown} input
 * @param {unknown} [options]
 */
export const ordersFromWooCommerce = (input, options) => adapt(WOOCOMMERCE, input, options);

/**
 * Lets orders through that were paid. A status that a plugin has added says nothing: the date of payment does.
 * @param {string} status
 * @param {boolean} isPaid whether there is a date of payment
 * @param {Context["settings"]} settings
 */
function checkStatus(status, isPaid, settings) {
  if (["completed", "complete", "processing", "refunded", "partiallyrefunded"].includes(status)) return;
  if (status === "cancelled" || status === "canceled") throw left("cancelled");
  if (status === "failed") throw left("failed");
  if (["checkoutdraft", "autodraft", "draft"].includes(status)) throw left("draft");
  if (status === "trash") throw left("deleted");
  if (["pending", "pendingpayment", "onhold"].includes(status)) {
    if (!settings.include.has("unpaid")) throw left("unpaid");
  } else if (!isPaid) throw left("unknown_status");
}

/** @param {unknown} status */
const statusOf = (status) => codeOf(typeof status === "string" ? status.replace(/^wc-/i, "") : status);

/**
 * @param {any} order
 * @param {Context} context
 * @returns {import("./collect.js").Draft}
 */
function fromRecord(order, { settings, days }) {
  const status = statusOf(own(order, "status"));
  checkStatus(status, isGiven(firstOf(own(order, "date_paid"), own(order, "date_paid_gmt"))), settings);
  const refunds = listOf(own(order, "refunds")).map((refund) => {
    // In an order a refund has a sum and no date; as the list of refunds gives it, it has both.
    const when = firstOf(own(refund, "date_created"), own(refund, "date_created_gmt"));
    const amount = size(amountOf(firstOf(own(refund, "amount"), own(refund, "total")), "refund"));
    return { day: isGiven(when) ? days.of(when, { what: "date of the refund" }) : null, amount };
  });
  if (status === "refunded" && refunds.length === 0) throw left("refunded");
  const written = own(order, "date_created");
  return {
    orderId: identifier(own(order, "id")),
    currency: currencyOf(own(order, "currency")),
    amount: amountOf(own(order, "total")),
    refunds,
    day: isGiven(written) ? days.of(written) : days.of(own(order, "date_created_gmt"), { utc: true }),
    customerId: buyer(settings, identifier(own(order, "customer_id")), emailOf(own(order, "billing", "email"))),
  };
}

/**
 * @param {import("./csv.js").CsvFile} file
 * @param {import("./csv.js").Row} row
 * @param {Context} context
 */
function fromRow(file, row, { settings, days }) {
  const cell = (/** @type {string} */ role) => file.cell(row, role);
  const status = statusOf(cell("status"));
  if (file.has("status")) checkStatus(status, cell("paid") !== "", settings);
  const back = size(file.amount(row, "refunded", "refund") ?? 0n);
  if (status === "refunded" && back === 0n) throw left("refunded");
  return {
    orderId: identifier(cell("id")),
    currency: currencyOf(cell("currency")),
    amount: file.neededAmount(row, "total"),
    refunds: [{ day: null, amount: back }],
    day: days.of(cell("date")),
    customerId: buyer(settings, identifier(cell("customer")), emailOf(cell("email"))),
  };
}
