// The build with the plain C interface, for hosts of WebAssembly that know no JavaScript.

import { mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";

import { binaryen } from "./binaryen.mjs";
import { at } from "./paths.mjs";
import { Problem, run } from "./run.mjs";

/** The module. */
export const C_MODULE = at("pkg", "wasm", "c", "clientele.c.wasm");

const COMPILED = at("target", "wasm32-unknown-unknown", "c-interface", "clientele.wasm");

/**
 * Compiles the crate to a module that imports nothing.
 * @param {Record<string, string>} env
 * @param {string[]} features what the optimiser is told that the module uses
 * @param {boolean} optimised whether the optimiser runs
 */
export async function cInterface(env, features, optimised) {
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
  return `${Math.round(statSync(C_MODULE).size / 1000)} KB`;
}
