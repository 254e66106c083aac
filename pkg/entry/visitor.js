export * from "../lib/visitor/index.js";
