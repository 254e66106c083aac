// Every environment of the matrix, in the order of the table.

import { chromium, firefox, webkit } from "./cases/browsers.mjs";
import { esbuild, parcel, rollup, rspack, vite, webpack } from "./cases/bundlers.mjs";
import { attw, publint } from "./cases/checks.mjs";
import { edgeRuntime } from "./cases/edge-runtime.mjs";
import { fastly } from "./cases/fastly.mjs";
import { rust, wasmtime } from "./cases/native.mjs";
import { next } from "./cases/next.mjs";
import { nodes } from "./cases/node.mjs";
import { quickjs } from "./cases/quickjs.mjs";
import { bun, deno } from "./cases/servers.mjs";
import { jest, vitest } from "./cases/test-runners.mjs";
import { miniflare, workerd, wrangler } from "./cases/workers.mjs";

/** @type {import("./case.mjs").Case[]} */
export const CASES = [
  rust, wasmtime,
  ...nodes, deno, bun,
  workerd, miniflare, wrangler, edgeRuntime, fastly, quickjs,
  chromium, firefox, webkit,
  vite, webpack, rspack, rollup, parcel, esbuild, next,
  vitest, jest,
  publint, attw,
];
