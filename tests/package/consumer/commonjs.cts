import clientele = require("clientele");
import manual = require("clientele/manual");

const text: string = clientele.version();
manual.initSync(new Uint8Array());

export = { text };
