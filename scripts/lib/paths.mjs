// Where things are, and the environment that child processes get.

import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository root. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/**
 * Returns a path inside the repository.
 * @param {...string} parts path segments below the root
 */
export const at = (...parts) => join(root, ...parts);

const cargoHome = process.env["CARGO_HOME"] || join(homedir(), ".cargo");

/** Folders where `cargo install` and rustup put programs; they need not be on the caller's PATH. */
export const cargoBins = [
  ...(process.env["CARGO_INSTALL_ROOT"] ? [join(process.env["CARGO_INSTALL_ROOT"], "bin")] : []),
  join(cargoHome, "bin"),
];

/**
 * Returns the environment of child processes: the caller's, with cargo's programs and the
 * development dependencies in front of the PATH.
 * @returns {NodeJS.ProcessEnv}
 */
export function environment() {
  const path = [...cargoBins, at("node_modules", ".bin"), process.env["PATH"] ?? ""];
  return { ...process.env, PATH: path.join(delimiter) };
}

/**
 * Returns the full path of a program, or null when it is nowhere on the PATH of child processes.
 * @param {string} name program name
 * @returns {string | null}
 */
export function which(name) {
  for (const folder of (environment()["PATH"] ?? "").split(delimiter)) {
    if (folder === "") continue;
    for (const suffix of process.platform === "win32" ? [".exe", ".cmd", ""] : [""]) {
      const path = join(folder, name + suffix);
      if (existsSync(path)) return path;
    }
  }
  return null;
}
