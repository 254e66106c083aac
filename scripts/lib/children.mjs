// Programs that run beside this one: waited for with a limit of time, or kept until they are stopped.

import { spawn } from "node:child_process";

/** The process groups that are running: none of them outlives this process. @type {Set<number>} */
const running = new Set();
process.on("exit", () => running.forEach(end));

/** @param {number} group */
function end(group) {
  running.delete(group);
  try {
    process.kill(-group, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

/**
 * Starts a program in a process group of its own, so that what it starts ends with it.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string | undefined, env?: NodeJS.ProcessEnv | undefined, stdio?: import("node:child_process").StdioOptions }} [options]
 */
export function started(program, args, { cwd, env = {}, stdio = "ignore" } = {}) {
  const child = spawn(program, args, { detached: true, stdio, cwd, env: { ...process.env, ...env } });
  const group = child.pid;
  if (group !== undefined) running.add(group);
  return { child, stop: () => group !== undefined && end(group) };
}

/**
 * @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, seconds?: number }} ChildOptions
 */

/**
 * Runs a program to its end and gives what it printed; throws with that unless it exits with 0 in time.
 * @param {string} program
 * @param {string[]} args
 * @param {ChildOptions} [options]
 * @returns {Promise<{ stdout: string, stderr: string }>}
 */
export function finished(program, args, { cwd, env, seconds = 180 } = {}) {
  const { child, stop } = started(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const said = listened(child);
  return new Promise((resolve, reject) => {
    /** @param {string} why */
    const fail = (why) => reject(new Error(`${[program, ...args].join(" ")} ${why}\n${said.stdout}\n${said.stderr}`));
    const limit = setTimeout(() => {
      fail(`did not end within ${seconds} s`);
      stop();
    }, seconds * 1000);
    child.on("error", (error) => fail(error.message));
    child.on("close", (code, signal) => {
      clearTimeout(limit);
      stop();
      if (code === 0) resolve(said);
      else fail(`ended with ${signal ?? code}`);
    });
  });
}

/**
 * Starts a server and waits until it says that it is ready.
 * @param {string} program
 * @param {string[]} args
 * @param {RegExp} ready what it says then
 * @param {ChildOptions} [options]
 * @returns {Promise<{ found: RegExpExecArray, said: () => string, stop: () => void }>}
 */
export function serving(program, args, ready, { cwd, env, seconds = 60 } = {}) {
  const { child, stop } = started(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const said = listened(child);
  const all = () => `${said.stdout}\n${said.stderr}`;
  return new Promise((resolve, reject) => {
    /** @param {string} why */
    const fail = (why) => {
      clearTimeout(limit);
      stop();
      reject(new Error(`${[program, ...args].join(" ")} ${why}\n${all()}`));
    };
    const limit = setTimeout(() => fail(`was not ready within ${seconds} s`), seconds * 1000);
    const look = () => {
      const found = ready.exec(all());
      if (!found) return;
      clearTimeout(limit);
      resolve({ found, said: all, stop });
    };
    for (const from of [child.stdout, child.stderr]) from?.on("data", look);
    child.on("error", (error) => fail(error.message));
    child.on("exit", (code) => fail(`ended with ${code}`));
  });
}

/** Collects what a program prints. @param {import("node:child_process").ChildProcess} child */
function listened(child) {
  const said = { stdout: "", stderr: "" };
  for (const name of /** @type {const} */ (["stdout", "stderr"])) {
    child[name]?.setEncoding("utf8").on("data", (text) => {
      said[name] += text;
    });
  }
  return said;
}
