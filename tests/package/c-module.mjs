// A host of the C interface, in JavaScript: slots in, answers out (docs/c-interface.md).

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "./tarball.mjs";

const { Instance, Module } = /** @type {any} */ (globalThis).WebAssembly;

/** The compiled module. */
export const compiled = new Module(readFileSync(join(root, "pkg", "wasm", "c", "clientele.c.wasm")));

/** What it asks of a host. */
export const imports = Module.imports(compiled);

/** An instance with what a host needs. */
export class CModule {
  #exports = /** @type {Record<string, any>} */ (new Instance(compiled, {}).exports);

  /**
   * Writes a text or numbers into a slot.
   * @param {number} slot
   * @param {string | ArrayBufferView} input
   */
  put(slot, input) {
    const bytes = typeof input === "string" ? new TextEncoder().encode(input) : new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
    const address = this.#exports["clientele_input"](slot, bytes.length);
    if (address === 0) throw new Error(`no slot ${slot} of ${bytes.length} bytes`);
    new Uint8Array(this.#exports["memory"].buffer, address, bytes.length).set(bytes);
  }

  /**
   * Calls a function and returns its status, text and numbers.
   * @param {string} name without `clientele_`
   * @param {...number} args
   */
  call(name, ...args) {
    const exports = this.#exports;
    const status = exports[`clientele_${name}`](...args);
    const { buffer } = exports["memory"];
    const text = new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(buffer, exports["clientele_text"](), exports["clientele_text_bytes"]()));
    const numbers = new Float64Array(buffer, exports["clientele_numbers"](), exports["clientele_numbers_count"]()).slice();
    return { status, answer: text === "" ? null : JSON.parse(text), numbers };
  }

  /**
   * Makes a profile ready.
   * @param {unknown} profile
   */
  scorer(profile) {
    this.put(0, typeof profile === "string" ? profile : JSON.stringify(profile));
    return this.call("scorer");
  }
}
