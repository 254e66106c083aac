import { drift as driftOf } from "./wasm.js";
import { clean } from "./options.js";
import { Profile } from "./profile.js";

// The module compares distributions and parameters. Whether two profiles mean the same by them is told by their
// settings, which are plain data here: a score under other settings moves although nobody in the base has.

/**
 * What differs between two profiles.
 * @typedef {{ path: string, before: unknown, after: unknown, reason: string }} Difference
 * @typedef {{ path: string, of: (profile: any) => unknown, why: string | ((before: any, after: any) => string), same?: (a: any, b: any) => boolean, when?: (before: any, after: any) => boolean }} Setting
 * @typedef {{ level: string | null, incomparable: Difference[] }} Line
 */

/** A weight that is written with fifteen digits is the same one: the tolerance of the module. */
const WEIGHT_TOLERANCE = 1e-9;

/** From worst to best. */
const LEVELS = ["changed", "shifted", "stable"];

const margin = (/** @type {any} */ { value }) => value.margin ?? null;
const modeIs = (/** @type {string[]} */ ...modes) => (/** @type {any} */ before, /** @type {any} */ after) =>
  modes.includes(before.churn.mode) && modes.includes(after.churn.mode);

/** @param {any} a @param {any} b */
const sameWeights = (a, b) =>
  a.length === b.length && a.every((/** @type {number} */ weight, /** @type {number} */ i) => Math.abs(weight - b[i]) <= WEIGHT_TOLERANCE);

/** @param {"behaviour" | "attitude"} side @returns {Setting[]} */
const loyaltySide = (side) => [
  { path: `loyalty.${side}.indicators`, of: (p) => p.loyalty[side].indicators, why: "the index is made of other indicators" },
  { path: `loyalty.${side}.weights`, of: (p) => p.loyalty[side].weights, why: "the indicators weigh differently", same: sameWeights },
];

/** What a score means depends on these: where one differs, its distributions do not compare. @type {Record<string, Setting[]>} */
const MEANING = {
  valueScore: [
    { path: "value.future", of: (p) => p.value.future, why: "margins to come are expected from something else" },
    { path: "value.uplift", of: (p) => p.value.uplift, why: "another share of the wallet is expected to be won", when: (a, b) => a.value.future === "account" && b.value.future === "account" },
    { path: "value.currentWeight", of: (p) => p.value.currentWeight, why: "current value weighs differently" },
  ],
  lifetime: [
    { path: "currency", of: (p) => p.currency ?? null, why: "money is in another currency, or in one that is not named; fit both in one" },
    {
      path: "value.margin",
      of: margin,
      why: (a, b) =>
        a === null || b === null
          ? "money is margin in one profile and revenue in the other; fit both with the margin, and compare them before they are made public"
          : "money is counted at another margin; fit both with one",
      // Revenue stands in for a margin that is not known or kept back.
      same: (a, b) => (a ?? 1) === (b ?? 1),
    },
    { path: "value.months", of: (p) => p.value.months, why: "value is counted over other months" },
    { path: "value.discountRate", of: (p) => p.value.discountRate, why: "value is discounted otherwise" },
  ],
  loyaltyScore: [
    ...loyaltySide("behaviour"),
    ...loyaltySide("attitude"),
    { path: "loyalty.behaviourWeight", of: (p) => p.loyalty.behaviourWeight, why: "behaviour weighs differently" },
    { path: "loyalty.minCoverage", of: (p) => p.loyalty.minCoverage, why: "scores need more of the weights to be known, or less" },
  ],
  risk: [
    { path: "churn.mode", of: (p) => p.churn.mode, why: "the risk is another one" },
    { path: "churn.horizonDays", of: (p) => p.churn.horizonDays, why: "the risk is of other days", when: (a, b) => !modeIs("alive")(a, b) },
    { path: "churn.evidence", of: (p) => p.churn.evidence ?? null, why: "evidence has other points", when: modeIs("cohort", "alive") },
  ],
};

const purchaseModel = { path: "purchase.model", of: (/** @type {any} */ p) => p.purchase.model };
const byModel = { ...purchaseModel, why: "another purchase model predicts, and a shift may be its doing" };

/** What may move a score beside the base, though it means the same. @type {Record<string, Setting[]>} */
const CAUTION = {
  valueScore: [byModel],
  lifetime: [byModel, { path: "spend.model", of: (p) => p.spend.model, why: "another model expects the spend, and a shift may be its doing" }],
  loyaltyScore: [],
  risk: [
    { ...byModel, when: modeIs("horizon", "alive") },
    { path: "churn.baseRate", of: (p) => p.churn.baseRate ?? null, why: "risks start from another churn rate", when: modeIs("cohort") },
    { path: "churn.calibration", of: (p) => p.churn.calibration ?? null, why: "risks come from another regression", when: modeIs("calibrated") },
    { path: "churn.model", of: (p) => p.churn.model ?? null, why: "risks come from another imported model", when: modeIs("imported") },
  ],
};

