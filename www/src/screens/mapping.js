// The columns of the file and the settings of the analysis, everything preselected that could be guessed.
import { t } from "../i18n.js";
import { bytes, whole } from "../format.js";
import { h, uid } from "../ui/dom.js";
import { icon } from "../ui/icons.js";
import { hint } from "../ui/marks.js";
import { currencyQuestion, dropCurrencies } from "./currency-question.js";

const ROLES = ["customerId", "date", "amount", "currency"];
const CURRENCIES = ["AUD", "BRL", "CAD", "CHF", "CNY", "EUR", "GBP", "HKD", "INR", "JPY", "KRW", "MXN", "NOK", "PLN", "SEK", "SGD", "TWD", "USD", "ZAR"];

/** A labelled control with an optional help text and a place for its error. */
function field(name, control, { help, id = control.id } = {}) {
  const error = h("p", { class: "field-error", id: `${id}-error`, hidden: true });
  control.setAttribute("aria-describedby", error.id);
  return h("div", { class: "field", "data-field": name },
    h("div", { class: "field-label" }, h("label", { for: id }, t(`field.${name}`)), help && hint(t(help), t("hint.about", { name: t(`field.${name}`) }))),
    control, error);
}

function select(name, value, options, onchange) {
  return h("select", { id: uid(name), class: "control", name, onchange: (event) => onchange(event.target.value) },
    options.map(([code, text]) => h("option", { value: code, selected: code === (value ?? "") }, text)));
}

const choices = (group, codes) => codes.map((code) => [code, t(`${group}.${code || "auto"}`)]);

const isAboutDates = (question) => ["AmbiguousDate", "MixedDateOrder"].includes(question?.code);

/** The question the library asks when 03/04/2024 may be March or April. */
function dateQuestion(state) {
  if (!isAboutDates(state.question)) return null;
  const sample = tellingSample(state, /"([^"]+)"/.exec(state.question.message)?.[1] ?? "");
  const option = (order) => {
    const id = uid("order");
    return h("label", { class: "choice", for: id },
      h("input", { type: "radio", name: "dateOrder", id, value: order, checked: state.csv.dateOrder === order, onchange: () => { state.csv.dateOrder = order; document.querySelector('[name="dateOrderSelect"]').value = order; } }),
      h("span", {}, h("strong", {}, t(`dateOrder.${order}`)), h("span", { class: "muted" }, readDate(sample, order))));
  };
  return h("fieldset", { class: "question", "data-focus": true, tabindex: "-1" },
    h("legend", {}, t("mapping.question.title")),
    h("p", {}, t("mapping.question.text", { sample, row: whole(state.question.row), column: state.question.column ?? "" })),
    h("div", { class: "choices" }, option("dmy"), option("mdy")));
}

/** A date whose two readings differ: the one in the message, or a better one of the first rows (01/01 shows nothing). */
function tellingSample(state, sample) {
  const differ = (text) => readDate(text, "dmy") !== "" && readDate(text, "mdy") !== "" && readDate(text, "dmy") !== readDate(text, "mdy");
  if (differ(sample)) return sample;
  const at = state.preview.headers.indexOf(state.question.column ?? state.csv.columns?.date);
  return state.preview.rows.map((row) => row[at] ?? "").find(differ) ?? sample;
}

/** "03/04/2024" as a day in words, for one of the two orders. */
function readDate(sample, order) {
  const parts = /^(\d{1,2})\D(\d{1,2})\D(\d{2,4})/.exec(sample);
  if (!parts) return "";
  const [, first, second, year] = parts.map(Number);
  const [day, month] = order === "dmy" ? [first, second] : [second, first];
  if (month > 12) return "";
  const full = year < 100 ? 2000 + year : year;
  return new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : "zh-Hans-CN", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })
    .format(new Date(Date.UTC(full, month - 1, day)));
}

function previewTable(state) {
  const { headers, rows } = state.preview;
  const roleOf = (header) => ROLES.find((role) => state.csv.columns?.[role] === header);
  const used = headers.map(roleOf);
  return h("div", { class: "preview", role: "region", "aria-label": t("mapping.preview"), tabindex: "0" },
    h("table", {},
      h("thead", {}, h("tr", {}, headers.map((header, i) => h("th", { scope: "col", class: used[i] ? "used" : null },
        h("span", { class: `role ${used[i] ? "" : "role-none"}` }, used[i] ? t(`field.${used[i]}`) : t("mapping.unused")),
        h("span", { class: "header-name" }, header || t("mapping.noHeader")))))),
      h("tbody", {}, rows.map((row) => h("tr", {}, headers.map((_, i) => h("td", { class: used[i] ? "used" : null }, row[i] ?? "")))))));
}

