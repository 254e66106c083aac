// The examples of docs/methods and of the pages on visitors and adapters, run as a reader would; they print what the page says they print.
// The examples of docs/methods and of the pages on visitors and on the edge service, run as a reader would; they print what the page says they print.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { install, provide, root, run } from "./tarball.mjs";

const { folder } = install();
// docs/methods/score.md validates a profile by its schema.
provide(folder, "ajv");
const pages = [...readdirSync(join(root, "docs", "methods")).map((page) => `methods/${page}`), "visitor.md", "adapters.md", "edge.md"];
const EXAMPLE = /^```js file=(\S+)\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```)?/gm;

for (const page of pages) {
  describe(`docs/${page}`, () => {
    const examples = [...readFileSync(join(root, "docs", page), "utf8").matchAll(EXAMPLE)];

    test("has examples, and each says what it prints", () => {
      assert.ok(examples.length > 0);
      for (const [, name, , printed] of examples) assert.ok(printed, name);
    });

    for (const [, name = "", code = "", printed] of examples) {
      test(name, () => {
        const home = join(folder, page.replace(/\W/g, "-"));
        mkdirSync(home, { recursive: true });
        writeFileSync(join(home, name), code);
        assert.equal(run(process.execPath, [name], { cwd: home }), printed);
      });
    }
  });
}
