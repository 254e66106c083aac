// What holds of every result of an adapter.

import assert from "node:assert/strict";

/**
 * Nothing is lost, and every column is whole.
 * @param {any} adapted
 */
export function holds({ orders, report }) {
  assert.equal(report.read, report.taken + report.leftOut.length);
  const { customerId, date, amount, orderId } = orders;
  assert.ok(date.length === customerId.length && amount.length === date.length && orderId.length === date.length);
  assert.ok(date.length >= report.taken && date.length <= report.taken + report.refunds.rows);
  let below = 0;
  for (let i = 0; i < date.length; i++) {
    assert.ok(typeof customerId[i] === "string" && customerId[i] !== "" && /^\d{4}-\d\d-\d\d$/.test(date[i]) && Number.isFinite(amount[i]));
    if (amount[i] < 0) below++;
  }
  assert.equal(report.refunds.rows, below);
  assert.ok(orders.currency === null || /^[A-Z]{3}$/.test(orders.currency));
  const counted = Object.values(report.reasons).reduce((sum, count) => sum + Number(count), 0);
  assert.equal(counted, report.leftOut.length);
}
