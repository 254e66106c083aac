// The files for those who cannot import the package's modules as they are: CommonJS with its types, pages with
// a <script> tag, and hosts without WebAssembly.
//
// They are made from what the compiler wrote, in a moment, and so in each build, whether anything has changed or
// not. That is why this file is not among the inputs by which the build knows that it must compile again.
//
// Each function imports esbuild itself: this file is read before the setup has installed anything.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { SCORE } from "./flavours.mjs";
import { freshViews } from "./nowasm.mjs";
import { at } from "./paths.mjs";

/** What runs on any host, also on one without TextDecoder. @type {import("esbuild").BuildOptions} */
const ANYWHERE = {
  bundle: true,
  platform: "neutral",
  target: "es2022",
  logLevel: "warning",
  inject: [at("scripts", "lib", "text-coding.mjs")],
};

/** Writes the bundles, each after those that it holds. */
export async function bundles() {
  await commonjs();
  await scoreGlobal();
  await elements();
  await withoutWebAssembly();
  await elementGlobal();
}

/**
 * Writes the CommonJS entries. `clientele` builds on `clientele/manual`, so that a program that
 * requires both has one instance.
 */
async function commonjs() {
  const esbuild = await import("esbuild");
  /**
   * @param {string} contents
   * @param {string} outfile
   */
  const bundle = (contents, outfile) =>
    esbuild.build({
      ...ANYWHERE,
      format: "cjs",
      stdin: { contents, resolveDir: at("pkg", "entry"), sourcefile: `${outfile}.js` },
      external: ["./manual.cjs", "./score.manual.cjs", "clientele/score"],
      outfile: at("pkg", "entry", outfile),
    });
  /** @param {string} manual */
  const reexport = (manual) => `const { default: init, initSync, ...api } = require("${manual}");`;
  await bundle('export * from "./manual.js"; export { default } from "./manual.js";', "manual.cjs");
  await bundle(
    `import { inlined } from "../lib/inlined.js"; ${reexport("./manual.cjs")} initSync(inlined()); module.exports = api;`,
    "index.cjs",
  );
  await bundle('export * from "./score.manual.js"; export { default } from "./score.manual.js";', "score.manual.cjs");
  await bundle(
    `import { unpacked } from "../lib/unpack.js"; import { base64, size } from "../wasm/score/bytes.js";
     ${reexport("./score.manual.cjs")} initSync(unpacked(base64, size)); module.exports = api;`,
    "score.cjs",
  );
  await bundle('export * from "./visitor.js";', "visitor.cjs");
  await bundle('export * from "./adapters.js";', "adapters.cjs");
  // Beside what it is made from: an entry imports lib only.
  await bundle('export * from "../edge/index.js";', "../edge/index.cjs");
}

/** Writes one file for plain pages and tag managers: `clientele.Scorer` after a <script> tag. */
async function scoreGlobal() {
  const esbuild = await import("esbuild");
  await esbuild.build({
    entryPoints: [at("pkg", "entry", "score.js")],
    bundle: true,
    minify: true,
    format: "iife",
    globalName: "clientele",
    target: "es2022",
    logLevel: "warning",
    outfile: join(SCORE.out, "global.js"),
  });
}

/** Writes the CommonJS forms of the elements, which share the instance of the build that they score with. */
async function elements() {
  const esbuild = await import("esbuild");
  for (const name of ["index", "nowasm", "ahp"]) {
    await esbuild.build({
      entryPoints: [at("pkg", "element", `${name}.js`)],
      bundle: true,
      format: "cjs",
      platform: "neutral",
      target: "es2022",
      logLevel: "warning",
      external: ["clientele/score/nowasm"],
      plugins: [
        {
          name: "entries-apart",
          setup({ onResolve }) {
            onResolve({ filter: /\/entry\/\w+\.js$/ }, ({ path }) => ({ path: path.replace(/\.js$/, ".cjs"), external: true }));
          },
        },
      ],
      outfile: at("pkg", "element", `${name}.cjs`),
    });
  }
}

/**
 * Writes the form in plain JavaScript.
 *
 * One file for each way of importing, with its own copy of the library: the glue in it differs from that
 * beside the WebAssembly module, and hosts without WebAssembly often have neither bundler nor TextDecoder.
 */
async function withoutWebAssembly() {
  const esbuild = await import("esbuild");
  for (const [format, name] of /** @type {const} */ ([["esm", "nowasm.js"], ["cjs", "nowasm.cjs"]])) {
    await esbuild.build({
      ...ANYWHERE,
      stdin: {
        contents: 'import "../lib/score/load.nowasm.js"; export * from "../lib/score/index.js";',
        resolveDir: at("pkg", "entry"),
        sourcefile: name,
      },
      format,
      minify: true,
      plugins: [freshViews(`${SCORE.name}_bg.js`)],
      outfile: join(SCORE.out, name),
    });
  }
}

/**
 * Writes one file of the elements for a <script> tag, which no policy refuses: it holds the form in plain
 * JavaScript, and so comes after that.
 */
async function elementGlobal() {
  const esbuild = await import("esbuild");
  await esbuild.build({
    entryPoints: [at("pkg", "element", "nowasm.js")],
    bundle: true,
    minify: true,
    format: "iife",
    globalName: "clienteleElement",
    target: "es2022",
    logLevel: "warning",
    outfile: join(SCORE.out, "element.global.js"),
  });
}

/** Repeats the type definitions for CommonJS: TypeScript takes `.d.ts` here as ESM only. */
export function commonjsTypes() {
  const seen = new Set();
  const waiting = ["index.d.ts", "score.d.ts", "visitor.d.ts", "edge.d.ts", "adapters.d.ts", "element.d.ts", "element-ahp.d.ts", "entry/manual.d.ts", "entry/score.manual.d.ts"].map((name) => at("pkg", name));
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const folder = dirname(file);
    const text = readFileSync(file, "utf8").replace(
      /((?:from|import)\s*\(?\s*")(\.[^"]*)\.js"/g,
      (_, before, path) => {
        waiting.push(join(folder, `${path}.d.ts`));
        return `${before}${path}.cjs"`;
      },
    );
    writeFileSync(file.replace(/\.d\.ts$/, ".d.cts"), text);
  }
}
