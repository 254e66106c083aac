// What an edge runtime gets instead of the elements: there is nothing to draw on, and no module to compile.

export const ClienteleScoreElement = class {};
export const ClienteleAhpElement = class {};
export const define = () => {};
export const addLanguage = () => {};
