// An environment of the matrix as a suite of Node's test runner.

import { test } from "node:test";

import { compared, runCase } from "./case.mjs";

/**
 * Makes one test of each row.
 * @param {import("./case.mjs").Case} which
 * @param {string} tarball
 */
export function suiteOf(which, tarball) {
  test(which.label, async (context) => {
    await runCase(which, tarball, async (row, work) => {
      await context.test(`${row.entry}: ${row.ran}`, async () => {
        await compared(row, work);
      });
    });
  });
}
