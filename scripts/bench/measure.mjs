// Timing: warm-up, repeated runs, the median and the spread.

/**
 * Seconds of one run: the median, and the range between the tenth and the ninetieth percentile.
 * @typedef {{ median: number, low: number, high: number, runs: number }} Timing
 */

/** @param {number[]} seconds @returns {Timing} */
export function summarise(seconds) {
  const sorted = [...seconds].sort((a, b) => a - b);
  /** @param {number} share */
  const quantile = (share) => Number(sorted[Math.round((sorted.length - 1) * share)]);
  return { median: quantile(0.5), low: quantile(0.1), high: quantile(0.9), runs: sorted.length };
}

/**
 * Times a piece of work: runs it unmeasured until it has been warm for a while, then repeatedly.
 * @param {() => unknown} work
 * @param {{ seconds?: number, per?: number, least?: number, before?: () => void }} [options] `per`: how
 *   many units of work one call does; the result is for one of them. `before`: what is made anew for
 *   each call, unmeasured
 * @returns {Timing}
 */
export function time(work, { seconds = 1, per = 1, least = 5, before: prepare = () => {} } = {}) {
  const start = performance.now();
  do {
    prepare();
    work();
  } while (performance.now() - start < seconds * 250);
  /** @type {number[]} */
  const found = [];
  const measured = performance.now();
  while (found.length < least || (performance.now() - measured < seconds * 1000 && found.length < 2000)) {
    prepare();
    const before = performance.now();
    work();
    found.push((performance.now() - before) / 1000 / per);
  }
  return summarise(found);
}
