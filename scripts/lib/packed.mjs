// The package as npm would publish it, and a folder of somebody who has installed it.

import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { at } from "./paths.mjs";

/**
 * Runs npm and returns what it printed.
 * @param {string[]} args
 * @param {string} cwd
 */
function npm(args, cwd) {
  const { status, stdout, stderr, error } = spawnSync("npm", args, { cwd, encoding: "utf8", maxBuffer: 64 << 20 });
  if (error) throw error;
  if (status !== 0) throw new Error(`npm ${args.join(" ")} ended with ${status}\n${stdout}\n${stderr}`);
  return stdout;
}

/**
 * Packs the package.
 * @param {string} folder where the tarball goes
 * @returns {{ tarball: string, files: string[] }} `files` as packed, sorted
 */
export function pack(folder) {
  const packed = JSON.parse(npm(["pack", "--json", "--ignore-scripts", "--pack-destination", folder], at("pkg")));
  // npm 12 answers with an object by package name, older ones with a list.
  const entry = Array.isArray(packed) ? packed[0] : packed.clientele;
  return { tarball: join(folder, entry.filename), files: entry.files.map((/** @type {{path: string}} */ file) => file.path).sort() };
}

/**
 * Installs the tarball as the one dependency of an empty project.
 * @param {string} tarball
 * @param {string} folder
 */
export function consume(tarball, folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "name": "consumer", "private": true, "type": "module" }\n');
  // It has no dependencies, so nothing is fetched.
  npm(["install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts", tarball], folder);
}
