import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { rename, rm, stat } from "node:fs/promises";
import { extname } from "node:path";
import { ClienteleError, Scorer } from "clientele";
import { BadRows } from "../bad-rows.js";
import { cell } from "../csv.js";
import { isCustomers, readCustomers, scoresOf } from "../customers.js";
import { ORDER_HELP, ORDER_OPTIONS, readOrders, readProfile, write } from "../files.js";
import { Input, named } from "../input.js";
import { Progress } from "../progress.js";
import { UsageError, oneOf, parse } from "../usage.js";
import { count } from "../wording.js";

const FORMATS = ["csv", "json", "jsonl"];

const help = `clientele score ORDERS.csv|CUSTOMERS.csv --profile PROFILE.json [options]: scores every customer

  A file of customers has the columns id, frequency, recency, T and, where known, monetary_value,
  in the profile's unit of time, and what else is known of a customer: satisfaction, open_complaints,
  switching_barrier, production_cost and the other fields of scorer.score, in snake_case or as they are.
  Every id stands once. Decimal commas are read as in orders: what can be read in two ways is asked for.
  Any other file is read as orders, as is one of which --date or --amount is named.

  --profile FILE         the profile, made by clientele fit
  --as-of DATE           the day of the scores (orders: the day of the last order; customers: the profile's)
  --out FILE             scores.csv, .json or .jsonl; standard output otherwise
  --format csv|json|jsonl   where --out does not tell (csv)
  --json                 the same as --format json

  In CSV an id that a spreadsheet would run as a formula (it begins with = + - @ and is no number)
  gets an apostrophe in front of it; JSON has every id as it is.
${ORDER_HELP}`;

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
  const bad = new BadRows(values);
  const input = await Input.open(path);
  if (!isCustomers(await input.head(), values)) {
    const summary = await readSummary(input, values, profile);
    // What keeps every customer from being scored is said before anything is written.
    if (summary.length > 0) scorer.explain(summary, 0);
    await writeScores(values.out, format, summary.length, explained(summary, scorer));
    return;
  }
  if (values["date-order"] !== undefined) throw new UsageError("--date-order is for orders; a file of customers has no dates");
  const read = readCustomers(await input.bytes(), values, bad, profile);
  const rows = read.customers.length + bad.list.length;
  if (rows === 0) {
    throw new ClienteleError("EmptyInput", `${named(path)}: the file has a header and no rows`, { path });
  }
  try {
    await writeScores(values.out, format, read.customers.length, scoresOf(read, scorer, values["as-of"], bad));
  } finally {
    await bad.report(rows);
  }
}

/** @param {string | undefined} out */
function formatOf(out) {
  const ending = extname(out ?? "").slice(1).toLowerCase();
  if (ending === "") return "csv";
  if (!FORMATS.includes(ending)) throw new UsageError(`--out ${out}: the ending is one of ${FORMATS.join(", ")}, or give --format`);
  return ending;
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
    process.stderr.write(`${count(summary.ordersAfterAsOf, "order")} after ${summary.asOf} left out\n`);
  }
  return summary;
}

/**
 * @param {import("clientele").CustomerSummary} summary
 * @param {Scorer} scorer
 */
function* explained(summary, scorer) {
  for (let row = 0; row < summary.length; row++) yield scorer.explain(summary, row);
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
 * @param {number} expected how many there are, for the progress
 * @param {Iterable<import("clientele").CustomerScore>} scores
 */
async function writeScores(out, format, expected, scores) {
  // What stands in the file stays until all scores are there.
  const target = out === undefined || out === "-" ? undefined : { path: out, ...(await beside(out)) };
  const stream = target === undefined ? process.stdout : createWriteStream(target.draft);
  let written;
  try {
    written = await writeRows(stream, format, expected, scores);
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
    process.stderr.write(`wrote ${count(written, "score")} to ${out}\n`);
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
 * Writes scores to a stream and returns how many there were.
 * @param {import("node:stream").Writable} stream
 * @param {string} format
 * @param {number} expected
 * @param {Iterable<import("clientele").CustomerScore>} scores
 */
async function writeRows(stream, format, expected, scores) {
  /** @type {Error | undefined} */
  let failure;
  stream.on("error", (error) => (failure ??= error));
  const progress = new Progress("scoring", expected);
  /** @param {string} text */
  const put = async (text) => {
    if (failure) throw failure;
    if (!stream.write(text)) await once(stream, "drain");
  };
  if (format === "csv") await put(`${COLUMNS.map(([name]) => name).join(",")}\n`);
  if (format === "json") await put("[");
  let written = 0;
  for (const scored of scores) {
    if (format === "csv") await put(`${COLUMNS.map(([, read]) => cell(read(scored))).join(",")}\n`);
    else if (format === "jsonl") await put(`${JSON.stringify(scored)}\n`);
    else await put(`${written === 0 ? "\n" : ",\n"}${JSON.stringify(scored)}`);
    written++;
    progress.advance(1);
  }
  if (format === "json") await put("\n]\n");
  progress.done();
  if (stream !== process.stdout) {
    stream.end();
    await once(stream, "finish");
  }
  return written;
}

export const score = { help, run };
