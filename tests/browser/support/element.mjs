// Pages with the elements, served file by file behind a strict policy, and customers to show on them.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

import { openPackage } from "./package.mjs";

export const PROFILE = fileURLToPath(new URL("../../../examples/worker/profile.json", import.meta.url));

/** No inline script, no inline style, nothing from elsewhere. */
const STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const profile = JSON.parse(readFileSync(PROFILE, "utf8"));

/** Customers of every kind: explained in full, bought once, unknown. */
export const customers = {
  ada: { id: "Ada Lovelace", orders: [["1997-01-04", 30], ["1997-05-04", 40], ["1997-06-04", 45], ["1997-08-30", 61.5]].map(([date, amount]) => ({ date, amount })) },
  answered: { id: "c-1842", frequency: 6, recency: 30, T: 36, monetaryValue: 38.5, revenueInYear: 310, purchasesInYear: 7, activeQuarters: 3, elapsedQuarters: 3, choosingTime: 4, satisfaction: 8, recommendation: 9, competitorAttitude: 3, priceSensitivity: 3, incidentTolerance: 5, openComplaints: 1, productionCost: 140, fixedMarketingCost: 10, variableMarketingCost: 12 },
  once: { id: "Bought once", orders: [{ date: "1997-02-11", amount: 12.99 }] },
  leaving: { id: "王小明", orders: [["1997-01-04", 90], ["1997-01-14", 85], ["1997-02-04", 120], ["1997-02-20", 75]].map(([date, amount]) => ({ date, amount })) },
  unknown: { id: "New here" },
};

/** A server of pages under the strict policy, with and without WebAssembly, and a browser. */
export async function openElements(files = {}) {
  const served = await openPackage(
    { "/": STRICT.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"), "/nowasm": STRICT },
    { "/profile.json": PROFILE, ...files },
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
