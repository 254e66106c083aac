import { ClienteleError, updateState } from "clientele/score";

/**
 * What an event did: it changed the state, it was known already, or it was refused.
 * @typedef {{changed: boolean, reason: string | null, error?: undefined} | {error: {code: string, message: string, path?: string}}} Outcome
 */

/**
 * Takes events into the state of a customer, one after another. One that is refused leaves the state as it was, and the next one
 * is taken all the same.
 * @param {string | null} state
 * @param {readonly any[]} events
 * @param {any} [settings] those of live states of the profile
 * @returns {{state: string | null, outcomes: Outcome[]}}
 */
export function applyEvents(state, events, settings) {
  let current = state;
  const outcomes = events.map((event) => {
    try {
      const { state: next, changed, reason } = updateState(current, event, settings ?? undefined);
      current = next;
      return { changed, reason };
    } catch (error) {
      if (!(error instanceof ClienteleError)) throw error;
      const { code, message, path } = error;
      return { error: { code, message, ...(path === undefined ? {} : { path }) } };
    }
  });
  return { state: current, outcomes };
}
