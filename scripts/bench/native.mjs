// The kernels in native Rust, by criterion, beside those of the package.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { at } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { digits } from "./table.mjs";

/** The name of the benchmark, its folder in criterion's output, the job of the package. */
const KERNELS = [
  ["P(alive)", "distinct rows/P(alive)", "alive.distinct"],
  ["expected purchases", "distinct rows/expected purchases", "expected.distinct"],
  ["lifetime value, 12 months", "distinct rows/lifetime value, 12 months", "value.distinct"],
];

/**
 * Runs criterion and returns the cells of a table.
 * @param {Record<string, import("./measure.mjs").Timing>} results those of the package
 */
export async function kernels(results) {
  await run("cargo", ["bench", "--locked", "--features", "serde", "--bench", "clientele", "--", "distinct rows"]);
  const target = process.env["CARGO_TARGET_DIR"] ?? at("target");
  const table = [["kernel, rows all distinct", "unit", "native", "through the package", "wasm ÷ native"]];
  for (const [name = "", path = "", job = ""] of KERNELS) {
    // Criterion replaces what a file system may not like.
    const folder = path.replace(/[?"\\*<>:|^]/g, "_");
    const { median } = JSON.parse(readFileSync(join(target, "criterion", folder, "new", "estimates.json"), "utf8"));
    const native = 100_000 / (median.point_estimate / 1e9) / 1e6;
    const own = 100_000 / Number(results[job]?.median) / 1e6;
    table.push([name, "M rows/s", digits(native), digits(own), digits(own / native)]);
  }
  return table;
}
