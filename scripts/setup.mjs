// Installs what the build and the tests need, and skips what is there.
//
//   node scripts/setup.mjs [--for start|test]     (default: test)

import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

import { findChromium } from "./lib/chromium.mjs";
import { at, cargoBins, which } from "./lib/paths.mjs";
import { Problem, capture, duration, report, run, step } from "./lib/run.mjs";
import { WASM_PACK, atLeast, installedVersion, lockedVersion, rustToolchain } from "./lib/toolchain.mjs";

const NODE = "20.0.0";

/** Checks the Node that runs this script. */
function node() {
  const version = process.versions.node;
  if (!atLeast(version, NODE)) {
    throw new Problem(`Node ${version} is too old`, `Install Node 20 or newer: https://nodejs.org/en/download`);
  }
  return `Node ${version}`;
}

/**
 * Installs Debian packages, or says which are missing when it may not.
 * @param {string[]} packages package names
 * @param {string} purpose what they are for
 */
async function apt(packages, purpose) {
  const command = `apt-get install -y --no-install-recommends ${packages.join(" ")}`;
  const remedy = `Run: sudo apt-get update && sudo ${command}\n(elsewhere, install the like of it)`;
  if (!which("apt-get")) throw new Problem(`${purpose} is missing`, remedy);
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && capture("sudo", ["-n", "true"]) === null) {
    throw new Problem(`${purpose} is missing, and installing it needs root`, remedy);
  }
  const prefix = isRoot ? [] : ["sudo", "-n"];
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  for (const line of ["apt-get update", command]) {
    const [program = "", ...args] = [...prefix, ...line.split(" ")];
    await run(program, args, { env, remedy });
  }
}

/** Makes sure of a C linker, which `cargo install` calls. */
async function linker() {
  if (!which("cc")) await apt(["gcc", "libc6-dev"], "A C linker (cc)");
  return which("cc") ?? "installed";
}

/** Installs the Rust toolchain of rust-toolchain.toml with its components and targets. */
async function rust() {
  if (!which("rustup")) {
    throw new Problem(
      "rustup is missing",
      "Run: curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal",
    );
  }
  const { channel, components, targets } = rustToolchain();
  const toolchains = capture("rustup", ["toolchain", "list"]) ?? "";
  if (!toolchains.split("\n").some((line) => line === channel || line.startsWith(`${channel}-`))) {
    const extras = [
      ...components.flatMap((name) => ["--component", name]),
      ...targets.flatMap((name) => ["--target", name]),
    ];
    await run("rustup", ["toolchain", "install", channel, "--profile", "minimal", "--no-self-update", ...extras]);
    return `Rust ${channel} installed`;
  }
  /** @param {"component" | "target"} kind */
  const installed = (kind) =>
    (capture("rustup", [kind, "list", "--installed", "--toolchain", channel]) ?? "").split("\n");
  const missing = components.filter((name) => !installed("component").some((line) => line.startsWith(name)));
  if (missing.length > 0) await run("rustup", ["component", "add", "--toolchain", channel, ...missing]);
  const absent = targets.filter((name) => !installed("target").includes(name));
  if (absent.length > 0) await run("rustup", ["target", "add", "--toolchain", channel, ...absent]);
  const added = [...missing, ...absent];
  return added.length > 0 ? `Rust ${channel}, added ${added.join(", ")}` : `Rust ${channel} is there`;
}

/**
 * Installs wasm-pack and wasm-bindgen, unoptimised: minutes faster, and no slower in use.
 * The wasm-bindgen program must have the very version of the crate in Cargo.lock.
 */
