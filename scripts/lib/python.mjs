// Python virtual environments with pinned packages.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Problem, capture, run } from "./run.mjs";

/** The Pythons that spark/ is for: 3.11 to 3.14. @type {[number, number]} */
const VERSIONS = [11, 14];

/**
 * Returns a Python 3 of one of the minor versions, or null.
 * @param {[number, number]} [versions] the first and the last
 */
export function findPython([first, last] = VERSIONS) {
  const named = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  // What most packages have wheels for comes first.
  const names = [...named.filter((minor) => minor >= 11), ...named.filter((minor) => minor < 11).reverse()].map((minor) => `python3.${minor}`);
  for (const name of [...names, "python3", "python"]) {
    const [major, minor] = (capture(name, ["-c", "import sys, venv, ensurepip; print(*sys.version_info[:2])"]) ?? "").split(" ").map(Number);
    if (major === 3 && minor !== undefined && minor >= first && minor <= last) return name;
  }
  return null;
}

/**
 * Makes sure of an environment.
 * @param {string} folder where it is
 * @param {string[]} packages what pip installs, pinned
 * @param {{ versions?: [number, number], otherwise?: string }} [options] the minor versions that will do; what to do without any
 * @returns {Promise<string>} its Python
 */
export async function environmentOf(folder, packages, { versions = VERSIONS, otherwise = "have PyPI, or a mirror of it, in pip's reach" } = {}) {
  const stamp = join(folder, "clientele-packages");
  const python = process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
  const wanted = packages.join(" ");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return python;
  const found = findPython(versions);
  const remedy = `Debian: apt-get install python3 python3-venv; or ${otherwise}`;
  if (found === null) throw new Problem(`no Python 3.${versions[0]} to 3.${versions[1]} with venv was found`, remedy);
  console.log(`   ${found} -m venv ${folder}; pip install ${wanted} (the first time only)`);
  if (!existsSync(python)) await run(found, ["-m", "venv", folder], { remedy });
  await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages], { remedy });
  writeFileSync(stamp, wanted);
  return python;
}
