import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { BUDGETS } from "../../scripts/lib/sizes.mjs";
import { checkTypes, publintMessages } from "../../scripts/matrix/cases/checks.mjs";
import { install, root, run } from "./tarball.mjs";

const { folder, tarball, files } = install();
const home = join(folder, "node_modules", "clientele");
const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));

/**
 * Returns every path that the manifest names.
 * @param {unknown} value
 * @returns {string[]}
 */
const paths = (value) =>
  typeof value === "string" ? [value] : Object.values(/** @type {object} */ (value ?? {})).flatMap(paths);

test("holds exactly one WebAssembly file for each build", () => {
  assert.deepEqual(
    files.filter((file) => file.endsWith(".wasm")),
    ["wasm/full/clientele_bg.wasm", "wasm/score/clientele_score_bg.wasm"],
  );
});

test("holds every file that its manifest names", () => {
  const named = [manifest.main, manifest.module, manifest.types, ...paths(manifest.bin), ...paths(manifest.exports)];
  for (const path of named) assert.ok(existsSync(join(home, path)), path);
});

test("holds the schema of profiles, as JSON under its own name", () => {
  assert.equal(manifest.exports["./profile.schema.json"], "./profile.schema.json");
  assert.ok(files.includes("profile.schema.json"));
  assert.equal(JSON.parse(readFileSync(join(home, "profile.schema.json"), "utf8")).properties.version.const, 2);
});

test("holds the licences and the readme", () => {
  for (const file of ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT", "README.md"]) assert.ok(files.includes(file), file);
});

test("holds no source of the build, no test and no stray file", () => {
  const stray = files.filter((file) => /(^|\/)\.|\.(rs|toml|mjs|map|tgz)$|(^|\/)(tests?|scripts|node_modules)\//.test(file));
  assert.deepEqual(stray, []);
});

test("runs nothing when it is installed, and depends on nothing", () => {
  assert.equal(manifest.scripts, undefined);
  assert.equal(manifest.dependencies, undefined);
});

test("has the version of the crate", () => {
  const version = readFileSync(join(root, "Cargo.toml"), "utf8").match(/^version = "(.+)"/m)?.[1];
  assert.equal(manifest.version, version);
});

test("keeps to the size budgets", () => {
  const { sizes, mode } = JSON.parse(readFileSync(join(root, "pkg", "wasm", "build.json"), "utf8"));
  assert.equal(mode, "full", "the sizes count for the optimised build only: run npm run build");
  assert.equal(sizes.wasm.raw, statSync(join(home, "wasm/full/clientele_bg.wasm")).size);
  assert.ok(sizes.wasm.gzip <= BUDGETS.wasm, `wasm: ${sizes.wasm.gzip} of ${BUDGETS.wasm} bytes`);
  const { scoreWasm, scoreBundle, nowasm } = sizes;
  assert.ok(scoreWasm.gzip <= BUDGETS.scoreWasm, `score build: ${scoreWasm.gzip} of ${BUDGETS.scoreWasm} bytes`);
  assert.ok(scoreBundle.gzip <= BUDGETS.scoreBundle, `its bundle: ${scoreBundle.gzip} of ${BUDGETS.scoreBundle} bytes`);
  assert.equal(nowasm.raw, statSync(join(home, "wasm/score/nowasm.js")).size);
  assert.ok(nowasm.gzip <= BUDGETS.nowasm, `without WebAssembly: ${nowasm.gzip} of ${BUDGETS.nowasm} bytes`);
  assert.ok(sizes.adapters.gzip <= BUDGETS.adapters, `adapters: ${sizes.adapters.gzip} of ${BUDGETS.adapters} bytes`);
  assert.ok(sizes.bundle.gzip <= BUDGETS.bundle, `bundle: ${sizes.bundle.gzip} of ${BUDGETS.bundle} bytes`);
});

test("publint finds nothing", async () => {
  assert.deepEqual(await publintMessages(tarball), []);
});

test("attw finds the types of every entry right", async () => {
  await checkTypes(tarball);
});

test("no module has a file as one object and also exports all of it: Parcel loses the object", () => {
  for (const file of files.filter((name) => name.endsWith(".js"))) {
    const text = readFileSync(join(home, file), "utf8");
    const whole = [...text.matchAll(/^import \* as \w+ from "([^"]+)";$/gm)].map(([, from]) => from);
    const passed = [...text.matchAll(/^export \* from "([^"]+)";$/gm)].map(([, from]) => from);
    assert.deepEqual(whole.filter((from) => passed.includes(from)), [], file);
  }
});

test("the command line prints its help", () => {
  const help = run(join(folder, "node_modules", ".bin", "clientele"), ["--help"]);
  for (const command of ["fit", "score", "ahp"]) assert.match(help, new RegExp(`\\b${command}\\b`));
});
