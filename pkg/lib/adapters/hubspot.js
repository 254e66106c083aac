// HubSpot: deals of the CRM API v3 (developers.hubspot.com, Objects, Deals) with their associations, and the CSV file of the deals
// page. Every property is a text there.

import { adapt } from "./adapt.js";
import { party } from "./customers.js";
import { checkWon } from "./deals.js";
import { currencyOf, emailOf, flag, identifier, listOf, own, pageAt } from "./fields.js";
import { amountOf } from "./money.js";
import { left } from "./reasons.js";

/** @typedef {import("./adapt.js").Context} Context */

const ROLES = {
  id: ["recordid", "dealid", "id"],
  amount: ["amount"],
  closed: ["closedate"],
  stage: ["dealstage"],
  isWon: ["isclosedwon", "isdealclosedwon"],
  isLost: ["isclosedlost"],
  currency: ["currency", "dealcurrencycode"],
  contact: ["associatedcontactids", "associatedcontactid", "contactids", "contactid"],
  company: ["associatedcompanyids", "associatedcompanyid", "primaryassociatedcompanyid", "companyids", "companyid"],
  email: ["associatedcontactemail", "associatedcontactemails", "contactemail", "email"],
};

/** @type {import("./adapt.js").Vendor} */
const HUBSPOT = {
  options: { customer: ["contact", "company"], stages: true },
  page: (value) => pageAt(value, ["results"]),
  id: (record) => identifier(own(record, "id")),
  draft: fromRecord,
  csv: {
    roles: ROLES,
    needed: [["amount"], ["closed"], ["stage", "isWon"], ["contact", "company", "email"]],
    hint: "export the deals with all properties and with associated records, in English",
    amounts: ["amount"],
    dates: ["closed"],
    id: (file, row) => identifier(file.cell(row, "id")),
    draft: fromRow,
  },
};

/**
 * @param {unknown} input
 * @param {unknown} [options]
 */
export const ordersFromHubSpot = (input, options) => adapt(HUBSPOT, input, options);

/**
 * @param {any} deal
 * @param {Context} context
 * @returns {import("./collect.js").Draft}
 */
function fromRecord(deal, { settings, days }) {
  if (own(deal, "archived") === true) throw left("deleted");
  const property = (/** @type {string} */ name) => own(deal, "properties", name);
  const isWon = flag(property("hs_is_closed_won"));
  const isClosed = flag(property("hs_is_closed_lost")) ?? flag(property("hs_is_closed"));
  checkWon(settings, { isWon, isLost: isClosed === true && isWon !== true, stage: property("dealstage") });
  /** @param {string} kind */
  const first = (kind) => {
    const found = listOf(own(deal, "associations", kind, "results")).find((party) => identifier(own(party, "id")) !== null);
    return identifier(own(found, "id"));
  };
  return {
    orderId: identifier(own(deal, "id")),
    currency: currencyOf(property("deal_currency_code")),
    amount: amountOf(property("amount")),
    day: days.of(property("closedate"), { ms: true }),
    customerId: party(settings, { contact: first("contacts"), company: first("companies") }),
  };
}

/** @param {string} cell identifiers with semicolons or commas between them; the first is that of the first association */
const firstId = (cell) => identifier(cell.split(/[;,]/)[0]);

/**
 * @param {import("./csv.js").CsvFile} file
 * @param {import("./csv.js").Row} row
 * @param {Context} context
 */
function fromRow(file, row, { settings, days }) {
  const cell = (/** @type {string} */ role) => file.cell(row, role);
  checkWon(settings, { isWon: flag(cell("isWon")), isLost: flag(cell("isLost")), stage: cell("stage") });
  return {
    orderId: identifier(cell("id")),
    currency: currencyOf(cell("currency")),
    amount: file.neededAmount(row, "amount"),
    day: days.of(cell("closed")),
    customerId: party(settings, {
      contact: firstId(cell("contact")),
      company: firstId(cell("company")),
      email: emailOf(cell("email").split(";")[0]),
    }),
  };
}
