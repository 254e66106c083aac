import { ClienteleError } from "./errors.js";

/** How files begin that are saved, taken or sent in place of a text, what they are, and what to do. @type {[number[], string, string][]} */
const KINDS = [
  [[0x50, 0x4b, 0x03, 0x04], "an Excel workbook or another packed file (.xlsx, .zip)", "save the sheet as CSV and read that"],
  [[0xd0, 0xcf, 0x11, 0xe0], "an Excel workbook (.xls)", "save the sheet as CSV and read that"],
  [[0x89, 0x50, 0x4e, 0x47], "a picture (PNG)", "read the table itself, saved as CSV"],
  [[0xff, 0xd8, 0xff], "a picture (JPEG)", "read the table itself, saved as CSV"],
  [[0x25, 0x50, 0x44, 0x46, 0x2d], "a PDF", "read the table itself, saved as CSV"],
  [[0x1f, 0x8b], "a packed file (gzip)", "unpack it and read what is in it"],
];

/**
 * Rejects a file that is no text, by its first bytes: of such files only their encoding would be found wanting, which
 * sends people looking for another one.
 * @param {Uint8Array} bytes
 */
export function checkText(bytes) {
  const found = KINDS.find(([magic]) => magic.every((byte, i) => bytes[i] === byte));
  if (found) throw new ClienteleError("InvalidEncoding", `the file is ${found[1]}, not a text: ${found[2]}`, { row: 1 });
}
