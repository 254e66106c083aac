// The generated glue as one object, for wasm.js, which exports it as well: Parcel 2.16 loses the object in a module
// that also has `export * from` the same file, and its bundle ends with a ReferenceError.

export * as glue from "../wasm/full/clientele_bg.js";
