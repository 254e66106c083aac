import { ClienteleError } from "../errors.js";
import { LeftOut } from "./fields.js";

/**
 * Runs what reads a value of a caller. A getter or a proxy may throw anything; that becomes an error with its place.
 * @template T
 * @param {string} path
 * @param {() => T} read
 * @returns {T}
 */
export function readable(path, read) {
  try {
    return read();
  } catch (error) {
    if (isOurs(error)) throw error;
    throw new ClienteleError("InvalidValue", `${path}: cannot be read; hand over plain data, as JSON.parse gives it`, { path });
  }
}

/**
 * Whether an error was thrown by this package: by its prototype, since a name can be forged, and looking at a forgery may throw.
 * @param {unknown} error
 */
export function isOurs(error) {
  try {
    const prototype = Object.getPrototypeOf(error);
    return prototype === ClienteleError.prototype || prototype === LeftOut.prototype;
  } catch {
    return false;
  }
}
