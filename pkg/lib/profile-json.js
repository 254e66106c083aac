import { ClienteleError, invalid } from "./errors.js";

/**
 * Returns the object that a profile is, given as such or as JSON text.
 * @param {unknown} json
 */
export function profileOf(json) {
  const data = typeof json === "string" ? parsed(json) : json;
  // A `Map` would look like an object without entries.
  const isObject = typeof data === "object" && data !== null && !Array.isArray(data);
  if (isObject && ArrayBuffer.isView(data)) throw invalid("profile", data, "a profile: an object, or its JSON text, decoded from bytes");
  if (!isObject || data instanceof Map || data instanceof Set) throw invalid("profile", data, "a profile: an object, or its JSON text");
  if (typeof /** @type {any} */ (data).then === "function") throw invalid("profile", data, "a profile, not a promise of one: await it");
  return data;
}

/** @param {string} json */
function parsed(json) {
  try {
    // Editors of some systems begin a file with a byte order mark.
    return JSON.parse(json.replace(/^\uFEFF/, ""));
  } catch (error) {
    const why = /** @type {Error} */ (error).message;
    throw new ClienteleError("InvalidValue", `profile: the text is not JSON: ${why}`, { path: "profile" });
  }
}
