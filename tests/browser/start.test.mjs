// `npm start`: what it opens, and what it says of arguments that are none.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { serveOptions } from "../../scripts/serve.mjs";
import { figure, openStudio } from "./support/studio.mjs";

const script = (name) => fileURLToPath(new URL(`../../scripts/${name}.mjs`, import.meta.url));

test("arguments are read", () => {
  assert.equal(serveOptions([]).port, 4173);
  assert.deepEqual(serveOptions(["--port", "8080", "--no-open"]), { port: 8080, open: false });
  assert.equal(serveOptions(["--port=0"]).port, 0);
});

for (const args of [["--port", "abc"], ["--port", "99999"], ["--port", "-1"], ["--port=-1"], ["--port="], ["--port"], ["--port", "80.5"], ["--prot", "8080"], ["8080"]]) {
  test(`${args.join(" ")} is refused before anything is built`, () => {
    for (const name of ["start", "serve"]) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [script(name), ...args], { encoding: "utf8", timeout: 30_000 });
      assert.deepEqual([status, stdout], [1, ""]);
      assert.match(stderr, /npm start -- \[--port 0-65535\] \[--no-open\]/);
      assert.match(stderr, args[0].startsWith("--port") ? /--port/ : /--prot|8080/);
      assert.doesNotMatch(stderr, /^ {4}at /m, "a stack is no message");
    }
  });
}

test("the address that is opened shows the sample, analysed", async () => {
  const child = spawn(process.execPath, [script("serve"), "--port", "0", "--no-open"], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const said = await new Promise((resolve) => {
      let text = "";
      child.stdout.on("data", (piece) => { text += piece; if (text.includes("Ctrl+C")) resolve(text); });
    });
    const opened = new URL(/Studio: (\S+)/.exec(said)[1]);
    assert.equal((await fetch(opened)).status, 200);
    const studio = await openStudio();
    const { page, trouble, close } = await studio.page({ path: opened.search });
    await page.waitForSelector(".results", { timeout: 60_000 });
    assert.equal(await figure(page, "customers"), "800");
    assert.deepEqual(await trouble(), []);
    await close();
    await studio.close();
  } finally {
    child.kill();
  }
});
