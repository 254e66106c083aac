// Running programs: one that shows its output, one that returns it, and named steps around them.

import { spawn, spawnSync } from "node:child_process";

import { environment, root } from "./paths.mjs";

/** A failure that the reader can act on: what went wrong, and the command that mends it. */
export class Problem extends Error {
  /**
   * @param {string} message what is wrong
   * @param {string} [remedy] what to do, usually a command
   */
  constructor(message, remedy) {
    super(message);
    this.name = "Problem";
    this.remedy = remedy;
  }
}

/**
 * Runs a program with its output shown as it comes, and rejects unless it exits with 0.
 * @param {string} program name or path
 * @param {string[]} args arguments
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, remedy?: string }} [options]
 * @returns {Promise<void>}
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? root,
      env: { ...environment(), ...options.env },
      stdio: ["ignore", "inherit", "inherit"],
    });
    const line = [program, ...args].join(" ");
    // Whoever ends this process means what it runs, too: a server must not outlive `npm start`.
    const stop = () => child.kill();
    process.once("SIGTERM", stop);
    child.on("error", (error) => {
      reject(new Problem(`${line}: ${error.message}`, options.remedy));
    });
    child.on("close", (code, signal) => {
      process.off("SIGTERM", stop);
      if (code === 0) resolve();
      else reject(new Problem(`${line}: ended with ${signal ?? code}`, options.remedy));
    });
  });
}

/**
 * Returns what a program prints on stdout, or null when it is missing or fails.
 * @param {string} program name or path
 * @param {string[]} args arguments
 * @returns {string | null}
 */
export function capture(program, args) {
  const result = spawnSync(program, args, {
    cwd: root,
    env: environment(),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return result.status === 0 ? result.stdout : null;
}

/**
 * Formats a duration.
 * @param {number} ms milliseconds
 */
export function duration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/**
 * Runs one step: prints its name, then how it went and how long it took.
 * @param {string} name what the step does
 * @param {() => Promise<string | void> | string | void} work returns a short note, or throws
 */
export async function step(name, work) {
  const start = performance.now();
  console.log(`\n── ${name}`);
  const note = await work();
  const time = duration(performance.now() - start);
  console.log(`   ✓ ${note ? `${note} ` : ""}(${time})`);
}

/**
 * Prints a failure with its remedy and sets the exit code.
 * @param {unknown} error what was thrown
 */
export function report(error) {
  if (error instanceof Problem) {
    console.error(`\n✗ ${error.message}`);
    if (error.remedy) console.error(`  ${error.remedy.split("\n").join("\n  ")}`);
  } else {
    console.error(error);
  }
  process.exitCode = 1;
}
