// Pages in browsers: each leaves what it found in `clienteleGolden`.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium as playwright } from "playwright-core";

import { CHROMIUM_FLAGS, findChromium } from "../lib/chromium.mjs";
import { engines } from "../lib/engines.mjs";
import { serve } from "../serve.mjs";
import { Left } from "./left.mjs";

/** @typedef {import("./programs.mjs").Hashes} Hashes */

/** What a browser does for the matrix. @typedef {{ version: string, answer: (url: string) => Promise<Hashes>, close: () => Promise<void> }} Browser */

/** How long a page may take, in seconds. */
const PATIENCE = 120;

/**
 * Looks until the page has left something.
 * @param {() => Promise<Hashes | null>} look
 * @returns {Promise<Hashes>}
 */
async function found(look) {
  for (let waited = 0; waited < PATIENCE * 5; waited++) {
    const hashes = await look();
    if (hashes) return hashes;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the page has nothing to show after ${PATIENCE} s`);
}

/** @returns {Promise<Browser>} */
async function chromium() {
  const executablePath = findChromium();
  if (executablePath === null) throw new Left("Chromium is not installed: npm run setup");
  const browser = await playwright.launch({ executablePath, args: CHROMIUM_FLAGS });
  return {
    version: browser.version(),
    async answer(url) {
      const context = await browser.newContext();
      const page = await context.newPage();
      /** @type {string[]} */
      const said = [];
      /** @type {Error | null} */
      let thrown = null;
      page.on("pageerror", (error) => {
        thrown = error;
      });
      page.on("console", (message) => message.type() === "error" && said.push(message.text()));
      try {
        await page.goto(url);
        // Not waitForFunction: it evaluates a text, which the policies of the pages forbid.
        return await found(() => {
          if (thrown !== null) throw thrown;
          return page.evaluate(() => /** @type {any} */ (globalThis).clienteleGolden ?? null);
        });
      } catch (error) {
        throw new Error(`${url}: ${/** @type {Error} */ (error).message}\n${said.join("\n")}`);
      } finally {
        await context.close();
      }
    },
    close: () => browser.close(),
  };
}

/** @param {"firefox" | "webkit"} name @param {string} packages @returns {Promise<Browser>} */
async function engine(name, packages) {
  const session = await engines[name]();
  if (session === null) throw new Left(`${name} is not installed: apt-get install ${packages}`);
  return {
    version: session.version,
    async answer(url) {
      await session.goto(url);
      return found(() => session.run("() => globalThis.clienteleGolden ?? null"));
    },
    close: async () => session.close(),
  };
}

/** The browsers, by the names of the cases. */
export const browsers = {
  chromium,
  firefox: () => engine("firefox", "firefox-esr"),
  webkit: () => engine("webkit", "webkit2gtk-driver epiphany-browser xvfb"),
};

/**
 * Opens a browser for some work.
 * @param {keyof typeof browsers} name
 * @param {(browser: Browser) => Promise<void>} work
 */
export async function withBrowser(name, work) {
  const browser = await browsers[name]();
  try {
    await work(browser);
  } finally {
    await browser.close();
  }
}

/**
 * Serves a folder behind a policy for some work.
 * @template T
 * @param {string} folder
 * @param {string | undefined} policy that of the studio, if none is given
 * @param {(url: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withPages(folder, policy, work) {
  const { server, url } = await serve({ port: 0, folder, ...(policy === undefined ? {} : { policy }) });
  try {
    return await work(url);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/**
 * Writes a page with some scripts.
 * @param {string} folder
 * @param {string} name
 * @param {string} scripts
 */
export const writePage = (folder, name, scripts) =>
  writeFileSync(join(folder, name), `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>golden</title>\n<body>\n${scripts}\n</body>\n</html>\n`);

/** The import map with which a page has the installed package without a bundler. @param {string} folder */
export function importMap(folder) {
  const { exports } = JSON.parse(readFileSync(join(folder, "node_modules", "clientele", "package.json"), "utf8"));
  /** @type {Record<string, string>} */
  const imports = {};
  for (const [key, value] of Object.entries(exports)) {
    const file = value.import?.default;
    if (file !== undefined) imports[`clientele${key.slice(1)}`] = `/node_modules/clientele/${file.slice(2)}`;
  }
  return imports;
}
