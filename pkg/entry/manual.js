// For those who load `clientele/clientele.wasm` themselves, to stream it or to cache it.
export { default, initSync } from "../lib/load.manual.js";

export * from "../lib/index.js";
