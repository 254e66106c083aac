/**
 * Returns what gives everything that has a code its words too: `{code, en, zh, …}`.
 * @param {(code: string) => import("./labels.js").Label} label
 * @returns {(value: any) => any}
 */
export function labelledBy(label) {
  /** @param {any} value @returns {any} */
  const labelled = (value) => {
    if (Array.isArray(value)) return value.map(labelled);
    if (typeof value !== "object" || value === null) return value;
    const result = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, labelled(item)]));
    return typeof value.code === "string" ? { ...label(value.code), ...result } : result;
  };
  return labelled;
}
