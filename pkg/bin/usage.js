import { parseArgs } from "node:util";

/** A call that cannot be understood. */
export class UsageError extends Error {}

/**
 * Parses the arguments of a command: exactly one file and its options.
 * @template {NonNullable<import("node:util").ParseArgsConfig["options"]>} Options
 * @param {string[]} args
 * @param {string} file what the file is, for messages
 * @param {Options} options
 */
export function parse(args, file, options) {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true });
  const [path, ...more] = positionals;
  if (path === undefined) throw new UsageError(`which ${file}?`);
  if (more.length > 0) throw new UsageError(`one ${file} at a time; "${more[0]}" is too many`);
  return { path, values };
}

/**
 * Returns one of a list of words.
 * @param {string | undefined} word
 * @param {string} option
 * @param {readonly string[]} words
 */
export function oneOf(word, option, words) {
  if (word !== undefined && !words.includes(word)) {
    throw new UsageError(`--${option} ${word}: it is one of ${words.join(", ")}`);
  }
  return word;
}

/**
 * Returns a share given as text: `0.1` or `10%`. A plain number above 1 is more often a slip than more than everything.
 * @param {string | undefined} text
 * @param {string} option
 */
export function share(text, option) {
  if (text === undefined) return undefined;
  const [, figure, sign] = /^\s*(.*?)\s*(%?)\s*$/s.exec(text) ?? [];
  const value = number(figure, option, text);
  if (value === undefined || sign) return value === undefined ? undefined : value / 100;
  if (value <= 1) return value;
  const wanted = Number((value / 100).toPrecision(12));
  throw new UsageError(`--${option} ${text}: a share, such as ${wanted} or ${value}% for ${value} %`);
}

/**
 * Returns a number given as text.
 * @param {string | undefined} text
 * @param {string} option
 * @param {string} [shown] the text as it was given
 */
export function number(text, option, shown = text) {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) throw new UsageError(`--${option} ${shown}: not a number`);
  return value;
}
