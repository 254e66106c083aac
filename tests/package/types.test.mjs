import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { install, root, tool } from "./tarball.mjs";

const { folder } = install();
cpSync(join(root, "tests", "package", "consumer"), folder, { recursive: true });

const resolutions = [
  { module: "node16", files: ["esm.mts", "commonjs.cts"] },
  { module: "nodenext", files: ["esm.mts", "commonjs.cts"] },
  { module: "esnext", moduleResolution: "bundler", files: ["esm.mts"] },
];

for (const { files, ...options } of resolutions) {
  for (const lib of [["es2022"], ["esnext", "dom"]]) {
    const name = `${options.moduleResolution ?? options.module} with ${lib.join(" and ")}`;
    test(`a strict TypeScript consumer compiles: ${name}`, () => {
      const config = join(folder, "tsconfig.json");
      const compilerOptions = {
        ...options,
        ...{ target: "es2022", lib, types: [], strict: true, noEmit: true },
        ...{ skipLibCheck: false, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
      };
      writeFileSync(config, JSON.stringify({ compilerOptions, files }));
      tool("typescript/bin/tsc", ["-p", config], { cwd: folder });
    });
  }
}
