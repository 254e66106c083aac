// What all adapters do: read the options and the input, ask the vendor for each record, report.

import { Collector } from "./collect.js";
import { CsvFile } from "./csv.js";
import { Days } from "./days.js";
import { isRecord } from "./fields.js";
import { contents, eachRecord } from "./input.js";
import { readOptions } from "./options.js";
import { left } from "./reasons.js";

/**
 * @typedef {{ settings: import("./options.js").Settings, days: Days }} Context
 * @typedef {import("./collect.js").Draft} Draft
 * @typedef {import("./csv.js").Row} Row
 *
 * What is particular to a vendor.
 * @typedef {{
 *   options: Parameters<typeof readOptions>[1],
 *   page: (value: any) => { items: any, path: string } | null,
 *   id: (record: any) => string | null,
 *   draft: (record: any, context: Context) => Draft,
 *   csv: {
 *     roles: import("./csv.js").Roles, needed: string[][], hint: string, amounts: string[], dates: string[], lines?: string,
 *     id: (file: CsvFile, row: Row) => string | null,
 *     draft: (file: CsvFile, row: Row, context: Context) => Draft,
 *   },
 * }} Vendor `lines`: the role whose repetition from row to row means further lines of one order
 */

/**
 * @param {Vendor} vendor
 * @param {unknown} input
 * @param {unknown} options
 */
export function adapt(vendor, input, options) {
  const settings = readOptions(options, vendor.options);
  const context = { settings, days: new Days(settings) };
  const collector = new Collector(settings);
  const found = contents(input);
  if ("csv" in found) readCsv(vendor, found.csv, context, collector);
  else {
    eachRecord(found.json, vendor.page, vendor.id, (record, path) => {
      const read = () => {
        if (!isRecord(record)) throw left("not_a_record");
        return vendor.draft(record, context);
      };
      collector.add({ path }, () => vendor.id(record), read);
    });
  }
  return collector.finish();
}

/**
 * @param {Vendor} vendor
 * @param {string} text
 * @param {Context} context
 * @param {Collector} collector
 */
function readCsv({ csv }, text, context, collector) {
  const file = new CsvFile(text, csv.roles, csv);
  file.settleDates(csv.dates, context.days);
  let above = "";
  for (const row of file.rows) {
    const order = csv.lines === undefined ? "" : file.cell(row, csv.lines);
    if (order !== "" && order === above) {
      collector.line();
      continue;
    }
    above = order;
    const read = () => {
      file.check(row);
      return csv.draft(file, row, context);
    };
    collector.add({ path: `row ${row.row}`, row: row.row }, () => csv.id(file, row), read);
  }
}

