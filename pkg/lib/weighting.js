import { invalid } from "./errors.js";
import { naming } from "./known.js";
import { call, matrixOf } from "./methods.js";
import { apart, clean, only } from "./options.js";

/**
 * @param {string} name
 * @param {unknown} data
 * @param {unknown} [options]
 */
function weights(name, data, options) {
  const [shape, values] = matrixOf(data);
  return call(name, { shape, options }, values);
}

/**
 * Weights by a method that has no options, so that those of another are not ignored.
 * @param {string} name
 * @param {unknown} data
 * @param {unknown} options
 */
function without(name, data, options) {
  only(clean(options), []);
  return weights(name, data);
}

/**
 * Returns weights by entropy.
 * @param {unknown} data
 * @param {unknown} [options]
 */
export const entropyWeights = (data, options) => weights("entropyWeights", data, options);

/**
 * Returns weights by CRITIC.
 * @param {unknown} data
 * @param {unknown} [options]
 */
export const criticWeights = (data, options) => weights("criticWeights", data, options);

/**
 * Returns weights by the effect of removing a criterion.
 * @param {unknown} data
 * @param {unknown} [options] none so far: a key that is there is an error
 */
export const merecWeights = (data, options) => without("merecWeights", data, options);

/**
 * Returns weights by standard deviation.
 * @param {unknown} data
 * @param {unknown} [options]
 */
export const standardDeviationWeights = (data, options) => weights("standardDeviationWeights", data, options);

/**
 * Returns weights by coefficient of variation.
 * @param {unknown} data
 * @param {unknown} [options] none so far: a key that is there is an error
 */
export const variationWeights = (data, options) => without("variationWeights", data, options);

/**
 * Returns weights by Gini coefficient.
 * @param {unknown} data
 * @param {unknown} [options]
 */
export const giniWeights = (data, options) => weights("giniWeights", data, options);

/**
 * Returns weights by principal components.
 * @param {unknown} data
 * @param {unknown} [options]
 */
export const pcaWeights = (data, options) => weights("pcaWeights", data, options);

/**
 * Returns weights by independence.
 * @param {unknown} data
 * @param {unknown} [options] none so far: a key that is there is an error
 */
export const independenceWeights = (data, options) => without("independenceWeights", data, options);

/**
 * Returns one set of weights made of several.
 * @param {unknown} sets
 * @param {unknown} [options]
 */
export function combineWeights(sets, options) {
  if (!Array.isArray(sets)) throw invalid("weights", sets, "an array of sets of weights");
  const list = sets.map((set, k) => {
    if (Array.isArray(set) || ArrayBuffer.isView(set)) return { weights: set };
    if (typeof set !== "object" || set === null) throw invalid(`weights[${k}]`, set, "numbers, or an object with `weights`");
    return { criteria: set.criteria ?? null, weights: set.weights };
  });
  const [data, rest] = apart(options, "data");
  return naming(["data"], () => {
    if (data === undefined || data === null) return call("combineWeights", { weights: list, options: rest });
    const [shape, values] = matrixOf(data);
    return call("combineWeights", { weights: list, shape, options: rest }, values);
  });
}

/**
 * Returns whether weights should come from people or from data.
 * @param {unknown} given
 */
export const weightingAdvice = (given) => call("weightingAdvice", { case: given });
