// The model card: what was fitted, how sure it is, what the loyalty index weighs, and what the file held.
import { has, label, t } from "../../i18n.js";
import { date, decimal, money, percent, significant, whole } from "../../format.js";
import { h } from "../../ui/dom.js";
import { icon } from "../../ui/icons.js";

const pair = (name, value, mono = true) => h("div", {}, h("dt", {}, name), h("dd", { class: mono ? "num" : null }, value));

function verdict(convergence) {
  if (!convergence) return null;
  const good = convergence.converged;
  return h("p", { class: `verdict ${good ? "verdict-good" : "verdict-bad"}` }, icon(good ? "check" : "alert", 16),
    h("span", {}, h("strong", {}, label(convergence.label)), ` · ${t("model.iterations", { n: whole(convergence.iterations) })}`,
      has(`thin.${convergence.verdict}`) ? h("span", { class: "muted verdict-message" }, t(`thin.${convergence.verdict}`)) : null));
}

/** Where repeat purchases carry no spend model, the mean purchase stands in, and the card says why. */
function fallback(model, currency) {
  return h("section", { class: "card" },
    h("h2", {}, t("model.mean.title")),
    h("p", { class: "verdict verdict-bad" }, icon("alert", 16), h("span", {}, t("model.mean.lead"))),
    h("dl", { class: "facts" }, pair(t("model.mean.value"), money(model.mean, currency))));
}

function fitted(model, name, currency) {
  if (model.parameters.length === 0) return fallback(model, currency);
  return h("section", { class: "card" },
    h("h2", {}, t(`model.${name}.title`, { model: label(model.label) })),
    h("p", { class: "muted" }, t(`model.${name}.lead`)),
    verdict(model.convergence),
    h("table", { class: "plain" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("model.parameter")), h("th", { scope: "col", class: "right" }, t("model.estimate")), h("th", { scope: "col", class: "right" }, t("model.error")))),
      h("tbody", {}, model.parameters.map((p) => h("tr", {}, h("th", { scope: "row" }, h("span", { class: "symbol" }, SYMBOLS[p.name] ?? p.name), " ", h("span", { class: "muted" }, has(`parameter.${name}.${p.name}`) ? t(`parameter.${name}.${p.name}`) : "")),
        h("td", { class: "num right", "data-parameter": `${name}.${p.name}` }, significant(p.value, 6)), h("td", { class: "num right" }, significant(p.error, 3)))))),
    h("dl", { class: "facts" },
      pair(t("model.logLikelihood"), h("span", { "data-parameter": `${name}.logLikelihood` }, decimal(model.logLikelihood, 2))),
      model.aic !== null && pair("AIC", decimal(model.aic, 1)), model.bic !== null && pair("BIC", decimal(model.bic, 1))));
}

const SYMBOLS = { alpha: "α", beta: "β" };

function loyaltyCard(loyalty) {
  if (!loyalty?.criteria?.length) return null;
  const top = Math.max(...loyalty.criteria.map((c) => c.weight));
  const c = loyalty.consistency;
  return h("section", { class: "card" },
    h("h2", {}, t("model.loyalty.title")),
    h("p", { class: "muted" }, t("model.loyalty.lead")),
    h("ul", { class: "weights" }, loyalty.criteria.map((item) => h("li", {},
      h("span", {}, label(item)), h("span", { class: "num strong" }, percent(item.weight, 1)),
      h("span", { class: "track track-accent", "aria-hidden": "true" }, h("span", { class: "fill", style: { width: `${(item.weight / top) * 100}%` } }))))),
    c && h("p", { class: `verdict ${c.consistent ? "verdict-good" : "verdict-bad"}` }, icon(c.consistent ? "check" : "alert", 16),
      h("span", {}, t(c.consistent ? "model.consistent" : "model.inconsistent", { cr: decimal(c.cr, 3), threshold: decimal(c.threshold ?? 0.1, 2) }))),
    c && h("dl", { class: "facts" }, pair("λmax", decimal(c.lambdaMax, 4)), pair("CI", decimal(c.ci, 4)), pair("CR", decimal(c.cr, 4)),
      pair(t("model.randomIndex"), has(`randomIndex.${c.randomIndex}`) ? t(`randomIndex.${c.randomIndex}`) : c.randomIndex, false)));
}

