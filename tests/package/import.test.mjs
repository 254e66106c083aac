import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import test from "node:test";
import vm from "node:vm";

import { install, root, run } from "./tarball.mjs";

const { folder } = install();
const home = join(folder, "node_modules", "clientele");
const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));

/**
 * Runs a script in the folder where the package is installed, in its own process.
 * @param {string} name file name
 * @param {string} source
 */
function script(name, source) {
  writeFileSync(join(folder, name), source);
  return run(process.execPath, [join(folder, name)], { cwd: folder }).trim();
}

test("is ready at import", () => {
  const out = script("esm.mjs", 'import { version } from "clientele"; console.log(version());');
  assert.equal(out, manifest.version);
});

test("is ready when required", () => {
  const out = script("cjs.cjs", 'const { version } = require("clientele"); console.log(version());');
  assert.equal(out, manifest.version);
});

test("ESM and CommonJS export the same names", () => {
  const esm = script("names.mjs", 'import * as c from "clientele"; console.log(Object.keys(c).sort().join());');
  const cjs = script("names.cjs", 'console.log(Object.keys(require("clientele")).sort().join());');
  assert.equal(cjs, esm);
});

test("the manual entry waits for its file, and takes it once", () => {
  const out = script(
    "manual.mjs",
    `import { readFileSync } from "node:fs";
     import init, { initSync, version } from "clientele/manual";
     let before = "threw";
     try { version(); before = "answered"; } catch ({ name, code, path }) { before = [name, code, path].join(" "); }
     const bytes = readFileSync(new URL(import.meta.resolve("clientele/clientele.wasm")));
     await init(Promise.resolve(bytes));
     await init();
     initSync(bytes);
     initSync(new WebAssembly.Module(bytes));
     console.log(before, version());`,
  );
  assert.equal(out, `ClienteleError Missing init ${manifest.version}`);
});

test("the manual entry loads from a response of any content type", () => {
  for (const type of ["application/wasm", "text/plain"]) {
    const out = script(
      "response.mjs",
      `import { readFileSync } from "node:fs";
       import init, { version } from "clientele/manual";
       const bytes = readFileSync(new URL(import.meta.resolve("clientele/clientele.wasm")));
       await init(new Response(bytes, { headers: { "content-type": "${type}" } }));
       console.log(version());`,
    );
    assert.equal(out, manifest.version, type);
  }
});

test("the manual entry says what it was not given", () => {
  const out = script(
    "nothing.mjs",
    `import init from "clientele/manual";
     for (const source of [undefined, new Response("", { status: 404 })])
       await init(source).catch((error) => console.log(error.message));`,
  );
  assert.match(out, /^init needs .+"clientele\/clientele\.wasm"\nfetching .+ answered 404$/);
});

test("`clientele` and `clientele/manual` are one instance", () => {
  const source = 'import "clientele"; import { version } from "clientele/manual"; console.log(version());';
  assert.equal(script("both.mjs", source), manifest.version);
  const required = 'require("clientele"); console.log(require("clientele/manual").version());';
  assert.equal(script("both.cjs", required), manifest.version);
});

test("decodes its bytes on hosts without a decoder of their own", () => {
  const out = script(
    "bare.mjs",
    `delete globalThis.Buffer; delete Uint8Array.fromBase64; delete globalThis.atob;
     const { version } = await import("clientele"); process.stdout.write(version());`,
  );
  assert.equal(out, manifest.version);
});

test("CommonJS works in another realm without TextDecoder, as in Jest's jsdom", () => {
  const context = vm.createContext({});
  const require = createRequire(join(home, "entry", "index.cjs"));
  /** @type {(path: string) => any} */
  const load = (path) => {
    const module = { exports: {} };
    const wrapper = vm.runInContext(`(function (module, exports, require) {${readFileSync(path, "utf8")}\n})`, context);
    wrapper(module, module.exports, (/** @type {string} */ name) => load(require.resolve(name)));
    return module.exports;
  };
  assert.equal(vm.runInContext("typeof TextDecoder", context), "undefined");
  assert.equal(load(join(home, "entry", "index.cjs")).version(), manifest.version);
});

test("says so where there is no WebAssembly", () => {
  const out = script(
    "none.mjs",
    `delete globalThis.WebAssembly;
     await import("clientele").catch(({ name, code }) => console.log(name, code));`,
  );
  assert.equal(out, "ClienteleError UnsupportedRuntime");
});

test("no entry is lost to tree shaking", async () => {
  const { build } = await import("esbuild");
  /** @type {[import("esbuild").Platform, import("esbuild").Format][]} */
  const forms = [
    ["browser", "esm"],
    ["browser", "iife"],
    ["node", "esm"],
    ["node", "cjs"],
    ["neutral", "esm"],
  ];
  for (const [platform, format] of forms) {
    const outfile = join(folder, `bundle.${platform}.${format === "esm" ? "mjs" : "cjs"}`);
    await build({
      stdin: { contents: 'import { version } from "clientele"; console.log(version());', resolveDir: folder },
      bundle: true,
      minify: true,
      platform,
      format,
      outfile,
      logLevel: "silent",
    });
    assert.equal(run(process.execPath, [outfile]).trim(), manifest.version, `${platform} ${format}`);
  }
});

test("the repository's own copy is the one that was packed", () => {
  const own = readFileSync(join(root, "pkg", "wasm", "full", "clientele_bg.wasm"));
  assert.ok(own.equals(readFileSync(join(home, "wasm", "full", "clientele_bg.wasm"))));
});
