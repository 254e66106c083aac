// Cloudflare KV as a cache of reads, in front of a store that is right. KV itself can be no store: it has no write that says
// what it replaces, and what one place has written another sees up to a minute later, so that updates would be lost.

/**
 * @typedef {{
 *   get(key: string): Promise<string | null>, put(key: string, value: string, options?: {expirationTtl?: number}): Promise<void>,
 *   delete(key: string): Promise<void>,
 * }} KvNamespace
 */

/** The shortest time that KV keeps anything, in seconds. */
const SHORTEST = 60;

/**
 * @param {any} value
 * @param {string[]} methods
 */
const hasAll = (value, methods) => methods.every((method) => typeof value?.[method] === "function");

/**
 * Returns a store whose answers to `GET` may come from a cache, and be as old as it keeps them. Events never read it.
 * @param {import("../../edge.js").Store} store
 * @param {KvNamespace} cache the binding of the namespace, such as `env.CACHE`
 * @param {{ttl?: number}} [options] seconds, from 60
 * @returns {import("../../edge.js").Store}
 */
export function cachedReads(store, cache, { ttl = SHORTEST } = {}) {
  if (!hasAll(store, ["read", "write", "remove"])) throw new TypeError("cachedReads: give the store first, such as `d1Store(env.DB)`");
  if (!hasAll(cache, ["get", "put", "delete"])) throw new TypeError("cachedReads: give the binding of a KV namespace after the store, such as `env.CACHE`");
  if (!(ttl >= SHORTEST && Number.isFinite(ttl))) throw new TypeError(`cachedReads: \`ttl\` is a number of seconds from ${SHORTEST}, the shortest that KV takes`);
  const { update } = store;

  /**
   * Forgets what the cache has. A cache that fails must not undo what is done: it is right again when its time is over.
   * @param {string} key
   */
  const forget = (key) => cache.delete(key).catch(() => {});

  return {
    read: (key) => store.read(key),
    async peek(key) {
      const cached = await cache.get(key).catch(() => null);
      if (cached !== null) return { value: cached, version: "" };
      const found = await store.read(key);
      if (found !== null) await cache.put(key, found.value, { expirationTtl: ttl }).catch(() => {});
      return found;
    },
    async write(key, value, version, options) {
      const written = await store.write(key, value, version, options);
      if (written) await forget(key);
      return written;
    },
    async remove(key) {
      const removed = await store.remove(key);
      await forget(key);
      return removed;
    },
    ...(update === undefined
      ? {}
      : {
          /** @type {NonNullable<typeof update>} */
          async update(key, events, settings) {
            const done = await update.call(store, key, events, settings);
            await forget(key);
            return done;
          },
        }),
  };
}
