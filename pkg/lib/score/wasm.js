// The one place that knows the glue of the small module, as ../wasm.js knows that of the full one.

import { glue } from "./glue.js";
import { instantiate, notReady } from "../instantiate.js";

export * from "../../wasm/score/clientele_score_bg.js";

let ready = false;

/** Returns whether the module has been initialised. */
export function isReady() {
  return ready;
}

/** Until then whatever needs the module says so, where the host loads it itself. */
export function waitForInit() {
  if (!ready) glue.__wbg_set_wasm(notReady("clientele/score/manual"));
}

/**
 * Instantiates the WebAssembly module; a second call does nothing.
 * @param {BufferSource | WebAssembly.Module} source its bytes, or the compiled module
 */
export function initialise(source) {
  if (!ready) adopt(instantiate(source, "./clientele_score_bg.js", glue));
}

/**
 * Takes what a module exports, of WebAssembly or written as JavaScript.
 * @param {any} exports
 */
export function adopt(exports) {
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start?.();
  ready = true;
}
