// Bins, cross tables and samples of the scored columns: what the charts show.

/** Equal bins of a probability. */
export function riskHistogram(risk, bins = 20) {
  const counts = new Array(bins).fill(0);
  for (const p of risk) if (p === p) counts[Math.min(bins - 1, Math.floor(p * bins))] += 1;
  return { edges: Array.from({ length: bins + 1 }, (_, i) => i / bins), counts };
}

/** Up to 20,000 positive values in order: enough to place the bins by. */
function sortedSample(values) {
  const stride = Math.max(1, Math.floor(values.length / 20_000));
  const sampled = [];
  for (let i = 0; i < values.length; i += stride) if (values[i] > 0) sampled.push(values[i]);
  return Float64Array.from(sampled).sort();
}

/** 1, 2 or 5 times a power of ten, not below `x`. */
function niceStep(x) {
  const power = 10 ** Math.floor(Math.log10(x));
  return ([1, 2, 5].find((factor) => factor * power >= x * (1 - 1e-9)) ?? 10) * power;
}

/** Edges 1, 2, 5, 10, 20 … from `low` to `high`. */
function growingEdges(low, high) {
  const edges = [];
  for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power += 1) {
    for (const factor of [1, 2, 5]) edges.push(factor * 10 ** power);
  }
  return edges.filter((edge, i) => (edges[i + 1] ?? Infinity) > low && (edges[i - 1] ?? 0) < high);
}

/** Edges in equal steps from `low` to `high`. */
function equalEdges(low, high) {
  const step = niceStep((high - low) / 18);
  const first = Math.max(0, Math.floor(low / step));
  return Array.from({ length: Math.ceil(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

/**
 * Bins of an amount between its 1st and 99th percentile: in equal steps where those lie near each
 * other, in steps of 1, 2, 5, 10 … where they do not. The last bin takes all above it; `open` says so.
 */
export function valueHistogram(values) {
  const order = sortedSample(values);
  const at = (share) => order[Math.min(order.length - 1, Math.floor(order.length * share))] ?? 1;
  const low = at(0.01);
  const high = at(0.99);
  const inner = high / low < 40 && high > low ? equalEdges(low, high) : growingEdges(Math.max(low, high / 1e5), high);
  const edges = inner[0] > 0 ? [0, ...inner] : inner;
  if (edges.length < 2) edges.push(high * 2);
  const counts = new Array(edges.length - 1).fill(0);
  let below = 0;
  let open = false;
  for (const v of values) {
    if (v < 0) below += 1;
    if (!(v >= 0)) continue;
    let i = 0;
    while (i < counts.length - 1 && v >= edges[i + 1]) i += 1;
    counts[i] += 1;
    if (v >= edges[edges.length - 1]) open = true;
  }
  return { edges, counts, below, open };
}

/** Customers and value at risk by tier (rows) and band (columns). */
export function crossTable(tier, band, valueAtRisk, tiers, bands) {
  const make = () => Array.from({ length: tiers }, () => new Array(bands).fill(0));
  const count = make();
  const amount = make();
  for (let i = 0; i < tier.length; i += 1) {
    const row = count[tier[i]];
    if (!row || band[i] >= bands) continue;
    row[band[i]] += 1;
    if (valueAtRisk[i] > 0) amount[tier[i]][band[i]] += valueAtRisk[i];
  }
  return { count, amount };
}

/**
 * Picks at most `limit` customers for the chart: the quarter with most value at risk, and an even
 * stride through all others, so that both the customers to act on and the shape of the rest show.
 */
export function sample(order, limit) {
  const n = order.length;
  if (n <= limit) return order.slice();
  const head = Math.floor(limit / 4);
  const picked = new Uint32Array(limit);
  picked.set(order.subarray(0, head));
  const rest = limit - head;
  const stride = (n - head) / rest;
  for (let i = 0; i < rest; i += 1) picked[head + i] = order[head + Math.floor(i * stride)];
  return picked;
}
