import { ClienteleError } from "./errors.js";

/** How many edits lie between a misspelt key and the one that was meant, at most: as in the module. */
const NEAREST = 3;

/**
 * Runs what reads options from which some keys were taken before. It knows nothing of these: an error about a key that
 * it does not know is completed, so that the list of known keys is whole and a misspelt one among them is named.
 * @template Result
 * @param {readonly string[]} taken
 * @param {() => Result} act
 * @returns {Result}
 */
export function naming(taken, act) {
  try {
    return act();
  } catch (error) {
    throw completed(error, taken);
  }
}

/**
 * Returns an error about an unknown option with the keys that were taken before; any other as it is.
 * @param {unknown} error
 * @param {readonly string[]} taken
 */
export function completed(error, taken) {
  if (!(error instanceof ClienteleError) || error.code !== "UnknownKey") return error;
  const [, path, key = "", text, there] = /^(options\.([^.[\]]+)): (.*)(?:; known: (.*)|; none is used here)$/s.exec(error.message) ?? [];
  if (path === undefined) return error;
  const near = taken.find((own) => resembles(key, own));
  const known = [...taken, ...(there === undefined ? [] : [there])].join(", ");
  return new ClienteleError("UnknownKey", `${path}: ${text}${near === undefined ? `; known: ${known}` : `, did you mean \`${near}\`?`}`, { path });
}

/**
 * Returns whether a key is likely to be meant for another.
 * @param {string} key
 * @param {string} known
 */
function resembles(key, known) {
  const distance = key.length > 80 ? Infinity : edits(key, known);
  return distance <= NEAREST && 2 * distance < Math.max(key.length, known.length);
}

/**
 * Returns how many characters have to be put in, taken out or replaced (Wagner & Fischer 1974).
 * @param {string} from
 * @param {string} to
 */
export function edits(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      next.push(Math.min(Number(row[j]) + Number(letter !== other), Number(row[j + 1]) + 1, Number(next[j]) + 1));
    }
    row = next;
  }
  return Number(row.at(-1));
}
