// The C interface in Python's wasmtime: what spark/ is tried in.

import { existsSync } from "node:fs";

import { C_MODULE } from "./c-interface.mjs";
import { at } from "./paths.mjs";
import { environmentOf } from "./python.mjs";
import { Problem } from "./run.mjs";

/** What the tests of the module need. */
export const MODULE = ["numpy==2.4.6", "wasmtime==50.0.1", "pytest==9.2.0"];

/** Workers import the package, too; nothing listens beyond this machine. */
export const surroundings = () => ({
  PYTHONPATH: at("spark", "src"),
  PYTHONDONTWRITEBYTECODE: "1",
  SPARK_LOCAL_IP: "127.0.0.1",
  CLIENTELE_WASM: process.env["CLIENTELE_WASM"] || C_MODULE,
});

export function checkModule() {
  if (!existsSync(surroundings().CLIENTELE_WASM)) throw new Problem("pkg/wasm/c/clientele.c.wasm is not built", "Run: npm run build");
}

/** Makes sure of the environment and returns its Python. */
export const wasmtime = () => environmentOf(at("target", "wasmtime-venv"), MODULE);
