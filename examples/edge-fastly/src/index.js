/// <reference types="@fastly/js-compute" />
// Scores customers on Fastly Compute, whose JavaScript has no WebAssembly: the condition `fastly` of the build takes the form in
// plain JavaScript, with the same bits.

import { createHandler } from "clientele/edge";
import { SecretStore } from "fastly:secret-store";

import profile from "../profile.json" with { type: "json" };

/** @type {ReturnType<typeof createHandler> | undefined} */
let handler;

addEventListener("fetch", (event) => event.respondWith(answer(event.request)));

/** @param {Request} request */
async function answer(request) {
  const token = await new SecretStore("clientele").get("TOKEN");
  handler ??= createHandler({ profile, store: null, auth: { tokens: [token.plaintext()] } });
  return handler(request);
}
