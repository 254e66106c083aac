// The studio: which screen is shown, and what leads from one to the next.
import { Client } from "./client.js";
import { readProfile } from "./profile-file.js";
import { SAMPLES, defaultSettings } from "./samples.js";
import { errorScreen } from "./screens/error.js";
import { mappingScreen } from "./screens/mapping.js";
import { startScreen } from "./screens/start.js";
import { workingScreen } from "./screens/working.js";
import { h } from "./ui/dom.js";
import { shell } from "./ui/shell.js";
import { t } from "./i18n.js";

const root = document.getElementById("app");
const client = new Client();

/** Everything a screen needs to know; screens read it and call `actions`. */
const state = {
  screen: "start", source: null, preview: null, csv: {}, settings: defaultSettings(), profile: null,
  question: null, currencies: null, analysis: null, error: null, notice: null, results: null, formatOpen: false,
};

const SCREENS = { start: startScreen, mapping: mappingScreen, working: workingScreen, error: errorScreen };

/** The results bring the charts with them, so they are loaded while the first analysis runs. */
async function loadResults() {
  const { resultsScreen } = await import("./screens/results/results.js");
  SCREENS.results = resultsScreen;
}

let current = null;

/** Draws the screen anew; on a change of screen the heading takes the focus, so that a reader hears it. */
function render({ focus = false } = {}) {
  current?.dispose?.();
  const frame = shell({ state, actions, redraw: () => render() });
  current = SCREENS[state.screen]({ state, actions, client });
  frame.main.append(current.element);
  root.replaceChildren(frame.element);
  current.mounted?.();
  document.title = state.screen === "results" ? `${state.source?.name ?? ""} · ${t("brand.studio")}` : t("brand.studio");
  if (focus) {
    window.scrollTo(0, 0);
    (frame.main.querySelector("[data-focus]") ?? frame.main.querySelector("h1"))?.focus({ preventScroll: true });
  }
}

function go(screen, changes = {}) {
  Object.assign(state, changes, { screen });
  render({ focus: true });
}

/**
 * Preselects the decimal comma when amounts of the first rows end in ",5" or ",50" and none in ".50":
 * the library asks instead of guessing, and the page may propose since the choice is on the screen.
 */
function proposeDecimal({ headers, rows }, column) {
  const at = headers.indexOf(column);
  const cells = rows.map((row) => (row[at] ?? "").trim());
  const ends = (sign) => cells.some((cell) => cell.replace(/[^\d.,]+$/, "").match(new RegExp(`\\${sign}\\d{1,2}$`)));
  return ends(",") && !ends(".") ? "," : undefined;
}

const plainSource = () => (state.source.file ? { file: state.source.file } : { url: state.source.url });

/** Options for the reader of the library, without the ones left to it. */
function csvOptions() {
  const { columns, ...rest } = state.csv;
  const chosen = Object.fromEntries(Object.entries(rest).filter(([, value]) => value));
  const named = Object.fromEntries(Object.entries(columns ?? {}).filter(([, value]) => value));
  return Object.keys(named).length ? { ...chosen, columns: named } : chosen;
}

function profileSettings() {
  const { asOf, timeUnit, margin, discountRate, churnHorizonDays, currency } = state.settings;
  return {
    ...(asOf ? { asOf } : {}), ...(currency ? { currency } : {}), ...(margin === null ? {} : { margin }), timeUnit, discountRate, churnHorizonDays,
    name: state.source.name.replace(/\.[^.]+$/, "").slice(0, 60) || "profile",
  };
}

const actions = {
  home() {
    client.cancel();
    go("start", { source: null, preview: null, csv: {}, settings: defaultSettings(), question: null, currencies: null, analysis: null, results: null, error: null, notice: null, profile: null });
  },

  /** A dropped or picked file: look into its head and let the columns be confirmed. */
  async openFile(file) {
    Object.assign(state, { source: { name: file.name, size: file.size, file }, csv: { onBadRow: "collect" }, settings: defaultSettings(), question: null, currencies: null });
    await actions.inspect(true);
  },

  /** A sample: everything is known, so it is analysed at once. */
  async openSample(name) {
    const sample = SAMPLES[name];
    Object.assign(state, {
      source: { name: sample.file, url: sample.url, sample: name }, csv: { ...sample.csv, columns: { ...sample.csv.columns } },
      settings: { ...defaultSettings(), ...sample.settings }, question: null, currencies: null,
    });
    await actions.analyse();
  },

  /** Reads the head of the file (again) with the format chosen so far. */
  async inspect(fresh = false) {
    try {
      const { columns: _columns, onBadRow: _onBadRow, ...options } = csvOptions();
      const preview = await client.ask("inspect", { source: plainSource(), options });
      state.preview = preview;
      state.source.size = preview.size;
      if (fresh || !state.csv.columns) state.csv.columns = { ...preview.guess };
      if (fresh) {
        state.csv.decimal = proposeDecimal(preview, preview.guess.amount);
        state.csv.encoding = preview.encoding;
        state.formatOpen = Boolean(state.csv.decimal || state.csv.encoding);
      }
      for (const [role, column] of Object.entries(state.csv.columns)) {
        if (column && !preview.headers.includes(column)) state.csv.columns[role] = preview.guess[role] ?? null;
      }
      if (state.screen === "mapping" && !fresh) render();
      else go("mapping", { error: null });
    } catch (error) {
      actions.fail(error, "start");
    }
  },

  /** Back to the columns of the file at hand. */
  async edit() {
    if (state.preview) return go("mapping", { error: null });
    return actions.inspect();
  },

  async analyse() {
    go("working", { error: null, results: null });
    try {
      const [analysis] = await Promise.all([
        client.ask("analyse", {
          source: plainSource(), csv: csvOptions(), settings: profileSettings(), onlyCurrency: state.settings.onlyCurrency, profileText: state.profile?.text ?? null,
        }),
        loadResults(),
      ]);
      go("results", { analysis, question: null });
    } catch (error) {
      actions.fail(error, "mapping");
    }
  },

  cancel() {
    client.cancel();
  },

  /** A question the library asks goes back to the columns; everything else gets the error screen. */
  fail(error, from) {
    if (error.code === "Cancelled") {
      if (state.preview) return go("mapping", { notice: "cancelled" });
      return go("start", { notice: "cancelled" });
    }
    if (error.code === "AmbiguousDate" || error.code === "MixedDateOrder") {
      state.question = { code: error.code, row: error.row, column: error.column, message: error.message };
      return actions.edit();
    }
    if (error.code === "MixedCurrencies" && error.currencies) {
      Object.assign(state, { question: { code: error.code }, currencies: error.currencies });
      state.settings.onlyCurrency = "";
      return actions.edit();
    }
    return go("error", { error: { code: error.code ?? error.name, message: error.message, row: error.row, column: error.column, path: error.path }, from });
  },

  /** A saved profile to score the next file with. */
  async openProfile(file) {
    try {
      const text = await readProfile(file);
      const about = await client.ask("profile", { text });
      Object.assign(state, { profile: { text, ...about }, notice: null });
      render();
    } catch (error) {
      actions.fail(error, "profile");
    }
  },

  dropProfile() {
    state.profile = null;
    render();
  },
};

// A file dropped beside the drop zone must not make the browser leave the page.
for (const type of ["dragover", "drop"]) window.addEventListener(type, (event) => event.preventDefault());

render();
const wanted = new URLSearchParams(location.search).get("sample");
if (wanted && Object.hasOwn(SAMPLES, wanted)) actions.openSample(wanted);

root.append(h("div", { id: "announcer", class: "visually-hidden", "aria-live": "polite" }));
