// The Python virtual environment with lifetimes, the library that the benchmarks compare with.

import { at } from "../lib/paths.mjs";
import { environmentOf } from "../lib/python.mjs";

/** lifetimes 0.11.3 is of 2020: newer numpy, pandas and setuptools break it. */
const PACKAGES = ["lifetimes==0.11.3", "numpy<2", "pandas<2.2", "setuptools<81", "scipy"];

/** The Pythons for which these have wheels. @type {[number, number]} */
const VERSIONS = [9, 12];

/**
 * Makes sure of the environment.
 * @returns {Promise<string>} its Python
 */
export const lifetimes = () => environmentOf(at(".venv"), PACKAGES, { versions: VERSIONS, otherwise: "leave lifetimes out: npm run bench -- --no-lifetimes" });
