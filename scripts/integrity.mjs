// The script tags in the documents, each with the digest of the file that this build made: a page that takes the file
// from a server of others is safe from what it is not.
//
//   node scripts/integrity.mjs [--write]
//
// Without --write it says whether they are right.

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

import { integrityOf } from "./lib/integrity.mjs";
import { at } from "./lib/paths.mjs";
import { Problem, report } from "./lib/run.mjs";
import { crateVersion } from "./lib/toolchain.mjs";

/** The documents, and the files of the package whose tags stand in them. @type {[document: string, file: string][]} */
const TAGS = [
  ["README.md", "wasm/score/global.js"],
  ["docs/element.md", "wasm/score/element.global.js"],
];

/** Returns every document with its text as it is and as it should be. */
export function documents() {
  return TAGS.map(([name, file]) => {
    const text = readFileSync(at(...name.split("/")), "utf8");
    const tag = new RegExp(`clientele@[^/"]+/${file}"(\\s+)integrity="[^"]*"`, "g");
    if (!tag.test(text)) throw new Problem(`${name} has no <script> of ${file} with its integrity`);
    const right = integrityOf(at("pkg", ...file.split("/")));
    return { name, text, right: text.replace(tag, (_, space) => `clientele@${crateVersion()}/${file}"${space}integrity="${right}"`) };
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    const { values } = parseArgs({ options: { write: { type: "boolean" } } });
    for (const { name, text, right } of documents()) {
      if (text === right) console.log(`${name}: right`);
      else if (values.write) {
        writeFileSync(at(...name.split("/")), right);
        console.log(`${name}: written`);
      } else throw new Problem(`${name} has the digest of another build`, "Run: npm run integrity -- --write");
    }
  } catch (error) {
    report(error);
  }
}
