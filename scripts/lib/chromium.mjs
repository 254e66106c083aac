// Finding the Chromium that the browser tests drive.

import { existsSync } from "node:fs";

import { which } from "./paths.mjs";

/** What it is started with: without a window, and without a word to anybody. */
export const CHROMIUM_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];
const PLACES = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * Returns the path of a Chromium or Chrome, or null. `CLIENTELE_CHROMIUM` names one outright.
 * @returns {string | null}
 */
export function findChromium() {
  const named = process.env["CLIENTELE_CHROMIUM"];
  if (named) return existsSync(named) ? named : null;
  for (const name of NAMES) {
    const path = which(name);
    if (path) return path;
  }
  return PLACES.find((path) => existsSync(path)) ?? null;
}
