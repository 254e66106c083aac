// What callers hand over: parsed JSON in any of the vendor's forms, its text, or a CSV file.

import { ClienteleError, invalid } from "../errors.js";
import { isGiven, own } from "./fields.js";
import { readable } from "./guard.js";

/** More records than any export has; a list of JSON cannot say more than its bytes, but a sparse array can. */
const MOST = 5_000_000;

/**
 * Returns the value of JSON, or the text of a CSV file.
 * @param {unknown} input
 * @returns {{ csv: string } | { json: unknown }}
 */
export function contents(input) {
  const bytes = readable("input", () => input instanceof ArrayBuffer || ArrayBuffer.isView(input));
  const text = bytes ? decoded(/** @type {ArrayBuffer} */ (input)) : input;
  if (typeof text !== "string") {
    if (typeof text !== "object" || text === null) throw invalid("input", text, "parsed JSON, or the text of a CSV file");
    return { json: text };
  }
  if (!/^\uFEFF?\s*[[{]/.test(text)) return { csv: text };
  try {
    return { json: JSON.parse(text.replace(/^\uFEFF/, "")) };
  } catch {
    throw new ClienteleError("InvalidValue", "input: begins as JSON and is none; hand over one page, or a list of pages", { path: "input" });
  }
}

/**
 * Rejects what stands in the place of records or pages and is none: all of it would be left out, one by one, for want of a status.
 * @param {any} value
 * @param {string} path
 * @param {(record: any) => string | null} id
 */
function checkRecord(value, path, id) {
  if (typeof value !== "object" || value === null) return;
  const kind = readable(path, () => kindOf(value));
  if (kind !== null) {
    const found = kind === "Promise" ? "a promise; await it" : `an object of the kind ${kind}`;
    throw new ClienteleError("InvalidValue", `${path}: must be parsed JSON, or the text of a CSV file, found ${found}`, { path });
  }
  let said = null;
  try {
    if (id(value) === null) said = refusalIn(value);
  } catch {
    // A record that bites: it is left out as one.
  }
  if (said === null) return;
  throw new ClienteleError("InvalidValue", `${path}: is an error of the vendor, not orders: ${JSON.stringify(said.slice(0, 200))}; mend it and ask again`, { path });
}

/**
 * Returns of what kind an object is that is no data, such as a date, a map or an answer whose body nobody has read; null for data.
 * Nothing is read of a record but what is its own: an instance of a class with fields is one, too.
 * @param {object} value
 */
function kindOf(value) {
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || Array.isArray(value) || Object.keys(value).length > 0) return null;
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  // An object without anything in it is data, if not much.
  return kind === "Object" ? null : kind.slice(0, 40);
}

/**
 * Returns what an answer says that is an error in the place of records, in the form of any vendor; null for anything else.
 * Shopify: `errors`. Stripe and Pipedrive: `error`. HubSpot: `status: "error"`. Salesforce: `errorCode`. WooCommerce: `code` and
 * `data.status`. All have a `message` somewhere.
 * @param {unknown} value
 */
function refusalIn(value) {
  const [errors, error, message] = [own(value, "errors"), own(value, "error"), own(value, "message")];
  const isOne = [errors, error].some(isText) || (typeof message === "string" && (own(value, "status") === "error" || isText(own(value, "errorCode")) || isText(own(value, "code"))));
  if (isOne || isFull(errors) || isFull(error)) return firstText([errors, error, message], 3) ?? "no message";
  return null;
}

/** @param {unknown} value */
const isText = (value) => typeof value === "string" && isGiven(value);

/** @param {unknown} value */
const isFull = (value) => typeof value === "object" && value !== null && Object.keys(value).length > 0;

/**
 * Returns the first message of an error, which may stand in lists and objects.
 * @param {unknown} value
 * @param {number} levels
 * @returns {string | null}
 */
function firstText(value, levels) {
  if (isText(value)) return /** @type {string} */ (value);
  if (levels === 0 || typeof value !== "object" || value === null) return null;
  const message = own(value, "message");
  if (isText(message)) return message;
  for (const key of Object.keys(value).slice(0, 10)) {
    const found = firstText(own(value, key), levels - 1);
    if (found !== null) return found;
  }
  return null;
}

/** @param {ArrayBuffer | ArrayBufferView} bytes */
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ClienteleError("InvalidEncoding", "input: the bytes are no UTF-8; save the file as UTF-8", { path: "input" });
  }
}

/**
 * Calls a function for every record: of one page, of a list of pages, of a list of records, or for one record.
 * @param {unknown} input
 * @param {(value: any) => { items: any, path: string } | null} page what is in a page, and where; null for a record
 * @param {(record: any) => string | null} id what names a record: an error has no such thing
 * @param {(record: any, path: string) => void} visit
 */
export function eachRecord(input, page, id, visit) {
  let left = MOST;
  /** @param {any} value @param {string} path @param {number} levels how many more lists may stand in each other */
  const walk = (value, path, levels) => {
    const list = readable(path, () => Array.isArray(value));
    const found = list ? { items: value, path: "" } : readable(path, () => page(value));
    if (found === null || (list && levels === 0)) {
      checkRecord(value, path, id);
      if (--left < 0) throw new ClienteleError("OutOfRange", `input: more than ${MOST} records; hand them over in parts`, { path: "input" });
      visit(value, path);
      return;
    }
    const place = found.path === "" ? path : `${path}.${found.path}`;
    const length = readable(place, () => found.items.length);
    if (length > left) throw new ClienteleError("OutOfRange", `${place}: more than ${MOST} records; hand them over in parts`, { path: place });
    for (let i = 0; i < length; i++) {
      const item = readable(`${place}[${i}]`, () => found.items[i]);
      // What is in a page is a record, whatever it looks like.
      if (found.path === "") walk(item, `${place}[${i}]`, levels - 1);
      else if (--left >= 0) visit(item, `${place}[${i}]`);
    }
  };
  walk(input, "input", 2);
}
