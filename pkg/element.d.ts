import type { CustomerNumbers, CustomerOrders, CustomerScore, CustomerScorer, DateLike, ProfileDocument, ProfileLike } from "./scores.js";

export type { CustomerNumbers, CustomerOrders, CustomerScore, DateLike } from "./scores.js";

/** Words that a page adds: texts by key, labels of the score by code, the tag for numbers and dates. */
export interface Messages {
  texts?: { readonly [key: string]: string } | null;
  labels?: { readonly [code: string]: string } | null;
  intl?: string | null;
}

export type ScoreForm = "card" | "compact" | "cell";

/** What `clientele-score` tells. */
export type ClienteleScoreEvent = CustomEvent<{ readonly score: CustomerScore }>;

/** What `clientele-error` tells: `what` could not be done. `error` is a `ClienteleError` unless the network or JSON failed. */
export type ClienteleErrorEvent = CustomEvent<{ readonly error: unknown; readonly what: "profile" | "fetch" | "score" | "ahp" | "language" }>;

/** `<clientele-score>`: value, loyalty and churn risk of a customer, with their reasons. */
export interface ClienteleScoreElement extends HTMLElement {
  /** A profile: its object, its JSON text, or a `Profile`. It is taken as it is at the first use. */
  get profile(): ProfileDocument | ProfileLike | string | null;
  set profile(profile: ProfileDocument | ProfileLike | string | null | undefined);
  /** The address of a profile, fetched where no `profile` is given. */
  profileSrc: string;
  /** A customer by numbers or by orders, or the JSON text of one. Setting it scores it, also when it is the same object. */
  get customer(): CustomerNumbers | CustomerOrders | string | null;
  set customer(customer: CustomerNumbers | CustomerOrders | string | null | undefined);
  /** The day of the score; the profile's unless told. */
  get asOf(): DateLike | null;
  set asOf(day: DateLike | null | undefined);
  /** A scorer of your own, instead of a profile. */
  get scorer(): Pick<CustomerScorer, "score"> | null;
  set scorer(scorer: Pick<CustomerScorer, "score"> | null | undefined);
  get form(): ScoreForm;
  set form(form: ScoreForm);
  /** The currency of money; the profile's unless told. */
  get currency(): string | null;
  set currency(currency: string | null | undefined);
  /** Words of this element, over those of its language. */
  get messages(): Messages;
  set messages(messages: Messages | null | undefined);
  /** The score that is shown; `null` where there is none. */
  readonly score: CustomerScore | null;
  /** Why there is none; `null` where nothing went wrong. */
  readonly error: unknown;
  /** Settles when what was changed so far is shown. */
  readonly updated: Promise<void>;
  addEventListener<K extends keyof ClienteleScoreEventMap>(type: K, listener: (this: ClienteleScoreElement, event: ClienteleScoreEventMap[K]) => any, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof ClienteleScoreEventMap>(type: K, listener: (this: ClienteleScoreElement, event: ClienteleScoreEventMap[K]) => any, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

export interface ClienteleScoreEventMap extends HTMLElementEventMap {
  "clientele-score": ClienteleScoreEvent;
  "clientele-error": ClienteleErrorEvent;
}

export const ClienteleScoreElement: {
  new (): ClienteleScoreElement;
  prototype: ClienteleScoreElement;
  /** The scorers in use on the page. */
  readonly scorers: number;
  /** "open" unless set before the first element is made, for hosts that allow closed shadow roots alone. */
  shadowMode: ShadowRootMode;
};

/** Defines the element under a name, "clientele-score" unless told, if that is free. Importing the package has done so. */
export function define(name?: string): void;

/** Adds a language, or words to one. What it lacks is English. */
export function addLanguage(tag: string, messages: Messages): void;

/** Attributes and properties of `<clientele-score>` in JSX. React 18 sets attributes alone: give it JSON texts there. */
export interface ClienteleScoreAttributes {
  profile?: ProfileDocument | ProfileLike | string | null | undefined;
  "profile-src"?: string | undefined;
  profileSrc?: string | undefined;
  customer?: CustomerNumbers | CustomerOrders | string | null | undefined;
  "as-of"?: string | undefined;
  asOf?: DateLike | null | undefined;
  scorer?: Pick<CustomerScorer, "score"> | null | undefined;
  form?: ScoreForm | undefined;
  currency?: string | undefined;
  messages?: Messages | undefined;
  theme?: "light" | "dark" | undefined;
  lang?: string | undefined;
  id?: string | undefined;
  /** React 18 and Preact. */
  class?: string | undefined;
  className?: string | undefined;
  slot?: string | undefined;
  part?: string | undefined;
  hidden?: boolean | undefined;
  style?: any;
  key?: any;
  ref?: any;
  "onclientele-score"?: ((event: ClienteleScoreEvent) => void) | undefined;
  "onclientele-error"?: ((event: ClienteleErrorEvent) => void) | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    "clientele-score": ClienteleScoreElement;
  }
  // React 18 and others read the global namespace.
  namespace JSX {
    interface IntrinsicElements {
      "clientele-score": ClienteleScoreAttributes;
    }
  }
}

// React 19 has a namespace of its own. Without React there is no such module, and nothing to add to.
// @ts-ignore
declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "clientele-score": ClienteleScoreAttributes;
    }
  }
}
