import { ClienteleError, invalid } from "./errors.js";

/**
 * Returns the object that a profile is, given as such or as JSON text.
 * @param {unknown} json
 */
export function profileOf(json) {
  const data = typeof json === "string" ? parsed(json) : json;
  // A `Map` would look like an object without entries.
  const plain = typeof data === "object" && data !== null && !Array.isArray(data) && !ArrayBuffer.isView(data);
  if (!plain || data instanceof Map || data instanceof Set) throw invalid("profile", data, "a profile: an object, or its JSON text");
  return data;
}

/** @param {string} json */
function parsed(json) {
  try {
    return JSON.parse(json);
  } catch (error) {
    const why = /** @type {Error} */ (error).message;
    throw new ClienteleError("InvalidValue", `profile: the text is not JSON: ${why}`, { path: "profile" });
  }
}
