// Serves the page, and nothing that its policy would refuse.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const FILES = new Map(Object.entries({
  "/": [here("index.html"), "text/html"],
  "/page.css": [here("page.css"), "text/css"],
  "/page.js": [here("page.js"), "text/javascript"],
  "/profile.json": [here("../worker/profile.json"), "application/json"],
  "/clientele-element.js": [fileURLToPath(import.meta.resolve("clientele/element.global.js")), "text/javascript"],
}));

const server = createServer(({ url = "/" }, response) => {
  const [file, type] = FILES.get(url.split("?", 1)[0]) ?? [];
  if (!file) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": `${type}; charset=utf-8`, "content-security-policy": POLICY, "x-content-type-options": "nosniff" });
  return response.end(readFileSync(file));
});

server.listen(Number(process.env.PORT ?? 8080), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
