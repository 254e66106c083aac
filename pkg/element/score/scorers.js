// Scorers of the profiles on a page: one for each profile, however many elements show it, freed when none does.

/**
 * @typedef {import("../../scores.js").CustomerScore} CustomerScore
 * @typedef {{ score: (customer: any, options?: any) => CustomerScore, free?: () => void }} AnyScorer
 * What a build of the package gives.
 * @typedef {{
 *   Profile: { parse(profile: unknown): unknown },
 *   Scorer: new (profile: any) => { score: (customer: any, options?: any) => any, readonly profile: { hash: string }, free(): void },
 * }} Build
 * @typedef {{ scorer: AnyScorer, currency: string | null, months: number | null, users: number, documents: Set<string>, timer: any }} Entry
 * A scorer in use, until it is released.
 * @typedef {{ scorer: AnyScorer, currency: string | null, months: number | null, release: () => void }} Lease
 */

/** How long an unused scorer is kept, in ms: a list that is drawn anew takes it again. Our choice. */
const KEPT = 2000;

/**
 * Returns what lends the scorers of a build.
 * @param {Build} build
 * @returns {{ lend: (profile: unknown) => Lease, readonly count: number }}
 */
export function scorersOf({ Profile, Scorer }) {
  /** By all that a score shows of a profile. @type {Map<string, Entry>} */
  const entries = new Map();
  /** @type {WeakMap<object, string>} */
  const keysOfObjects = new WeakMap();
  /** @type {Map<string, string>} */
  const keysOfTexts = new Map();

  /** @param {unknown} profile */
  const keyOf = (profile) =>
    typeof profile === "string" ? keysOfTexts.get(profile) : keysOfObjects.get(/** @type {object} */ (profile));

  /** @param {unknown} profile @returns {{ key: string, entry: Entry }} */
  function made(profile) {
    const checked = /** @type {any} */ (Profile.parse(profile));
    const scorer = new Scorer(checked);
    const { name, version, asOf, currency = null } = checked;
    // The hash leaves the name out, and what numbers are shown as.
    const key = JSON.stringify([scorer.profile.hash, version, name, asOf, currency]);
    if (typeof profile === "string") keysOfTexts.set(profile, key);
    else keysOfObjects.set(/** @type {object} */ (profile), key);
    const known = entries.get(key);
    if (known) {
      scorer.free();
      return { key, entry: known };
    }
    const months = checked.value?.months ?? null;
    const entry = { scorer, currency, months, users: 0, documents: new Set(), timer: undefined };
    entries.set(key, entry);
    return { key, entry };
  }

  /** @param {string} key @param {Entry} entry */
  function drop(key, entry) {
    if (entry.users > 0) return;
    entries.delete(key);
    for (const text of entry.documents) keysOfTexts.delete(text);
    entry.scorer.free?.();
  }

  return {
    /** @param {unknown} profile its text, its object, or a `Profile`; it is taken as it is at the first use */
    lend(profile) {
      const known = keyOf(profile);
      const found = known === undefined ? undefined : entries.get(known);
      const { key, entry } = found && known !== undefined ? { key: known, entry: found } : made(profile);
      if (typeof profile === "string") entry.documents.add(profile);
      clearTimeout(entry.timer);
      entry.users += 1;
      let lent = true;
      const release = () => {
        if (!lent) return;
        lent = false;
        entry.users -= 1;
        if (entry.users > 0) return;
        entry.timer = setTimeout(() => drop(key, entry), KEPT);
        // In Node (jsdom) a timer keeps the process alive.
        entry.timer?.unref?.();
      };
      return { scorer: entry.scorer, currency: entry.currency, months: entry.months, release };
    },
    get count() {
      return entries.size;
    },
  };
}
