// Files that are no text, and texts in a wider encoding than their name: what they are is said, not how they might be decoded.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { clientele, install, load } from "./tarball.mjs";

const { folder } = install();
const { Orders, readRecords, readTable } = await load(folder);

/** How each kind begins: the signatures of the formats' own specifications. @type {[name: string, begin: number[], says: RegExp][]} */
const KINDS = [
  ["orders.xlsx", [0x50, 0x4b, 0x03, 0x04], /Excel workbook.*\.xlsx.*save the sheet as CSV/],
  ["orders.xls", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], /Excel workbook \(\.xls\).*save the sheet as CSV/],
  ["orders.png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], /picture \(PNG\)/],
  ["orders.jpg", [0xff, 0xd8, 0xff, 0xe0], /picture \(JPEG\)/],
  ["orders.pdf", [...Buffer.from("%PDF-1.7\n")], /PDF/],
  ["orders.csv.gz", [0x1f, 0x8b, 0x08, 0x00], /gzip.*unpack it/],
];

for (const [name, begin, says] of KINDS) {
  const bytes = Uint8Array.from([...begin, ...Buffer.from("\0\n,rest,of,it\n")]);
  test(`${name} is named for what it is`, () => {
    for (const read of [
      () => Orders.fromCsv(bytes), () => Orders.inspect(bytes), () => Orders.fromCsv(bytes, { encoding: "windows-1252", onBadRow: "collect" }),
      () => readTable(bytes), () => readRecords("costs", bytes),
    ]) {
      assert.throws(read, ({ code, row, message }) => code === "InvalidEncoding" && row === 1 && says.test(message) && !/encoding/.test(message));
    }
  });

  test(`${name} on the command line`, () => {
    writeFileSync(join(folder, name), bytes);
    const profile = join(folder, "profile.json");
    writeFileSync(join(folder, "good.csv"), "customer,date,amount\na,2024-01-01,1\na,2024-03-01,1\n");
    clientele(folder, ["fit", "good.csv", "--out", profile]);
    for (const args of [["fit", name], ["score", name, "--profile", profile], ["worklist", name]]) {
      const { status, stderr } = clientele(folder, args);
      assert.equal(status, 1);
      assert.match(stderr, says);
      assert.match(stderr, args[0] === "worklist" ? /\[InvalidEncoding\]/ : new RegExp(`clientele: ${name} is an? `));
    }
  });
}

test("a text that begins with the same letters is one", () => {
  assert.equal(Orders.fromCsv(Buffer.from("PK,date,amount\na,2024-01-01,1\n"), { columns: { customerId: "PK" } }).length, 1);
});

test("GBK holds what GB18030 holds, as on the web", () => {
  // U+20087 takes four bytes, 95 32 90 31, which GBK to the letter has not (GB 18030-2005).
  const name = [0x95, 0x32, 0x90, 0x31];
  const bytes = Buffer.concat([Buffer.from("customer,date,amount\n"), Buffer.from(name), Buffer.from(",2024-01-01,1\n")]);
  for (const encoding of ["gbk", "GB2312", "gb18030"]) {
    assert.deepEqual(Orders.fromCsv(bytes, { encoding }).summarize().ids, ["\u{20087}"]);
  }
  writeFileSync(join(folder, "gbk.csv"), bytes);
  assert.equal(clientele(folder, ["fit", "gbk.csv", "--encoding", "gbk"]).status, 0);
});
