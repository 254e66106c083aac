import { randomSeed } from "./wasm.js";
import { ClienteleError, invalid } from "./errors.js";
import { clean, number, only } from "./options.js";

/** What a time is. */
export const TIME = { least: 0, what: "a number in the model's unit of time" };

/**
 * Returns how far a prediction of P(alive) looks ahead; undefined for now.
 * @param {unknown} options
 */
export function afterOf(options) {
  const known = clean(options);
  only(known, ["after"]);
  return known["after"] === undefined ? undefined : number(known["after"], "options.after", TIME);
}

/** @param {unknown} options */
export function horizonOf(options) {
  const known = clean(options);
  only(known, ["horizon"]);
  return number(known["horizon"], "options.horizon", TIME);
}

/**
 * Returns the probabilities that the next purchase is to have come with.
 * @param {unknown} options
 */
export function quantilesOf(options) {
  const known = clean(options);
  only(known, ["quantiles"]);
  const { quantiles = [0.1, 0.5, 0.9] } = known;
  if (!Array.isArray(quantiles)) throw invalid("options.quantiles", quantiles, "an array of probabilities");
  return Array.from(quantiles, (q, i) => number(q, `options.quantiles[${i}]`, { least: 0, most: 1, what: "a probability" }));
}

/**
 * Returns the discount rate of a residual value, and how far it looks ahead.
 * @param {unknown} options
 */
export function residualOf(options) {
  const known = clean(options);
  only(known, ["discountRate", "horizon"]);
  const { discountRate, horizon } = known;
  return {
    rate: number(discountRate, "options.discountRate", { least: 0, what: "a rate per unit of time of the model" }),
    horizon: horizon === undefined ? undefined : number(horizon, "options.horizon", TIME),
  };
}

/** What intervals of predictions can be of. */
const PREDICTIONS = ["probabilityAlive", "probabilityOfPurchase", "expectedPurchases"];

/**
 * Returns which prediction is asked for, how far ahead, and the other options.
 * @param {unknown} options
 */
export function predictionOf(options) {
  const { prediction, horizon, ...known } = clean(options);
  if (!PREDICTIONS.includes(/** @type {string} */ (prediction))) {
    throw invalid("options.prediction", prediction, `one of ${PREDICTIONS.map((name) => `"${name}"`).join(", ")}`);
  }
  const now = prediction === "probabilityAlive" && horizon === undefined;
  return { ...known, prediction, time: now ? undefined : number(horizon, "options.horizon", TIME) };
}

/**
 * Returns the intervals of parameters by their names.
 * @param {{lower: Record<string, number>, upper: Record<string, number>, basis: string[]}} found
 */
export function intervalsByName({ lower, upper, basis }) {
  return Object.fromEntries(Object.keys(lower).map((name, place) => [name, { lower: lower[name], upper: upper[name], basis: basis[place] }]));
}

/**
 * Returns the ends of the intervals that `use` finds with what is drawn; null where there is nothing to
 * draw from.
 * @template {{free(): void}} Drawn
 * @param {Record<string, unknown>} options
 * @param {(options: {draws?: unknown, seed: unknown}) => Drawn | null | undefined} draw
 * @param {(drawn: Drawn, level: number) => Float64Array} use lower ends, then the upper ones
 * @param {string[]} [keys] the options that there are
 */
export function endsOf(options, draw, use, keys = ["level", "draws", "seed"]) {
  only(options, keys);
  const { seed = randomSeed(), level: given, draws: count } = options;
  const level = levelOf(given);
  const drawn = draw(count === undefined ? { seed } : { draws: count, seed });
  if (!drawn) return null;
  try {
    const ends = use(drawn, level);
    const half = ends.length / 2;
    return { lower: ends.slice(0, half), upper: ends.slice(half), level, seed };
  } finally {
    drawn.free();
  }
}

/**
 * Returns the level of options that have nothing else.
 * @param {unknown} options
 */
export function onlyLevel(options) {
  const known = clean(options);
  only(known, ["level"]);
  return levelOf(known["level"]);
}

/** @param {unknown} level */
function levelOf(level = 0.9) {
  const found = number(level, "options.level", { what: "a probability" });
  if (found > 0 && found < 1) return found;
  const path = "options.level";
  throw new ClienteleError("OutOfRange", `${path}: ${found} is out of range, expected a number above 0 and below 1`, { path });
}
