import clientele = require("clientele");
import manual = require("clientele/manual");

const text: string = clientele.version();
manual.initSync(new Uint8Array());

import visitors = require("clientele/visitor");
const kept: "persistent" | "memory" | "none" = visitors.createVisitor({ storage: null }).storage.kind;

import adapters = require("clientele/adapters");
const read: number = adapters.ordersFromStripe([]).report.read;
import edge = require("clientele/edge");
const handled: (request: any) => Promise<{ status: number }> = edge.createHandler({ profile: "{}", store: null });

import scores = require("clientele/score/nowasm");
const same: string = scores.version();

export = { text, kept, read, same, handled };
