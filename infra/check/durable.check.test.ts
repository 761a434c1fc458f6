import { expect, test } from "vitest";

import { functionInputs, functions } from "./functions.ts";
import { readGraph } from "./graph.ts";

const graph = readGraph("production");

test.each(["run-sync", "run-callback", "run-await"] as const)(
  "%s is durable for a year and a day, keeps its history for 90 days, and is published",
  (name) => {
    expect(functionInputs(graph, name)).toMatchObject({
      durableConfig: { executionTimeout: 366 * 86_400, retentionPeriod: 90 },
      publish: true,
      timeout: 120,
    });
  },
);

test.each(["task-state", "sweep", "api"] as const)("%s is an ordinary function", (name) => {
  expect(functionInputs(graph, name)).not.toHaveProperty("durableConfig");
});

test("every function runs Node 24 on arm64 and logs JSON to its own group", () => {
  for (const name of functions) {
    expect(functionInputs(graph, name)).toMatchObject({
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      loggingConfig: { logFormat: "JSON", logGroup: `/aws/lambda/longhaul-production-${name}` },
    });
  }
});
