// The examples of docs/methods, taken out of them and run as a reader would; what they print is what stands below them.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { install, root, run } from "./tarball.mjs";

const { folder } = install();
const pages = join(root, "docs", "methods");

for (const page of existsSync(pages) ? readdirSync(pages).sort() : []) {
  const text = readFileSync(join(pages, page), "utf8");
  const examples = [...text.matchAll(/^```js file=(\S+)\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```)?/gm)];
  for (const [, name = "", code = "", printed] of examples) {
    test(`${page}: ${name}`, () => {
      const home = join(folder, page.replace(".", "-"));
      mkdirSync(home, { recursive: true });
      writeFileSync(join(home, name), code);
      const output = run(process.execPath, [name], { cwd: home });
      if (printed === undefined) assert.notEqual(output, "");
      else assert.equal(output, printed);
    });
  }
}
