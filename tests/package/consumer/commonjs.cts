import clientele = require("clientele");
import manual = require("clientele/manual");

const text: string = clientele.version();
manual.initSync(new Uint8Array());

import visitors = require("clientele/visitor");
const kept: "persistent" | "memory" | "none" = visitors.createVisitor({ storage: null }).storage.kind;

export = { text, kept };
