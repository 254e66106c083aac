// Bodies of unknown length from senders of unknown patience.

import { within } from "./deadline.js";
import { Refusal } from "./refusal.js";

const NEWLINE = 0x0a;

/** Whole texts only: one that is read in pieces has to have a decoder of its own. */
const UTF_8 = new TextDecoder("utf-8", { fatal: true });

/** @param {number} most */
const tooLarge = (most) => new Refusal("BodyTooLarge", `the body may have ${most} bytes: send less at once`);

const late = () => new Refusal("RequestTimeout", "the body stopped coming: send it again, in smaller pieces if the line is slow");

/**
 * @param {unknown} error
 * @returns {never}
 */
function asRefusal(error) {
  if (error instanceof Refusal) throw error;
  throw new Refusal("TornBody", "the connection broke while the body was read: send it again", { cause: error });
}

/**
 * Yields the bytes of a body as they come, up to a limit, whatever its `Content-Length` says.
 * @param {Request} request
 * @param {{bytes: number, idle: number, total: number}} limits milliseconds between two pieces, and for all of them
 * @returns {AsyncGenerator<Uint8Array, void>}
 */
async function* pieces(request, { bytes, idle, total }) {
  if (Number(request.headers.get("content-length")) > bytes) throw tooLarge(bytes);
  if (request.body === null) return;
  const reader = /** @type {ReadableStreamDefaultReader<Uint8Array>} */ (request.body.getReader());
  let size = 0;
  let over = false;
  const timer = setTimeout(() => (over = true), total);
  try {
    for (;;) {
      const { done, value } = await within(reader.read(), Math.min(idle, total), late).catch(asRefusal);
      if (done) return;
      size += value.byteLength;
      if (size > bytes) throw tooLarge(bytes);
      yield value;
      if (over) throw late();
    }
  } finally {
    clearTimeout(timer);
    // Not awaited: a sender that does not listen would keep the answer waiting.
    reader.cancel().catch(() => {});
  }
}

/**
 * Reads a body whole, as text.
 * @param {Request} request
 * @param {{bodyBytes: number, timeMs: number}} limits
 */
export async function readText(request, { bodyBytes, timeMs }) {
  const bytes = await readBytes(request, { bytes: bodyBytes, idle: timeMs, total: timeMs });
  try {
    return UTF_8.decode(bytes);
  } catch {
    throw new Refusal("InvalidEncoding", "send the body as UTF-8");
  }
}

/**
 * Reads a body whole.
 * @param {Request} request
 * @param {{bytes: number, idle: number, total: number}} limits
 */
async function readBytes(request, limits) {
  const said = request.headers.get("content-length");
  if (said === null || request.body === null || Number(said) > limits.bytes) {
    const all = [];
    let size = 0;
    for await (const piece of pieces(request, limits)) {
      all.push(piece);
      size += piece.byteLength;
    }
    return joined(all, size);
  }
  // A host ends a body at the length that it was said to have: then it is read in one go, which takes half the time.
  const bytes = await within(request.arrayBuffer(), limits.total, late).catch(asRefusal);
  if (bytes.byteLength > limits.bytes) throw tooLarge(limits.bytes);
  return new Uint8Array(bytes);
}

/**
 * Yields the lines of a body, as many at a time as have come. A line is text, or the refusal of what it holds: what is
 * wrong with one line says nothing of the next.
 * @param {Request} request
 * @param {{streamBytes: number, rowBytes: number, timeMs: number, streamMs: number}} limits
 * @returns {AsyncGenerator<(string | Refusal)[], void>}
 */
export async function* readLines(request, { streamBytes, rowBytes, timeMs, streamMs }) {
  /** The beginning of a line, in the pieces in which it came. @type {Uint8Array[]} */
  let begun = [];
  let length = 0;
  /** @param {Uint8Array} rest */
  const line = (rest) => {
    const size = length + rest.byteLength;
    const bytes = length === 0 ? rest : joined([...begun, rest], size);
    begun = [];
    length = 0;
    if (size > rowBytes) return new Refusal("BodyTooLarge", `a line may have ${rowBytes} bytes`);
    try {
      return UTF_8.decode(bytes);
    } catch {
      return new Refusal("InvalidEncoding", "send the line as UTF-8");
    }
  };
  for await (const piece of pieces(request, { bytes: streamBytes, idle: timeMs, total: streamMs })) {
    const lines = [];
    let start = 0;
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, start)) {
      lines.push(line(piece.subarray(start, end)));
      start = end + 1;
    }
    const rest = piece.subarray(start);
    // Of a line that is too long already nothing more is kept than its length.
    if (length <= rowBytes) begun.push(rest);
    length += rest.byteLength;
    if (lines.length > 0) yield lines;
  }
  if (length > 0) yield [line(new Uint8Array())];
}

/**
 * @param {Uint8Array[]} parts
 * @param {number} size
 */
function joined(parts, size) {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.byteLength;
  }
  return all;
}

/**
 * Returns the media type of a body: one of those that an address takes.
 * @param {Request} request
 * @param {string[]} taken
 */
export function mediaType(request, taken) {
  const [type = ""] = (request.headers.get("content-type") ?? "").split(";");
  const given = type.trim().toLowerCase();
  const coding = request.headers.get("content-encoding") ?? "identity";
  // A page may send any other type to any server without asking first, its visitor's cookies included.
  if (!taken.includes(given)) {
    throw new Refusal("UnsupportedMediaType", `send ${taken.join(" or ")}, and say so as Content-Type`, { headers: { accept: taken.join(", ") } });
  }
  if (coding.toLowerCase() !== "identity") throw new Refusal("UnsupportedMediaType", "send the body uncompressed");
  return given;
}
