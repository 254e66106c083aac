// `npm run golden`: writes tests/golden/cdnow.json anew, the bits of the scores of all CDNOW customers,
// and tests/golden/columns.json, those of columns of predictions. CONTRIBUTING.md says when that is allowed.

import { report, run } from "./lib/run.mjs";

try {
  await run("cargo", ["test", "--locked", "--features", "serde", "--test", "integration", "golden"], {
    env: { CLIENTELE_RENEW_GOLDEN: "1" },
  });
} catch (error) {
  report(error);
}
