// The one door to the text catalogue: every word on the page comes through `t`.
import en from "../i18n/en.js";
import zh from "../i18n/zh.js";
import { store, storedLocale } from "./preferences.js";

const CATALOGUES = { en, zh };
let locale = storedLocale();

export const currentLocale = () => locale;

/** The tag for `Intl` and for the `lang` attribute. */
export const intlTag = () => (locale === "zh" ? "zh-Hans-CN" : "en-GB");

export function setLocale(next) {
  locale = next === "zh" ? "zh" : "en";
  store("clientele-locale", locale);
  document.documentElement.lang = locale === "zh" ? "zh-Hans" : "en";
}

/** The text of a key, with `{name}` filled in; `count` chooses between the forms `key_one` and `key_other`. */
export function t(key, values = {}) {
  const catalogue = CATALOGUES[locale];
  let text = catalogue[key];
  if (text === undefined && values.count !== undefined) {
    const form = new Intl.PluralRules(intlTag()).select(values.count);
    text = catalogue[`${key}_${form}`] ?? catalogue[`${key}_other`];
  }
  if (text === undefined) return key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Whether the catalogue has a key. */
export const has = (key) => key in CATALOGUES[locale];

/** The label of a `{code, en, zh}` from the library. */
export const label = (coded) => (coded ? (coded[locale] ?? coded.en ?? coded.code) : "");
