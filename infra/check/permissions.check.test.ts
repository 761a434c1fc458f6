import { describe, expect, test } from "vitest";

import { readGraph } from "./graph.ts";
import { allowed, roles } from "./policy.ts";

const table = "dynamodb table/longhaul-production-JobsTable";
const index = (name: string): string => `${table}/index/${name}`;
const versions = (name: string): string => `lambda function:longhaul-production-${name}:*`;
const tasks = "ecs task/longhaul-production-ClusterCluster/*";
const family = "ecs task-definition/longhaul-production-ClusterCluster-Worker:*";
const ofCluster = "if ecs:cluster is ecs cluster/longhaul-production-ClusterCluster";
const taskLogs = "logs log-group:/ecs/longhaul-production-worker:log-stream:*";

const readWrite = ["GetItem", "PutItem", "UpdateItem", "Query"].map(
  (action) => `dynamodb:${action} on ${table}`,
);
const queries = (...names: string[]): string[] =>
  names.map((name) => `dynamodb:Query on ${index(name)}`);
const everyPattern = (...actions: string[]): string[] =>
  actions.flatMap((action) =>
    ["run-sync", "run-callback", "run-await"].map(
      (name) => `lambda:${action} on ${versions(name)}`,
    ),
  );
const logs = (group: string): string[] =>
  ["CreateLogStream", "PutLogEvents"].map(
    (action) => `logs:${action} on logs log-group:${group}:log-stream:*`,
  );
const ownLogs = (name: string): string[] => logs(`/aws/lambda/longhaul-production-${name}`);
const stopTask = `ecs:StopTask on ${tasks} ${ofCluster}`;
const describeTasks = `ecs:DescribeTasks on ${tasks} ${ofCluster}`;
const readLogs = `logs:GetLogEvents on ${taskLogs}`;
const wake = ["run-sync", "run-await"].flatMap((name) =>
  ["Success", "Failure"].map(
    (end) => `lambda:SendDurableExecutionCallback${end} on ${versions(name)}`,
  ),
);

const supervise = (name: string): string[] => [
  ...readWrite,
  `ecs:RunTask on ${family} ${ofCluster}`,
  ...["Execution", "Task"].map(
    (role) =>
      `iam:PassRole on iam role/longhaul-production-Worker${role}Role if iam:PassedToService is ecs-tasks.amazonaws.com`,
  ),
  stopTask,
  `lambda:CheckpointDurableExecution on ${versions(name)}`,
  `lambda:GetDurableExecutionState on ${versions(name)}`,
  ...ownLogs(name),
];

/** All that each role may do, and whom it serves. */
const expected: Record<string, { trusts: string; may: string[] }> = {
  RunSyncHandlerRole: {
    trusts: "lambda",
    may: [...supervise("run-sync"), describeTasks, readLogs],
  },
  RunCallbackHandlerRole: { trusts: "lambda", may: supervise("run-callback") },
  RunAwaitHandlerRole: {
    trusts: "lambda",
    may: [...supervise("run-await"), describeTasks, readLogs],
  },
  defaultSubscriberTaskStateFunctionRole: {
    trusts: "lambda",
    may: [
      ...readWrite,
      `lambda:InvokeFunction on ${versions("run-callback")}`,
      ...wake,
      ...everyPattern("GetDurableExecutionHistory"),
      readLogs,
      stopTask,
      "sqs:SendMessage on sqs longhaul-production-TaskStateDeadLettersQueue",
      ...ownLogs("task-state"),
    ],
  },
  SweepHandlerRole: {
    trusts: "lambda",
    may: [
      ...readWrite,
      `dynamodb:BatchGetItem on ${table}`,
      ...queries("byDue"),
      describeTasks,
      stopTask,
      ...everyPattern("InvokeFunction", "GetDurableExecution", "StopDurableExecution"),
      ...wake,
      readLogs,
      ...ownLogs("sweep"),
    ],
  },
  ApiRouteRmfkvzHandlerRole: {
    trusts: "lambda",
    may: [
      ...readWrite,
      `dynamodb:BatchGetItem on ${table}`,
      ...queries("byDay", "byStatus", "byType", "byChange"),
      ...everyPattern("InvokeFunction", "GetDurableExecutionHistory", "StopDurableExecution"),
      stopTask,
      readLogs,
      ...ownLogs("api"),
    ],
  },
  WorkerTaskRole: {
    trusts: "ecs-tasks",
    may: [
      ...readWrite,
      `dynamodb:ConditionCheckItem on ${table}`,
      ...["Success", "Failure", "Heartbeat"].map(
        (news) => `lambda:SendDurableExecutionCallback${news} on ${versions("run-await")}`,
      ),
    ],
  },
  WorkerExecutionRole: {
    trusts: "ecs-tasks",
    may: [
      // The one action with "*": AWS knows no resource for it.
      "ecr:GetAuthorizationToken on *",
      ...["BatchCheckLayerAvailability", "GetDownloadUrlForLayer", "BatchGetImage"].map(
        (action) => `ecr:${action} on ecr repository/sst-asset`,
      ),
      ...logs("/ecs/longhaul-production-worker"),
    ],
  },
  SweepRole: {
    trusts: "scheduler",
    may: ["lambda:InvokeFunction on lambda function:longhaul-production-sweep"],
  },
  VpcFlowLogRole: {
    trusts: "vpc-flow-logs",
    may: ["CreateLogStream", "PutLogEvents", "DescribeLogStreams"].map(
      (action) => `logs:${action} on logs log-group:VpcFlowLogGroup:*`,
    ),
  },
};

const known = roles(readGraph("production"));

test("there are no other roles", () => {
  expect(known.map(({ name }) => name).toSorted()).toEqual(Object.keys(expected).toSorted());
});

describe.each(known)("$name", ({ name, trust, statements, managedPolicies }) => {
  test("may do what its code does, and nothing else", () => {
    expect(allowed(statements)).toEqual(expected[name]?.may.toSorted());
  });

  test("has no managed policy: AWS's allow their actions on everything", () => {
    expect(managedPolicies).toEqual([]);
  });

  test("is assumed by its service alone", () => {
    expect(trust.map(({ Principal }) => Principal)).toEqual([
      { Service: [`${expected[name]?.trusts}.amazonaws.com`] },
    ]);
  });
});
