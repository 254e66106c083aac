import { createReadStream } from "node:fs";
import { open, readFile, stat, writeFile } from "node:fs/promises";
import { ClienteleError, Orders, Profile } from "clientele";
import { Progress } from "./progress.js";
import { inOptionsOf } from "./wording.js";

const STANDARD = "-";

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
  "on-bad-row": { type: "string" },
});

export const ORDER_HELP = `
  --id NAME, --date NAME, --amount NAME   columns, where they are not guessed
  --delimiter ,|;|tab    --decimal .|,    --date-order ymd|dmy|mdy    --encoding NAME
  --on-bad-row error|collect   collect: leave bad rows out and list them (error)
`;

/**
 * Turns the options of the command line into those of the library.
 * @param {Record<string, string | boolean | undefined>} values
 * @returns {import("clientele").FileOptions}
 */
function fileOptions(values) {
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
 * Reads orders from a file, or from standard input where the path is `-`.
 * @param {string} path
 * @param {Record<string, string | boolean | undefined>} values options of the command line
 */
export async function readOrders(path, values) {
  try {
    return await read(path, values);
  } catch (error) {
    sayWhatIsEmpty(path, error);
    const { code = "", row } = /** @type {{ code?: string, row?: number }} */ (error);
    if (row !== undefined && ROW_CODES.includes(code) && values["on-bad-row"] !== "collect") {
      Object.assign(/** @type {object} */ (error), { advice: "To leave such rows out and list them: --on-bad-row collect" });
    }
    throw error;
  }
}

/**
 * @param {string} path
 * @param {Record<string, string | boolean | undefined>} values
 */
async function read(path, values) {
  const reader = Orders.reader(fileOptions(values));
  const size = path === STANDARD ? 0 : (await stat(path)).size;
  const progress = new Progress("reading", size);
  for await (const piece of path === STANDARD ? process.stdin : createReadStream(path, { highWaterMark: 1 << 20 })) {
    reader.push(piece);
    progress.advance(piece.length);
  }
  progress.done();
  const orders = reader.finish();
  warnAbout(orders.report);
  return orders;
}

/**
 * Says on standard error what was left out or netted.
 * @param {import("clientele").IngestReport} report
 */
function warnAbout(report) {
  const { badRows, refunds, noSaleRows, partlyRefundedRows } = report;
  for (const bad of badRows.slice(0, 10)) process.stderr.write(`left out: ${inOptionsOf(undefined, bad.message)} [${bad.code}]\n`);
  if (badRows.length > 10) process.stderr.write(`left out: ${badRows.length - 10} more rows\n`);
  if (noSaleRows > 0) process.stderr.write(`left out: ${noSaleRows} orders that were cancelled, failed or refunded\n`);
  if (partlyRefundedRows > 0) process.stderr.write(`refunds: ${partlyRefundedRows} amounts lowered by the refund column\n`);
  if (refunds.rows > 0) {
    process.stderr.write(`refunds: ${refunds.rows} rows netted, ${refunds.unmatched.rows} of them found no purchase\n`);
  }
}

/**
 * Returns the first line of a file.
 * @param {string} path
 */
export async function firstLine(path) {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1 << 16), 0, 1 << 16, 0);
    return buffer.toString("utf8", 0, bytesRead).replace(/^\uFEFF/, "").split(/\r?\n/, 1)[0] ?? "";
  } finally {
    await file.close();
  }
}

/** @param {string} path */
export async function readText(path) {
  if (path === STANDARD) {
    const pieces = [];
    for await (const piece of process.stdin) pieces.push(piece);
    const text = Buffer.concat(pieces).toString("utf8");
    if (text.trim() === "") throw empty(path);
    return text;
  }
  const text = await readFile(path, "utf8");
  if (text.trim() === "") throw empty(path);
  return text;
}

/**
 * Returns the error that nothing came from a path, which is named: the library knows no files.
 * @param {string} path
 */
function empty(path) {
  const what =
    path === STANDARD
      ? "nothing came on standard input; pipe a file into the command, or name one in place of `-`"
      : `${path}: the file is empty`;
  return new ClienteleError("EmptyInput", what, { path });
}

/**
 * Throws the error of an empty file with the name of the file.
 * @param {string} path
 * @param {unknown} error
 */
function sayWhatIsEmpty(path, error) {
  const { code, message } = /** @type {{ code?: string, message: string }} */ (error);
  if (code === "EmptyInput" && message.endsWith("the file is empty")) throw empty(path);
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
 * Reads a profile of any version from a file.
 * @param {string} path
 */
export async function readProfile(path) {
  const text = await readText(path);
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    // The library says where it is no JSON.
    return Profile.parse(text);
  }
  if (value?.format === "clientele-profile") return Profile.parse(value);
  const message = `${path} is not a Clientele profile; make one with clientele fit … --out FILE`;
  throw new ClienteleError("InvalidValue", message, { path });
}
