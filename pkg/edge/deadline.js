// How long the service waits.

/**
 * Returns what a promise gives, or throws what `late` makes once the time is over. The work itself goes on: a host has
 * no way to stop it.
 * @template T
 * @param {Promise<T>} work
 * @param {number} millis
 * @param {() => Error} late
 * @returns {Promise<T>}
 */
export function within(work, millis, late) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const end = new Promise((_, reject) => {
    timer = setTimeout(() => reject(late()), Math.max(0, millis));
  });
  return Promise.race([work, /** @type {Promise<never>} */ (end)]).finally(() => clearTimeout(timer));
}

/**
 * Waits.
 * @param {number} millis
 * @returns {Promise<void>}
 */
export const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));
