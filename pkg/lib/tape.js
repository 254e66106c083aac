// Plain values as bytes, as src/plain/tape.rs writes and reads them.

import { ClienteleError, invalid } from "./errors.js";

const NULL = 0;
const FALSE = 1;
const TRUE = 2;
const NUMBER = 3;
const TEXT = 4;
const LIST = 5;
const MAP = 6;
const NUMBERS = 7;

/** How deep lists and objects may stand in each other: twice what a profile needs. */
const DEEPEST = 20;

/** How many bytes a value may take: a profile takes some 20,000. */
const MOST = 1 << 26;

/**
 * Returns a value as bytes. Undefined keys are left out, and getters are called here, once, and never
 * while the module is at work.
 * @param {unknown} value
 * @param {string} path
 */
export function toTape(value, path) {
  const tape = new Writer();
  tape.value(value, path, DEEPEST);
  return tape.bytes.subarray(0, tape.length);
}

class Writer {
  bytes = new Uint8Array(1 << 12);
  length = 0;
  #view = new DataView(this.bytes.buffer);
  #texts = new TextEncoder();

  /**
   * Makes room for more bytes and returns where they start.
   * @param {number} more
   */
  #room(more) {
    const start = this.length;
    const length = start + more;
    if (length > MOST) throw new ClienteleError("OutOfRange", "the value takes more than 64 MB", {});
    if (length > this.bytes.length) {
      const bytes = new Uint8Array(Math.max(length, 2 * this.bytes.length));
      bytes.set(this.bytes.subarray(0, start));
      this.bytes = bytes;
      this.#view = new DataView(bytes.buffer);
    }
    this.length = length;
    return start;
  }

  /** @param {number} tag */
  #tag(tag) {
    const at = this.#room(1);
    this.bytes[at] = tag;
  }

  /** @param {number} count */
  #count(count) {
    const at = this.#room(4);
    this.#view.setUint32(at, count, true);
  }

  /** @param {number} number */
  #number(number) {
    const at = this.#room(8);
    this.#view.setFloat64(at, number, true);
  }

  /** @param {string} text */
  #text(text) {
    const bytes = this.#texts.encode(text);
    this.#count(bytes.length);
    const at = this.#room(bytes.length);
    this.bytes.set(bytes, at);
  }

  /**
   * @param {unknown} value
   * @param {string} path
   * @param {number} levels how many more may follow
   * @returns {void}
   */
  value(value, path, levels) {
    if (value === undefined || value === null) return this.#tag(NULL);
    if (typeof value === "boolean") return this.#tag(value ? TRUE : FALSE);
    if (typeof value === "number") {
      this.#tag(NUMBER);
      return this.#number(value);
    }
    if (typeof value === "string") {
      this.#tag(TEXT);
      return this.#text(value);
    }
    if (typeof value !== "object") throw invalid(path, value, "plain data");
    if (levels === 0) throw invalid(path, value, `plain data: nested more than ${DEEPEST} levels deep, or a cycle`);
    if (Array.isArray(value)) {
      this.#tag(LIST);
      this.#count(value.length);
      for (let i = 0; i < value.length; i++) this.value(value[i], `${path}[${i}]`, levels - 1);
      return;
    }
    if (value instanceof Float64Array) {
      this.#tag(NUMBERS);
      this.#count(value.length);
      for (const number of value) this.#number(number);
      return;
    }
    // A `Map`, a `Set` or a `Date` would look like an object without entries.
    if (Object.prototype.toString.call(value) !== "[object Object]") throw invalid(path, value, "a plain object");
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    this.#tag(MAP);
    this.#count(entries.length);
    for (const [key, item] of entries) {
      this.#text(key);
      this.value(item, path === "" ? key : `${path}.${key}`, levels - 1);
    }
  }
}

/**
 * Returns the value that bytes of the module hold.
 * @param {Uint8Array} bytes
 * @returns {any}
 */
export function fromTape(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts = new TextDecoder();
  let at = 0;
  const count = () => {
    at += 4;
    return view.getUint32(at - 4, true);
  };
  const number = () => {
    at += 8;
    return view.getFloat64(at - 8, true);
  };
  const text = () => {
    const length = count();
    at += length;
    return texts.decode(bytes.subarray(at - length, at));
  };
  /** @returns {unknown} */
  const value = () => {
    const tag = bytes[at++];
    if (tag === NULL) return null;
    if (tag === FALSE || tag === TRUE) return tag === TRUE;
    if (tag === NUMBER) return number();
    if (tag === TEXT) return text();
    if (tag === LIST) return Array.from({ length: count() }, value);
    if (tag === NUMBERS) return Float64Array.from({ length: count() }, number);
    /** @type {Record<string, unknown>} */
    const map = {};
    for (let left = count(); left > 0; left--) {
      const key = text();
      // `__proto__` is a key like any other.
      Object.defineProperty(map, key, { value: value(), enumerable: true, configurable: true, writable: true });
    }
    return map;
  };
  return value();
}
