// Hosts without JavaScript: native code, and the C interface in wasmtime.

import { readFileSync } from "node:fs";

import { finished } from "../../lib/children.mjs";
import { at, environment, root } from "../../lib/paths.mjs";
import { findPython } from "../../lib/python.mjs";
import { capture } from "../../lib/run.mjs";
import { MODULE, checkModule, surroundings, wasmtime as environmentOfWasmtime } from "../../lib/wasmtime.mjs";
import { Left } from "../left.mjs";
import { printed } from "../programs.mjs";

/** Explained scores as JSON are those of the JavaScript side. */
function columns() {
  const { columns, trees } = JSON.parse(readFileSync(at("tests", "golden", "runtimes", "expected.json"), "utf8"));
  return { columns, trees };
}

/** @type {import("../case.mjs").Case} */
export const rust = {
  name: "rust",
  label: "native Rust",
  async run({ check }) {
    const version = (capture("rustc", ["--version"]) ?? "").split(" ")[1] ?? "";
    await check({ version, entry: "crate clientele", ran: "the test `golden_set`", expected: columns() }, async () => {
      const args = ["test", "--locked", "--features", "serde,c", "--test", "integration", "golden_set", "--", "--nocapture"];
      return printed((await finished("cargo", args, { cwd: root, env: environment(), seconds: 900 })).stdout);
    });
  },
};

/** @type {import("../case.mjs").Case} */
export const wasmtime = {
  name: "wasmtime",
  label: "wasmtime",
  async run({ check }) {
    const version = MODULE.find((name) => name.startsWith("wasmtime"))?.split("==")[1] ?? "";
    await check({ version, entry: "clientele.c.wasm", ran: "the C interface, from Python", expected: columns() }, async () => {
      if (findPython() === null) throw new Left("there is no Python 3.11 to 3.14 with venv");
      checkModule();
      const python = await environmentOfWasmtime();
      return printed((await finished(python, [at("spark", "tests", "golden.py")], { cwd: root, env: { ...environment(), ...surroundings() } })).stdout);
    });
  },
};
