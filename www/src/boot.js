// Runs before the first paint, so that the page never flashes in the wrong theme or language.
import { storedLocale, storedTheme } from "./preferences.js";

const root = document.documentElement;
const theme = storedTheme();
if (theme !== "system") root.dataset.theme = theme;
root.lang = storedLocale() === "zh" ? "zh-Hans" : "en";
