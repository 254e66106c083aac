// The golden set in the runtimes that fit in the time of `npm test`, each with the packed package; all of them:
// npm run test:matrix.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { thisNode } from "../../scripts/matrix/cases/node.mjs";
import { bun, deno } from "../../scripts/matrix/cases/servers.mjs";
import { miniflare, workerd } from "../../scripts/matrix/cases/workers.mjs";
import { assertGolden } from "../../scripts/matrix/programs.mjs";
import { suiteOf } from "../../scripts/matrix/suite.mjs";
import { install } from "./tarball.mjs";

const { tarball } = install();

for (const each of [thisNode, deno, bun, workerd, miniflare]) suiteOf(each, tarball);

describe("the comparison", () => {
  test("refuses another hash, one that is missing, and an error", () => {
    for (const hashes of [{ columns: "0123456789abcdef", objects: "0123456789abcdef" }, {}, { error: "no module" }]) {
      assert.throws(() => assertGolden("clientele/score", /** @type {any} */ (hashes)), /instead of/);
    }
  });
});
