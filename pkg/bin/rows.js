// The rows of a CSV file as texts, one by one, with the numbers that a spreadsheet gives them. `readTable` of the
// library keeps no numbers of rows and stops at the first that is too short; here such a row is one fault among others.

import { ClienteleError, Orders } from "clientele";

/**
 * One row: its cells without the blanks around them, or what keeps it from being read.
 * @typedef {{ row: number, cells: string[], fault?: ClienteleError }} Row
 * @typedef {{ delimiter: string, headers: string[], rows: Iterable<Row> }} Table
 */

/**
 * Reads a file as a table; rows in which nothing stands are passed over.
 * @param {Buffer} bytes
 * @param {import("clientele").FileOptions} [options]
 * @param {{ whole?: boolean }} [part] whether the bytes are the whole file, or only its beginning
 * @returns {Table}
 */
export function readRows(bytes, { encoding, ...options } = {}, { whole = true } = {}) {
  const { text, decode } = textOf(bytes, encoding, whole);
  // The library finds the delimiter, checks the options, and refuses what is no text.
  const { delimiter } = Orders.inspect(text, { ...options, columns: {} });
  const records = cut(text, delimiter);
  const first = records.next();
  const headers = first.done ? [] : first.value.cells.map((cell) => (decode ? decode(cell, 1) : cell).trim());
  return { delimiter, headers, rows: checked(records, headers.length, decode) };
}

/**
 * @param {Iterable<{ row: number, cells: string[] }>} records
 * @param {number} width cells of a row
 * @param {((cell: string, row: number) => string) | undefined} decode
 * @returns {Generator<Row>}
 */
function* checked(records, width, decode) {
  for (const { row, cells: raw } of records) {
    let cells;
    try {
      cells = raw.map((cell) => (decode ? decode(cell, row) : cell).trim());
    } catch (error) {
      yield { row, cells: [], fault: /** @type {ClienteleError} */ (error) };
      continue;
    }
    if (cells.every((cell) => cell === "")) continue;
    if (cells.length === width) yield { row, cells };
    else yield { row, cells, fault: new ClienteleError("WrongFieldCount", `row ${row}: ${cells.length} fields, the header has ${width}`, { row }) };
  }
}

/**
 * Decodes a file. Where it is not all UTF-8, one letter stands for each byte, and `decode` turns a cell into text or
 * says in which row it cannot.
 * @param {Buffer} bytes
 * @param {string} [encoding]
 * @param {boolean} [whole]
 * @returns {{ text: string, decode?: (cell: string, row: number) => string }}
 */
function textOf(bytes, encoding = "utf-8", whole = true) {
  // Only the reader of orders knows a workbook or a picture, by its first bytes; it waits for more after them.
  const reader = Orders.reader();
  reader.push(bytes.subarray(0, 8));
  reader.free();
  const isUtf8 = /^utf-?8$/i.test(encoding);
  /** @param {string} why */
  const refuse = (why) => {
    const path = "options.encoding";
    return new ClienteleError("InvalidValue", `${path}: ${why} "${encoding}"`, { path });
  };
  let decoder;
  try {
    decoder = new TextDecoder(/^(?:gbk|gb2312)$/i.test(encoding) ? "gb18030" : encoding, { fatal: true });
  } catch {
    throw refuse("this runtime cannot decode");
  }
  try {
    return { text: decoder.decode(bytes, { stream: !whole }) };
  } catch {
    if (!isUtf8) throw refuse("the file is not written in");
  }
  const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  return {
    text: bytes.toString("latin1").replace(/^\xef\xbb\xbf/, ""),
    decode(cell, row) {
      try {
        return utf8.decode(Buffer.from(cell, "latin1"));
      } catch {
        const what = 'the text is not UTF-8; save the file as "CSV UTF-8" or give --encoding';
        throw new ClienteleError("InvalidEncoding", `row ${row}: ${what}`, { row });
      }
    },
  };
}

/**
 * Cuts a text into records (RFC 4180; lines end in LF, CRLF or CR). The first is the header in row 1; a blank line
 * after it is a row, before it and the line `sep=;` for Excel are none.
 * @param {string} text
 * @param {string} delimiter
 * @returns {Generator<{ row: number, cells: string[] }, undefined>}
 */
function* cut(text, delimiter) {
  const lineEnd = /\r\n|\n|\r/g;
  let at = /^[\r\n]*(?:sep=[^\r\n]*[\r\n]+)?/i.exec(text)?.[0].length ?? 0;
  for (let row = 1; at < text.length; row++) {
    lineEnd.lastIndex = at;
    const found = lineEnd.exec(text);
    const line = text.slice(at, found?.index ?? text.length);
    if (line.includes('"')) {
      const record = quoted(text, at, delimiter, row);
      yield { row, cells: record.cells };
      at = record.end;
    } else {
      if (line !== "") yield { row, cells: line.split(delimiter) };
      at = found ? lineEnd.lastIndex : text.length;
    }
  }
}

/**
 * Reads a record with quoted cells, which may hold delimiters, line ends and doubled quotation marks.
 * @param {string} text
 * @param {number} start
 * @param {string} delimiter
 * @param {number} row
 */
function quoted(text, start, delimiter, row) {
  const cells = [];
  let at = start;
  for (;;) {
    let cell = "";
    if (text[at] === '"') {
      for (;;) {
        const close = text.indexOf('"', at + 1);
        if (close < 0) throw new ClienteleError("UnterminatedQuote", `row ${row}: a quotation mark is opened and never closed`, { row });
        cell += text.slice(at + 1, close);
        at = close + 1;
        if (text[at] !== '"') break;
        cell += '"';
      }
    }
    const rest = at;
    while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") at++;
    cells.push(cell + text.slice(rest, at));
    if (text[at] !== delimiter) break;
    at++;
  }
  return { cells, end: at + (text.startsWith("\r\n", at) ? 2 : 1) };
}
