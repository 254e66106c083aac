import type { EventKind, StateReport } from "./index.js";
import type { Profile } from "./score.js";
import type { CustomerScore, DateLike, ProfileDocument, ProfileLike } from "./scores.js";

export type { CustomerNumbers, CustomerOrders, CustomerScore, Label } from "./scores.js";

// The host's own types where it has them: the package is used with and without those of browsers.
type HostRequest = typeof globalThis extends { Request: { prototype: infer T } } ? T : any;
type HostResponse = typeof globalThis extends { Response: { prototype: infer T } } ? T : any;
type HostURL = typeof globalThis extends { URL: { prototype: infer T } } ? T : { readonly href: string };

/** A text in a store with the version that a write replaces. */
export interface Stored {
  readonly value: string;
  readonly version: string | number;
}

/** What became of an event. */
export type EventOutcome =
  | { readonly changed: boolean; readonly reason: string | null; readonly error?: undefined }
  | { readonly error: { readonly code: string; readonly message: string; readonly path?: string } };

/**
 * Where the states of customers are kept: texts by key. A store that throws or does not answer in time is answered with 503, and
 * the client sends its events again.
 */
export interface Store {
  /** Returns the latest text under a key, never an older one; null where there is none. */
  read(key: string): Promise<Stored | null>;
  /**
   * Puts a text in the place of the one that has the version, or where there is none if that is null; returns false, and changes
   * nothing, if there is another by now. Deciding and writing are one step, and no version is ever used twice. What has
   * `expireIn` may be forgotten after so many milliseconds.
   */
  write(key: string, value: string, version: string | number | null, options?: { readonly expireIn?: number }): Promise<boolean>;
  /** Takes a text away, and returns whether there was one. */
  remove(key: string): Promise<boolean>;
  /** Returns the text for an answer to `GET`, which may be some seconds old; `read` unless given. */
  peek?(key: string): Promise<Stored | null>;
  /** Takes events into a state where it is kept, in one step; reading, `updateState` and writing unless given. */
  update?(key: string, events: readonly StoredEvent[], settings: unknown): Promise<{ state: string | null; outcomes: EventOutcome[] }>;
}

/** An event as a store's `update` gets it. */
export interface StoredEvent {
  readonly type: EventKind;
  readonly date: DateLike;
  readonly amount?: number | null;
  readonly id: string | null;
}

/** What a token allows: scores; events; to read a customer; to delete one. */
export type Scope = "score" | "events" | "read" | "delete";

/** A bearer token, or its SHA-256 digest in hexadecimal digits. */
export type Token =
  | string
  | { readonly name?: string; readonly token: string; readonly scopes?: readonly Scope[] }
  | { readonly name?: string; readonly sha256: string; readonly scopes?: readonly Scope[] };

/** What may be asked without a token is `open`. */
export interface Auth {
  readonly tokens: readonly Token[];
  readonly open?: readonly Scope[];
}

type AnyProfile = Profile | ProfileLike | ProfileDocument | string;

/** A profile that is loaded, and asked for anew after `ttl` seconds (300 unless told). */
export interface ProfileSource {
  /** Returns the profile with its ETag, or null where the one with that ETag is still the latest. */
  load(etag: string | null): Promise<{ profile: AnyProfile; etag?: string | null } | null>;
  readonly ttl?: number;
}

/** What is refused; each is a number from 1, milliseconds up to 2,147,483,647 (24 days): timers know no more. */
export interface Limits {
  /** Bytes of a JSON body: 1 MiB unless told. */
  readonly bodyBytes?: number;
  /** Customers or events of a JSON body: 1000 unless told. */
  readonly rows?: number;
  /** How deep objects and lists stand in each other: 8 unless told. */
  readonly nesting?: number;
  /** Milliseconds for a JSON body to arrive, and between two pieces of a stream: 10,000 unless told. */
  readonly timeMs?: number;
  /** Bytes of a stream: 32 MiB unless told. */
  readonly streamBytes?: number;
  /** Lines of a stream: 100,000 unless told. */
  readonly streamRows?: number;
  /** Bytes of a line: 64 KiB unless told. */
  readonly rowBytes?: number;
  /** Milliseconds for a stream to arrive: 300,000 unless told. */
  readonly streamMs?: number;
  /** Milliseconds for the store to take the events of a request, and for a profile to load: 5000 unless told. */
  readonly storeMs?: number;
}

