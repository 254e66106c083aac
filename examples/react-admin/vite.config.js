import { defineConfig } from "vite";

// Nothing is needed for Clientele. The profile lies beside this folder.
export default defineConfig({
  oxc: { jsx: { runtime: "automatic" } },
  server: { fs: { allow: [".."] } },
});
