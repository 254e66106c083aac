// The table of the benchmarks: which job is which row, its unit and its design target.

/** @typedef {import("./measure.mjs").Timing} Timing */

/**
 * A row. `rows`: how many customers one run takes, for a speed instead of a time. `target` is what
 * the design aims at; a benchmark does not fail on it.
 * @typedef {{
 *   name: string, job: string, unit: "ms" | "µs" | "s" | "M rows/s", rows?: number,
 *   target?: string, met?: (value: number) => boolean,
 * }} Row
 */

const COLUMN = 100_000;

/** @param {number} limit @returns {(value: number) => boolean} */
const most = (limit) => (value) => value <= limit;
/** @param {number} limit @returns {(value: number) => boolean} */
const least = (limit) => (value) => value >= limit;

/**
 * @param {number} many customers of the large fit, orders of the large file
 * @returns {Row[]}
 */
export function rows(many) {
  const count = many === 1_000_000 ? "1 M" : `${many / 1000} k`;
  /** The targets are those of 1 M. @type {(target: Partial<Row>) => Partial<Row>} */
  const full = (target) => (many === 1_000_000 ? target : {});
  const speeds = [
    { job: "alive", name: "P(alive)", target: "≥ 50", met: least(50) },
    { job: "expected", name: "expected purchases, 39 weeks", target: "≥ 8", met: least(8) },
    { job: "value", name: "12-month discounted lifetime value", target: "≥ 1.5", met: least(1.5) },
  ];
  return [
    { name: "fit BG/NBD, CDNOW (2,357 customers)", job: "fitCdnow", unit: "ms", target: "≤ 5", met: most(5) },
    { name: `fit BG/NBD, ${count} customers`, job: "fitMany", unit: "s", ...full({ target: "≤ 1.5", met: most(1.5) }) },
    { name: `fit BG/NBD, ${count} customers, no two alike`, job: "fitManyDistinct", unit: "s", ...full({ target: "≤ 1.5", met: most(1.5) }) },
    { name: "fit Gamma-Gamma, CDNOW", job: "fitSpend", unit: "ms" },
    { name: "fit MBG/NBD, CDNOW", job: "fitMbg", unit: "ms" },
    { name: "fit Pareto/NBD, CDNOW", job: "fitPareto", unit: "ms" },
    .../** @type {Row[]} */ (speeds.flatMap(({ job, name, ...target }) => [
      { name, job: `${job}.columns`, unit: "M rows/s", rows: COLUMN, ...target },
      { name: `${name}, no two alike`, job: `${job}.distinct`, unit: "M rows/s", rows: COLUMN, ...target },
    ])),
    { name: "Pareto/NBD P(alive), no two alike", job: "paretoAlive", unit: "M rows/s", rows: COLUMN },
    { name: "Pareto/NBD expected purchases, no two alike", job: "paretoExpected", unit: "M rows/s", rows: COLUMN },
    { name: "`scorer.score(record)` with explanation", job: "score", unit: "µs", target: "≤ 5", met: most(5) },
    { name: "`scorer.scoreColumns`, per customer of CDNOW", job: "scoreColumns", unit: "µs" },
    { name: "`scorer.scoreColumns` of `clientele/score`, no two alike: value, loyalty and risk", job: "scoreThree", unit: "M rows/s", rows: COLUMN, target: "≥ 1", met: least(1) },
    { name: "`scorer.scoreColumns` of `clientele/score`, no two alike: all twenty columns", job: "scoreAll", unit: "M rows/s", rows: COLUMN },
    { name: "AHP priorities and consistency, n = 15", job: "ahp", unit: "µs", target: "≤ 50", met: most(50) },
    { name: "AHP repair: every single change, n = 15", job: "repairSingle", unit: "ms", target: "≤ 10", met: most(10) },
    { name: "AHP repair: every pair of changes, n = 9", job: "repairPair", unit: "ms", target: "≤ 500", met: most(500) },
    { name: `read and summarise ${count} orders (CSV)`, job: "ingest", unit: "s" },
    { name: "cold start of `clientele/score`: compile, instantiate, load a profile, first score", job: "scoreModule", unit: "ms", target: "≤ 5", met: most(5) },
    { name: "cold start of `clientele`: compile, instantiate, load a profile, first score", job: "module", unit: "ms" },
    { name: "cold start: the whole import", job: "importAll", unit: "ms" },
    { name: "cold start: the whole import and a first score", job: "firstScore", unit: "ms" },
  ];
}

const SCALE = { ms: 1e3, "µs": 1e6, s: 1, "M rows/s": 1 };

/**
 * Returns a timing in the unit of its row: the median, and how far the runs spread around it.
 * @param {Row} row
 * @param {Timing | undefined} timing
 */
function inUnit(row, timing) {
  if (!timing) return null;
  /** @param {number} seconds */
  const convert = (seconds) => (row.rows === undefined ? seconds * SCALE[row.unit] : row.rows / seconds / 1e6);
  const [low, high] = [convert(timing.low), convert(timing.high)].sort((a, b) => a - b);
  return { value: convert(timing.median), low: Number(low), high: Number(high), runs: timing.runs };
}

/** @param {number} value */
export function digits(value) {
  const text = value >= 1000 ? String(Math.round(value)) : value.toPrecision(3);
  return text.includes("e") ? String(Number(text)) : text;
}

/**
 * Returns the cells of the table, the header first.
 * @param {Row[]} rows
 * @param {{ package: Record<string, Timing>, lifetimes: Record<string, Timing>, plain: Record<string, Timing> }} found
 */
export function cells(rows, found) {
  const header = ["job", "unit", "clientele", "spread", "lifetimes", "ratio", "plain JS", "ratio", "target"];
  return [
    header,
    ...rows.map((row) => {
      const [own, other, port] = [found.package, found.lifetimes, found.plain].map((side) => inUnit(row, side[row.job]));
      /** @param {ReturnType<typeof inUnit> | undefined} side */
      const ratio = (side) => {
        if (!own || !side) return "";
        const times = row.rows === undefined ? side.value / own.value : own.value / side.value;
        return `${times >= 100 ? Math.round(times) : times.toPrecision(2)} ×`;
      };
      const verdict = own && row.met ? (row.met(own.value) ? " ✓" : " short") : "";
      return [
        row.name,
        row.unit,
        own ? digits(own.value) : "",
        own ? `${digits(own.low)} – ${digits(own.high)}` : "",
        other ? digits(other.value) : "",
        ratio(other),
        port ? digits(port.value) : "",
        ratio(port),
        row.target ? `${row.target}${verdict}` : "",
      ];
    }),
  ];
}

/** @param {string[][]} table */
export function asText(table) {
  const widths = (table[0] ?? []).map((_, i) => Math.max(...table.map((row) => [...(row[i] ?? "")].length)));
  return table
    .map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(Number(widths[i])) : cell.padStart(Number(widths[i])))).join("  "))
    .join("\n");
}

/** @param {string[][]} table */
export function asMarkdown(table) {
  const [header = [], ...body] = table;
  return [header, header.map((_, i) => (i < 2 ? "---" : "---:")), ...body].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
