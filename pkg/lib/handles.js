import { ClienteleError } from "./errors.js";

/**
 * Stands in for a handle whose memory has been given back: every use of it is an error that says so,
 * and giving it back once more does nothing. Without it the module would be given a null pointer, or,
 * through a view on a buffer, memory that is somebody else's by now.
 * @param {string} what
 * @param {string} [how]
 * @returns {any}
 */
export function gone(what, how = "has been freed") {
  return new Proxy(
    {},
    {
      get(_, key) {
        if (key === "free") return () => {};
        throw new ClienteleError("InvalidValue", `${what}: it ${how}`, { path: what });
      },
    },
  );
}

/**
 * Returns a handle that is to be given to the module, unless it is gone.
 * @template Handle
 * @param {Handle} handle
 * @returns {Handle}
 */
export function alive(handle) {
  void (/** @type {any} */ (handle).constructor);
  return handle;
}
