const WIDTH = 30;

/** A bar on standard error, where that is a terminal. */
export class Progress {
  #label;
  #total;
  #done = 0;
  #shown = -1;

  /**
   * @param {string} label
   * @param {number} total 0 when it is not known
   */
  constructor(label, total) {
    this.#label = label;
    this.#total = total;
  }

  /** @param {number} amount */
  advance(amount) {
    this.#done += amount;
    if (!process.stderr.isTTY || this.#total === 0) return;
    const share = Math.min(1, this.#done / this.#total);
    const percent = Math.floor(share * 100);
    if (percent === this.#shown) return;
    this.#shown = percent;
    const filled = Math.round(share * WIDTH);
    process.stderr.write(`\r${this.#label} [${"#".repeat(filled)}${"-".repeat(WIDTH - filled)}] ${percent} %`);
  }

  done() {
    if (this.#shown >= 0) process.stderr.write("\r\x1b[K");
  }
}