async function wasmTools() {
  const bindgen = lockedVersion("wasm-bindgen");
  const wanted = [];
  const pack = installedVersion("wasm-pack");
  if (pack === null || !atLeast(pack, WASM_PACK)) wanted.push(`wasm-pack@${WASM_PACK}`);
  if (installedVersion("wasm-bindgen") !== bindgen) wanted.push(`wasm-bindgen-cli@${bindgen}`);
  if (wanted.length === 0) return `wasm-pack ${pack} and wasm-bindgen ${bindgen} are there`;

  console.log(`   building ${wanted.join(" and ")} into ${cargoBins[0]} (about 2 minutes each on 2 cores)`);
  // One target folder for both: they share a good part of their dependencies.
  const target = mkdtempSync(join(tmpdir(), "clientele-tools-"));
  try {
    for (const crate of wanted) {
      const start = performance.now();
      const args = ["install", "--debug", "--locked", "--force", crate];
      await run("cargo", args, {
        env: { CARGO_TARGET_DIR: target, CARGO_PROFILE_DEV_DEBUG: "0" },
        remedy: `Run: cargo ${args.join(" ")}`,
      });
      console.log(`   ${crate} (${duration(performance.now() - start)})`);
    }
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
  if (installedVersion("wasm-bindgen") !== bindgen) {
    throw new Problem(
      `wasm-bindgen ${bindgen} is installed but another one comes first on the PATH: ${which("wasm-bindgen")}`,
      "Remove that one, or put cargo's bin folder first.",
    );
  }
  return `${wanted.join(" and ")} installed`;
}

/** Runs `npm ci` unless node_modules was made from this very lock file. */
async function packages() {
  const lock = createHash("sha256").update(readFileSync(at("package-lock.json"))).digest("hex");
  const stamp = at("node_modules", ".clientele-lock");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return "node_modules matches package-lock.json";
  await run("npm", ["ci", "--no-audit", "--no-fund"], { remedy: "Run: npm ci" });
  writeFileSync(stamp, lock);
  return "npm packages installed";
}

/** Makes sure of a Chromium for the browser tests. */
async function chromium() {
  const named = process.env["CLIENTELE_CHROMIUM"];
  if (named && !existsSync(named)) throw new Problem(`CLIENTELE_CHROMIUM names ${named}, which does not exist`);
  if (findChromium() === null) await apt(["chromium"], "Chromium (for the browser tests)");
  const path = findChromium();
  if (path === null) {
    throw new Problem(
      "Chromium was not found (for the browser tests)",
      "Install Chromium or Chrome, or name one: CLIENTELE_CHROMIUM=/path/to/chrome npm test",
    );
  }
  return path;
}

/**
 * Sets the machine up. Goes on after a failed step, so that one run names all that is missing.
 * @param {"start" | "test"} purpose what it is set up for
 * @returns {Promise<boolean>} whether all is there
 */
export async function setup(purpose) {
  const start = performance.now();
  const steps = [
    { name: "Node", work: node },
    { name: "C linker", work: linker },
    { name: "Rust", work: rust },
    { name: "wasm-pack and wasm-bindgen", work: wasmTools, needs: ["C linker", "Rust"] },
    { name: "npm packages", work: packages },
    ...(purpose === "test" ? [{ name: "Chromium", work: chromium }] : []),
  ];
  /** @type {string[]} */
  const failed = [];
  for (const { name, work, needs = [] } of steps) {
    const lacking = needs.filter((need) => failed.includes(need));
    if (lacking.length > 0) {
      console.log(`\n── Set up: ${name}\n   left out, it needs: ${lacking.join(", ")}`);
      failed.push(name);
      continue;
    }
    try {
      await step(`Set up: ${name}`, work);
    } catch (error) {
      report(error);
      failed.push(name);
    }
  }
  const time = duration(performance.now() - start);
  console.log(failed.length === 0 ? `\nSet up in ${time}` : `\nNot set up: ${failed.join(", ")} (${time})`);
  return failed.length === 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { values } = parseArgs({ options: { for: { type: "string", default: "test" } } });
  if (values.for !== "start" && values.for !== "test") {
    console.error("usage: node scripts/setup.mjs [--for start|test]");
    process.exit(2);
  }
  if (!(await setup(values.for))) process.exitCode = 1;
}
