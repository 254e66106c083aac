// The Python virtual environment with lifetimes, the library that the benchmarks compare with.

import { existsSync, readFileSync, writeFileSync } from "node:fs";

import { at } from "../lib/paths.mjs";
import { Problem, capture, run } from "../lib/run.mjs";

/** lifetimes 0.11.3 is of 2020: newer numpy, pandas and setuptools break it. */
const PACKAGES = ["lifetimes==0.11.3", "numpy<2", "pandas<2.2", "setuptools<81", "scipy"];

const STAMP = at(".venv", "clientele-bench");
const PYTHON = process.platform === "win32" ? at(".venv", "Scripts", "python.exe") : at(".venv", "bin", "python");

/** Returns a Python for which the pinned packages have wheels, or null. */
function findPython() {
  for (const name of ["python3.11", "python3.10", "python3.9", "python3.12", "python3", "python"]) {
    const [major, minor] = (capture(name, ["-c", "import sys; print(*sys.version_info[:2])"]) ?? "").split(" ").map(Number);
    if (major === 3 && minor !== undefined && minor >= 9 && minor <= 12) return name;
  }
  return null;
}

/**
 * Makes sure of the environment.
 * @returns {Promise<string>} its Python
 */
export async function lifetimes() {
  const wanted = PACKAGES.join(" ");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return PYTHON;
  const python = findPython();
  if (python === null) {
    throw new Problem(
      "lifetimes 0.11.3 needs Python 3.9 to 3.12, and none was found",
      "Install one (Debian: apt-get install python3 python3-venv), or leave lifetimes out: npm run bench -- --no-lifetimes",
    );
  }
  const remedy = "Debian: apt-get install python3-venv; or leave lifetimes out: npm run bench -- --no-lifetimes";
  console.log(`   ${python} -m venv .venv; pip install ${wanted} (1-2 minutes, the first time only)`);
  if (!existsSync(PYTHON)) await run(python, ["-m", "venv", at(".venv")], { remedy });
  await run(PYTHON, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...PACKAGES], { remedy });
  writeFileSync(STAMP, wanted);
  return PYTHON;
}
