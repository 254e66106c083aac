// <clientele-ahp> on the full build; defined by importing this file.

import { ClienteleError, PairwiseMatrix } from "../entry/index.js";
import { ahpElementOf } from "./ahp/element.js";
import { defined } from "./shared/element.js";

export { addLanguage } from "./shared/languages.js";

export const ClienteleAhpElement = ahpElementOf({ ClienteleError, PairwiseMatrix });

/**
 * Defines the element under a name, unless that is taken; on a server it does nothing.
 * @param {string} [name]
 */
export function define(name = "clientele-ahp") {
  defined(ClienteleAhpElement, name);
}

define();
