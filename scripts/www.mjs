// Bundles the page: www/ and the package `clientele` into www/dist, nothing left to fetch from elsewhere.
//
//   node scripts/www.mjs [--serve]      --serve: then serve it and open the sample shop

import { build } from "esbuild";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const www = join(root, "www");
const dist = join(www, "dist");

/** The public entry of the package. */
const library = join(root, "pkg", "entry", "index.js");

async function bundle() {
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(join(dist, "data"), { recursive: true });
  /** @type {import("esbuild").BuildOptions} */
  const common = {
    absWorkingDir: root,
    outdir: dist,
    bundle: true,
    minify: true,
    target: ["es2022", "chrome111", "firefox115", "safari16.4"],
    legalComments: "linked",
    logLevel: "warning",
  };
  // A classic script: it must run before the first paint, and modules never do.
  await build({ ...common, entryPoints: { boot: "www/src/boot.js" }, format: "iife" });
  const result = await build({
    ...common,
    entryPoints: {
      studio: "www/src/main.js",
      worker: "www/src/worker/worker.js",
      styles: "www/css/studio.css",
    },
    alias: { clientele: library },
    splitting: true,
    chunkNames: "parts/[name]-[hash]",
    format: "esm",
    metafile: true,
    loader: { ".woff2": "file", ".svg": "file" },
    assetNames: "assets/[name]-[hash]",
  });
  for (const file of ["index.html", "favicon.svg"]) cpSync(join(www, file), join(dist, file));
  cpSync(join(www, "data"), join(dist, "data"), { recursive: true });
  cpSync(join(root, "tests", "fixtures", "cdnow_orders.csv"), join(dist, "data", "cdnow-orders.csv"));
  writeFileSync(join(dist, "meta.json"), JSON.stringify(result.metafile));
}

function sizes() {
  const names = readdirSync(dist, { recursive: true }).map(String);
  for (const name of names.filter((file) => /\.(js|css|html|woff2)$/.test(file)).sort()) {
    const bytes = readFileSync(join(dist, name));
    const gzip = gzipSync(bytes, { level: 9 }).length;
    console.log(`www/dist/${name.padEnd(32)} ${String(bytes.length).padStart(8)} B, gzip ${String(gzip).padStart(7)} B`);
  }
}

await bundle();
sizes();
if (process.argv.includes("--serve")) {
  const { announce } = await import("./serve.mjs");
  await announce(process.argv.slice(2).filter((arg) => arg !== "--serve"));
}
