import { label } from "clientele";

/** @param {number} value */
const shown = (value) => String(Number(value.toPrecision(6)));

/**
 * Writes a consistency report in lines.
 * @param {import("clientele").ConsistencyReport} report
 */
export function reportText(report) {
  const { priorities, weightErrors, tables, indices, ordinal, orderPreservation, efficiency } = report;
  const width = Math.max(...tables.map(({ randomIndex }) => randomIndex.length));
  const list = (/** @type {string[]} */ lines) => lines.map((line) => `  ${line}\n`).join("");
  return `
CR by every table
${list(tables.map((t) => `${t.randomIndex.padEnd(width)}  ${t.cr.toFixed(6)}  RI ${shown(t.ri)}${t.origin === "table" ? "" : `, ${t.origin}`}`))}
other methods
${list(priorities.provenance.others.map((o) => `${o.method}: within ${shown(o.largestDifference)}, ${o.sameOrder ? "same order" : "another order"}`))}
weights' standard errors  ${weightErrors.map(shown).join(" ")}

indices
${list([
  `GCI ${shown(indices.gci)}${indices.gciThreshold == null ? "" : ` (a CR of 0.1 is ${indices.gciThreshold})`}`,
  `Koczkodaj ${shown(indices.koczkodaj)}${indices.worstTriad ? `: ${indices.worstTriad.join(", ")}` : ""}`,
  `Pelaez-Lamata ${shown(indices.pelaezLamata)}   Golden-Wang ${shown(indices.goldenWang)}   harmonic ${shown(indices.harmonic)}`,
  `circular triads ${ordinal.circularTriads} of ${ordinal.mostCircularTriads}${ordinal.zeta == null ? "" : `, zeta ${shown(ordinal.zeta)}`}`,
  ...ordinal.cycles.map((cycle) => `  ${[...cycle, cycle[0]].join(" > ")}`),
  `triads that a tie contradicts ${ordinal.tiedTriads}   congruence ${shown(ordinal.congruence)}   dissonance ${shown(ordinal.dissonance)}`,
])}
order of the judgements ${orderPreservation.preserved ? "kept by the weights" : "turned round by the weights"}
${list([
  ...orderPreservation.order.map((t) => `"${t.a}" was put before "${t.b}" (${shown(t.value)}), the weights say ${shown(t.ratio)}`),
  ...(orderPreservation.intensityCount > 0 ? [`orders of intensity turned round: ${orderPreservation.intensityCount}, the worst:`] : []),
  ...orderPreservation.intensity
    .slice(0, 3)
    .map(
      (t) =>
        `  "${t.a}" : "${t.b}" was ${shown(t.stronger)}, "${t.c}" : "${t.d}" ${shown(t.weaker)}; ` +
        `the weights say ${shown(t.ratio)} and ${shown(t.weakerRatio)}`,
    ),
])}
weights are ${efficiency.better ? `not efficient; nearer to the judgements: ${efficiency.better.map(shown).join(" ")}` : "efficient"}
`;
}

/**
 * Returns what could be changed to make judgements consistent.
 * @param {any} result
 */
export function repairText({ repair, repairReached, repairWarnings = [], consistent }) {
  if (consistent || !repair?.length) return "";
  const notes = repairWarnings.map((/** @type {{code: string}} */ { code }) => `${label(code).en}\n`).join("");
  const lines = repair.map((/** @type {any} */ { changes, cr, ranksKept }) => {
    const moves = changes.map(
      (/** @type {any} */ { a, b, from, toText }) => `"${a}" against "${b}" from ${Number(from.toPrecision(4))} to ${toText}`,
    );
    return `  ${moves.join("; ")}   (CR ${cr.toFixed(4)}, ${ranksKept ? "same order" : "another order"})`;
  });
  const head = repairReached
    ? `the smallest changes that make them consistent${lines.length > 1 ? ", one of" : ""}:`
    : repairWarnings.length > 0
      ? "no change that was looked at makes them consistent; the best found:"
      : "no allowed number of changes makes them consistent; the best found:";
  return `${head}\n${lines.join("\n")}\n${notes}`;
}

/**
 * Returns what the others say about missing judgements.
 * @param {any} result
 */
export function incompleteText({ missing, nextQuestion, orderCertain }) {
  if (missing === undefined) return "";
  const lines = missing.map(
    (/** @type {any} */ { a, b, value }) => `  "${a}" against "${b}": the others say about ${Number(value.toPrecision(3))}`,
  );
  const next = nextQuestion && !orderCertain ? `ask next: "${nextQuestion.a}" against "${nextQuestion.b}"\n` : "";
  return `missing judgements:\n${lines.join("\n")}\n${next}${orderCertain ? "no answer to them can change the order\n" : ""}`;
}
