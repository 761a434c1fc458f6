import { expect, test } from "vitest";

import { functions } from "./functions.ts";
import { inputsOf, ofType, readGraph } from "./graph.ts";
import { statementsOf } from "./policy.ts";

const graph = readGraph("production");
const alarms = ofType(graph, "cloudwatch.MetricAlarm").map(({ inputs }) => inputs);

test("every log group expires", () => {
  const groups = ofType(graph, "cloudwatch.LogGroup");
  expect(groups).toHaveLength(functions.length + 3);
  expect(groups.filter(({ inputs }) => inputs["retentionInDays"] !== 90)).toEqual([]);
});

test.each(functions)("errors and throttles of %s raise an alarm", (name) => {
  const ofFunction = alarms.filter(
    ({ namespace, dimensions }) =>
      namespace === "AWS/Lambda" &&
      JSON.stringify(dimensions) === `{"FunctionName":"longhaul-production-${name}"}`,
  );
  expect(ofFunction.map(({ metricName }) => metricName)).toEqual(
    expect.arrayContaining(["Errors", "Throttles"]),
  );
});

test("undelivered events, server errors and a sweep that does not run raise an alarm", () => {
  expect(alarms).toEqual(
    expect.arrayContaining(
      [
        {
          metricName: "ApproximateNumberOfMessagesVisible",
          dimensions: { QueueName: inputsOf(graph, "TaskStateDeadLettersQueue")["name"] },
        },
        {
          metricName: "FailedInvocations",
          dimensions: { RuleName: inputsOf(graph, "defaultSubscriberTaskStateRule")["name"] },
        },
        {
          metricName: "FailedInvocations",
          dimensions: { RuleName: inputsOf(graph, "defaultSubscriberExecutionStateRule")["name"] },
        },
        {
          metricName: "5XXError",
          dimensions: { ApiName: inputsOf(graph, "ApiApi")["name"], Stage: "production" },
        },
        {
          metricName: "Invocations",
          dimensions: { FunctionName: "longhaul-production-sweep" },
          comparisonOperator: "LessThanThreshold",
          treatMissingData: "breaching",
        },
      ].map((alarm) => expect.objectContaining(alarm)),
    ),
  );
});

test("every alarm goes to a topic whose key CloudWatch may use, and nobody else's", () => {
  for (const alarm of alarms) {
    expect(alarm["alarmActions"]).toEqual([expect.stringMatching(/^arn:aws:sns:.*Alerts$/)]);
  }
  expect(inputsOf(graph, "Alerts")["kmsMasterKeyId"]).toMatch(/AlertsKey$/);
  const key = inputsOf(graph, "AlertsKey");
  expect(key["enableKeyRotation"]).toBe(true);
  expect(statementsOf(key["policy"])).toEqual([
    {
      Effect: "Allow",
      Action: ["kms:*"],
      Resource: ["*"],
      Principal: { AWS: ["arn:aws:iam::123456789012:root"] },
    },
    {
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: ["*"],
      Principal: { Service: ["cloudwatch.amazonaws.com"] },
      Condition: { StringEquals: { "aws:SourceAccount": ["123456789012"] } },
    },
  ]);
});
