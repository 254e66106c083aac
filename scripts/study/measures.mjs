// How good predictions were. The same functions measure every side of a comparison.

/** @typedef {ArrayLike<number>} Numbers */

/** @param {Numbers} values */
export const sum = (values) => {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += at(values, i);
  return total;
};

/**
 * @param {Numbers} values
 * @param {number} i
 */
const at = (values, i) => /** @type {number} */ (values[i]);

/**
 * Returns the ranks of values from 1; equal values share the mean of their ranks.
 * @param {Numbers} values
 */
function ranks(values) {
  const order = Array.from(values, (_, i) => i).sort((i, j) => at(values, i) - at(values, j));
  const found = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && at(values, at(order, end)) === at(values, at(order, start))) end++;
    for (const i of order.slice(start, end)) found[i] = (start + 1 + end) / 2;
    start = end;
  }
  return found;
}

/**
 * Area under the ROC curve: P(one to whom it came has the higher probability), ties count half.
 * @param {Numbers} outcomes 1 where the event came, else 0
 * @param {Numbers} probabilities
 */
export function auc(outcomes, probabilities) {
  const rank = ranks(probabilities);
  const events = sum(outcomes);
  const others = outcomes.length - events;
  const ranksOfEvents = sum(rank.map((value, i) => value * at(outcomes, i)));
  return (ranksOfEvents - (events * (events + 1)) / 2) / (events * others);
}

/**
 * Mean squared difference of probability and outcome.
 * @param {Numbers} outcomes
 * @param {Numbers} probabilities
 */
export const brier = (outcomes, probabilities) => rmse(outcomes, probabilities) ** 2;

/**
 * Mean of −ln of the probability given to what came; infinite where something came that was held for impossible.
 * @param {Numbers} outcomes
 * @param {Numbers} probabilities
 */
export const logLoss = (outcomes, probabilities) =>
  mean(outcomes, (came, i) => -Math.log(came === 1 ? at(probabilities, i) : 1 - at(probabilities, i)));

/**
 * Mean absolute error.
 * @param {Numbers} actual
 * @param {Numbers} expected
 */
export const mae = (actual, expected) => mean(actual, (value, i) => Math.abs(at(expected, i) - value));

/**
 * Root of the mean squared error.
 * @param {Numbers} actual
 * @param {Numbers} expected
 */
export const rmse = (actual, expected) => Math.sqrt(mean(actual, (value, i) => (at(expected, i) - value) ** 2));

/**
 * Spearman's rank correlation: that of the ranks.
 * @param {Numbers} one
 * @param {Numbers} other
 */
export function spearman(one, other) {
  const middle = (one.length + 1) / 2;
  const [a, b] = [ranks(one).map((rank) => rank - middle), ranks(other).map((rank) => rank - middle)];
  return sum(a.map((value, i) => value * at(b, i))) / Math.sqrt(sum(a.map((value) => value ** 2)) * sum(b.map((value) => value ** 2)));
}

/**
 * @param {Numbers} values
 * @param {(value: number, i: number) => number} of
 */
function mean(values, of) {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += of(at(values, i), i);
  return total / values.length;
}

/**
 * @typedef {object} Group a tenth of the customers
 * @property {number} count
 * @property {number} predicted mean prediction
 * @property {number} actual mean outcome
 * @property {number} error standard error of the mean outcome
 */

/**
 * Returns the tenths of the customers by rising prediction. Equal predictions stand in the order of the customers.
 * @param {Numbers} predictions
 * @param {Numbers} outcomes
 * @returns {Group[]}
 */
export function deciles(predictions, outcomes) {
  const order = Array.from(predictions, (_, i) => i).sort((i, j) => at(predictions, i) - at(predictions, j) || i - j);
  return Array.from({ length: 10 }, (_, tenth) => {
    const rows = order.slice(Math.round((tenth * order.length) / 10), Math.round(((tenth + 1) * order.length) / 10));
    const [predicted, actual] = [predictions, outcomes].map((values) => mean(rows, (row) => at(values, row)));
    const spread = mean(rows, (row) => (at(outcomes, row) - /** @type {number} */ (actual)) ** 2);
    return {
      count: rows.length,
      predicted: /** @type {number} */ (predicted),
      actual: /** @type {number} */ (actual),
      error: Math.sqrt(spread / rows.length),
    };
  });
}
