import { parseResources } from "@longhaul/core/aws/resources";
import { describe, expect, test } from "vitest";

import { parseAppSettings } from "../../packages/api/src/server-settings.ts";
import { environmentOf, functions } from "./functions.ts";
import { readGraph } from "./graph.ts";

const graph = readGraph("production");

describe.each(functions)("%s", (name) => {
  test("finds everything that it needs in its environment", () => {
    const resources = parseResources(environmentOf(graph, name));

    expect(resources).toMatchObject({
      tableName: expect.stringMatching(/^longhaul-production-JobsTable/),
      retentionDays: 365,
      container: "worker",
      subnets: ["VpcPublicSubnet1-id", "VpcPublicSubnet2-id"],
      securityGroups: ["WorkerSecurityGroup-id"],
      assignPublicIp: true,
      logGroup: "/ecs/longhaul-production-worker",
    });
    // A revision would be gone with the next deploy, and executions outlive deploys.
    expect(resources.taskFamily).toMatch(/-Worker$/);
  });
});

test.each(["task-state", "sweep", "api"] as const)("%s starts published versions", (name) => {
  expect(parseResources(environmentOf(graph, name)).functions).toEqual({
    sync: "longhaul-production-run-sync:1",
    callback: "longhaul-production-run-callback:1",
    await: "longhaul-production-run-await:1",
  });
});

test("the API takes what the dashboard's origin sends, and leaves all files to the Router", () => {
  expect(parseAppSettings(environmentOf(graph, "api"))).toEqual({
    sessionSecret: expect.any(String),
    origins: [graph.outputs["dashboard"]],
  });
});
