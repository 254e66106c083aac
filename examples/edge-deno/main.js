// Scores customers on Deno Deploy, or wherever Deno runs, with the states in Deno KV.

import { createHandler, denoKvStore } from "clientele/edge";

import profile from "./profile.json" with { type: "json" };

const handler = createHandler({
  profile,
  store: denoKvStore(await Deno.openKv(Deno.env.get("KV_PATH"))),
  auth: { tokens: [Deno.env.get("TOKEN") ?? ""] },
});

Deno.serve({ hostname: Deno.env.get("HOST") ?? "0.0.0.0", port: Number(Deno.env.get("PORT") ?? 8000) }, (request) => handler(request));