/** Parameters that are times, or rates: in another unit of time they are other numbers. */
const TIMED = ["alpha", "beta"];

/**
 * @param {any} before
 * @param {any} after
 * @param {Setting[]} settings
 * @returns {Difference[]}
 */
function differences(before, after, settings) {
  return settings.flatMap(({ path, of, why, same = alike, when = () => true }) => {
    const [a, b] = [of(before), of(after)];
    return !when(before, after) || same(a, b) ? [] : [{ path, before: a, after: b, reason: typeof why === "string" ? why : why(a, b) }];
  });
}

/** @param {unknown} a @param {unknown} b */
const alike = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Returns how far a base has moved from one profile to a later one, and what of it cannot be compared.
 * @param {unknown} before
 * @param {unknown} after
 * @param {unknown} [options]
 */
export function drift(before, after, options) {
  const [one, other] = [plain(before), plain(after)];
  // The module refuses profiles in other units as a whole. Of the later one it needs what it compares and no more.
  const found = driftOf(one, { ...one, purchase: other.purchase, population: other.population }, clean(options));
  /** @type {(Line & { [key: string]: any })[]} */
  const populations = found.populations.map((/** @type {any} */ line) => {
    const incomparable = [...differences(one, other, MEANING[line.score] ?? []), ...unknown(one, other, line.score)];
    if (incomparable.length === 0) return { ...line, incomparable, cautions: differences(one, other, CAUTION[line.score] ?? []) };
    return { ...line, stabilityIndex: null, largestGap: null, level: null, incomparable, cautions: [] };
  });
  /** @type {(Line & { [key: string]: any })[]} */
  const parameters = found.parameters.map((/** @type {any} */ line) => {
    const incomparable = ofParameter(one, other, line.name);
    return incomparable.length === 0 ? { ...line, incomparable } : { ...line, standardErrors: null, level: null, incomparable };
  });
  // A model that the data chose on both days and that is another one now tells of the base; one that was named does not.
  const chosen = !found.sameModel && one.purchase.selection && other.purchase.selection;
  const levels = [...populations, ...parameters].map(({ level }) => level).concat(chosen ? "shifted" : []);
  const why = chosen ? "the data chose another model, whose parameters are others" : "the parameters of another model are others";
  return {
    ...found,
    level: LEVELS.find((level) => levels.includes(level)) ?? null,
    populations,
    parameters,
    incomparable: differences(one, other, [{ ...purchaseModel, why }]),
  };
}

/** @param {unknown} profile */
function plain(profile) {
  return /** @type {any} */ (clean((profile instanceof Profile ? profile : Profile.parse(profile)).toJSON(), ""));
}

/**
 * Returns what is missing of a score for a comparison.
 * @param {any} before
 * @param {any} after
 * @param {string} score
 * @returns {Difference[]}
 */
function unknown(before, after, score) {
  const [a, b] = [before, after].map(({ population }) => population[score].length);
  if (a > 0 && b > 0) return [];
  return [{ path: `population.${score}`, before: a, after: b, reason: "nobody has this score in one of the profiles" }];
}

/**
 * Returns what keeps a parameter of a purchase model from being compared.
 * @param {any} before
 * @param {any} after
 * @param {string} name
 * @returns {Difference[]}
 */
function ofParameter(before, after, name) {
  const k = { path: "purchase.params.k", of: (/** @type {any} */ p) => p.purchase.params.k ?? null };
  const unit = { path: "timeUnit", of: (/** @type {any} */ p) => p.timeUnit, why: "it is counted in another unit of time; fit both in one" };
  const found = differences(before, after, [
    ...(name === "k" ? [] : [{ ...k, why: "the gaps are of another regularity" }]),
    ...(TIMED.includes(name) ? [unit] : []),
  ]);
  const [a, b] = [before, after].map(({ purchase }) => purchase.standardErrors ?? null);
  if (a === null || b === null) {
    const reason = "they are kept back from a public profile, and parameters that were given have none; compare profiles as they were fitted";
    found.push({ path: "purchase.standardErrors", before: a, after: b, reason });
  } else if ((a[name] ?? null) === null || (b[name] ?? null) === null) {
    const reason = "it has no standard error: a number that is chosen is not estimated";
    found.push({ path: `purchase.standardErrors.${name}`, before: a[name] ?? null, after: b[name] ?? null, reason });
  }
  return found;
}
