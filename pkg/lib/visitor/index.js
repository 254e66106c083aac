// What a visitor does on a page, kept in the visitor's own browser, and scored there. Nothing here
// touches a window at import: a server may load the file.

import { readOptions } from "./options.js";
import { Visitor } from "./visitor.js";

export { ClienteleError } from "../errors.js";

/**
 * Begins to record a visitor, as far as consent and signals allow.
 * @param {unknown} [options]
 */
export const createVisitor = (options) => new Visitor(readOptions(options));
