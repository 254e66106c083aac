// Browsers, without a bundler: modules by an import map, one file by a <script>, and workers.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { integrityOf } from "../../lib/integrity.mjs";
import { importMap, withBrowser, withPages, writePage } from "../browsers.mjs";
import { ENTRIES, program, short } from "../programs.mjs";

/** @typedef {import("../case.mjs").Entry} Entry */

const GLOBAL = "node_modules/clientele/wasm/score/global.js";

const POLICIES = {
  /** With an import map, which stands in the page. */
  map: "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
  /** As the page of the studio has it. */
  wasm: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'",
  /** Without a word about WebAssembly, which is then forbidden. */
  plain: "default-src 'self'; script-src 'self'",
};

/** Asks a worker that answers with its hashes, and leaves them in the page. @param {string} source an expression: a promise of the answer */
const asking = (source) => `globalThis.clienteleGolden = await (${source}).catch((error) => ({ error: String(error) }));`;

/** @type {Record<string, string>} */
const ASKED = {
  module: 'new Promise((resolve, reject) => { const worker = new Worker("/worker.mjs", { type: "module" }); worker.onmessage = ({ data }) => resolve(data); worker.onerror = (event) => reject(event.message); })',
  classic: 'new Promise((resolve, reject) => { const worker = new Worker("/classic.js"); worker.onmessage = ({ data }) => resolve(data); worker.onerror = (event) => reject(event.message); })',
  service: `(async () => {
  await navigator.serviceWorker.register("/classic.js");
  const { active } = await navigator.serviceWorker.ready;
  return new Promise((resolve) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = ({ data }) => resolve(data); active.postMessage("ask", [port2]); });
})()`,
};

/** Writes the pages and the workers. @param {string} folder */
function write(folder) {
  const imports = importMap(folder);
  for (const entry of /** @type {Entry[]} */ ([...ENTRIES, "clientele/score/nowasm"])) {
    writePage(folder, `map-${short(entry)}.html`, `<script type="importmap">${JSON.stringify({ imports })}</script>\n<script type="module" src="/main-${short(entry)}.mjs"></script>`);
    // Without a map, which a page of a strict policy has not: by the path of the file.
    const source = readFileSync(join(folder, `main-${short(entry)}.mjs`), "utf8").replace(`"${entry}"`, `"${imports[entry]}"`);
    writeFileSync(join(folder, `path-${short(entry)}.mjs`), source);
    writePage(folder, `path-${short(entry)}.html`, `<script type="module" src="/path-${short(entry)}.mjs"></script>`);
  }
  writeFileSync(join(folder, "global.mjs"), program("clientele/score", 'import { golden } from "./golden.mjs";\nconst api = globalThis.clientele;'));
  writePage(folder, "global.html", `<script src="/${GLOBAL}" integrity="${integrityOf(join(folder, GLOBAL))}" crossorigin="anonymous"></script>\n<script type="module" src="/global.mjs"></script>`);
  writeFileSync(join(folder, "worker.mjs"), `${readFileSync(join(folder, "path-clientele-score.mjs"), "utf8")}postMessage(globalThis.clienteleGolden);\n`);
  writeFileSync(
    join(folder, "classic.js"),
    `importScripts("/${GLOBAL}", "/golden.classic.js");
const answer = goldenSet.golden(clientele, { full: false });
if (typeof ServiceWorkerGlobalScope === "undefined") postMessage(answer);
else addEventListener("message", ({ ports }) => ports[0].postMessage(answer));
`,
  );
  for (const [name, source] of Object.entries(ASKED)) {
    writeFileSync(join(folder, `ask-${name}.mjs`), asking(source));
    writePage(folder, `ask-${name}.html`, `<script type="module" src="/ask-${name}.mjs"></script>`);
  }
}

/** @type {{ entry: Entry, ran: string, page: string, policy: string }[]} */
const ROWS = [
  ...ENTRIES.map((entry) => ({ entry, ran: "an import map, no bundler", page: `map-${short(entry)}.html`, policy: POLICIES.map })),
  { entry: "clientele/score", ran: "`<script src=score.global.js integrity=…>`", page: "global.html", policy: POLICIES.wasm },
  { entry: "clientele/score/nowasm", ran: "under `script-src 'self'`", page: "path-clientele-score-nowasm.html", policy: POLICIES.plain },
  { entry: "clientele/score", ran: "Web Worker, a module", page: "ask-module.html", policy: POLICIES.wasm },
  { entry: "clientele/score", ran: "Web Worker, `importScripts`", page: "ask-classic.html", policy: POLICIES.wasm },
  { entry: "clientele/score", ran: "Service Worker", page: "ask-service.html", policy: POLICIES.wasm },
];

/** @type {(name: "chromium" | "firefox" | "webkit", label: string) => import("../case.mjs").Case} */
const inBrowser = (name, label) => ({
  name,
  label,
  async run({ folder, check }) {
    write(folder);
    await withBrowser(name, async ({ version, answer }) => {
      for (const { entry, ran, page, policy } of ROWS) {
        await check({ version, entry, ran }, () => withPages(folder, policy, (url) => answer(url + page)));
      }
    });
  },
});

export const chromium = inBrowser("chromium", "Chromium");
export const firefox = inBrowser("firefox", "Firefox");
export const webkit = inBrowser("webkit", "WebKitGTK");
