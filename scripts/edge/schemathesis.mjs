// Schemathesis over the OpenAPI document of the edge service, against the service in real workerd on loopback: it makes requests
// that the document allows and requests that it does not, and looks for failures of the service and answers that are not described.
//
//   node scripts/edge/schemathesis.mjs [--examples 200] [--seed 1]
//
// SCHEMATHESIS names the program; without it a virtual environment is made below node_modules/.cache.

import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { at } from "../lib/paths.mjs";
import { run } from "../lib/run.mjs";
import { EDGE, TOKEN, startWorkerd } from "../lib/workerd.mjs";

const VERSION = "4.32.5";

/** What is looked for: a failure of the service, and whatever the document does not say. */
const CHECKS = [
  ...["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance"],
  ...["response_schema_conformance", "unsupported_method", "ignored_auth"],
];

async function program() {
  const given = process.env["SCHEMATHESIS"];
  if (given !== undefined) return given;
  const venv = at("node_modules", ".cache", "schemathesis");
  const found = `${venv}/bin/schemathesis`;
  if (!existsSync(found)) {
    await run("python3", ["-m", "venv", venv]);
    await run(`${venv}/bin/pip`, ["install", "--quiet", `schemathesis==${VERSION}`]);
  }
  return found;
}

const { values } = parseArgs({ options: { examples: { type: "string", default: "200" }, seed: { type: "string", default: "1" } } });
const schemathesis = await program();
const worker = await startWorkerd(EDGE);
// It keeps notes where it runs.
const folder = mkdtempSync(join(tmpdir(), "clientele-schemathesis-"));
try {
  await run(schemathesis, [
    ...["run", `${worker.url}/openapi.json`, "--url", worker.url, "--header", `Authorization: Bearer ${TOKEN}`],
    ...["--checks", CHECKS.join(","), "--max-examples", values.examples, "--seed", values.seed, "--generation-database", "none", "--no-color"],
  ], { cwd: folder });
} finally {
  await worker.stop();
  rmSync(folder, { recursive: true, force: true });
}
