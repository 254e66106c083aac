// Scores of one row, of many, and of a stream of them.

import { nameOf, objectOf, parse } from "./json.js";
import { Refusal, rowError } from "./refusal.js";

/** @typedef {import("./ready.js").AnyScorer} AnyScorer */
/** @typedef {{id: unknown, score: unknown} | {id: unknown, error: object}} Row */

/**
 * Scores a customer.
 * @param {AnyScorer} scorer
 * @param {unknown} given
 * @param {string} asOf
 */
export function scoreOne(scorer, given, asOf) {
  const customer = objectOf(given, "customer", "a customer as an object, by numbers or with `orders`");
  const { id = null } = customer;
  if (id !== null) nameOf(id, "customer.id");
  try {
    return scorer.score(/** @type {any} */ (customer), { asOf });
  } catch (error) {
    // A stack that is too small for the data is no failure of the service.
    if (error instanceof RangeError) throw new Refusal("NestedTooDeep", "send flatter data");
    throw error;
  }
}

/**
 * Returns an identifier as it is sent back: one that is none may be as long as a body, or be another number by now.
 * @param {unknown} id
 */
function echoed(id) {
  try {
    nameOf(id, "id");
    return id;
  } catch {
    return null;
  }
}

/**
 * Returns the row of a customer among many: with the score, or with what is wrong.
 * @param {() => unknown} given reads the customer
 * @param {(customer: unknown) => unknown} score
 * @returns {Row}
 */
export function rowOf(given, score) {
  /** @type {any} */
  let customer = null;
  try {
    customer = given();
    const scored = score(customer);
    return { id: customer.id ?? null, score: scored };
  } catch (error) {
    return { id: echoed(customer?.id), error: rowError(error) };
  }
}

/**
 * Yields the answer to lines as they come, as text: a line for each row, and at the end one that says how many there were, so
 * that what was cut off can be told from what was all.
 * @param {AsyncIterable<(string | Refusal)[]>} input
 * @param {(customer: unknown) => unknown} score
 * @param {{streamRows: number, nesting: number}} limits
 * @param {(error: unknown) => void} onError
 */
export async function* scoredLines(input, score, { streamRows, nesting }, onError) {
  let rows = 0;
  let failed = 0;
  /** @type {unknown} */
  let broken;
  const end = () => `${JSON.stringify({ done: broken === undefined, rows, failed, ...(broken === undefined ? {} : { error: rowError(broken) }) })}\n`;
  // One iterator for both loops: leaving the first must not end it.
  const iterator = input[Symbol.asyncIterator]();
  const rest = { [Symbol.asyncIterator]: () => ({ next: () => iterator.next() }) };
  try {
    for await (const texts of rest) {
      let output = "";
      for (const text of texts) {
        if (typeof text === "string" && text.trim() === "") continue;
        if (rows === streamRows) {
          broken = new Refusal("TooManyRows", `a stream may have ${streamRows} rows: send the others in another`);
          break;
        }
        const row = rowOf(() => {
          if (typeof text !== "string") throw text;
          return parse(text, nesting);
        }, score);
        if ("error" in row) failed++;
        output += `${JSON.stringify({ row: rows++, ...row })}\n`;
      }
      if (output !== "") yield output;
      if (broken !== undefined) {
        yield end();
        // What is not scored is read to its end, or to the limit: a connection that is closed on a client who is still
        // writing loses what the client has not read yet.
        for await (const _ of rest);
        return;
      }
    }
  } catch (error) {
    // The status has been sent: what went wrong goes where a client that counts its rows looks.
    if (broken !== undefined) return;
    broken = error;
    if (!(error instanceof Refusal)) onError(error);
  } finally {
    await iterator.return?.();
  }
  yield end();
}
