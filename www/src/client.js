// The page's side of the worker: requests with answers, progress, and cancelling.

/** An error of the library as it came over from the worker. */
export class WorkerError extends Error {
  constructor(plain) {
    super(plain.message);
    Object.assign(this, plain);
  }
}

export class Client {
  #worker = null;
  #waiting = new Map();
  #next = 1;

  /** Called with each progress report of the worker. */
  onprogress = (_report) => {};

  #start() {
    const worker = new Worker(new URL("worker.js", document.baseURI), { type: "module", name: "clientele" });
    worker.addEventListener("message", ({ data }) => {
      if (data.progress) return this.onprogress(data.progress);
      const waiting = this.#waiting.get(data.id);
      if (!waiting) return undefined;
      this.#waiting.delete(data.id);
      return data.error ? waiting.reject(new WorkerError(data.error)) : waiting.resolve(data.result);
    });
    worker.addEventListener("error", (event) => {
      this.#end({ name: "Error", code: "WorkerFailed", message: event.message || "the worker stopped" });
    });
    this.#worker = worker;
  }

  #end(reason) {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(new WorkerError(reason));
    this.#waiting.clear();
  }

  /** Sends one request; answers with its result or throws a `WorkerError`. */
  ask(type, payload = {}) {
    if (!this.#worker) this.#start();
    const id = this.#next;
    this.#next += 1;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, type, payload });
    });
  }

  /** Stops whatever runs, at once, and frees its memory; the next request starts a fresh worker. */
  cancel() {
    this.#end({ name: "Error", code: "Cancelled", message: "cancelled" });
  }
}
