// What went wrong in the service, on its way to whoever runs it.

/** @typedef {import("./handler.js").Context} Context */

/**
 * Returns what tells of an error and takes no part in the answer: what it throws, now or later, changes nothing, and nobody waits
 * for it but the host, after the answer.
 * @param {(error: unknown, request: Request) => unknown} onError
 * @returns {(error: unknown, request: Request, context: Context | undefined) => void}
 */
export function reporterOf(onError) {
  return (error, request, context) => {
    try {
      const told = onError(error, request);
      // As good as every function answers with nothing, of which no host has to know.
      if (told === undefined || told === null) return;
      const end = Promise.resolve(told).catch(() => {});
      if (typeof context?.waitUntil === "function") context.waitUntil(end);
    } catch {
      // There is nobody else to be told.
    }
  };
}
