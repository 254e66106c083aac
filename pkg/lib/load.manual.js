// Loads a file that the host fetches, streams or caches itself.

import { initialise, isReady } from "./wasm.js";

/**
 * Initialises from bytes or from a compiled module; a second call does nothing.
 * @param {BufferSource | WebAssembly.Module} source `clientele/clientele.wasm` as bytes or as a module
 */
export function initSync(source) {
  initialise(source);
}

/**
 * Initialises from an address, a response, bytes or a compiled module. A second call does nothing.
 * @param {unknown} source a `URL` or its text, a `Request`, a `Response`, bytes, a module, or a promise of one
 * @returns {Promise<void>}
 */
export default async function init(source) {
  if (isReady()) return;
  const given = await source;
  if (given === undefined || given === null) {
    throw new TypeError(
      'init needs the address, the response or the bytes of "clientele/clientele.wasm"',
    );
  }
  const tag = Object.prototype.toString.call(given);
  const isAddress = typeof given === "string" || tag === "[object URL]" || tag === "[object Request]";
  const loaded = isAddress ? await fetch(/** @type {RequestInfo | URL} */ (given)) : given;
  const isResponse = typeof (/** @type {Response} */ (loaded).arrayBuffer) === "function";
  initialise(
    isResponse
      ? await compile(/** @type {Response} */ (loaded))
      : /** @type {BufferSource | WebAssembly.Module} */ (loaded),
  );
}

/**
 * Compiles a response, while it streams where the host can.
 * @param {Response} response
 * @returns {Promise<WebAssembly.Module>}
 */
async function compile(response) {
  if (!response.ok) {
    throw new TypeError(`fetching ${response.url || "the module"} answered ${response.status}`);
  }
  if (typeof WebAssembly.compileStreaming === "function") {
    try {
      return await WebAssembly.compileStreaming(response.clone());
    } catch {
      // A wrong content type, or a wrapped response (OpenTelemetry): the bytes still compile.
    }
  }
  return WebAssembly.compile(await response.arrayBuffer());
}
