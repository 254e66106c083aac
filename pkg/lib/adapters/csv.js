// CSV (RFC 4180) as vendors export it. The reader of the core is in the module, which the adapters do without.

import { ClienteleError } from "../errors.js";
import { LeftOut } from "./fields.js";
import { within, scaled } from "./money.js";
import { orderOf } from "./days.js";

const DELIMITERS = [",", ";", "\t", "|"];

/** A row of a file: its number (the header is row 1) and its cells. @typedef {{ row: number, cells: string[] }} Row */

/**
 * Names of columns by what they hold: lower case, letters and digits only. The first name that the file has is taken.
 * @typedef {Record<string, string[]>} Roles
 */

/** A file of a vendor. */
export class CsvFile {
  /** @type {Row[]} */ rows;
  /** @type {string[]} */ #header;
  /** @type {Map<string, number>} */ #columns = new Map();
  #decimalComma;

  /**
   * @param {string} text
   * @param {Roles} roles
   * @param {{ needed: string[][], hint: string, amounts: string[] }} vendor `needed`: of each list one column; `hint`: what to do
   *   where it is not there; `amounts`: the roles that hold money
   */
  constructor(text, roles, { needed, hint, amounts }) {
    const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
    const delimiter = delimiterOf(body);
    const [header, ...rows] = parse(body, delimiter);
    if (!header) throw new ClienteleError("EmptyInput", "input: the file is empty", { path: "input" });
    this.#header = header.cells;
    this.rows = rows;
    const names = header.cells.map(nameOf);
    for (const [role, known] of Object.entries(roles)) {
      const name = known.find((candidate) => names.includes(candidate));
      if (name !== undefined) this.#columns.set(role, names.indexOf(name));
    }
    for (const group of needed) {
      if (group.some((role) => this.#columns.has(role))) continue;
      const found = header.cells.map((cell) => cell.slice(0, 40)).slice(0, 100).join(", ");
      const message = `input: no column for ${group.join(" or ")}; ${hint}. Found: ${found}`;
      throw new ClienteleError("MissingColumn", message, { path: "input" });
    }
    this.#decimalComma = delimiter === ";" || amounts.some((role) => this.#some(role, (cell) => /,\d{1,2}\D*$|\..*,|,\d{4,}\D*$/.test(cell)));
  }

  /** @param {string} role */
  has(role) {
    return this.#columns.has(role);
  }

  /**
   * @param {string} role
   * @param {(cell: string) => boolean} test
   */
  #some(role, test) {
    const column = this.#columns.get(role);
    return column !== undefined && this.rows.some(({ cells }) => test(cells[column]?.trim() ?? ""));
  }

  /**
   * Returns a cell without the blanks around it, or an empty text.
   * @param {Row} row
   * @param {string} role
   */
  cell({ cells }, role) {
    const column = this.#columns.get(role);
    return column === undefined ? "" : (cells[column]?.trim() ?? "");
  }

  /**
   * Rejects a row that has other cells than the header: it is a footer, or torn.
   * @param {Row} row
   */
  check({ cells }) {
    if (cells.length === this.#header.length) return;
    throw new LeftOut("field_count", `the row has ${cells.length} fields, the header ${this.#header.length}`);
  }

  /**
   * Returns micro-units of a cell, null where it is empty.
   * @param {Row} row
   * @param {string} role
   * @param {string} [what]
   */
  amount(row, role, what = "amount") {
    const text = this.cell(row, role);
    return text === "" ? null : within(scaled(this.#plain(text)), what);
  }

  /**
   * Returns micro-units of a cell that must hold an amount.
   * @param {Row} row
   * @param {string} role
   */
  neededAmount(row, role) {
    const amount = this.amount(row, role);
    if (amount === null) throw new LeftOut("no_amount", "there is no amount");
    return amount;
  }

  /**
   * Returns an amount in the notation of JSON. A currency sign or code goes, and what parts thousands; a comma alone is
   * one of those unless another cell, or semicolons between the fields, show that it is the decimal point.
   * @param {string} text
   */
  #plain(text) {
    let plain = text.replace(/^[A-Z]{3}\s|\s[A-Z]{3}$/, "").replace(/[\s\u00A0\u202F'’$€£¥₹]/g, "");
    const negative = /^\(.*\)$/.test(plain);
    if (negative) plain = plain.slice(1, -1);
    if (!/^[-+\u2212]?[\d.,]+$/.test(plain)) return "not a number";
    const [dot, comma] = [plain.lastIndexOf("."), plain.lastIndexOf(",")];
    // More than one of a mark, and none of the other, can only part thousands.
    if (comma < 0 && /^[-+]?\d{1,3}(\.\d{3}){2,}$/.test(plain)) plain = plain.replace(/\./g, "");
    const decimalComma = dot >= 0 && comma >= 0 ? comma > dot : this.#decimalComma && (comma >= 0 || /^[-+]?\d{1,3}\.\d{3}$/.test(plain));
    plain = decimalComma ? plain.replace(/\./g, "").replace(",", ".") : plain.replace(/,/g, "");
    return `${negative ? "-" : ""}${plain.replace("\u2212", "-")}`;
  }

  /**
   * Finds out whether day or month comes first in the dates with slashes.
   * @param {string[]} roles the columns that hold dates
   * @param {import("./days.js").Days} days
   */
  settleDates(roles, days) {
    if (days.order !== null) return;
    let unsettled = "";
    for (const role of roles) {
      const column = this.#columns.get(role);
      if (column === undefined) continue;
      for (const { row, cells } of this.rows) {
        const order = orderOf(cells[column] ?? "");
        if (order === null) continue;
        const place = { path: `row ${row}`, row, column: this.#header[column] ?? "" };
        if (order === "either") {
          unsettled ||= place.path;
        } else if (days.order !== null && days.order !== order) {
          const message = `${place.path}: some dates are written day/month, others month/day; mend the rows or give the option dateOrder`;
          throw new ClienteleError("MixedDateOrder", message, place);
        } else {
          days.order = order;
        }
      }
    }
    if (unsettled === "" || days.order !== null) return;
    const message = `${unsettled}: the date may be day/month or month/day; give the option dateOrder: "dmy" or "mdy"`;
    throw new ClienteleError("AmbiguousDate", message, { path: unsettled });
  }
}

/** @param {string} header */
const nameOf = (header) => header.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/**
 * Returns the most frequent delimiter of the header.
 * @param {string} text
 */
function delimiterOf(text) {
  const line = (/^[^\r\n]*/.exec(text)?.[0] ?? "").replace(/"[^"]*"/g, "");
  const count = (/** @type {string} */ delimiter) => line.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

/**
 * Returns the rows of a file; blank lines are none.
 * @param {string} text
 * @param {string} delimiter
 * @returns {Row[]}
 */
function parse(text, delimiter) {
  /** @type {Row[]} */
  const rows = [];
  /** @type {string[]} */
  let cells = [];
  let at = 0;
  while (at < text.length) {
    let cell;
    if (text[at] === '"') {
      [cell, at] = quoted(text, at, rows.length + 1);
      // What follows a closing quotation mark before the delimiter belongs to the cell.
      const end = endOf(text, at, delimiter);
      cell += text.slice(at, end);
      at = end;
    } else {
      const end = endOf(text, at, delimiter);
      cell = text.slice(at, end);
      at = end;
    }
    cells.push(cell);
    if (text[at] === delimiter) {
      at++;
      if (at < text.length) continue;
      cells.push("");
    }
    if (text[at] === "\r" && text[at + 1] === "\n") at++;
    at++;
    if (cells.length > 1 || cells[0] !== "") rows.push({ row: rows.length + 1, cells });
    cells = [];
  }
  return rows;
}

/**
 * @param {string} text
 * @param {number} from
 * @param {string} delimiter
 */
function endOf(text, from, delimiter) {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") at++;
  return at;
}

/**
 * @param {string} text
 * @param {number} start where the opening quotation mark stands
 * @param {number} row
 * @returns {[string, number]} the cell, and where it ends
 */
function quoted(text, start, row) {
  let from = start + 1;
  let cell = "";
  for (;;) {
    const mark = text.indexOf('"', from);
    if (mark < 0) {
      const message = `row ${row}: a quotation mark is opened and never closed`;
      throw new ClienteleError("UnterminatedQuote", message, { path: `row ${row}`, row });
    }
    cell += text.slice(from, mark);
    if (text[mark + 1] !== '"') return [cell, mark + 1];
    cell += '"';
    from = mark + 2;
  }
}
