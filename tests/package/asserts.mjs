// What the tests of the families assert with.

import assert from "node:assert/strict";

/**
 * Numbers, or lists of them, are equal up to half a unit of the sixth decimal.
 * @param {number | null | ArrayLike<number | null>} actual
 * @param {number | number[]} expected
 */
export function close(actual, expected, tolerance = 5e-7) {
  const found = typeof actual === "number" || actual === null ? [actual] : Array.from(actual);
  const wanted = typeof expected === "number" ? [expected] : expected;
  assert.equal(found.length, wanted.length);
  wanted.forEach((value, i) => {
    assert.ok(Math.abs(/** @type {number} */ (found[i]) - value) <= tolerance, `${found} is not ${wanted}`);
  });
}

/**
 * A call fails with a coded error of the package, and names the place.
 * @param {() => unknown} call
 * @param {string} code
 * @param {string} path
 */
export function fails(call, code, path) {
  assert.throws(call, (/** @type {any} */ error) => {
    assert.equal(error.name, "ClienteleError", String(error));
    assert.deepEqual([error.code, error.path], [code, path], error.message);
    return true;
  });
}
