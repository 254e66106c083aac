// An unknown option is answered with every option that there is, or with the one that was meant: those too that
// JavaScript takes before the module sees the rest.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { install, load } from "./tarball.mjs";

const { folder } = install();
const c = await load(folder);

const orders = c.Orders.fromColumns({ customerId: ["mia", "leo"], date: ["2025-01-10", "2025-02-08"], amount: [12, 9] });
const bought = { frequency: [1, 0, 3], recency: [1, 0, 4], T: [5, 6, 7], lnGaps: [0, 0, 1] };
const model = c.BgNbd.fit(bought);
const table = { columns: { price: [1, 2], taste: [3, 2] }, directions: "benefit" };
const csv = "customer,date,amount\nmia,2025-01-10,12\n";
const costs = "customer,date,kind,amount\nmia,2025-01-10,service,12\n";

/**
 * A function of options, with those that JavaScript takes apart.
 * @type {[name: string, taken: string[], call: (options: any) => unknown][]}
 */
const CALLS = [
  ["customerFeatures", ["customers", "transactions", "costs", "events", "answers"], (options) => c.customerFeatures(orders, options)],
  ["Orders.fromCsv", ["encoding"], (options) => c.Orders.fromCsv(csv, options)],
  ["Orders.inspect", ["encoding"], (options) => c.Orders.inspect(csv, options)],
  ["readRecords", ["encoding"], (options) => c.readRecords("costs", costs, options)],
  ["readRecords, columns", ["encoding"], (options) => c.readRecords("costs", { date: ["2025-01-10"], kind: ["service"], amount: [1] }, options)],
  ["concentration", ["ids"], (options) => c.concentration([1, 2], options)],
  ["combineWeights", ["data"], (options) => c.combineWeights([[0.5, 0.5], [0.4, 0.6]], options)],
  ["rank", ["method", "weights", "contributions", "compare"], (options) => c.rank(table, { method: "topsis", weights: [0.5, 0.5], ...options })],
  ["rank, weighted product", ["method", "weights", "contributions", "compare"], (options) => c.rank(table, { method: "weightedProduct", weights: [0.5, 0.5], ...options })],
  ["kano", ["thresholds"], (options) => c.kano({ speed: { functional: [1], dysfunctional: [1] } }, options)],
  ["likert", ["thresholds"], (options) => c.likert([1, 2], options)],
  ["commitment", ["thresholds"], (options) => c.commitment({}, options)],
  ["loyaltyIndex", ["thresholds"], (options) => c.loyaltyIndex({}, options)],
  ["earlyWarning", ["thresholds"], (options) => c.earlyWarning({}, options)],
  ["fitModel", ["models", "criterion", "holdout"], (options) => c.fitModel(bought, options)],
  ["BgCnbdK.fit", ["k", "modified"], (options) => c.BgCnbdK.fit(bought, options)],
  ["CovariateModel.fit", ["model"], (options) => c.CovariateModel.fit(bought, { columns: { voucher: [1, 0, 1] }, purchase: ["voucher"] }, { model: "bg-nbd", ...options })],
  ["purchaseIntervals", ["horizon"], (options) => model.purchaseIntervals(bought, { horizon: 4, seed: 1, ...options })],
  ["predictionIntervals", ["prediction", "horizon"], (options) => model.predictionIntervals(bought, { prediction: "probabilityAlive", seed: 1, ...options })],
  ["simulateCustomers", ["spend"], (options) => c.simulateCustomers(model, { customers: 1, low: 1, high: 1, seed: 1, ...options })],
  ["stateFields", ["timeUnit"], (options) => c.stateFields(null, "2025-01-10", options)],
  ["scorePoints", ["events", "asOf", "previous"], (options) => c.scorePoints({ code: "lead", groups: [] }, {}, options)],
];

/**
 * What is said of an option that there is not.
 * @param {(options: any) => unknown} call
 * @param {string} key
 * @returns {string}
 */
function said(call, key) {
  try {
    call({ [key]: null });
  } catch (error) {
    const { name, code, path, message } = /** @type {any} */ (error);
    assert.deepEqual([name, code, path], ["ClienteleError", "UnknownKey", `options.${key}`], message);
    return message;
  }
  throw new Error(`${key} was taken`);
}

describe("the list of known options is whole", () => {
  for (const [name, taken, call] of CALLS) {
    test(name, () => {
      const message = said(call, "xyzzyxyzzy");
      const known = message.split("; known: ")[1]?.split(", ") ?? [];
      for (const key of taken) assert.ok(known.includes(key), `${key}: ${message}`);
      assert.equal(new Set(known).size, known.length, message);
    });
  }
});

test("a misspelt option among those is named", () => {
  const features = (/** @type {any} */ options) => c.customerFeatures(orders, options);
  assert.match(said(features, "event"), /did you mean `events`\?$/);
  assert.match(said(features, "costumers"), /did you mean `customers`\?$/);
  // One that the module knows is named as before, and one that resembles none is not guessed.
  assert.match(said(features, "lauchDays"), /did you mean `launchDays`\?$/);
  assert.doesNotMatch(said(features, "colour"), /did you mean/);
  assert.match(said((options) => c.Orders.fromCsv(csv, options), "encodig"), /did you mean `encoding`\?$/);
  assert.match(said((options) => c.likert([1], options), "threshold"), /did you mean `thresholds`\?$/);
});

test("customerFeatures takes an object", () => {
  for (const options of [5, "2025-01-31", []]) {
    assert.throws(() => c.customerFeatures(orders, options), { name: "ClienteleError", code: "InvalidValue", path: "options" });
  }
});
