/**
 * Returns the message of an error, whatever was thrown.
 * @param {unknown} error
 */
export function messageOf(error) {
  try {
    return String(/** @type {any} */ (error)?.message ?? error);
  } catch {
    return "";
  }
}
