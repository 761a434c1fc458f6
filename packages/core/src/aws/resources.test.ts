import { describe, expect, test } from "vitest";

import { parseEnvironment, parseResources, tableSchema } from "./resources.ts";

const environment = {
  LONGHAUL_TABLE: "longhaul-jobs",
  LONGHAUL_CLUSTER: "longhaul",
  LONGHAUL_TASK_FAMILY: "longhaul-worker",
  LONGHAUL_CONTAINER: "worker",
  LONGHAUL_SUBNETS: "subnet-a,subnet-b",
  LONGHAUL_SECURITY_GROUPS: "",
  LONGHAUL_ASSIGN_PUBLIC_IP: "false",
  LONGHAUL_LOG_GROUP: "/ecs/longhaul-worker",
  LONGHAUL_LOG_STREAM_PREFIX: "worker",
  LONGHAUL_FUNCTION_SYNC: "longhaul-run-sync:$LATEST",
  LONGHAUL_FUNCTION_CALLBACK: "longhaul-run-callback:live",
  LONGHAUL_FUNCTION_AWAIT: "longhaul-run-await:7",
};

describe("parseResources", () => {
  test("reads every resource of the stack", () => {
    expect(parseResources(environment)).toEqual({
      tableName: "longhaul-jobs",
      cluster: "longhaul",
      taskFamily: "longhaul-worker",
      container: "worker",
      subnets: ["subnet-a", "subnet-b"],
      securityGroups: [],
      assignPublicIp: false,
      logGroup: "/ecs/longhaul-worker",
      logStreamPrefix: "worker",
      functions: {
        sync: "longhaul-run-sync:$LATEST",
        callback: "longhaul-run-callback:live",
        await: "longhaul-run-await:7",
      },
    });
  });

  test("names every variable that is missing or wrong, once", () => {
    const { LONGHAUL_CLUSTER: _, LONGHAUL_CONTAINER: __, ...rest } = environment;
    const broken = { ...rest, LONGHAUL_FUNCTION_SYNC: "longhaul-run-sync" };
    expect(() => parseResources(broken)).toThrow(
      "The environment is not complete: LONGHAUL_CLUSTER is missing; LONGHAUL_CONTAINER is missing; " +
        "LONGHAUL_FUNCTION_SYNC must be a function's name and qualifier, such as longhaul-run-await:live.",
    );
  });

  test("finished jobs are kept for good unless a number of days is set", () => {
    const env = { LONGHAUL_TABLE: "jobs", LONGHAUL_RETENTION_DAYS: "30" };
    expect(parseEnvironment(tableSchema, env)).toEqual({ tableName: "jobs", retentionDays: 30 });
    const wrong = { ...env, LONGHAUL_RETENTION_DAYS: "0" };
    expect(() => parseEnvironment(tableSchema, wrong)).toThrow(/LONGHAUL_RETENTION_DAYS/);
  });

  test("the worker needs the table only", () => {
    expect(parseEnvironment(tableSchema, { LONGHAUL_TABLE: "jobs" })).toEqual({
      tableName: "jobs",
    });
  });
});
