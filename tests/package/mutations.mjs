// Small damages to a document of JSON, each of them undone after use: a copy of a profile for each of some
// thousands would take longer than all checks of it.

/** @typedef {Record<string, any> | any[]} Container */
/** @typedef {{ holder: Container, key: string | number, path: string }} Site a value, by what holds it */
/** @typedef {{ name: string, apply: () => void }} Mutation what to do to a site */

/** Values of every type, at and beyond the limits of fields: shares, percents, counts, points, quantiles, days. */
const VALUES = [
  null, true, false, "", "x", "x".repeat(101), "2024-02-29", "2023-02-29", "0000-01-01", "2024-1-1",
  ...[-1, -0.5, 0, 1e-9, 0.5, 1, 1.5, 2, 3, 4, 20.5, 33, 65, 100.5, 601, 36_526, 1e6 + 1, -1e6 - 1, 2e9, -2e9, 2 ** 32, 1e300],
  ...[[], [1], ["x"], [null], [[]], {}, { x: 1 }],
];

/** Keys that no part of a profile has. */
const STRANGERS = ["$schema", "zzz", "constructor", "Margin"];

/** A list longer than this is one of numbers or trees, each like its neighbours; rules are fewer and differ. */
const LONG = 20;

/**
 * Returns every value in a document but those in the middle of a long list.
 * @param {Container} holder
 * @param {string} [path]
 * @returns {Site[]}
 */
export function sites(holder, path = "") {
  /** @type {(string | number)[]} */
  let keys = Object.keys(holder);
  if (Array.isArray(holder)) keys = holder.length > LONG ? [0, 1, holder.length - 1] : [...holder.keys()];
  return keys.flatMap((key) => {
    const here = typeof key === "number" ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
    const value = /** @type {any} */ (holder)[key];
    const below = typeof value === "object" && value !== null ? sites(value, here) : [];
    return [{ holder, key, path: here }, ...below];
  });
}

/**
 * Returns what can be done to a value.
 * @param {Site} site
 * @param {string[]} words the codes that there are
 * @returns {Mutation[]}
 */
export function mutations({ holder, key }, words) {
  const target = /** @type {any} */ (holder);
  const value = target[key];
  const set = (/** @type {unknown} */ next) => () => void (target[key] = next);
  const remove = () => void (Array.isArray(target) ? target.splice(Number(key), 1) : delete target[key]);
  const found = [
    { name: "removed", apply: remove },
    ...[...VALUES, ...words].map((next) => ({ name: `= ${JSON.stringify(next)?.slice(0, 30)}`, apply: set(next) })),
  ];
  if (typeof value === "number") {
    for (const next of [-value, value + 1, value * 1000, value / 3]) found.push({ name: `= ${next}`, apply: set(next) });
  }
  if (Array.isArray(value)) {
    for (const [name, next] of /** @type {[string, any[]][]} */ ([
      ["reversed", [...value].reverse()],
      ["shortened", value.slice(0, -1)],
      ["its first item again", [...value, ...value.slice(0, 1)]],
    ])) found.push({ name, apply: set(next) });
  } else if (typeof value === "object" && value !== null) {
    for (const stranger of STRANGERS) found.push({ name: `with ${stranger}`, apply: set({ ...value, [stranger]: 1 }) });
  }
  return found;
}

/**
 * Looks at the document with a mutation and brings it back to what it was.
 * @template T
 * @param {Site} site
 * @param {Mutation} mutation
 * @param {() => T} look
 * @returns {T}
 */
export function during({ holder }, mutation, look) {
  const before = Array.isArray(holder) ? [...holder] : { ...holder };
  mutation.apply();
  try {
    return look();
  } finally {
    if (Array.isArray(holder) && Array.isArray(before)) holder.splice(0, holder.length, ...before);
    else {
      const object = /** @type {Record<string, any>} */ (holder);
      for (const key of Object.keys(object)) delete object[key];
      Object.assign(object, before);
    }
  }
}

/**
 * Returns a seeded generator of whole numbers below a bound (Lehmer: Park & Miller 1988).
 * @param {number} seed
 */
export function random(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
}
