// The look of <clientele-score>.

export const SCORE = `
:host([form="cell"]) { display: inline-block; width: auto; max-width: 100%; vertical-align: middle; }
.block { display: block; }
.label { color: var(--ink-3); font-size: 0.8125em; font-weight: 540; }

.card { container: card / inline-size; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--clientele-shadow, none); }
.card-body { display: grid; gap: 1.35em; padding: 1.35em 1.5em 1.1em; }
.head { display: flex; flex-wrap: wrap; gap: 0.5em 1em; justify-content: space-between; align-items: flex-start; }
.names { min-width: 0; flex: 1 1 9em; }
.kicker { line-height: 1.3; }
.name { font-size: 1.25em; line-height: 1.3; font-weight: 660; letter-spacing: -0.012em; overflow-wrap: anywhere; max-height: 5.2em; overflow: hidden; }
:host(:lang(zh)) .name { letter-spacing: 0; }
.marks { display: flex; flex-wrap: wrap; gap: 0.4em; align-items: center; }
.mark { display: inline-flex; align-items: center; gap: 0.45em; padding: 0.2em 0.7em; border-radius: 999px; font-size: 0.8125em; font-weight: 560; line-height: 1.45; background: var(--soft, var(--sunken)); color: var(--tone, var(--ink-2)); }
.dot { flex: none; width: 0.5em; height: 0.5em; border-radius: 50%; background: var(--tone, var(--control)); }
.gem { flex: none; width: 0.5em; height: 0.5em; transform: rotate(45deg); border-radius: 1px; background: var(--control); }

.action { display: flex; flex-wrap: wrap; gap: 0.75em 2em; justify-content: space-between; align-items: end; padding: 0.95em 1.1em; border-radius: calc(var(--radius) * 0.72); background: var(--accent-soft); }
.action-words { flex: 1 1 12em; min-width: 0; }
.action .label { color: var(--accent); }
.action-text { font-size: 1.1875em; font-weight: 640; line-height: 1.35; letter-spacing: -0.008em; }
.action-none { color: var(--ink-2); }
.action-facts { display: flex; flex-wrap: wrap; gap: 0.4em 1.6em; }
.action-facts dt, .facts dt { color: var(--ink-2); font-size: 0.8125em; }
.action-facts dd { font-weight: 580; }
.modifiers { margin-top: 0.35em; font-size: 0.9375em; color: var(--ink-2); display: grid; gap: 0.15em; }
.modifiers li { padding-inline-start: 1em; position: relative; }
.modifiers li::before { content: ""; position: absolute; inset-inline-start: 0.1em; top: 0.62em; width: 0.4em; height: 0.4em; border-radius: 50%; background: var(--medium); }

.figures { display: grid; gap: 1.1em 1.75em; }
.figure { display: grid; align-content: start; min-width: 0; }
.figure dt { color: var(--ink-2); font-size: 0.875em; font-weight: 540; }
.figure dd { display: grid; gap: 0.4em; }
.number { font-size: 1.875em; line-height: 1.2; font-weight: 670; letter-spacing: -0.028em; }
.number.none { font-size: 1.125em; line-height: 2; color: var(--ink-3); font-weight: 540; letter-spacing: 0; }
.sub { line-height: 1.4; }

.next-head { display: flex; flex-wrap: wrap; gap: 0.1em 1em; justify-content: space-between; align-items: baseline; }
.next .label { color: var(--ink-2); font-size: 0.875em; }
.stops { display: grid; gap: 0.55em; margin-top: 0.7em; position: relative; }
.stop { display: grid; grid-template-columns: auto 1fr auto; gap: 0 0.75em; align-items: center; font-size: 0.875em; }
.stop-dot { width: 0.7em; height: 0.7em; border-radius: 50%; background: var(--accent); border: 2px solid var(--accent); position: relative; z-index: 1; }
.now .stop-dot { background: var(--surface); }
.unknown .stop-dot { background: var(--surface); border-color: var(--control); border-style: dashed; }
.unknown .stop-day { color: var(--ink-3); font-weight: 400; }
.stop-name { color: var(--ink-3); }
.stop-day { font-weight: 560; }
.stops::before { content: ""; position: absolute; inset-inline-start: calc(0.3em - 0.5px); top: 0.6em; bottom: 0.6em; width: 1.5px; background: var(--line); }

.whys { display: grid; border-top: 1px solid var(--line); }
.why { border-bottom: 1px solid var(--line); }
summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.7em; padding: 0.65em 0.15em; cursor: pointer; list-style: none; border-radius: 6px; }
summary::-webkit-details-marker { display: none; }
summary:hover .why-title { color: var(--accent); }
.chevron { flex: none; align-self: center; width: 0.45em; height: 0.45em; border: solid var(--ink-3); border-width: 0 1.6px 1.6px 0; transform: rotate(-45deg); margin-inline: 0.1em 0.15em; }
details[open] > summary .chevron { transform: rotate(45deg); }
.why-title { font-weight: 540; }
.why-aside { margin-inline-start: auto; white-space: nowrap; }
.why-body { padding: 0.5em 0.15em 1.1em; display: grid; gap: 1em; }
.stack { display: grid; gap: 0.8em; }
.facts { display: flex; flex-wrap: wrap; gap: 0.5em 2em; }
.facts dd { font-weight: 580; }
.parts { width: 100%; border-collapse: collapse; font-size: 0.9em; }
.parts th, .parts td { padding: 0.5em 0 0.5em 0.9em; border-bottom: 1px solid var(--line); text-align: start; font-weight: 440; vertical-align: top; }
.parts th:first-child { padding-inline-start: 0; }
.parts .end { text-align: end; white-space: nowrap; }
.parts td.strong { font-weight: 600; }
.parts thead th { padding-top: 0; color: var(--ink-3); font-size: 0.9em; font-weight: 500; }
.parts tfoot th, .parts tfoot td { border-bottom: 0; padding-bottom: 0; font-weight: 620; }
.parts .track { margin-top: 0.4em; max-width: 13em; height: 4px; }
.effect { margin-inline-start: 0.4em; font-size: 0.875em; white-space: nowrap; color: var(--ink-3); }
.effect.up { color: var(--high); }
.effect.down { color: var(--low); }
.notes { display: grid; gap: 0.45em; font-size: 0.9375em; color: var(--ink-2); }
.notes li { padding-inline-start: 1.1em; position: relative; }
.notes li::before { content: ""; position: absolute; inset-inline-start: 0.15em; top: 0.6em; width: 0.4em; height: 0.4em; border-radius: 50%; background: var(--control); }
.foot { overflow-wrap: anywhere; }
.card .whys + .foot { margin-top: -0.4em; }

@container card (min-width: 26em) {
  .figures { grid-template-columns: repeat(3, minmax(0, 1fr)); }
}
@container card (min-width: 33em) {
  .stops { grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 0.75em; }
  .stop { grid-template-columns: 1fr; gap: 0.1em; align-content: start; justify-items: start; }
  .stop-dot { margin-bottom: 0.35em; }
  .stops::before { inset-inline: 0.3em 25%; top: 0.42em; bottom: auto; width: auto; height: 1.5px; }
}
@container card (max-width: 25.9em) {
  .card-body { padding: 1.1em 1.1em 0.9em; }
  .figure { position: relative; gap: 0.5em; }
  .number, .number.none { position: absolute; inset-inline-end: 0; top: -0.12em; font-size: 1.375em; line-height: 1.2; }
  .number.none { font-size: 1em; top: 0; }
  .parts { font-size: 0.8125em; }
  .parts th, .parts td { padding-inline-start: 0.55em; overflow-wrap: anywhere; }
  .parts td.end { white-space: normal; overflow-wrap: normal; }
  .parts thead th { overflow-wrap: normal; }
}

.compact { container: card / inline-size; background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: var(--clientele-shadow, none); }
.compact-body { display: grid; gap: 0.7em; padding: 0.95em 1.05em 0.45em; }
.compact .figures { grid-template-columns: repeat(auto-fit, minmax(min(4.4em, 100%), 1fr)); gap: 0.6em 1em; }
.compact .figure dt { font-size: 0.8125em; color: var(--ink-3); }
.compact .figure dd { gap: 0.25em; }
.compact .number { position: static; font-size: 1.3125em; }
.compact .number.none { font-size: 1em; line-height: 1.6; }
.compact .figure { position: static; gap: 0; }
.compact .track { height: 4px; }
.compact .modifiers { margin-top: -0.35em; }
.compact .why { border: 0; border-top: 1px solid var(--line); }
.compact summary { padding-block: 0.5em; }
.compact .group { display: grid; gap: 0.45em; }
.compact .why-body { gap: 1.35em; padding-top: 0.5em; }

.cell { display: inline-block; max-width: 100%; line-height: 1.4; position: relative; white-space: nowrap; }
.cell-row { display: inline-grid; grid-template-columns: 1.9em minmax(1.5em, 3.25em) auto; gap: 0.65em; align-items: center; }
.cell-value { text-align: end; font-weight: 600; }
.cell .track { height: 5px; }
.cell-risk { display: inline-flex; align-items: center; gap: 0.4em; min-width: 4em; }
.cell.failed { color: var(--high); }

@media (prefers-reduced-motion: no-preference) { .chevron { transition: transform 0.14s; } }
@media (forced-colors: active) { .mark { border: 1px solid CanvasText; } .dot, .gem { background: CanvasText; } }
@media print { .card, .compact { break-inside: avoid; box-shadow: none; } }
`;
