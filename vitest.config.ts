import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: { name: "packages", include: ["packages/*/src/**/*.test.{ts,tsx}"] },
      },
      {
        extends: true,
        test: { name: "whole", include: ["{dev,e2e,lint}/**/*.test.ts"], testTimeout: 120_000 },
      },
    ],
    env: { POWERTOOLS_LOG_LEVEL: "SILENT" },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: process.env["CI"]
      ? ["default", ["json", { outputFile: "test-results/unit.json" }]]
      : ["default"],
  },
});
