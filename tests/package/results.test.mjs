// The types of results say what comes across: every result of the examples of docs/methods, and of calls
// with nothing to go by, is written down as a literal and must be of the declared type in strict TypeScript.
// A literal with `null` where the type says otherwise, with a field too many or too few, does not compile.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { install, load, provide, root, run, tool } from "./tarball.mjs";

const { folder } = install();
// docs/methods/score.md validates a profile by its schema.
provide(folder, "ajv");
const api = await load(folder);
const pages = join(root, "docs", "methods");
const EXAMPLE = /^```js file=(\S+)\n([\s\S]*?)^```/gm;

/** Calls of each family with as little as it takes, so that results have gaps. */
const GAPS = `
import * as api from "clientele";
const data = { columns: { a: [1, 2, 3], b: [2, 2, 2] }, directions: "benefit" };
api.entropyWeights(data);
api.criticWeights(data);
api.normalize({ columns: { a: [1, 1] }, directions: "benefit" });
api.concentration([]);
api.concentration([-1, 1, null]);
api.rfm({ daysSinceLast: [null], purchases: [1], monetary: [1] });
api.rfmOf({ daysSinceLast: 1 }, { cuts: { daysSinceLast: [1], purchases: [1], monetary: [1] } });
api.classify("pyramid", { value: 1 });
api.classifyColumns("relationship", { purchases: [null] });
api.classTotals({ classes: [{ code: "a" }], codes: Int8Array.of(-1) }, { profit: [null] });
api.relationMetrics({});
api.stepCoverage({ identified: [null] });
api.kano({ a: { functional: [null], dysfunctional: [1] } });
api.servqual({ perceptions: [[null]], expectations: [[1]] }, { dimensions: [{ code: "speed", items: 1 }] });
api.serviceGaps({});
api.disconfirmation({ performance: [null], expectation: [1] });
api.reliability({ columns: { a: [1, 1], b: [1, 1] } });
api.loyaltyIndex({});
api.attitudeBehaviour({ attitude: 1 });
api.attitudeBehaviourColumns({ attitude: [null], behaviour: [1] });
api.satisfactionType({});
api.recommendationScore([]);
api.survivalCurve({ durations: [1], left: [0] });
api.retentionRate({ start: 0, end: 0, gained: 0 });
api.repurchaseRate([null]);
api.shareOfWallet(null, 1);
api.relationalBenefits({});
api.bondLevel({});
api.churnReasons([]);
api.defectionRate(0, 0);
api.retentionEffect({ from: 0, to: 1, discountRate: 0 });
api.simpleActivity({ purchases: 1, firstToLast: 0, firstToNow: 1 });
api.recencyRatio({ gaps: [], daysSinceLast: 1 });
api.earlyWarning({});
api.earlyWarningColumns({ daysSinceLast: [1], meanGap: [null] });
api.ewmaChart([1]);
api.seriesTrend([]);
api.switchingBarrier({});
api.purchaseInertia(0, 0);
api.netProfit({ revenue: 1 });
api.currentValueIndex({});
api.valueCell("currentFuture", { current: null, future: 1 }, { cuts: { current: 1, future: 1 } });
api.valueMatrix("currentFuture", { current: [null, 1], future: [1, null] });
api.campaignResponse({});
api.complaintType({});
api.complaintMetrics({});
api.handlingSatisfaction({});
api.serviceLevels([{ name: "answer", met: 0, total: 0, target: 0.9, weight: 1 }]);
api.commitment({});
`;

/** Wraps every function so that it writes down what it returns. */
const recorder = () => `
import * as api from "clientele";
import { writeFileSync } from "node:fs";
export * from "clientele";
const found = [];
export const failed = [];
const kept = new Set();

/** Writes a value as TypeScript; what has a class of its own is left out. */
function literal(value) {
  if (value === null || typeof value === "boolean" || typeof value === "number") return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (value === undefined) return "undefined";
  if (Array.isArray(value)) return "[" + value.map(literal).join(", ") + "]";
  if (ArrayBuffer.isView(value)) return "new " + value.constructor.name + "(0)";
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return "undefined as never";
  return "{ " + Object.entries(value).map(([key, item]) => JSON.stringify(key) + ": " + literal(item)).join(", ") + " }";
}

function recording(name, run) {
  return (...given) => {
    const result = run(...given);
    const text = literal(result);
    const entry = "const r" + (found.length + 1) + ": Result<typeof api." + name + "> = " + text + ";";
    if (!kept.has(name + text)) found.push(entry);
    kept.add(name + text);
    return result;
  };
}

process.on("exit", () => writeFileSync("found.mts", [
  'import * as api from "clientele";',
  "type Result<F> = F extends (...given: never[]) => infer R ? R : never;",
  ...found,
  "export {};",
].join("\\n")));
${Object.keys(api)
  .filter((name) => /^[a-z]/.test(name) && typeof api[name] === "function")
  .map((name) => `const own_${name} = recording("${name}", api.${name});\nexport { own_${name} as ${name} };`)
  .join("\n")}
`;

test("results are what their types say", () => {
  writeFileSync(join(folder, "recorder.mjs"), recorder());
  const imports = [];
  const examples = readdirSync(pages).flatMap((page) => [
    ...readFileSync(join(pages, page), "utf8").matchAll(EXAMPLE),
  ]);
  for (const [i, code] of [GAPS, ...examples.map((example) => example[2] ?? "")].entries()) {
    const name = `example${i}.mjs`;
    writeFileSync(join(folder, name), code.replaceAll('from "clientele"', 'from "./recorder.mjs"'));
    imports.push(`await import("./${name}");`);
  }
  writeFileSync(join(folder, "all.mjs"), imports.join("\n"));
  run(process.execPath, ["all.mjs"], { cwd: folder });
  const found = readFileSync(join(folder, "found.mts"), "utf8");
  const functions = new Set(found.match(/typeof api\.\w+/g));
  assert.ok(functions.size >= 100, `${functions.size} functions`);
  const compilerOptions = {
    ...{ module: "nodenext", target: "es2022", lib: ["es2022"], types: [], strict: true, noEmit: true },
    ...{ skipLibCheck: true, exactOptionalPropertyTypes: true },
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["found.mts"] }));
  try {
    tool("typescript/bin/tsc", ["-p", folder]);
  } catch (error) {
    const lines = found.split("\n");
    const places = [...String(error).matchAll(/found\.mts\((\d+),(\d+)\): (.*)/g)].map(([, row, column, text]) => {
      const line = lines[Number(row) - 1] ?? "";
      return `${line.slice(0, line.indexOf(" = "))}\n  … ${line.slice(Math.max(0, Number(column) - 60), Number(column) + 60)}\n  ${text}`;
    });
    assert.fail(places.slice(0, 20).join("\n"));
  }
});
