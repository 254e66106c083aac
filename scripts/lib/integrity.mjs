// The digests by which a page tells that a script is the one it means.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** Returns the value of an `integrity` attribute. @param {string} file */
export const integrityOf = (file) => `sha384-${createHash("sha384").update(readFileSync(file)).digest("base64")}`;
