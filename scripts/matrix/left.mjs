// A part of the matrix that was left out, by name and with the reason. It is reported, never passed in silence.

export class Left extends Error {
  /** @param {string} reason */
  constructor(reason) {
    super(reason);
    this.name = "Left";
  }
}
