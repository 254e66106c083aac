/**
 * What every function of the library throws. Errors that are made in WebAssembly are plain `Error`
 * objects with this name; `instanceof ClienteleError` holds for them too, also across realms.
 */
export class ClienteleError extends Error {
  /**
   * @param {string} code stable code
   * @param {string} message what is wrong and what to do
   * @param {{path?: string, row?: number, column?: string}} [place] where the culprit stands
   */
  constructor(code, message, place = {}) {
    super(message);
    this.name = "ClienteleError";
    this.code = code;
    Object.assign(this, place);
  }

  /**
   * @param {unknown} value
   * @override
   */
  static [Symbol.hasInstance](value) {
    const error = /** @type {{name?: unknown, code?: unknown} | null} */ (value);
    return typeof error === "object" && error?.name === "ClienteleError" && typeof error.code === "string";
  }
}

/**
 * Returns an error for a value of the wrong kind.
 * @param {string} path
 * @param {unknown} found
 * @param {string} expected
 */
export function invalid(path, found, expected) {
  return new ClienteleError("InvalidValue", `${path}: must be ${expected}, found ${show(found)}`, { path });
}

/**
 * Returns an error that names a place as the caller knows it; one that stands elsewhere stays as it is.
 * @param {unknown} error
 * @param {(path: string) => string} rename
 */
export function renamed(error, rename) {
  const { code, message, path, row, column } = /** @type {any} */ (error ?? {});
  if (typeof path !== "string" || rename(path) === path) return error;
  const place = { path: rename(path), ...(row === undefined ? {} : { row }), ...(column === undefined ? {} : { column }) };
  return new ClienteleError(code, message.replaceAll(path, place.path), place);
}

/**
 * Returns a short text for any value.
 * @param {unknown} value
 */
function show(value) {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 40));
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (value !== null && typeof value === "object") return "an object";
  return typeof value === "function" ? "a function" : String(value);
}
