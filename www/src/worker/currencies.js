// A file of several currencies: what they are, and the file with the orders in one of them alone. The library says of
// each row that it is in another currency than the first; which one is to be analysed only a person can say.

const MIXED = "MixedCurrencies";

/** The currencies of a file that was read with its bad rows collected; null where there is one, or none. */
export function currenciesOf({ currency, accepted, badRows }) {
  /** @type {Map<string, number>} */
  const others = new Map();
  let first = currency;
  for (const { code, message } of badRows) {
    if (code !== MIXED) continue;
    const [, found = "?", known = "?"] = MESSAGE.exec(message) ?? [];
    first ??= known;
    others.set(found, (others.get(found) ?? 0) + 1);
  }
  if (others.size === 0) return null;
  const all = [[first, accepted], ...others].map(([name, rows]) => ({ name, rows }));
  return all.sort((a, b) => b.rows - a.rows);
}

const MESSAGE = /: (\S+) among orders in (\S+);/;

/** The error that makes the page ask which currency is meant. */
export function mixedCurrencies(currencies) {
  const message = `orders in ${currencies.map(({ name, rows }) => `${name} (${rows})`).join(", ")}`;
  return Object.assign(new Error(message), { code: MIXED, currencies });
}

/** Which rows stay when one currency is chosen: its own, and those that cannot be read, so that they are listed. */
export function rowsIn(wanted, { badRows }) {
  const others = new Map(badRows.filter(({ code }) => code === MIXED).map(({ row, message }) => [row, MESSAGE.exec(message)?.[1]]));
  if (![...others.values()].includes(wanted)) return (row) => !others.has(row);
  const unread = new Set(badRows.filter(({ code }) => code !== MIXED).map(({ row }) => row));
  return (row) => row === 1 || others.get(row) === wanted || unread.has(row);
}

const [QUOTE, LF, CR] = [34, 10, 13];
/** The byte order mark, and what tells Excel the delimiter. */
const [MARK, EXCEL] = [[0xef, 0xbb, 0xbf], [..."sep="].map((letter) => letter.charCodeAt(0))];

/**
 * Returns a function that empties the records of a CSV file (RFC 4180, UTF-8, piece by piece) that are not to stay. Their
 * line ends are left, so that the number of every row is that of the file.
 */
export function sieve(stays, delimiter) {
  const separator = delimiter.charCodeAt(0);
  let read = 0;
  let row = 1;
  let kept = true;
  let quoted = false;
  /** Whether the next byte begins a cell, in which a quotation mark would open. */
  let fresh = true;
  let begun = false;
  let afterReturn = false;
  /** How much of `sep=` the first line has shown; -1 once it shows something else. Such a line, and a blank one, is no row. */
  let matched = 0;
  let header = false;
  return (bytes) => {
    const out = new Uint8Array(bytes.length);
    let length = 0;
    for (const byte of bytes) {
      read += 1;
      if (read <= MARK.length && byte === MARK[read - 1]) {
        out[length++] = byte;
        continue;
      }
      const second = afterReturn && byte === LF;
      afterReturn = !quoted && byte === CR;
      if (second) {
        out[length++] = byte;
        continue;
      }
      if (!quoted && (byte === LF || byte === CR)) {
        out[length++] = byte;
        if (header || (begun && matched < EXCEL.length)) {
          header = true;
          row += 1;
          kept = stays(row);
        }
        matched = begun ? -1 : matched;
        begun = false;
        fresh = true;
        continue;
      }
      if (!header && matched >= 0 && matched < EXCEL.length) matched = (byte | 32) === (EXCEL[matched] | 32) ? matched + 1 : -1;
      begun = true;
      if (byte === QUOTE && (quoted || fresh)) {
        quoted = !quoted;
        // A doubled quotation mark closes and opens again.
        fresh = true;
      } else fresh = byte === separator;
      if (kept) out[length++] = byte;
    }
    return out.subarray(0, length);
  };
}

/** Reads bytes of another encoding and sieves them as UTF-8. */
export function recoded(encoding, change) {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const encoder = new TextEncoder();
  return (bytes) => change(encoder.encode(decoder.decode(bytes, { stream: true })));
}
