/**
 * Returns the exports of a WebAssembly module.
 * @param {BufferSource | WebAssembly.Module} source its bytes, or the compiled module
 * @param {string} name what the module calls its glue
 * @param {any} glue
 * @returns {any}
 */
export function instantiate(source, name, glue) {
  if (typeof WebAssembly === "undefined") {
    const error = new Error("this runtime has no WebAssembly: clientele/score/nowasm scores without it");
    throw Object.assign(error, { name: "ClienteleError", code: "UnsupportedRuntime" });
  }
  // Not `instanceof`: Next.js, Jest and vm contexts hand over objects of another realm.
  const module =
    Object.prototype.toString.call(source) === "[object WebAssembly.Module]"
      ? /** @type {WebAssembly.Module} */ (source)
      : new WebAssembly.Module(/** @type {BufferSource} */ (source));
  return new WebAssembly.Instance(module, { [name]: glue }).exports;
}

/**
 * Stands in for the exports of a module that is not there yet.
 * @param {string} entry
 * @returns {any}
 */
export function notReady(entry) {
  const get = () => {
    const error = new Error(`init: ${entry} is used before its module is loaded: \`await init(source)\` first, the default export`);
    throw Object.assign(error, { name: "ClienteleError", code: "Missing", path: "init" });
  };
  return new Proxy({}, { get });
}
