import { GammaGamma } from "./gamma-gamma.js";
import { purchaseHandle } from "./models.js";
import { apart, clean, number } from "./options.js";
import { SimulatedCustomers, randomSeed } from "./wasm.js";
import { invalid } from "./errors.js";
import { naming } from "./known.js";

/** Above this the columns would not fit in the memory of the module. */
const MOST = 10_000_000;

/**
 * Draws customers from a model.
 * @param {unknown} model
 * @param {any} options
 */
export function simulateCustomers(model, options) {
  const handle = purchaseHandle(model);
  const [spend, given] = apart(options, "spend");
  const { holdout = 0, seed = randomSeed(), ...rest } = clean(given);
  if (spend !== undefined && spend !== null && !(spend instanceof GammaGamma)) throw invalid("options.spend", spend, "a GammaGamma model");
  number(rest["customers"], "options.customers", { least: 0, most: MOST, what: "a number of customers" });
  const drawn = naming(["spend"], () => new SimulatedCustomers(handle, { ...rest, holdout, seed }));
  try {
    const flags = (/** @type {string} */ name) => Uint8Array.from(drawn.column(name));
    return {
      frequency: drawn.column("frequency"),
      recency: drawn.column("recency"),
      T: drawn.column("T"),
      lnGaps: drawn.column("lnGaps"),
      ...(spend && { monetaryValue: drawn.monetaryValue(GammaGamma.handleOf(spend)) }),
      holdoutPurchases: drawn.column("holdoutPurchases"),
      alive: flags("alive"),
      aliveAfter: flags("aliveAfter"),
      seed,
    };
  } finally {
    drawn.free();
  }
}
