// Pages with the elements, served file by file behind a strict policy, and customers to show on them.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

import { customers } from "./customers.mjs";
import { openPackage } from "./package.mjs";

export { customers };

/** @param {string} name */
const here = (name) => fileURLToPath(new URL(name, import.meta.url));

export const PROFILE = fileURLToPath(new URL("../../../examples/worker/profile.json", import.meta.url));

/** No inline script, no inline style, nothing from elsewhere. */
const STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
const WASM = STRICT.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'");
export const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const profile = JSON.parse(readFileSync(PROFILE, "utf8"));

/** A server of pages under the strict policy, with and without WebAssembly, and a browser. */
export async function openElements(files = {}) {
  const served = await openPackage(
    { "/": WASM, "/nowasm": STRICT, "/engines": WASM, "/workers": "default-src 'self'", "/framing": `${STRICT}; frame-src 'self'` },
    { "/profile.json": PROFILE, "/customers.js": here("customers.mjs"), "/engine-page.js": here("engine-page.mjs"), ...files },
    { "/engines": '<script type="module" src="/engine-page.js"></script>', "/framing": '<iframe title="score" sandbox="allow-scripts" src="/engines"></iframe>' },
  );

  /** A page that has loaded the elements; `trouble()` is what must not happen. */
  async function page({ path = "/", width = 900, height = 1000, theme = "light", modules = ["element/index.js"], lang = "en" } = {}) {
    const context = await served.browser.newContext({ viewport: { width, height }, colorScheme: theme, locale: "en-GB", reducedMotion: "reduce" });
    const troubles = [];
    await context.addInitScript(() => {
      window.violations = [];
      document.addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
    });
    const opened = await context.newPage();
    opened.on("console", (message) => troubles.push(message.text()));
    opened.on("pageerror", (error) => troubles.push(String(error)));
    await opened.goto(served.url + path);
    await opened.evaluate(async ([base, names, tag, given]) => {
      document.documentElement.lang = tag;
      window.given = given;
      window.main = document.body.appendChild(document.createElement("main"));
      const heading = window.main.appendChild(document.createElement("h1"));
      heading.textContent = "CRM";
      /** Puts an element on the page and waits until it is drawn. */
      window.add = async (properties = {}, attributes = {}, name = "clientele-score", parent = window.main) => {
        const element = document.createElement(name);
        for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
        Object.assign(element, properties);
        parent.append(element);
        await element.updated;
        return element;
      };
      for (const file of names) await import(`${base}/${file}`);
    }, [served.url, modules, lang, { profile, customers }]);
    const trouble = async () => [...troubles, ...(await opened.evaluate(() => window.violations))];
    return { page: opened, context, trouble, close: () => context.close() };
  }
  return { ...served, page };
}

/** What axe-core finds on a page, whatever its weight. */
export async function axeFindings(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target} ${failureSummary}`)}`);
  });
}