/** What to say above the columns: how many of those that are needed were recognised. */
function leadOf(guess) {
  const found = ["customerId", "date", "amount"].filter((role) => guess[role]).length;
  if (found === 0) return "mapping.leadNone";
  return found < 3 ? "mapping.leadSome" : "mapping.lead";
}

/** What is wrong with the settings: a map from field to message. */
function check(state) {
  const wrong = {};
  const { columns = {} } = state.csv;
  for (const role of ["customerId", "date", "amount"]) if (!columns[role]) wrong[role] = t("mapping.error.choose");
  const chosen = ["customerId", "date", "amount"].filter((role) => columns[role]);
  for (const role of chosen) {
    if (chosen.some((other) => other !== role && columns[other] === columns[role])) wrong[role] = t("mapping.error.same");
  }
  const { margin, discountRate, churnHorizonDays, currency } = state.settings;
  if (margin !== null && !(margin > 0 && margin <= 1)) wrong.margin = t("mapping.error.margin");
  if (discountRate === null || !(discountRate >= 0 && discountRate <= 10)) wrong.discountRate = t("mapping.error.discount");
  if (!(churnHorizonDays >= 1 && churnHorizonDays <= 3650)) wrong.churnHorizonDays = t("mapping.error.horizon");
  if (currency && !/^[A-Z]{3}$/.test(currency)) wrong.currency2 = t("mapping.error.currency");
  if (state.currencies && !state.settings.onlyCurrency) wrong.onlyCurrency = t("mapping.error.onlyCurrency");
  if (isAboutDates(state.question) && !state.csv.dateOrder) wrong.dateOrder = t("mapping.error.dateOrder");
  return wrong;
}

