// Firefox and WebKit by the protocols that they speak themselves: Marionette over a socket, WebDriver over HTTP.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { started } from "./children.mjs";
import { which } from "./paths.mjs";

const MINIBROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

/** @returns {Promise<number>} a port that is free */
export const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });

/**
 * Tries until it works, for some twenty seconds: a browser takes its time to start.
 * @template T
 * @param {() => Promise<T>} attempt
 * @returns {Promise<T>}
 */
async function until(attempt) {
  for (let i = 0; ; i++) {
    try {
      return await attempt();
    } catch (error) {
      if (i > 80) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

/** @typedef {(marionette: string, webdriver: string, parameters: object) => Promise<any>} Command */

/**
 * The commands of a session, whatever carries them.
 * @param {Command} command
 * @param {() => void | Promise<void>} close
 * @param {any} capabilities what the browser says of itself
 */
function sessionOf(command, close, capabilities) {
  return {
    /** @type {string} */
    version: capabilities.browserVersion,
    /** @param {string} url */
    goto: (url) => command("Navigate", "url", { url }),
    /**
     * Runs a function of the page and gives what it returns.
     * @param {string} body
     * @param {...unknown} args
     */
    run: async (body, ...args) => {
      const script = `const done = arguments[arguments.length - 1]; Promise.resolve().then(() => (${body})(...[...arguments].slice(0, -1))).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const { value, error } = await command("ExecuteAsyncScript", "execute/async", { script, args });
      if (error) throw new Error(error);
      return value;
    },
    /** @param {...string} keys */
    keys: (...keys) =>
      command("PerformActions", "actions", { actions: [{ type: "key", id: "keyboard", actions: keys.flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]) }] }),
    screenshot: () => command("TakeScreenshot", "screenshot", { full: true }),
    close,
  };
}

export const KEYS = { tab: "\uE004", enter: "\uE007", left: "\uE012" };

/** @typedef {ReturnType<typeof sessionOf>} Engine */

/** @returns {Promise<Engine | null>} */
async function firefox() {
  const program = which("firefox-esr") ?? which("firefox");
  if (!program) return null;
  const [profile, port] = [mkdtempSync(join(tmpdir(), "clientele-firefox-")), await freePort()];
  writeFileSync(join(profile, "user.js"), `user_pref("marionette.port", ${port});\nuser_pref("browser.shell.checkDefaultBrowser", false);\nuser_pref("datareporting.policy.dataSubmissionEnabled", false);\nuser_pref("app.update.enabled", false);\n`);
  const { stop: end } = started(program, ["--headless", "--marionette", "--no-remote", "--profile", profile, "--width", "900", "--height", "1000", "about:blank"], { env: { MOZ_HEADLESS: "1" } });
  const close = () => {
    end();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const socket = await until(() => new Promise((/** @type {(socket: import("node:net").Socket) => void} */ resolve, reject) => {
      const one = connect(port, "127.0.0.1", () => resolve(one)).once("error", reject);
    }));
    /** @type {Map<number, (error: any, value: any) => void>} */
    const waiting = new Map();
    let buffer = Buffer.alloc(0);
    socket.on("data", (bytes) => {
      buffer = Buffer.concat([buffer, bytes]);
      for (;;) {
        const colon = buffer.indexOf(":");
        const length = Number(buffer.subarray(0, Math.max(colon, 0)).toString());
        if (colon < 0 || buffer.length < colon + 1 + length) return;
        const message = JSON.parse(buffer.subarray(colon + 1, colon + 1 + length).toString());
        buffer = buffer.subarray(colon + 1 + length);
        if (!Array.isArray(message)) continue;
        const [, id, error, value] = message;
        waiting.get(id)?.(error, value);
        waiting.delete(id);
      }
    });
    let count = 0;
    /** @type {Command} */
    const command = (name, _, parameters) =>
      new Promise((resolve, reject) => {
        const text = JSON.stringify([0, ++count, `WebDriver:${name}`, parameters]);
        waiting.set(count, (error, value) => (error ? reject(new Error(`${error.error}: ${error.message}`)) : resolve(value?.value !== undefined ? value.value : value)));
        socket.write(`${Buffer.byteLength(text)}:${text}`);
      });
    const { capabilities } = await command("NewSession", "", { capabilities: { alwaysMatch: {} } });
    return sessionOf(command, () => { socket.destroy(); close(); }, capabilities);
  } catch (error) {
    close();
    throw error;
  }
}

/** @returns {Promise<Engine | null>} */
async function webkit() {
  const [driver, display] = [which("WebKitWebDriver"), which("xvfb-run")];
  if (!driver || !display) return null;
  const port = await freePort();
  const { stop: end } = started(display, ["-a", driver, `--port=${port}`, "--host=127.0.0.1"]);
  try {
    const base = `http://127.0.0.1:${port}/session`;
    /** @param {string} path @param {object} body */
    const ask = async (path, body) => {
      const response = await fetch(base + path, { method: "POST", body: JSON.stringify(body) });
      const { value } = /** @type {any} */ (await response.json());
      if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
      return value;
    };
    const options = { binary: MINIBROWSER, args: ["--automation"] };
    const { sessionId, capabilities } = await until(() => ask("", { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } } }));
    /** @type {Command} */
    const command = async (_, path, parameters) => {
      if (path !== "screenshot") return ask(`/${sessionId}/${path}`, parameters);
      return /** @type {any} */ (await (await fetch(`${base}/${sessionId}/screenshot`)).json()).value;
    };
    await ask(`/${sessionId}/window/rect`, { width: 900, height: 1000 });
    return sessionOf(command, async () => {
      await fetch(`${base}/${sessionId}`, { method: "DELETE" }).catch(() => {});
      end();
    }, capabilities);
  } catch (error) {
    end();
    throw error;
  }
}

/** Starts a browser; null where it is not installed. */
export const engines = { firefox, webkit };
