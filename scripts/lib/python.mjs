// Python virtual environments with pinned packages.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { Problem, capture, run } from "./run.mjs";

/**
 * Returns a Python of version 3.11 or newer, below 3.15, or null.
 */
export function findPython() {
  for (const name of ["python3.11", "python3.12", "python3.13", "python3.14", "python3", "python"]) {
    const [major, minor] = (capture(name, ["-c", "import sys, venv, ensurepip; print(*sys.version_info[:2])"]) ?? "").split(" ").map(Number);
    if (major === 3 && minor !== undefined && minor >= 11 && minor <= 14) return name;
  }
  return null;
}

/**
 * Makes sure of an environment.
 * @param {string} folder where it is
 * @param {string[]} packages what pip installs, pinned
 * @returns {Promise<string>} its Python
 */
export async function environmentOf(folder, packages) {
  const stamp = join(folder, "clientele-packages");
  const python = process.platform === "win32" ? join(folder, "Scripts", "python.exe") : join(folder, "bin", "python");
  const wanted = packages.join(" ");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return python;
  const found = findPython();
  if (found === null) throw new Problem("no Python 3.11 to 3.14 with venv was found", "Debian: apt-get install python3 python3-venv");
  const remedy = "Debian: apt-get install python3-venv; pip needs PyPI, or a mirror of it";
  console.log(`   ${found} -m venv ${folder}; pip install ${wanted} (the first time only)`);
  if (!existsSync(python)) await run(found, ["-m", "venv", folder], { remedy });
  await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...packages], { remedy });
  writeFileSync(stamp, wanted);
  return python;
}