export function mappingScreen({ state, actions }) {
  const { preview, settings, csv, profile } = state;
  csv.columns ??= { ...preview.guess };
  const table = h("div", {}, previewTable(state));

  const columnSelect = (role) => select(role, csv.columns[role], [["", role === "currency" ? t("mapping.none") : t("mapping.choose")], ...preview.headers.map((name) => [name, name])], (value) => {
    csv.columns[role] = value || null;
    if (role === "amount" || role === "currency") dropCurrencies(state);
    table.replaceChildren(previewTable(state));
  });
  const again = (key) => (value) => {
    csv[key] = value || undefined;
    if (key === "delimiter") csv.columns = undefined;
    dropCurrencies(state);
    actions.inspect();
  };
  const number = (name, value, scale, attributes, set) => h("input", {
    id: uid(name), class: "control num", type: "number", inputmode: "decimal", value: value === null ? "" : String(Number((value * scale).toFixed(6))), ...attributes,
    oninput: (event) => set(event.target.value === "" ? (event.target.validity.badInput ? NaN : null) : Number(event.target.value) / scale),
  });
  const withUnit = (control, unit) => h("div", { class: "unit", id: `${control.id}-box` }, control, h("span", { "aria-hidden": "true" }, unit));
  const unitField = (name, control, unit, options) => {
    const made = field(name, control, options);
    control.replaceWith(withUnit(control.cloneNode(false), unit));
    const kept = made.querySelector(".unit");
    kept.replaceChild(control, kept.firstChild);
    return made;
  };

  const currency = h("input", {
    id: uid("currency"), class: "control", type: "text", list: "currencies", maxlength: "3", autocomplete: "off", spellcheck: "false",
    placeholder: t("mapping.currencyAuto"), value: settings.currency,
    oninput: (event) => { event.target.value = event.target.value.toUpperCase(); settings.currency = event.target.value; },
  });
  const asOf = h("input", { id: uid("asof"), class: "control num", type: "date", value: settings.asOf, oninput: (event) => { settings.asOf = event.target.value; } });

  const business = profile
    ? h("div", { class: "stack" },
      h("p", { class: "loaded" }, icon("check", 16), h("span", {}, t("mapping.withProfile", { name: profile.name }))),
      field("asOf", asOf, { help: "help.asOf" }))
    : h("div", { class: "fields" },
      field("asOf", asOf, { help: "help.asOf" }),
      field("timeUnit", select("timeUnit", settings.timeUnit, choices("unit", ["day", "week", "month"]), (value) => { settings.timeUnit = value; }), { help: "help.timeUnit" }),
      unitField("margin", number("margin", settings.margin, 100, { min: "0.1", max: "100", step: "any", placeholder: t("mapping.marginNone") }, (v) => { settings.margin = v; }), "%", { help: "help.margin" }),
      unitField("discountRate", number("discount", settings.discountRate, 100, { min: "0", max: "1000", step: "any" }, (v) => { settings.discountRate = v; }), "%", { help: "help.discountRate" }),
      unitField("churnHorizonDays", number("horizon", settings.churnHorizonDays, 1, { min: "1", max: "3650", step: "1" }, (v) => { settings.churnHorizonDays = v; }), t("unit.days"), { help: "help.churnHorizonDays" }),
      field("currency2", currency, { help: "help.currency" }),
      h("datalist", { id: "currencies" }, CURRENCIES.map((code) => h("option", { value: code }))));

  const format = h("details", { class: "more", open: Boolean(state.formatOpen || isAboutDates(state.question)), ontoggle: (event) => { state.formatOpen = event.target.open; } },
    h("summary", {}, icon("chevron-down", 16), t("mapping.format")),
    h("div", { class: "fields" },
      field("delimiter", select("delimiter", csv.delimiter, [["", t("delimiter.auto")], [",", t("delimiter.comma")], [";", t("delimiter.semicolon")], ["\t", t("delimiter.tab")]], again("delimiter"))),
      field("decimal", select("decimal", csv.decimal, [["", t("decimal.auto")], [".", t("decimal.point")], [",", t("decimal.comma")]], (value) => { csv.decimal = value || undefined; })),
      field("dateOrder", select("dateOrderSelect", csv.dateOrder, choices("dateOrder", ["", "ymd", "dmy", "mdy"]), (value) => {
        csv.dateOrder = value || undefined;
        for (const radio of document.querySelectorAll('[name="dateOrder"]')) radio.checked = radio.value === value;
      })),
      field("encoding", select("encoding", csv.encoding, [["", t("encoding.auto")], ["utf-8", "UTF-8"], ["gbk", "GBK / GB18030"], ["windows-1252", "Windows-1252"], ["utf-16le", "UTF-16"]], again("encoding"))),
      field("onBadRow", select("onBadRow", csv.onBadRow ?? "collect", [["collect", t("badRow.collect")], ["error", t("badRow.error")]], (value) => { csv.onBadRow = value; }), { help: "help.onBadRow" })));

  const form = h("form", {
    class: "mapping", novalidate: true,
    onsubmit: (event) => {
      event.preventDefault();
      const wrong = check(state);
      let first = null;
      for (const box of form.querySelectorAll("[data-field]")) {
        const message = wrong[box.dataset.field];
        const line = box.querySelector(".field-error");
        const control = box.querySelector(".control");
        line.hidden = !message;
        line.textContent = message ?? "";
        control?.toggleAttribute("aria-invalid", Boolean(message));
        if (message) control?.setAttribute("aria-invalid", "true");
        if (message && !first) first = control ?? box.querySelector("input");
      }
      if (!first) return actions.analyse();
      first.closest("details:not(.hint)")?.setAttribute("open", "");
      return first.focus();
    },
  },
    h("div", { class: "page-head" },
      h("div", {},
        h("p", { class: "crumb" }, h("span", { class: "file-line" }, icon("file", 15), h("span", { class: "file-name" }, state.source.name)), state.source.size ? h("span", { class: "muted" }, bytes(state.source.size)) : null),
        h("h1", { tabindex: "-1" }, t("mapping.title")),
        h("p", { class: "lead" }, t(leadOf(preview.guess))))),
    state.notice === "cancelled" && h("p", { class: "notice", role: "status" }, icon("info", 16), t("working.cancelled")),
    preview.encoding && csv.encoding === preview.encoding && h("p", { class: "notice", role: "status" }, icon("info", 16), t("mapping.encoding", { encoding: preview.encoding.toUpperCase() })),
    currencyQuestion(state),
    dateQuestion(state),
    h("section", { class: "card" },
      h("h2", {}, t("mapping.columns")),
      h("div", { class: "fields fields-4" }, ROLES.map((role) => field(role, columnSelect(role)))),
      table, format),
    h("section", { class: "card" },
      h("h2", {}, t("mapping.business")),
      h("p", { class: "muted" }, t("mapping.businessLead")),
      business),
    h("div", { class: "actions sticky" },
      h("button", { class: "button primary", type: "submit" }, t("mapping.analyse"), icon("arrow-right", 17)),
      h("button", { class: "button", type: "button", onclick: () => actions.home() }, t("mapping.other"))));
  state.notice = null;
  return { element: form };
}
