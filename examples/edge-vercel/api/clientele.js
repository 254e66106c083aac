// Scores customers in a function of Vercel's edge runtime. It keeps no customers: for events give it a store of your own, such as
// a Redis over HTTP (docs/edge.md, "A store of your own").

import { createHandler } from "clientele/edge";

import profile from "../profile.json" with { type: "json" };

export const config = { runtime: "edge" };

export default createHandler(() => ({ profile, store: null, auth: { tokens: [process.env.TOKEN] } }));
