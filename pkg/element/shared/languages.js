// Which words an element speaks: its own, those that came with the score, and those that a page adds.

import { formatter } from "./format.js";
import { en, zh } from "./words.js";

/**
 * @typedef {import("./words.js").Texts} Texts
 * @typedef {{ code: string, en: string, zh: string }} Label
 * What a page gives: texts by key, labels by code, and the tag for numbers and dates.
 * @typedef {{ texts?: Texts | null, labels?: Texts | null, intl?: string | null }} Messages
 * @typedef {{
 *   tag: string, t: (key: string, values?: Record<string, unknown>) => string,
 *   label: (of: Label | null | undefined) => string, format: ReturnType<typeof formatter>,
 * }} Language
 */

/** @type {Map<string, Messages>} */
const added = new Map([
  // British English writes days before months, as most of the world does.
  ["en", { texts: en, intl: "en-GB" }],
  ["zh", { texts: zh, intl: "zh-Hans-CN" }],
]);

/** @param {unknown} value */
const isTable = (value) => value === undefined || value === null || (typeof value === "object" && !Array.isArray(value));

/**
 * Returns messages, checked.
 * @param {any} messages
 * @returns {Messages}
 */
export function checkedMessages(messages) {
  if (!isTable(messages) || !isTable(messages?.texts) || !isTable(messages?.labels)) {
    throw new TypeError("messages are an object of `texts` and `labels`");
  }
  for (const table of [messages?.texts ?? {}, messages?.labels ?? {}]) {
    for (const [key, text] of Object.entries(table)) {
      if (typeof text !== "string") throw new TypeError(`the message "${key}" is no text`);
    }
  }
  return messages ?? {};
}

/**
 * Adds a language, or words to one; what it lacks is English. Elements on the page take it at their next change.
 * @param {string} tag such as "de" or "pt-BR"
 * @param {Messages} messages
 */
export function addLanguage(tag, messages) {
  const checked = checkedMessages(messages);
  const key = new Intl.Locale(tag).toString();
  const before = added.get(key) ?? {};
  added.set(key, {
    intl: checked.intl ?? before.intl ?? null,
    texts: { ...before.texts, ...checked.texts },
    labels: { ...before.labels, ...checked.labels },
  });
}

/**
 * Returns the tags under which the words of a language may stand, the nearest first.
 * @param {string} tag
 */
function candidates(tag) {
  const parts = tag.split("-");
  return parts.map((_, i) => parts.slice(0, parts.length - i).join("-"));
}

/**
 * Returns a tag that `Intl` takes, or English.
 * @param {string} tag
 */
function canonical(tag) {
  try {
    return new Intl.Locale(tag.replace(/_/g, "-")).toString();
  } catch {
    return "en";
  }
}

/**
 * Returns a language for a tag, with words of one element over all.
 * @param {string} wanted
 * @param {Messages} [own]
 * @returns {Language}
 */
export function language(wanted, own = {}) {
  const tag = canonical(wanted);
  const known = candidates(tag).find((candidate) => added.has(candidate));
  // Where nobody speaks it, numbers follow the words.
  const messages = added.get(known ?? "en") ?? {};
  const region = known !== undefined && tag !== known ? tag : null;
  const intl = own.intl ?? region ?? messages.intl ?? known ?? "en-GB";
  const chinese = known === "zh";
  return {
    tag: chinese ? "zh-Hans" : (known ?? (Object.keys(own.texts ?? {}).length > 0 ? tag : "en")),
    format: formatter(intl),
    t: (key, values = {}) => {
      const text = own.texts?.[key] ?? messages.texts?.[key] ?? en[key] ?? key;
      return text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
    },
    label: (of) => {
      if (!of) return "";
      return own.labels?.[of.code] ?? messages.labels?.[of.code] ?? (chinese ? of.zh : of.en);
    },
  };
}
