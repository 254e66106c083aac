// The versions of the tools that the build needs, each read from the file that pins it.

import { readFileSync } from "node:fs";

import { at } from "./paths.mjs";
import { Problem, capture } from "./run.mjs";

/** The wasm-pack that the build was tested with; a newer one is accepted. */
export const WASM_PACK = "0.15.1";

/**
 * Returns what rust-toolchain.toml asks for.
 * @returns {{ channel: string, components: string[], targets: string[] }}
 */
export function rustToolchain() {
  const text = readFileSync(at("rust-toolchain.toml"), "utf8");
  /** @param {string} key */
  const list = (key) =>
    [...(text.match(new RegExp(`^${key}\\s*=\\s*\\[([^\\]]*)\\]`, "m"))?.[1] ?? "").matchAll(/"([^"]+)"/g)]
      .map((match) => match[1] ?? "");
  const channel = text.match(/^channel\s*=\s*"([^"]+)"/m)?.[1];
  if (!channel) throw new Problem("rust-toolchain.toml names no channel");
  return { channel, components: list("components"), targets: list("targets") };
}

/**
 * Returns the version of a crate in Cargo.lock.
 * @param {string} crate crate name
 */
export function lockedVersion(crate) {
  const lock = readFileSync(at("Cargo.lock"), "utf8");
  const version = lock.match(new RegExp(`name = "${crate}"\\nversion = "([^"]+)"`))?.[1];
  if (!version) throw new Problem(`Cargo.lock does not hold ${crate}`);
  return version;
}

/** Returns the version in Cargo.toml, which the npm package repeats. */
export function crateVersion() {
  const version = readFileSync(at("Cargo.toml"), "utf8").match(/^version = "([^"]+)"/m)?.[1];
  if (!version) throw new Problem("Cargo.toml names no version");
  return version;
}

/**
 * Returns the version that `program --version` prints, or null when it is not installed.
 * @param {string} program program name
 */
export function installedVersion(program) {
  return capture(program, ["--version"])?.match(/\d+\.\d+\.\d+/)?.[0] ?? null;
}

/**
 * Returns whether `version` is `least` or newer.
 * @param {string} version version found
 * @param {string} least oldest version accepted
 */
export function atLeast(version, least) {
  const found = version.split(".").map(Number);
  for (const [place, wanted] of least.split(".").map(Number).entries()) {
    const part = found[place] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}
