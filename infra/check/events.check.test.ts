import { expect, test } from "vitest";
import { z } from "zod";

import { inputsOf, ofType, readGraph } from "./graph.ts";
import { statementsOf } from "./policy.ts";

const graph = readGraph("production");
const rule = inputsOf(graph, "defaultSubscriberTaskStateRule");
const executionRule = inputsOf(graph, "defaultSubscriberExecutionStateRule");
const [ruleArn, executionRuleArn] = [rule, executionRule].map(
  ({ name }) => `arn:aws:events:us-east-1:123456789012:rule/${String(name)}`,
);
const queue = inputsOf(graph, "TaskStateDeadLettersQueue");
const functionArn = (name: string): string =>
  `arn:aws:lambda:us-east-1:123456789012:function:longhaul-production-${name}`;
const queueArn = `arn:aws:sqs:us-east-1:123456789012:${String(queue["name"])}`;

test("every state of every task of the cluster reaches task-state, and of no other", () => {
  expect(rule).toMatchObject({ eventBusName: "default", state: "ENABLED" });
  expect(JSON.parse(z.string().parse(rule["eventPattern"]))).toEqual({
    source: ["aws.ecs"],
    "detail-type": ["ECS Task State Change"],
    detail: {
      clusterArn: [
        `arn:aws:ecs:us-east-1:123456789012:cluster/${String(inputsOf(graph, "ClusterCluster")["name"])}`,
      ],
    },
  });
});

test("an execution of ours that ends badly reaches task-state, and of no other function", () => {
  expect(executionRule).toMatchObject({ eventBusName: "default", state: "ENABLED" });
  expect(JSON.parse(z.string().parse(executionRule["eventPattern"]))).toEqual({
    source: ["aws.lambda"],
    "detail-type": ["Durable Execution Status Change"],
    detail: {
      functionArn: ["run-sync", "run-callback", "run-await"].map((name) => ({
        prefix: `${functionArn(name)}:`,
      })),
      status: ["FAILED", "TIMED_OUT", "STOPPED"],
    },
  });
});

test("only these two rules may invoke task-state, and only the REST API the API's function", () => {
  const may = ofType(graph, "lambda.Permission").map(({ inputs }) => [
    inputs["principal"],
    inputs["sourceArn"],
    inputs["function"],
  ]);
  expect(may).toHaveLength(3);
  expect(may).toEqual(
    expect.arrayContaining([
      ["events.amazonaws.com", ruleArn, functionArn("task-state")],
      ["events.amazonaws.com", executionRuleArn, functionArn("task-state")],
      [
        "apigateway.amazonaws.com",
        `arn:aws:execute-api:us-east-1:123456789012:${String(inputsOf(graph, "ApiApi")["name"])}/*`,
        functionArn("api"),
      ],
    ]),
  );
});

test("an event that cannot be delivered is tried for an hour, then kept for 14 days", () => {
  for (const target of ["TaskState", "ExecutionState"]) {
    expect(inputsOf(graph, `defaultSubscriber${target}Target`)).toMatchObject({
      arn: functionArn("task-state"),
      retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
      deadLetterConfig: { arn: queueArn },
    });
  }
  expect(queue).toMatchObject({ messageRetentionSeconds: 14 * 86_400, sqsManagedSseEnabled: true });
});

test("an event at which task-state fails three times is kept as well", () => {
  expect(inputsOf(graph, "defaultSubscriberTaskStateFunctionEventInvokeConfig")).toMatchObject({
    functionName: "longhaul-production-task-state",
    maximumRetryAttempts: 2,
    destinationConfig: { onFailure: { destination: queueArn } },
  });
});

test("only those rules may put something into the dead-letter queue", () => {
  expect(statementsOf(inputsOf(graph, "TaskStateDeadLettersPolicy")["policy"])).toEqual([
    {
      Effect: "Allow",
      Action: ["sqs:SendMessage"],
      Resource: [queueArn],
      Principal: { Service: ["events.amazonaws.com"] },
      Condition: { ArnEquals: { "aws:SourceArn": [ruleArn, executionRuleArn] } },
    },
  ]);
  expect(ofType(graph, "sqs.QueuePolicy")).toHaveLength(1);
});

test("the sweep runs every minute", () => {
  expect(inputsOf(graph, "SweepSchedule")).toMatchObject({
    scheduleExpression: "rate(1 minute)",
    state: "ENABLED",
    target: {
      arn: "arn:aws:lambda:us-east-1:123456789012:function:longhaul-production-sweep",
      retryPolicy: { maximumRetryAttempts: 2 },
    },
  });
});
