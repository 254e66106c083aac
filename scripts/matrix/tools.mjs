// The tools that the package is tried with, each at one version, in folders that a second run finds again.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { finished } from "../lib/children.mjs";
import { at, root } from "../lib/paths.mjs";
import { Left } from "./left.mjs";

/** What these depend on in turn is taken as it was on this day. */
const AS_OF = "2026-11-30";

/**
 * What is no development dependency of the project, by the folder that it goes into: some of them are half a
 * gigabyte, and some cannot be in one folder.
 * @type {Record<string, Record<string, string>>}
 */
export const TOOLS = {
  "node-20": { node: "20.20.2" },
  "node-22": { node: "22.23.3" },
  "node-24": { node: "24.21.0" },
  "node-26": { node: "26.10.0" },
  wrangler: { wrangler: "4.164.0" },
  "edge-runtime": { "edge-runtime": "4.0.1" },
  fastly: { "@fastly/js-compute": "3.46.0" },
  quickjs: { "quickjs-emscripten": "0.32.0" },
  rspack: { "@rspack/core": "2.3.4" },
  rollup: { rollup: "4.68.8", "@rollup/plugin-node-resolve": "16.0.3" },
  parcel: { parcel: "2.16.4" },
  next: { next: "16.4.6", react: "19.3.1", "react-dom": "19.3.1" },
  vitest: { vitest: "5.1.2" },
  jest: { jest: "30.5.2", "jest-environment-jsdom": "30.5.2" },
};

/** Where everything of the matrix is kept. */
export const cache = at("target", "matrix");

/**
 * Installs a group of tools, unless it is there.
 * @param {string} group one of TOOLS, or "" for the development dependencies of the project
 * @returns {Promise<string>} the folder with its node_modules
 */
export async function installed(group) {
  if (group === "") return root;
  const dependencies = TOOLS[group];
  if (dependencies === undefined) throw new Error(`no such group of tools: ${group}`);
  const folder = join(cache, group);
  const stamp = join(folder, "installed.json");
  const wanted = JSON.stringify({ AS_OF, dependencies });
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: `matrix-${group}`, private: true, dependencies }));
  try {
    await finished("npm", ["install", `--before=${AS_OF}`, "--no-audit", "--no-fund", "--no-package-lock"], { cwd: folder, seconds: 480 });
  } catch (error) {
    const names = Object.entries(dependencies).map(([name, version]) => `${name}@${version}`);
    throw new Left(`npm could not install ${names.join(", ")}: ${reason(error)}`);
  }
  writeFileSync(stamp, wanted);
  return folder;
}

/** The line in which npm says why. @param {unknown} error */
function reason(error) {
  const text = String(/** @type {Error} */ (error).message);
  return /npm error (?!code|A complete log)(.+)/.exec(text)?.[1] ?? text.split("\n")[0] ?? "";
}

/**
 * Returns the version of a package in a folder with tools.
 * @param {string} folder
 * @param {string} name
 * @returns {string}
 */
export const versionOf = (folder, name) => JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8")).version;

/**
 * Returns the program of Node at a version, installing it if need be.
 * @param {20 | 22 | 24 | 26} major
 */
export const nodeProgram = async (major) => join(await installed(`node-${major}`), "node_modules", "node", "bin", "node");
