// Serves www/dist on this machine only, with the Content-Security-Policy the page is written for.
//
//   node scripts/serve.mjs [--port 4173] [--no-open]
import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, extname, join, normalize, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

import { Problem, report } from "./lib/run.mjs";

export const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; form-action 'none'";

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".svg": "image/svg+xml",
  ".wasm": "application/wasm", ".woff2": "font/woff2", ".png": "image/png", ".txt": "text/plain; charset=utf-8",
};

const dist = join(dirname(fileURLToPath(import.meta.url)), "..", "www", "dist");

/**
 * Answers one request from a folder.
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {string} folder
 * @param {string} policy
 */
async function respond(request, response, folder, policy) {
  const headers = {
    "Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin", "Cache-Control": "no-cache",
  };
  /** @type {(status: number, text: string) => void} */
  const refuse = (status, text) => void response.writeHead(status, { ...headers, "Content-Type": "text/plain; charset=utf-8" }).end(text);
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(405, "only GET and HEAD\n");
  let path = "";
  try {
    path = decodeURIComponent(new URL(request.url ?? "/", "http://local").pathname);
  } catch {
    return refuse(400, "not a path\n");
  }
  if (path.includes("\0")) return refuse(400, "not a path\n");
  const file = normalize(join(folder, path.endsWith("/") ? `${path}index.html` : path));
  if (!file.startsWith(folder + sep)) return refuse(403, "outside the site\n");
  const info = await stat(file).catch(() => null);
  if (!info?.isFile()) return refuse(404, "not found\n");
  response.writeHead(200, { ...headers, "Content-Type": TYPES[extname(file)] ?? "application/octet-stream", "Content-Length": info.size });
  if (request.method === "HEAD") return response.end();
  return createReadStream(file).on("error", () => response.destroy()).pipe(response);
}

/**
 * Starts the server on 127.0.0.1; a port that is taken gives way to a free one.
 * @param {{ port?: number, folder?: string, policy?: string }} [options]
 * @returns {Promise<{ server: import("node:http").Server, url: string }>}
 */
export function serve({ port = 4173, folder = dist, policy = POLICY } = {}) {
  const server = createServer((request, response) => {
    respond(request, response, folder, policy).catch(() => response.destroy());
  });
  return new Promise((resolve, reject) => {
    server.on("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code !== "EADDRINUSE" || port === 0) return reject(error);
      port = 0;
      server.listen(0, "127.0.0.1");
    });
    server.once("listening", () => {
      const address = server.address();
      if (address === null || typeof address === "string") return reject(new Error("no address"));
      return resolve({ server, url: `http://127.0.0.1:${address.port}/` });
    });
    server.listen(port, "127.0.0.1");
  });
}

/**
 * Opens the browser of the machine, where there is one.
 * @param {string} url
 */
function openBrowser(url) {
  /** @type {Record<string, string[]>} */
  const openers = { darwin: ["open"], win32: ["cmd", "/c", "start", ""] };
  const [command = "xdg-open", ...args] = openers[process.platform] ?? [];
  const child = spawn(command, [...args, url], { stdio: "ignore", detached: true });
  child.on("error", () => console.log("No browser could be opened; open the address above by hand."));
  child.unref();
}

/** What is opened: the results of the sample shop, from which a file of one's own is a click away. */
const FIRST = "?sample=shop";

/**
 * Reads the options of the command line.
 * @param {string[]} args
 */
export function serveOptions(args) {
  const usage = "npm start -- [--port 0-65535] [--no-open]";
  let values;
  try {
    ({ values } = parseArgs({ args, options: { port: { type: "string" }, "no-open": { type: "boolean" } }, strict: true }));
  } catch (error) {
    throw new Problem(/** @type {Error} */ (error).message, usage);
  }
  const { port = "4173" } = values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) throw new Problem(`--port ${port}: no port; a whole number up to 65535`, usage);
  return { port: Number(port), open: !values["no-open"] && !process.env["CI"] };
}

/**
 * Serves the page, says where, and opens it unless told not to.
 * @param {string[]} args
 */
export async function announce(args) {
  const { port, open } = serveOptions(args);
  const { url } = await serve({ port }).catch((error) => {
    throw new Problem(`--port ${port}: ${error.message}`, "Choose another port, such as 8080.");
  });
  console.log(`\nClientele Studio: ${url}${FIRST}\nFor a file of your own: ${url}\nOn this machine only. Stop with Ctrl+C.`);
  if (open) openBrowser(url + FIRST);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await announce(process.argv.slice(2)).catch(report);
