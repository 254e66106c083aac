// From the events of CloudFront to requests, and from responses to what CloudFront takes.

/** Headers that CloudFront sets itself and refuses from a function. */
const OWN = ["connection", "content-length", "transfer-encoding", "via"];

/**
 * Returns the handler of Lambda@Edge for a `fetch` handler.
 * @param {(request: Request) => Promise<Response>} handle
 */
export const adapt = (handle) => async (/** @type {any} */ event) => responseOf(await handle(requestOf(event.Records[0].cf.request)));

/**
 * @param {{method: string, uri: string, querystring: string, headers: Record<string, {key?: string, value: string}[]>,
 *   body?: {data: string, encoding: "base64" | "text", inputTruncated?: boolean}}} request
 */
export function requestOf({ method, uri, querystring, headers, body }) {
  const url = `https://${headers.host?.[0]?.value ?? "localhost"}${uri}${querystring === "" ? "" : `?${querystring}`}`;
  const given = new Headers();
  for (const [name, values] of Object.entries(headers)) for (const { value } of values) given.append(name, value);
  given.delete("content-length");
  if (method === "GET" || method === "HEAD" || body === undefined) return new Request(url, { method, headers: given });
  // What was cut off is too large, whatever is left of it.
  if (body.inputTruncated) given.set("content-length", String(Number.MAX_SAFE_INTEGER));
  return new Request(url, { method, headers: given, body: body.encoding === "base64" ? Buffer.from(body.data, "base64") : body.data });
}

/** @param {Response} response */
export async function responseOf(response) {
  /** @type {Record<string, {key: string, value: string}[]>} */
  const headers = {};
  for (const [key, value] of response.headers) if (!OWN.includes(key)) (headers[key] ??= []).push({ key, value });
  return { status: String(response.status), statusDescription: response.statusText, headers, body: await response.text(), bodyEncoding: "text" };
}
