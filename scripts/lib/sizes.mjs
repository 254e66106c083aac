// What a browser downloads: measured after each build, and printed beside the most that it may be.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { C_MODULE } from "./c-interface.mjs";
import { FULL, SCORE } from "./flavours.mjs";
import { at } from "./paths.mjs";

/** gzip -9 bytes that a browser downloads at most; why so many: docs/DESIGN.md, "How big is it?". */
export const BUDGETS = {
  ...{ wasm: 740_000, bundle: 760_000, scoreWasm: 190_000, scoreBundle: 195_000, nowasm: 275_000 },
  // What the elements add to the build that they score with.
  ...{ element: 16_000, elementAhp: 14_000, elementGlobal: 290_000 },
  adapters: 14_000,
};

/** @param {number} bytes */
export const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;

/** Measures what a browser downloads. */
export async function measure() {
  const esbuild = await import("esbuild");
  /** @param {string} file @param {string[]} [external] */
  const bundled = async (file, external = []) => {
    const bundle = await esbuild.build({
      stdin: { contents: `export * from "./${file}";`, resolveDir: at("pkg") },
      external,
      bundle: true,
      minify: true,
      format: "esm",
      write: false,
      logLevel: "warning",
    });
    return Buffer.from(bundle.outputFiles?.[0]?.contents ?? []);
  };
  const score = readFileSync(join(SCORE.out, "clientele_score_bg.wasm"));
  const glue = await esbuild.transform(readFileSync(join(SCORE.out, "clientele_score_bg.js")), { minify: true, format: "esm" });
  const parts = {
    wasm: readFileSync(join(FULL.out, "clientele_bg.wasm")),
    glue: readFileSync(join(FULL.out, "clientele_bg.js")),
    bundle: await bundled("entry/index.js"),
    scoreWasm: Buffer.concat([score, Buffer.from(glue.code)]),
    scoreBundle: await bundled("entry/score.js"),
    nowasm: readFileSync(join(SCORE.out, "nowasm.js")),
    visitor: await bundled("entry/visitor.js"),
    adapters: await bundled("entry/adapters.js"),
    element: await bundled("element/index.js", ["*/entry/score.js"]),
    elementAhp: await bundled("element/ahp.js", ["*/entry/index.js"]),
    elementGlobal: readFileSync(join(SCORE.out, "element.global.js")),
    edge: await bundled("edge/index.js", ["clientele/score"]),
    ...(existsSync(C_MODULE) ? { c: readFileSync(C_MODULE) } : {}),
  };
  return Object.fromEntries(
    Object.entries(parts).map(([name, bytes]) => [
      name,
      { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length },
    ]),
  );
}

/** @param {Record<string, { raw: number, gzip: number }>} sizes */
export function printSizes(sizes) {
  console.log(`\n   ${"".padEnd(42)}${"raw".padStart(11)}${"gzip -9".padStart(11)}${"budget".padStart(11)}`);
  for (const [name, label, budget] of /** @type {const} */ ([
    ["wasm", "clientele_bg.wasm", BUDGETS.wasm],
    ["glue", "clientele_bg.js", undefined],
    ["bundle", 'import "clientele", bundled, minified', BUDGETS.bundle],
    ["scoreWasm", "clientele/score: module and glue", BUDGETS.scoreWasm],
    ["scoreBundle", 'import "clientele/score", bundled', BUDGETS.scoreBundle],
    ["nowasm", "clientele/score/nowasm, minified", BUDGETS.nowasm],
    ["visitor", 'import "clientele/visitor", bundled', undefined],
    ["adapters", 'import "clientele/adapters", bundled', BUDGETS.adapters],
    ["element", "clientele/element, beside the score build", BUDGETS.element],
    ["elementAhp", "clientele/element/ahp, beside clientele", BUDGETS.elementAhp],
    ["elementGlobal", "clientele/element.global.js", BUDGETS.elementGlobal],
    ["edge", "clientele/edge beside clientele/score", undefined],
    ["c", "clientele.c.wasm, for wasmtime", undefined],
  ])) {
    const size = sizes[name];
    if (!size) continue;
    const over = budget !== undefined && size.gzip > budget ? "  over" : "";
    const limit = budget === undefined ? "" : kb(budget);
    console.log(
      `   ${label.padEnd(42)}${kb(size.raw).padStart(11)}${kb(size.gzip).padStart(11)}${limit.padStart(11)}${over}`,
    );
  }
}
