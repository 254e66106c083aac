// The one place that knows the generated glue. Every other module imports from here, so that there
// is one instance, however many entries a program loads.

import { glue } from "./glue.js";
import { instantiate, notReady } from "./instantiate.js";

export * from "../wasm/full/clientele_bg.js";

let ready = false;

/** Returns whether the module has been initialised. */
export function isReady() {
  return ready;
}

/** Until then whatever needs the module says so, where the host loads it itself. */
export function waitForInit() {
  if (!ready) glue.__wbg_set_wasm(notReady("clientele/manual"));
}

/**
 * Instantiates the WebAssembly module; a second call does nothing.
 * @param {BufferSource | WebAssembly.Module} source its bytes, or the compiled module
 */
export function initialise(source) {
  if (ready) return;
  const exports = instantiate(source, "./clientele_bg.js", glue);
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start?.();
  ready = true;
}
