import { basename } from "node:path";
import { buildProfile, label } from "clientele";
import { findingLines } from "./report.js";
import { ORDER_HELP, ORDER_OPTIONS, readOrders, write } from "../files.js";
import { Input } from "../input.js";
import { UsageError, number, oneOf, parse, share } from "../usage.js";
import { count } from "../wording.js";

const MODELS = ["bg-nbd", "mbg-nbd", "pareto-nbd", "bg-cnbd-k", "mbg-cnbd-k", "auto"];
const SPEND = ["gamma-gamma"];
const UNITS = ["day", "week", "month", "year"];

const help = `clientele fit ORDERS.csv [options]: fits the models to the orders and writes a profile

  --out FILE             where the profile goes; otherwise a summary is printed
  --json                 print the profile
  --until DATE           orders up to this day count (the day of the last order)
  --time-unit UNIT       unit of the purchase model: day, week, month or year (week)
  --model ${MODELS.join("|")}    purchase model; auto: the lowest BIC (bg-nbd)
  --spend ${SPEND.join("|")}     spend model
  --prior auto|none|weak       weak prior of the fits: where needed, never, always (auto)
  --margin SHARE         what remains of revenue after costs, 0.4 or 40% (unknown: 1, with a warning)
  --discount-rate RATE   a year, 0.1 or 10% (0.1)
  --months N             horizon of the lifetime value (12)
  --churn-days N         horizon of the churn risk (180)
  --churn-mode horizon|cohort|alive   what the risk starts from: the model over the horizon, the churn
                         rate of the base, or 1 - P(alive); the last two are moved by evidence (horizon)
  --churn-rate SHARE     the churn rate of the base within the horizon, for cohort
  --name TEXT
  --currency CODE        of orders that name none; nothing is converted${ORDER_HELP}`;

/** @param {string[]} args */
async function run(args) {
  const { path, values } = parse(args, "order file", {
    ...ORDER_OPTIONS,
    out: { type: "string" },
    json: { type: "boolean" },
    until: { type: "string" },
    "time-unit": { type: "string" },
    model: { type: "string" },
    spend: { type: "string" },
    prior: { type: "string" },
    margin: { type: "string" },
    "discount-rate": { type: "string" },
    months: { type: "string" },
    "churn-days": { type: "string" },
    "churn-mode": { type: "string" },
    "churn-rate": { type: "string" },
    name: { type: "string" },
    currency: { type: "string" },
  });
  oneOf(values.model, "model", MODELS);
  oneOf(values.spend, "spend", SPEND);
  oneOf(values.prior, "prior", ["auto", "none", "weak"]);
  oneOf(values["time-unit"], "time-unit", UNITS);
  oneOf(values["churn-mode"], "churn-mode", ["horizon", "cohort", "alive"]);
  if (values["churn-rate"] !== undefined && values["churn-mode"] !== "cohort") {
    throw new UsageError("--churn-rate is for --churn-mode cohort alone");
  }
  const months = number(values.months, "months");
  if (months !== undefined && !Number.isInteger(months)) throw new UsageError(`--months ${months}: a whole number`);
  const margin = share(values.margin, "margin");
  if (margin === 0) throw new UsageError(`--margin ${values.margin}: nobody is worth anything then; a share above 0, such as 0.4 or 40%`);
  const orders = await readOrders(await Input.open(path), values);
  const profile = buildProfile(orders, /** @type {any} */ ({
    asOf: values.until,
    timeUnit: values["time-unit"],
    model: values.model,
    prior: values.prior,
    margin,
    discountRate: share(values["discount-rate"], "discount-rate"),
    valueMonths: months,
    churnHorizonDays: number(values["churn-days"], "churn-days"),
    churnMode: values["churn-mode"],
    churnBaseRate: share(values["churn-rate"], "churn-rate"),
    name: values.name,
    currency: values.currency,
  }));
  const json = `${JSON.stringify(profile, null, 2)}\n`;
  if (values.out !== undefined) await write(values.out, json);
  if (values.json) await write(undefined, json);
  else if (values.out === undefined) await write(undefined, summary(profile));
  // The summary says these itself.
  if (values.out !== undefined || values.json) for (const line of cares(profile)) process.stderr.write(`careful: ${line}\n`);
}

/**
 * Returns why scores with this profile are to be read with care, a line for each reason.
 * @param {import("clientele").Profile} profile
 */
function cares({ purchase, spend, provenance }) {
  const lines = [];
  if (purchase.convergence && purchase.convergence.verdict !== "converged") lines.push(purchase.convergence.message);
  if (spend.model === "mean") lines.push(spend.reason ?? "spend is the mean purchase");
  if (provenance?.repeatCustomers === 0) lines.push("no customer has bought twice: scores rest on assumptions");
  lines.push(...findingLines(purchase.quality ?? []));
  return lines;
}

/** @param {import("clientele").Profile} profile */
function summary(profile) {
  const { purchase, spend, timeUnit, value } = profile;
  const { provenance } = profile;
  if (!provenance) throw new Error("a profile that has just been built says where it comes from");
  const digits = (/** @type {number | undefined | null} */ x) => (x === undefined || x === null ? "-" : x.toPrecision(7));
  const rows = Object.entries(purchase.params).map(([name, estimate]) => [
    name,
    digits(/** @type {number} */ (estimate)),
    digits(/** @type {any} */ (purchase.standardErrors)?.[name]),
  ]);
  const spendRows = Object.entries(spend.params ?? { mean: spend.mean }).map(([name, estimate]) => [
    name,
    digits(/** @type {number} */ (estimate)),
    digits(/** @type {any} */ (spend.standardErrors)?.[name]),
  ]);
  const table = (/** @type {string[][]} */ lines) =>
    lines.map(([name, estimate, error]) => `  ${name?.padEnd(8)}${estimate?.padStart(12)}  s.e. ${error}`).join("\n");
  // Installed, the command goes by its name; otherwise only the reader knows how it was called.
  const program = basename(process.argv[1] ?? "") === "clientele" ? "clientele " : "";
  return `${count(provenance.customers, "customer")}, ${provenance.repeatCustomers} with repeat purchases, ${count(provenance.orders, "order")},
${provenance.firstOrder} to ${profile.asOf}; ${count(provenance.ordersAfterAsOf, "order")} after that day left out

${label(purchase.model).en}, time in ${timeUnit}s
${table(rows)}
  log-likelihood ${digits(purchase.logLikelihood)}
  ${purchase.convergence?.message ?? ""}
${[...(purchase.selection ? [purchase.selection.reason] : []), ...findingLines(purchase.quality ?? [])].map((line) => `  ${line}\n`).join("")}
${spend.model}${spend.reason ? ` (${spend.reason})` : ""}
${table(spendRows)}
  log-likelihood ${digits(spend.logLikelihood)}
  ${spend.convergence?.message ?? ""}

margin ${value.margin ?? "not given: set --margin"}, baseline retention ${digits(value.baselineRetention)} a year
Next: ${program}fit … --out profile.json, then ${program}score … --profile profile.json
`;
}

export const fit = { help, run };
