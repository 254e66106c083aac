// The yardstick in plain JavaScript: the same formulas as the module, written with care. Columns of
// numbers, no objects, no checks of the input, and the host's Math.

/**
 * P(alive) of BG/NBD: 1 / (1 + a/(b+x−1) · ((α+T)/(α+t_x))^(r+x)), 1 without a repeat purchase.
 * @param {{ r: number, alpha: number, a: number, b: number }} params
 * @param {import("./data.mjs").Columns} columns
 */
export function probabilityAlive({ r, alpha, a, b }, { frequency, recency, T }) {
  const rows = frequency.length;
  const out = new Float64Array(rows);
  for (let i = 0; i < rows; i++) out[i] = alive(r, alpha, a, b, +frequency[i], +recency[i], +T[i]);
  return out;
}

/**
 * @param {number} r
 * @param {number} alpha
 * @param {number} a
 * @param {number} b
 * @param {number} x
 * @param {number} recency
 * @param {number} T
 */
function alive(r, alpha, a, b, x, recency, T) {
  if (x === 0) return 1;
  const pause = Math.log1p((T - recency) / (alpha + recency));
  return 1 / (1 + (a / (b + x - 1)) * Math.exp((r + x) * pause));
}

/**
 * Discounted lifetime value: margin · E[M] · P(alive) · Σₖ (E[Y(kΔ)] − E[Y((k−1)Δ)])/(1+d)ᵏ, with the
 * Euler-transformed series of E, whose coefficients all periods share.
 *
 * With L = −ln(1+t/β), ε = a−1, A = a+b−1−r, C = a+b+x−1, z = t/(β+t):
 * E = −C·(e^(εL)−1)/ε − e^(εL)·Σ hₙ zⁿ, h₁ = A, hₙ₊₁/hₙ = (A+n)(ε+n)/((C+n)(n+1)).
 * @param {{ r: number, alpha: number, a: number, b: number }} purchase `a` not 1
 * @param {{ p: number, q: number, v: number }} spend
 * @param {import("./data.mjs").Columns} columns
 * @param {{ periods: number, period: number, discountRate: number, margin: number }} options
 */
export function lifetimeValue({ r, alpha, a, b }, { p, q, v }, columns, { periods, period, discountRate, margin }) {
  const { frequency, recency, T, monetaryValue } = columns;
  const rows = frequency.length;
  const out = new Float64Array(rows);
  // Summed by parts: the weights of E at the end of each period.
  const weights = new Float64Array(periods);
  for (let k = 1; k <= periods; k++) {
    weights[k - 1] = (1 + discountRate) ** -k * (k < periods ? discountRate / (1 + discountRate) : 1);
  }
  const values = new Float64Array(periods);
  const ratios = new Float64Array(periods);
  const epsilon = a - 1;
  const A = epsilon + b - r;
  for (let i = 0; i < rows; i++) {
    const x = +frequency[i];
    const beta = alpha + +T[i];
    const C = epsilon + b + x;
    let base = 0;
    let moment = 0;
    for (let k = 0; k < periods; k++) {
      const t = period * (k + 1);
      const z = t / (beta + t);
      const change = Math.expm1(-epsilon * Math.log1p(t / beta));
      const weight = +weights[k];
      base -= (weight * C * change) / epsilon;
      const value = weight * (1 + change) * z;
      moment += value;
      values[k] = value;
      ratios[k] = z;
    }
    const longest = +ratios[periods - 1];
    const upper = Math.max(A, C);
    const second = Math.max(epsilon, 1);
    let coefficient = A;
    let term = coefficient * moment;
    let sum = term;
    for (let n = 1; n < 1e6; n++) {
      const decay = longest * (upper + n) * (second + n);
      const scale = (C + n) * (n + 1);
      if (Math.abs(term) * decay <= 1.1e-16 * Math.abs(base - sum) * (scale - decay) && n > -A) break;
      coefficient *= ((A + n) * (epsilon + n)) / scale;
      moment = 0;
      for (let k = 0; k < periods; k++) {
        const value = +values[k] * +ratios[k];
        values[k] = value;
        moment += value;
      }
      term = coefficient * moment;
      sum += term;
    }
    const m = +monetaryValue[i];
    const known = x > 0 && m > 0 ? x : 0;
    const mean = (p * (v + known * m)) / (p * known + q - 1);
    out[i] = margin * mean * alive(r, alpha, a, b, x, +recency[i], +T[i]) * (base - sum);
  }
  return out;
}
