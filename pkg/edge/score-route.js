// POST /v1/score

import { json, lines } from "./answers.js";
import { mediaType, readLines, readText } from "./body.js";
import { listOf, parse } from "./json.js";
import { Refusal } from "./refusal.js";
import { rowOf, scoreOne, scoredLines } from "./rows.js";

/** @typedef {import("./handler.js").Visit} Visit */

const NDJSON = "application/x-ndjson";

/** @param {Visit} visit */
export async function postScore(visit) {
  const { request, service } = visit;
  const { limits } = service;
  const asOf = visit.asOf();
  const type = mediaType(request, ["application/json", NDJSON]);
  const profile = service.profiles.nameIn(visit.url);
  if (type === NDJSON) return stream(visit, profile, readLines(request, limits), asOf);

  const given = parse(await readText(request, limits), limits.nesting);
  const many = listOf(given, "customers", "; the day goes into the address, ?asOf=");
  if (many !== null && many.length > limits.rows) {
    throw new Refusal("TooManyRows", `a body may have ${limits.rows} customers: send several, or a stream as ${NDJSON}`);
  }
  if (many !== null && (request.headers.get("accept") ?? "").includes(NDJSON)) {
    return stream(visit, profile, [many.map((customer) => JSON.stringify(customer))], asOf);
  }
  const { loaded, giveBack } = await service.profiles.borrow(profile, visit);
  try {
    const { scorer } = loaded;
    if (many === null) return json(scoreOne(scorer, given, asOf));
    const results = many.map((customer, row) => ({ row, ...rowOf(() => customer, (one) => scoreOne(scorer, one, asOf)) }));
    return json({ results, rows: results.length, failed: results.filter((row) => "error" in row).length });
  } finally {
    giveBack();
  }
}

/**
 * Answers with lines while lines come in.
 * @param {Visit} visit
 * @param {string} profile
 * @param {AsyncIterable<(string | Refusal)[]> | Iterable<(string | Refusal)[]>} input
 * @param {string} asOf
 */
async function stream(visit, profile, input, asOf) {
  const { service, onError } = visit;
  const iterator = Symbol.asyncIterator in input ? input[Symbol.asyncIterator]() : input[Symbol.iterator]();
  // What is wrong before the first line still has a status of its own.
  const first = await iterator.next();
  const { loaded, giveBack } = await service.profiles.borrow(profile, visit).catch((error) => {
    iterator.return?.();
    throw error;
  });
  const all = (async function* () {
    try {
      for (let next = first; !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  })();
  const output = scoredLines(all, (customer) => scoreOne(loaded.scorer, customer, asOf), service.limits, onError);
  const encoder = new TextEncoder();
  return lines(
    new ReadableStream({
      async pull(controller) {
        const { done, value } = await output.next();
        if (!done) return controller.enqueue(encoder.encode(value));
        giveBack();
        controller.close();
      },
      cancel() {
        // Not awaited: a piece of the body may be waited for.
        output.return(undefined).finally(giveBack);
      },
    }),
  );
}
