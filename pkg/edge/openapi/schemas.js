// The data that cross, as JSON Schema 2020-12.

import { LONGEST_NAME } from "../json.js";

/** @typedef {Record<string, unknown>} Schema */

/** @param {string} name @returns {Schema} */
export const ref = (name) => ({ $ref: `#/components/schemas/${name}` });

/** @param {Record<string, Schema | boolean>} properties @param {string[]} [required] all unless told @returns {Schema} */
const object = (properties, required = Object.keys(properties)) => ({ type: "object", properties, required });

/** @param {Schema | boolean} items @returns {Schema} */
const list = (items) => ({ type: "array", items });

/** @param {Schema} schema @returns {Schema} */
const orNull = (schema) => ({ anyOf: [schema, { type: "null" }] });

const number = { type: ["number", "null"] };
const text = { type: "string" };
const textOrNull = { type: ["string", "null"] };
const count = { type: "integer", minimum: 0 };
const probability = { type: ["number", "null"], minimum: 0, maximum: 1 };
const points = { type: ["number", "null"], minimum: 0, maximum: 100 };
const day = { type: "string", format: "date" };
const name = { type: "string", minLength: 1, maxLength: LONGEST_NAME };

/** What a customer may hold beside the identifier; each may be null or left out, which means that it is not known. */
const NUMBERS = [
  ...["frequency", "recency", "T", "monetaryValue", "revenueInYear", "purchasesInYear", "activeQuarters", "elapsedQuarters"],
  ...["productionCost", "fixedMarketingCost", "variableMarketingCost", "serviceCost", "walletInYear", "choosingTime"],
  ...["satisfaction", "recommendation", "competitorAttitude", "priceSensitivity", "incidentTolerance", "recencyRatio"],
  ...["loyaltyTrend", "openComplaints", "complaintSatisfaction", "silentFailures", "categories", "switchingBarrier"],
];

/** @param {{rows: number}} limits */
export function schemasOf({ rows }) {
  const label = object({ code: text, en: text, zh: text });
  const part = object({ code: text, en: text, zh: text, raw: number, normalised: number, weight: number, points: number });
  const score = object({
    id: { type: ["string", "number", "null"] },
    asOf: day,
    profile: object({ name: text, version: { type: "integer" }, hash: text }),
    value: object({
      ...{ score: points, percentile: points, current: number, future: number, lifetime: number },
      ...{ tier: { enum: ["platinum", "gold", "iron", "lead", null] }, system: { type: ["integer", "null"] }, parts: list(ref("ScorePart")) },
    }),
    loyalty: object({ score: points, attitude: points, behaviour: points, type: textOrNull, parts: list(ref("ScorePart")) }),
    churn: object({
      ...{ risk: probability, band: { enum: ["low", "medium", "high", null] }, mode: text, calibrated: { type: "boolean" } },
      ...{ horizonDays: { type: "number" }, probabilityAlive: probability, baseOdds: number },
      evidence: list(object({ code: text, en: text, zh: text, odds: { type: "number" } })),
      nextPurchase: object({ median: textOrNull, p10: textOrNull, p90: textOrNull, never: probability }),
    }),
    labels: object({ tier: orNull(ref("Label")), cell: orNull(ref("Label")), band: orNull(ref("Label")), loyaltyType: orNull(ref("Label")) }),
    valueAtRisk: number,
    action: orNull(ref("Label")),
    modifiers: list(ref("Label")),
    coverage: object({ value: number, loyalty: number, churn: number }),
    warnings: list(ref("Label")),
  });
  const numbers = Object.fromEntries(NUMBERS.map((field) => [field, number]));
  const order = object({ date: { type: ["string", "number"], description: "a day such as 2024-03-31, or days since 1970-01-01" }, amount: { type: "number" } });
  const customer = {
    ...object(
      {
        id: { type: ["string", "integer", "null"], maxLength: LONGEST_NAME },
        orders: { ...list(order), description: "in the place of the numbers that follow from them" },
        ...numbers,
        bargainSeeker: { type: ["boolean", "number", "null"] },
        complainer: { type: ["string", "number", "null"], description: "complaint.passive, complaint.voicer, complaint.irate or complaint.activist" },
        features: { type: ["object", "null"], additionalProperties: number },
      },
      [],
    ),
    description: "A customer by numbers, in the profile's unit of time, or by orders. Other fields are not read.",
  };
  const event = {
    ...object(
      {
        customer: { anyOf: [name, { type: "integer" }] },
        type: { enum: ["order", "refund", "visit", "click", "productView", "basket"] },
        date: { type: ["string", "number", "null"], description: "a day or a time; a day that is left out is today, in UTC" },
        amount: { type: ["number", "null"], description: "of an order or a refund" },
        id: { anyOf: [name, { type: "integer" }, { type: "null" }], description: "what tells the event from every other: sent again it changes nothing" },
      },
      ["customer", "type"],
    ),
    additionalProperties: false,
  };
  const rowError = object({ code: text, detail: text, path: text }, ["code", "detail"]);
  const row = { row: count, id: { type: ["string", "number", "null"] } };
  const eventRow = { row: count, customer: textOrNull };
  return {
    Label: label,
    ScorePart: part,
    CustomerScore: score,
    Customer: customer,
    Customers: object({ customers: { ...list(ref("Customer")), maxItems: rows } }),
    Event: event,
    Events: object({ events: { ...list(ref("Event")), maxItems: rows } }),
    RowError: rowError,
    ScoredRow: { oneOf: [object({ ...row, score: ref("CustomerScore") }), object({ ...row, error: ref("RowError") })] },
    ScoredRows: object({ results: list(ref("ScoredRow")), rows: count, failed: count }),
    ScoredLine: {
      description: "A line for each row; the last one says how many there were, and why no more if there should have been.",
      oneOf: [ref("ScoredRow"), object({ done: { type: "boolean" }, rows: count, failed: count, error: ref("RowError") }, ["done", "rows", "failed"])],
    },
    EventAnswer: object({ customer: text, changed: { type: "boolean" }, reason: textOrNull, score: orNull(ref("CustomerScore")) }),
    EventRow: { oneOf: [object({ ...eventRow, changed: { type: "boolean" }, reason: textOrNull }), object({ ...eventRow, error: ref("RowError") })] },
    EventRows: object({ results: list(ref("EventRow")), rows: count, failed: count }),
    CustomerAnswer: object({ customer: text, summary: { type: "object", additionalProperties: true }, score: ref("CustomerScore") }),
    Problem: object(
      { type: text, title: text, status: { type: "integer" }, code: text, detail: text, path: text, results: list(ref("EventRow")) },
      ["type", "title", "status", "code", "detail"],
    ),
  };
}
