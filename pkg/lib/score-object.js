import { toIso } from "./dates.js";

/**
 * @typedef {import("./labels.js").Label} Label
 * @typedef {{name: string, version: number, hash: string}} ProfileIdentity
 */

/**
 * The names that both sides share, as far as scores need them.
 * @typedef {{
 *   customerFields: string[], summaryFields: number, scoreFields: string[], scoreColumns: number, tiers: string[], bands: string[],
 *   cells: string[], warnings: string[], loyaltyTypes: string[], modifiers: string[], complainers: string[],
 *   label: (code: string) => Label,
 * }} Names
 */

/**
 * What a score says of its profile.
 * @typedef {{
 *   profile: ProfileIdentity, asOf: string, asOfDay: number, horizonDays: number, mode: string,
 *   indicators: Label[], evidence: Label[], features: string[], modelled: boolean, points: unknown[], live: unknown, timeUnit: string,
 * }} ScoreContext
 */

/** Days beyond which a date says nothing: the year 9999 is the last that every reader takes. */
const LAST_DAY = 2_932_896;

/** @typedef {ReturnType<typeof makeLayout>} Layout */

/** The layouts of the modules in use: one, or two. @type {WeakMap<Names, Layout>} */
const made = new WeakMap();

/**
 * Finds the place of each field in the buffer, and the labels of each code, once for all.
 * @param {Names} names
 */
function makeLayout({ scoreFields, tiers, bands, cells, warnings, loyaltyTypes, modifiers, label }) {
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
    attitude: at("attitude"),
    loyaltyType: at("loyaltyType"),
    risk: at("risk"),
    band: at("band"),
    probabilityAlive: at("probabilityAlive"),
    baseOdds: at("baseOdds"),
    evidence: at("evidence.0"),
    fields: scoreFields.length,
    modifiers: at("modifiers"),
    nextMedian: at("nextMedian"),
    nextP10: at("nextP10"),
    nextP90: at("nextP90"),
    never: at("never"),
    cell: at("cell"),
    valueAtRisk: at("valueAtRisk"),
    valueCoverage: at("valueCoverage"),
    loyaltyCoverage: at("loyaltyCoverage"),
    churnCoverage: at("churnCoverage"),
    warnings: at("warnings"),
    valueParts: [part("value.0"), part("value.1")],
    loyaltyParts: Array.from({ length: 9 }, (_, i) => part(`loyalty.${i}`)),
    labels: {
      current: label("current_value"),
      future: label("future_value"),
    },
    tiers: labelled(tiers),
    bands: labelled(bands),
    cells: labelled(cells),
    /** The action for each cell and band. */
    actions: cells.map((cell) => bands.map((band) => label(`${cell}.${band}`))),
    warningLabels: labelled(warnings),
    loyaltyTypes: labelled(loyaltyTypes),
    modifierLabels: labelled(modifiers),
    /** The warnings of each pattern of bits that has come up. @type {Map<number, Label[]>} */
    patterns: new Map(),
  };
}

/**
 * Returns the actions, in the order that the column `action` counts them.
 * @param {Names} names
 * @returns {Label[]}
 */
export const actionsOf = ({ cells, bands, label }) =>
  cells.flatMap((cell) => bands.map((band) => ({ ...label(`${cell}.${band}`) })));

/**
 * Returns the place of each customer's action among `actionsOf`, NaN where there is none.
 * @param {{cell: Float64Array, band: Float64Array}} columns
 * @param {Names} names
 */
export function actionColumn({ cell, band }, { bands }) {
  return cell.map((place, row) => place * bands.length + /** @type {number} */ (band[row]));
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
 * Returns the evidence that is known, with what it multiplies the odds by.
 * @param {Float64Array} numbers
 * @param {number} first where it begins
 * @param {Label[]} labels
 */
function evidenceOf(numbers, first, labels) {
  const found = [];
  for (let i = 0; i < labels.length; i++) {
    const odds = /** @type {number} */ (numbers[first + i]);
    const { code, en, zh } = /** @type {Label} */ (labels[i]);
    if (odds === odds) found.push({ code, en, zh, odds });
  }
  return found;
}

/**
 * Puts the explained score of one customer together from the numbers of the module.
 * @param {Float64Array} numbers
 * @param {Names} names
 * @param {ScoreContext} context
 * @param {string} asOf
 * @param {number} asOfDay
 * @param {unknown} id
 */
export function scoreObject(numbers, names, context, asOf, asOfDay, id) {
  let at = made.get(names);
  if (!at) made.set(names, (at = makeLayout(names)));
  // NaN finds no label.
  const tier = at.tiers[/** @type {number} */ (numbers[at.tier])] ?? null;
  const band = at.bands[/** @type {number} */ (numbers[at.band])] ?? null;
  const cell = at.cells[/** @type {number} */ (numbers[at.cell])] ?? null;
  const actions = at.actions[/** @type {number} */ (numbers[at.cell])];
  const type = at.loyaltyTypes[/** @type {number} */ (numbers[at.loyaltyType])] ?? null;
  const { loyaltyParts } = at;
  const modifiers = /** @type {number} */ (numbers[at.modifiers]);
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
      attitude: get(numbers, at.attitude),
      behaviour: get(numbers, at.behaviour),
      type: type === null ? null : type.code,
      parts: context.indicators.map((of, i) => part(numbers, loyaltyParts[i], of)),
    },
    churn: {
      risk: get(numbers, at.risk),
      band: band === null ? null : band.code,
      mode: context.mode,
      calibrated: context.mode === "calibrated",
      horizonDays: context.horizonDays,
      probabilityAlive: get(numbers, at.probabilityAlive),
      baseOdds: get(numbers, at.baseOdds),
      evidence: evidenceOf(numbers, context.modelled ? at.fields : at.evidence, context.evidence),
      nextPurchase: {
        median: dateAfter(numbers, at.nextMedian, asOfDay),
        p10: dateAfter(numbers, at.nextP10, asOfDay),
        p90: dateAfter(numbers, at.nextP90, asOfDay),
        never: get(numbers, at.never),
      },
    },
    labels: { tier, cell, band, loyaltyType: type },
    valueAtRisk: get(numbers, at.valueAtRisk),
    action: actions?.[/** @type {number} */ (numbers[at.band])] ?? null,
    modifiers: modifiers === 0 ? [] : at.modifierLabels.filter((_, i) => modifiers & (1 << i)),
    coverage: {
      value: get(numbers, at.valueCoverage),
      loyalty: get(numbers, at.loyaltyCoverage),
      churn: get(numbers, at.churnCoverage),
    },
    warnings: warningsOf(at, /** @type {number} */ (numbers[at.warnings])),
  };
}
