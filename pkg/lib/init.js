/**
 * Returns what to compile a module from: an address is fetched, a response compiled while it streams.
 * @param {unknown} source a `URL` or its text, a `Request`, a `Response`, bytes, a module, or a promise of one
 * @param {string} what the file that is meant, for the error
 * @returns {Promise<BufferSource | WebAssembly.Module>}
 */
export async function loaded(source, what) {
  const given = await source;
  if (given === undefined || given === null) {
    throw new TypeError(`init needs the address, the response or the bytes of "${what}"`);
  }
  const tag = Object.prototype.toString.call(given);
  const isAddress = typeof given === "string" || tag === "[object URL]" || tag === "[object Request]";
  const found = isAddress ? await fetch(/** @type {RequestInfo | URL} */ (given)) : given;
  const isResponse = typeof (/** @type {Response} */ (found).arrayBuffer) === "function";
  return isResponse
    ? compile(/** @type {Response} */ (found))
    : /** @type {BufferSource | WebAssembly.Module} */ (found);
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
