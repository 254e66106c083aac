// The build with the plain C interface, for hosts of WebAssembly that know no JavaScript.

import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { binaryen } from "./binaryen.mjs";
import { at } from "./paths.mjs";
import { Problem, run } from "./run.mjs";

/** The module. */
export const C_MODULE = at("pkg", "wasm", "c", "clientele.c.wasm");

/** What it was built from. */
const RECORD = at("pkg", "wasm", "c", "inputs");

const COMPILED = at("target", "wasm32-unknown-unknown", "c-interface", "clientele.wasm");

/** What the record says of a module. @param {string} digest @param {boolean} optimised */
const recorded = (digest, optimised) => `${digest} ${optimised ? "optimised" : "as compiled"}`;

/**
 * Returns whether the module that is there was built from the same; an optimised one serves for one that is not.
 * @param {string} digest
 * @param {boolean} optimised
 */
export function isBuilt(digest, optimised) {
  const record = existsSync(C_MODULE) && existsSync(RECORD) ? readFileSync(RECORD, "utf8") : "";
  return record === recorded(digest, true) || record === recorded(digest, optimised);
}

/**
 * Compiles the crate to a module that imports nothing.
 * @param {string} digest of all that it is made from
 * @param {Record<string, string>} env
 * @param {string[]} features what the optimiser is told that the module uses
 * @param {boolean} optimised whether the optimiser runs
 */
export async function cInterface(digest, env, features, optimised) {
  const target = ["--profile", "c-interface", "--target", "wasm32-unknown-unknown"];
  await run("cargo", ["rustc", "--locked", "--lib", "--crate-type", "cdylib", ...target, "--no-default-features", "--features", "c,trees"], { env });
  rmSync(dirname(C_MODULE), { recursive: true, force: true });
  mkdirSync(dirname(C_MODULE), { recursive: true });
  await binaryen("wasm-opt", [optimised ? "-O3" : "-O0", ...features, COMPILED, "-o", C_MODULE]);
  const { Module } = /** @type {any} */ (globalThis).WebAssembly;
  /** @type {{ module: string, name: string }[]} */
  const imports = Module.imports(new Module(readFileSync(C_MODULE)));
  if (imports.length > 0) {
    const names = imports.map(({ module, name }) => `${module}.${name}`).join(", ");
    throw new Problem(`the C interface imports ${names}`, "A dependency brought it in: see `cargo tree --features c`.");
  }
  writeFileSync(RECORD, recorded(digest, optimised));
  return `${Math.round(statSync(C_MODULE).size / 1000)} KB`;
}
