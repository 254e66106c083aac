// Random numbers that are the same at every run, and the distributions of the purchase models.

/**
 * Mulberry32 (Tommy Ettinger, public domain): 32-bit state, uniform in [0, 1).
 * @param {number} seed
 */
export function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Returns draws from the distributions, all from one stream.
 * @param {number} seed
 */
export function draws(seed) {
  const uniform = generator(seed);
  /** @type {(rate: number) => number} */
  const exponential = (rate) => -Math.log(1 - uniform()) / rate;
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  /**
   * Gamma variate by Marsaglia and Tsang (2000).
   * @param {number} shape
   * @param {number} rate
   * @returns {number}
   */
  const gamma = (shape, rate) => {
    if (shape < 1) return gamma(shape + 1, rate) * (1 - uniform()) ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / rate;
    }
  };
  /** @type {(a: number, b: number) => number} */
  const beta = (a, b) => {
    const x = gamma(a, 1);
    return x / (x + gamma(b, 1));
  };
  return { uniform, exponential, gamma, beta };
}
