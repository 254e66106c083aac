// Builds the npm package in pkg/: the WebAssembly module, its inline form, and the CommonJS entry.
//
//   node scripts/build.mjs [--fast] [--force]
//
// --fast leaves out wasm-opt (for development), --force builds although nothing has changed.

import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { inflateRawSync } from "node:zlib";

import { binaryen } from "./lib/binaryen.mjs";
import { bundles, commonjsTypes } from "./lib/bundles.mjs";
import { cInterface, isBuilt } from "./lib/c-interface.mjs";
import { FULL, RUSTFLAGS, SCORE, VECTORS } from "./lib/flavours.mjs";
import { plainJavaScript } from "./lib/nowasm.mjs";
import { at, root } from "./lib/paths.mjs";
import { Problem, duration, report, run, step } from "./lib/run.mjs";
import { kb, measure, printSizes } from "./lib/sizes.mjs";
import { crateVersion, installedVersion, lockedVersion } from "./lib/toolchain.mjs";

const RECORD = at("pkg", "wasm", "build.json");

// Named one by one: `strip` removes the section in which rustc lists them, and `--all-features`
// makes binaryen 132 write compact imports, which Node 20 rejects.
const WASM_FEATURES = [
  "bulk-memory",
  "bulk-memory-opt",
  "nontrapping-float-to-int",
  "sign-ext",
  "mutable-globals",
  "reference-types",
  "multivalue",
  "simd",
].map((name) => `--enable-${name}`);

/**
 * Returns the files below a path, in a fixed order.
 * @param {string} path file or folder
 * @returns {string[]}
 */
function files(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => files(join(path, name)));
}

