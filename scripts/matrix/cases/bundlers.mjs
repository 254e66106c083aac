// Bundlers: what they make runs in Node, and in Chromium where it is for pages.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build as esbuildBuild } from "esbuild";

import { finished } from "../../lib/children.mjs";
import { withBrowser, withPages, writePage } from "../browsers.mjs";
import { program, tool } from "../case.mjs";
import { ENTRIES, printed, short } from "../programs.mjs";
import { versionOf } from "../tools.mjs";

/** @typedef {import("../case.mjs").Case} Case */
/** @typedef {import("../case.mjs").Place} Place */

/**
 * One way of bundling: reads `main`, writes `out`, which runs in Node or on a page.
 * @typedef {{ ran: string, host: "node" | "page", extension?: "mjs" | "cjs", bundle: (main: string, out: string, place: Place) => Promise<unknown> }} Way
 */

/**
 * Returns the case of a bundler that writes one file.
 * @param {{ name: string, label: string, tools?: string, packageName: string, ways: Way[] }} bundler
 * @returns {Case}
 */
const bundler = ({ name, label, tools, packageName, ways }) => ({
  name,
  label,
  ...(tools === undefined ? {} : { tools }),
  async run(place) {
    const { folder, check } = place;
    const version = versionOf(place.tools, packageName);
    await withBrowser("chromium", async ({ answer }) => {
      for (const entry of ENTRIES) {
        for (const [index, { ran, host, extension = "mjs", bundle }] of ways.entries()) {
          const where = host === "page" ? `${ran}, in Chromium` : `${ran}, in Node ${process.versions.node}`;
          await check({ version, entry, ran: where }, async () => {
            // Apart from the project, so that nothing is found that is not in the bundle.
            const home = join(folder, "out", `${short(entry)}-${index}`);
            mkdirSync(home, { recursive: true });
            const out = join(home, `bundle.${extension}`);
            await bundle(join(folder, `main-${short(entry)}.mjs`), out, place);
            if (host === "node") return printed((await finished(process.execPath, [out])).stdout);
            writePage(home, "index.html", `<script type="module" src="/bundle.${extension}"></script>`);
            return withPages(home, undefined, answer);
          });
        }
      }
    });
  },
});

export const esbuild = bundler({
  name: "esbuild",
  label: "esbuild",
  packageName: "esbuild",
  ways: /** @type {const} */ ([["browser", "page", "esm"], ["node", "node", "esm"], ["node", "node", "cjs"], ["neutral", "node", "esm"]]).map(([platform, host, format]) => ({
    ran: `\`--platform=${platform} --format=${format}\``,
    host,
    extension: format === "cjs" ? "cjs" : "mjs",
    bundle: (main, outfile) => esbuildBuild({ entryPoints: [main], outfile, bundle: true, minify: true, platform, format, logLevel: "warning" }),
  })),
});

/**
 * The ways of webpack, which Rspack follows.
 * @param {string} packageName
 * @returns {Way[]}
 */
const webpackWays = (packageName) => /** @type {const} */ ([["web", "page"], ["node", "node"], ["webworker", "page"]]).map(([target, host]) => ({
  ran: `target \`${target}\``,
  host,
  extension: host === "node" ? "cjs" : "mjs",
  async bundle(main, out, { folder, tools }) {
    const { default: pack } = await tool(tools, packageName);
    const compiler = pack({
      mode: "production",
      context: folder,
      target,
      entry: main,
      output: { path: join(out, ".."), filename: out.split("/").at(-1) },
      performance: { hints: false },
    });
    const stats = await new Promise((resolve, reject) => compiler.run((/** @type {any} */ error, /** @type {any} */ done) => (error ? reject(error) : resolve(done))));
    await new Promise((resolve) => compiler.close(resolve));
    if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString({ preset: "errors-warnings", colors: false }));
  },
}));

export const webpack = bundler({ name: "webpack", label: "webpack", packageName: "webpack", ways: webpackWays("webpack") });
export const rspack = bundler({ name: "rspack", label: "Rspack", tools: "rspack", packageName: "@rspack/core", ways: webpackWays("@rspack/core") });

