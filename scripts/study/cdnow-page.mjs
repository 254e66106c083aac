// The tables of docs/CDNOW.md, made from predictions and taken apart again, and what is worse in them.

import { ACTUAL, NAMES, TABLES, tenths } from "./cdnow-ours.mjs";

/** @typedef {ReturnType<typeof import("./cdnow-ours.mjs").study>} Study */
/** @typedef {import("./cdnow-ours.mjs").Prediction} Prediction */
/** @typedef {import("./cdnow-ours.mjs").Outcome} Outcome */
/** @typedef {{ version: string, ids: string[], length: number, purchases: number[], spend: number[], models: Record<string, { expected: number[], alive: number[], noPurchase: number[] }> }} Lifetimes */
/** @typedef {{ name: string, cells: string[] }} Row */

const OURS = "Clientele: ";
const THEIRS = "lifetimes: ";

/**
 * Returns what lifetimes predicts, in the form of ours.
 * @param {Lifetimes} lifetimes
 * @returns {Prediction[]}
 */
export function theirs({ models, spend }) {
  return Object.entries(models).flatMap(([model, { expected, alive, noPurchase }]) => [
    {
      name: model === "pareto-nbd" ? "Pareto/NBD" : `${NAMES[model]}, its parameters`,
      model,
      churn: noPurchase,
      purchases: null,
      value: null,
    },
    { name: `${NAMES[model]}, 1 − P(alive)`, model, churn: alive.map((p) => 1 - p), purchases: null, value: null },
    {
      name: /** @type {string} */ (NAMES[model]),
      model,
      churn: null,
      purchases: expected,
      value: expected.map((count, i) => count * /** @type {number} */ (spend[i])),
    },
  ]);
}

/**
 * Writes a number with its digits.
 * @param {number} value
 * @param {number} digits
 */
const written = (value, digits) => (Number.isFinite(value) ? value.toFixed(digits) : "∞");

/** @param {string} cell */
export const read = (cell) => (cell === "∞" ? Infinity : Number(cell));

/**
 * Returns the rows of a table.
 * @param {(typeof TABLES)[number]} table
 * @param {Prediction[]} predictions
 * @param {Outcome} outcome
 * @param {string} [whose]
 * @returns {Row[]}
 */
export const rowsOf = ({ name, measures }, predictions, outcome, whose = OURS) =>
  predictions.flatMap((prediction) => {
    const values = prediction[name];
    if (values === null) return [];
    return [{ name: whose + prediction.name, cells: measures.map(({ of, digits }) => written(of(values, outcome), digits)) }];
  });

/**
 * @param {string[]} heads
 * @param {Row[]} rows
 */
const table = (heads, rows) =>
  [
    `| ${heads.join(" | ")} |`,
    `|---|${heads.slice(1).map(() => "---:|").join("")}`,
    ...rows.map(({ name, cells }) => `| ${[name, ...cells].join(" | ")} |`),
  ].join("\n");

/**
 * Reads the rows of a table of the page.
 * @param {string} block
 * @returns {{ heads: string[], rows: Row[] }}
 */
export function readRows(block) {
  const lines = block.split("\n").filter((line) => line.startsWith("|"));
  const [heads = [], , ...rows] = lines.map((line) => line.slice(1, -1).split("|").map((cell) => cell.trim()));
  return { heads, rows: rows.map(([name = "", ...cells]) => ({ name, cells })) };
}

/** The model of a row. @param {string} name */
const modelOf = (name) => /M?BG\/NBD|Pareto\/NBD/.exec(name)?.[0] ?? "BG/NBD";

/**
 * Which rows of lifetimes a row of ours is held against: those of the same model; what a user gets without asking
 * for a model, those of BG/NBD too, the model that ours has as its default.
 * @param {Row} our
 * @param {Row} other
 */
const rivals = ({ name }, other) => modelOf(name) === modelOf(other.name) || (name.includes("fitModel") && modelOf(other.name) === "BG/NBD");

/**
 * Whether lifetimes answers with another model than ours does where nobody names one.
 * @param {Row} our
 * @param {Row} other
 */
const otherModel = (our, other) => (our.name.includes("the default") || our.name.includes("fitModel")) && !rivals(our, other);

/**
 * Returns every figure of ours that is worse than one of lifetimes, both as printed, as a line of the page.
 * @param {(typeof TABLES)[number]} table
 * @param {Row[]} rows those of the page, of both sides
 * @param {(our: Row, other: Row) => boolean} [against]
 */
