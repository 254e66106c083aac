import { invalid, objectWith } from "./given.js";

/**
 * Returns a loader of the profile at an address, which asks by its ETag whether there is a newer one.
 * @param {string | URL} url
 * @param {{headers?: Record<string, string>, ttl?: number, fetch?: typeof fetch}} [options]
 */
export function profileAt(url, options = {}) {
  const address = typeof url === "string" ? url : url?.href;
  if (typeof address !== "string" || address === "") throw invalid("url", "the address of a profile, as text or as URL");
  const { headers = {}, ttl, fetch: ask = (/** @type {Parameters<typeof fetch>} */ ...given) => fetch(...given) } = objectWith(options, "options", ["headers", "ttl", "fetch"]);
  // `Headers` and maps keep what they hold where no spread finds it.
  const areHeaders = typeof headers === "object" && headers !== null && !(Symbol.iterator in headers) && Object.values(headers).every((value) => typeof value === "string");
  if (!areHeaders) throw invalid("options.headers", "an object of texts by name");
  if (typeof ask !== "function") throw invalid("options.fetch", "a function");
  return {
    ...(ttl === undefined ? {} : { ttl }),
    /** @param {string | null} etag */
    load: async (etag) => {
      const response = await ask(address, { headers: etag === null ? headers : { ...headers, "if-none-match": etag } });
      if (response.status === 304) return null;
      if (!response.ok) throw new Error(`the profile at ${address} was answered with ${response.status}`);
      return { etag: response.headers.get("etag"), profile: await response.text() };
    },
  };
}
