// The look that both elements share. Constructed sheets, not <style>: a policy without 'unsafe-inline' refuses those.

const LIGHT = `
  color-scheme: light;
  --ink: var(--clientele-ink, #15171c);
  --ink-2: var(--clientele-ink-2, #454a55);
  --ink-3: var(--clientele-ink-3, #5d626b);
  --surface: var(--clientele-surface, #ffffff);
  --sunken: var(--clientele-sunken, #f5f4f0);
  --line: var(--clientele-line, #e4e1da);
  --control: var(--clientele-control, #8b867b);
  --accent: var(--clientele-accent, #2846c0);
  --accent-soft: var(--clientele-accent-soft, #eef1fc);
  --on-accent: var(--clientele-on-accent, #ffffff);
  --low: var(--clientele-low, #1b7358);
  --low-soft: var(--clientele-low-soft, #dff1ea);
  --medium: var(--clientele-medium, #8d5406);
  --medium-soft: var(--clientele-medium-soft, #fbeed6);
  --high: var(--clientele-high, #b12a20);
  --high-soft: var(--clientele-high-soft, #fbe5e2);
`;

const DARK = `
  color-scheme: dark;
  --ink: var(--clientele-ink, #eceef2);
  --ink-2: var(--clientele-ink-2, #bcc2cd);
  --ink-3: var(--clientele-ink-3, #98a0ad);
  --surface: var(--clientele-surface, #16191f);
  --sunken: var(--clientele-sunken, #1e222a);
  --line: var(--clientele-line, #2a2f38);
  --control: var(--clientele-control, #767d8a);
  --accent: var(--clientele-accent, #8fa6ff);
  --accent-soft: var(--clientele-accent-soft, #1f2640);
  --on-accent: var(--clientele-on-accent, #0e1330);
  --low: var(--clientele-low, #5fcaa5);
  --low-soft: var(--clientele-low-soft, #15332a);
  --medium: var(--clientele-medium, #f0b65c);
  --medium-soft: var(--clientele-medium-soft, #3a2d15);
  --high: var(--clientele-high, #ff9a90);
  --high-soft: var(--clientele-high-soft, #43201d);
`;

export const SHARED = `
:host { ${LIGHT}
  --radius: var(--clientele-radius, 14px);
  --font: var(--clientele-font, "Inter Variable", Inter, system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei UI", "Noto Sans SC", "Noto Sans CJK SC", sans-serif);
  display: block; width: 100%; color: var(--ink); font: 400 var(--clientele-size, 15px)/1.5 var(--font);
  font-variant-numeric: tabular-nums lining-nums; text-align: start; overflow-wrap: break-word;
}
@media (prefers-color-scheme: dark) { :host(:not([theme="light"])) { ${DARK} } }
:host([theme="dark"]) { ${DARK} }
:host([hidden]) { display: none; }
*, *::before, *::after { box-sizing: border-box; }
p, dl, dd, ul, ol, table, fieldset, legend { margin: 0; padding: 0; border: 0; min-width: 0; }
ul, ol { list-style: none; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.muted { color: var(--ink-3); font-size: 0.8125em; }
:focus-visible { outline: 2.5px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
.track { display: block; height: 6px; border-radius: 3px; background: var(--line); overflow: hidden; --fill: var(--accent); }
.fill { display: block; height: 100%; width: var(--share, 0%); border-radius: inherit; background: var(--fill); }
.low { --tone: var(--low); --soft: var(--low-soft); }
.medium { --tone: var(--medium); --soft: var(--medium-soft); }
.high { --tone: var(--high); --soft: var(--high-soft); }
.track.low, .track.medium, .track.high { --fill: var(--tone); }
.message { display: grid; gap: 2px; padding: 0.9em 1.1em; border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface); color: var(--ink-2); font-size: 0.9375em; overflow-wrap: anywhere; }
.message.failed { border-color: var(--high); border-inline-start-width: 4px; }
.message .strong { color: var(--ink); }
.strong { font-weight: 620; }
@media (prefers-reduced-motion: no-preference) { .fill { transition: width 0.2s ease-out; } }
@media (forced-colors: active) { .fill { background: CanvasText; } .track { border: 1px solid CanvasText; } }
`;

/** @type {WeakMap<Document, Map<string, CSSStyleSheet>>} */
const made = new WeakMap();

/**
 * Returns the sheets of a document, one for all its elements; a sheet belongs to the document that made it.
 * @param {Document} document
 * @param {string[]} texts
 */
export function sheets(document, texts) {
  let ours = made.get(document);
  if (!ours) made.set(document, (ours = new Map()));
  const Sheet = document.defaultView?.CSSStyleSheet ?? CSSStyleSheet;
  return texts.map((text) => {
    let sheet = ours.get(text);
    if (!sheet) {
      sheet = new Sheet();
      sheet.replaceSync(text);
      ours.set(text, sheet);
    }
    return sheet;
  });
}
