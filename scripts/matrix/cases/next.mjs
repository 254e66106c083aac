// Next.js: a client component in Chromium, a server component, a route of Node and a route of the edge runtime.

import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { finished, serving } from "../../lib/children.mjs";
import { withBrowser } from "../browsers.mjs";
import { ENTRIES, printed, short } from "../programs.mjs";
import { versionOf } from "../tools.mjs";

/** @typedef {import("../case.mjs").Entry} Entry */

/** @param {Entry} entry */
const computed = (entry) => `golden(api, { full: ${entry === "clientele"} })`;

/**
 * How an application asks for the edge runtime. Next.js 16.4.6 does not build a route of `app` for it with webpack, not even
 * in an application without any package: the build ends with "ENOENT … route_client-reference-manifest.js".
 */
const EDGE = {
  turbopack: { file: (/** @type {string} */ name) => `app/${name}/edge/route.js`, url: (/** @type {string} */ name) => `${name}/edge`, ran: "route, runtime `edge`" },
  webpack: { file: (/** @type {string} */ name) => `pages/api/${name}.js`, url: (/** @type {string} */ name) => `api/${name}`, ran: "API route of `pages`, runtime `edge`" },
};

/**
 * Writes the application: a folder for each entry.
 * @param {string} folder
 * @param {string} tools
 * @param {"turbopack" | "webpack"} bundler
 */
function write(folder, tools, bundler) {
  /** @param {string} path @param {string} text */
  const file = (path, text) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  file("next.config.mjs", `export default { turbopack: { root: ${JSON.stringify(tools)} }, outputFileTracingRoot: ${JSON.stringify(tools)} };\n`);
  file("app/layout.js", 'export default ({ children }) => <html lang="en"><body>{children}</body></html>;\n');
  for (const entry of ENTRIES) {
    const imports = `import * as api from "${entry}";\nimport { golden } from "../../../golden.mjs";\n`;
    const home = `app/${short(entry)}`;
    file(`${home}/client/page.js`, `"use client";\n${imports}import { useEffect } from "react";\nexport default function Page() {\n  useEffect(() => { globalThis.clienteleGolden = ${computed(entry)}; }, []);\n  return <p>golden</p>;\n}\n`);
    file(`${home}/server/page.js`, `${imports}export const dynamic = "force-dynamic";\nexport default function Page() {\n  return <pre dangerouslySetInnerHTML={{ __html: "CLIENTELE-GOLDEN " + JSON.stringify(${computed(entry)}) }} />;\n}\n`);
    file(`${home}/nodejs/route.js`, `${imports}export const dynamic = "force-dynamic";\nexport const GET = () => Response.json(${computed(entry)});\n`);
    const edge = EDGE[bundler].file(short(entry));
    const inEdge = imports.replace("../../../", "../".repeat(edge.split("/").length - 1));
    file(edge, bundler === "turbopack"
      ? `${inEdge}export const runtime = "edge";\nexport const GET = () => Response.json(${computed(entry)});\n`
      : `${inEdge}export const config = { runtime: "edge" };\nexport default () => Response.json(${computed(entry)});\n`);
  }
}

/** @type {import("../case.mjs").Case} */
export const next = {
  name: "next",
  label: "Next.js",
  tools: "next",
  async run({ folder: home, tools, check }) {
    const version = versionOf(tools, "next");
    const script = join(tools, "node_modules", "next", "dist", "bin", "next");
    const env = { NEXT_TELEMETRY_DISABLED: "1", NO_COLOR: "1", CI: "1" };
    for (const bundler of /** @type {const} */ (["turbopack", "webpack"])) {
      const folder = join(home, bundler);
      write(folder, tools, bundler);
      for (const name of ["golden.mjs", "set.mjs", "package.json"]) cpSync(join(home, name), join(folder, name));
      /** @type {unknown} */
      let failure;
      await finished(process.execPath, [script, "build", `--${bundler}`], { cwd: folder, env, seconds: 400 }).catch((error) => {
        failure = error;
      });
      const server = failure === undefined ? await serving(process.execPath, [script, "start", "-H", "127.0.0.1", "-p", "0"], /(http:\/\/127\.0\.0\.1:\d+)/, { cwd: folder, env }) : null;
      try {
        await withBrowser("chromium", async ({ answer }) => {
          for (const entry of ENTRIES) {
            /** @param {string} path */
            const url = (path) => {
              if (server === null) throw failure;
              return `${server.found[1]}/${path}`;
            };
            const name = short(entry);
            /** @param {string} path */
            const text = async (path) => {
              const response = await fetch(url(path));
              const said = await response.text();
              if (!response.ok) throw new Error(`${path} answered ${response.status}: ${said.slice(0, 2000)}\n${server?.said()}`);
              return said;
            };
            const row = { version: `${version}, ${bundler}`, entry };
            await check({ ...row, ran: "client component, in Chromium" }, () => answer(url(`${name}/client`)));
            await check({ ...row, ran: "server component" }, async () => printed(await text(`${name}/server`)));
            await check({ ...row, ran: "route, runtime `nodejs`" }, async () => JSON.parse(await text(`${name}/nodejs`)));
            await check({ ...row, ran: EDGE[bundler].ran }, async () => JSON.parse(await text(EDGE[bundler].url(name))));
          }
        });
      } finally {
        server?.stop();
      }
    }
  },
};
