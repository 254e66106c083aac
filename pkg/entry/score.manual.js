// For those who load `clientele/score.wasm` themselves, to stream it or to cache it.
export { default, initSync } from "../lib/score/load.manual.js";

export * from "../lib/score/index.js";