function settingsCard({ model, timeUnit, currency, asOf, profile }) {
  const s = model.settings;
  return h("section", { class: "card" },
    h("h2", {}, t("model.settings.title")),
    h("dl", { class: "list" },
      pair(t("model.profile"), profile.name ?? "–", false), pair(t("field.asOf"), date(asOf)), pair(t("field.timeUnit"), t(`unit.${timeUnit}`), false),
      pair(t("field.margin"), s.marginGiven ? percent(s.margin, 1) : t("model.noMargin")), pair(t("field.discountRate"), percent(s.discountRate, 1)),
      pair(t("field.churnHorizonDays"), t("unit.nDays", { n: whole(s.churnHorizonDays) })), pair(t("model.months"), whole(s.valueMonths)), pair(t("model.retention"), percent(s.baselineRetention, 1)),
      pair(t("field.currency"), currency ?? "–", false)));
}

function dataCard({ report, currency, ordersAfterAsOf, otherCurrencies }) {
  const refunds = report.refunds ?? { rows: 0, amount: 0 };
  const shown = (report.badRows ?? []).slice(0, 100);
  return h("section", { class: "card data-card" },
    h("h2", {}, t("data.title")),
    h("dl", { class: "list" },
      pair(t("data.rows"), whole(report.rows)), pair(t("data.accepted"), whole(report.accepted)), pair(t("data.purchases"), whole(report.purchases)),
      pair(t("data.customers"), whole(report.customers)), pair(t("data.period"), `${date(report.firstDate)} – ${date(report.lastDate)}`),
      ordersAfterAsOf > 0 && pair(t("data.after"), whole(ordersAfterAsOf)),
      pair(t("data.columns"), ["customerId", "date", "amount", "currency"].map((role) => report.columns?.[role]).filter(Boolean).join(" · "), false),
      pair(t("data.refunds"), refunds.rows ? t("data.refundsText", { n: whole(refunds.rows), money: money(refunds.amount, currency) }) : t("data.noRefunds")),
      otherCurrencies && pair(t("data.otherCurrencies", { names: otherCurrencies.names.join(t("list.separator")) }), t("data.rowsLeftOut", { n: whole(otherCurrencies.rows) })),
      report.noSaleRows > 0 && pair(t("data.noSale"), t("data.rowsLeftOut", { n: whole(report.noSaleRows) })),
      report.partlyRefundedRows > 0 && pair(t("data.partlyRefunded"), whole(report.partlyRefundedRows)),
      refunds.unmatched?.rows > 0 && pair(t("data.unmatched"), t("data.refundsText", { n: whole(refunds.unmatched.rows), money: money(refunds.unmatched.amount, currency) }))),
    h("h3", {}, t("data.badRows")),
    report.badRowCount
      ? [h("p", { class: "muted" }, t("data.badRowsText", { count: report.badRowCount, n: whole(report.badRowCount), shown: whole(shown.length) })),
        h("div", { class: "scroll-x bad-rows", tabindex: "0", role: "region", "aria-label": t("data.badRows") }, h("table", { class: "plain" },
          h("thead", {}, h("tr", {}, [t("error.row"), t("error.column"), t("error.code"), t("data.message")].map((text) => h("th", { scope: "col" }, text)))),
          h("tbody", {}, shown.map((bad) => h("tr", {}, h("td", { class: "num" }, whole(bad.row)), h("td", {}, bad.column ?? "–"), h("td", {}, h("code", {}, bad.code)), h("td", { lang: "en" }, bad.message))))))]
      : h("p", { class: "verdict verdict-good" }, icon("check", 16), h("span", {}, t("data.noBadRows"))));
}

export function modelTab({ analysis }) {
  const { model } = analysis;
  return {
    element: h("div", { class: "model" },
      fitted(model.purchase, "purchase", analysis.currency), fitted(model.spend, "spend", analysis.currency), loyaltyCard(model.loyalty), settingsCard(analysis), dataCard(analysis)),
  };
}
