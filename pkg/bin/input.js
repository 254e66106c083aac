import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { ClienteleError } from "clientele";
import { UsageError } from "./usage.js";

/** The path that stands for standard input. */
export const STANDARD = "-";

/** Stands in the help of every command. */
export const INPUT_HELP = "  The file `-` is standard input.\n";

/** How much of a file is looked at to find out what it holds. */
const HEAD = 1 << 16;

let standardInputIsTaken = false;

/**
 * Returns what to call a path in a message.
 * @param {string} path
 */
export const named = (path) => (path === STANDARD ? "standard input" : path);

/** A file, or standard input where the path is `-`, whose beginning can be looked at before it is read. */
export class Input {
  path;
  /** Bytes there are; 0 where that is not known. */
  size;
  /** @type {AsyncIterator<Buffer>} */ #source;
  /** @type {Buffer[]} */ #looked = [];
  #ended = false;

  /**
   * @param {string} path
   * @param {number} size
   * @param {AsyncIterable<Buffer>} source
   */
  constructor(path, size, source) {
    this.path = path;
    this.size = size;
    this.#source = source[Symbol.asyncIterator]();
  }

  /** @param {string} path */
  static async open(path) {
    if (path !== STANDARD) {
      const found = await stat(path);
      // Reading it would fail too, but without its name.
      if (found.isDirectory()) throw Object.assign(new Error("a folder"), { code: "EISDIR", syscall: "read", path });
      return new Input(path, found.size, createReadStream(path, { highWaterMark: 1 << 20 }));
    }
    // A second reader would find nothing left and call the input empty.
    if (standardInputIsTaken) throw new UsageError("standard input can be read once: give `-` for one file and name the others");
    standardInputIsTaken = true;
    return new Input(path, 0, process.stdin);
  }

  async #next() {
    const { done, value } = await this.#source.next();
    this.#ended = done === true;
    return done ? undefined : value;
  }

  /** Returns the beginning, up to the end of a line where there is more; it is read again with the rest. */
  async head() {
    let length = this.#looked.reduce((sum, piece) => sum + piece.length, 0);
    while (length < HEAD && !this.#ended) {
      const piece = await this.#next();
      if (piece === undefined) break;
      this.#looked.push(piece);
      length += piece.length;
    }
    const head = Buffer.concat(this.#looked);
    const end = this.#ended ? -1 : Math.max(head.lastIndexOf("\n"), head.lastIndexOf("\r"));
    return end < 0 ? head : head.subarray(0, end + 1);
  }

  /** Reads everything, piece by piece. */
  async *[Symbol.asyncIterator]() {
    try {
      yield* this.#looked.splice(0);
      while (!this.#ended) {
        const piece = await this.#next();
        if (piece !== undefined) yield piece;
      }
    } finally {
      // Where a row is wrong nobody reads on: an open pipe would keep the command from ending.
      await this.#source.return?.();
    }
  }

  /** Reads everything at once. */
  async bytes() {
    const pieces = [];
    for await (const piece of this) pieces.push(piece);
    return Buffer.concat(pieces);
  }
}

/**
 * Reads a file in which something stands.
 * @param {string} path
 */
export async function readBytes(path) {
  const bytes = await (await Input.open(path)).bytes();
  if (bytes.toString("utf8").trim() === "") throw empty(path);
  return bytes;
}

/**
 * Reads a text that is not empty.
 * @param {string} path
 */
export async function readText(path) {
  return (await readBytes(path)).toString("utf8");
}

/**
 * Returns the error that nothing came from a path, which is named: the library knows no files.
 * @param {string} path
 */
export function empty(path) {
  const what =
    path === STANDARD
      ? "nothing came on standard input; pipe a file into the command, or name one in place of `-`"
      : `${path}: the file is empty`;
  return new ClienteleError("EmptyInput", what, { path });
}
