// Test runners, in which a shop tests what calls the package: each resolves and evaluates modules in its own way.

import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { finished } from "../../lib/children.mjs";
import { program } from "../case.mjs";
import { ENTRIES, printed, short } from "../programs.mjs";
import { versionOf } from "../tools.mjs";

/** @typedef {import("../case.mjs").Case} Case */

/** @type {Case} */
export const vitest = {
  name: "vitest",
  label: "Vitest",
  tools: "vitest",
  async run({ folder, tools, check }) {
    for (const entry of ENTRIES) {
      await check({ version: versionOf(tools, "vitest"), entry, ran: "a test" }, async () => {
        const name = `${short(entry)}.test.mjs`;
        writeFileSync(join(folder, name), `import { expect, test } from "vitest";\nimport "./main-${short(entry)}.mjs";\ntest("golden", () => expect(globalThis.clienteleGolden.error).toBeUndefined());\n`);
        const { stdout } = await finished(program(tools, "vitest"), ["run", "--root", folder, "--disableConsoleIntercept", name], { cwd: folder, env: { NO_COLOR: "1" } });
        return printed(stdout);
      });
    }
  },
};

/** @type {Case} */
export const jest = {
  name: "jest",
  label: "Jest",
  tools: "jest",
  async run({ folder, tools, check }) {
    for (const environment of ["node", "jsdom"]) {
      for (const entry of ENTRIES) {
        await check({ version: versionOf(tools, "jest"), entry, ran: `a test, environment \`${environment}\`` }, async () => {
          const name = `${short(entry)}.test.cjs`;
          writeFileSync(join(folder, name), `require("./main-${short(entry)}.cjs");\ntest("golden", () => expect(globalThis.clienteleGolden.error).toBeUndefined());\n`);
          writeFileSync(join(folder, "jest.config.cjs"), 'module.exports = { testMatch: ["**/*.test.cjs"], transform: {} };\n');
          const { stdout, stderr } = await finished(program(tools, "jest"), ["--rootDir", folder, "--env", environment, "--config", join(folder, "jest.config.cjs"), "--runTestsByPath", join(folder, name)], { cwd: folder, env: { NO_COLOR: "1" } });
          return printed(stdout + stderr);
        });
      }
    }
  },
};
