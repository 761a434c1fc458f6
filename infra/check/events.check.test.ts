import { expect, test } from "vitest";
import { z } from "zod";

import { inputsOf, ofType, readGraph } from "./graph.ts";
import { statementsOf } from "./policy.ts";

const graph = readGraph("production");
const rule = inputsOf(graph, "defaultSubscriberTaskStateRule");
const ruleArn = `arn:aws:events:us-east-1:123456789012:rule/${String(rule["name"])}`;
const queue = inputsOf(graph, "TaskStateDeadLettersQueue");
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
  expect(ofType(graph, "lambda.Permission").map(({ inputs }) => inputs)).toContainEqual(
    expect.objectContaining({ principal: "events.amazonaws.com", sourceArn: ruleArn }),
  );
});

test("an event that cannot be delivered is tried for an hour, then kept for 14 days", () => {
  expect(inputsOf(graph, "defaultSubscriberTaskStateTarget")).toMatchObject({
    arn: "arn:aws:lambda:us-east-1:123456789012:function:longhaul-production-task-state",
    retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
    deadLetterConfig: { arn: queueArn },
  });
  expect(queue).toMatchObject({ messageRetentionSeconds: 14 * 86_400, sqsManagedSseEnabled: true });
});

test("only that rule may put something into the dead-letter queue", () => {
  expect(statementsOf(inputsOf(graph, "TaskStateDeadLettersPolicy")["policy"])).toEqual([
    {
      Effect: "Allow",
      Action: ["sqs:SendMessage"],
      Resource: [queueArn],
      Principal: { Service: ["events.amazonaws.com"] },
      Condition: { ArnEquals: { "aws:SourceArn": [ruleArn] } },
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
