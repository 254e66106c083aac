// The loader comes first: it has run before the modules of the library are evaluated.
import "../lib/load.workerd.js";

export * from "../lib/index.js";
