// Bundles the function into one file, dist/index.cjs, with the digest of the token in it.

import { build } from "esbuild";

const { TOKEN_SHA256 = "" } = process.env;
if (!/^[0-9a-f]{64}$/.test(TOKEN_SHA256)) {
  console.error("Give the digest of a token: TOKEN_SHA256=$(printf %s \"$TOKEN\" | sha256sum | cut -c1-64) npm run build");
  process.exit(1);
}
await build({
  entryPoints: ["index.js"],
  bundle: true,
  minify: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  outfile: "dist/index.cjs",
  define: { "process.env.TOKEN_SHA256": JSON.stringify(TOKEN_SHA256) },
});
