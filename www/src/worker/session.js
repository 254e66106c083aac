// One analysis: the orders, the profile and the scored columns, and the questions the page asks of them.
import { Orders, Profile, Scorer, buildProfile, label } from "clientele";
import { head, open, stream } from "./source.js";
import { crossTable, riskHistogram, sample, valueHistogram } from "./distribution.js";
import { filterRows, sortIds, sortRows } from "./view.js";
import { currenciesOf, mixedCurrencies, recoded, rowsIn, sieve } from "./currencies.js";
import { HEADER, scoreLine } from "./csv.js";
import { modelCard, thin } from "./model-card.js";

/** All customers are drawn up to this many; beyond it a sample is, small enough to be drawn in one short task. */
const DRAW_ALL = 2500;
const DRAW_SAMPLE = 1500;

/** The codes behind the numbers of the columns `tier` and `band`, in their order. */
const TIERS = ["platinum", "gold", "iron", "lead"];
const BANDS = ["low", "medium", "high"];
const UNKNOWN = 255;

/** Classes as bytes: a quarter of a megabyte for 250,000 customers instead of two. */
const classes = (column) => Uint8Array.from(column, (v) => (v === v ? v : UNKNOWN));

const sum = (column) => {
  let total = 0;
  for (const v of column) if (v === v) total += v;
  return total;
};

/** Lets queued messages (a progress bar) out before the next long step. */
const breathe = () => new Promise((resolve) => setTimeout(resolve, 0));

/** How many customers the overview proposes to act on. */
const FIRST = 5;

/**
 * The first customers of an order that are at medium or high risk and still more likely active than
 * gone: who has left already is at the top of value at risk, and nothing can be done about it.
 */
function savable(order, probabilityAlive, band) {
  const found = [];
  for (const i of order) {
    if (probabilityAlive[i] >= 0.5 && band[i] > 0 && band[i] < UNKNOWN) found.push(i);
    if (found.length === FIRST) break;
  }
  return found;
}

/** Looks into the head of a file; text that is not UTF-8 is tried in the encodings it is likely in. */
function preview(bytes, options) {
  try {
    return Orders.inspect(bytes, options);
  } catch (error) {
    if (error.code !== "InvalidEncoding" || options.encoding || error.message.startsWith("the file is ")) throw error;
    for (const encoding of likelyEncodings(bytes)) {
      try {
        return { ...Orders.inspect(bytes, { ...options, encoding }), encoding };
      } catch {
        // Not this one.
      }
    }
    throw error;
  }
}

/** UTF-16 where a byte-order mark says so, GBK where it gives Chinese characters, else Windows-1252. */
function likelyEncodings(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return ["utf-16le"];
  const chinese = /[\u4e00-\u9fff]{2}/.test(new TextDecoder("gbk").decode(bytes.subarray(0, 4096)));
  return chinese ? ["gbk", "windows-1252"] : ["windows-1252", "gbk"];
}

