// `npm run golden`: writes anew the bits of scores that the tests hold every form of the library to: those of all CDNOW
// customers (tests/golden/cdnow.json), of columns of predictions (columns.json), and of the golden customers
// (runtimes/expected.json). CONTRIBUTING.md says when that is allowed.

import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

import { golden } from "../tests/golden/runtimes/golden.mjs";
import { build } from "./build.mjs";
import { at } from "./lib/paths.mjs";
import { report, run } from "./lib/run.mjs";

try {
  await build();
  const api = await import(pathToFileURL(at("pkg", "entry", "index.js")).href);
  const hashes = JSON.stringify(golden(api, { full: true }), null, 2);
  writeFileSync(at("tests", "golden", "runtimes", "expected.json"), `${hashes}\n`);
  // Native code writes the others, and is held to those of the golden customers.
  await run("cargo", ["test", "--locked", "--features", "serde,c", "--test", "integration", "golden"], {
    env: { CLIENTELE_RENEW_GOLDEN: "1" },
  });
} catch (error) {
  report(error);
}
