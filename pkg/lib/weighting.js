import { call, matrixOf } from "./methods.js";

/**
 * Returns weights by entropy.
 * @param {unknown} data
 * @param {unknown} [options]
 */
export function entropyWeights(data, options) {
  const [shape, values] = matrixOf(data);
  return call("entropyWeights", { shape, options }, values);
}
