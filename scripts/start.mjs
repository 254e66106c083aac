// `npm start`: sets up, builds, and opens the sample shop in the page, on loopback.
// Arguments go to scripts/serve.mjs, such as `npm start -- --port 8080 --no-open`.

import { build } from "./build.mjs";
import { at } from "./lib/paths.mjs";
import { report, run, step } from "./lib/run.mjs";
import { serveOptions } from "./serve.mjs";
import { setup } from "./setup.mjs";

try {
  // What is misspelt is said now, not after the minutes of a first build.
  serveOptions(process.argv.slice(2));
  if (await setup("start")) {
    await build({ javascriptOnly: true });
    await step("Build: the page", () => run(process.execPath, [at("scripts", "www.mjs")]));
    await run(process.execPath, [at("scripts", "serve.mjs"), ...process.argv.slice(2)]);
  } else {
    process.exitCode = 1;
  }
} catch (error) {
  report(error);
}
