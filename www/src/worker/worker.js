// The analysis worker: everything heavy happens here, and only what is on the screen leaves it.
import { createSession } from "./session.js";

/** @typedef {{ id: number, type: string, payload: any }} Request */

const session = createSession((progress) => self.postMessage({ progress }));

/** Turns any thrown thing into a plain object that survives `postMessage`. */
function describe(error) {
  const plain = { name: error?.name ?? "Error", code: error?.code ?? "Unexpected", message: String(error?.message ?? error) };
  for (const key of ["row", "column", "path", "currencies"]) if (error?.[key] !== undefined) plain[key] = error[key];
  return plain;
}

self.addEventListener("message", async (/** @type {MessageEvent<Request>} */ event) => {
  const { id, type, payload } = event.data;
  try {
    const handler = session[type];
    if (!handler) throw new Error(`unknown request ${type}`);
    const result = await handler(payload);
    self.postMessage({ id, result });
  } catch (error) {
    self.postMessage({ id, error: describe(error) });
  }
});
