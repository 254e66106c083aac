// A profile, read and ready to score with.

import { Scorer } from "clientele/score";

/** @typedef {InstanceType<typeof Scorer>} AnyScorer */
/** @typedef {{scorer: AnyScorer, live: any, timeUnit: any, etag: string | null, users: number, retired: boolean}} Loaded */

/**
 * Returns a profile ready to score with.
 * @param {unknown} profile
 * @param {string | null} etag
 * @returns {Loaded}
 */
export function ready(profile, etag) {
  const scorer = new Scorer(/** @type {any} */ (profile));
  // The scorer has taken it, with a byte order mark or without.
  const text = typeof profile === "string" ? profile.replace(/^\uFEFF/, "") : JSON.stringify(profile);
  const { live, timeUnit } = JSON.parse(text);
  return { scorer, live: live ?? undefined, timeUnit, etag, users: 0, retired: false };
}