export function shortfalls({ name: subject, measures }, rows, against = rivals) {
  const others = rows.filter((row) => row.name.startsWith(THEIRS));
  return rows
    .filter((row) => row.name.startsWith(OURS))
    .flatMap((our) =>
      measures.flatMap(({ head, better }, i) =>
        others
          .filter((other) => against(our, other) && better(read(other.cells[i] ?? ""), read(our.cells[i] ?? "")))
          .map((other) => `${subject}, ${head}: ${our.cells[i]} by ${our.name.slice(OURS.length)}; ${other.cells[i]} by lifetimes, ${other.name.slice(THEIRS.length)}`),
      ),
    );
}

/**
 * Returns the lists of what is worse, by their blocks of the page.
 * @param {{ of: (typeof TABLES)[number], rows: Row[] }[]} tables
 * @returns {Record<"worse" | "otherModels", string>}
 */
export function worse(tables) {
  /** @param {(our: Row, other: Row) => boolean} against */
  const list = (against) => tables.flatMap(({ of, rows }) => shortfalls(of, rows, against).map((line) => `- ${line}`)).join("\n");
  return { worse: list(rivals), otherModels: list(otherModel) };
}

/** @param {(typeof TABLES)[number]} table */
const headsOf = ({ measures }) => ["", ...measures.map(({ head }) => head)];

/** What came, beside the totals that were expected. @type {Record<string, string>} */
const CAME = {
  "buyers expected": String(ACTUAL.buyers),
  "purchases expected": String(ACTUAL.purchases),
  "revenue expected": ACTUAL.revenue.toFixed(0),
};

/**
 * Returns the parts of the page that our side alone decides.
 * @param {Study} found
 * @returns {Record<string, string>}
 */
export function ownBlocks(found) {
  const { purchases, churn } = tenths(found);
  const bars = found.reports.bgNbd.holdout.frequencies;
  const { best, candidates } = found.calibrated;
  const scores = (TABLES[0]?.measures ?? []).slice(0, 3);
  return {
    tenths: table(
      ["tenth", "BG/NBD: expected", "made", "MBG/NBD: expected", "made", "horizon: risk", "bought nothing", "calibrated: risk", "bought nothing"],
      Array.from({ length: 10 }, (_, i) => ({
        name: String(i + 1),
        cells: [purchases.standard, purchases.chosen, churn.standard, churn.calibrated].flatMap((groups) => {
          const { predicted = NaN, actual = NaN } = groups[i] ?? {};
          return [written(predicted, 3), written(actual, 3)];
        }),
      })),
    ),
    frequencies: table(
      ["", ...bars.map(({ repeats }, i) => (i === bars.length - 1 ? `${repeats} +` : String(repeats)))],
      [
        { name: "there are", cells: bars.map(({ actual }) => String(actual)) },
        { name: "BG/NBD", cells: bars.map(({ expected }) => written(expected, 1)) },
        { name: "MBG/NBD", cells: found.reports.mbgNbd.holdout.frequencies.map(({ expected }) => written(expected, 1)) },
      ],
    ),
    candidates: table(
      ["features", "Brier, cross-validated", "log-loss, cross-validated", ...scores.map(({ head }) => `${head}, next 39 weeks`)],
      candidates.map(({ features, brier, logLoss, risk }) => ({
        name: features.join(", ") + (risk === best.risk ? " (taken)" : ""),
        cells: [written(brier, 4), written(logLoss, 4), ...scores.map(({ of, digits }) => written(of(risk, found.outcome), digits))],
      })),
    ),
  };
}

/**
 * Returns the parts of the page in which both sides stand.
 * @param {Study} found
 * @param {Lifetimes} lifetimes
 * @returns {Record<string, string>}
 */
export function blocks(found, lifetimes) {
  const others = theirs(lifetimes);
  const all = TABLES.map((of) => ({ of, rows: [...rowsOf(of, found.predictions, found.outcome), ...rowsOf(of, others, found.outcome, THEIRS)] }));
  return {
    ...ownBlocks(found),
    ...Object.fromEntries(
      all.map(({ of, rows }) => [of.name, table(headsOf(of), [...rows, { name: "what came", cells: of.measures.map(({ head }) => CAME[head] ?? "") }])]),
    ),
    ...worse(all),
  };
}

/** Where the blocks stand. @param {string} name */
const place = (name) => new RegExp(`(<!-- ${name} -->\n)([^]*?)(<!-- end -->)`);

/**
 * Returns a block of the page.
 * @param {string} page
 * @param {string} name
 */
export function block(page, name) {
  const found = place(name).exec(page)?.[2];
  if (found === undefined) throw new Error(`docs/CDNOW.md has no block ${name}`);
  return found.trim();
}

/**
 * Returns the page with its blocks written anew.
 * @param {string} page
 * @param {Record<string, string>} texts
 */
export const fill = (page, texts) =>
  Object.entries(texts).reduce((text, [name, content]) => {
    block(text, name);
    return text.replace(place(name), (_, before, __, after) => `${before}${content}\n${after}`);
  }, page);
