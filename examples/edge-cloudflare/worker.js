// Scores customers on Cloudflare Workers, with one Durable Object for each customer.

import { createHandler, durableObjectStore } from "clientele/edge";

import profile from "./profile.json" with { type: "json" };

export { CustomerObject } from "clientele/edge";

export default {
  fetch: createHandler((env) => ({
    profile,
    store: durableObjectStore(env.CUSTOMERS),
    auth: { tokens: [env.TOKEN] },
  })),
};
