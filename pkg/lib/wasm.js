// The one place that knows the generated glue. Every other module imports from here, so that there
// is one instance, however many entries a program loads.

import * as glue from "../wasm/full/clientele_bg.js";

export * from "../wasm/full/clientele_bg.js";

let ready = false;

/** Returns whether the module has been initialised. */
export function isReady() {
  return ready;
}

/**
 * Instantiates the WebAssembly module; a second call does nothing.
 * @param {BufferSource | WebAssembly.Module} source its bytes, or the compiled module
 */
export function initialise(source) {
  if (ready) return;
  if (typeof WebAssembly === "undefined") {
    const error = new Error("this runtime has no WebAssembly");
    throw Object.assign(error, { name: "ClienteleError", code: "UnsupportedRuntime" });
  }
  // Not `instanceof`: Next.js, Jest and vm contexts hand over objects of another realm.
  const module =
    Object.prototype.toString.call(source) === "[object WebAssembly.Module]"
      ? /** @type {WebAssembly.Module} */ (source)
      : new WebAssembly.Module(/** @type {BufferSource} */ (source));
  const instance = new WebAssembly.Instance(module, {
    "./clientele_bg.js": /** @type {any} */ (glue),
  });
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports["__wbindgen_start"];
  if (typeof start === "function") start();
  ready = true;
}
