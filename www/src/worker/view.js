// The sorted and filtered order of customers: row numbers only, the columns never move.

/** Row numbers sorted by a numeric column; rows without a value come last in both directions. */
export function sortRows(count, column, descending) {
  const rows = new Uint32Array(count);
  for (let i = 0; i < count; i += 1) rows[i] = i;
  const sign = descending ? -1 : 1;
  return rows.sort((a, b) => {
    const x = column[a];
    const y = column[b];
    if (x === y) return a - b;
    if (x !== x) return y !== y ? a - b : 1;
    if (y !== y) return -1;
    return x < y ? -sign : sign;
  });
}

/** Row numbers sorted by id, numbers inside ids in their natural order where there are not too many. */
export function sortIds(ids, descending) {
  const rows = new Uint32Array(ids.length);
  for (let i = 0; i < ids.length; i += 1) rows[i] = i;
  const collator = new Intl.Collator(undefined, { numeric: true });
  const compare = ids.length > 200_000 ? (a, b) => (a < b ? -1 : a > b ? 1 : 0) : collator.compare;
  const sign = descending ? -1 : 1;
  return rows.sort((a, b) => sign * compare(ids[a], ids[b]) || a - b);
}

/** Keeps the rows whose id holds the query and whose tier and band are chosen (null means all). */
export function filterRows(rows, { ids, tier, band }, filter) {
  const query = filter.query?.trim().toLowerCase() ?? "";
  if (!query && filter.tier == null && filter.band == null) return rows;
  return rows.filter((i) =>
    (filter.tier == null || tier[i] === filter.tier)
    && (filter.band == null || band[i] === filter.band)
    && (!query || ids[i].toLowerCase().includes(query)));
}