export interface CommonOptions {
  /** Where states are kept; in memory unless told. `null`: nowhere, and there are no events and no customers. */
  readonly store?: Store | null;
  /** Tokens. Without them customers may be scored, and nothing else; "none": everything, by anybody. */
  readonly auth?: Auth | "none";
  /** Origins whose pages may ask, or `["*"]`; none unless told. `maxAge` in seconds. */
  readonly cors?: readonly string[] | { readonly origins: readonly string[]; readonly maxAge?: number } | null;
  readonly limits?: Limits;
  /** What all addresses begin with, such as "/api". */
  readonly basePath?: string;
  /** Milliseconds since 1970; `Date.now` unless told. It says which day is today, and no more. */
  readonly clock?: () => number;
  /**
   * Is told what went wrong in the service; `console.error` unless told. What it throws is passed over. Nobody waits for it, but
   * a promise goes to `waitUntil` where the host has it.
   */
  readonly onError?: (error: unknown, request: HostRequest) => void;
}

export type HandlerOptions = CommonOptions &
  (
    | { /** The profile, as `Profile` of either build, as JSON text or as the object; or where it comes from. */ readonly profile: AnyProfile | ProfileSource }
    | {
        /** Profiles by name, for `?profile=`. */
        readonly profiles: { readonly [name: string]: AnyProfile | ProfileSource };
        /** The one to take where none is named; the only one unless told. */
        readonly standard?: string;
      }
  );

/** What a host may offer to finish work after the answer. */
export interface HandlerContext {
  waitUntil?(work: Promise<unknown>): void;
}

export type Handler = (request: HostRequest, env?: any, context?: HandlerContext | any) => Promise<HostResponse>;

/**
 * Returns a `fetch` handler that scores customers. A function is called once, with the `env` of the first request: where tokens
 * and databases come with requests.
 */
export function createHandler(options: HandlerOptions | ((env: any) => HandlerOptions)): Handler;

/** Returns a source of the profile at an address, which is asked by its ETag whether there is a newer one. */
export function profileAt(
  url: string | HostURL,
  options?: { readonly headers?: Readonly<Record<string, string>>; readonly ttl?: number; readonly fetch?: (url: string, init: { readonly headers: Record<string, string> }) => Promise<HostResponse> },
): ProfileSource;

/** A store in the memory of one process; `most` texts (100,000 unless told), after which new customers are refused. */
export function memoryStore(options?: { readonly most?: number; readonly clock?: () => number }): Store;

/** A store in a database of Cloudflare D1; it makes its table (`clientele` unless told). */
export function d1Store(database: any, options?: { readonly table?: string; readonly clock?: () => number }): Store;

/** A store in Deno KV. */
export function denoKvStore(kv: any, options?: { readonly prefix?: string }): Store;

/** A store that has a Durable Object for each customer. */
export function durableObjectStore(namespace: any): Store;

/** The class of those objects: export it from the worker and bind it. */
export class CustomerObject {
  constructor(state: any, env?: unknown);
  fetch(request: HostRequest): Promise<HostResponse>;
  alarm(): Promise<void>;
}

/**
 * Cloudflare KV as a cache of what `GET` answers, `ttl` seconds (from 60) old at most, in front of a store. KV is no store: two writes
 * at once would lose one.
 */
export function cachedReads(store: Store, cache: any, options?: { readonly ttl?: number }): Store;

/** The answer to `POST /v1/events` with one event. */
export interface EventAnswer {
  readonly customer: string;
  readonly changed: boolean;
  readonly reason: "duplicate_event" | null;
  /** As of the last event; null where the customer has been deleted in between. */
  readonly score: CustomerScore | null;
}

/** The answer to `GET /v1/customers/{id}`. */
export interface CustomerAnswer {
  readonly customer: string;
  readonly summary: StateReport;
  readonly score: CustomerScore;
}

/** What every refusal holds (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** A stable code, of the library or of the service. */
  readonly code: string;
  readonly detail: string;
  /** Where the culprit stands. */
  readonly path?: string;
}
