import type { WasmInput, WasmSource } from "./manual.js";

export * from "../score.js";

/** Initialises from the bytes of `clientele/score.wasm` or the module compiled from them; a second call does nothing. */
export function initSync(source: WasmSource): void;

/** Initialises from an address, a response, bytes or a compiled module; a second call does nothing. */
export default function init(source: WasmInput): Promise<void>;
