// Scores customers in an edge function of Netlify. It keeps no customers: for events give it a store of your own
// (docs/edge.md, "A store of your own").

import { createHandler } from "clientele/edge";

import profile from "../../profile.json" with { type: "json" };

export const config = { path: ["/v1/score", "/openapi.json", "/healthz"] };

export default createHandler(() => ({ profile, store: null, auth: { tokens: [Netlify.env.get("TOKEN")] } }));
