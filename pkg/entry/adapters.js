export * from "../lib/adapters/index.js";
