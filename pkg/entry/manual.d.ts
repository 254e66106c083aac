export * from "../index.js";

/** A compiled WebAssembly module, where the host's type library knows one. */
type CompiledModule = typeof globalThis extends { WebAssembly: { Module: { prototype: infer M } } } ? M & object : object;

/** A `Request` or a `Response`, where the host's type library knows them. */
type Fetched =
  | (typeof globalThis extends { Request: { prototype: infer R } } ? R : never)
  | (typeof globalThis extends { Response: { prototype: infer R } } ? R : never);

/** A `URL`, where the host's type library knows it. */
type Address = string | (typeof globalThis extends { URL: { prototype: infer U } } ? U : never);

/** The bytes of `clientele/clientele.wasm`, or the module compiled from them. */
export type WasmSource = ArrayBuffer | ArrayBufferView | CompiledModule;

/**
 * Initialises from bytes or from a compiled module; a second call does nothing.
 *
 * Call this (or `init`) before anything else of `clientele/manual`.
 */
export function initSync(source: WasmSource): void;

/**
 * Initialises from an address, a response, bytes or a compiled module; a second call does nothing.
 *
 * @example
 * ```js
 * import init, { Orders } from "clientele/manual";
 * await init(fetch("/assets/clientele.wasm"));
 * ```
 */
export default function init(source: WasmInput): Promise<void>;

/** What `init` takes. */
export type WasmInput = WasmSource | Address | Fetched | Promise<WasmSource | Fetched>;
