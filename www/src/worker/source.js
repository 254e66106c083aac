// Where the bytes of an order file come from: a dropped `File` or one of the samples beside the page.

const PREVIEW_BYTES = 64 * 1024;

/** Opens a source as a Blob, so that a sample and a dropped file are read the same way. */
export async function open(source) {
  if (source.file) return source.file;
  const response = await fetch(source.url);
  if (!response.ok) throw Object.assign(new Error(`${source.url}: ${response.status}`), { code: "SampleMissing" });
  return response.blob();
}

/** Reads the head of a file, cut at the last line end so that no half row is shown. */
export async function head(blob) {
  const bytes = new Uint8Array(await blob.slice(0, PREVIEW_BYTES).arrayBuffer());
  if (bytes.length === blob.size) return bytes;
  const end = bytes.lastIndexOf(10);
  return end > 0 ? bytes.subarray(0, end + 1) : bytes;
}

/** Streams a Blob into a reader, through a change of its bytes if there is one, and reports bytes and rows, at most every 60 ms. */
export async function stream(blob, reader, report, change = (bytes) => bytes) {
  const chunks = blob.stream().getReader();
  let bytes = 0;
  let reported = 0;
  for (;;) {
    const { done, value } = await chunks.read();
    if (done) break;
    reader.push(change(value));
    bytes += value.length;
    const now = performance.now();
    if (now - reported > 60) {
      reported = now;
      report({ stage: "read", bytes, total: blob.size, rows: reader.rows });
    }
  }
  report({ stage: "read", bytes, total: blob.size, rows: reader.rows });
}
