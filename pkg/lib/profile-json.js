import { ClienteleError } from "./errors.js";

/**
 * Returns the object that a profile is, given as such or as JSON text.
 * @param {unknown} json
 */
export function profileOf(json) {
  if (typeof json !== "string") return json;
  try {
    return JSON.parse(json);
  } catch (error) {
    const why = /** @type {Error} */ (error).message;
    throw new ClienteleError("InvalidValue", `profile: the text is not JSON: ${why}`, { path: "profile" });
  }
}
