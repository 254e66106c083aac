// The script tags in the documents have the digest of what was built.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { documents } from "../../scripts/integrity.mjs";
import { root } from "./tarball.mjs";

for (const { name, text, right } of documents()) {
  test(`${name} has the digest of this build`, () => {
    const [, digest] = /integrity="([^"]+)"/.exec(right) ?? [];
    assert.ok(text === right, `run \`npm run integrity -- --write\`, which puts in: ${digest}`);
  });
}

test("the digest is that of the file, as a browser computes it", () => {
  const digest = createHash("sha384").update(readFileSync(join(root, "pkg", "wasm", "score", "global.js"))).digest("base64");
  assert.ok(readFileSync(join(root, "README.md"), "utf8").includes(`integrity="sha384-${digest}"`), digest);
});
