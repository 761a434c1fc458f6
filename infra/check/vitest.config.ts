import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "infra",
    root: import.meta.dirname,
    include: ["*.check.test.ts"],
    globalSetup: "evaluate-variants.ts",
    testTimeout: 60_000,
    reporters: process.env["CI"]
      ? ["default", ["json", { outputFile: "../../test-results/infra.json" }]]
      : ["default"],
  },
});
