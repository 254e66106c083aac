// The builds of the crate for JavaScript, and the flags that they are compiled and optimised with.

import { at } from "./paths.mjs";

/** Cargo adds the flags of this variable to those of .cargo/config.toml. */
export const RUSTFLAGS = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/** The full module computes with vectors (src/numeric/quad); one without them has the same bits. */
export const VECTORS = "-C target-feature=+simd128";

/**
 * One build of the crate.
 * @typedef {{ out: string, name: string, features: string, flags: string, passes: string[] }} Flavour
 */

// A function with one caller stays a function: put into its caller it is 2 % smaller, but gzip finds
// less to shorten, which costs 14 KB (7 KB in the small build), and what is called once in a while stands among
// what is hot.
const WASM_PASSES = ["--one-caller-inline-max-function-size=20"];

/** Everything. @type {Flavour} */
export const FULL = { out: at("pkg", "wasm", "full"), name: "clientele", features: "full", flags: VECTORS, passes: ["-O2", ...WASM_PASSES] };

/**
 * What a page that scores needs, without vectors: small comes first.
 * @type {Flavour}
 */
export const SCORE = { out: at("pkg", "wasm", "score"), name: "clientele_score", features: "wasm", flags: "", passes: ["-Oz", ...WASM_PASSES] };
