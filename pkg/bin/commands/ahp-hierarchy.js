/**
 * Tells whether judgements are a hierarchy and not one matrix.
 * @param {any} value
 */
export function isHierarchy(value) {
  const { criteria, alternatives, nodes } = value ?? {};
  const nested = Array.isArray(criteria) && criteria.some((child) => typeof child === "object" && child !== null);
  return nested || alternatives !== undefined || nodes !== undefined;
}

/**
 * Returns everything about a hierarchy in one object: the weights of its leaves, the consistency of the
 * goal's own judgements beside that of the whole, and the alternatives where there are any.
 * @param {import("clientele").Hierarchy} hierarchy
 * @param {any} options
 */
export function evaluateHierarchy(hierarchy, { synthesis, ...options }) {
  const { method } = options;
  const { goal, leaves, weights, branches, provenance } = hierarchy.weights({ method });
  const whole = hierarchy.consistency(options);
  const own = whole.nodes.find(({ path }) => path === "hierarchy")?.consistency;
  const alternatives = hierarchy.toJSON().alternatives;
  return {
    goal,
    criteria: leaves,
    method,
    weights,
    lambdaMax: own?.lambdaMax ?? null,
    ci: own?.ci ?? null,
    ri: own?.ri ?? null,
    randomIndex: whole.randomIndex,
    cr: own?.cr ?? null,
    consistent: whole.consistent,
    branches,
    consistency: whole,
    evaluation: alternatives ? hierarchy.evaluate({ method, synthesis }) : null,
    provenance,
  };
}

/**
 * Writes rows of texts as columns, the first to the left, the others to the right.
 * @param {string[][]} rows
 */
function columns(rows) {
  const widths = (rows[0] ?? []).map((_, j) => Math.max(...rows.map((row) => row[j]?.length ?? 0)));
  const cell = (/** @type {string} */ text, /** @type {number} */ j) =>
    j === 0 ? text.padEnd(widths[j] ?? 0) : text.padStart(widths[j] ?? 0);
  return rows.map((row) => `  ${row.map(cell).join("  ")}`.trimEnd()).join("\n");
}

/** @param {number} value */
const shown = (value) => value.toFixed(6);

/** @param {ReturnType<typeof evaluateHierarchy>} result */
export function hierarchyText({ goal, branches, consistency, evaluation }) {
  const tree = columns([
    [goal, "local", "global"],
    ...branches.map(({ name, depth, local, global }) => [`${"  ".repeat(depth)}${name}`, shown(local), shown(global)]),
  ]);
  const judged = consistency.nodes.map(({ path, compares, consistency: { lambdaMax, cr, consistent, worstPair } }) => {
    const again = consistent || !worstPair ? "" : `look again at "${worstPair.a}" against "${worstPair.b}"`;
    return [`${path.replace(/^hierarchy/, "") || goal} (${compares})`, shown(lambdaMax), shown(cr), again];
  });
  const ratios = columns([["consistency", "lambda max", "CR", ""], ...judged]);
  const largest = consistency.largestAt === null ? "" : `, the largest of a node ${shown(consistency.largestCr)}`;
  const whole = `  the whole: CR ${shown(consistency.cr)} (${consistency.randomIndex})${largest}: ${
    consistency.consistent ? "consistent" : "not consistent"
  }`;
  return [tree, judged.length > 0 ? `${ratios}\n${whole}` : null, evaluation && alternatives(evaluation)]
    .filter(Boolean)
    .map((part) => `${part}\n`)
    .join("\n");
}

/** @param {import("clientele").Evaluation} evaluation */
function alternatives({ alternatives: names, priorities, scores, ranks, provenance }) {
  const order = names.map((_, i) => i).sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0));
  const row = (/** @type {number} */ i) => [names[i] ?? "", String(ranks[i]), shown(priorities[i] ?? NaN), shown(scores[i] ?? NaN)];
  return columns([[`alternatives (${provenance.settings["synthesis"]})`, "rank", "priority", "score"], ...order.map(row)]);
}
