// A store in the memory of one process: for tests, for trying things out, and where losing it does no harm.

/** Texts that are kept unless told: our choice. */
const MOST = 100_000;

/**
 * Returns a store in memory.
 * @param {{most?: number, clock?: () => number}} [options]
 * @returns {import("../../edge.js").Store}
 */
export function memoryStore({ most = MOST, clock = Date.now } = {}) {
  /** @type {Map<string, {value: string, version: number, expiresAt: number}>} */
  const kept = new Map();
  let versions = 0;

  /** @param {string} key */
  function alive(key) {
    const found = kept.get(key);
    if (found === undefined || found.expiresAt > clock()) return found;
    kept.delete(key);
    return undefined;
  }

  /** Makes room: nothing that is meant to last is thrown away for it. */
  function sweep() {
    const now = clock();
    for (const [key, { expiresAt }] of kept) if (expiresAt <= now) kept.delete(key);
    if (kept.size >= most) throw new Error(`the store in memory is full: ${most} texts; take one that lasts, or set \`most\``);
  }

  return {
    async read(key) {
      const found = alive(key);
      return found === undefined ? null : { value: found.value, version: found.version };
    },
    async write(key, value, version, { expireIn = Infinity } = {}) {
      const found = alive(key);
      if ((found?.version ?? null) !== version) return false;
      if (found === undefined && kept.size >= most) sweep();
      kept.set(key, { value, version: ++versions, expiresAt: clock() + expireIn });
      return true;
    },
    async remove(key) {
      const there = alive(key) !== undefined;
      kept.delete(key);
      return there;
    },
  };
}
