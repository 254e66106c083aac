import { toIso } from "./dates.js";
import { label, shared } from "./labels.js";

/**
 * @typedef {import("./labels.js").Label} Label
 * @typedef {{name: string, version: number, hash: string}} ProfileIdentity
 */

/**
 * What a score says of its profile.
 * @typedef {{
 *   profile: ProfileIdentity, asOf: string, asOfDay: number,
 *   horizonDays: number, mode: string, indicators: string[],
 * }} ScoreContext
 */

/** Days beyond which a date says nothing: the year 9999 is the last that every reader takes. */
const LAST_DAY = 2_932_896;

/** @typedef {ReturnType<typeof makeLayout>} Layout */

/** @type {Layout | undefined} */
let made;

/** Finds the place of each field in the buffer, and the labels of each code, once for all. */
function makeLayout() {
  const { scoreFields, tiers, bands, cells, warnings } = shared();
  /** @param {string} name */
  const at = (name) => scoreFields.indexOf(name);
  /** @param {string[]} codes */
  const labelled = (codes) => codes.map(label);
  /** @param {string} prefix */
  const part = (prefix) => ({
    raw: at(`${prefix}.raw`),
    normalised: at(`${prefix}.normalised`),
    weight: at(`${prefix}.weight`),
    points: at(`${prefix}.points`),
  });
  return {
    valueScore: at("valueScore"),
    percentile: at("percentile"),
    current: at("current"),
    future: at("future"),
    lifetime: at("lifetime"),
    tier: at("tier"),
    system: at("system"),
    loyaltyScore: at("loyaltyScore"),
    behaviour: at("behaviour"),
    risk: at("risk"),
    band: at("band"),
    probabilityAlive: at("probabilityAlive"),
    baseOdds: at("baseOdds"),
    purchasesOdds: at("purchasesOdds"),
    silenceOdds: at("silenceOdds"),
    nextMedian: at("nextMedian"),
    nextP10: at("nextP10"),
    nextP90: at("nextP90"),
    never: at("never"),
    cell: at("cell"),
    valueAtRisk: at("valueAtRisk"),
    valueCoverage: at("valueCoverage"),
    loyaltyCoverage: at("loyaltyCoverage"),
    warnings: at("warnings"),
    valueParts: [part("value.0"), part("value.1")],
    loyaltyParts: [part("loyalty.0"), part("loyalty.1"), part("loyalty.2"), part("loyalty.3")],
    labels: {
      current: label("current_value"),
      future: label("future_value"),
      purchases: label("purchases"),
      silence: label("silence"),
    },
    tiers: labelled(tiers),
    bands: labelled(bands),
    cells: labelled(cells),
    /** The action for each cell and band. */
    actions: cells.map((cell) => bands.map((band) => label(`${cell}.${band}`))),
    warningLabels: labelled(warnings),
    /** The warnings of each pattern of bits that has come up. @type {Map<number, Label[]>} */
    patterns: new Map(),
  };
}

/**
 * Returns a number of the buffer, null when it is missing.
 * @param {Float64Array} numbers
 * @param {number} at
 * @returns {number | null}
 */
function get(numbers, at) {
  const value = numbers[at] ?? NaN;
  return value === value ? value : null;
}

/**
 * @param {Float64Array} numbers
 * @param {{raw: number, normalised: number, weight: number, points: number} | undefined} at
 * @param {Label} of
 */
function part(numbers, at, of) {
  const { raw = -1, normalised = -1, weight = -1, points = -1 } = at ?? {};
  return {
    code: of.code,
    en: of.en,
    zh: of.zh,
    raw: get(numbers, raw),
    normalised: get(numbers, normalised),
    weight: get(numbers, weight),
    points: get(numbers, points),
  };
}

/**
 * Returns the date some days after a day, null where there is none.
 * @param {Float64Array} numbers
 * @param {number} at
 * @param {number} asOfDay
 */
function dateAfter(numbers, at, asOfDay) {
  const day = asOfDay + Math.ceil(/** @type {number} */ (numbers[at]));
  return day <= LAST_DAY ? toIso(day) : null;
}

/**
 * Returns the warnings that are set.
 * @param {Layout} layout
 * @param {number} bits
 */
function warningsOf({ patterns, warningLabels }, bits) {
  let found = patterns.get(bits);
  if (!found) patterns.set(bits, (found = warningLabels.filter((_, i) => bits & (1 << i))));
  return found.slice();
}

/**
 * Puts the explained score of one customer together from the numbers of the module.
 * @param {Float64Array} numbers
 * @param {ScoreContext} context
 * @param {string} asOf
 * @param {number} asOfDay
 * @param {unknown} id
 */
export function scoreObject(numbers, context, asOf, asOfDay, id) {
  const at = (made ??= makeLayout());
  // NaN finds no label.
  const tier = at.tiers[/** @type {number} */ (numbers[at.tier])] ?? null;
  const band = at.bands[/** @type {number} */ (numbers[at.band])] ?? null;
  const cell = at.cells[/** @type {number} */ (numbers[at.cell])] ?? null;
  const actions = at.actions[/** @type {number} */ (numbers[at.cell])];
  const { purchases, silence } = at.labels;
  return {
    id,
    asOf,
    profile: context.profile,
    value: {
      score: get(numbers, at.valueScore),
      percentile: get(numbers, at.percentile),
      current: get(numbers, at.current),
      future: get(numbers, at.future),
      lifetime: get(numbers, at.lifetime),
      tier: tier === null ? null : tier.code,
      system: get(numbers, at.system),
      parts: [part(numbers, at.valueParts[0], at.labels.current), part(numbers, at.valueParts[1], at.labels.future)],
    },
    loyalty: {
      score: get(numbers, at.loyaltyScore),
      attitude: null,
      behaviour: get(numbers, at.behaviour),
      type: null,
      parts: context.indicators.map((code, i) => part(numbers, at.loyaltyParts[i], label(code))),
    },
    churn: {
      risk: get(numbers, at.risk),
      band: band === null ? null : band.code,
      mode: context.mode,
      calibrated: false,
      horizonDays: context.horizonDays,
      probabilityAlive: get(numbers, at.probabilityAlive),
      baseOdds: get(numbers, at.baseOdds),
      evidence: [
        { code: purchases.code, en: purchases.en, zh: purchases.zh, odds: get(numbers, at.purchasesOdds) },
        { code: silence.code, en: silence.en, zh: silence.zh, odds: get(numbers, at.silenceOdds) },
      ],
      nextPurchase: {
        median: dateAfter(numbers, at.nextMedian, asOfDay),
        p10: dateAfter(numbers, at.nextP10, asOfDay),
        p90: dateAfter(numbers, at.nextP90, asOfDay),
        never: get(numbers, at.never),
      },
    },
    labels: { tier, cell, band },
    valueAtRisk: get(numbers, at.valueAtRisk),
    action: actions?.[/** @type {number} */ (numbers[at.band])] ?? null,
    coverage: {
      value: get(numbers, at.valueCoverage),
      loyalty: get(numbers, at.loyaltyCoverage),
      churn: 1,
    },
    warnings: warningsOf(at, /** @type {number} */ (numbers[at.warnings])),
  };
}
