import { LeftOut } from "./fields.js";

/** Why a record is left out, in words that say what to do where something can be done. */
const MESSAGES = {
  cancelled: "the order was cancelled",
  voided: "the payment was voided",
  failed: "the payment failed",
  unpaid: 'the order is not paid; the option include: ["unpaid"] takes it',
  test: 'the order is a test; the option include: ["test"] takes it',
  draft: "it is a draft, not an order",
  deleted: "the record was deleted",
  refunded: "all of it was given back",
  refund_unknown: "part of it was given back, and the record does not say how much; ask for the refunds as well",
  lost: "the deal was lost",
  open: "the deal is not won yet",
  no_customer: "no customer is named, neither by an identifier nor by an e-mail address",
  not_a_record: "it is no object; hand over what the vendor sends",
  unknown_status: "the status is none that says whether it was paid or won",
};

/**
 * Returns what to throw for a record that is left out.
 * @param {keyof typeof MESSAGES} reason
 */
export const left = (reason) => new LeftOut(reason, MESSAGES[reason]);
