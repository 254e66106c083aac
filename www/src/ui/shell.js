// What frames every screen: brand, promise of privacy, language and theme.
import { currentLocale, setLocale, t } from "../i18n.js";
import { store, storedTheme } from "../preferences.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";

function applyTheme(theme) {
  store("clientele-theme", theme);
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  document.dispatchEvent(new CustomEvent("themechange"));
}

const isDark = () => {
  const theme = document.documentElement.dataset.theme;
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};

function themeButton() {
  const button = h("button", { class: "icon-button", type: "button" });
  const draw = () => {
    const text = isDark() ? t("theme.toLight") : t("theme.toDark");
    button.replaceChildren(icon(isDark() ? "sun" : "moon"));
    button.setAttribute("aria-label", text);
    button.title = text;
  };
  button.addEventListener("click", () => {
    const next = isDark() ? "light" : "dark";
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    applyTheme(next === system && storedTheme() !== "system" ? "system" : next);
    draw();
  });
  draw();
  return button;
}

function languageSwitch(redraw) {
  const option = (locale, text, lang) => h("button", {
    class: "segment", type: "button", lang, "aria-pressed": String(currentLocale() === locale),
    onclick: () => {
      if (currentLocale() === locale) return;
      setLocale(locale);
      redraw();
      document.querySelector(`.language [lang="${lang}"]`)?.focus();
    },
  }, text);
  return h("div", { class: "segments language", role: "group", "aria-label": t("language.label") },
    option("en", t("language.en"), "en"), option("zh", t("language.zh"), "zh-Hans"));
}

/** The logo: a C that holds a point, drawn once as an image file. */
const logo = () => h("img", { src: "favicon.svg", alt: "", width: 28, height: 28, class: "logo" });

export function shell({ state, actions, redraw }) {
  const main = h("main", { id: "main", class: `screen screen-${state.screen}`, tabindex: "-1" });
  const home = h("a", {
    class: "brand", href: "./", onclick: (event) => { event.preventDefault(); actions.home(); },
    title: t("brand.home"),
  }, logo(), h("span", { class: "brand-name" }, "Clientele"), " ", h("span", { class: "brand-product" }, t("brand.product")));
  const skip = h("a", { class: "skip", href: "#main", onclick: (event) => { event.preventDefault(); main.focus(); } }, t("skip"));
  const element = h("div", { class: "shell" },
    skip,
    h("header", { class: "top" }, h("div", { class: "top-inner" },
      home,
      h("p", { class: "privacy" }, icon("shield", 16), h("span", {}, t("privacy.short"))),
      h("div", { class: "top-tools" }, languageSwitch(redraw), themeButton()))),
    main,
    h("footer", { class: "foot" }, h("p", {}, t("foot.privacy")), h("p", {}, t("foot.method"))));
  return { element, main };
}
