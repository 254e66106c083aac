import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { rename, rm, stat } from "node:fs/promises";
import { extname } from "node:path";
import { ClienteleError, Orders, Scorer, readTable } from "clientele";
import { cell } from "../csv.js";
import { ORDER_HELP, ORDER_OPTIONS, fileOptions, readOrders, readProfile, write } from "../files.js";
import { Input } from "../input.js";
import { Progress } from "../progress.js";
import { UsageError, oneOf, parse } from "../usage.js";

const FORMATS = ["csv", "json", "jsonl"];

const help = `clientele score ORDERS.csv|CUSTOMERS.csv --profile PROFILE.json [options]: scores every customer

  A file of customers has the columns id, frequency, recency, T and, where known, monetary_value,
  in the profile's unit of time, and what else is known of a customer: satisfaction, open_complaints,
  switching_barrier, production_cost and the other fields of scorer.score, in snake_case or as they are.
  Any other file is read as orders.

  --profile FILE         the profile, made by clientele fit
  --as-of DATE           the day of the scores (orders: the day of the last order; customers: the profile's)
  --out FILE             scores.csv, .json or .jsonl; standard output otherwise
  --format csv|json|jsonl   where --out does not tell (csv)
  --json                 the same as --format json

  In CSV an id that a spreadsheet would run as a formula (it begins with = + - @ and is no number)
  gets an apostrophe in front of it; JSON has every id as it is.
${ORDER_HELP}`;

/** What may be known of a customer beside purchases. */
const FACTS = [
  ...["productionCost", "fixedMarketingCost", "variableMarketingCost", "serviceCost", "walletInYear", "choosingTime"],
  ...["satisfaction", "recommendation", "competitorAttitude", "priceSensitivity", "incidentTolerance", "recencyRatio"],
  ...["loyaltyTrend", "openComplaints", "complaintSatisfaction", "silentFailures", "complainer", "bargainSeeker"],
  ...["categories", "switchingBarrier"],
];

