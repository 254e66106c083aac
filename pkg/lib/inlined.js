import { base64, size } from "../wasm/full/bytes.js";
import { unpacked } from "./unpack.js";

/**
 * Returns the module's bytes, which are part of this code.
 * @returns {Uint8Array<ArrayBuffer>}
 */
export const inlined = () => unpacked(base64, size);
