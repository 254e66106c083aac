// A service that scores customers at the edge, as one function from a `Request` to a `Response`.

export { createHandler } from "./handler.js";
export { profileAt } from "./profile-at.js";
export { cachedReads } from "./stores/cached-reads.js";
export { d1Store } from "./stores/d1.js";
export { denoKvStore } from "./stores/deno-kv.js";
export { CustomerObject, durableObjectStore } from "./stores/durable-objects.js";
export { memoryStore } from "./stores/memory.js";
