import { writeFile } from "node:fs/promises";
import { ClienteleError, Orders, Profile } from "clientele";
import { ADVICE, BAD_ROW_HELP, BAD_ROW_OPTIONS, BadRows } from "./bad-rows.js";
import { INPUT_HELP, STANDARD, empty, named, readText } from "./input.js";
import { Progress } from "./progress.js";
import { count } from "./wording.js";

/** Codes of errors that lie in one row and leave the others readable. */
const ROW_CODES = ["MissingCell", "BadDate", "BadAmount", "WrongFieldCount"];

/** The options of every command that reads orders. */
export const ORDER_OPTIONS = /** @type {const} */ ({
  id: { type: "string" },
  date: { type: "string" },
  amount: { type: "string" },
  delimiter: { type: "string" },
  decimal: { type: "string" },
  "date-order": { type: "string" },
  encoding: { type: "string" },
  ...BAD_ROW_OPTIONS,
});

export const ORDER_HELP = `
  --id NAME, --date NAME, --amount NAME   columns, where they are not guessed
  --delimiter ,|;|tab    --decimal .|,    --date-order ymd|dmy|mdy    --encoding NAME
${BAD_ROW_HELP}${INPUT_HELP}`;

/**
 * Turns the options of the command line into those of the library.
 * @param {Record<string, string | boolean | undefined>} values
 * @returns {import("clientele").FileOptions}
 */
export function fileOptions(values) {
  const { id, date, amount, delimiter } = values;
  return /** @type {any} */ ({
    columns: { customerId: id, date, amount },
    delimiter: delimiter === "tab" ? "\t" : delimiter,
    decimal: values["decimal"],
    dateOrder: values["date-order"],
    onBadRow: values["on-bad-row"],
    encoding: values["encoding"],
  });
}

/**
 * Reads orders.
 * @param {import("./input.js").Input} input
 * @param {Record<string, string | boolean | undefined>} values options of the command line
 */
export async function readOrders(input, values) {
  const bad = new BadRows(values);
  try {
    const orders = await read(input, values);
    bad.list = orders.report.badRows;
    await bad.report(orders.report.rows - orders.report.blankRows);
    warnAbout(orders.report);
    return orders;
  } catch (error) {
    nameFile(input.path, error);
    const { code = "", row } = /** @type {{ code?: string, row?: number }} */ (error);
    if (row !== undefined && ROW_CODES.includes(code) && !bad.collects) {
      Object.assign(/** @type {object} */ (error), { advice: ADVICE });
    }
    throw error;
  }
}

/**
 * @param {import("./input.js").Input} input
 * @param {Record<string, string | boolean | undefined>} values
 */
async function read(input, values) {
  const reader = Orders.reader(fileOptions(values));
  const progress = new Progress("reading", input.size);
  for await (const piece of input) {
    reader.push(piece);
    progress.advance(piece.length);
  }
  progress.done();
  return reader.finish();
}

/**
 * Says on standard error what was left out for other reasons, or netted.
 * @param {import("clientele").IngestReport} report
 */
function warnAbout(report) {
  const { refunds, noSaleRows, partlyRefundedRows } = report;
  if (noSaleRows > 0) process.stderr.write(`left out: ${count(noSaleRows, "order")} cancelled, failed or refunded\n`);
  if (partlyRefundedRows > 0) process.stderr.write(`refunds: ${count(partlyRefundedRows, "amount")} lowered by the refund column\n`);
  if (refunds.rows > 0) {
    process.stderr.write(`refunds: ${count(refunds.rows, "row")} netted, ${refunds.unmatched.rows} of them found no purchase\n`);
  }
}

/**
 * Throws the error of a file without rows, or of one that is no text, with the name of the file, which the library does not know.
 * @param {string} path
 * @param {unknown} error
 */
function nameFile(path, error) {
  const { code, message } = /** @type {{ code?: string, message: string }} */ (error);
  if (code === "InvalidEncoding" && message.startsWith("the file is ")) {
    throw new ClienteleError(code, message.replace("the file is", `${named(path)} is`), { path });
  }
  if (code !== "EmptyInput") return;
  if (message.endsWith("the file is empty")) throw empty(path);
  throw new ClienteleError(code, message.replace(/^csv: /, `${named(path)}: `), { path });
}

/**
 * Writes a result to a file, or to standard output where there is no path.
 * @param {string | undefined} path
 * @param {string} text
 */
export async function write(path, text) {
  if (path === undefined || path === STANDARD) {
    await new Promise((resolve, reject) => {
      process.stdout.once("error", reject);
      process.stdout.write(text, (error) => (error ? reject(error) : resolve(undefined)));
    });
  } else {
    await writeFile(path, text);
    process.stderr.write(`wrote ${path}\n`);
  }
}

/**
 * Reads a profile of any version from a file; errors name the file, for there may be two.
 * @param {string} path
 */
export async function readProfile(path) {
  const text = await readText(path);
  try {
    return Profile.parse(profileIn(text, path));
  } catch (error) {
    const { code, message, path: place } = /** @type {ClienteleError} */ (error);
    if (!(error instanceof ClienteleError) || place === path) throw error;
    throw new ClienteleError(code, `${named(path)}: ${message.replace(/^profile: /, "")}`, place === undefined ? {} : { path: place });
  }
}

/**
 * Returns what a text holds, if it is a profile; a text that is no JSON as it is, since the library says where.
 * @param {string} text
 * @param {string} path
 */
function profileIn(text, path) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  if (value?.format === "clientele-profile") return value;
  const message = `${named(path)} is not a Clientele profile; make one with clientele fit … --out FILE`;
  throw new ClienteleError("InvalidValue", message, { path });
}