export function createSession(progress) {
  /** @type {any} */
  let state = null;
  let view = null;

  /** Gives the memory of the last analysis back before the next one takes its own. */
  function forget() {
    for (const handle of [state?.scorer, state?.summary]) handle?.free();
    state = null;
    view = null;
  }

  /** The explained score of one row. */
  const explain = (i) => state.scorer.explain(state.summary, i);

  /** What one line of the table shows. */
  function line(i) {
    const score = explain(i);
    return {
      row: i, id: score.id, valueScore: score.value.score, tier: score.labels.tier, lifetime: score.value.lifetime,
      loyalty: score.loyalty.score, risk: score.churn.risk, band: score.labels.band,
      next: score.churn.nextPurchase?.median ?? null, valueAtRisk: score.valueAtRisk, action: score.action,
    };
  }

  /** Sorted rows are kept until the sorting changes, so that typing in the search box only filters. */
  function arrange({ sort, descending, query, tier, band }) {
    const key = `${sort}:${descending}`;
    if (view?.key !== key) {
      const column = state.sortable[sort];
      view = { key, rows: sort === "id" ? sortIds(state.ids, descending) : sortRows(state.count, column, descending) };
    }
    const filter = `${key}|${query ?? ""}|${tier ?? ""}|${band ?? ""}`;
    if (view.filter !== filter) {
      view.filter = filter;
      view.shown = filterRows(view.rows, state, { query, tier, band });
    }
    return view.shown;
  }

  async function pass(blob, options, change) {
    const reader = Orders.reader(options);
    await stream(blob, reader, progress, change);
    progress({ stage: "summarise" });
    await breathe();
    return reader.finish();
  }

  /** Reads the orders, those in one currency alone where there are several: which one is asked, never assumed. */
  async function read(source, options, chosen) {
    const blob = await open(source);
    const collected = () => pass(blob, { ...options, onBadRow: "collect" });
    const all = await pass(blob, options).catch((error) => {
      if (error.code !== "MixedCurrencies") throw error;
      return collected();
    });
    const { report } = all;
    const currencies = currenciesOf(report);
    if (!currencies) return { orders: all, otherCurrencies: null };
    all.free();
    if (!currencies.some(({ name }) => name === chosen)) throw mixedCurrencies(currencies);
    const { encoding, ...rest } = options;
    const only = sieve(rowsIn(chosen, report), report.delimiter);
    const orders = await pass(blob, rest, encoding ? recoded(encoding, only) : only);
    const others = currencies.filter(({ name }) => name !== chosen);
    return { orders, otherCurrencies: { chosen, names: others.map(({ name }) => name), rows: others.reduce((n, { rows }) => n + rows, 0) } };
  }

  return {
    /** The head of the file: headers, guesses, first rows. */
    async inspect({ source, options }) {
      const blob = await open(source);
      const bytes = await head(blob);
      return { ...preview(bytes, options), size: blob.size };
    },

    /** Checks a saved profile and says what is in it. */
    profile({ text }) {
      const json = Profile.parse(text).toJSON();
      return { name: json.name, timeUnit: json.timeUnit, currency: json.currency ?? null };
    },

    /** Reads, fits (or takes a saved profile), scores; answers with what the results screen shows. */
    async analyse({ source, csv, settings, onlyCurrency, profileText }) {
      forget();
      const { orders, otherCurrencies } = await read(source, csv, onlyCurrency);
      progress({ stage: "fit" });
      await breathe();
      const profile = profileText ? Profile.parse(profileText) : buildProfile(orders, settings);
      const json = profile.toJSON();
      const { timeUnit } = json;
      const summary = orders.summarize({ ...(settings.asOf ? { asOf: settings.asOf } : {}), timeUnit });
      const { report } = orders;
      orders.free();
      progress({ stage: "score" });
      await breathe();
      const scorer = new Scorer(profile);
      const columns = scorer.scoreColumns(summary);
      const tier = classes(columns.tier);
      const band = classes(columns.band);
      const count = columns.risk.length;
      const { ids } = summary;
      state = { profile, summary, scorer, ids, tier, band, count };
      state.sortable = {
        valueScore: columns.valueScore, tier: columns.tier, lifetime: columns.lifetime, loyalty: columns.loyaltyScore,
        risk: columns.risk, next: columns.nextMedian, valueAtRisk: columns.valueAtRisk,
      };
      const byRisk = arrange({ sort: "valueAtRisk", descending: true });
      const picked = sample(byRisk, count > DRAW_ALL ? DRAW_SAMPLE : DRAW_ALL);
      const repeat = summary.frequency.reduce((n, x) => n + (x > 0 ? 1 : 0), 0);
      let high = 0;
      for (const b of band) if (b === 2) high += 1;
      return {
        report: { ...report, badRows: report.badRows.slice(0, 100), badRowCount: report.badRows.length },
        otherCurrencies,
        asOf: summary.asOf, timeUnit, ordersAfterAsOf: summary.ordersAfterAsOf, profile: { name: json.name },
        currency: json.currency ?? null,
        labels: { tiers: TIERS.map(label), bands: BANDS.map(label) }, bandCuts: [json.churn.bands.medium, json.churn.bands.high],
        headline: {
          customers: count, repeat, repeatRate: count ? repeat / count : null, revenue: sum(summary.revenue),
          expected: sum(columns.lifetime), valueAtRisk: sum(columns.valueAtRisk), high, highShare: count ? high / count : null,
        },
        value: valueHistogram(columns.lifetime), risk: riskHistogram(columns.risk),
        cross: crossTable(tier, band, columns.valueAtRisk, TIERS.length, BANDS.length),
        scatter: {
          total: count, row: picked, risk: Float64Array.from(picked, (i) => columns.risk[i]),
          value: Float64Array.from(picked, (i) => columns.future[i]), band: Uint8Array.from(picked, (i) => band[i]),
          id: Array.from(picked, (i) => ids[i]),
        },
        first: savable(byRisk, columns.probabilityAlive, band).map(line),
        model: modelCard(json, label), thin: thin(json),
      };
    },

    /** One page of the sorted, filtered table. */
    rows(query) {
      const shown = arrange(query);
      return { total: shown.length, start: query.start, rows: Array.from(shown.subarray(query.start, query.end), line) };
    },

    /** The full explanation of one customer. */
    explain({ row }) {
      return explain(row);
    },

    /** All scores as a CSV file, in the order of the table. */
    async exportScores(query) {
      const shown = arrange(query);
      const parts = [`${HEADER.join(",")}\r\n`];
      for (let start = 0; start < shown.length; start += 5000) {
        let text = "";
        for (const i of shown.subarray(start, start + 5000)) text += `${scoreLine(explain(i))}\r\n`;
        parts.push(text);
        progress({ stage: "export", done: Math.min(start + 5000, shown.length), total: shown.length });
        await breathe();
      }
      return new Blob(parts, { type: "text/csv;charset=utf-8" });
    },

    /** The profile as a JSON file. */
    exportProfile() {
      return new Blob([`${JSON.stringify(state.profile.toJSON(), null, 2)}\n`], { type: "application/json" });
    },
  };
}
