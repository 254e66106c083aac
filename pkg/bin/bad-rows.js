import { writeFile } from "node:fs/promises";
import { cell } from "./csv.js";
import { STANDARD } from "./input.js";
import { UsageError, oneOf } from "./usage.js";
import { count, inOptionsOf } from "./wording.js";

/** How many bad rows are named on standard error; the others are counted. */
const NAMED = 10;

/** From this share of rows left out the result may be of another business; our own choice. */
const MUCH = 0.05;

/** What to do about a bad row. */
export const ADVICE = "To leave such rows out and list them: --on-bad-row collect";

export const BAD_ROW_OPTIONS = /** @type {const} */ ({ "on-bad-row": { type: "string" }, "bad-rows": { type: "string" } });

export const BAD_ROW_HELP = `  --on-bad-row error|collect   collect: leave bad rows out and list them (error)
  --bad-rows FILE        every row that is left out, as CSV: row, column, code, message; with collect
`;

/** The rows of a file that cannot be read or scored. */
export class BadRows {
  #collects;
  #file;
  /** @type {import("clientele").IngestReport["badRows"]} */ list = [];

  /** @param {Record<string, string | boolean | undefined>} values options of the command line */
  constructor(values) {
    const { "on-bad-row": mode, "bad-rows": file } = /** @type {Record<string, string | undefined>} */ (values);
    this.#collects = oneOf(mode, "on-bad-row", ["error", "collect"]) === "collect";
    this.#file = file;
    if (file === undefined) return;
    if (!this.#collects) throw new UsageError("--bad-rows is for --on-bad-row collect alone");
    if (file === STANDARD) throw new UsageError("--bad-rows -: name a file; standard output is for the result");
  }

  get collects() {
    return this.#collects;
  }

  /**
   * Takes the error of a row; throws it unless bad rows are collected.
   * @param {import("clientele").ClienteleError} error
   */
  take(error) {
    if (!this.#collects) throw Object.assign(error, { advice: ADVICE });
    const { row = 0, column = null, code, message } = error;
    this.list.push({ row, column, code, message });
  }

  /**
   * Says on standard error which rows were left out, and writes all of them where a file was asked for.
   * @param {number} all how many rows there were
   */
  async report(all) {
    const rows = this.list.map((bad) => ({ ...bad, message: inOptionsOf(undefined, bad.message) })).sort((a, b) => a.row - b.row);
    for (const { message, code } of rows.slice(0, NAMED)) process.stderr.write(`left out: ${message} [${code}]\n`);
    const where = this.#file === undefined ? "; --bad-rows FILE lists them" : "";
    if (rows.length > NAMED) process.stderr.write(`left out: ${count(rows.length - NAMED, "more row")}${where}\n`);
    if (rows.length > MUCH * all && rows.length < all) {
      const part = `${rows.length} of ${count(all, "row")} (${Math.round((100 * rows.length) / all)} %)`;
      process.stderr.write(`careful: ${part} left out: the result is of the others alone\n`);
    }
    if (this.#file === undefined) return;
    const lines = rows.map(({ row, column, code, message }) => [row, column, code, message].map(cell).join(","));
    await writeFile(this.#file, `${["row,column,code,message", ...lines].join("\n")}\n`);
    process.stderr.write(`wrote ${count(rows.length, "bad row")} to ${this.#file}\n`);
  }
}
