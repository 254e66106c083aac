// The headers on the page docs/methods/data.md are those that the reader knows: a file is read by each of them.
// And the other way round: what `recordKinds` tells is on the page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";

import { install, load, root } from "./tarball.mjs";

const { folder } = install();
const { readRecords, recordKinds } = /** @type {typeof import("clientele")} */ (await load(folder));

const page = readFileSync(join(root, "docs", "methods", "data.md"), "utf8").split(/^## Headers .*$/m)[1] ?? "";

/**
 * A field and its headers; the groups of which the earlier counts before the later do not matter here.
 * @typedef {{ field: string, headers: string[] }} Row
 */

/** @type {Map<string, { own: Row[], shared: string[] }>} by the heading of the section */
const sections = new Map(
  page.split(/^### /m).slice(1).map((text) => {
    const rows = [...text.matchAll(/^\| `(\w+)` \| (.+) \| (.+) \|$/gm)].map(([, field = "", english = "", chinese = ""]) => ({
      field,
      headers: [...english.split(/[,;] /), ...chinese.split(/[、；]/)].filter((header) => header !== "–"),
    }));
    const shared = [...(/^And (.+) as above\.$/m.exec(text)?.[1] ?? "").matchAll(/`(\w+)`/g)].map(([, field = ""]) => field);
    return [/^`?([^`\n]+)/.exec(text)?.[1] ?? "", { own: rows, shared }];
  }),
);
const [common] = sections.values();

/**
 * The rows of a kind, those of several kinds among them.
 * @param {string} kind
 */
function rowsOf(kind) {
  const { own, shared } = sections.get(kind) ?? { own: [], shared: [] };
  return [...own, ...(common?.own.filter(({ field }) => shared.includes(field)) ?? [])];
}

/** What a row says beside the fields that it must have: a rating is one of something, an answer is on a scale. */
const BESIDE = /** @type {Record<string, string[]>} */ ({ ratings: ["aspect", "score", "price"], answers: ["scaleMin", "scaleMax"] });

/**
 * A cell that may stand in a column.
 * @param {import("clientele").RecordField} field
 */
function cellOf({ name, cell, words, least }) {
  if (cell === "word" || cell === "grade") return words[0] ?? "";
  if (cell === "day") return "2025-01-31";
  if (cell === "yes") return "yes";
  if (cell === "number") return name === "scaleMax" ? "7" : String(least ?? 1);
  // What is returned is no more than what was paid.
  if (cell === "amount" || cell === "ratio") return name === "returned" ? "1" : "2";
  return `a ${name}`;
}

for (const { kind, fields } of recordKinds()) {
  describe(kind, () => {
    const rows = rowsOf(kind);

    test("every field is on the page", () => {
      assert.deepEqual(rows.map(({ field }) => field).sort(), fields.map(({ name }) => name).sort());
    });

    // Those of other languages are the ones that order files have.
    test("every Chinese header that is known is on the page", () => {
      /** @param {string} header */
      const bare = (header) => header.toLowerCase().replace(/[\s_-]/g, "");
      for (const { name, headers } of fields) {
        const told = new Set(rows.filter(({ field }) => field === name).flatMap((row) => row.headers.map(bare)));
        const chinese = headers.map(bare).filter((header) => /[\u4e00-\u9fff]/.test(header));
        assert.deepEqual(chinese.filter((header) => !told.has(header)), [], name);
      }
    });

    for (const { field, headers } of rows) {
      test(`${field}, by ${headers.length} headers`, () => {
        assert.ok(headers.length > 0);
        for (const header of headers) {
          const others = fields.filter(({ name, needed }) => name !== field && (needed || BESIDE[kind]?.includes(name)));
          const own = fields.find(({ name }) => name === field);
          assert.ok(own);
          const csv = [[header, ...others.map(({ name }) => name)], [cellOf(own), ...others.map(cellOf)]].map((row) => row.join(",")).join("\n");
          const { report, length } = readRecords(kind, `${csv}\n`);
          assert.deepEqual([length, report.unknownColumns], [1, []], header);
          assert.deepEqual(report.columns.find((column) => column.field === field), { field, header }, header);
        }
      });
    }
  });
}
