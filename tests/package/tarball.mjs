// The package as npm would publish it, installed in an empty folder.

import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { consume, pack } from "../../scripts/lib/packed.mjs";

/** The repository root. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/**
 * Runs a program and returns what it printed; throws with its output unless it exits with `code`.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, code?: number, input?: string }} [options]
 */
export function run(program, args, { cwd = root, env = {}, code = 0, input = "" } = {}) {
  const result = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: "utf8",
    input,
    maxBuffer: 64 << 20,
  });
  if (result.error) throw result.error;
  if (result.status !== code) {
    const line = [program, ...args].join(" ");
    throw new Error(`${line} ended with ${result.status}, not ${code}\n${result.stdout}\n${result.stderr}`);
  }
  return result.stdout;
}

/**
 * Runs a program of the development dependencies.
 * @param {string} path its script below node_modules
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export const tool = (path, args, options) =>
  run(process.execPath, [join(root, "node_modules", path), ...args], options);

/** Makes a folder that is deleted after the tests of the file. */
export function temporary() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "clientele-package-")));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Packs the package and installs it in an empty folder.
 * @returns {{ folder: string, tarball: string, files: string[] }} `files` as packed, sorted
 */
export function install() {
  const folder = temporary();
  const { tarball, files } = pack(folder);
  consume(tarball, folder);
  return { folder, tarball, files };
}

/**
 * Puts a development dependency beside the installed package, as readers of an example do who install it.
 * @param {string} folder where the package is installed
 * @param {string} name
 */
export const provide = (folder, name) =>
  symlinkSync(realpathSync(join(root, "node_modules", name)), join(folder, "node_modules", name), "dir");

/**
 * Imports a file of the installed package; all of them share one instance of the module.
 * @param {string} folder where the package is installed
 * @param {string} [file] file of the package
 * @returns {Promise<any>}
 */
export const load = (folder, file = "entry/index.js") =>
  import(pathToFileURL(join(folder, "node_modules", "clientele", file)).href);

/**
 * Runs the command line of the installed package and returns what it did, whatever its exit code.
 * @param {string} folder where the package is installed
 * @param {string[]} args
 * @param {{ input?: string | Uint8Array, cwd?: string }} [options]
 */
export function clientele(folder, args, { input = "", cwd = folder } = {}) {
  const bin = join(folder, "node_modules", ".bin", "clientele");
  const { status, stdout, stderr } = spawnSync(bin, args, { cwd, input, encoding: "utf8", maxBuffer: 64 << 20 });
  return { status, stdout, stderr };
}
