// An error of the library: what, where, and what to do next.
import { has, t } from "../i18n.js";
import { date, whole } from "../format.js";
import { h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";

/** What one code stands for where the message tells more: a workbook that no encoding would help, a day before every order. */
const CASES = [
  ["noText", "InvalidEncoding", /^the file is /],
  ["asOfTooEarly", "InsufficientData", /the first order is of (?<first>\d{4}-\d\d-\d\d), after asOf/],
  ["onlyRefunds", "InsufficientData", /refunds leave no purchase/],
];

/** Finds the words for an error: of its case, of its code and place, of a profile, or of any. */
function wordsOf({ error: { code, message, path }, from }) {
  const [found] = CASES.flatMap(([name, of, pattern]) => {
    const match = of === code && pattern.exec(message);
    return match ? [{ name, values: match.groups ?? {} }] : [];
  });
  const values = found?.values.first ? { first: date(found.values.first) } : {};
  return (part) => {
    const keys = [found && `error.${found.name}.${part}`, `error.${code}.${path}.${part}`, from === "profile" && !OF_PROFILES.includes(code) && `error.profile.${part}`, `error.${code}.${part}`, `error.${part}`];
    return t(keys.find((key) => key && has(key)), values);
  };
}

/** Codes whose words are of profiles already. */
const OF_PROFILES = ["UnsupportedVersion", "NotAProfile"];

export function errorScreen({ state, actions }) {
  const { code, message, row, column, path } = state.error;
  const places = [
    row !== undefined && row !== null ? [t("error.row"), whole(row)] : null,
    column ? [t("error.column"), column] : null,
    path ? [t("error.path"), path] : null,
    state.source && state.from !== "profile" ? [t("error.file"), state.source.name] : null,
  ].filter(Boolean);
  const words = wordsOf(state);
  const canEdit = state.from !== "profile" && state.source && state.preview && !state.source.sample;
  const element = h("section", { class: "failure card" },
    h("span", { class: "failure-icon" }, icon("alert", 26)),
    h("h1", { tabindex: "-1" }, words("title")),
    h("p", { class: "failure-next" }, words("next")),
    h("dl", { class: "failure-places" },
      h("div", {}, h("dt", {}, t("error.code")), h("dd", {}, h("code", {}, code))),
      places.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
    h("p", { class: "failure-message", lang: "en" }, message),
    h("div", { class: "actions" },
      canEdit && h("button", { class: "button primary", type: "button", onclick: () => actions.edit() }, t("error.back")),
      h("button", { class: `button ${canEdit ? "" : "primary"}`, type: "button", onclick: () => actions.home() }, t("error.other"))));
  return { element };
}
