// The look of <clientele-ahp>.

export const AHP = `
.ahp { container: ahp / inline-size; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--clientele-shadow, none); }
.ahp-body { display: grid; gap: 1.35em; padding: 1.25em 1.5em 1.35em; grid-template-columns: minmax(0, 1fr); }
.ahp-head { display: flex; flex-wrap: wrap; gap: 0.6em 1em; align-items: center; justify-content: space-between; }
.name { font-size: 1.1875em; font-weight: 650; line-height: 1.3; overflow-wrap: anywhere; }
.heading { font-size: 0.875em; font-weight: 600; color: var(--ink-2); }
.views { display: inline-flex; padding: 3px; gap: 2px; border-radius: 9px; background: var(--sunken); }
.views label { padding: 0.2em 0.85em; border-radius: 7px; font-size: 0.875em; color: var(--ink-2); cursor: pointer; position: relative; }
.views .chosen { background: var(--surface); color: var(--ink); font-weight: 560; box-shadow: 0 0 0 1px var(--line); }
.views label:focus-within { outline: 2.5px solid var(--accent); outline-offset: 1px; }

.pairs { display: grid; gap: 1.05em; }
.pair { display: grid; grid-template-columns: minmax(0, 1fr) minmax(9em, 2.2fr) minmax(0, 1fr); gap: 0.1em 0.9em; align-items: center; }
.side { color: var(--ink-2); overflow-wrap: anywhere; line-height: 1.3; }
.pair > .side:first-child { text-align: end; }
.side.ahead { color: var(--ink); font-weight: 620; }
input[type="range"]:focus-visible { outline-offset: -1px; border-radius: 999px; }
.words { grid-column: 2; margin-top: 0.15em; text-align: center; line-height: 1.35; overflow-wrap: anywhere; }
input[type="range"] { --rail: linear-gradient(to right, var(--line) calc(50% - 1.5px), var(--ink-3) 0 calc(50% + 1.5px), var(--line) 0); width: 100%; min-width: 0; height: 1.6em; margin: 0; accent-color: var(--accent); cursor: pointer; background: transparent; appearance: none; -webkit-appearance: none; }
input[type="range"]::-webkit-slider-runnable-track { height: 6px; border-radius: 3px; background: var(--rail); }
input[type="range"]::-moz-range-track { height: 6px; border-radius: 3px; background: var(--rail); }
input[type="range"]::-webkit-slider-thumb { -webkit-appearance: none; width: 18px; height: 18px; margin-top: -6px; border-radius: 50%; background: var(--accent); border: 3px solid var(--surface); box-shadow: 0 0 0 1.5px var(--accent); }
input[type="range"]::-moz-range-thumb { width: 12px; height: 12px; border-radius: 50%; background: var(--accent); border: 3px solid var(--surface); box-shadow: 0 0 0 1.5px var(--accent); }
:disabled { cursor: not-allowed !important; }
.judging:disabled { opacity: 0.6; }

.scroll { overflow-x: auto; border-radius: 8px; }
.matrix { border-collapse: collapse; font-size: 0.9375em; }
.matrix-words { margin-bottom: 0.6em; }
.matrix th, .matrix td { padding: 0.4em 0.6em; border: 1px solid var(--line); text-align: center; font-weight: 440; }
.matrix th { background: var(--sunken); font-weight: 540; color: var(--ink-2); max-width: 11em; }
.matrix tbody th { text-align: start; min-width: 5em; }
.matrix .diagonal, .matrix .mirrored { color: var(--ink-3); }
.matrix .diagonal { background: var(--sunken); }
select { font: inherit; color: var(--ink); background: var(--surface); border: 1px solid var(--control); border-radius: 6px; padding: 0.2em 0.35em; min-height: 2em; }

.results { display: grid; gap: 1.25em 2.5em; border-top: 1px solid var(--line); padding-top: 1.2em; }
.weights { display: grid; gap: 0.6em; margin-top: 0.6em; }
.weights li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.2em 1em; font-size: 0.9375em; }
.weight-name { overflow-wrap: anywhere; line-height: 1.35; }
.weight-share { font-weight: 600; }
.weights .track { grid-column: 1 / -1; height: 5px; }
.verdict { margin-top: 0.6em; border-radius: 999px; }
.mark { display: inline-flex; align-items: center; gap: 0.45em; padding: 0.2em 0.75em; border-radius: 999px; font-size: 0.875em; font-weight: 580; background: var(--soft); color: var(--tone); }
.dot { width: 0.5em; height: 0.5em; border-radius: 50%; background: var(--tone); }
.verdict-words { margin-top: 0.45em; font-size: 0.9375em; line-height: 1.4; }
.repairs { display: grid; gap: 0.5em; margin-top: 0.6em; }
.repair { display: flex; flex-wrap: wrap; gap: 0.5em 1.25em; align-items: center; justify-content: space-between; padding: 0.7em 0.95em; border-radius: calc(var(--radius) * 0.72); background: var(--sunken); }
.repair-words { flex: 1 1 15em; min-width: 0; overflow-wrap: anywhere; font-size: 0.9375em; display: grid; gap: 0.4em; line-height: 1.4; }
.repair-end { display: flex; flex-wrap: wrap; gap: 0.3em 1em; align-items: center; }
.block { display: block; }
.button { font: inherit; font-size: 0.9375em; font-weight: 580; padding: 0.4em 1.1em; min-height: 2.3em; border: 0; border-radius: 8px; background: var(--accent); color: var(--on-accent); cursor: pointer; }
.button:hover { filter: brightness(1.08); }
.button:disabled { opacity: 0.5; }

@container ahp (min-width: 34em) { .results { grid-template-columns: minmax(0, 1.25fr) minmax(0, 1fr); } }
@container ahp (max-width: 30em) {
  .ahp-body { padding: 1.1em; }
  .pair { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.1em 1.5em; }
  .pair > .side { min-width: 0; }
  .pair > .side:first-child { text-align: start; }
  .pair > .right { text-align: end; order: 1; margin-inline-start: auto; }
  .pair > input { flex: 1 0 100%; order: 2; }
  .pair > .words { flex: 1 0 100%; order: 3; }
  .pair:not(:last-child) { padding-bottom: 1em; border-bottom: 1px solid var(--line); }
}
@media (prefers-reduced-motion: no-preference) { .views label { transition: background-color 0.14s; } }
@media (forced-colors: active) { input[type="range"] { appearance: auto; -webkit-appearance: auto; } .mark, .button { border: 1px solid CanvasText; } .views .chosen { outline: 2px solid CanvasText; } }
`;
