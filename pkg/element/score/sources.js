// Profiles by address: elements with the same address share one request.

/** @type {Map<string, { text: Promise<string>, users: number }>} */
const requests = new Map();

/**
 * Returns the text of a profile, and what says that it is no longer needed. What failed is asked for anew.
 * @param {string} address
 */
export function profileAt(address) {
  let request = requests.get(address);
  if (!request) {
    request = { text: fetched(address), users: 0 };
    requests.set(address, request);
    request.text.catch(() => requests.delete(address));
  }
  const shared = request;
  shared.users += 1;
  let used = true;
  const release = () => {
    if (!used) return;
    used = false;
    shared.users -= 1;
    if (shared.users === 0 && requests.get(address) === shared) requests.delete(address);
  };
  return { text: shared.text, release };
}

/** @param {string} address */
async function fetched(address) {
  const response = await fetch(address, { credentials: "same-origin", headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(`fetching ${address} answered ${response.status}`);
  return response.text();
}
