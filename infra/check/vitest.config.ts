import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "infra",
    root: import.meta.dirname,
    include: ["*.check.test.ts"],
    globalSetup: "evaluate-stages.ts",
    testTimeout: 60_000,
  },
});
