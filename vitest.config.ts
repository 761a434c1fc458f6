import { defineConfig } from "vitest/config";

/** Whole systems: they start many processes. `npm run check` leaves them to `npm test`. */
const wholeSystems = [
  "e2e/**/*.test.ts",
  "packages/durable/src/durable-functions.test.ts",
  "packages/local/src/any-handler.test.ts",
  "packages/local/src/database-{damage,full-disk}.test.ts",
  "packages/local/src/lambda/conformance.test.ts",
  "packages/local/src/lambda/requirements/requirements.test.ts",
  "packages/local/src/random-kill/random-kill.test.ts",
];

/** The SDK's test runner replaces the process's timers. */
const withFakeTimers = ["packages/durable/src/**/*.test.ts"];

export default defineConfig({
  test: {
    env: { POWERTOOLS_LOG_LEVEL: "SILENT" },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    reporters: process.env["CI"]
      ? ["default", ["json", { outputFile: "test-results/unit.json" }]]
      : ["default"],
    projects: [
      {
        extends: true,
        test: {
          name: "packages",
          include: ["packages/*/src/**/*.test.{ts,tsx}", "{dev,lint}/**/*.test.ts"],
          exclude: [...withFakeTimers, ...wholeSystems],
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: "workflows", include: withFakeTimers, exclude: wholeSystems },
      },
      {
        extends: true,
        test: {
          name: "whole",
          include: wholeSystems,
          globalSetup: "e2e/build-once.ts",
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
