// The question which currency is meant, where a file holds several: like the order of day and month it is asked, since
// the first row is no better guess than any other.
import { t } from "../i18n.js";
import { percent, whole } from "../format.js";
import { h, uid } from "../ui/dom.js";

export function currencyQuestion(state) {
  const { currencies, settings } = state;
  if (!currencies) return null;
  const total = currencies.reduce((sum, { rows }) => sum + rows, 0);
  const error = uid("currency-error");
  const option = ({ name, rows }) => {
    const id = uid("only");
    return h("label", { class: "choice", for: id },
      h("input", { type: "radio", name: "onlyCurrency", id, value: name, checked: settings.onlyCurrency === name, onchange: () => { settings.onlyCurrency = name; } }),
      h("span", {}, h("strong", {}, name), h("span", { class: "muted num" }, t("mapping.currencies.rows", { count: rows, n: whole(rows), share: percent(rows / total, 1) }))));
  };
  const asked = state.question?.code === "MixedCurrencies";
  return h("fieldset", { class: "question", "data-field": "onlyCurrency", "data-focus": asked, tabindex: "-1", "aria-describedby": error },
    h("legend", {}, t("mapping.currencies.title")),
    h("p", {}, t("mapping.currencies.text", { list: currencies.map(({ name }) => name).join(t("list.separator")) })),
    h("div", { class: "choices" }, currencies.map(option)),
    h("p", { class: "field-error", id: error, hidden: true }));
}

/** Forgets the currencies found: they were those of other columns. */
export function dropCurrencies(state) {
  state.currencies = null;
  state.settings.onlyCurrency = "";
  document.querySelector('[data-field="onlyCurrency"]')?.remove();
}
