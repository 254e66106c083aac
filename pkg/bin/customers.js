import { ClienteleError } from "clientele";
import { fileOptions } from "./files.js";
import { DecimalEvidence, HINTS, readNumber } from "./numbers.js";
import { readRows } from "./rows.js";

/** Money of a year, which may have thousands. */
const MONEY = [
  ...["monetaryValue", "revenueInYear", "productionCost", "fixedMarketingCost", "variableMarketingCost", "serviceCost"],
  ...["walletInYear"],
];

/** What may be known of a customer beside purchases. */
const FACTS = [
  ...["productionCost", "fixedMarketingCost", "variableMarketingCost", "serviceCost", "walletInYear", "choosingTime"],
  ...["satisfaction", "recommendation", "competitorAttitude", "priceSensitivity", "incidentTolerance", "recencyRatio"],
  ...["loyaltyTrend", "openComplaints", "complaintSatisfaction", "silentFailures", "complainer", "bargainSeeker"],
  ...["categories", "switchingBarrier"],
];

/** Header of a file of customers, in the spellings of lifetimes and of this library. */
const SPELLINGS = /** @type {Record<string, string[]>} */ ({
  id: ["id", "customer_id", "customerid"],
  frequency: ["frequency", "x"],
  recency: ["recency", "t_x"],
  T: ["t", "age"],
  monetaryValue: ["monetary_value", "monetaryvalue", "zbar"],
  revenueInYear: ["revenue_in_year", "revenueinyear"],
  purchasesInYear: ["purchases_in_year", "purchasesinyear"],
  activeQuarters: ["active_quarters", "activequarters"],
  elapsedQuarters: ["elapsed_quarters", "elapsedquarters"],
  ...Object.fromEntries(FACTS.map((name) => [name, [snake(name), name.toLowerCase()]])),
});

/** How much of a cell an error shows. */
const SHOWN = 60;

/**
 * @typedef {Record<string, string | boolean | undefined>} Values options of the command line
 * @typedef {{ name: string, at: number, header: string }} Column
 * @typedef {{ row: number, fields: Record<string, unknown> }} Customer
 */

