// The description of the service, in OpenAPI 3.1: every address, and every answer that it gives.

import { version } from "clientele/score";

import { LONGEST_NAME } from "../json.js";
import { ref, schemasOf } from "./schemas.js";

/** @typedef {import("../auth.js").Scope} Scope */
/**
 * @typedef {{
 *   basePath: string, profiles: string[], standard: string | null, auth: import("../auth.js").Auth, limits: import("../options.js").Limits,
 *   withStore: boolean, problems: Record<string, readonly [number, string]>,
 * }} Description
 */

/** What any address may answer. */
const ALWAYS = [400, 404, 405, 500];
const WITH_SCOPE = [401, 403, 503];
const WITH_BODY = [408, 413, 415, 422];

/** @param {string} name */
const body = (name) => ({ content: { "application/json": { schema: ref(name) } } });

/**
 * @param {string[]} names
 * @returns {object}
 */
const oneOf = (...names) => ({ "application/json": { schema: { anyOf: names.map((name) => (name.endsWith("[]") ? { type: "array", items: ref(name.slice(0, -2)) } : ref(name))) } } });

/** @param {Description} description */
export function documentOf({ basePath, profiles, standard, auth, limits, withStore, problems }) {
  const refusals = refusalsOf(problems);
  /**
   * @param {Scope | null} scope
   * @param {{id: string, summary: string, answers: Record<string, object>, refused: number[], more?: object}} operation
   */
  const operation = (scope, { id, summary, answers, refused, more = {} }) => ({
    operationId: id,
    summary,
    ...more,
    ...(scope === null || auth.tokens.length === 0 ? {} : { security: auth.open.includes(scope) ? [{}, { bearer: [] }] : [{ bearer: [] }] }),
    responses: {
      ...answers,
      ...Object.fromEntries([...ALWAYS, ...(scope === null ? [] : WITH_SCOPE), ...refused].sort().map((status) => [status, refusals(status)])),
    },
  });
  const profile = {
    name: "profile",
    in: "query",
    required: standard === null,
    description: `the name of a profile${standard === null ? "" : `; "${standard}" unless told`}`,
    schema: { type: "string", enum: profiles },
  };
  const asOf = { name: "asOf", in: "query", description: "the day of the score; today, in UTC, unless told", schema: { type: "string", format: "date" } };
  const customer = { name: "id", in: "path", required: true, schema: { type: "string", minLength: 1, maxLength: LONGEST_NAME } };
  const key = {
    name: "Idempotency-Key",
    in: "header",
    description: "a text of your own for this request, such as a UUID: sent again with it, the events count once",
    schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[!-~]+$" },
  };

  const paths = {
    "/v1/score": {
      post: operation("score", {
        id: "score",
        summary: `Scores a customer, or up to ${limits.rows}, or a stream of up to ${limits.streamRows}`,
        answers: {
          200: {
            description: "The score; or a row for each customer, with what is wrong where something is.",
            content: { ...oneOf("CustomerScore", "ScoredRows"), "application/x-ndjson": { schema: { type: "string" }, itemSchema: ref("ScoredLine") } },
          },
        },
        refused: WITH_BODY,
        more: {
          parameters: [profile, asOf],
          requestBody: {
            required: true,
            content: { ...oneOf("Customer", "Customers", "Customer[]"), "application/x-ndjson": { schema: { type: "string" }, itemSchema: ref("Customer") } },
          },
        },
      }),
    },
    ...(withStore ? stored() : {}),
    "/openapi.json": { get: operation(null, { id: "openapi", summary: "This document", answers: { 200: { description: "The document.", ...json({ type: "object" }) } }, refused: [] }) },
    "/healthz": {
      get: operation(null, {
        id: "health",
        summary: "Whether the profiles have loaded",
        answers: { 200: { description: "They have.", ...json({ type: "object", properties: { status: { const: "ok" } }, required: ["status"] }) } },
        refused: [503],
      }),
    },
  };

  /** The addresses that there are with a store. */
  function stored() {
    return {
      "/v1/events": {
        post: operation("events", {
          id: "events",
          summary: `Takes an event into the state of its customer, or up to ${limits.rows} events`,
          answers: {
            200: {
              description: "What the event did, and the score; or a row for each event, with what is wrong where something is.",
              headers: { "Idempotency-Replayed": { description: "true where the outcomes are those of an earlier request", schema: { type: "string" } } },
              content: oneOf("EventAnswer", "EventRows"),
            },
          },
          refused: [...WITH_BODY, 409],
          more: { parameters: [profile, key], requestBody: { required: true, content: oneOf("Event", "Events", "Event[]") } },
        }),
      },
      "/v1/customers/{id}": {
        get: operation("read", {
          id: "customer",
          summary: "What is known of a customer, and the score",
          answers: { 200: { description: "The customer.", ...body("CustomerAnswer") } },
          refused: [422],
          more: { parameters: [customer, profile, asOf] },
        }),
        delete: operation("delete", {
          id: "forget",
          summary: "Forgets a customer",
          answers: { 204: { description: "The customer is forgotten." } },
          refused: [],
          more: { parameters: [customer, profile] },
        }),
      },
    };
  }

  return {
    openapi: "3.1.1",
    info: { title: "Clientele", version: version(), summary: "Value, loyalty and churn-risk scores of customers" },
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    servers: [{ url: basePath === "" ? "/" : basePath }],
    paths,
    components: {
      schemas: schemasOf(limits),
      ...(auth.tokens.length === 0 ? {} : { securitySchemes: { bearer: { type: "http", scheme: "bearer" } } }),
    },
  };
}

/** @param {object} schema */
const json = (schema) => ({ content: { "application/json": { schema } } });

/**
 * Returns what describes the refusals with a status, with their codes.
 * @param {Description["problems"]} problems
 */
function refusalsOf(problems) {
  /** @param {number} status */
  return (status) => {
    const codes = Object.entries(problems).filter(([, [of]]) => of === status);
    const words = codes.map(([code, [, title]]) => `${code}: ${title}.`);
    if (status === 422) words.push("Or a code of the library: what is wrong with the data, and where.");
    return {
      description: words.join(" "),
      ...(status === 503 ? { headers: { "Retry-After": { description: "seconds", schema: { type: "string" } } } } : {}),
      content: { "application/problem+json": { schema: ref("Problem") } },
    };
  };
}
