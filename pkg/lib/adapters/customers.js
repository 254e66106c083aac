// Who bought: the rules are the same for all vendors, and stand in docs/adapters.md.

import { left } from "./reasons.js";

/** @typedef {import("./options.js").Settings} Settings */

/**
 * The customer of a shop's order: the account or, of a guest, the e-mail address; or the other way round.
 * @param {Settings} settings
 * @param {string | null} id
 * @param {string | null} email
 */
export function buyer({ customer }, id, email) {
  const found = customer === "email" ? (email ?? id) : (id ?? email);
  if (found === null) throw left("no_customer");
  return found;
}

/**
 * The customer of a deal: the contact or the company, as the settings say; where it is missing the other one. A word
 * before it tells the two apart, because CRMs count both from 1.
 * @param {Settings} settings
 * @param {{ contact: string | null, company: string | null, email?: string | null }} parties
 */
export function party({ customer }, { contact, company, email = null }) {
  const [wanted, other, word] = customer === "company" ? [company, contact, "contact"] : [contact, company, "company"];
  const found = wanted ?? (customer === "contact" ? email : null) ?? (other === null ? email : `${word}:${other}`);
  if (found === null) throw left("no_customer");
  return found;
}
