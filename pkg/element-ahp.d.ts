import type { ClienteleErrorEvent, Messages } from "./element.js";
import type { Consistency, Judgement } from "./index.js";

export { addLanguage } from "./element.js";
export type { ClienteleErrorEvent, Messages } from "./element.js";

/** What was judged, and what follows from it. */
export interface ComparisonValue {
  readonly criteria: string[];
  readonly matrix: number[][];
  /** The judgements above the diagonal, row after row. */
  readonly upperTriangle: number[];
  readonly weights: number[];
  readonly consistency: Consistency;
}

/**
 * Judgements to begin with, of every pair or of none: all are equally important then. Any other number of them is an error, as is
 * what `PairwiseMatrix` does not take, a matrix and an upper triangle that differ, or an unknown key. A `ComparisonValue` is taken
 * too; its weights and its consistency are computed anew.
 */
export type ComparisonInput =
  | { readonly criteria?: readonly string[]; readonly matrix: readonly (readonly Judgement[])[] }
  | { readonly criteria?: readonly string[]; readonly upperTriangle?: readonly Judgement[] }
  | readonly (readonly Judgement[])[];

export interface ClienteleAhpEventMap extends HTMLElementEventMap {
  "clientele-error": ClienteleErrorEvent;
}

/** `<clientele-ahp>`: pairwise comparison with live weights, consistency and repairs. Part of the form that it stands in. */
export interface ClienteleAhpElement extends HTMLElement {
  /** Names, from two to fifty; pairs that are there still keep their judgements. As a text: JSON, or commas between them. */
  get criteria(): string[];
  set criteria(criteria: readonly string[] | string);
  /** The judgements with weights and consistency; `null` where they cannot be used. As a text they are set in JSON. */
  get value(): ComparisonValue | null;
  set value(value: ComparisonInput | string);
  get view(): "sliders" | "matrix";
  set view(view: "sliders" | "matrix");
  disabled: boolean;
  /** The name in the form, whose entry is the JSON text of `criteria`, `matrix` and `weights`. */
  name: string;
  readonly form: HTMLFormElement | null;
  readonly type: string;
  get messages(): Messages;
  set messages(messages: Messages | null | undefined);
  /** What is wrong, a `ClienteleError` with the `path` of what was given; `null` where nothing is. */
  readonly error: unknown;
  /** Settles when what was changed so far is shown. */
  readonly updated: Promise<void>;
  addEventListener<K extends keyof ClienteleAhpEventMap>(type: K, listener: (this: ClienteleAhpElement, event: ClienteleAhpEventMap[K]) => any, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof ClienteleAhpEventMap>(type: K, listener: (this: ClienteleAhpElement, event: ClienteleAhpEventMap[K]) => any, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

export const ClienteleAhpElement: {
  new (): ClienteleAhpElement;
  prototype: ClienteleAhpElement;
  /** "open" unless set before the first element is made, for hosts that allow closed shadow roots alone. */
  shadowMode: ShadowRootMode;
};

/** Defines the element under a name, "clientele-ahp" unless told, if that is free. Importing the package has done so. */
export function define(name?: string): void;

/** Attributes and properties of `<clientele-ahp>` in JSX. */
export interface ClienteleAhpAttributes {
  criteria?: readonly string[] | string | undefined;
  value?: ComparisonInput | string | undefined;
  view?: "sliders" | "matrix" | undefined;
  label?: string | undefined;
  "random-index"?: string | undefined;
  method?: string | undefined;
  name?: string | undefined;
  disabled?: boolean | undefined;
  messages?: Messages | undefined;
  theme?: "light" | "dark" | undefined;
  lang?: string | undefined;
  id?: string | undefined;
  class?: string | undefined;
  className?: string | undefined;
  slot?: string | undefined;
  part?: string | undefined;
  hidden?: boolean | undefined;
  style?: any;
  key?: any;
  ref?: any;
  onchange?: ((event: Event) => void) | undefined;
  onChange?: ((event: any) => void) | undefined;
  "onclientele-error"?: ((event: ClienteleErrorEvent) => void) | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    "clientele-ahp": ClienteleAhpElement;
  }
  // React 18 and others read the global namespace.
  namespace JSX {
    interface IntrinsicElements {
      "clientele-ahp": ClienteleAhpAttributes;
    }
  }
}

// React 19 has a namespace of its own. Without React there is no such module, and nothing to add to.
// @ts-ignore
declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "clientele-ahp": ClienteleAhpAttributes;
    }
  }
}
