// An error of the library: what, where, and what to do next.
import { has, t } from "../i18n.js";
import { whole } from "../format.js";
import { h } from "../ui/dom.js";
import { icon } from "../ui/icons.js";

/** What the library says of a workbook, a picture or a packed file: no encoding would help. */
const isNoText = ({ code, message }) => code === "InvalidEncoding" && message.startsWith("the file is ");

export function errorScreen({ state, actions }) {
  const { code, message, row, column, path } = state.error;
  const places = [
    row !== undefined && row !== null ? [t("error.row"), whole(row)] : null,
    column ? [t("error.column"), column] : null,
    path ? [t("error.path"), path] : null,
    state.source ? [t("error.file"), state.source.name] : null,
  ].filter(Boolean);
  const words = (part) => [isNoText(state.error) && `error.noText.${part}`, `error.${code}.${path}.${part}`, `error.${code}.${part}`, `error.${part}`].find((key) => key && has(key));
  const canEdit = state.source && state.preview && !state.source.sample;
  const element = h("section", { class: "failure card" },
    h("span", { class: "failure-icon" }, icon("alert", 26)),
    h("h1", { tabindex: "-1" }, t(words("title"))),
    h("p", { class: "failure-next" }, t(words("next"))),
    h("dl", { class: "failure-places" },
      h("div", {}, h("dt", {}, t("error.code")), h("dd", {}, h("code", {}, code))),
      places.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value)))),
    h("p", { class: "failure-message", lang: "en" }, message),
    h("div", { class: "actions" },
      canEdit && h("button", { class: "button primary", type: "button", onclick: () => actions.edit() }, t("error.back")),
      h("button", { class: `button ${canEdit ? "" : "primary"}`, type: "button", onclick: () => actions.home() }, t("error.other"))));
  return { element };
}