/** @type {(browser: boolean) => Way} */
const rollupWay = (browser) => ({
  ran: browser ? "node-resolve, `browser: true`" : "node-resolve",
  host: browser ? "page" : "node",
  async bundle(input, file, { tools }) {
    const [{ rollup: roll }, { nodeResolve }] = await Promise.all([tool(tools, "rollup"), tool(tools, "@rollup/plugin-node-resolve")]);
    const made = await roll({
      input,
      plugins: [nodeResolve({ browser })],
      onwarn: (/** @type {{ message: string }} */ { message }) => {
        throw new Error(message);
      },
    });
    await made.write({ file, format: "es" });
    await made.close();
  },
});

export const rollup = bundler({ name: "rollup", label: "Rollup", tools: "rollup", packageName: "rollup", ways: [rollupWay(true), rollupWay(false)] });

/**
 * Vite: the page that it builds, the library for a server, and the page of its development server.
 * @type {Case}
 */
export const vite = {
  name: "vite",
  label: "Vite",
  async run({ folder, tools, check }) {
    const { build, createServer } = await tool(tools, "vite");
    const version = versionOf(tools, "vite");
    const common = { root: folder, configFile: false, logLevel: "warn", clearScreen: false, cacheDir: join(folder, "cache") };
    await withBrowser("chromium", async ({ answer }) => {
      for (const entry of ENTRIES) {
        const main = `main-${short(entry)}.mjs`;
        const page = `${short(entry)}.html`;
        writePage(folder, page, `<script type="module" src="/${main}"></script>`);
        await check({ version, entry, ran: "`vite build`, in Chromium" }, async () => {
          const outDir = join(folder, "dist", short(entry));
          await build({ ...common, build: { outDir, chunkSizeWarningLimit: 2000, rollupOptions: { input: join(folder, page) } } });
          return withPages(outDir, undefined, (url) => answer(url + page));
        });
        await check({ version, entry, ran: `\`vite build --ssr\`, in Node ${process.versions.node}` }, async () => {
          const outDir = join(folder, "ssr", short(entry));
          await build({ ...common, ssr: { noExternal: true }, build: { ssr: main, outDir, rollupOptions: { output: { entryFileNames: "bundle.mjs" } } } });
          return printed((await finished(process.execPath, [join(outDir, "bundle.mjs")])).stdout);
        });
        await check({ version, entry, ran: "the page of the development server, in Chromium" }, async () => {
          const server = await createServer({ ...common, server: { host: "127.0.0.1", port: 0, fs: { strict: false } } });
          await server.listen();
          try {
            return await answer(`http://127.0.0.1:${server.httpServer.address().port}/${page}`);
          } finally {
            await server.close();
          }
        });
      }
    });
  },
};

/**
 * Parcel, which knows the conditions of a package only where a project asks for them.
 * @type {Case}
 */
export const parcel = {
  name: "parcel",
  label: "Parcel",
  tools: "parcel",
  async run({ folder, tools, check }) {
    const version = versionOf(tools, "parcel");
    await withBrowser("chromium", async ({ answer }) => {
      for (const [exports, entries] of /** @type {const} */ ([[true, ENTRIES], [false, /** @type {const} */ (["clientele"])]])) {
        const project = { name: "consumer", private: true, "@parcel/resolver-default": { packageExports: exports }, dependencies: { clientele: "*" } };
        for (const entry of entries) {
          await check({ version, entry, ran: `\`packageExports: ${exports}\`, in Chromium` }, async () => {
            writeFileSync(join(folder, "package.json"), JSON.stringify(project));
            const page = `${short(entry)}.html`;
            writePage(folder, page, `<script type="module" src="./main-${short(entry)}.mjs"></script>`);
            const out = join(folder, `dist-${exports}-${short(entry)}`);
            const cacheDir = join(folder, `cache-${exports}-${short(entry)}`);
            await finished(program(tools, "parcel"), ["build", page, "--dist-dir", out, "--cache-dir", cacheDir, "--no-source-maps"], { cwd: folder });
            return withPages(out, undefined, (url) => answer(url + page));
          });
        }
      }
    });
  },
};
