// <clientele-score> on the score build; defined by importing this file.

import { Profile, Scorer } from "../entry/score.js";
import { scoreElementOf } from "./score/element.js";
import { defined } from "./shared/element.js";

export { addLanguage } from "./shared/languages.js";

export const ClienteleScoreElement = scoreElementOf({ Profile, Scorer });

/**
 * Defines the element under a name, unless that is taken; on a server it does nothing.
 * @param {string} [name]
 */
export function define(name = "clientele-score") {
  defined(ClienteleScoreElement, name);
}

define();