/** Header of a file of customers, in the spellings of lifetimes and of this library. */
const CUSTOMER_COLUMNS = /** @type {Record<string, string[]>} */ ({
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

/** @param {string} name */
function snake(name) {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** @param {string[]} args */
async function run(args) {
  const { path, values } = parse(args, "file of orders or customers", {
    ...ORDER_OPTIONS,
    profile: { type: "string" },
    "as-of": { type: "string" },
    out: { type: "string" },
    format: { type: "string" },
    json: { type: "boolean" },
  });
  oneOf(values.format, "format", FORMATS);
  if (values.profile === undefined) throw new UsageError("which profile? --profile PROFILE.json");
  const format = values.json ? "json" : (values.format ?? formatOf(values.out));
  const profile = await readProfile(values.profile);
  const scorer = new Scorer(profile);
  const input = await Input.open(path);
  const customers = isCustomers(await input.head(), values)
    ? await readCustomers(input, values["as-of"])
    : await readSummary(input, values, profile);
  await writeScores(values.out, format, customers.rows, (row) => customers.score(scorer, row));
}

/** @param {string | undefined} out */
function formatOf(out) {
  const ending = extname(out ?? "").slice(1).toLowerCase();
  if (ending === "") return "csv";
  if (!FORMATS.includes(ending)) throw new UsageError(`--out ${out}: the ending is one of ${FORMATS.join(", ")}, or give --format`);
  return ending;
}

/**
 * Whether a file is one of customers, by its header.
 * @param {Buffer} head its beginning
 * @param {Record<string, string | boolean | undefined>} values
 */
function isCustomers(head, values) {
  // Whoever names the columns of orders has orders.
  if (values["date"] !== undefined || values["amount"] !== undefined || head.length === 0) return false;
  const { delimiter, encoding } = fileOptions(values);
  const headers = Orders.inspect(head, { delimiter, encoding }).headers.map((header) => header.toLowerCase());
  return ["frequency", "recency", "T"].every((column) => CUSTOMER_COLUMNS[column]?.some((name) => headers.includes(name)));
}

/**
 * @param {Input} input
 * @param {Record<string, string | boolean | undefined>} values
 * @param {import("clientele").Profile} profile
 */
async function readSummary(input, values, profile) {
  const orders = await readOrders(input, values);
  const summary = orders.summarize({ asOf: /** @type {string | undefined} */ (values["as-of"]), timeUnit: profile.timeUnit });
  if (summary.ordersAfterAsOf > 0) {
    process.stderr.write(`${summary.ordersAfterAsOf} orders after ${summary.asOf} left out\n`);
  }
  return {
    rows: summary.length,
    /** @param {Scorer} scorer @param {number} row */
    score: (scorer, row) => scorer.explain(summary, row),
  };
}

/**
 * @param {Input} input
 * @param {string | boolean | undefined} asOf
 */
async function readCustomers(input, asOf) {
  const { headers, rows } = readTable(await input.bytes());
  const lower = headers.map((header) => header.toLowerCase());
  const columns = Object.entries(CUSTOMER_COLUMNS)
    .map(([name, spellings]) => ({ name, at: lower.findIndex((header) => spellings.includes(header)) }))
    .filter(({ at }) => at >= 0);
  const unread = headers.filter((_, at) => !columns.some((column) => column.at === at));
  if (unread.length > 0) process.stderr.write(`columns that are not read: ${unread.join(", ")}\n`);
  return {
    rows: rows.length,
    /** @param {Scorer} scorer @param {number} row */
    score(scorer, row) {
      /** @type {Record<string, unknown>} */
      const customer = {};
      for (const { name, at } of columns) {
        const cell = rows[row]?.[at] ?? "";
        if (name === "id") customer["id"] = cell;
        else if (cell === "") continue;
        else if (name === "complainer" && cell.includes(".")) customer[name] = cell;
        else if (name === "bargainSeeker" && /^(true|false)$/i.test(cell)) customer[name] = /^true$/i.test(cell);
        else customer[name] = numeric(cell, row, headers[at] ?? name);
      }
      try {
        return scorer.score(/** @type {any} */ (customer), typeof asOf === "string" ? { asOf } : {});
      } catch (error) {
        if (!(error instanceof ClienteleError)) throw error;
        throw new ClienteleError(error.code, `row ${row + 2}: ${error.message}`, { row: row + 2 });
      }
    },
  };
}

/**
 * @param {string} cell
 * @param {number} row
 * @param {string} column
 */
function numeric(cell, row, column) {
  const value = Number(cell);
  if (Number.isFinite(value)) return value;
  throw new ClienteleError("InvalidValue", `row ${row + 2}, column ${column}: must be a number, found "${cell}"`, {
    row: row + 2,
    column,
  });
}

/** The columns of the scores as a table: name, and how it is read from a score. */
const COLUMNS = /** @type {[string, (score: import("clientele").CustomerScore) => unknown][]} */ ([
  ["id", (s) => s.id],
  ["as_of", (s) => s.asOf],
  ["value_score", (s) => s.value.score],
  ["value_percentile", (s) => s.value.percentile],
  ["tier", (s) => s.value.tier],
  ["current_value", (s) => s.value.current],
  ["future_value", (s) => s.value.future],
  ["lifetime_value", (s) => s.value.lifetime],
  ["loyalty_score", (s) => s.loyalty.score],
  ["loyalty_behaviour", (s) => s.loyalty.behaviour],
  ["loyalty_attitude", (s) => s.loyalty.attitude],
  ["loyalty_type", (s) => s.loyalty.type],
  ["churn_risk", (s) => s.churn.risk],
  ["risk_band", (s) => s.churn.band],
  ["probability_alive", (s) => s.churn.probabilityAlive],
  ["next_purchase_p10", (s) => s.churn.nextPurchase.p10],
  ["next_purchase_median", (s) => s.churn.nextPurchase.median],
  ["next_purchase_p90", (s) => s.churn.nextPurchase.p90],
  ["never_again", (s) => s.churn.nextPurchase.never],
  ["value_at_risk", (s) => s.valueAtRisk],
  ["cell", (s) => s.labels.cell?.code],
  ["action", (s) => s.action?.code],
  ["modifiers", (s) => s.modifiers.map((m) => m.code).join(" ")],
  ["warnings", (s) => s.warnings.map((w) => w.code).join(" ")],
]);

/**
 * Writes the scores row after row, so that a large base does not have to stand in memory as text.
 * @param {string | undefined} out
 * @param {string} format
 * @param {number} rows
 * @param {(row: number) => import("clientele").CustomerScore} score
 */
async function writeScores(out, format, rows, score) {
  // What stands in the file stays until all scores are there.
  const target = out === undefined || out === "-" ? undefined : { path: out, ...(await beside(out)) };
  const stream = target === undefined ? process.stdout : createWriteStream(target.draft);
  try {
    await writeRows(stream, format, rows, score);
  } catch (error) {
    if (target && target.draft !== target.path) {
      stream.destroy();
      await rm(target.draft, { force: true });
      const fault = /** @type {NodeJS.ErrnoException} */ (error);
      if (fault.path === target.draft) fault.path = target.path;
    }
    throw error;
  }
  if (target === undefined) {
    await write(undefined, "");
  } else {
    if (target.draft !== target.path) await rename(target.draft, target.path);
    process.stderr.write(`wrote ${rows} scores to ${out}\n`);
  }
}

/**
 * Returns where to write what is to stand at a path once it is complete: beside it, unless it is no
 * plain file, such as a pipe.
 * @param {string} path
 */
async function beside(path) {
  const known = await stat(path).catch(() => null);
  return { draft: known === null || known.isFile() ? `${path}.${process.pid}.part` : path };
}

/**
 * @param {import("node:stream").Writable} stream
 * @param {string} format
 * @param {number} rows
 * @param {(row: number) => import("clientele").CustomerScore} score
 */
async function writeRows(stream, format, rows, score) {
  /** @type {Error | undefined} */
  let failure;
  stream.on("error", (error) => (failure ??= error));
  const progress = new Progress("scoring", rows);
  /** @param {string} text */
  const put = async (text) => {
    if (failure) throw failure;
    if (!stream.write(text)) await once(stream, "drain");
  };
  if (format === "csv") await put(`${COLUMNS.map(([name]) => name).join(",")}\n`);
  if (format === "json") await put("[");
  for (let row = 0; row < rows; row++) {
    const scored = score(row);
    if (format === "csv") await put(`${COLUMNS.map(([, read]) => cell(read(scored))).join(",")}\n`);
    else if (format === "jsonl") await put(`${JSON.stringify(scored)}\n`);
    else await put(`${row === 0 ? "\n" : ",\n"}${JSON.stringify(scored)}`);
    progress.advance(1);
  }
  if (format === "json") await put("\n]\n");
  progress.done();
  if (stream !== process.stdout) {
    stream.end();
    await once(stream, "finish");
  }
}

export const score = { help, run };
