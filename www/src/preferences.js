// Two choices the page remembers on this device: theme and language. Never data.

function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function store(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage may be forbidden; the choice then lasts until the page is closed.
  }
}

/** "system", "light" or "dark". */
export function storedTheme() {
  const theme = read("clientele-theme");
  return theme === "light" || theme === "dark" ? theme : "system";
}

/** "en" or "zh": the stored choice, otherwise the browser's language. */
export function storedLocale() {
  const asked = new URLSearchParams(location.search).get("lang") ?? read("clientele-locale") ?? navigator.language ?? "en";
  return asked.toLowerCase().startsWith("zh") ? "zh" : "en";
}
