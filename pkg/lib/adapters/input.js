// What callers hand over: parsed JSON in any of the vendor's forms, its text, or a CSV file.

import { ClienteleError, invalid } from "../errors.js";
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
 * @param {(record: any, path: string) => void} visit
 */
export function eachRecord(input, page, visit) {
  let left = MOST;
  /** @param {any} value @param {string} path @param {number} levels how many more lists may stand in each other */
  const walk = (value, path, levels) => {
    const list = readable(path, () => Array.isArray(value));
    const found = list ? { items: value, path: "" } : readable(path, () => page(value));
    if (found === null || (list && levels === 0)) {
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
