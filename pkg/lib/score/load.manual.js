// Loads a file that the host fetches, streams or caches itself.

import { loaded } from "../init.js";
import { initialise, isReady, waitForInit } from "./wasm.js";

waitForInit();

/**
 * Initialises from bytes or from a compiled module; a second call does nothing.
 * @param {BufferSource | WebAssembly.Module} source `clientele/score.wasm` as bytes or as a module
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
  initialise(await loaded(source, "clientele/score.wasm"));
}