/** @param {string} name */
function snake(name) {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * Whether a file is one of customers, by its header.
 * @param {Buffer} head its beginning
 * @param {Values} values
 */
export function isCustomers(head, values) {
  // Whoever names the columns of orders has orders.
  if (values["date"] !== undefined || values["amount"] !== undefined || head.length === 0) return false;
  let headers;
  try {
    headers = readRows(head, fileOptions(values), { whole: false }).headers;
  } catch {
    // What is wrong with it the reader of orders says.
    return false;
  }
  const lower = headers.map((header) => header.toLowerCase());
  return ["frequency", "recency", "T"].every((name) => SPELLINGS[name]?.some((spelling) => lower.includes(spelling)));
}

/**
 * Reads a file of customers.
 * @param {Buffer} bytes
 * @param {Values} values
 * @param {import("./bad-rows.js").BadRows} bad takes the rows that cannot be read
 * @param {import("clientele").Profile} profile
 */
export function readCustomers(bytes, values, bad, profile) {
  const options = fileOptions(values);
  const { delimiter, headers, rows } = readRows(bytes, options);
  const columns = columnsOf(headers, /** @type {string | undefined} */ (values["id"])).concat(featuresOf(headers, profile));
  const unread = headers.filter((_, at) => !columns.some((column) => column.at === at));
  if (unread.length > 0) process.stderr.write(`columns that are not read: ${unread.join(", ")}\n`);
  const decimals = new DecimalEvidence();
  /** @type {Map<string, number>} */
  const rowOf = new Map();
  /** @type {Customer[]} */
  const customers = [];
  for (const { row, cells, fault } of rows) {
    try {
      if (fault) throw fault;
      const fields = fieldsOf(columns, cells, row, options.decimal, decimals);
      checkId(/** @type {Column} */ (columns[0]), fields.id, row, rowOf);
      customers.push({ row, fields });
    } catch (error) {
      if (!(error instanceof ClienteleError)) throw error;
      bad.take(error);
    }
  }
  const doubt = decimals.doubt(delimiter === ";");
  if (doubt) throw badCell(doubt.row, doubt.column, doubt.cell, `a number; ${HINTS.decimal}`);
  return { customers, columns };
}

/**
 * Finds the columns by their headers, the identifier first.
 * @param {string[]} headers
 * @param {string | undefined} id the header that is named as the identifier
 * @returns {Column[]}
 */
function columnsOf(headers, id) {
  const lower = headers.map((header) => header.toLowerCase());
  return Object.entries(SPELLINGS).flatMap(([name, spellings]) => {
    const wanted = name === "id" && id !== undefined ? [id.trim().toLowerCase()] : spellings;
    const [at, second] = lower.flatMap((header, i) => (wanted.includes(header) ? [i] : []));
    if (at === undefined) {
      if (name !== "id") return [];
      const found = `found: ${headers.join(", ")}`;
      const message = id === undefined ? `no column for id; ${found}; name it with --id` : `no column "${id}" for id; ${found}; give one of them with --id`;
      throw new ClienteleError("MissingColumn", message, { column: id ?? "id" });
    }
    const header = /** @type {string} */ (headers[at]);
    if (second !== undefined) {
      const what = `the columns ${at + 1} and ${second + 1}, ${header} and ${headers[second]}, both stand for ${name}`;
      const advice = name === "id" && id === undefined && header !== headers[second] ? "choose one with --id" : "leave one of them out";
      throw new ClienteleError("DuplicateColumn", `${what}; ${advice}`, { column: header });
    }
    return [{ name, at, header }];
  });
}

/** Features that follow from the purchases. */
const MADE = ["daysSinceLast", "meanGap"];

/**
 * Finds the columns of features that the model of the risk needs beside the fields: by their own names, as the
 * model has them.
 * @param {string[]} headers
 * @param {import("clientele").Profile} profile
 * @returns {Column[]}
 */
function featuresOf(headers, { churn: { mode, calibration, model } }) {
  const names = { calibrated: calibration?.features.map(({ name }) => name), imported: model?.features }[/** @type {string} */ (mode)] ?? [];
  const beside = names.filter((name) => !Object.hasOwn(SPELLINGS, name) && !MADE.includes(name));
  return beside.flatMap((name) => {
    const at = headers.indexOf(name);
    return at < 0 ? [] : [{ name: `features.${name}`, at, header: name }];
  });
}

/**
 * Reads the cells of a row.
 * @param {Column[]} columns
 * @param {string[]} cells
 * @param {number} row
 * @param {"." | "," | undefined} sign the decimal sign, where it is given
 * @param {DecimalEvidence} decimals takes what the numbers say of it
 * @returns {{ id: string } & Record<string, unknown>}
 */
function fieldsOf(columns, cells, row, sign, decimals) {
  const fields = /** @type {{ id: string } & Record<string, unknown>} */ ({ id: "" });
  /** @type {{ column: Column, cell: string, proof: import("./numbers.js").Proof }[]} */
  const numbers = [];
  for (const column of columns) {
    const { name, at, header } = column;
    const cell = cells[at] ?? "";
    if (name === "id") fields.id = cell;
    else if (cell === "") continue;
    else if (name === "complainer" && /[a-z]/i.test(cell)) fields[name] = cell;
    else if (name === "bargainSeeker" && /^(true|false|yes|no)$/i.test(cell)) fields[name] = /^(true|yes)$/i.test(cell);
    else {
      const found = readNumber(cell, sign);
      if ("hint" in found) throw badCell(row, header, cell, `a number; ${found.hint}`);
      const feature = /^features\.(.*)$/s.exec(name)?.[1];
      if (feature === undefined) fields[name] = found.value;
      else fields["features"] = { .../** @type {object} */ (fields["features"] ?? {}), [feature]: found.value };
      numbers.push({ column, cell, proof: found.proof });
    }
  }
  // Only of rows that can be read: one without use tells nothing of the file.
  for (const { column, cell, proof } of numbers) {
    if (decimals.note(proof, { row, column: column.header, cell }, MONEY.includes(column.name))) continue;
    throw badCell(row, column.header, cell, `a number; ${HINTS.decimal}`);
  }
  return fields;
}

/**
 * Holds the identifiers apart: scores under one that is empty, or stands twice, belong to nobody.
 * @param {Column} column
 * @param {string} id
 * @param {number} row
 * @param {Map<string, number>} rowOf
 */
function checkId(column, id, row, rowOf) {
  if (id === "") {
    const message = `row ${row}, column ${column.header}: the cell is empty; every customer needs an id`;
    throw new ClienteleError("MissingCell", message, { row, column: column.header });
  }
  const before = rowOf.get(id);
  if (before !== undefined) throw badCell(row, column.header, id, `a customer that is listed once: row ${before} has the same id`);
  rowOf.set(id, row);
}

/**
 * @param {number} row
 * @param {string} column
 * @param {string} cell
 * @param {string} expected
 */
function badCell(row, column, cell, expected) {
  const shown = cell.length > SHOWN ? `${cell.slice(0, SHOWN - 1)}…` : cell;
  return new ClienteleError("BadCell", `row ${row}, column ${column}: "${shown}" is not ${expected}`, { row, column });
}

/**
 * Scores customers one by one.
 * @param {{ customers: Customer[], columns: Column[] }} read
 * @param {import("clientele").Scorer} scorer
 * @param {string | boolean | undefined} asOf
 * @param {import("./bad-rows.js").BadRows} bad takes the rows that cannot be scored
 */
export function* scoresOf({ customers, columns }, scorer, asOf, bad) {
  let scores = 0;
  for (const { row, fields } of customers) {
    let scored;
    try {
      scored = scorer.score(/** @type {any} */ (fields), typeof asOf === "string" ? { asOf } : {});
    } catch (error) {
      // A day that is none is no fault of the row.
      if (!(error instanceof ClienteleError) || error.path?.startsWith("options")) throw error;
      bad.take(ofRow(error, row, columns));
      continue;
    }
    scores++;
    yield scored;
  }
  if (scores > 0) return;
  throw new ClienteleError("InsufficientData", "customers: 0 are too few, 1 needed; no row was accepted", { path: "customers" });
}

/**
 * Returns the error of a customer with its row, and its column where one is to blame.
 * @param {ClienteleError} error
 * @param {number} row
 * @param {Column[]} columns
 */
function ofRow({ code, message, path = "" }, row, columns) {
  const header = columns.find(({ name }) => name === path.replace(/^customer\./, ""))?.header;
  if (header === undefined) return new ClienteleError(code, `row ${row}: ${message}`, { row });
  const what = message.startsWith(`${path}: `) ? message.slice(path.length + 2) : message;
  return new ClienteleError(code, `row ${row}, column ${header}: ${what}`, { row, column: header });
}
