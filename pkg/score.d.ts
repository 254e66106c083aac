import type { CustomerEvent, PointFacts, PointOptions, PointScore, StateUpdate } from "./index.js";
import type { CustomerFacts, CustomerScore, CustomerScorer, DateLike, Label, ProfileDocument, ProfileLike } from "./scores.js";

export { mergeStates, scorePoints, stateFields, updateState } from "./index.js";

export * from "./scores.js";

/** Returns the version of the library. */
export function version(): string;

/** Returns the label of a code; an unknown code stands for itself. */
export function label(code: string): Label;

/** Returns every label that scores use. */
export function labels(): Label[];

/** Everything that scores depend on, as plain frozen data. */
export class Profile {
  private constructor();
  /** Checks a profile given as JSON text or as the object that the text holds. */
  static parse(json: unknown): Profile;
  /** Returns the profile as a plain object, for `JSON.stringify`. */
  toJSON(): ProfileDocument;
}

/** A profile made ready to score customers. */
export class Scorer implements CustomerScorer {
  /** @param profile as `Profile.parse` of either build gives it, as JSON text, or as the object that the text holds */
  constructor(profile: Profile | ProfileDocument | ProfileLike | string);
  readonly profile: CustomerScorer["profile"];
  score: CustomerScorer["score"];
  whatIf: CustomerScorer["whatIf"];
  levers: CustomerScorer["levers"];
  points(facts: PointFacts, options?: PointOptions): PointScore[];
  update(state: string | null, event: CustomerEvent, known?: CustomerFacts): StateUpdate & { readonly score: CustomerScore };
  scoreState(state: string | null, asOf: DateLike, known?: CustomerFacts): CustomerScore;
  scoreColumns: CustomerScorer["scoreColumns"];
  free(): void;
  [Symbol.dispose](): void;
}
