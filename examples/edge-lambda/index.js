// Scores customers in Lambda@Edge, as the origin of CloudFront (event type "origin request", with the body included).

import { createHandler } from "clientele/edge";

import { adapt } from "./adapter.js";
import profile from "./profile.json" with { type: "json" };

// Lambda@Edge has no environment variables: the build puts the digest of the token here.
const sha256 = process.env.TOKEN_SHA256;

export const handler = adapt(
  createHandler({
    profile,
    store: null,
    auth: { tokens: [{ name: "cloudfront", sha256 }] },
    // CloudFront passes a megabyte of a body, and takes a megabyte of an answer: a row has 11 KB at most.
    limits: { bodyBytes: 1_000_000, streamBytes: 1_000_000, rows: 90, streamRows: 90 },
  }),
);
