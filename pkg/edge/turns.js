// Whose turn it is to write. The store decides who wins, whatever happens here; but a thousand requests that all try at once
// would have it decide half a million times.

import { pause } from "./deadline.js";

/** Milliseconds without progress after which nobody is waited for: the request in front may have been ended by its host. */
const STALLED = 500;

/** @typedef {{last: Promise<void>, waiting: number, moved: number}} Queue */

/** Queues by key. */
export class Turns {
  /** @type {Map<string, Queue>} */
  #queues = new Map();

  /**
   * Waits for the turn of a key, and returns what ends it.
   * @param {string} key
   * @returns {Promise<() => void>}
   */
  async take(key) {
    const queue = this.#queues.get(key) ?? { last: Promise.resolve(), waiting: 0, moved: 0 };
    this.#queues.set(key, queue);
    const before = queue.last;
    const first = queue.waiting === 0;
    let end = () => {};
    queue.last = new Promise((resolve) => {
      end = resolve;
    });
    queue.waiting++;
    if (!first) await this.#wait(queue, before);
    return () => {
      queue.moved++;
      queue.waiting--;
      if (queue.waiting === 0) this.#queues.delete(key);
      end();
    };
  }

  /**
   * @param {Queue} queue
   * @param {Promise<void>} before
   */
  async #wait(queue, before) {
    let come = false;
    const turn = before.then(() => {
      come = true;
    });
    for (let moved = -1; !come && moved !== queue.moved; ) {
      moved = queue.moved;
      await Promise.race([turn, pause(STALLED)]);
    }
  }
}
