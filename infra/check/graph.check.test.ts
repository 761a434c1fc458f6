import { describe, expect, test } from "vitest";
import { z } from "zod";

import { variants } from "./graph-schema.ts";
import { inputsOf, ofType, readGraph } from "./graph.ts";

describe.each(variants)("the graph of %s", (variant) => {
  const graph = readGraph(variant);

  test("has no value that was turned to text before it was known", () => {
    expect(JSON.stringify(graph.resources)).not.toContain("Calling [toString]");
  });

  test("keeps names within AWS's limits", () => {
    const mostCharacters = {
      "lambda.Function": 64,
      "iam.Role": 64,
      "cloudwatch.EventRule": 64,
      "cloudwatch.LogGroup": 512,
      "cloudfront.ResponseHeadersPolicy": 128,
      "dynamodb.Table": 255,
      "ecs.Cluster": 255,
      "scheduler.Schedule": 64,
      "sqs.Queue": 80,
    };
    const named = Object.entries(mostCharacters).flatMap(([type, most]) =>
      ofType(graph, type).map(({ name, inputs }) => ({
        most,
        name: z.string().default(name).parse(inputs["name"]),
      })),
    );
    expect(named.filter(({ name, most }) => name.length > most)).toEqual([]);
  });
});

const graph = readGraph("production");

test("every function is built, minified, and has no link of SST's", () => {
  expect(graph.builds).toHaveLength(ofType(graph, "lambda.Function").length);
  expect(
    graph.builds.filter(({ links, properties }) => links.length > 0 || !properties.minify),
  ).toEqual([]);
});

test("production keeps its data when the stack is removed, and is protected from that", () => {
  expect(graph.app).toMatchObject({ protect: true, removal: "retain" });
  expect(ofType(graph, "dynamodb.Table").map(({ retainOnDelete }) => retainOnDelete)).toEqual([
    true,
  ]);
  expect(readGraph("test").app).toMatchObject({ protect: false, removal: "remove" });
  expect(inputsOf(readGraph("test"), "JobsTable")).toMatchObject({
    deletionProtectionEnabled: false,
  });
});

const functionArn = (name: string): string =>
  `arn:aws:lambda:us-east-1:123456789012:function:longhaul-production-${name}`;

test("a deploy says where everything is", () => {
  expect(graph.outputs).toEqual({
    dashboard: expect.stringMatching(/^https:\/\/[^/]+\.cloudfront\.net$/),
    api: expect.stringMatching(/^https:\/\/[^/]+\/production\/$/),
    table: inputsOf(graph, "JobsTable")["name"],
    cluster: inputsOf(graph, "ClusterCluster")["name"],
    logGroup: "/ecs/longhaul-production-worker",
    runSync: functionArn("run-sync:1"),
    runCallback: functionArn("run-callback:1"),
    runAwait: functionArn("run-await:1"),
    alerts: expect.stringMatching(/^arn:aws:sns:/),
    firstAdminKey: `npx node infra/create-admin-key.ts ${String(inputsOf(graph, "JobsTable")["name"])}`,
    _protect: true,
  });
});
