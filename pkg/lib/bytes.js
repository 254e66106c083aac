import { invalid } from "./errors.js";

/**
 * Returns bytes of any kind of buffer as a `Uint8Array`.
 * @param {unknown} bytes
 * @param {string} path
 * @returns {Uint8Array}
 */
export function asBytes(bytes, path) {
  if (ArrayBuffer.isView(bytes)) {
    checkAttached(bytes, path);
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  const tag = Object.prototype.toString.call(bytes);
  if (tag === "[object ArrayBuffer]" || tag === "[object SharedArrayBuffer]") {
    const buffer = /** @type {ArrayBuffer} */ (bytes);
    checkAttached({ buffer, byteLength: buffer.byteLength }, path);
    return new Uint8Array(buffer);
  }
  throw invalid(path, bytes, "text or bytes");
}

/**
 * Rejects a view on a buffer that has been transferred: it looks like an empty one.
 * @param {{buffer: ArrayBufferLike, byteLength: number}} view
 * @param {string} path
 */
export function checkAttached(view, path) {
  if (view.byteLength > 0) return;
  try {
    void new Uint8Array(view.buffer);
  } catch {
    throw invalid(path, view, "a buffer of this thread: it has been transferred");
  }
}
