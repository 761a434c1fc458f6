import { expect, test } from "vitest";
import { z } from "zod";

import { inputsOf, readGraph } from "./graph.ts";

const graph = readGraph("production");
const task = inputsOf(graph, "WorkerTask");
const [container, ...others] = z
  .array(z.record(z.string(), z.unknown()))
  .parse(JSON.parse(z.string().parse(task["containerDefinitions"])));

test("the task runs on Fargate, on arm64, in one container", () => {
  expect(others).toEqual([]);
  expect(task).toMatchObject({
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
  });
});

test("the container is not root and writes to /tmp only", () => {
  expect(container).toMatchObject({
    name: "worker",
    user: "1000:1000",
    readonlyRootFilesystem: true,
    mountPoints: [{ sourceVolume: "scratch", containerPath: "/tmp", readOnly: false }],
  });
  expect(container).not.toHaveProperty("privileged");
  expect(task["volumes"]).toEqual([{ name: "scratch" }]);
});

test("the container has no terminal and no port, and two minutes between SIGTERM and SIGKILL", () => {
  expect(container).toMatchObject({
    pseudoTerminal: false,
    portMappings: [],
    stopTimeout: 120,
    linuxParameters: { initProcessEnabled: true },
  });
});

test("the container's environment is what the worker reads, without a secret", () => {
  expect(container?.["secrets"]).toEqual([]);
  expect(container?.["environment"]).toEqual([
    { name: "LONGHAUL_TABLE", value: inputsOf(graph, "JobsTable")["name"] },
    { name: "LONGHAUL_RETENTION_DAYS", value: "365" },
    { name: "LONGHAUL_STOP_TIMEOUT_SECONDS", value: "120" },
    { name: "LONGHAUL_ALLOWED_COMMANDS", value: "" },
    { name: "SST_RESOURCE_App", value: expect.any(String) },
  ]);
});

test("the container logs where the readers look", () => {
  expect(container?.["logConfiguration"]).toMatchObject({
    logDriver: "awslogs",
    options: {
      "awslogs-group": "/ecs/longhaul-production-worker",
      "awslogs-stream-prefix": "/service",
    },
  });
});

test("tasks run on demand or on Spot, and the cluster's numbers are kept", () => {
  expect(inputsOf(graph, "ClusterCapacityProviders")).toMatchObject({
    capacityProviders: ["FARGATE", "FARGATE_SPOT"],
  });
  expect(inputsOf(graph, "ClusterCluster")).toMatchObject({
    settings: [{ name: "containerInsights", value: "enabled" }],
  });
});