/** Returns a digest of all that the WebAssembly module is made from. */
function inputs() {
  const hash = createHash("sha256");
  // Not those that only bundle or measure what is there: that is done in each build.
  const scripts = ["build", "lib/binaryen", "lib/c-interface", "lib/flavours", "lib/nowasm"].map((name) => `scripts/${name}.mjs`);
  const paths = ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml", ".cargo", "src", ...scripts];
  for (const file of paths.flatMap((path) => files(at(path)))) {
    hash.update(relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/** Returns the record of the last build, or null. */
function lastBuild() {
  const needed = [
    ...["clientele_bg.wasm", "clientele_bg.js", "bytes.js", "inflate.js"].map((name) => join(FULL.out, name)),
    ...["clientele_score_bg.wasm", "clientele_score_bg.js"].map((name) => join(SCORE.out, name)),
    ...["bytes.js", "nowasm_bg.js"].map((name) => join(SCORE.out, name)),
  ];
  const complete = needed.every((file) => existsSync(file));
  return complete && existsSync(RECORD) ? JSON.parse(readFileSync(RECORD, "utf8")) : null;
}

/**
 * Returns the folder of cargo's registry. Its path stands in the messages of broken invariants, and
 * the module must not tell on which machine it was built.
 */
const cargoHome = () => process.env["CARGO_HOME"] ?? join(homedir(), ".cargo");

/**
 * Returns the environment in which the crate is compiled.
 * @param {string} flags
 */
const rustFlags = (flags) => ({ [RUSTFLAGS]: `${flags} --remap-path-prefix=${cargoHome()}=/cargo`.trim() });

/**
 * Compiles the crate and writes the glue.
 * @param {import("./lib/flavours.mjs").Flavour} flavour
 */
async function compile({ out, name, features, flags }) {
  const bindgen = lockedVersion("wasm-bindgen");
  const found = installedVersion("wasm-bindgen");
  if (found !== bindgen || installedVersion("wasm-pack") === null) {
    throw new Problem(
      `the build needs wasm-pack and wasm-bindgen ${bindgen} (found: ${found ?? "none"})`,
      "Run: npm run setup",
    );
  }
  rmSync(out, { recursive: true, force: true });
  const args = [
    // No optimiser of its own (it looks for one on GitHub), no package.json, no installing.
    ...["build", "--no-opt", "--no-pack", "--profile", "wasm", "--mode", "no-install"],
    ...["--target", "bundler", "--out-dir", relative(root, out), "--out-name", name],
    ...[".", "--", "--locked", "--no-default-features", "--features", features],
  ];
  await run("wasm-pack", args, { env: rustFlags(flags) });
  // It says "ignore everything": npm obeys it and would leave the module out of the package.
  rmSync(join(out, ".gitignore"), { force: true });
  // Loads the module in a way that few hosts understand; pkg/lib/instantiate.js does it instead.
  rmSync(join(out, `${name}.js`), { force: true });
  rmSync(join(out, `${name}_bg.wasm.d.ts`), { force: true });
  writeFileSync(
    join(out, `${name}_bg.d.ts`),
    `export * from "./${name}.js";\nexport function __wbg_set_wasm(exports: object): void;\n`,
  );
}

/** Writes the data types that pkg/index.d.ts publishes. */
function types() {
  writeFileSync(join(FULL.out, "types.d.ts"), dataTypes(readFileSync(join(FULL.out, "clientele.d.ts"), "utf8")));
}

/**
 * Returns the interfaces and aliases among generated definitions: the data types that pkg/index.d.ts
 * publishes, without the functions and classes of the glue. What there is none of crosses as `null`
 * (src/wasm/convert.rs), where the generator says `undefined`; a field that may be left out has a `?`.
 * @param {string} text
 */
function dataTypes(text) {
  const found = ["// Generated from the Rust types.\n"];
  /** @type {string[]} */
  let comment = [];
  /** Open brackets of the block that is being copied, or null between blocks. */
  let depth = /** @type {number | null} */ (null);
  for (const line of text.split("\n")) {
    if (depth === null && /^(\/\*\*| \*)/.test(line)) {
      if (line.startsWith("/**")) comment = [];
      comment.push(line);
      continue;
    }
    if (depth === null && /^(export )?(interface|type) /.test(line)) {
      found.push(...comment);
      depth = 0;
    }
    comment = [];
    if (depth === null) continue;
    // What Rust has not is null in JavaScript, where the generator says undefined. Options take both.
    const isComment = /^ *(\/\*\*|\*)/.test(line);
    const none = line.includes("?: ") ? "null | undefined" : "null";
    const code = isComment ? line : line.replace(/\bundefined\b/g, none);
    found.push(code.replace(/^(?=interface|type)/, "export "));
    for (const character of line) depth += character === "{" ? 1 : character === "}" ? -1 : 0;
    if (depth === 0 && /[;}]$/.test(line)) depth = null;
  }
  // The examples are in Rust.
  return `${found.join("\n").replace(/\n( *)\*(?: *\n *\*)? # Example[^]*?(?=\n *\*\/|\n *\* # (?:Errors|Formula|References)\b)/g, "")}\n`;
}

/**
 * Makes the module smaller and faster.
 * @param {import("./lib/flavours.mjs").Flavour} flavour
 */
async function optimise({ out, name, passes }) {
  const wasm = join(out, `${name}_bg.wasm`);
  const before = statSync(wasm).size;
  const smaller = join(out, "optimised.wasm");
  await binaryen("wasm-opt", [...passes, ...WASM_FEATURES, wasm, "-o", smaller]);
  renameSync(smaller, wasm);
  return `${kb(before)} to ${kb(statSync(wasm).size)}`;
}

/**
 * Writes the module as text that a bundler can take along. Compressed first: base64 hides from a
 * server's gzip what repeats in the module, and costs a third more of the download.
 * @param {import("./lib/flavours.mjs").Flavour} flavour
 */
async function inline({ out, name }) {
  const wasm = readFileSync(join(out, `${name}_bg.wasm`));
  // Not above: this file is read before the setup has installed anything.
  const { default: zopfli } = await import("@gfx/zopfli");
  const deflated = await zopfli.deflateAsync(wasm, { numiterations: 5 });
  if (!inflateRawSync(deflated).equals(wasm)) throw new Problem("zopfli did not give the module back", "Build again.");
  const base64 = Buffer.from(deflated).toString("base64");
  writeFileSync(
    join(out, "bytes.js"),
    `// Generated: ${name}_bg.wasm, compressed (raw DEFLATE), in base64.\n` +
      `export const size = ${wasm.length};\nexport const base64 = "${base64}";\n`,
  );
  writeFileSync(join(out, "bytes.d.ts"), "export const size: number;\nexport const base64: string;\n");
}

/** Writes the names that the small module shares with its JavaScript: the full one knows them. */
async function names() {
  const { catalogue } = await import(pathToFileURL(at("pkg", "lib", "wasm.js")).href).then(async (wasm) => {
    wasm.initialise(readFileSync(join(FULL.out, "clientele_bg.wasm")));
    return wasm;
  });
  const { labels, scoreLabels, errors: _, ...rest } = catalogue();
  const used = new Set(scoreLabels);
  const text = JSON.stringify({ ...rest, labels: labels.filter((/** @type {string[]} */ [code]) => used.has(code)) });
  writeFileSync(join(SCORE.out, "names.js"), `// Generated: the names that the module and its JavaScript share.\nexport const names = ${text};\n`);
  writeFileSync(
    join(SCORE.out, "names.d.ts"),
    `export const names: Omit<import("../../lib/score-object.js").Names, "label"> & { labels: string[][] };\n`,
  );
}

/**
 * Writes the decompressor that the inline form needs: the one function of fflate, bundled, so that
 * the package depends on nothing. The host's own decompression is asynchronous.
 */
async function decompressor() {
  const esbuild = await import("esbuild");
  const { version, license } = JSON.parse(readFileSync(at("node_modules", "fflate", "package.json"), "utf8"));
  await esbuild.build({
    stdin: { contents: 'export { inflateSync } from "fflate";', resolveDir: root },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    logLevel: "warning",
    banner: { js: `// fflate ${version} (c) Arjun Barrett, ${license}: https://github.com/101arrowz/fflate` },
    outfile: join(FULL.out, "inflate.js"),
  });
  writeFileSync(
    join(FULL.out, "inflate.d.ts"),
    "export function inflateSync(data: Uint8Array, options: { out: Uint8Array }): Uint8Array<ArrayBuffer>;\n",
  );
}

/** Fails when the two versions have drifted apart. */
function checkVersions() {
  const { version } = JSON.parse(readFileSync(at("pkg", "package.json"), "utf8"));
  if (version !== crateVersion()) {
    throw new Problem(`pkg/package.json says ${version}, Cargo.toml says ${crateVersion()}`, "Make them equal.");
  }
}

/**
 * Builds the package.
 * @param {{ fast?: boolean, force?: boolean, javascriptOnly?: boolean }} [options] `javascriptOnly`: without the C interface
 */
export async function build(options = {}) {
  const start = performance.now();
  checkVersions();
  const mode = options.fast ? "fast" : "full";
  const digest = inputs();
  const last = options.force ? null : lastBuild();
  // A fully optimised module serves development as well.
  if (last?.inputs === digest && (last.mode === mode || last.mode === "full")) {
    console.log("\n── Build: the WebAssembly module is up to date");
  } else {
    mkdirSync(dirname(RECORD), { recursive: true });
    rmSync(RECORD, { force: true });
    await step("Build: compile the crate (wasm-pack)", () => compile(FULL));
    types();
    if (!options.fast) await step("Build: optimise (wasm-opt)", () => optimise(FULL));
    await step("Build: compress it for the bundle (zopfli)", () => inline(FULL));
    await step("Build: compile the score build", () => compile(SCORE));
    if (!options.fast) await step("Build: optimise it", () => optimise(SCORE));
    await step("Build: compress it", () => inline(SCORE));
    await step("Build: write it as JavaScript (wasm2js)", () => plainJavaScript(SCORE.out, SCORE.name));
    await decompressor();
    await names();
    writeFileSync(RECORD, JSON.stringify({ inputs: digest, mode }));
  }
  // The studio does not need it.
  const optimised = !options.fast;
  if (!options.javascriptOnly && (options.force || !isBuilt(digest, optimised))) {
    await step("Build: the plain C interface", () => cInterface(digest, rustFlags(VECTORS), WASM_FEATURES, optimised));
  }
  await step("Build: CommonJS, types, licences", async () => {
    await bundles();
    commonjsTypes();
    for (const name of ["LICENSE", "LICENSE-MIT", "LICENSE-APACHE"]) copyFileSync(at(name), at("pkg", name));
  });
  const sizes = await measure();
  writeFileSync(RECORD, `${JSON.stringify({ ...lastBuild(), sizes }, null, 2)}\n`);
  printSizes(sizes);
  console.log(`\nBuilt in ${duration(performance.now() - start)}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { values } = parseArgs({ options: { fast: { type: "boolean" }, force: { type: "boolean" } } });
  try {
    await build(values);
  } catch (error) {
    report(error);
  }
}
