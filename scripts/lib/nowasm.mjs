// The score build as plain JavaScript, for pages and hosts that must do without WebAssembly.
//
// It is made from the module that is published, so that there is one compilation whose bits count. wasm2js
// knows the WebAssembly of 2017 and a little more; what the module has beyond that is put in its words first.
// Compiling once more without those features is no way out: the standard library comes compiled with them.

import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { binaryen } from "./binaryen.mjs";
import { Problem } from "./run.mjs";

/**
 * What wasm2js may use. Were bulk memory among it, its optimiser would make unaligned stores of short copies,
 * which it then cannot write.
 */
const WRITTEN = ["sign-ext", "mutable-globals", "reference-types", "multivalue"];

/** What the module is read with: what its operations need. */
const READ = [...WRITTEN, "bulk-memory", "bulk-memory-opt", "nontrapping-float-to-int"];

/** @param {string[]} names */
const enabled = (names) => names.map((name) => `--enable-${name}`);

/** Where the copies of blocks come from; a path from the folder of the module. */
const BLOCKS = "../../lib/score/blocks.js";

/**
 * What Rust's `as` makes of a float: the nearest whole number that there is, 0 of NaN. binaryen's own lowering
 * (`--llvm-nontrapping-fptoint-lowering`) has the meaning of C, where such a number may become anything.
 */
const SATURATING = {
  "i32.trunc_sat_f64_s": ["$saturating_i32_s", signed("i32", "2147483648", "2147483647")],
  "i32.trunc_sat_f64_u": ["$saturating_i32_u", unsigned("i32", "4294967296")],
  "i64.trunc_sat_f64_s": ["$saturating_i64_s", signed("i64", "9223372036854775808", "9223372036854775807")],
  "i64.trunc_sat_f64_u": ["$saturating_i64_u", unsigned("i64", "18446744073709551616")],
};

/**
 * @param {string} type
 * @param {string} bound the lowest number that is too large, and without its sign the lowest there is
 * @param {string} most the largest number
 */
function signed(type, bound, most) {
  return `(param $x f64) (result ${type})
    (if (result ${type}) (f64.ge (local.get $x) (f64.const ${bound})) (then (${type}.const ${most})) (else
    (if (result ${type}) (f64.lt (local.get $x) (f64.const -${bound})) (then (${type}.const -${bound})) (else
    (if (result ${type}) (f64.ne (local.get $x) (local.get $x)) (then (${type}.const 0)) (else
    (${type}.trunc_f64_s (local.get $x))))))))`;
}

/**
 * @param {string} type
 * @param {string} bound the lowest number that is too large
 */
function unsigned(type, bound) {
  return `(param $x f64) (result ${type})
    (if (result ${type}) (f64.ge (local.get $x) (f64.const ${bound})) (then (${type}.const -1)) (else
    (if (result ${type}) (f64.gt (local.get $x) (f64.const 0)) (then (${type}.trunc_f64_u (local.get $x))) (else
    (${type}.const 0)))))`;
}

/**
 * Returns the text of a module in which functions stand for the operations that wasm2js does not know.
 * @param {string} text
 */
function simplified(text) {
  const start = "(module\n";
  const end = text.lastIndexOf(")");
  if (!text.startsWith(start)) throw new Problem("wasm-dis wrote something else than a module", "Build again.");
  const imports = ["copy", "fill"].map(
    (name) => `(import "${BLOCKS}" "${name}" (func $block_${name} (param i32 i32 i32)))\n`,
  );
  let body = text.slice(start.length, end).replace(/\(memory\.(copy|fill)(?=\s)/g, "(call $block_$1");
  let functions = "";
  for (const [operation, [name, code]] of Object.entries(SATURATING)) {
    const without = body.replace(new RegExp(`\\(${operation}(?=\\s)`, "g"), () => `(call ${name}`);
    if (without !== body) functions += `(func ${name} ${code})\n`;
    body = without;
  }
  const left = body.match(/(?<=\()(?:[if]\d\d\.trunc_sat_\w+|memory\.(?:copy|fill|init)|v128\.\w+)/)?.[0];
  if (left !== undefined) {
    throw new Problem(`the module holds ${left}, which wasm2js does not know`, "Add it to scripts/lib/nowasm.mjs.");
  }
  return `${start}${imports.join("")}${body}${functions})\n`;
}

/**
 * Writes `nowasm_bg.js` beside a module: what the module exports, as JavaScript.
 * @param {string} out folder of the module
 * @param {string} name the module's, without `_bg.wasm`
 */
export async function plainJavaScript(out, name) {
  const text = join(out, "nowasm.wat");
  const script = join(out, "nowasm_bg.js");
  await binaryen("wasm-dis", [...enabled(READ), join(out, `${name}_bg.wasm`), "-o", text]);
  writeFileSync(text, simplified(readFileSync(text, "utf8")));
  await binaryen("wasm2js", [...enabled(WRITTEN), "--signext-lowering", "-O3", text, "-o", script]);
  rmSync(text);
  writeFileSync(script.replace(/\.js$/, ".d.ts"), "export const memory: { readonly buffer: ArrayBuffer };\n");
  return `${(statSync(script).size / 1000).toFixed(0)} KB before it is minified`;
}

/**
 * Returns the part of esbuild's work that makes the glue ask whether its views are those of the memory there is.
 * As generated it asks whether their buffer has been detached, as WebAssembly does when a memory grows; a memory
 * of plain JavaScript is copied into a larger one, and the old one stays as it was.
 * @param {string} glue name of the file
 * @returns {import("esbuild").Plugin}
 */
export function freshViews(glue) {
  return {
    name: "fresh-views",
    setup({ onLoad }) {
      onLoad({ filter: new RegExp(`[\\\\/]${glue.replace(".", "\\.")}$`) }, ({ path }) => {
        const code = readFileSync(path, "utf8");
        const views = code.match(/^let cached\w+Memory0 = null;$/gm)?.length;
        let found = 0;
        const contents = code.replace(/^( +if \()(cached\w+Memory0) === null \|\| .*\) \{$/gm, (_, before, view) => {
          found += 1;
          return `${before}${view} === null || ${view}.buffer !== wasm.memory.buffer) {`;
        });
        if (found !== views) {
          throw new Problem(`the glue has ${views} views, and ${found} are renewed`, "See scripts/lib/nowasm.mjs.");
        }
        return { contents, loader: "js" };
      });
    },
  };
}
