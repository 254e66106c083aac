/** Below this 2^(−x) is 0 in double precision. */
const LEAST = 1075;

/** Terms of the series; on |t| ≤ ln 2 / 2 the first that is left out is below 10⁻¹⁷. */
const TERMS = 14;

/**
 * Returns 2^(−x) for x ≥ 0, with the same bits in every browser: `Math.pow` differs between engines in
 * the last ones, so these are sums, products and quotients alone.
 * @param {number} x half-lives
 */
export function halved(x) {
  if (!(x < LEAST)) return 0;
  const whole = Math.floor(x + 0.5);
  const t = (whole - x) * Math.LN2;
  let sum = 1;
  for (let k = TERMS; k >= 1; k--) sum = 1 + (t * sum) / k;
  let power = 1;
  let left = whole;
  for (; left >= 30; left -= 30) power /= 2 ** 30;
  return (sum * power) / (1 << left);
}
