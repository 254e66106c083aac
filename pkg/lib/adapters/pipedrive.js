// Pipedrive: deals of the API, v1 and v2 (developers.pipedrive.com, Deals), and the CSV file of the list of deals.

import { adapt } from "./adapt.js";
import { party } from "./customers.js";
import { codeOf, currencyOf, emailOf, firstOf, identifier, isRecord, listOf, own, pageAt } from "./fields.js";
import { amountOf } from "./money.js";
import { left } from "./reasons.js";

/** @typedef {import("./adapt.js").Context} Context */

/** A column of the list, with and without the name of its table. @param {...string} names */
const deal = (...names) => names.flatMap((name) => [`deal${name}`, name]);

const ROLES = {
  id: deal("id"),
  amount: deal("value"),
  currency: deal("currency", "currencyofvalue", "valuecurrency"),
  status: deal("status"),
  won: deal("wontime", "wondate"),
  closed: deal("dealclosedon", "closedtime", "closetime"),
  contact: deal("contactpersonid", "personid"),
  company: deal("organizationid", "orgid"),
  email: ["personemail", "personemailwork", "email", "contactpersonemail"],
};

/** @type {import("./adapt.js").Vendor} */
const PIPEDRIVE = {
  options: { customer: ["contact", "company"] },
  page: (value) => {
    const one = own(value, "data");
    // An empty page of v1 has null for a list; a single deal stands there as it is.
    if (one === null && own(value, "success") === true) return { items: [], path: "data" };
    return isRecord(one) && own(value, "success") !== undefined ? { items: [one], path: "data" } : pageAt(value, ["data"]);
  },
  id: (record) => identifier(own(record, "id")),
  draft: fromRecord,
  csv: {
    roles: ROLES,
    needed: [["amount"], ["status"], ["won", "closed"], ["contact", "company", "email"]],
    hint: "export the list of deals with the columns ID, Value, Currency, Status, Won time and an ID of the person or organization (or Person - Email), in English",
    amounts: ["amount"],
    dates: ["won", "closed"],
    id: (file, row) => identifier(file.cell(row, "id")),
    draft: fromRow,
  },
};

/**
 * @param {unknown} input
 * @param {unknown} [options]
 */
export const ordersFromPipedrive = (input, options) => adapt(PIPEDRIVE, input, options);

/** @param {unknown} status */
function checkStatus(status) {
  const code = codeOf(status);
  if (code === "won") return;
  if (code === "lost" || code === "open" || code === "deleted") throw left(code);
  throw left("unknown_status");
}

/** @param {any} value a number in v2, an object with it in v1 */
const idOf = (value) => identifier(isRecord(value) ? own(value, "value") : value);

/**
 * @param {any} record
 * @param {Context} context
 * @returns {import("./collect.js").Draft}
 */
function fromRecord(record, { settings, days }) {
  if (own(record, "is_deleted") === true || own(record, "deleted") === true) throw left("deleted");
  checkStatus(own(record, "status"));
  const person = own(record, "person_id");
  const emails = listOf(own(person, "email"));
  const primary = emails.find((email) => own(email, "primary") === true) ?? emails[0];
  return {
    orderId: identifier(own(record, "id")),
    currency: currencyOf(own(record, "currency")),
    amount: amountOf(own(record, "value")),
    day: days.of(firstOf(own(record, "won_time"), own(record, "close_time")), { utc: true }),
    customerId: party(settings, {
      contact: idOf(person),
      company: idOf(own(record, "org_id")),
      email: emailOf(own(primary, "value")),
    }),
  };
}

/**
 * @param {import("./csv.js").CsvFile} file
 * @param {import("./csv.js").Row} row
 * @param {Context} context
 */
function fromRow(file, row, { settings, days }) {
  const cell = (/** @type {string} */ role) => file.cell(row, role);
  checkStatus(cell("status"));
  return {
    orderId: identifier(cell("id")),
    currency: currencyOf(cell("currency")),
    amount: file.neededAmount(row, "amount"),
    day: days.of(cell("won") || cell("closed")),
    customerId: party(settings, {
      contact: identifier(cell("contact")),
      company: identifier(cell("company")),
      email: emailOf(cell("email").split(/[;,]/)[0]),
    }),
  };
}
