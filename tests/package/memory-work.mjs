// The work of the memory tests, for Node and for browsers: scores of all forms of records, columns, and events, right
// and wrong ones mixed. Nothing is kept but the states of a few customers.

/** @typedef {import("../../pkg/index.js").CustomerNumbers & { orders?: { date: string, amount: number }[] }} Given */

/** Customers whose states are kept up to date. */
const CUSTOMERS = 256;

/**
 * Events after which such a customer starts anew. The first one never does: after 381 orders, within the first 100,000
 * calls, its state is as long as states become (docs/methods/live.md).
 */
const EVENTS = 8;

/** The kinds of events by turns. */
const KINDS = /** @type {const} */ (["visit", "productView", "order", "basket", "click", "refund"]);

/** The day of the first event, 2024-01-01, in days since 1970-01-01. */
const FIRST = 19_723;

/** @param {number} i */
const month = (i) => String(1 + (i % 6)).padStart(2, "0");

/** What a CRM knows. @param {number} i @returns {Given} */
const facts = (i) => ({
  productionCost: 10 + (i % 40),
  fixedMarketingCost: 2,
  variableMarketingCost: i % 7,
  walletInYear: 200 + (i % 300),
  satisfaction: 1 + (i % 10),
  recommendation: i % 11,
  openComplaints: i % 3,
  complainer: i % 2 === 0 ? "complaint.irate" : "complaint.voicer",
  bargainSeeker: i % 5 === 0,
  categories: 1 + (i % 4),
  switchingBarrier: i % 101,
});

/** One to eight orders of the half year before the day of the profile. @param {number} i */
const orders = (i) =>
  Array.from({ length: 1 + (i % 8) }, (_, k) => ({ date: `1998-${month(k)}-${String(1 + ((i + k) % 28)).padStart(2, "0")}`, amount: 5 + ((i * 7 + k) % 90) }));

/** The forms of records by turns. @type {((i: number) => Given)[]} */
const FORMS = [
  (i) => ({ id: i, frequency: i % 9, recency: i % 9 === 0 ? 0 : 20 + (i % 30), T: 60, monetaryValue: i % 9 === 0 ? null : 25 }),
  (i) => ({ id: `customer ${i}`, orders: orders(i) }),
  (i) => ({ ...facts(i), id: i, frequency: 3, recency: 31, T: 50, monetaryValue: 10 + (i % 50), revenueInYear: 100, purchasesInYear: 4 }),
  (i) => ({ ...facts(i), orders: orders(i) }),
  (i) => ({ ...facts(i), id: null }),
];

/** Records as callers have them: making them anew for each call would take longer than to score them. */
const RECORDS = Array.from({ length: 1000 }, (_, i) => (FORMS[i % FORMS.length] ?? facts)(i));

/** Records that are errors, of JavaScript and of the module. @type {Given[]} */
const WRONG = [
  { frequency: 3, recency: 27, T: 26 },
  { orders: [{ date: "1998-02-30", amount: 1 }] },
  { orders: [{ date: "1998-02-01", amount: NaN }] },
];

/** How many calls come to one that is wrong, and to one of columns. */
const RARELY = 100;

/**
 * Calls what throws a coded error.
 * @param {() => unknown} call
 */
function refused(call) {
  try {
    call();
  } catch (error) {
    if (/** @type {{ name?: string }} */ (error).name === "ClienteleError") return;
    throw error;
  }
  throw new Error("a wrong record was taken");
}

/**
 * Returns what is to be done a million times: each takes the number of the call.
 * @param {any} api the full build or that of scores
 * @param {unknown[]} profiles one for each mode
 * @returns {{ score: (i: number) => void, event: (i: number) => void }}
 */
export function workOf(api, profiles) {
  const scorers = profiles.map((profile) => new api.Scorer(profile));
  /** @type {(string | null)[]} */
  const states = Array(CUSTOMERS).fill(null);
  return {
    score(i) {
      const scorer = scorers[i % scorers.length];
      const { churn } = scorer.score(RECORDS[i % RECORDS.length], i % 4 === 0 ? { asOf: "1998-07-15" } : undefined);
      if (!Array.isArray(churn.evidence)) throw new Error("a score has no explanation");
      if (i % RARELY !== 0) return;
      refused(() => scorer.score(WRONG[(i / RARELY) % WRONG.length]));
      const rows = 1 + ((i / RARELY) % 40);
      const column = (/** @type {number} */ from) => Float64Array.from({ length: rows }, (_, row) => from + row);
      const { risk } = scorer.scoreColumns({ frequency: column(0), recency: column(0), T: column(50), openComplaints: column(0) });
      if (risk.length !== rows) throw new Error("a column has another length");
    },
    event(i) {
      const customer = i % CUSTOMERS;
      const turn = Math.floor(i / CUSTOMERS);
      const type = customer === 0 ? "order" : KINDS[turn % KINDS.length];
      const amount = type === "order" ? 20 + (i % 50) : type === "refund" ? 1 : null;
      if (customer > 0 && turn % EVENTS === 0) states[customer] = null;
      const state = states[customer] ?? null;
      states[customer] = api.updateState(state, { type, date: FIRST + turn, amount, id: i }).state;
      if (i % RARELY === 0 && state !== null) refused(() => api.updateState(state, { type: "visit", date: FIRST - 1 }));
    },
  };
}
