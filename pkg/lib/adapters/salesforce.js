// Salesforce: opportunities of the REST query (developer.salesforce.com, Object Reference, Opportunity), and CSV files of the
// Data Loader, whose headers are names of fields, and of reports, whose headers are labels.

import { adapt } from "./adapt.js";
import { party } from "./customers.js";
import { checkWon } from "./deals.js";
import { LeftOut, currencyOf, firstOf, flag, identifier, own, pageAt } from "./fields.js";
import { amountOf } from "./money.js";
import { left } from "./reasons.js";

/** @typedef {import("./adapt.js").Context} Context */

const ROLES = {
  id: ["id", "opportunityid"],
  amount: ["amount"],
  closed: ["closedate"],
  stage: ["stagename", "stage"],
  isWon: ["iswon", "won"],
  isClosed: ["isclosed", "closed"],
  isDeleted: ["isdeleted", "deleted"],
  currency: ["currencyisocode", "opportunitycurrency", "amountcurrency", "currency"],
  company: ["accountid"],
  contact: ["contactid", "primarycontactid"],
};

/** @type {import("./adapt.js").Vendor} */
const SALESFORCE = {
  options: { customer: ["company", "contact"], stages: true },
  page: (value) => pageAt(value, ["records"]),
  id: (record) => identifier(own(record, "Id")),
  draft: fromRecord,
  csv: {
    roles: ROLES,
    needed: [["amount"], ["closed"], ["stage", "isWon"], ["company", "contact"]],
    hint: "export Id, AccountId, Amount, CloseDate, StageName and IsWon with the Data Loader, or a report with these columns",
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
export const ordersFromSalesforce = (input, options) => adapt(SALESFORCE, input, options);

/**
 * @param {any} record
 * @param {Context} context
 * @returns {import("./collect.js").Draft}
 */
function fromRecord(record, { settings, days }) {
  const type = own(record, "attributes", "type");
  if (type !== undefined && type !== "Opportunity") throw new LeftOut("not_a_record", "it is another object than an Opportunity");
  if (flag(own(record, "IsDeleted")) === true) throw left("deleted");
  const isWon = flag(own(record, "IsWon"));
  checkWon(settings, { isWon, isLost: flag(own(record, "IsClosed")) === true && isWon !== true, stage: own(record, "StageName") });
  return {
    orderId: identifier(own(record, "Id")),
    currency: currencyOf(own(record, "CurrencyIsoCode")),
    amount: amountOf(own(record, "Amount")),
    day: days.of(own(record, "CloseDate")),
    customerId: party(settings, {
      company: identifier(firstOf(own(record, "AccountId"), own(record, "Account", "Id"))),
      contact: identifier(firstOf(own(record, "ContactId"), own(record, "Contact", "Id"))),
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
  if (flag(cell("isDeleted")) === true) throw left("deleted");
  const isWon = flag(cell("isWon"));
  checkWon(settings, { isWon, isLost: flag(cell("isClosed")) === true && isWon !== true, stage: cell("stage") });
  return {
    orderId: identifier(cell("id")),
    currency: currencyOf(cell("currency")),
    amount: file.neededAmount(row, "amount"),
    day: days.of(cell("closed")),
    customerId: party(settings, { company: identifier(cell("company")), contact: identifier(cell("contact")) }),
  };
}
