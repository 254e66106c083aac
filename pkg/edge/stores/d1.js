// Cloudflare D1. A write says which version it replaces, and SQLite changes one row or none.

/**
 * @typedef {{
 *   bind(...values: unknown[]): Statement, first(): Promise<any>, run(): Promise<{meta: {changes: number}}>,
 * }} Statement
 * @typedef {{prepare(sql: string): Statement, exec(sql: string): Promise<unknown>}} Database
 */

/** One write in so many takes expired rows away. */
const SWEEP = 100;

/**
 * Returns a store in a database of D1.
 * @param {Database} database the binding, such as `env.DB`
 * @param {{table?: string, clock?: () => number}} [options]
 * @returns {import("../../edge.js").Store}
 */
export function d1Store(database, { table = "clientele", clock = Date.now } = {}) {
  if (typeof database?.prepare !== "function") throw new TypeError("d1Store: give the binding of a D1 database, such as `env.DB`");
  if (!/^[A-Za-z_]\w{0,62}$/.test(table)) throw new TypeError("d1Store: `table` is a name of letters, digits and underscores");
  const create = `CREATE TABLE IF NOT EXISTS ${table} (key TEXT PRIMARY KEY, value TEXT NOT NULL, version TEXT NOT NULL, expires INTEGER)`;
  let made = false;
  let writes = 0;

  // Each request makes the table for itself until one has: a promise of another request must not be waited for.
  async function ready() {
    if (made) return;
    await database.prepare(create).run();
    made = true;
  }

  return {
    async read(key) {
      await ready();
      const row = await database.prepare(`SELECT value, version FROM ${table} WHERE key = ?1 AND (expires IS NULL OR expires > ?2)`).bind(key, clock()).first();
      return row ?? null;
    },
    async write(key, value, version, { expireIn } = {}) {
      await ready();
      if (writes++ % SWEEP === SWEEP - 1) await database.prepare(`DELETE FROM ${table} WHERE expires <= ?1`).bind(clock()).run();
      // A version is used once and never again: a customer who was deleted and is back is another row.
      const next = crypto.randomUUID();
      const expires = expireIn === undefined ? null : clock() + expireIn;
      const statement =
        version === null
          ? database
              .prepare(`INSERT INTO ${table} (key, value, version, expires) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (key) DO UPDATE SET value = ?2, version = ?3, expires = ?4 WHERE ${table}.expires <= ?5`)
              .bind(key, value, next, expires, clock())
          : database.prepare(`UPDATE ${table} SET value = ?2, version = ?3, expires = ?4 WHERE key = ?1 AND version = ?5`).bind(key, value, next, expires, version);
      return (await statement.run()).meta.changes > 0;
    },
    async remove(key) {
      await ready();
      return (await database.prepare(`DELETE FROM ${table} WHERE key = ?1`).bind(key).run()).meta.changes > 0;
    },
  };
}
