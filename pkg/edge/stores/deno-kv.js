// Deno KV. A write is a transaction that checks the versionstamp.

/**
 * @typedef {{value: unknown, versionstamp: string | null}} KvEntry
 * @typedef {{
 *   check(...checks: {key: readonly string[], versionstamp: string | null}[]): Transaction,
 *   set(key: readonly string[], value: unknown, options?: {expireIn?: number}): Transaction,
 *   delete(key: readonly string[]): Transaction, commit(): Promise<{ok: boolean}>,
 * }} Transaction
 * @typedef {{get(key: readonly string[], options?: {consistency?: "strong"}): Promise<KvEntry>, atomic(): Transaction}} Kv
 */

/**
 * Returns a store in a database of Deno KV. A value has 64 KiB at most there, and the longest states have 15.
 * @param {Kv} kv what `await Deno.openKv()` gives
 * @param {{prefix?: string}} [options]
 * @returns {import("../../edge.js").Store}
 */
export function denoKvStore(kv, { prefix = "clientele" } = {}) {
  if (typeof kv?.atomic !== "function") throw new TypeError("denoKvStore: give the database, such as `await Deno.openKv()`");
  /** @param {string} key */
  const at = (key) => [prefix, key];

  return {
    async read(key) {
      const { value, versionstamp } = await kv.get(at(key), { consistency: "strong" });
      return versionstamp === null || typeof value !== "string" ? null : { value, version: versionstamp };
    },
    async write(key, value, version, { expireIn } = {}) {
      const options = expireIn === undefined ? {} : { expireIn };
      const { ok } = await kv
        .atomic()
        .check({ key: at(key), versionstamp: /** @type {string | null} */ (version) })
        .set(at(key), value, options)
        .commit();
      return ok;
    },
    async remove(key) {
      const { versionstamp } = await kv.get(at(key), { consistency: "strong" });
      await kv.atomic().delete(at(key)).commit();
      return versionstamp !== null;
    },
  };
}
