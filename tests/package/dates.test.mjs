// Dates that are numbers: what the types, the readme and docs/methods/data.md say of them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { install, load, root } from "./tarball.mjs";

const { folder } = install();
const { Orders } = await load(folder);

/** 2024-01-01 as Excel counts, from 1900, and as JavaScript is asked to, from 1970. */
const [SERIAL, DAYS] = [45292, 19723];

test("a number is a serial number of Excel in a file and days since 1970 elsewhere", () => {
  const first = (/** @type {number} */ date) => Orders.fromColumns({ customerId: ["a"], date: [date], amount: [1] }).firstDate;
  assert.equal(Orders.fromCsv(`customer,date,amount\na,${SERIAL},1\n`).firstDate, "2024-01-01");
  assert.deepEqual([first(DAYS), first(SERIAL - 25_569), first(SERIAL)], ["2024-01-01", "2024-01-01", "2094-01-02"]);
});

test("it is said where one looks for it", () => {
  for (const path of [["README.md"], ["docs", "methods", "data.md"], ["pkg", "scores.d.ts"]]) {
    assert.match(readFileSync(join(root, ...path), "utf8"), /25,569/, path.join("/"));
  }
});
