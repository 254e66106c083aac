/** The compiled module, in the hosts and bundlers that import a `.wasm` file as one. */
declare const module: typeof globalThis extends { WebAssembly: { Module: { prototype: infer M } } } ? M : object;
export default module;
