/**
 * Returns a loader of the profile at an address, which asks by its ETag whether there is a newer one.
 * @param {string | URL} url
 * @param {{headers?: Record<string, string>, ttl?: number, fetch?: typeof fetch}} [options]
 */
export function profileAt(url, { headers = {}, ttl, fetch: ask = (...given) => fetch(...given) } = {}) {
  return {
    ...(ttl === undefined ? {} : { ttl }),
    /** @param {string | null} etag */
    load: async (etag) => {
      const response = await ask(String(url), { headers: etag === null ? headers : { ...headers, "if-none-match": etag } });
      if (response.status === 304) return null;
      if (!response.ok) throw new Error(`the profile at ${String(url)} was answered with ${response.status}`);
      return { etag: response.headers.get("etag"), profile: await response.text() };
    },
  };
}
