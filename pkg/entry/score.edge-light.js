// The loader comes first: it has run before the modules of the library are evaluated.
import "../lib/score/load.edge-light.js";

export * from "../lib/score/index.js";
